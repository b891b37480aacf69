"""The fewest partners that break a priority: worked by hand."""

from __future__ import annotations

import pytest

from learningcity.analysis import breaking
from learningcity.analysis.breaking import BreakingRow, BreakingSets, Keeping, breaking_sets
from learningcity.graph.breaking import Breaking
from learningcity.model.city import City
from tests.builders import Fields, city
from tests.taking_part import here, takes


def row(built: City, *keep: Keeping) -> BreakingRow:
    """The row of the first priority."""
    found = breaking_sets(built, keep=keep) if keep else breaking_sets(built)
    return found.rows[0]


HITTING: Fields = {
    "x": takes("a", "f:funder"),
    "y": takes("b", "f:funder"),
    "z": takes("c", "a:funder"),
}
"""Each initiative falls with its lead or with its funder."""


def test_a_common_funder_breaks_what_several_lead() -> None:
    """f hits x and y; z takes a or c more, and a comes first in the file."""
    found = row(here("a", "b", "c", "f", initiatives=HITTING))
    assert (found.size_low, found.size_high, found.survives) == (2, 2, 1)
    assert found.partners == ("a", "b")
    assert found.status == "proven"
    assert found.sentence == (
        "skills: it survives the withdrawal of any 1 partner; without a and b (2 partners) each "
        "of its initiatives would have lost its last recorded deliverer, funder or lead."
    )


def test_the_rule_can_ask_for_deliverers_alone() -> None:
    found = row(here("a", "b", "c", "f", initiatives=HITTING), "delivered")
    assert (found.size_high, found.partners) == (3, ("a", "b", "c"))
    assert row(here("a", "b", "c", "f", initiatives=HITTING), "funded").partners == ("a", "f")


def test_where_nobody_is_recorded_there_is_no_upper_bound() -> None:
    offers = {**HITTING, "w": takes("c:partner")}
    found = row(here("a", "b", "c", "f", initiatives=offers))
    assert (found.size_low, found.size_high, found.survives) == (2, None, 1)
    assert (found.partners, found.unknown, found.status) == ((), ("w",), "not-known")
    assert found.sentence == (
        "skills: it survives the withdrawal of any 1 partner; who holds up 1 initiative of it is "
        "not known."
    )
    silent = row(here("a", initiatives={"w": takes("a:partner")}))
    assert (silent.size_low, silent.survives) == (1, 0)
    assert silent.sentence == (
        "skills: nobody knows that it survives any withdrawal; who holds up 1 initiative of it is "
        "not known."
    )


def test_money_that_nobody_gives_keeps_an_initiative_open_only_if_money_counts() -> None:
    line = {"amount": 5, "currency": "GBP"}
    offer = {"x": takes("a", "f:funder", funding={"t": line})}
    assert row(here("a", "f", initiatives=offer), "funded").unknown == ("x",)
    assert row(here("a", "f", initiatives=offer)).partners == ("a",)


def test_nothing_serves_a_priority() -> None:
    found = row(here("a"))
    assert (found.size_low, found.size_high, found.survives) == (None, None, None)
    assert (found.status, found.partners) == ("nothing", ())
    assert found.sentence == "skills: no initiative is recorded that could be lost."
    fund = row(here("a", initiatives={"x": takes("a", kind="fund")}))
    assert fund.status == "nothing"


def test_an_objective_is_in_its_priority_and_has_a_row_too() -> None:
    priorities = {"skills": {}, "advice": {"within": ["skills"]}}
    offers = {"x": takes("a"), "y": takes("b", priorities=["advice"])}
    found = breaking_sets(here("a", "b", priorities=priorities, initiatives=offers))
    assert [one.partners for one in found.rows] == [("a", "b"), ("b",)]
    assert found.rows[1].sentence == (
        "advice: without b (1 partner) each of its initiatives would have lost its last recorded "
        "deliverer, funder or lead."
    )
    assert found.summary() == (
        "Easiest to break: advice, by the withdrawal of 1 partner. Of 2 priorities: known for 2."
    )


