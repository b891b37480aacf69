"""A city as the calculus sees it on one day."""

from __future__ import annotations

from learningcity.model.values import Quantity
from learningcity.reach.view import Line
from tests.builders import city, view_of


def test_what_surely_does_not_run_is_left_out() -> None:
    built = city(initiatives={"past": {"end": 2020}, "now": {"status": "active"}, "unsure": {}})
    assert [i.id for i in view_of(built).initiatives] == ["now", "unsure"]
    assert [i.id for i in view_of(built, on="2019").initiatives] == ["past", "now", "unsure"]
    assert [i.id for i in view_of(built, ever=True).initiatives] == ["past", "now", "unsure"]


def test_funds_and_coordination_offer_nothing() -> None:
    built = city(
        initiatives={"fund": {"kind": "fund"}, "talks": {"kind": "coordination"}, "course": {}}
    )
    view = view_of(built)
    assert [i.id for i in view.offering] == list(view.lines) == ["course"]
    assert len(view.initiatives) == 3


def test_an_initiative_without_lines_is_one_line_without_capacity() -> None:
    built = city(
        initiatives={"a": {"activities": ["mentoring"], "audiences": ["everyone"], "capacity": 9}}
    )
    line = Line(("mentoring",), (), ("everyone",), (), None)
    assert view_of(built).lines == {"a": (line,)}
    assert line.terms("activity") == ("mentoring",)
    assert line.terms("place") == line.terms("priority") == ()


def test_a_line_takes_from_the_initiative_what_it_does_not_say() -> None:
    built = city(
        places={"north": {}, "south": {}},
        priorities={"skills": {}},
        initiatives={
            "a": {
                "activities": ["mentoring"],
                "priorities": ["skills"],
                "places": ["north"],
                "provision": [
                    {"places": ["south"], "capacity": 5},
                    {"activities": ["literacy"], "audiences": ["everyone"]},
                ],
            }
        },
    )
    assert view_of(built).lines["a"] == (
        Line(("mentoring",), ("skills",), (), ("south",), Quantity(5, 5)),
        Line(("literacy",), ("skills",), ("everyone",), ("north",), None),
    )


def test_lines_have_terms_under_their_newest_names_each_once() -> None:
    built = city(
        places={"old": {"replaced_by": "new"}, "new": {}, "far": {}},
        initiatives={"a": {"places": ["far", "old", "new"]}},
    )
    assert view_of(built).lines["a"][0].place == ("far", "new")


def test_sets_of_terms_are_closed_below() -> None:
    built = city(
        places={"town": {}, "ward": {"within": "town"}, "far": {}}, priorities={"p": {}, "q": {}}
    )
    view = view_of(built)
    assert view.below("place", ("town", "far")) == {"town", "ward", "far"}
    assert view.below("place", ("town", "far")) is view.below("place", ("town", "far"))
    assert view.below("priority", ("p",)) == {"p"}
    assert "mentoring" in view.below("activity", ("employment-support",))
    assert view.below("audience", ("everyone",)) == {"everyone"}


def test_needs_that_another_one_replaces_are_history() -> None:
    built = city(needs={"old": {}, "new": {"replaces": "old"}, "other": {}})
    assert [need.id for need in view_of(built).needs] == ["new", "other"]


def test_partners_are_put_in_the_order_of_the_file() -> None:
    built = city(partners={"c": {}, "a": {}, "b": {}})
    assert view_of(built).partner_order({"b", "c"}) == ("c", "b")
