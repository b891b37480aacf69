"""What goes with what is taken away, worked out by hand."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

import pytest

from learningcity.diagnostics import Severity
from learningcity.model.city import City
from learningcity.model.integrity import Draft, check_integrity
from learningcity.model.removal import REMOVABLE, Name, Remainder, take_away
from learningcity.model.values import Quantity
from tests.builders import city

LEAD = {"partner": "library", "role": "lead"}


def without(
    built: City, *names: tuple[str, str], spared: Collection[Name] = ()
) -> tuple[City, Remainder]:
    rest = take_away(Draft.of(built), names, spared)
    left = City.assemble(built.head, rest.sections)
    assert not [fault for fault in check_integrity(left) if fault.severity is Severity.ERROR]
    return left, rest


def said(rest: Remainder) -> list[tuple[tuple[str | int, ...], str]]:
    return [(loss.at, loss.message) for loss in rest.losses]


def test_nothing_hangs_on_a_partner_that_nobody_names() -> None:
    built = city(partners={"library": {}, "college": {}})
    left, rest = without(built, ("partners", "college"))
    assert left.partners.ids == ("library",)
    assert left.partners["library"] is built.partners["library"]
    assert rest.losses == []
    assert rest.gone == {("partners", "college"): None}
    assert (rest.numbers["partners"], rest.kept) == ((0,), {})


def test_a_partner_leaves_what_somebody_else_leads_or_delivers() -> None:
    host = {"partner": "college", "role": ["host", "deliverer"]}
    built = city(
        partners={"library": {}, "college": {}},
        initiatives={"club": {"partners": [host, LEAD]}},
    )
    left, rest = without(built, ("partners", "college"))
    (part,) = left.initiatives["club"].partners
    assert part is built.initiatives["club"].partners[1]
    assert said(rest) == [
        (("initiatives", "club", "partners", 0), "'college' leaves initiative 'club'")
    ]
    assert rest.kept == {("initiatives", "club", "partners"): (1,)}
    (loss,) = rest.losses
    assert (loss.code, loss.severity) == ("goes-too", Severity.INFO)
    assert loss.hint == "if it is to stay, say so under 'change:'"


def test_an_initiative_goes_with_the_last_who_leads_or_delivers_it() -> None:
    built = city(
        partners={"library": {}, "college": {}},
        initiatives={
            "club": {"partners": [LEAD, {"partner": "college", "role": "host"}]},
            "class": {"partners": [LEAD, {"partner": "college", "role": "deliverer"}]},
            "fair": {"partners": [{"partner": "library", "role": "host"}]},
            "walk": {},
        },
    )
    left, rest = without(built, ("partners", "library"))
    assert left.initiatives.ids == ("class", "fair", "walk")
    assert left.initiatives["fair"].partners == ()
    assert left.initiatives["walk"] is built.initiatives["walk"]
    assert said(rest)[0] == (
        ("initiatives", "club"),
        "initiative 'club' goes with 'library': nobody else leads or delivers it",
    )
    both, _ = without(built, ("partners", "library"), ("partners", "college"))
    assert both.initiatives.ids == ("fair", "walk")


def test_an_initiative_of_which_somebody_speaks_stays() -> None:
    built = city(partners={"library": {}}, initiatives={"club": {"partners": [LEAD]}})
    left, rest = without(built, ("partners", "library"), spared={("initiatives", "club")})
    assert left.initiatives["club"].partners == ()
    assert [message for _, message in said(rest)] == ["'library' leaves initiative 'club'"]


MONEY: dict[str, Any] = {
    "total": {"amount": 900, "currency": "GBP", "funder": ["library", "college"]},
    "ours": {"amount": {"about": 300}, "currency": "GBP", "funder": "library", "within": "total"},
    "open": {"amount": {"at_least": 5}, "currency": "GBP", "funder": ["library", "college"]},
    "silent": {"currency": "GBP", "funder": ["library", "college"]},
    "nobody": {"amount": Decimal("12.5"), "currency": "GBP"},
}


def test_a_sum_goes_with_who_alone_gives_it_and_is_at_most_what_it_was_where_others_do() -> None:
    built = city(partners={"library": {}, "college": {}}, initiatives={"club": {"funding": MONEY}})
    left, rest = without(built, ("partners", "library"))
    lines = {line.id: line for line in left.initiatives["club"].funding}
    assert list(lines) == ["total", "open", "silent", "nobody"]
    assert lines["total"].amount == Quantity(None, 900)
    assert lines["total"].funder == ("college",)
    assert lines["open"].amount is None
    assert lines["silent"].amount is None
    assert lines["nobody"] is built.initiatives["club"].funding[4]
    at = ("initiatives", "club", "funding")
    less = "so that this sum is at most what it was"
    assert said(rest) == [
        ((*at, "total", "funder", 0), f"'library' no longer gives to 'club/total', {less}"),
        ((*at, "ours"), "funding line 'club/ours' goes with 'library', who alone gives it"),
        ((*at, "open", "funder", 0), f"'library' no longer gives to 'club/open', {less}"),
        ((*at, "silent", "funder", 0), f"'library' no longer gives to 'club/silent', {less}"),
    ]


def test_the_parts_of_a_sum_go_with_it_wherever_they_are() -> None:
    built = city(
        partners={"library": {}, "college": {}},
        initiatives={
            "fund": {"funding": {"pot": {"amount": 900, "currency": "GBP", "funder": "library"}}},
            "club": {
                "funding": {
                    "grant": {"amount": 50, "currency": "GBP", "within": "fund/pot"},
                    "part": {"amount": 5, "currency": "GBP", "within": "grant"},
                    "own": {"amount": 7, "currency": "GBP", "funder": "college"},
                }
            },
        },
    )
    left, rest = without(built, ("partners", "library"))
    assert left.initiatives["fund"].funding == ()
    assert [line.id for line in left.initiatives["club"].funding] == ["own"]
    assert [message for _, message in said(rest)] == [
        "funding line 'fund/pot' goes with 'library', who alone gives it",
        "funding line 'club/grant' goes with 'fund/pot', of which it is a part",
        "funding line 'club/part' goes with 'club/grant', of which it is a part",
    ]
    kept, rest = without(built, ("partners", "library"), spared={("funding", "club/grant")})
    assert [line.id for line in kept.initiatives["club"].funding] == ["grant", "part", "own"]
    assert kept.initiatives["club"].funding[0].within is None
    assert said(rest)[1] == (
        ("initiatives", "club", "funding", "grant", "within"),
        "'fund/pot' no longer stands under 'within'",
    )


def test_a_funding_line_alone_can_go() -> None:
    lines = {"total": {"amount": 9, "currency": "GBP"}, "part": {"within": "total"}, "x": {}}
    built = city(initiatives={"club": {"funding": lines}})
    left, rest = without(built, ("funding", "club/total"))
    assert [line.id for line in left.initiatives["club"].funding] == ["x"]
    assert [message for _, message in said(rest)] == [
        "funding line 'club/part' goes with 'club/total', of which it is a part"
    ]
    left, rest = without(built, ("funding", "club/total"), ("funding", "club/part"))
    assert said(rest) == []


def test_what_named_an_initiative_stands_by_itself() -> None:
    built = city(
        partners={"library": {}},
        initiatives={
            "hub": {"funding": {"pot": {"amount": 9, "currency": "GBP"}}},
            "club": {
                "part_of": "hub",
                "follows": ["hub", "walk"],
                "funding": {"share": {"amount": 3, "currency": "GBP", "within": "hub/pot"}},
            },
            "walk": {},
        },
        reviews=[
            {"initiatives": ["hub", "club"], "verdict": "joint"},
            {"initiatives": ["walk", "hub", "club"], "verdict": "different", "by": "library"},
            {"initiatives": ["walk", "club"], "verdict": "joint"},
        ],
    )
    left, rest = without(built, ("initiatives", "hub"))
    club = left.initiatives["club"]
    assert (club.part_of, club.follows, club.funding) == (None, ("walk",), ())
    assert [review.initiatives for review in left.reviews] == [("walk", "club"), ("walk", "club")]
    assert left.reviews[1] is built.reviews[2]
    assert rest.numbers["reviews"] == (1, 2)
    assert rest.kept[("reviews", 1, "initiatives")] == (0, 2)
    assert said(rest) == [
        (
            ("initiatives", "club", "funding", "share"),
            "funding line 'club/share' goes with 'hub/pot', of which it is a part",
        ),
        (("initiatives", "club", "part_of"), "'hub' no longer stands under 'part_of'"),
        (("initiatives", "club", "follows", 0), "'hub' no longer stands under 'follows'"),
        (("reviews", 0), "this review goes with 'hub'"),
        (("reviews", 1, "initiatives", 1), "'hub' no longer stands under 'initiatives'"),
    ]


def test_a_review_that_already_names_one_twice_keeps_its_pair() -> None:
    built = city(
        initiatives={"a": {}, "b": {}, "c": {}},
        reviews=[{"initiatives": ["a", "b", "a", "c"], "verdict": "joint"}],
    )
    left, _ = without(built, ("initiatives", "c"))
    assert left.reviews[0].initiatives == ("a", "b", "a")


def test_ties_seats_owners_and_parents_of_a_partner_go() -> None:
    built = city(
        partners={"library": {}, "college": {}, "branch": {"parent": "library"}},
        bodies={"board": {"members": ["library", "college"]}},
        priorities={"reading": {"owner": "library"}},
        plans={"plan": {"owner": "library"}},
        initiatives={"a": {}, "b": {}},
        ties=[
            {"from": "library", "to": "college", "kind": "planning"},
            {"from": "college", "to": "branch", "kind": "planning"},
            {"from": "branch", "to": "library", "kind": "planning"},
        ],
        reviews=[{"initiatives": ["a", "b"], "verdict": "joint", "by": "library"}],
    )
    left, rest = without(built, ("partners", "library"))
    assert left.partners["branch"].parent is None
    assert left.bodies["board"].members == ("college",)
    assert left.priorities["reading"].owner is None
    assert left.plans["plan"].owner is None
    assert left.ties == (built.ties[1],)
    assert rest.numbers["ties"] == (1,)
    assert left.reviews[0].by is None
    assert [at for at, _ in said(rest)] == [
        ("priorities", "reading", "owner"),
        ("bodies", "board", "members", 0),
        ("plans", "plan", "owner"),
        ("partners", "branch", "parent"),
        ("ties", 0),
        ("ties", 2),
        ("reviews", 0, "by"),
    ]


def test_an_owner_that_is_a_body_too_is_still_found() -> None:
    built = city(
        partners={"council": {}},
        bodies={"council": {}, "board": {"reports_to": "council"}},
        priorities={"reading": {"owner": "council"}},
        audiences={"readers": {"by": "council"}},
    )
    left, rest = without(built, ("partners", "council"))
    assert left.priorities["reading"].owner == "council"
    assert rest.losses == []
    left, rest = without(built, ("partners", "council"), ("bodies", "council"))
    assert left.priorities["reading"].owner is None
    assert left.bodies["board"].reports_to is None
    assert left.audiences["readers"].by == "council"


def test_a_need_that_was_replaced_counts_again() -> None:
    built = city(
        needs={
            "old": {"audiences": ["everyone"]},
            "new": {"audiences": ["everyone"], "replaces": "old"},
            "newest": {"audiences": ["everyone"], "replaces": ["new"]},
        }
    )
    left, rest = without(built, ("needs", "new"))
    assert left.needs["newest"].replaces == ()
    assert [at for at, _ in said(rest)] == [("needs", "newest", "replaces", 0)]


def test_a_plan_of_which_another_is_part_can_go() -> None:
    built = city(plans={"whole": {}, "part": {"part_of": "whole"}})
    left, _ = without(built, ("plans", "whole"))
    assert left.plans["part"].part_of is None


@pytest.mark.parametrize("section", REMOVABLE)
def test_what_names_nothing_that_goes_is_left_as_it_is(section: str) -> None:
    built = city(
        places={"here": {}},
        partners={"library": {}, "x": {}},
        bodies={"x": {}},
        plans={"x": {}},
        initiatives={"club": {"partners": [LEAD], "places": ["here"]}, "x": {}},
        needs={
            "n": {"places": ["here"], "audiences": ["everyone"]},
            "x": {"audiences": ["everyone"]},
        },
    )
    left, rest = without(built, (section, "x"))
    assert rest.losses == []
    assert left.initiatives["club"] is built.initiatives["club"]
    assert left.needs["n"] is built.needs["n"]
    assert "x" not in getattr(left, section)
