"""The schema that editors read: valid, complete, and of one mind with the reader."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from learningcity.datasets import EXAMPLES
from learningcity.io.documents import read_document
from learningcity.io.reader import city_from_mapping
from learningcity.io.schema import file_schema, schema_text, write_schema
from learningcity.io.writer import city_to_yaml
from learningcity.model import entities
from learningcity.model.field_docs import class_doc, field_docs
from learningcity.model.kinds import KINDS
from learningcity.model.vocabulary import PARTNER_KINDS, shipped_activities
from tests.strategies import city_mappings, lively

SCHEMA: dict[str, Any] = json.loads(schema_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def plain(value: object) -> object:
    """Values as JSON has them: an exact number is a number."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return float(value) if isinstance(value, Decimal) else value


def said_by(text: str | bytes) -> object:
    """What a file says, read by the project's own reader: dates stay text."""
    return plain(read_document(text, "test").data)


def faults_of(text: str | bytes) -> list[str]:
    return [fault.message for fault in VALIDATOR.iter_errors(said_by(text))]


# -- the schema itself ---------------------------------------------------------------------------


def test_it_is_a_valid_schema_of_its_draft() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_it_is_the_same_in_every_run(tmp_path: Path) -> None:
    write_schema(tmp_path / "schema.json")
    assert (tmp_path / "schema.json").read_bytes() == schema_text().encode("utf-8")
    assert schema_text() == schema_text()
    assert json.loads(schema_text()) == file_schema()


def test_every_section_is_there_and_nothing_is_required_of_a_file() -> None:
    sections = ["format", "city", *(kind.section for kind in KINDS)]
    assert list(SCHEMA["properties"]) == sections
    assert "required" not in SCHEMA
    assert SCHEMA["additionalProperties"] is False


def models() -> Iterator[type[entities.Part]]:
    """The classes of all entries and parts of entries that a file may hold."""
    for value in vars(entities).values():
        if isinstance(value, type) and issubclass(value, entities.Part):
            yield value


ABSTRACT = {"Part", "Entry", "Keyed", "Term"}


def test_every_field_of_every_entry_is_described() -> None:
    names = {model.__name__ for model in models()} - ABSTRACT
    inline = {"Identifier"}
    assert {name for name in SCHEMA["$defs"] if name[0].isupper()} == names - inline
    for model in models():
        assert all(field_docs(model).values())
        assert class_doc(model)
        if model.__name__ in names - inline:
            made = SCHEMA["$defs"][model.__name__]
            keys = {info.alias or name for name, info in model.model_fields.items()}
            keys -= set() if model is entities.CityHead else {"id"}
            assert set(made["properties"]) == keys
            assert all(field["description"] for field in made["properties"].values())
            assert made["additionalProperties"] is False


def test_descriptions_are_the_words_under_the_fields() -> None:
    need, tie = SCHEMA["$defs"]["Need"], SCHEMA["$defs"]["Tie"]
    assert need["properties"]["people"]["description"] == (
        "How many people need it. Absent: not known."
    )
    assert need["properties"]["note"]["description"] == (
        "Free text for people; no analysis reads it. Absent: nothing is noted."
    )
    assert tie["properties"]["from"]["description"] == "The partner it goes out from."
    assert need["description"] == "A need, as a sourced and dated claim."
    assert "``" not in schema_text()


def test_required_keys_are_those_without_which_there_is_no_entry() -> None:
    required = {
        name: made["required"] for name, made in SCHEMA["$defs"].items() if "required" in made
    }
    assert required["CityHead"] == ["id", "name", "as_of"]
    assert required["Participation"] == ["partner", "role"]
    assert required["Tie"] == ["from", "to", "kind"]
    assert "ProvisionLine" not in required


def test_an_editor_can_offer_the_words_that_are_known() -> None:
    kind = SCHEMA["$defs"]["Partner"]["properties"]["kind"]
    assert kind["examples"] == list(PARTNER_KINDS)
    shipped = [activity.id for activity in shipped_activities()]
    assert SCHEMA["$defs"]["activity"]["examples"] == shipped
    for name in ("Initiative", "Need", "ProvisionLine"):
        activities = SCHEMA["$defs"][name]["properties"]["activities"]["anyOf"][0]
        assert activities["items"] == {"$ref": "#/$defs/activity"}


# -- what it takes -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_files_of_the_packaged_cities_fit(name: str) -> None:
    folder = files("learningcity").joinpath("data", name)
    paths = [path for path in folder.iterdir() if path.name.endswith(".yaml")]
    assert paths
    for path in paths:
        assert faults_of(path.read_bytes()) == [], path.name


