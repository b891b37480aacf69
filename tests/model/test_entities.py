"""Entries take what the format allows, refuse the rest, and cannot be changed."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from learningcity.model.dates import PartialDate
from learningcity.model.entities import (
    Audience,
    Body,
    CityHead,
    Fact,
    Initiative,
    Keyed,
    Need,
    Participation,
    Partner,
    Place,
    Plan,
    Priority,
    ProvisionLine,
    Review,
    Source,
    Tie,
    Vision,
)
from learningcity.model.kinds import KINDS
from learningcity.model.values import Quantity, Text
from tests.builders import Fields, entry, refusal


def test_every_entry_has_aliases_url_note_sources_and_inferred() -> None:
    for kind in KINDS:
        assert {"aliases", "url", "note", "sources", "inferred"} <= set(kind.entry.model_fields)
        assert issubclass(kind.entry, Keyed) is kind.keyed


def test_every_field_is_described() -> None:
    for kind in KINDS:
        assert kind.entry.__doc__


def test_what_is_not_stated_is_unknown_and_nothing_else() -> None:
    found = entry(Initiative, id="a")
    assert found.status == "unknown"
    for name in ("kind", "start", "end", "capacity", "stage", "part_of"):
        assert getattr(found, name) is None
    for name in ("activities", "audiences", "places", "partners", "provision", "funding"):
        assert getattr(found, name) == ()
    partner = entry(Partner, id="a")
    assert (partner.sector, partner.core, partner.parent) == ("unknown", False, None)


def test_an_unknown_key_is_refused() -> None:
    for kind in KINDS:
        with pytest.raises(ValidationError, match="extra_forbidden"):
            entry(kind.entry, id="a", nmae="A")


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        (Initiative, {"status": "running"}, "literal_error"),
        (Initiative, {"kind": "workshop"}, "literal_error"),
        (Initiative, {"modes": ["online"]}, "literal_error"),
        (Initiative, {"stage": "pilot"}, "literal_error"),
        (Initiative, {"capacity": "many"}, "wrong-number"),
        (Initiative, {"start": "soon"}, "wrong-date"),
        (Initiative, {"activities": "welding"}, "tuple_type"),
        (Initiative, {"provision": [{"kind": "a"}]}, "extra_forbidden"),
        (Initiative, {"funding": {"total": {"amount": "1k"}}}, "wrong-number"),
        (Initiative, {"funding": {"total": {"use": "salaries"}}}, "literal_error"),
        (Initiative, {"funding": {"The Total": {}}}, "wrong-id"),
        (Initiative, {"funding": {"total": 500}}, "model_type"),
        (Initiative, {"funding": 500}, "tuple_type"),
        (Initiative, {"partners": [{"partner": "a", "role": []}]}, "too_short"),
        (Initiative, {"partners": [{"partner": "a", "role": "boss"}]}, "literal_error"),
        (Initiative, {"participants": [{}]}, "missing"),
        (Partner, {"core": "yes"}, "bool_type"),
        (Partner, {"core": 1}, "bool_type"),
        (Partner, {"sector": "ngo"}, "literal_error"),
        (Partner, {"identifiers": {"GB-CHC": 123}}, "string_type"),
        (Partner, {"identifiers": {"GB-CHC": ""}}, "string_too_short"),
        (Partner, {"identifiers": "123"}, "tuple_type"),
        (Partner, {"url": "example.org"}, "wrong-address"),
        (Place, {"population": -1}, "wrong-number"),
        (Place, {"kind": 5}, "string_type"),
        (Place, {"within": "Big City"}, "wrong-id"),
        (Audience, {"by": ["age"]}, "string_type"),
        (Priority, {"sdgs": [18]}, "less_than_equal"),
        (Priority, {"sdgs": [True]}, "int_type"),
        (Need, {"basis": "guess"}, "literal_error"),
        (Need, {"indicator": {"unit": "percent"}}, "missing"),
        (Need, {"indicator": {"value": 5, "comparator": {"value": 4}}}, "missing"),
        (Fact, {"value": None}, "wrong-text"),
        (Fact, {"value": [1]}, "wrong-number"),
        (Fact, {"value": {"at least": 1}}, "unknown-key"),
        (Fact, {"value": True}, "wrong-text"),
    ],
)
def test_what_a_field_does_not_take_is_refused(
    kind: type[Keyed], fields: Fields, code: str
) -> None:
    words: dict[str, object] = {"id": "x"}
    for word in ("name", "label", "statement"):
        if word in kind.model_fields:
            words[word] = "X"
    assert refusal(kind, {**words, **fields})[0] == code


def test_a_message_never_repeats_what_the_file_holds() -> None:
    with pytest.raises(ValidationError) as invalid:
        entry(Partner, id="a", core="a-secret")
    assert "a-secret" not in str(invalid.value)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (13, Quantity(13, 13)),
        ({"at_least": 3}, Quantity(3, None)),
        ({"about": 3}, Quantity(3, 3, approximate=True)),
        ("about a third", Text(((None, "about a third"),))),
        ({"en": "a third"}, Text((("en", "a third"),))),
        (Quantity(1, 1), Quantity(1, 1)),
        (Text(((None, "a"),)), Text(((None, "a"),))),
    ],
)
def test_a_stated_value_is_a_figure_or_words(written: object, value: object) -> None:
    assert entry(Fact, id="a", value=written).value == value


def test_one_id_or_several_may_stand_where_the_format_says_so() -> None:
    assert entry(Place, id="a", within="b").within == ("b",)
    assert entry(Place, id="a", within=["b", "c"]).within == ("b", "c")
    assert entry(Initiative, id="a", follows="b").follows == ("b",)
    assert entry(Need, id="a", replaces="b").replaces == ("b",)
    part = entry(Participation, partner="a", role="lead")
    assert part.role == ("lead",)
    lines = entry(Initiative, id="a", funding={"total": {"funder": "dwp"}}).funding
    assert lines[0].funder == ("dwp",)


def test_funding_is_a_map_of_ids_or_a_list_with_ids() -> None:
    line = {"amount": 5, "currency": "GBP"}
    keyed = entry(Initiative, id="a", funding={"total": line})
    listed = entry(Initiative, id="a", funding=[{"id": "total", **line}])
    assert keyed == listed
    assert keyed.funding[0].id == "total"
    assert entry(Initiative, id="a", funding=keyed.funding) == keyed


def test_identifiers_are_a_map_of_lists_to_numbers() -> None:
    keyed = entry(Partner, id="a", identifiers={"GB-CHC": "1", "GB-COH": "2"})
    listed = entry(Partner, id="a", identifiers=[{"scheme": "GB-CHC", "value": "1"}])
    assert [(i.scheme, i.value) for i in keyed.identifiers] == [("GB-CHC", "1"), ("GB-COH", "2")]
    assert listed.identifiers == keyed.identifiers[:1]
    assert entry(Partner, id="a", identifiers=keyed.identifiers) == keyed


def test_a_tie_goes_from_one_partner_to_another() -> None:
    written = {"from": "a", "to": "b", "kind": "planning", "strength": 3}
    tie = Tie.model_validate(written)
    assert (tie.from_, tie.to, tie.kind, tie.strength) == ("a", "b", "planning", 3)
    assert tie.model_dump(exclude_defaults=True) == written
    assert Tie.model_validate({"from_": "a", "to": "b", "kind": "planning", "strength": 3}) == tie
    assert refusal(Tie, {**written, "strength": 6})[0] == "less_than_equal"
    assert refusal(Tie, {**written, "kind": "friendship"})[0] == "literal_error"


@pytest.mark.parametrize("ids", [[], ["a"], ["a", "a"]])
def test_a_review_names_two_initiatives(ids: list[str]) -> None:
    message = "a review names at least two initiatives"
    refused = refusal(Review, {"initiatives": ids, "verdict": "joint"})
    assert refused == ("too-few", message, "add the other one")
    assert entry(Review, initiatives=["a", "b"], verdict="joint").initiatives == ("a", "b")


WHOLE: list[tuple[type[Any], Fields]] = [
    (
        CityHead,
        {"id": "c", "name": {"en": "C"}, "as_of": "2025-11", "country": "GB", "joined": "2018"},
    ),
    (Fact, {"id": "f", "label": "F", "value": {"at_most": 5}, "date": "2018"}),
    (Vision, {"statement": "V", "sources": ["s"]}),
    (Place, {"id": "p", "name": "P", "within": ["q"], "population": {"about": 5}, "until": "2023"}),
    (Priority, {"id": "p", "name": "P", "sdgs": [4, 8], "areas": ["planning"]}),
    (Body, {"id": "b", "name": "B", "members": ["m"], "start": "2017-01-25"}),
    (Plan, {"id": "b", "name": "B", "part_of": "c"}),
    (ProvisionLine, {"audiences": ["a"], "capacity": {"at_least": 1, "at_most": 2}}),
    (Need, {"id": "n", "statement": "N", "people": 7, "indicator": {"value": "few", "unit": "U"}}),
    (Source, {"id": "s", "title": "T", "url": "https://example.org"}),
]


@pytest.mark.parametrize(("kind", "written"), WHOLE)
def test_an_entry_goes_back_to_what_the_file_says(kind: type[Any], written: Fields) -> None:
    found = kind.model_validate(written)
    plain = found.model_dump(exclude_defaults=True)
    assert plain == {key: tuple(v) if isinstance(v, list) else v for key, v in written.items()}
    assert kind.model_validate(plain) == found


@pytest.mark.parametrize(("kind", "written"), WHOLE)
def test_equal_entries_have_equal_hashes_and_cannot_be_changed(
    kind: type[Any], written: Fields
) -> None:
    found, again = kind.model_validate(written), kind.model_validate(written)
    assert len({found, again}) == 1
    with pytest.raises(ValidationError, match="frozen"):
        found.note = Text.parse("changed")


def test_dates_are_read_where_dates_are_meant() -> None:
    assert entry(Initiative, id="a", start=2017).start == PartialDate(2017)


def test_a_key_without_a_value_says_the_same_as_no_key() -> None:
    blank: dict[str, object] = dict.fromkeys(
        ("start", "audiences", "status", "funding", "partners")
    )
    assert Initiative.model_validate(
        {"id": "x", "name": "X", **blank}
    ) == Initiative.model_validate({"id": "x", "name": "X"})
    assert refusal(Initiative, {"id": "x", "name": None})[0] == "wrong-text"


def test_a_line_of_money_has_its_id_above_it_and_not_inside() -> None:
    code, message, hint = refusal(
        Initiative, {"id": "x", "name": "X", "funding": {"total": {"id": "other"}}}
    )
    assert (code, message) == ("unknown-key", "unknown key 'id' in 'total'")
    assert hint == "leave it out: the id is the key above"
