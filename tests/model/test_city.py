"""A city can be walked and asked, and never changed."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from decimal import Decimal

import pytest
from pydantic import BaseModel, ValidationError

from learningcity.diagnostics import Location
from learningcity.errors import UnknownIdError
from learningcity.model.city import Catalogue, City, Origins
from learningcity.model.dates import PartialDate
from learningcity.model.entities import CityHead, Partner, Place, Tie
from learningcity.model.kinds import KIND_OF_NAME, KIND_OF_SECTION, KINDS
from learningcity.model.values import Quantity, Text
from tests.builders import city, entry

FULL = {
    "head": {"name": {"en": "Here", "cy": "Yma"}, "place": "town", "country": "GB", "goal": "G"},
    "facts": {"population": {"value": {"at_least": 900}, "unit": "people"}},
    "vision": [{"statement": "We learn"}],
    "places": {"town": {"population": {"about": 5}}, "ward": {"within": "town"}},
    "audiences": {"adults": {"by": "age"}},
    "priorities": {"skills": {"sdgs": [4], "owner": "board"}},
    "activities": {"welding": {"within": "vocational-engineering"}},
    "bodies": {"board": {"members": ["college"]}},
    "plans": {"plan": {"owner": "board"}},
    "partners": {"college": {"identifiers": {"GB-CHC": "1"}}, "library": {}},
    "initiatives": {
        "course": {
            "partners": [{"partner": "college", "role": ["lead", "deliverer"]}],
            "provision": [{"places": ["ward"], "capacity": 5}],
            "participants": [{"people": 5, "start": 2020}],
            "funding": {"total": {"amount": Decimal("1.5"), "currency": "GBP"}},
            "outcomes": [{"statement": "It worked"}],
        },
        "club": {"follows": "course"},
    },
    "needs": {"need": {"indicator": {"value": 1, "comparator": {"value": "x", "label": "UK"}}}},
    "ties": [{"from": "college", "to": "library", "kind": "planning"}],
    "reviews": [{"initiatives": ["course", "club"], "verdict": "joint"}],
    "sources": {"page": {"url": "https://example.org"}},
}


def full() -> City:
    """A city with something in every section."""
    return city(**FULL)


# -- catalogues ----------------------------------------------------------------------------------


def places(*ids: str) -> Catalogue[Place]:
    return Catalogue([entry(Place, id=key) for key in ids])


def test_a_catalogue_is_a_list_that_can_be_asked_by_id() -> None:
    found = places("b", "a")
    assert [place.id for place in found] == ["b", "a"]
    assert found.ids == ("b", "a")
    assert len(found) == 2
    assert "a" in found
    assert "c" not in found
    assert found["a"].id == "a"
    assert found.get("b") is found["b"]
    assert found.get("c") is None


def test_an_unknown_id_is_told_with_the_closest_one() -> None:
    with pytest.raises(UnknownIdError) as error:
        places("library", "town")["libary"]
    assert str(error.value) == "unknown place 'libary', did you mean 'library'?"
    with pytest.raises(UnknownIdError, match=r"^unknown place 'zzz'$"):
        places("library")["zzz"]
    with pytest.raises(UnknownIdError, match=r"^unknown entry 'a'$"):
        places()["a"]


def test_an_id_is_there_once() -> None:
    with pytest.raises(ValueError, match="entries: the id 'a' is there twice"):
        places("b", "a", "a")


def test_catalogues_are_equal_if_they_have_equal_entries_in_the_same_order() -> None:
    assert places("a", "b") == places("a", "b")
    assert hash(places("a", "b")) == hash(places("a", "b"))
    assert places("a", "b") != places("b", "a")
    assert places("a") != (entry(Place, id="a"),)


def test_a_catalogue_shows_its_first_ids() -> None:
    assert repr(places("a", "b")) == "<2: a, b>"
    assert repr(places(*"abcdef")) == "<6: a, b, c, d, e, …>"
    assert repr(places()) == "<0: >"


# -- the city ------------------------------------------------------------------------------------


def test_a_city_says_who_and_when_it_is() -> None:
    built = full()
    assert (built.id, built.place, built.language) == ("here", "town", None)
    assert built.as_of == PartialDate(2024)
    assert built.name.in_language("cy") == "Yma"
    assert repr(built) == "<City here as of 2024: 2 partners, 2 initiatives, 1 needs>"


def test_every_section_is_a_field() -> None:
    assert {kind.section for kind in KINDS} == set(City.model_fields) - {"head", "origins"}
    assert list(KIND_OF_SECTION) == [kind.section for kind in KINDS]
    assert list(KIND_OF_NAME) == [kind.name for kind in KINDS]


def test_an_entry_is_found_by_its_reference() -> None:
    built = full()
    for kind in KINDS:
        section = tuple(getattr(built, kind.section))
        key = section[0].id if kind.keyed else 0
        assert built.find(kind.reference(key)) is section[0]


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("initiative:cours", "unknown initiative 'cours', did you mean 'course'?"),
        ("initative:course", "unknown kind of entry 'initative', did you mean 'initiative'?"),
        ("course", "unknown kind of entry 'course', did you mean 'source'?"),
        ("xyz", "unknown kind of entry 'xyz'"),
        ("partner", "unknown partner ''"),
        ("tie:1", "unknown tie '1'"),
        ("tie:-1", "unknown tie '-1'"),
        ("tie:²", "unknown tie '²'"),
        ("tie:college", "unknown tie 'college'"),
    ],
)
def test_what_is_not_there_is_not_found(reference: str, message: str) -> None:
    with pytest.raises(UnknownIdError) as error:
        full().find(reference)
    assert str(error.value) == message


def test_replacing_a_section_makes_another_city() -> None:
    built = full()
    partner, tie = entry(Partner, id="new"), built.ties[0]
    changed = built.replace(partners=[partner], ties=[tie, tie])
    assert changed.partners.ids == ("new",)
    assert changed.ties == (tie, tie)
    assert changed.places == built.places
    assert built.partners.ids == ("college", "library")
    moved = built.replace(head=entry(CityHead, id="there", as_of=2025))
    assert (moved.id, moved.partners) == ("there", built.partners)


def test_a_city_has_only_the_sections_of_the_format() -> None:
    with pytest.raises(ValueError, match="sections: a city has no section 'origins'"):
        full().replace(origins=[])
    with pytest.raises(ValueError, match="sections: a city has no section 'partner'"):
        full().replace(partner=[])
    with pytest.raises(ValidationError):
        full().replace(head=[])
    with pytest.raises(ValidationError):
        full().replace(ties=[entry(Partner, id="new")])


class Somewhere(Origins):
    """Origins that know one place for everything."""

    def locate(self, reference: str, *path: str | int) -> Location:
        return Location("city.yaml", 1, 1)


def test_cities_are_equal_if_they_say_the_same_wherever_they_were_read() -> None:
    built = full()
    read = City.assemble(
        built.head, {kind.section: getattr(built, kind.section) for kind in KINDS}, Somewhere()
    )
    assert read == built
    assert hash(read) == hash(built)
    assert read.origins.locate("tie:0") == Location("city.yaml", 1, 1)
    assert built.origins.locate("tie:0") is None
    assert built != built.replace(sources=[])
    assert built != "here"


def test_replacing_forgets_the_places_in_files() -> None:
    read = City.assemble(full().head, {}, Somewhere())
    assert read.replace(ties=()).origins.locate("tie:0") is None


def test_a_city_can_be_copied_and_sent_to_another_process() -> None:
    built = full()
    assert pickle.loads(pickle.dumps(built)) == built
    assert copy.deepcopy(built) == built


def reachable(value: object, way: str) -> Iterator[tuple[str, object]]:
    """Everything that can be reached from a city, with the way to it."""
    yield way, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from reachable(getattr(value, name), f"{way}.{name}")
    elif isinstance(value, tuple | Catalogue):
        for index, item in enumerate(value):
            yield from reachable(item, f"{way}[{index}]")


def test_nothing_in_a_city_can_be_changed() -> None:
    constants = (Catalogue, tuple, str, int, Decimal, bool, type(None))
    values = (Text, Quantity, PartialDate, Origins)
    for way, value in reachable(full(), "city"):
        if isinstance(value, BaseModel):
            assert value.model_config["frozen"], way
            with pytest.raises(ValidationError, match="frozen"):
                setattr(value, next(iter(type(value).model_fields)), None)
        else:
            assert isinstance(value, constants + values), way
    with pytest.raises(TypeError):
        full().partners["college"] = None  # type: ignore[index]  # that is what is tested


def test_a_notebook_shows_what_there_is() -> None:
    html = city(head={"name": "<script>"}, partners={"a": {}, "b": {}})._repr_html_()
    assert "<script>" not in html
    assert "<caption><bdi>&lt;script&gt;</bdi>, as of 2024</caption>" in html
    row = '<tr><th scope="row">partners</th><td class="lc-number"><bdi>2</bdi></td></tr>'
    assert row in html
    assert "needs" not in html


def test_an_empty_city_is_a_city() -> None:
    built = city()
    assert all(len(getattr(built, kind.section)) == 0 for kind in KINDS)
    assert built == City(head=built.head)
    assert isinstance(full().ties[0], Tie)


def test_entries_of_another_kind_are_refused() -> None:
    with pytest.raises(TypeError, match="is not an entry of 'places'"):
        City.assemble(city().head, {"places": [entry(Partner, id="x")]})


def test_a_city_is_printed_in_one_line() -> None:
    assert (
        str(city()) == repr(city()) == "<City here as of 2024: 0 partners, 0 initiatives, 0 needs>"
    )


@pytest.mark.parametrize("asked", [0, slice(0, 3), None, ["a"]])
def test_what_is_no_text_is_no_id(asked: object) -> None:
    for catalogue in (places("a"), Catalogue[Place]()):
        with pytest.raises(TypeError, match=f"found by id, a text, not by {type(asked).__name__};"):
            catalogue[asked]  # type: ignore[index]
