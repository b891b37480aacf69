"""The worst withdrawals of several partners: worked by hand."""

from __future__ import annotations

import dataclasses

import pytest

from learningcity.analysis.holding import Of
from learningcity.analysis.study import Study
from learningcity.analysis.withdrawals import Withdrawals, withdrawals_of, worst_withdrawals
from learningcity.datasets import open_example
from learningcity.graph import withdrawal
from tests.builders import city
from tests.taking_part import WELDERS, here, takes

TWINS = {"x": takes("a", "b"), "y": takes("a", "b:deliverer"), "z": takes("c", "d:funder")}
"""Two initiatives that two partners lead or deliver, and one of a third."""


def test_two_together_take_what_neither_takes_alone() -> None:
    found = worst_withdrawals(here("a", "b", "c", "d", initiatives=TWINS), of="initiatives")
    one, two = found.rows
    assert (one.partners, one.lost, one.subjects) == (("a",), 1, ("initiative:y",))
    assert (two.partners, two.lost) == (("a", "b"), 2)
    assert two.subjects == ("initiative:x", "initiative:y")
    assert {row.status for row in found.rows} == {"proven"}
    assert found.things == 3
    assert two.sentence == (
        "Without a and b: 2 of 3 initiatives would lose their last recorded deliverer, funder or "
        "lead; no other choice is worse."
    )
    assert found.summary() == (
        "Without a and b, 2 of 3 initiatives would lose their last recorded deliverer, funder or "
        "lead."
    )


def test_one_more_that_adds_nothing_is_left_out() -> None:
    found = worst_withdrawals(here("a", "b", initiatives={"x": takes("a")}, needs=WELDERS), k=3)
    assert [row.partners for row in found.rows] == [("a",)] * 3
    assert found.rows[2].sentence == (
        "Without a: 1 of 1 need would lose its last recorded deliverer; one more would add "
        "nothing; no other choice is worse."
    )


def test_priorities_go_with_all_who_own_fund_or_deliver_them() -> None:
    priorities = {"skills": {"owner": "o"}, "health": {"owner": "o"}, "work": {}}
    built = here("o", "a", "b", initiatives={"x": takes("a", "b")}, priorities=priorities)
    found = worst_withdrawals(built, of="priorities")
    assert [(row.partners, row.lost) for row in found.rows] == [(("o",), 2), (("o",), 2)]
    assert (found.not_known, found.unheld) == ((), ("priority:work",))
    assert found.summary().endswith(
        " Nothing recorded serves 1 priority, so nothing can be lost there."
    )


def test_what_nothing_reaches_has_nothing_to_lose_and_is_not_unknown() -> None:
    needs = {
        **WELDERS,
        "readers": {"activities": ["reading"], "audiences": ["adults"]},
    }
    found = worst_withdrawals(here("a", initiatives={"x": takes("a")}, needs=needs))
    assert (found.things, found.not_known, found.unheld) == (1, (), ("need:readers",))
    assert found.to_dict()["unheld"] == ["need:readers"]
    assert found.summary() == (
        "Without a, 1 of 1 need would lose its last recorded deliverer. Nothing recorded reaches "
        "1 need, so nothing can be lost there."
    )
    alone = worst_withdrawals(here("a", needs=needs))
    assert alone.summary() == "Nothing that is recorded reaches any need, so nothing can be lost."
    assert worst_withdrawals(
        here("a", initiatives={"x": takes("a:partner")}, needs=needs)
    ).summary() == (
        "Of no recorded need it is known who holds it up. Nothing recorded reaches 1 need, so "
        "nothing can be lost there."
    )


def test_what_something_may_reach_is_not_known() -> None:
    """An initiative that says of nobody whom it is for may be the one."""
    silent = {"status": "active", "activities": ["welding"]}
    found = worst_withdrawals(here("a", initiatives={"x": silent}, needs=WELDERS))
    assert (found.not_known, found.unheld) == (("need:welders",), ())
    priorities = worst_withdrawals(here("a", initiatives={"x": silent}), of="priorities")
    assert priorities.unheld == ("priority:skills",)