def test_the_whole_at_a_glance_of_the_reference_fits() -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "riverton.yaml"
    assert faults_of(page.read_text(encoding="utf-8")) == []


@lively
@given(city_mappings())
def test_whatever_is_written_fits(mapping: dict[str, Any]) -> None:
    assert faults_of(city_to_yaml(city_from_mapping(mapping))) == []


@pytest.mark.parametrize(
    "text",
    [
        "places: {도서관: {name: 도서관}, 'école-2': {name: École}, 2024: {name: X}}",
        "places: {a: {name: {en: A, pt-BR: Á}, within: b, since: 2017}}",
        "places: {a: {name: A, within: [b, c], until: 2017-01-25, population: {about: 12}}}",
        "places:\npartners:\nvision:\n",
        "partners:\n a:\n  name: A\n  sector:\n  core:\n  parent:\n  identifiers:\n  priorities:\n",
        "partners: {a: {name: A, kind: lighthouse, identifiers: {GB-COH: '01234567'}}}",
        "facts: {f: {label: F, value: -1.5}, g: {label: G, value: many}}",
        "facts: {f: {label: F, value: {at_least: 1, at_most: 2}}, g: {label: G, value: {en: X}}}",
        "sources: {a: {title: A, url: 'HTTPS://example.org/a@b'}}",
        "initiatives: {a: {name: A, funding: {x: {within: b/c}}}}",
        "initiatives: {a: {name: A, partners: [{partner: c, role: lead}]}}",
    ],
)
def test_every_documented_form_fits(text: str) -> None:
    assert faults_of(text) == []


# -- what it does not take -----------------------------------------------------------------------

WRONG = [
    "initiative: {}",
    "format: learningcity/2",
    "format: 1",
    "city: {id: a, name: A}",
    "city: {id: a, as_of: 2024}",
    "city: {id: a, name: A, as_of: 2024, country: England}",
    "city: {id: a, name: A, as_of: 2024, language: in English}",
    "city: {id: a, name: A, as_of: 25 January 2024}",
    "city: {id: a, name: A, as_of: 2024-13}",
    "city: {id: a, name: A, as_of: 01-2024}",
    "city: [a]",
    "places: [a]",
    "places: {City Library: {name: A}}",
    "places: {a-: {name: A}}",
    "places: {a: A}",
    "places: {a: {name: ''}}",
    "places: {a: {name: 12}}",
    "places: {a: {name: {english language: A}}}",
    "places: {a: {nmae: A}}",
    "places: {a: {name: A, id: b}}",
    "places: {a: {name: A, population: 1.5}}",
    "places: {a: {name: A, population: '1,200'}}",
    "places: {a: {name: A, population: {more_than: 3}}}",
    "places: {a: {name: A, population: {}}}",
    "places: {a: {name: A, population: {about: 3, at_most: 4}}}",
    "partners: {a: {name: A, sector: charity}}",
    "partners: {a: {name: A, core: 'yes'}}",
    "partners: {a: {name: A, identifiers: {GB-UKPRN: 10007578}}}",
    "partners: {a: {name: A, priorities: skills}}",
    "priorities: {a: {name: A, sdgs: [18]}}",
    "initiatives: {a: {name: A, activities: [Welding Class]}}",
    "initiatives: {a: {name: A, kind: course}}",
    "initiatives: {a: {name: A, partners: [{partner: b}]}}",
    "initiatives: {a: {name: A, partners: [{partner: b, role: []}]}}",
    "initiatives: {a: {name: A, partners: [{partner: b, role: boss}]}}",
    "initiatives: {a: {name: A, capacity: -1}}",
    "initiatives: {a: {name: A, funding: {t: {amount: -1, currency: GBP}}}}",
    "initiatives: {a: {name: A, funding: {t: {amount: 1, currency: pounds}}}}",
    "initiatives: {a: {name: A, funding: {t: {within: a/b/c}}}}",
    "initiatives: {a: {name: A, funding: [{amount: 1}]}}",
    "needs: {a: {statement: A, basis: guess}}",
    "needs: {a: {statement: A, indicator: {unit: percent}}}",
    "ties: {a: {from: b, to: c, kind: planning}}",
    "ties: [{from: b, to: c, kind: planning, strength: 6}]",
    "reviews: [{initiatives: [a, b], verdict: same}]",
    "sources: {a: {title: A, url: www.example.org}}",
    "sources: {a: {title: A, url: 'https://me@example.org'}}",
    "- format: learningcity/1",
]


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_shape_does_not_fit(text: str) -> None:
    assert faults_of(text)


def test_a_class_without_words_has_none() -> None:
    class Bare(entities.Part):
        pass

    assert class_doc(Bare) == ""
