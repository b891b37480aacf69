"""Promises that hold for every city, tried on small random ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from learningcity.analysis.coverage import need_coverage
from learningcity.analysis.duplicates import find_duplicates
from learningcity.analysis.gaps import find_gaps
from learningcity.io.reader import city_from_mapping
from tests.changes import (
    backwards,
    consistent,
    leaves,
    raised,
    relabelled,
    shuffled,
    with_copy,
    with_raised_capacity,
    with_refined_dates,
    with_unused_term,
)
from tests.strategies import (
    Data,
    city_mappings,
    days,
    lively,
)

HEADLINE = ("candidate", "possible")


def pairs(mapping: Data, **asked: Any) -> dict[frozenset[str], Data]:
    """The rows of the duplicates by the two initiatives, whichever comes first."""
    records = find_duplicates(city_from_mapping(mapping), **asked).to_records()
    return {frozenset(record["initiatives"]): record for record in records}  # type: ignore[call-overload]


def needs(mapping: Data, **asked: Any) -> dict[str, Data]:
    """The rows of the coverage by need."""
    records = need_coverage(city_from_mapping(mapping), **asked).to_records()
    return {str(record["need"]): record for record in records}


def turned(record: Data) -> Data:
    """The row as seen from the other initiative."""
    both = {key: list(reversed(record[key])) for key in ("initiatives", "alike")}
    return {**record, **both}


def no_worse(after: Any, before: Any) -> bool:
    """A shortfall has not grown; nothing known before means no promise."""
    return before is None or (after is not None and after <= before)


# -- duplicates ----------------------------------------------------------------------------------


@lively
@given(city_mappings(most_lines=1), st.booleans())
def test_exchanging_two_initiatives_in_the_file_only_turns_their_row(
    mapping: Data, ever: bool
) -> None:
    """Alike is symmetric: what one shares with the other is read from both sides."""
    before = pairs(mapping, ever=ever)
    reverse = {**mapping, "initiatives": dict(reversed(mapping.get("initiatives", {}).items()))}
    after = pairs(reverse, ever=ever)
    assert after.keys() == before.keys()
    for pair, record in before.items():
        found, expected = after[pair], turned(record)
        # Of several nearest umbrella pairs the first in the file is named.
        for row in (found, expected):
            row["under"] = row["under"] is not None
        assert found == expected


@lively
@given(city_mappings())
def test_exchanging_initiatives_with_several_lines_changes_no_figure(mapping: Data) -> None:
    """Of equally good pairs of lines the first in the file is shown, with the same figures."""
    before = pairs(mapping, ever=True)
    reverse = {**mapping, "initiatives": dict(reversed(mapping.get("initiatives", {}).items()))}
    after = pairs(reverse, ever=True)
    assert {p: (len(r["facets"]), r["overlap"], r["mutual"]) for p, r in after.items()} == {
        p: (len(r["facets"]), r["overlap"], r["mutual"]) for p, r in before.items()
    }


@lively
@given(city_mappings(), st.booleans())
def test_shares_and_scores_lie_between_nothing_and_all(mapping: Data, ever: bool) -> None:
    """Bounds, and an order of the two shares."""
    for record in pairs(mapping, ever=ever, minimum=0).values():
        assert 0 <= record["mutual"] <= record["overlap"] <= 1
        assert sorted(record["alike"]) == [record["mutual"], record["overlap"]]
        assert 0 <= record["score"] <= record["overlap"]
        assert 0 <= record["credit"] <= 1
        assert record["at_stake"] is None or record["at_stake"] >= 0
        assert (record["at_stake"] is None) == (record["currency"] is None)


@lively
@given(city_mappings(), st.data())
def test_an_exact_copy_is_wholly_alike(mapping: Data, data: st.DataObject) -> None:
    """Another id and another lead change nothing in what is offered, to whom and where."""
    assume(leaves(mapping))
    original = data.draw(st.sampled_from(leaves(mapping)))
    record = pairs(with_copy(mapping, original), ever=True).get(frozenset({original, "copy-9"}))
    entry = mapping["initiatives"][original]
    if entry.get("activities") and (entry.get("audiences") or entry.get("places")):
        assert (record is None) == (entry.get("status") == "planned")
    if record is not None:
        assert (record["overlap"], record["mutual"]) == (1, 1)


@lively
@given(city_mappings(), st.data())
def test_an_exact_copy_never_lowers_the_number_of_findings(
    mapping: Data, data: st.DataObject
) -> None:
    """Who copies an offer cannot hide one; candidates and possible pairs only grow."""
    assume(leaves(mapping))
    original = data.draw(st.sampled_from(leaves(mapping)))

    def count(found: Data) -> int:
        return sum(record["verdict"] in HEADLINE for record in pairs(found).values())

    assert count(with_copy(mapping, original)) >= count(mapping)


@lively
@given(city_mappings(), st.data())
def test_splitting_an_initiative_does_not_multiply_its_findings(
    mapping: Data, data: st.DataObject
) -> None:
    """A part that offers the same stands under the pair of its umbrella."""
    assume(leaves(mapping))
    whole = data.draw(st.sampled_from(leaves(mapping)))
    part = dict(mapping["initiatives"][whole], part_of=whole)
    split = {**mapping, "initiatives": {**mapping["initiatives"], "part-9": part}}
    before, after = pairs(mapping), pairs(split)
    for pair, record in before.items():
        if whole in pair and record["verdict"] in HEADLINE:
            (other,) = pair - {whole}
            found = after[frozenset({"part-9", other})]
            assert found["verdict"] == record["verdict"]
            assert found["under"] is not None
    for pair, record in before.items():
        assert {**after[pair], "under": None} == {**record, "under": None}


@lively
@given(city_mappings(), st.sampled_from([0.1, 0.25, 0.5]), st.sampled_from([0.5, 0.75, 1.0]))
def test_raising_the_threshold_yields_a_subset_of_pairs(
    mapping: Data, low: float, high: float
) -> None:
    """What is found at a strict threshold is found at a lax one."""
    judged = ("candidate", "possible", "coordinated")

    def above(threshold: float) -> set[frozenset[str]]:
        found = pairs(mapping, ever=True, threshold=threshold, minimum=0)
        return {pair for pair, record in found.items() if record["verdict"] in judged}

    assert above(high) <= above(low)


@lively
@given(city_mappings(), st.booleans())
def test_a_row_stands_under_a_row_of_the_same_verdict(mapping: Data, ever: bool) -> None:
    """What is named as `under` is a row, and following it comes to an end."""
    rows = pairs(mapping, ever=ever)
    for record in rows.values():
        seen = [record["initiatives"]]
        while record["under"] is not None:
            above = rows[frozenset(record["under"])]
            assert above["initiatives"] == record["under"]
            assert above["verdict"] == record["verdict"]
            assert above["initiatives"] not in seen
            seen.append(above["initiatives"])
            record = above


# -- labels, order and unused words --------------------------------------------------------------


@lively
@given(city_mappings(), st.booleans())
def test_other_ids_change_nothing_but_the_labels(mapping: Data, ever: bool) -> None:
    """No figure, verdict or order hangs on the alphabet."""
    other = relabelled(mapping, backwards)

    def labels(section: str, ids: list[str]) -> list[str]:
        return [each if each == "everyone" else backwards(section, each) for each in ids]

    sections = {
        "initiatives": "initiatives",
        "common_funders": "partners",
        "under": "initiatives",
        "targeted": "initiatives",
        "general": "initiatives",
        "may_reach": "initiatives",
        "unreached_places": "places",
        "unreached_audiences": "audiences",
        "unknown_capacity": "initiatives",
        "providers": "partners",
    }
    for analyse in (find_duplicates, need_coverage):
        before = analyse(city_from_mapping(mapping), ever=ever).to_records()
        after = analyse(city_from_mapping(other), ever=ever).to_records()
        for record in before:
            for key, section in sections.items():
                if record.get(key) is not None:
                    record[key] = labels(section, record[key])  # type: ignore[arg-type]
            if record.get("need") is not None:
                record["need"] = backwards("needs", str(record["need"]))
            if record.get("sole_provider") is not None:
                record["sole_provider"] = backwards("partners", str(record["sole_provider"]))
        assert after == before
    before = find_gaps(city_from_mapping(mapping), ever=ever).to_records()
    after = find_gaps(city_from_mapping(other), ever=ever).to_records()
    columns = ("type", "marks", "low", "high", "unit", "strength")
    assert [[r[c] for c in columns] for r in after] == [[r[c] for c in columns] for r in before]


@lively
@given(city_mappings(), st.data())
def test_the_order_of_the_file_changes_only_the_order_of_rows(
    mapping: Data, data: st.DataObject
) -> None:
    """Partners, needs, terms, bodies and ties may stand in any order."""
    other = data.draw(shuffled(mapping, keep=("initiatives",)))

    def unordered(record: Data) -> Data:
        return {
            key: sorted(value) if isinstance(value, list) and key != "alike" else value
            for key, value in record.items()
        }

    for read in (pairs, needs):
        before, after = read(mapping), read(other)
        assert {k: unordered(r) for k, r in after.items()} == {
            k: unordered(r) for k, r in before.items()
        }


@lively
@given(city_mappings(most_lines=1), st.data())
def test_the_order_of_initiatives_changes_no_finding(mapping: Data, data: st.DataObject) -> None:
    """Every pair keeps its verdict and its figures, every need its status and its figures."""
    other = data.draw(shuffled(mapping))
    of_pairs = ["verdict", "overlap", "mutual", "score", "credit", "unknowns", "at_stake"]
    of_needs = ["status", "sufficiency", "supply_low", "supply_high", "sole_provider"]

    def told(rows: dict[Any, Data], columns: list[str]) -> dict[Any, list[Any]]:
        return {key: [row[column] for column in columns] for key, row in rows.items()}

    assert told(pairs(other), of_pairs) == told(pairs(mapping), of_pairs)
    assert told(needs(other), of_needs) == told(needs(mapping), of_needs)


@lively
@given(city_mappings(), st.data(), st.booleans())
def test_a_term_that_nobody_uses_changes_no_pair_and_no_supply(
    mapping: Data, data: st.DataObject, ever: bool
) -> None:
    """Without parts and within one term at most, wherever it stands: counting words is nothing."""
    other = data.draw(with_unused_term(mapping))
    before = find_duplicates(city_from_mapping(mapping), ever=ever)
    after = find_duplicates(city_from_mapping(other), ever=ever)
    assert after.to_records() == before.to_records()
    assert after.unjudged == before.unjudged
    touched = ("unreached_places", "unreached_audiences", "status")
    supply_before, supply_after = needs(mapping, ever=ever), needs(other, ever=ever)
    for key, record in supply_before.items():
        kept = {column: value for column, value in record.items() if column not in touched}
        assert {column: supply_after[key][column] for column in kept} == kept


# -- needs ---------------------------------------------------------------------------------------


@lively
@given(city_mappings(), st.one_of(st.none(), days()))
def test_nothing_is_missing_below_zero_or_without_people(mapping: Data, on: date | None) -> None:
    """Shortfalls are people: none are missing where supply surely is enough."""
    for record in needs(mapping, on=on).values():
        low, high = record["shortfall_low"], record["shortfall_high"]
        assert (low is None) == (record["people_low"] is None)
        assert (high is None) == (record["people_high"] is None)
        assert low is None or low >= 0
        assert high is None or high >= 0
        assert record["supply_low"] >= 0
        assert (record["supply_high"] is None) == bool(record["unknown_capacity"])
        if record["people_high"] is not None and record["people_high"] <= record["supply_low"]:
            assert high == 0


@lively
@given(city_mappings(), st.one_of(st.none(), days()))
def test_low_is_never_above_high(mapping: Data, on: date | None) -> None:
    """Also where an umbrella, its parts and its lines contradict one another."""
    for record in needs(mapping, on=on).values():
        low, high = record["shortfall_low"], record["shortfall_high"]
        assert low is None or high is None or low <= high
        assert record["supply_high"] is None or record["supply_low"] <= record["supply_high"]


@lively
@given(city_mappings(), st.data())
def test_more_capacity_never_widens_a_shortfall(mapping: Data, data: st.DataObject) -> None:
    """A stated capacity is raised; the same people are still missing, or fewer."""
    after = needs(data.draw(with_raised_capacity(mapping)))
    for key, record in needs(mapping).items():
        assert no_worse(after[key]["shortfall_high"], record["shortfall_high"])
        assert no_worse(after[key]["shortfall_low"], record["shortfall_low"])


@lively
@given(city_mappings(), st.data())
def test_one_more_offer_of_known_capacity_never_widens_a_shortfall(
    mapping: Data, data: st.DataObject
) -> None:
    """A second provider of what is there already, whatever need it reaches."""
    assume(leaves(mapping))
    original = data.draw(st.sampled_from(leaves(mapping)))
    more = with_copy(mapping, original, part_of=None, capacity=data.draw(st.integers(0, 500)))
    after = needs(more)
    for key, record in needs(mapping).items():
        assert no_worse(after[key]["shortfall_high"], record["shortfall_high"])
        assert no_worse(after[key]["shortfall_low"], record["shortfall_low"])
        assert after[key]["supply_low"] >= record["supply_low"]


@lively
@given(city_mappings(), st.data())
def test_more_people_in_need_never_narrow_a_shortfall(mapping: Data, data: st.DataObject) -> None:
    """Figures of people are raised; as many are missing as before, or more."""
    more = {**mapping, "needs": dict(mapping.get("needs", {}))}
    for key, entry in more["needs"].items():
        if "people" in entry and data.draw(st.booleans()):
            more["needs"][key] = {**entry, "people": raised(entry["people"], 17)}
    after = needs(more)
    for key, record in needs(mapping).items():
        for column in ("shortfall_low", "shortfall_high"):
            assert no_worse(record[column], after[key][column])


@lively
@given(city_mappings())
def test_every_need_has_exactly_one_row_of_gaps(mapping: Data) -> None:
    """Needs that another one replaces are history; all others are there once, by their status."""
    records = find_gaps(city_from_mapping(mapping)).to_records()
    found = [
        (record["subjects"], record["type"])
        for record in records
        if str(record["type"]).startswith("need-")
    ]
    expected = [([f"need:{key}"], f"need-{row['status']}") for key, row in needs(mapping).items()]
    assert sorted(found, key=str) == sorted(expected, key=str)


# -- time ----------------------------------------------------------------------------------------


@lively
@given(city_mappings(most_lines=1), st.one_of(st.none(), days()), st.data())
def test_saying_more_about_dates_never_makes_a_day_less_certain(
    mapping: Data, on: date | None, data: st.DataObject
) -> None:
    """A start or an end said more exactly turns a `yes` into `no` perhaps, never into less.

    The status, the sighting and the dates agree with one another before and after.
    """
    as_of = mapping["city"]["as_of"]
    known = mapping.get("initiatives", {})
    assume(known and all(consistent(entry, as_of) for entry in known.values()))
    chosen = data.draw(st.sampled_from(list(known)))
    before = pairs(mapping, on=on, minimum=0)
    after = pairs(data.draw(with_refined_dates(mapping, chosen)), on=on, minimum=0)
    for pair, record in before.items():
        if record["together"] == "yes" and pair in after:
            assert after[pair]["together"] == "yes"


@lively
@given(city_mappings(), days())
def test_what_is_shown_on_a_day_is_running_then(mapping: Data, on: date) -> None:
    """Pairs of what runs `no` are out, so nothing is `apart` on a day."""
    assert all(record["verdict"] != "apart" for record in pairs(mapping, on=on).values())
