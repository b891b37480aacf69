"""Each doubt, with the smallest city that raises it and one like it that does not."""

from __future__ import annotations

import pytest

from learningcity.diagnostics import Severity
from learningcity.model.integrity import At, Draft, Fault
from learningcity.model.plausibility import find_doubts
from tests.builders import Fields, city, faults, only


def doubt(code: str, at: At, **sections: object) -> Fault:
    """The one doubt of this code in a city of these sections; it must be at this place."""
    fault = only(city(**sections), code)
    assert fault.at == at
    assert fault.severity == Severity.WARNING
    assert fault.on == ("key" if len(at) == 2 and at[0] != "city" else "value")
    return fault


def doubts(code: str, **sections: object) -> int:
    """How many doubts of this code a city of these sections raises."""
    return len(faults(city(**sections), code))


def test_an_empty_draft_raises_no_doubt() -> None:
    assert list(find_doubts(Draft({}))) == []


# -- needs and initiatives -----------------------------------------------------------------------


def test_a_need_has_a_source() -> None:
    need = {"audiences": ["everyone"], "date": 2021}
    fault = doubt("need-without-source", ("needs", "n"), needs={"n": need})
    assert (fault.message, fault.hint) == ("need 'n' names no source", "add 'sources: […]'")
    assert doubts("need-without-source", needs={"n": {**need, "sources": ["page"]}}) == 0


def test_a_need_has_a_date() -> None:
    need = {"audiences": ["everyone"], "sources": ["page"]}
    fault = doubt("need-without-date", ("needs", "n"), needs={"n": need})
    assert fault.message == "need 'n' has no date"
    assert fault.hint == "add 'date: …', a year is enough"
    assert doubts("need-without-date", needs={"n": {**need, "date": 2021}}) == 0


def test_an_initiative_says_what_for_whom_and_where() -> None:
    whole = {"activities": ["mentoring"], "audiences": ["everyone"], "places": ["town"]}
    fault = doubt("initiative-undescribed", ("initiatives", "a"), initiatives={"a": {}})
    assert fault.message == ("initiative 'a' does not say its activities, audiences, places")
    assert fault.hint == "add what you know; what is not said stays unknown"
    assert doubts("initiative-undescribed", initiatives={"a": whole}) == 0
    assert doubts("initiative-undescribed", initiatives={"a": {"kind": "fund"}}) == 0
    assert doubts("initiative-undescribed", initiatives={"a": {"kind": "coordination"}}) == 0


def test_what_every_line_says_the_initiative_need_not_say() -> None:
    activities = {"activities": ["mentoring"], "audiences": ["everyone"]}
    lines = [{"places": ["town"]}, {"places": ["ward"]}]
    assert (
        doubts("initiative-undescribed", initiatives={"a": {**activities, "provision": lines}}) == 0
    )
    silent = {"a": {**activities, "provision": [*lines, {"capacity": 5}]}}
    fault = doubt("initiative-undescribed", ("initiatives", "a"), initiatives=silent)
    assert fault.message == "initiative 'a' does not say its places"


def test_capacity_is_stated_once() -> None:
    fault = doubt(
        "capacity-twice",
        ("initiatives", "a", "capacity"),
        initiatives={"a": {"capacity": 9, "provision": [{}, {"capacity": 5}]}},
    )
    assert fault.message == "capacity is stated here and on lines of 'provision' too"
    assert fault.hint == "this one is taken as the total of the lines"
    assert doubts("capacity-twice", initiatives={"a": {"capacity": 9, "provision": [{}]}}) == 0
    assert doubts("capacity-twice", initiatives={"a": {"provision": [{"capacity": 5}]}}) == 0


# -- priorities ----------------------------------------------------------------------------------


