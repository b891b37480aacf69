"""The schema of the scenario file is of one mind with the reader."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.io.documents import read_document
from learningcity.io.schema import scenario_schema, schema_text
from tests.scenarios import scenario_mappings
from tests.strategies import city_mappings, lively

SCHEMA: dict[str, Any] = json.loads(schema_text(scenario=True))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
HEAD = "format: learningcity-scenario/1\nscenario: {id: s, name: S}\n"


def plain(value: object) -> object:
    return json.loads(
        json.dumps(value, default=lambda n: float(n) if isinstance(n, Decimal) else n)
    )


def fits(text: str) -> bool:
    data = read_document(HEAD + text, "s").data
    return bool(VALIDATOR.is_valid(plain(data)))


def test_it_is_a_valid_schema_of_its_draft() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert scenario_schema() == SCHEMA
    assert schema_text(scenario=True) == schema_text(scenario=True)


@lively
@given(st.data())
def test_every_scenario_fits(data: st.DataObject) -> None:
    said = data.draw(scenario_mappings(data.draw(city_mappings(most_initiatives=4))))
    VALIDATOR.validate(plain(said))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "add:\nchange:\nend:\nremove:\n",
        "change: {initiatives: {x: {capacity: , funding: {a: , b: {amount: 5, currency: }}}}}",
        "change: {initiatives: {x: {funding: }}, needs: {n: {people: {at_least: 5}}}}",
        "end: {initiatives: {x: 2025, y: 2025-06}}",
        "remove: {partners: [a, b], needs: n, bodies: }",
        "add: {ties: [{from: a, to: b, kind: planning}], initiatives: {x: {name: X}}}",
    ],
)
def test_what_may_be_written_fits(text: str) -> None:
    assert fits(text)


@pytest.mark.parametrize(
    "text",
    [
        "ad: {}",
        "add: {initiatives: {x: {capacity: 5}}}",
        "add: {initiative: {x: {name: X}}}",
        "change: {initiatives: {x: {capcity: 5}}}",
        "change: {initiatives: {x: {name: }}}",
        "change: {initiatives: {x: {funding: {a: {amunt: 5}}}}}",
        "change: {ties: {}}",
        "end: {initiatives: [x]}",
        "end: {partners: {x: 2025}}",
        "end: {initiatives: {x: soon}}",
        "remove: {places: [x]}",
        "remove: {partners: {x: y}}",
        "remove: {partners: ['A B']}",
    ],
)
def test_what_may_not_be_written_is_marked(text: str) -> None:
    assert not fits(text)
