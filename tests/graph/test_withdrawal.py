"""The worst few, the fewest that break everything, and what survives: against trying all."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from fractions import Fraction
from math import factorial
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learningcity.graph.breaking import smallest_break
from learningcity.graph.survival import (
    all_orders,
    area_under,
    by_degree,
    greedy_order,
    least_area,
    mean_survivors,
    random_orders,
    survivors,
)
from learningcity.graph.withdrawal import (
    Upheld,
    bits,
    falls,
    most_that_fall,
    together,
    upheld,
    worst_sets,
)
from tests.graph import oracle_withdrawal as oracle

A, B, C, D, E = (1 << place for place in range(5))
WORKED = [upheld([A | B | D]), upheld([A | C]), upheld([A | D | E]), upheld([E])]
"""The worked example: an initiative stands while one of its partners is left."""

tried = settings(max_examples=150, deadline=None)


@st.composite
def cases(draw: st.DrawFn, most: int = 6) -> tuple[int, list[list[frozenset[int]]]]:
    """Some partners, and things that they hold up."""
    partners = draw(st.integers(1, most))
    one = st.frozensets(st.integers(0, partners - 1), min_size=1, max_size=4)
    thing = st.lists(one, min_size=1, max_size=3)
    return partners, draw(st.lists(thing, min_size=1, max_size=7))


def read(things: Sequence[Sequence[frozenset[int]]]) -> list[Upheld]:
    """The same as bits."""
    return [upheld(together(1 << place for place in one) for one in thing) for thing in things]


# -- things and sets -------------------------------------------------------------------------------


def test_partners_of_a_set_come_in_their_order() -> None:
    assert list(bits(A | C | E)) == [0, 2, 4]
    assert list(bits(0)) == []


def test_a_set_that_holds_another_one_and_an_empty_one_say_nothing() -> None:
    assert upheld([A | B, B, 0, C | D]) == (B, C | D)
    assert upheld([0]) == ()


def test_a_thing_falls_with_all_of_one_set() -> None:
    thing = upheld([A | B, C])
    assert falls(thing, A | B)
    assert falls(thing, C)
    assert not falls(thing, A | D)
    assert not falls((), A | B | C)


# -- the worst few ---------------------------------------------------------------------------------


def test_the_worst_of_the_worked_example() -> None:
    found = worst_sets(WORKED, 4)
    assert [(one.places, one.lost) for one in found] == [
        ((4,), 1),
        ((4,), 1),
        ((0, 2, 4), 2),
        ((0, 1, 3, 4), 3),
    ]


_SETS = [[frozenset(bits(one)) for one in thing] for thing in WORKED]


@tried
@given(cases())
def test_the_worst_few_are_those_of_trying_all(
    case: tuple[int, list[list[frozenset[int]]]],
) -> None:
    partners, sets = case
    for size, found in enumerate(worst_sets(read(sets), partners), 1):
        assert (found.lost, found.places) == oracle.worst(sets, partners, size)
        assert found.bound == found.lost


@tried
@given(cases(), st.integers(0, 60))
def test_a_search_that_stops_has_a_bound_that_holds(
    case: tuple[int, list[list[frozenset[int]]]], limit: int
) -> None:
    partners, sets = case
    for size, found in enumerate(worst_sets(read(sets), partners, limit=limit), 1):
        most, _ = oracle.worst(sets, partners, size)
        assert oracle.fallen(sets, found.places) == found.lost <= most <= found.bound
        assert len(found.places) <= size
        assert most <= most_that_fall(read(sets), size)


def test_nothing_to_bring_down() -> None:
    assert [(one.places, one.lost) for one in worst_sets([], 2)] == [((), 0), ((), 0)]
    assert worst_sets([()], 1)[0].lost == 0


def test_a_greedy_choice_is_not_taken_for_the_worst() -> None:
    """One partner brings down 2; two others together bring down 5, each alone nothing."""
    things = [(A,), (A,)] + [(B | C,)] * 5 + [(D,)]
    one, two, three = worst_sets(things, 3)
    assert (one.places, two.places, three.places) == ((0,), (1, 2), (0, 1, 2))
    assert (one.lost, two.lost, three.lost) == (2, 5, 7)


# -- the fewest that break all ---------------------------------------------------------------------


@tried
@given(cases())
def test_the_fewest_are_those_of_trying_all(case: tuple[int, list[list[frozenset[int]]]]) -> None:
    partners, sets = case
    expected = oracle.smallest(sets, partners)
    for limit in (5_000, 0):  # by the own search, and by the integer programme of scipy
        found = smallest_break(read(sets), limit=limit)
        assert found.places == expected
        assert found.proven


@tried
@given(cases(), st.integers(0, 3))
def test_without_a_solver_a_search_that_stops_gives_bounds(
    case: tuple[int, list[list[frozenset[int]]]], limit: int
) -> None:
    partners, sets = case
    found = smallest_break(read(sets), limit=limit, solver=False)
    assert oracle.fallen(sets, found.places) == len(sets)
    assert found.low <= len(oracle.smallest(sets, partners)) <= len(found.places)


def test_without_scipy_a_search_that_stops_gives_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    things = [(one | other,) if one == A else (one, other) for one, other in _pairs()]
    assert smallest_break(things, limit=0).low <= smallest_break(things).low


def _pairs() -> list[tuple[int, int]]:
    every = (A, B, C, D, E)
    return [(one, other) for one in every for other in every if one < other]


def test_an_integer_programme_that_proves_nothing_gives_bounds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import scipy.optimize

    class _Stopped:
        status = 1
        x = None

    monkeypatch.setattr(scipy.optimize, "milp", lambda *_, **__: _Stopped())
    ring = [(1 << one, 1 << (one + 1) % 5) for one in range(5)]
    found = smallest_break(ring, limit=0)
    assert (found.low, len(found.places), found.proven) == (2, 3, False)
    assert smallest_break(ring).places == (0, 1, 3)


def test_nobody_is_in_a_set_for_nothing() -> None:
    """The greedy choice takes a and c, then b and d; with c and d, a is not needed any more."""
    found = smallest_break([(A | C, C | D), (B | D,)], limit=0, solver=False)
    assert found.places == (1, 2, 3)


def test_nothing_to_break_takes_nobody() -> None:
    found = smallest_break([])
    assert (found.places, found.low, found.proven) == ((), 0, True)


def test_what_never_falls_cannot_be_broken() -> None:
    with pytest.raises(ValueError, match="never falls"):
        smallest_break([(A,), ()])


def test_parts_without_a_common_partner_are_solved_apart() -> None:
    rings = [(1 << base + one, 1 << base + (one + 1) % 5) for base in (0, 5) for one in range(5)]
    found = smallest_break(rings)
    assert (found.places, found.low) == ((0, 1, 3, 5, 6, 8), 6)


def test_a_larger_problem_is_proven_alike_by_both_ways() -> None:
    """Pairs of partners of whom one has to go: a minimum vertex cover of a wheel of rings."""
    things = [(1 << i, 1 << (i + 1) % 15) for i in range(15)]
    things += [(1 << i, 1 << (i + 5) % 15) for i in range(15)]
    own, solved = smallest_break(things, solver=False), smallest_break(things, limit=0)
    assert own == solved
    assert own.proven


# -- what survives ---------------------------------------------------------------------------------


def test_the_curve_of_the_worked_order() -> None:
    counts = survivors(WORKED, [0, 3, 4, 1, 2])
    assert [Fraction(count, 4) for count in counts] == [1, 1, 1, Fraction(1, 2), Fraction(1, 4), 0]
    assert area_under(counts, 4) == Fraction(65, 100)


def test_the_areas_of_all_orders_of_the_worked_example() -> None:
    assert area_under(mean_survivors(WORKED, 5), 4) == Fraction(70, 100)
    every = all_orders(WORKED, 5)
    assert area_under(survivors(WORKED, every.worst), 4) == Fraction(55, 100)
    assert area_under(survivors(WORKED, every.best), 4) == Fraction(85, 100)


@settings(max_examples=60, deadline=None)
@given(cases(most=5))
def test_means_and_ends_are_those_of_all_orders(
    case: tuple[int, list[list[frozenset[int]]]],
) -> None:
    partners, sets = case
    things, every = read(sets), oracle.areas(sets, partners)
    assert area_under(mean_survivors(things, partners), len(things)) == sum(
        every.values(), Fraction(0)
    ) / factorial(partners)
    found = all_orders(things, partners)
    assert found.worst == min(every, key=lambda order: every[order])
    assert found.best == max(every, key=lambda order: every[order])
    greedy = greedy_order(things, partners)
    assert sorted(greedy) == list(range(partners))
    least = every[found.worst]
    assert least_area(things, partners) <= least <= oracle.area(sets, greedy)
    for step in range(partners + 1):
        counts = [len(sets) - oracle.fallen(sets, order[:step]) for order in every]
        assert (found.fewest[step], found.most[step]) == (min(counts), max(counts))
        assert mean_survivors(things, partners)[step] == Fraction(sum(counts), len(counts))


def test_partners_go_by_how_much_each_holds_up() -> None:
    assert by_degree(WORKED, 5) == [0, 3, 4, 1, 2]
    assert by_degree([(A | C,), (C,)], 4) == [2, 0, 1, 3]


def test_random_orders_are_those_of_their_seed() -> None:
    one = random_orders(WORKED, 5, samples=20, seed=1)
    assert one == random_orders(WORKED, 5, samples=20, seed=1)
    assert one != random_orders(WORKED, 5, samples=20, seed=2)
    assert all(counts[0] == 4 and counts[-1] == 0 for counts in one)


@tried
@given(cases(), st.integers(0, 10))
def test_a_random_order_is_counted_as_any_order(
    case: tuple[int, list[list[frozenset[int]]]], seed: int
) -> None:
    partners, sets = case
    (counts,) = random_orders(read(sets), partners, samples=1, seed=seed)
    order = list(range(partners))
    Random(seed).shuffle(order)
    assert counts == survivors(read(sets), order)


def test_a_thing_that_never_falls_stands_to_the_end() -> None:
    assert survivors([(A,), ()], [0, 1]) == [2, 1, 1]
    assert greedy_order([(B,), ()], 2) == [1, 0]