def test_nothing_known_has_no_worst() -> None:
    found = worst_withdrawals(here("a", initiatives={"x": takes("a:partner")}, needs=WELDERS))
    assert (found.things, found.not_known) == (0, ("need:welders",))
    assert found.summary() == "Of no recorded need it is known who holds it up."
    assert (
        found.rows[0].sentence == "No withdrawal of so few partners would take anything (0 needs)."
    )
    assert found.explain(0).steps[-1].text == (
        "Among 0 partners that anything rests on, no other choice is worse."
    )
    assert worst_withdrawals(city()).rows[1].partners == ()


def test_too_few_withdrawals_take_nothing() -> None:
    offer = {"x": takes("a", "b", "c")}
    found = worst_withdrawals(here("a", "b", "c", initiatives=offer), of="initiatives")
    assert [row.lost for row in found.rows] == [0, 0]
    assert found.summary() == (
        "No withdrawal of 2 or fewer partners would leave any of 1 initiative without its last "
        "recorded deliverer, funder or lead."
    )


def test_a_search_that_stops_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of five partners leads with the next: two take one, and at most two by the bound."""
    ring = "abcde"
    offers = {key: takes(key, ring[(place + 1) % 5]) for place, key in enumerate(ring)}
    built = here(*ring, initiatives=offers)
    assert worst_withdrawals(built, of="initiatives").rows[1].bound == 1
    monkeypatch.setattr(withdrawal._Search, "_go", _stop)
    found = withdrawals_of(Study(built), of="initiatives")
    row = found.rows[1]
    assert (row.partners, row.lost, row.bound, row.status) == (("a", "b"), 1, 2, "bounds")
    assert row.sentence.endswith(
        "; whether another choice is worse is not known, none takes more than 2."
    )
    assert found.summary() == (
        "Without a and b, 1 of 5 initiatives would lose its last recorded deliverer, funder or "
        "lead (no more than 2 could)."
    )


def _stop(search: withdrawal._Search, *_: object) -> None:
    search.steps = search.limit + 1


def test_a_row_is_explained_by_who_alone_does_what() -> None:
    found = worst_withdrawals(here("a", "b", "c", "d", initiatives=TWINS), of="initiatives")
    assert [step.text for step in found.explain(1).steps] == [
        "As far as recorded, x is led or delivered by a and b alone.",
        "As far as recorded, x is led by a and b alone.",
        "As far as recorded, y is led or delivered by a and b alone.",
        "As far as recorded, y is led by a alone.",
        "Among 4 partners that anything rests on, no other choice is worse.",
    ]
    alone = Withdrawals(found.city, found.parameters, found.rows, things=found.things)
    assert alone.summary() == found.summary()
    record = found.to_dict()
    assert (record["things"], record["not_known"]) == (3, [])


def test_an_owner_and_a_funder_are_named_as_such() -> None:
    built = here("o", "f", "a", priorities={"skills": {"owner": "o"}})
    found = worst_withdrawals(built, of="priorities", k=1)
    assert found.explain(0).steps[0].text == (
        "As far as recorded, the priority skills is owned by o alone."
    )
    offer = {"x": takes("a", "b", "f:funder")}
    found = worst_withdrawals(here("a", "b", "f", initiatives=offer), of="initiatives", k=1)
    assert found.explain(0).steps[0].text == "As far as recorded, x is funded by f alone."


@pytest.mark.parametrize(
    ("asked", "message"),
    [({"k": 0}, "k: 0 is not from 1"), ({"k": 13}, "k: 13"), ({"of": "x"}, "of: 'x' is none of")],
)
def test_wrong_arguments_are_refused(asked: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        worst_withdrawals(city(), **asked)  # type: ignore[arg-type]  # that is the point


@pytest.mark.parametrize("of", ["needs", "priorities", "initiatives"])
def test_each_size_takes_at_least_what_the_smaller_one_takes(of: Of) -> None:
    found = worst_withdrawals(open_example("lanternport"), k=4, of=of)
    lost = [row.lost for row in found.rows]
    assert lost == sorted(lost)
    assert all(row.lost == len(row.subjects) for row in found.rows)
    assert {field.name for field in dataclasses.fields(found.rows[0])} == set(found.columns)