def test_somebody_answers_for_a_priority() -> None:
    served = {"a": {"priorities": ["p"]}}
    at = ("priorities", "p")
    fault = doubt("priority-without-owner", at, priorities={"p": {}}, initiatives=served)
    assert fault.message == "nobody answers for priority 'p'"
    assert fault.hint == "add 'owner: …', a body or partner"
    owned = {"p": {"owner": "board"}, "objective": {"within": "p"}, "past": {"until": 2020}}
    assert doubts("priority-without-owner", priorities=owned) == 0


def test_some_initiative_names_a_priority() -> None:
    owned = {"p": {"owner": "board"}}
    fault = doubt("priority-without-initiative", ("priorities", "p"), priorities=owned)
    assert fault.message == "no initiative names priority 'p'"
    assert fault.hint == "name it under 'priorities' of what serves it"
    assert doubts("priority-without-initiative", priorities={"p": {"until": 2020}}) == 0


@pytest.mark.parametrize("named", ["p", "objective", "step"])
def test_a_priority_is_served_through_its_objectives_at_any_depth(named: str) -> None:
    priorities = {"step": {"within": "objective"}, "objective": {"within": "p"}, "p": {}}
    initiatives = {"a": {"priorities": [named]}}
    assert (
        doubts("priority-without-initiative", priorities=priorities, initiatives=initiatives) == 0
    )


def test_objectives_that_lead_nowhere_are_no_trouble() -> None:
    priorities = {"p": {"within": "gone"}}
    initiatives = {"a": {"priorities": ["p"]}}
    assert (
        doubts("priority-without-initiative", priorities=priorities, initiatives=initiatives) == 0
    )


# -- partners ------------------------------------------------------------------------------------

LIBRARY: Fields = {"library": {}}
"""A partner of which nothing more is said."""


def test_a_partner_does_something() -> None:
    fault = doubt("partner-without-role", ("partners", "library"), partners=LIBRARY)
    assert fault.message == "partner 'library' has no role in any initiative"


@pytest.mark.parametrize(
    "sections",
    [
        {"initiatives": {"a": {"partners": [{"partner": "library", "role": "lead"}]}}},
        {"initiatives": {"a": {"funding": {"total": {"funder": "library"}}}}},
        {"bodies": {"board": {"members": ["library"]}}},
        {"plans": {"plan": {"owner": "library"}}},
        {"priorities": {"p": {"owner": "library"}}},
        {"ties": [{"from": "library", "to": "x", "kind": "planning"}]},
        {"ties": [{"from": "x", "to": "library", "kind": "planning"}]},
        {"partners": {"library": {"parent": "library"}}},
    ],
)
def test_there_are_many_ways_to_do_something(sections: Fields) -> None:
    assert doubts("partner-without-role", **{"partners": LIBRARY, **sections}) == 0


def test_one_number_belongs_to_one_organisation() -> None:
    def twins(one: dict[str, str], other: dict[str, str]) -> Fields:
        return {"north": {"identifiers": one}, "south": {"identifiers": other}}

    same = twins({"GB-CHC": "sc1"}, {"GB-COH": "9", "GB-CHC": " SC1 "})
    at = ("partners", "south", "identifiers", 1)
    fault = doubt("shared-identifier", at, partners=same)
    assert fault.message == "GB-CHC ' SC1 ' also stands on 'north'"
    assert fault.hint == "two entries of one organisation? keep one of them"
    assert fault.related == (("the other one", ("partners", "north", "identifiers", 0)),)
    assert doubts("shared-identifier", partners=twins({"GB-CHC": "1"}, {"GB-COH": "1"})) == 0
    own = {"north": {"identifiers": [{"scheme": "GB-CHC", "value": "1"}] * 2}}
    assert doubts("shared-identifier", partners=own) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "City College"}, {"name": "city  college"}),
        ({"name": "City of Wolverhampton College"}, {"name": "City of Wolverhamton College"}),
        ({"name": "A", "aliases": ["City College"]}, {"name": "City College"}),
        ({"name": {"en": "A", "cy": "Coleg y Ddinas"}}, {"name": "Coleg y Ddinas"}),
        ({"name": "\uff23\uff29\uff34\uff39 College"}, {"name": "City College"}),
    ],
)
def test_two_partners_have_different_names(one: object, other: object) -> None:
    partners = {"north": one, "south": other}
    fault = doubt("similar-names", ("partners", "south"), partners=partners)
    assert fault.message == "the names of 'south' and 'north' are nearly the same"
    assert fault.hint == "one organisation? keep one entry and put the other name in 'aliases'"
    assert fault.related == (("the other one", ("partners", "north")),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "City College"}, {"name": "Town Library"}),
        # A number tells two of a kind apart.
        ({"name": "Springfield Academy 1"}, {"name": "Springfield Academy 2"}),
        # A partner may be called the same twice.
        ({"name": "City College", "aliases": ["City Colleges"]}, {"name": "Library"}),
    ],
)
def test_names_that_differ_enough_raise_no_doubt(one: object, other: object) -> None:
    assert doubts("similar-names", partners={"north": one, "south": other}) == 0