def test_the_summary_keeps_apart_what_is_not_known() -> None:
    priorities: Fields = {key: {} for key in ("skills", "health", "work")}
    offers = {
        "x": takes("a"),
        "y": takes("a:partner", priorities=["health"]),
    }
    found = breaking_sets(here("a", priorities=priorities, initiatives=offers))
    assert found.summary() == (
        "Easiest to break: skills, by the withdrawal of 1 partner. Of 3 priorities: known for 1, "
        "not known for 1, nothing to break in 1."
    )
    alone = BreakingSets(found.city, found.parameters, found.rows)
    assert alone.summary() == found.summary()
    assert breaking_sets(here("a")).summary() == (
        "Of 1 priority: known for 0, nothing to break in 1."
    )
    assert breaking_sets(city()).summary() == "No priorities are recorded."


def test_bounds_are_told_as_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breaking, "smallest_break", lambda _: Breaking((0, 1, 2), 2))
    found = breaking_sets(here("a", "b", "c", "f", initiatives=HITTING))
    one = found.rows[0]
    assert (one.size_low, one.size_high, one.survives, one.status) == (2, 3, 1, "bounds")
    assert one.sentence == (
        "skills: it survives the withdrawal of any 1 partner; without a, b and c (3 partners, "
        "perhaps fewer, at least 2) each of its initiatives would have lost its last recorded "
        "deliverer, funder or lead."
    )
    assert found.explain(0).steps[-1].text == (
        "Without a, b and c each of them has lost one of these; it takes at least 2 withdrawals."
    )


def test_a_row_is_explained_by_what_each_initiative_rests_on() -> None:
    offers = {"x": takes("a", "f:funder"), "y": takes("b", "c", "f:funder", "a:funder")}
    found = breaking_sets(here("a", "b", "c", "f", initiatives=offers))
    assert [step.text for step in found.explain(0).steps] == [
        "x goes on while of each of these somebody is left: a leads or delivers it; f funds it; a "
        "leads it.",
        "y goes on while of each of these somebody is left: b and c lead or deliver it; a and f "
        "fund it; b and c lead it.",
        "Without a and f each of them has lost one of these; no smaller choice of partners does "
        "that.",
    ]
    silent = breaking_sets(here("a", initiatives={"w": takes("a:partner")}))
    assert [step.text for step in silent.explain(0).steps] == [
        "Of w it is not known who holds it up.",
        "So it takes at least 1 withdrawal; at most is not known.",
    ]
    nothing = breaking_sets(here("a"))
    assert [step.text for step in nothing.explain(0).steps] == [nothing.rows[0].sentence]


@pytest.mark.parametrize("keep", ["funded", (), ("paid",)])
def test_a_wrong_rule_is_refused(keep: tuple[Keeping, ...]) -> None:
    with pytest.raises(ValueError, match="keep: "):
        breaking_sets(city(), keep=keep)


def test_the_rule_is_echoed_in_its_order() -> None:
    found = breaking_sets(city(), keep=["led", "delivered"])
    assert found.parameters.keep == ("delivered", "led")
    assert found.columns[0] == "priority"
    assert found.to_dict()["parameters"] == {
        "on": "2024-12-31",
        "ever": False,
        "carry": 2,
        "keep": ["delivered", "led"],
    }


def test_several_that_break_as_easily_are_each_broken_by_one() -> None:
    priorities: dict[str, dict[str, object]] = {"skills": {}, "advice": {}}
    offers = {"x": takes("a"), "y": takes("b", priorities=["advice"])}
    found = breaking_sets(here("a", "b", priorities=priorities, initiatives=offers))
    assert found.summary() == (
        "Easiest to break: skills and advice, each by the withdrawal of 1 partner. Of 2 "
        "priorities: known for 2."
    )
