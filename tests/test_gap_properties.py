"""Promises of the gaps that hold for every city, tried on small random ones."""

from __future__ import annotations

import copy
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from learningcity.analysis.gap_rows import GAP_TYPES
from learningcity.analysis.gaps import Gaps, find_gaps
from learningcity.io.reader import city_from_mapping
from tests.builders import city
from tests.changes import backwards, leaves, relabelled, shuffled, with_copy
from tests.strategies import Data, city_mappings, days, lively, thorough
from tests.test_oracle_gaps import endings

STATUSES = ["absent", "possible", "general", "partial", "reached"]

moments = st.one_of(st.none(), days())


def found_in(mapping: Data, **asked: Any) -> Gaps:
    return find_gaps(city_from_mapping(mapping), **asked)


def keys(found: Gaps, *types: str) -> set[tuple[Any, ...]]:
    """What the rows of some types are about."""
    return {(row.type, row.subjects) for row in found.rows if row.type in types}


def said(found: Gaps) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """What the rows say besides words and partners."""
    return {
        (row.type, row.subjects): (row.marks, row.low, row.high, row.unit, row.strength)
        for row in found.rows
    }


@lively
@given(city_mappings(), moments)
def test_more_is_found_with_a_longer_horizon(mapping: Data, on: date | None) -> None:
    """What ends within a year ends within two, and says the same."""
    horizons = (0, 6, 12, 24, 120)
    rows = [found_in(mapping, on=on, horizon=each, types=["continuity"]).rows for each in horizons]
    for shorter, longer in pairwise(rows):
        assert set(shorter) <= set(longer)
    for horizon, each in zip(horizons, rows, strict=True):
        for row in each:
            assert row.low is not None
            assert row.high is not None
            assert 0 <= row.low <= row.high <= horizon


@lively
@given(city_mappings(), moments)
def test_less_is_old_with_a_larger_age(mapping: Data, on: date | None) -> None:
    """A reading that is old at ten years is old at five; what has no source is missing anyway."""
    rows = [said(found_in(mapping, on=on, max_age=age, types=["evidence"])) for age in (0, 5, 10)]
    for lax, strict in pairwise(rows):
        assert strict.keys() <= lax.keys()
        for key, (marks, *rest) in strict.items():
            before, *same = lax[key]
            assert rest == same
            assert set(marks) - {"not-known"} <= set(before)
    for found in rows:
        for _, low, high, *_ in found.values():
            assert (low is None) == (high is None)
            assert low is None or 0 <= low <= high


@lively
@given(city_mappings(), moments, st.data())
def test_one_outcome_closes_exactly_its_gap(
    mapping: Data, on: date | None, data: st.DataObject
) -> None:
    """Nothing else changes."""
    assume("initiatives" in mapping)
    chosen = data.draw(st.sampled_from(list(mapping["initiatives"])))
    more = copy.deepcopy(mapping)
    more["initiatives"][chosen].setdefault("outcomes", []).append({"statement": "It helped"})
    before, after = found_in(mapping, on=on).rows, found_in(more, on=on).rows
    subject = (f"initiative:{chosen}",)
    assert after == tuple(
        row for row in before if (row.type, row.subjects) != ("evaluation", subject)
    )


@lively
@given(city_mappings(), moments, st.data())
def test_one_more_initiative_makes_no_need_worse(
    mapping: Data, on: date | None, data: st.DataObject
) -> None:
    """A need keeps its status or has a better one; places and groups are named as before, or more.

    Nor is a sector missing that was not, nor an objective left out that was named.
    """
    assume(leaves(mapping))
    original = data.draw(st.sampled_from(leaves(mapping)))
    before = found_in(mapping, on=on)
    after = found_in(with_copy(mapping, original, part_of=None), on=on)

    def status(found: Gaps) -> dict[str, int]:
        return {
            row.subjects[0]: STATUSES.index(row.type.removeprefix("need-"))
            for row in found.rows
            if row.type.startswith("need-")
        }

    for need, rank in status(before).items():
        assert status(after)[need] >= rank
    shrinking = ("place", "audience", "sector", "objective", "ownership")
    assert keys(after, *shrinking) <= keys(before, *shrinking)


@lively
@given(city_mappings(), moments)
def test_an_owner_for_each_priority_closes_every_gap_of_ownership_and_no_other(
    mapping: Data, on: date | None
) -> None:
    """Sound files have no circles, so that every body leads to the top."""
    more = copy.deepcopy(mapping)
    for entry in more.get("priorities", {}).values():
        entry["owner"] = "body-9"
    more.setdefault("bodies", {})["body-9"] = {"name": "The Board"}
    before, after = found_in(mapping, on=on).rows, found_in(more, on=on).rows
    assert after == tuple(row for row in before if row.type != "ownership")
    assert {row.marks for row in before if row.type == "ownership"} <= {("no-owner",)}