def test_two_partners_alike_in_several_names_are_told_once() -> None:
    partners = {
        "b": {"name": "City College", "aliases": ["The Old Library"]},
        "a": {"name": "City Colleges", "aliases": ["The Old Librarys"]},
    }
    assert doubt("similar-names", ("partners", "a"), partners=partners).related[0][1] == (
        "partners",
        "b",
    )


def test_among_very_many_names_only_neighbours_in_the_alphabet_are_compared() -> None:
    words = [f"p{n:04}" for n in range(2001)]
    partners: dict[str, Fields] = {word: {"name": f"Partner {word}"} for word in words}
    partners |= {"north": {"name": "City College"}, "south": {"name": "City Colleges"}}
    partners |= {"east": {"name": "Xity College"}}
    assert doubts("similar-names", partners=partners) == 1


def test_a_kind_of_partner_is_in_the_list_or_doubtful() -> None:
    at = ("partners", "library", "kind")
    near = doubt("unknown-kind", at, partners={"library": {"kind": "libary"}})
    assert near.message == "'libary' is not in the list of kinds of partner"
    assert near.hint == "did you mean 'library'?"
    far = doubt("unknown-kind", at, partners={"library": {"kind": "zoo"}})
    assert far.hint == "it is kept as it is; the documentation has the list"
    assert doubts("unknown-kind", partners={"library": {"kind": "library"}}) == 0


# -- dates and money -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"status": "planned", "start": 2023},
            "the status is 'planned', but 'start: 2023' is before 'as_of: 2024'",
        ),
        (
            {"status": "active", "end": 2023},
            "the status is 'active', but 'end: 2023' is before 'as_of: 2024'",
        ),
        (
            {"status": "ended", "end": 2025},
            "the status is 'ended', but 'end: 2025' is after 'as_of: 2024'",
        ),
    ],
)
def test_the_status_fits_the_dates(fields: Fields, message: str) -> None:
    at = ("initiatives", "a", "status")
    fault = doubt("past-horizon", at, initiatives={"a": fields})
    assert (fault.message, fault.hint) == (message, "correct the status or the date")


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "planned", "start": 2024},
        {"status": "planned"},
        {"status": "active", "end": 2024},
        {"status": "active"},
        {"status": "ended", "end": 2024},
        {"status": "ended"},
        {"start": 2020, "end": 2021},
    ],
)
def test_a_status_that_may_fit_raises_no_doubt(fields: Fields) -> None:
    assert doubts("past-horizon", initiatives={"a": fields}) == 0


def test_without_a_day_nothing_is_past() -> None:
    whole = Draft.of(city(initiatives={"a": {"status": "active", "end": 2020}}))
    assert "past-horizon" not in [fault.code for fault in find_doubts(Draft(whole.entries))]


