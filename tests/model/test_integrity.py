"""Each rule that makes a city unsound, with the smallest city that breaks it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from learningcity.diagnostics import Severity
from learningcity.model.integrity import At, Draft, find_faults, walk
from learningcity.model.kinds import KINDS
from tests.builders import Fields, city, faults, only

SOUND: dict[str, Fields] = {
    "sources": {"page": {}},
    "places": {"town": {}},
    "partners": {"college": {}, "library": {}},
    "bodies": {"board": {"members": ["college", "library"]}},
    "priorities": {"skills": {"owner": "board"}},
    "initiatives": {"course": {"priorities": ["skills"]}, "club": {"priorities": ["skills"]}},
}
"""A city with something to refer to; no error in it."""

LEAD = {"partner": "college", "role": "lead"}
TIE = {"from": "college", "to": "library", "kind": "planning"}


def sound(**sections: object) -> dict[str, object]:
    """The sound city with these sections added to, entry by entry."""
    merged: dict[str, object] = dict(SOUND)
    for section, entries in sections.items():
        before = SOUND.get(section, {})
        merged[section] = {**before, **entries} if isinstance(entries, dict) else entries
    return merged


def errors(**sections: object) -> list[tuple[str, At, str | None]]:
    """The errors of the sound city with these sections added."""
    return [
        (fault.code, fault.at, fault.hint)
        for fault in faults(city(**sound(**sections)))
        if fault.severity == Severity.ERROR
    ]


def test_a_sound_city_has_no_errors() -> None:
    assert errors() == []
    assert (
        errors(
            needs={
                "need": {"priorities": ["skills"], "replaces": ["old"]},
                "old": {"audiences": ["everyone"]},
            }
        )
        == []
    )


# -- references ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "fields", "way", "what"),
    [
        ("places", {"within": ["town", "x"]}, ("within", 1), "place"),
        ("places", {"replaced_by": "x"}, ("replaced_by",), "place"),
        ("audiences", {"within": "x"}, ("within", 0), "audience"),
        ("activities", {"within": "x"}, ("within", 0), "activity"),
        ("priorities", {"owner": "x"}, ("owner",), "body or partner"),
        ("bodies", {"reports_to": "x"}, ("reports_to",), "body"),
        ("bodies", {"members": ["x"]}, ("members", 0), "partner"),
        ("plans", {"owner": "x"}, ("owner",), "body or partner"),
        ("plans", {"part_of": "x"}, ("part_of",), "plan"),
        ("partners", {"parent": "x"}, ("parent",), "partner"),
        ("partners", {"priorities": ["x"]}, ("priorities", 0), "priority"),
        ("partners", {"remit": ["x"]}, ("remit", 0), "priority"),
        ("partners", {"sources": ["page", "x"]}, ("sources", 1), "source"),
        ("initiatives", {"activities": ["x"]}, ("activities", 0), "activity"),
        ("initiatives", {"audiences": ["x"]}, ("audiences", 0), "audience"),
        ("initiatives", {"places": ["x"]}, ("places", 0), "place"),
        ("initiatives", {"part_of": "x"}, ("part_of",), "initiative"),
        ("initiatives", {"follows": ["x"]}, ("follows", 0), "initiative"),
        (
            "initiatives",
            {"partners": [{"partner": "x", "role": "lead"}]},
            ("partners", 0, "partner"),
            "partner",
        ),
        (
            "initiatives",
            {"provision": [{"places": ["x"]}]},
            ("provision", 0, "places", 0),
            "place",
        ),
        (
            "initiatives",
            {"participants": [{"people": 1, "sources": ["x"]}]},
            ("participants", 0, "sources", 0),
            "source",
        ),
        (
            "initiatives",
            {"outcomes": [{"statement": "S", "sources": ["x"]}]},
            ("outcomes", 0, "sources", 0),
            "source",
        ),
        (
            "initiatives",
            {"funding": {"total": {"funder": "x"}}},
            ("funding", "total", "funder", 0),
            "partner",
        ),
        ("needs", {"activities": ["x"]}, ("activities", 0), "activity"),
        ("needs", {"priorities": ["skills"], "replaces": ["x"]}, ("replaces", 0), "need"),
    ],
)
def test_a_reference_must_lead_somewhere(section: str, fields: Fields, way: At, what: str) -> None:
    built = city(**sound(**{section: {"new": fields}}))
    fault = only(built, "unknown-reference")
    assert fault.message == f"unknown {what} 'x'"
    assert fault.at == (section, "new", *way)
    assert (fault.severity, fault.on) == (Severity.ERROR, "value")
    assert fault.hint is not None
    assert fault.hint.startswith("add it under '")


def test_references_of_entries_without_ids_are_checked_too() -> None:
    assert errors(
        ties=[{"from": "college", "to": "x", "kind": "planning"}],
        reviews=[{"initiatives": ["course", "x"], "verdict": "joint", "by": "x"}],
        vision=[{"statement": "S", "sources": ["x"]}],
    ) == [
        ("unknown-reference", ("vision", 0, "sources", 0), "add it under 'sources:'"),
        ("unknown-reference", ("ties", 0, "to"), "add it under 'partners:'"),
        ("unknown-reference", ("reviews", 0, "initiatives", 1), "add it under 'initiatives:'"),
        ("unknown-reference", ("reviews", 0, "by"), "add it under 'bodies:'"),
    ]


def test_the_field_of_a_tie_is_named_as_in_the_file() -> None:
    found = errors(ties=[{"from": "x", "to": "college", "kind": "planning"}])
    assert found == [("unknown-reference", ("ties", 0, "from"), "add it under 'partners:'")]


def test_references_of_the_city_itself_are_checked() -> None:
    assert errors(head={"place": "twon", "sources": ["page", "x"]}) == [
        ("unknown-reference", ("city", "place"), "did you mean 'town'?"),
        ("unknown-reference", ("city", "sources", 1), "add it under 'sources:'"),
    ]
    assert errors(head={"place": "town", "sources": ["page"]}) == []


def test_a_misspelt_reference_is_told_with_the_closest_id() -> None:
    parts = [{"partner": "libary", "role": "lead"}]
    fault = only(city(**sound(initiatives={"new": {"partners": parts}})), "unknown-reference")
    assert fault.hint == "did you mean 'library'?"


def test_by_is_a_word_in_audiences_and_a_reference_in_reviews() -> None:
    assert (
        errors(
            audiences={"adults": {"by": "age"}},
            reviews=[{"initiatives": ["course", "club"], "verdict": "joint", "by": "college"}],
        )
        == []
    )


def test_everyone_and_the_shipped_activities_may_be_named_without_being_listed() -> None:
    assert (
        errors(initiatives={"new": {"audiences": ["everyone"], "activities": ["mentoring"]}}) == []
    )


@pytest.mark.parametrize(
    ("within", "hint"),
    [
        ("totals", "did you mean 'total'?"),
        ("whole", "write the id of a line, or initiative/line"),
        ("course/totl", "did you mean 'course/total'?"),
        ("nowhere/sum", "write the id of a line, or initiative/line"),
    ],
)
def test_a_part_must_be_of_a_line_that_is_there(within: str, hint: str) -> None:
    funding = {"total": {}, "part": {"within": within}}
    found = errors(initiatives={"course": {"funding": funding}})
    at = ("initiatives", "course", "funding", "part", "within")
    assert found == [("unknown-reference", at, hint)]


def test_a_part_may_be_of_a_line_of_another_initiative() -> None:
    grant: Fields = {"total": {}}
    passed_on = {"grant": {"within": "course/total"}, "half": {"within": "grant"}}
    assert errors(initiatives={"course": {"funding": grant}, "club": {"funding": passed_on}}) == []


def test_what_could_not_be_read_is_not_reported_again_where_it_is_named() -> None:
    built = city(
        **sound(
            initiatives={
                "new": {
                    "places": ["broken"],
                    "part_of": "lost",
                    "funding": {"part": {"within": "lost/total"}},
                }
            }
        )
    )
    whole = Draft.of(built)
    draft = Draft(
        whole.entries,
        whole.head,
        {"places": frozenset({"broken"}), "initiatives": frozenset({"lost"})},
    )
    assert [f for f in find_faults(draft) if f.severity == Severity.ERROR] == []
    assert len(errors(initiatives={"new": {"places": ["broken"], "part_of": "lost"}})) == 2


def test_a_draft_without_head_is_checked_as_far_as_it_goes() -> None:
    draft = Draft(Draft.of(city(**sound(places={"new": {"within": "x"}}))).entries)
    assert [f.code for f in find_faults(draft) if f.severity == Severity.ERROR] == [
        "unknown-reference"
    ]
    assert list(find_faults(Draft({}))) == []


def test_every_entry_is_walked_with_the_way_to_it() -> None:
    draft = Draft.of(city(**sound(initiatives={"course": {"funding": {"total": {}}}}, ties=[TIE])))
    ways = [way for way, _ in walk(draft)]
    assert ("initiatives", "course", "funding", "total") in ways
    assert ("ties", 0) in ways
    assert [way[0] for way in ways] == sorted(
        (str(way[0]) for way in ways), key=[kind.section for kind in KINDS].index
    )


# -- needs, dates, money -------------------------------------------------------------------------


def test_a_need_says_what_is_needed_or_by_whom() -> None:
    fault = only(
        city(needs={"need": {"places": ["town"]}}, places={"town": {}}), "need-without-facet"
    )
    assert fault.at == ("needs", "need")
    assert (fault.severity, fault.on) == (Severity.ERROR, "key")
    assert fault.message == "need 'need' says neither what is needed nor by whom"
    assert fault.hint == "add activities, audiences or priorities"
    assert errors(needs={"need": {"activities": ["mentoring"]}}) == []


@pytest.mark.parametrize(
    ("sections", "at"),
    [
        (
            {"initiatives": {"course": {"start": 2020, "end": 2019}}},
            ("initiatives", "course", "end"),
        ),
        ({"places": {"town": {"since": 2020, "until": "2019-12"}}}, ("places", "town", "until")),
        ({"ties": [{**TIE, "since": 2020, "until": 2019}]}, ("ties", 0, "until")),
        (
            {"initiatives": {"course": {"partners": [{**LEAD, "start": 2020, "end": 2019}]}}},
            ("initiatives", "course", "partners", 0, "end"),
        ),
        (
            {"initiatives": {"course": {"funding": {"total": {"start": 2020, "end": 2019}}}}},
            ("initiatives", "course", "funding", "total", "end"),
        ),
    ],
)
def test_nothing_ends_before_it_starts(sections: Fields, at: At) -> None:
    fault = only(city(**sound(**sections)), "reversed-dates")
    assert fault.at == at
    assert fault.hint == "exchange the two dates, or correct one"


def test_a_coarse_date_is_given_the_benefit_of_the_doubt() -> None:
    fault = only(city(initiatives={"a": {"start": "2020-05", "end": 2019}}), "reversed-dates")
    assert fault.message == "'end: 2019' is before 'start: 2020-05'"
    assert (
        faults(city(initiatives={"a": {"start": "2020-05", "end": 2020}}), "reversed-dates") == []
    )


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"start": 2020, "seen_active": 2019}, "before 'start: 2020'"),
        ({"end": 2020, "seen_active": "2021-01"}, "after 'end: 2020'"),
        ({"seen_active": 2025}, "after the day these files speak of ('as_of: 2024')"),
        # One root cause is told once.
        ({"end": 2024, "seen_active": 2025}, "after 'end: 2024'"),
        (
            {"status": "ended", "seen_active": 2024},
            "not before 'as_of: 2024', and yet the status is 'ended'",
        ),
    ],
)
def test_it_was_seen_while_it_could_run(fields: Fields, wrong: str) -> None:
    fault = only(city(initiatives={"course": fields}), "seen-active-outside")
    assert fault.message == f"'seen_active: {fields['seen_active']}' is {wrong}"
    assert fault.at == ("initiatives", "course", "seen_active")
    assert fault.hint == "correct one of the dates"


@pytest.mark.parametrize(
    "fields", [{}, {"start": 2020, "end": 2022, "seen_active": "2021"}, {"seen_active": "2024-12"}]
)
def test_a_sighting_within_its_time_is_sound(fields: Fields) -> None:
    assert faults(city(initiatives={"course": fields}), "seen-active-outside") == []


def test_money_has_a_currency() -> None:
    fault = only(
        city(initiatives={"a": {"funding": {"total": {"amount": 5}}}}), "money-without-currency"
    )
    assert fault.at == ("initiatives", "a", "funding", "total", "amount")
    assert (fault.severity, fault.message) == ("error", "this amount of money has no currency")
    assert fault.hint == "add 'currency: GBP', or the code of yours"
    assert errors(initiatives={"a": {"funding": {"total": {}}}}) == []


def money(total: object, part: object, currency: str = "GBP", within: str = "total") -> Fields:
    """An initiative with a total and a part of it."""
    lines: dict[str, dict[str, object]] = {
        "total": {"currency": "GBP"},
        "part": {"within": within, "currency": currency},
    }
    for line, amount in (("total", total), ("part", part)):
        if amount is not None:
            lines[line]["amount"] = amount
    return {"a": {"funding": lines}}


def test_a_part_is_not_larger_than_its_total() -> None:
    fault = only(
        city(initiatives=money({"at_most": 100}, {"at_least": 101})), "part-larger-than-total"
    )
    at = ("initiatives", "a", "funding", "part", "amount")
    total = ("initiatives", "a", "funding", "total", "amount")
    assert fault.at == at
    assert fault.message == "this part, '101', is larger than its total 'total', '100'"
    assert fault.hint == "correct an amount, or leave out 'within'"
    assert fault.related == (("the total 'total'", total),)
    other = city(
        initiatives={
            "fund": {"funding": {"pot": {"amount": Decimal("9.5"), "currency": "GBP"}}},
            **money(None, 10, within="fund/pot"),
        }
    )
    assert only(other, "part-larger-than-total").related[0][1][1] == "fund"


@pytest.mark.parametrize(
    ("total", "part", "currency"),
    [
        (100, 100, "GBP"),
        (100, {"at_most": 500}, "GBP"),
        ({"at_least": 100}, 500, "GBP"),
        (None, 500, "GBP"),
        (100, None, "GBP"),
        (100, 500, "EUR"),
    ],
)
def test_a_part_that_may_fit_is_sound(total: object, part: object, currency: str) -> None:
    assert faults(city(initiatives=money(total, part, currency)), "part-larger-than-total") == []


def test_lines_do_not_have_more_places_than_their_total() -> None:
    def places(total: object, *lines: object) -> Fields:
        return {"a": {"capacity": total, "provision": [{"capacity": line} for line in lines]}}

    more = city(initiatives=places({"at_most": 10}, 6, {"at_least": 5}))
    fault = only(more, "part-larger-than-total")
    assert fault.at == ("initiatives", "a", "capacity")
    assert fault.message == "the lines of 'provision' add up to '11', more than this total"
    assert fault.hint == "correct one of the numbers, or leave the total out"
    for total in (11, {"at_least": 1}, None):
        sound = city(initiatives=places(total, 6, {"at_least": 5}, {"at_most": 99}, None))
        assert faults(sound, "part-larger-than-total") == []


def test_a_line_within_itself_is_one_fault_and_not_two() -> None:
    lines = {"total": {"within": "total", "amount": {"at_least": 2}, "currency": "GBP"}}
    assert [
        f.code for f in faults(city(initiatives={"a": {"funding": lines}})) if f.severity == "error"
    ] == ["cycle"]