@thorough
@given(endings(), moments)
def test_a_successor_without_end_closes_every_gap_of_continuity(
    mapping: Data, on: date | None
) -> None:
    """It follows all and may run for ever; nothing else changes but what is said of itself."""

    def found(initiatives: Data) -> Gaps:
        sections = {**mapping, "initiatives": initiatives}
        head = sections.pop("city")
        return find_gaps(city(head=head, **sections), on=on, horizon=60)

    known = mapping["initiatives"]
    later = {"follows": list(known), "kind": "coordination"}
    before, after = found(known), found({**known, "later": later})
    assert after.rows == tuple(row for row in before.rows if row.type != "continuity")


@lively
@given(city_mappings(), moments, st.sets(st.sampled_from(GAP_TYPES)))
def test_types_that_are_asked_for_are_a_part_of_all(
    mapping: Data, on: date | None, types: set[str]
) -> None:
    """Same rows in the same order."""
    every = found_in(mapping, on=on).rows
    found = found_in(mapping, on=on, types=types)
    assert found.rows == tuple(row for row in every if row.type in types)
    assert found.parameters.types == tuple(kind for kind in GAP_TYPES if kind in types)


@lively
@given(city_mappings())
def test_over_all_time_nothing_ends_and_nothing_is_old(mapping: Data) -> None:
    """There is no day from which to count."""
    for row in found_in(mapping, ever=True, horizon=10**4, max_age=0).rows:
        assert row.type != "continuity"
        assert not {"old", "not-known"} & set(row.marks) or row.type != "evidence"
        if row.type == "evidence":
            assert (row.low, row.high) == (None, None)


@lively
@given(city_mappings(), moments)
def test_every_row_is_well_formed(mapping: Data, on: date | None) -> None:
    """Subjects name entries, but for the sector; sizes have a unit; words are words."""
    built = city_from_mapping(mapping)
    found = find_gaps(built, on=on, horizon=60)
    assert len(keys(found, *GAP_TYPES)) == len(found.rows)
    for row in found.rows:
        built.find(row.subjects[0])
        others = row.subjects[1:]
        assert len(others) == (1 if row.type == "sector" else 0)
        assert all(other in ("sector:public", "sector:private", "sector:third") for other in others)
        assert row.unit is not None or (row.low, row.high) == (None, None)
        assert row.sentence.endswith(".")
        assert not row.remedy.endswith(".")
        assert len(row.partners) <= 3
        assert len({near.partner for near in row.partners}) == len(row.partners)
        assert all(near.partner in built.partners for near in row.partners)
        assert all(near.initiative in built.initiatives for near in row.partners)


@lively
@given(city_mappings(), moments)
def test_every_new_row_explains_itself(mapping: Data, on: date | None) -> None:
    """Every reference leads to an entry, and no change leaves things as they are."""
    built = city_from_mapping(mapping)
    new = GAP_TYPES[5:-2]
    found = find_gaps(built, on=on, horizon=60, types=new)
    for number, row in enumerate(found.rows):
        explained = found.explain(number)
        assert explained.subject == row.sentence
        assert explained.steps
        assert explained.overturns
        for step in explained.steps:
            assert step.text
            assert len(set(step.references)) == len(step.references)
            for reference in step.references:
                built.find(reference)
        for change in explained.overturns:
            assert change.before == (";".join(row.marks) or row.type)
            assert change.before != change.after


@lively
@given(city_mappings(), moments, st.data())
def test_the_order_of_the_file_changes_only_the_order_of_gaps(
    mapping: Data, on: date | None, data: st.DataObject
) -> None:
    """What is missing does not hang on what stands first."""
    other = data.draw(shuffled(mapping))
    asked: Data = {"on": on, "horizon": 60}
    assert said(found_in(other, **asked)) == said(found_in(mapping, **asked))


@lively
@given(city_mappings(), moments)
def test_other_ids_change_nothing_but_the_labels_of_gaps(mapping: Data, on: date | None) -> None:
    """Subjects, partners and their initiatives are relabelled, in the same order."""
    sections = {"need": "needs", "initiative": "initiatives", "priority": "priorities"}
    sections |= {"place": "places", "audience": "audiences"}

    def label(subject: str) -> str:
        kind, _, key = subject.partition(":")
        return f"{kind}:{backwards(sections[kind], key)}" if kind in sections else subject

    asked: Data = {"on": on, "horizon": 60}
    before = found_in(mapping, **asked).rows
    after = found_in(relabelled(mapping, backwards), **asked).rows
    assert [(row.type, row.subjects, row.marks, row.low, row.high) for row in after] == [
        (row.type, tuple(map(label, row.subjects)), row.marks, row.low, row.high) for row in before
    ]
    assert [[(near.partner, near.initiative) for near in row.partners] for row in after] == [
        [
            (backwards("partners", near.partner), backwards("initiatives", near.initiative))
            for near in row.partners
        ]
        for row in before
    ]