SUM: Fields = {"amount": 5, "currency": "GBP"}


def test_money_has_a_period() -> None:
    at = ("initiatives", "a", "funding", "total")
    fault = only(city(initiatives={"a": {"funding": {"total": SUM}}}), "money-without-period")
    assert (fault.at, fault.severity) == (at, Severity.WARNING)
    assert fault.message == "this sum of money has no period"
    assert fault.hint == "add 'start' and 'end', or one of them"


@pytest.mark.parametrize(
    "initiative",
    [
        {"funding": {"total": {**SUM, "start": 2020}}},
        {"funding": {"total": {**SUM, "end": 2020}}},
        {"funding": {"total": SUM}, "start": 2020},
        {"funding": {"total": SUM}, "end": 2020},
        {"funding": {"total": {}}},
        {
            "funding": {
                "total": {"start": 2020},
                "half": {"within": "total"},
                "part": {**SUM, "within": "half"},
            }
        },
        {"funding": {"part": {**SUM, "within": "fund/total"}}},
    ],
)
def test_money_may_take_its_period_from_a_total_or_the_initiative(initiative: object) -> None:
    assert doubts("money-without-period", initiatives={"a": initiative}) == 0


def test_totals_in_a_circle_or_nowhere_give_no_period() -> None:
    ring = {"one": {**SUM, "within": "two"}, "two": {"within": "one"}}
    assert doubts("money-without-period", initiatives={"a": {"funding": ring}}) == 1
    lost = {"one": {**SUM, "within": "gone"}}
    assert doubts("money-without-period", initiatives={"a": {"funding": lost}}) == 1


def test_a_part_is_in_the_currency_of_its_total() -> None:
    def parts(currency: str | None, total: str | None) -> Fields:
        return {
            "a": {
                "funding": {
                    "total": {"currency": total},
                    "part": {"within": "total", "currency": currency},
                }
            }
        }

    at = ("initiatives", "a", "funding", "part", "currency")
    fault = doubt("part-in-other-currency", at, initiatives=parts("EUR", "GBP"))
    assert fault.message == "this part is in 'EUR' and its total in 'GBP'"
    for currency, total in (("GBP", "GBP"), (None, "GBP"), ("GBP", None)):
        assert doubts("part-in-other-currency", initiatives=parts(currency, total)) == 0
    passed_on = {
        "fund": {"funding": {"pot": {"currency": "EUR"}}},
        "a": {
            "funding": {
                "grant": {"within": "fund/pot", "currency": "GBP"},
                "lost": {"within": "gone", "currency": "GBP"},
            }
        },
    }
    doubt(
        "part-in-other-currency",
        ("initiatives", "a", "funding", "grant", "currency"),
        initiatives=passed_on,
    )


# -- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "names"), [("lіbrary", "Cyrillic and Latin"), ("δημοτική-library", "Greek and Latin")]
)
def test_an_id_is_in_one_script(key: str, names: str) -> None:
    fault = doubt("mixed-script", ("places", key), places={key: {}})
    assert fault.message == f"'{key}' mixes letters of {names}"
    assert fault.hint == "some letters look alike; type the id again in one script"


def test_ids_of_one_script_raise_no_doubt() -> None:
    keys = ["library", "école", "평생학습관-2", "हिन्दी", "図書館-センター", "hawaiʻi-mānoa", "2024"]
    assert doubts("mixed-script", places={key: {} for key in keys}) == 0


def test_inferred_names_a_key_of_the_entry() -> None:
    at = ("initiatives", "a", "inferred", 1)
    near = {"a": {"inferred": ["places", "audience"]}}
    fault = doubt("unknown-inferred", at, initiatives=near)
    assert fault.message == "'audience' is not a key that this entry may have"
    assert fault.hint == "did you mean 'audiences'?"
    far = {"a": {"inferred": ["places", "zzz"]}}
    assert doubt("unknown-inferred", at, initiatives=far).hint == "name a key of this entry"
    tie = {"from": "a", "to": "b", "kind": "planning", "inferred": ["from"]}
    assert doubts("unknown-inferred", ties=[tie]) == 0


def test_a_shipped_activity_moved_elsewhere_is_doubtful() -> None:
    at = ("activities", "mentoring")
    fault = doubt("changed-activity", at, activities={"mentoring": {"within": "basic-skills"}})
    assert fault.message == (
        "'mentoring' replaces the activity of the library, which lies within 'employment-support'"
    )
    assert fault.hint == "use another id, unless that is what you want"
    top = doubt(
        "changed-activity",
        ("activities", "basic-skills"),
        activities={"basic-skills": {"within": "mentoring"}},
    )
    assert (
        top.message
        == "'basic-skills' replaces the activity of the library, which lies within nothing"
    )
    same = {"mentoring": {"within": "employment-support", "name": "Guides"}, "welding": {}}
    assert doubts("changed-activity", activities=same) == 0


def test_codes_of_countries_and_currencies_are_in_use() -> None:
    country = doubt("unknown-code", ("city", "country"), head={"country": "UK"})
    assert (country.message, country.hint) == (
        "no country has the code 'UK'",
        "look it up in the list ISO 3166-1",
    )
    lines = {
        "a": {"funding": {"one": {"currency": "KRW"}, "two": {"currency": "ZZZ"}, "three": {}}}
    }
    at = ("initiatives", "a", "funding", "two", "currency")
    currency = doubt("unknown-code", at, initiatives=lines)
    assert (currency.message, currency.hint) == (
        "no currency has the code 'ZZZ'",
        "look it up in the list ISO 4217",
    )
    for code in ("GB", "KR", "IN", "GR", "PS", "CD"):
        assert doubts("unknown-code", head={"country": code}) == 0


def test_parts_that_together_exceed_their_total_are_doubtful() -> None:
    total: Fields = {"amount": 100, "currency": "GBP"}
    part: Fields = {"amount": 60, "currency": "GBP", "within": "total"}
    lines: Fields = {"total": total, "a": part, "b": part}
    at = ("initiatives", "x", "funding", "total", "amount")
    found = doubt("parts-above-total", at, initiatives={"x": {"start": 2020, "funding": lines}})
    assert found.message == "the parts of this sum add up to '120', more than its '100'"
    for mended in ({"within": None}, {"amount": 40}, {"amount": {"at_most": 60}}):
        changed: Fields = {**lines, "b": {**part, **mended}}
        initiatives: dict[str, Fields] = {"x": {"start": 2020, "funding": changed}}
        assert doubts("parts-above-total", initiatives=initiatives) == 0


def test_a_priority_is_named_through_its_parts_by_more_than_one_way() -> None:
    priorities: dict[str, Fields] = {
        "top": {"owner": "board"},
        "left": {"within": "top"},
        "right": {"within": "top"},
        "below": {"within": ["left", "right"]},
    }
    initiatives: dict[str, Fields] = {"x": {"priorities": ["below"]}}
    built = {"priorities": priorities, "initiatives": initiatives, "bodies": {"board": {}}}
    assert doubts("priority-without-initiative", **built) == 0


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("evil \u202e name", "U+202E"),
        ("lib\u200brary", "U+200B"),
        ("flag\U000e0041", "U+E0041"),
        ("می\u200cخواهم", None),
        ("שלום\u200e 5", None),
        ("soft\u00adhyphen", None),
        ("plain", None),
    ],
)
def test_a_text_has_no_sign_that_nobody_sees(text: str, sign: str | None) -> None:
    built = city(places={"a": {"name": text}})
    found = faults(built, "hidden-sign")
    assert [fault.at for fault in found] == ([] if sign is None else [("places", "a", "name")])
    assert all(fault.message.endswith(f"nobody sees, {sign}") for fault in found)
