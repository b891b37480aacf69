"""What the page of findings says about the packaged city is what the library finds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest

import learningcity as lc
from learningcity.analysis.crowding import Crowding, find_crowding
from learningcity.analysis.double_funding import find_double_funding
from learningcity.analysis.duplicates import DuplicateRow, Duplicates
from learningcity.analysis.effort import meeting_effort
from learningcity.analysis.funding import FundingRow, net_funding
from learningcity.analysis.questions import find_questions
from learningcity.analysis.twins import find_twins
from learningcity.model.city import City
from learningcity.model.running import Calendar, Running
from learningcity.model.vocabulary import shipped_activities

PAGE = Path(__file__).parent.parent / "docs" / "explanation" / "wolverhampton-findings.md"
WORDS = ("agree", "partly", "tool misses", "tool overstates", "hand misses")
LISTED = 0.25

Cells: TypeAlias = tuple[str, ...]


@cache
def wolverhampton() -> City:
    return lc.open_example("wolverhampton")


@cache
def page() -> str:
    return PAGE.read_text("utf-8")


def table(heading: str) -> list[Cells]:
    """Return the cells of the first table below a heading, without its head."""
    (text,) = re.findall(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", page(), re.M | re.S)
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines[2:]]


def ids(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


@cache
def pairs(ever: bool, on: str | None = None) -> dict[frozenset[str], DuplicateRow]:
    found = lc.find_duplicates(wolverhampton(), ever=ever, on=on, minimum=0.001)
    return {frozenset(row.initiatives): row for row in found.rows}


@cache
def listed(ever: bool) -> Duplicates:
    return lc.find_duplicates(wolverhampton(), ever=ever)


def below(collection: str, terms: tuple[str, ...]) -> set[str]:
    """Return terms and all that lies within them, straight from the file's words."""
    entries = list(getattr(wolverhampton(), collection))
    if "everyone" in terms:
        return {entry.id for entry in entries} | set(terms)
    reached = set(terms)
    while True:
        more = {entry.id for entry in entries if reached & set(entry.within)} - reached
        if not more:
            return reached
        reached |= more


def pair_words(first: str, second: str, ever: bool) -> str:
    """Say what the library finds about two initiatives, as the page does."""
    row = pairs(ever).get(frozenset((first, second)))
    if row is not None:
        mark = "" if "audience" in row.facets else "†"
        figure = f"{row.overlap:.2f}{mark}"
        return f"below 0.25 ({figure})" if row.overlap < LISTED else f"{row.verdict} {figure}"
    city = wolverhampton()
    calendar = Calendar(city, on=None, ever=ever)
    entries = [city.initiatives[first], city.initiatives[second]]
    if any(entry.kind in ("fund", "coordination") for entry in entries):
        return "none (offers nothing itself)"
    if any(calendar.running(entry.id) is Running.NO for entry in entries):
        return "none (not running)"
    if any(ever and entry.status == "planned" for entry in entries):
        return "none (only planned)"
    shipped = {term.id: term.within for term in shipped_activities()}
    closed = []
    for entry in entries:
        reached = set(entry.activities)
        while more := {key for key, up in shipped.items() if reached & set(up)} - reached:
            reached |= more
        closed.append(reached)
    if not closed[0] & closed[1]:
        return "none (other activity)"
    if not below("audiences", entries[0].audiences) & below("audiences", entries[1].audiences):
        return "none (other group)"
    assert not below("places", entries[0].places) & below("places", entries[1].places)
    return "none (other place)"


def results(cell: str, ever: bool) -> str:
    """Say what the library finds about each pair of a cell: `a` × `b`, `c`; `d` × `e`."""
    words: list[str] = []
    for part in cell.split(";"):
        first, _, rest = part.partition("×")
        (one,) = ids(first)
        words += [pair_words(one, other, ever) for other in ids(rest)]
    return words[0] if len(set(words)) == 1 else "; ".join(words)


def status_words(cell: str) -> str:
    """Say the status of each need of a cell; a need that another replaces is history."""
    statuses = {row.need: row.status for row in lc.need_coverage(wolverhampton()).rows}
    assert all(need in wolverhampton().needs for need in ids(cell))
    words = [statuses.get(need, "history") for need in ids(cell)]
    if len(set(words)) == 1:
        return words[0]
    counted = Counter(words)
    return ", ".join(f"{counted[word]} {word}" for word in dict.fromkeys(words))


PAIR_TABLES = [
    ("Now, April 2025", False),
    ("Rightly overlapping now", False),
    ("Over all time", True),
    ("What only looks alike", True),
]


@pytest.mark.parametrize(("heading", "ever"), PAIR_TABLES)
def test_each_pair_of_the_page_has_the_verdict_that_is_found(heading: str, ever: bool) -> None:
    rows = table(heading)
    assert rows
    for item, _, tool, _ in rows:
        assert tool == results(item, ever), item


def test_each_need_of_the_page_has_the_status_that_is_found() -> None:
    named: list[str] = []
    for item, _, tool, _ in table("D. Needs"):
        named += ids(item)
        assert tool == status_words(item), item
    assert len(named) == len(set(named))
    assert set(named) == {need.id for need in wolverhampton().needs}


def span_words(low: object, high: object) -> str:
    if high is None:
        return f"at least {low:,}"
    if low == high:
        return f"{low:,}"
    return f"{low:,} to {high:,}" if low else f"at most {high:,}"


@cache
def money() -> dict[str, FundingRow]:
    city = wolverhampton()
    found = [
        *net_funding(city, by="city").rows,
        *net_funding(city, by="initiative").rows,
        *net_funding(city, by="funder").rows,
        *net_funding(city, by="priority").rows,
    ]
    return {row.subject: row for row in found}


def money_words(subject: str) -> str:
    """Say the net money and the capital of a subject, as the page does."""
    row = money()[subject]
    words = []
    if row.net_low is not None:
        words.append(f"net {span_words(row.net_low, row.net_high)}")
    if row.capital_low is not None:
        words.append(f"capital {span_words(row.capital_low, row.capital_high)}")
    return "; ".join(words)


def test_each_sum_of_the_page_is_the_one_that_is_found() -> None:
    subjects = 0
    for item, _, tool, _ in table("C. Money"):
        for subject in ids(item):
            subjects += 1
            assert tool == money_words(subject), item
    assert subjects == 18
    lottery = money()["partner:national-lottery-community-fund"]
    council = money()["partner:city-of-wolverhampton-council"]
    assert f"the naive sum would be {lottery.gross_low:,}" in page()
    assert f"naive {council.gross_low:,}" in page()
    with_money = sum(subject.startswith("initiative:") for subject in money())
    assert f"| {with_money} of {len(wolverhampton().initiatives)} | **agree**" in page()
    assert not net_funding(wolverhampton(), by="priority").rows_add_up


def crowding_words(found: Crowding, activity: str, audience: str) -> str:
    for row in found.rows:
        if (row.activity, row.audience, row.place) == (activity, audience, "wolverhampton"):
            return (
                f"{len(row.initiatives)} initiatives, {len(row.leads)} leads; "
                f"{row.uncoordinated} of {row.pairs} pairs without a recorded link"
            )
    return "none"


def test_each_crowd_of_the_page_is_the_one_that_is_found() -> None:
    found = find_crowding(wolverhampton())
    for item, _, tool, _ in table("B. Crowding"):
        activity, audience = ids(item)
        assert tool == crowding_words(found, activity, audience), item
    few = sum(row.at_once_low < found.parameters.at_least for row in found.rows)
    assert f"{len(found.rows)} cases are found; in {few} too few are known to run" in page()
    ever = find_crowding(wolverhampton(), ever=True)
    english = crowding_words(ever, "basic-skills", "esol-learners")
    assert english.startswith("8 initiatives")
    assert "8 over all time" in page()
    (firms,) = (
        row
        for row in found.rows
        if (row.activity, row.audience) == ("employment-support", "employers-smes")
    )
    assert (firms.place, firms.at_once_low) == ("black-country", 0)
    assert f"for the Black Country, has {len(firms.initiatives)} initiatives" in page()
    assert {"youth-opportunities-taskforce", "ladder-for-the-black-country"} < set(
        firms.initiatives
    )


def test_each_ending_of_the_page_is_the_one_that_is_found() -> None:
    found = lc.find_endings(wolverhampton())
    words: dict[str, str] = {row.initiative: row.when for row in found.rows}
    words |= {row.initiative: "followed" for row in found.followed}
    for item, _, tool, _ in table("E. Endings"):
        assert {words.get(one, "not listed") for one in ids(item)} == {tool}, item
    earlier = lc.find_endings(wolverhampton(), on="2022-06-30")
    ends = [row.initiative for row in earlier.rows if row.when == "ends"]
    assert ends == ["headstart-wolverhampton", "premier-league-kicks"]
    (total,) = lc.funding_cliff(wolverhampton()).total
    assert [line.line for line in total.ending] == ["youth-guarantee-trailblazer/government"]
    assert (total.now_high, total.then_high) == (5_000_000, 0)
    assert {"thrive-into-work/two-more-years", "youth-hub-the-way/dwp"} <= set(total.undated)


def test_what_the_page_says_of_twins_and_older_needs_is_found() -> None:
    (twins,) = find_twins(wolverhampton()).rows
    assert twins.records == ("need:youth-rate-2021-08", "need:youth-count-2021-08")
    needs = len(wolverhampton().needs)
    now = len(lc.need_coverage(wolverhampton()).rows)
    assert f"{needs} needs, {now} after older readings are left out" in page()


def test_what_the_page_says_of_gaps_is_found() -> None:
    gaps = lc.find_gaps(wolverhampton())
    types = Counter(row.type for row in gaps.rows)
    assert not {"ownership", "sector", "continuity"} & set(types)
    marks = Counter(mark for row in gaps.rows if row.type == "evidence" for mark in row.marks)
    assert (
        f"{types['evidence']} needs ({marks['old']} old, {marks['not-known']} not known, "
        f"{marks['no-date']} without a\ndate)"
    ).replace("\n", " ") in page().replace("\n", " ")
    objectives = [row for row in gaps.rows if row.type == "objective"]
    assert all(row.marks == ("not-known",) for row in objectives)
    assert f"{len(objectives)} `objective` rows, all not known" in page()
    assert f"{types['evaluation']} `evaluation` rows" in page()
    city = wolverhampton()
    kinds = Counter(
        city.places[row.subjects[0].removeprefix("place:")].kind
        for row in gaps.rows
        if row.type == "place"
    )
    wards, others = kinds.pop("ward"), kinds.pop("neighbourhood")
    assert not kinds
    said = f"{wards + others} `place` rows: {wards} wards and {others} neighbourhoods"
    assert said in page()
    named = [
        row.subjects[0].removeprefix("audience:") for row in gaps.rows if row.type == "audience"
    ]
    assert f"{len(named)} `audience` rows: {', '.join(f'`{one}`' for one in named)}" in page()
    sole = sum("sole-provider" in row.marks for row in gaps.rows)
    assert f"{sole} needs are marked so" in page()
    absent = [row.subjects for row in gaps.rows if row.type == "need-absent"]
    assert absent == [("need:aeb-duplication",)]


def test_what_the_page_says_of_bodies_is_found() -> None:
    effort = meeting_effort(wolverhampton())
    without = effort.without_members
    assert f"{len(without)}: {', '.join(f'`{one}`' for one in without)}" in page()
    most = max(effort.seats, key=lambda row: row.seats)
    assert f"{most.seats} seats of `{most.partner}`" in page()
    (pair,) = effort.rows
    assert "`, `".join(pair.bodies) in page()
    assert f"{len(pair.shared)} members in common" in page()


def test_what_the_page_says_of_the_unknown_is_found() -> None:
    city = wolverhampton()
    calendar = Calendar(city)
    running = Counter(calendar.running(entry.id).word for entry in city.initiatives)
    assert (
        f"{running['yes']} surely, {running['presumed']} presumed, "
        f"{running['unknown']} unknown, {running['no']} not"
    ) in page()
    coverage = lc.need_coverage(city)
    unknown = sum(row.sufficiency == "unknown" for row in coverage.rows)
    assert f"sufficiency unknown for {unknown} of {len(coverage.rows)} needs" in page()
    starts = sum(entry.start is None for entry in city.initiatives)
    ends = sum(entry.end is None for entry in city.initiatives)
    assert f"| {starts} and {ends} |" in page()
    named = sum("wolverhampton" in entry.places for entry in city.initiatives)
    assert f"| {named} of {len(city.initiatives)} |" in page()
    outcomes = sum(bool(entry.outcomes) for entry in city.initiatives)
    assert f"recorded for {outcomes} of {len(city.initiatives)}" in page()
    questions = find_questions(city)
    assert f"{len(questions.rows)} questions: all about periods" in page()
    assert {row.unknown for row in questions.rows} == {"period"}
    first = [(row.initiative, row.unknown) for row in questions.rows[:3]]
    assert first == [
        ("cif-nature-works", "period"),
        ("cif-box-clever", "period"),
        ("bbo-bridges", "period"),
    ]


def test_what_only_the_tool_finds_is_found_and_named_by_no_other_table() -> None:
    hand = {frozenset(pair) for heading, _ in PAIR_TABLES for pair in named_pairs(heading)}
    for item, tool, _, _ in table("What the tool finds that the reader missed"):
        if "×" in item:
            first, second = ids(item)
            assert frozenset((first, second)) not in hand
            words, ever = tool.removesuffix(" now"), tool.endswith("over all time")
            assert words.removesuffix(" over all time") == pair_words(first, second, ever), item
    revenue = money()["city:wolverhampton"]
    assert f"| {span_words(revenue.net_low, revenue.net_high)} |" in page()


def named_pairs(heading: str) -> Iterator[tuple[str, str]]:
    for item, *_ in table(heading):
        for part in item.split(";"):
            first, _, rest = part.partition("×")
            yield from ((ids(first)[0], other) for other in ids(rest))


def test_what_the_page_says_of_groups_that_are_not_compared_is_found() -> None:
    rows = listed(False).rows
    candidates = [row for row in rows if row.verdict == "candidate"]
    bare = [row for row in candidates if "audience" not in row.facets]
    said = f"Of {len(candidates)} candidates now, {len(bare)} rest on activity and place alone"
    assert said in page()
    hand = {frozenset(pair) for heading, _ in PAIR_TABLES for pair in named_pairs(heading)}
    assert not hand & {frozenset(row.initiatives) for row in bare}
    shepherd = sum(
        "good-shepherd-pathways" in row.initiatives
        for row in rows
        if row.verdict in ("candidate", "possible")
    )
    assert f"stands in {shepherd} candidate and possible rows" in page()
    strict = lc.find_duplicates(wolverhampton(), carry=0).rows
    left = sum(row.verdict == "candidate" for row in strict)
    assert f"with `--carry 0`, {left} candidate pair is left of {len(candidates)}" in page()


def test_what_the_page_says_of_rows_that_the_reader_does_not_name_is_found() -> None:
    hand = {frozenset(pair) for heading, _ in PAIR_TABLES for pair in named_pairs(heading)}
    extra = table("What the tool finds that the reader missed")
    worth = {frozenset(ids(item)) for item, *_ in extra if "×" in item}
    text = page().replace("\n", " ")
    for verdict in ("candidate", "possible"):
        rows = [row for row in listed(False).rows if row.verdict == verdict]
        pairs_found = {frozenset(row.initiatives) for row in rows}
        others = pairs_found - hand - worth
        bare = {frozenset(row.initiatives) for row in rows if "audience" not in row.facets}
        now = " now" if verdict == "candidate" else ""
        assert (
            f"Of {len(rows)} {verdict} pairs{now}, the reader names {len(pairs_found & hand)}, "
            f"and {len(pairs_found & worth)} more are worth a look."
        ) in text
        figures = {
            "candidate": f"The other {len(others)} rest on a comparison without groups",
            "possible": f"Of the other {len(others)}, {len(others & bare)} rest on a comparison",
        }
        assert figures[verdict] in text
        assert verdict == "possible" or others <= bare
    possible = [row for row in listed(False).rows if row.verdict == "possible"]
    headline = sum(row.under is None for row in possible)
    assert f"The headline says {headline}: it leaves out two pairs" in text
    assert len(possible) - headline == 2


def test_what_the_page_says_of_single_pairs_is_found() -> None:
    later = pairs(False, "2025-06-30")[frozenset(("connect-to-work", "mindshift"))]
    assert f"Read on 30 June 2025, the overlap is {later.overlap:.2f}" in page()
    joined = pairs(False)[frozenset(("thrive-into-work", "workwell-black-country"))]
    assert joined.coordination == ("shared-partner",)
    assert joined.score == 0.25
    assert f"at most {joined.currency} {joined.at_stake:,} at stake" in page()
    purse = frozenset(("cif-young-business-matter", "cif-wolves-den"))
    assert purse in {
        frozenset(row.initiatives) for row in find_double_funding(wolverhampton()).rows
    }
    for first, second in (
        ("advanced-technology-automotive-centre", "ev-green-technologies-centre"),
        ("city-work-place", "black-country-skills-factory"),
    ):
        assert pairs(False)[frozenset((first, second))].unknowns == ("period",)
    assert not wolverhampton().initiatives["connect-to-work"].follows
    english = {row.need: row for row in lc.need_coverage(wolverhampton()).rows}["esol-places-2020"]
    assert english.targeted == ("aew-adult-learning",)
    assert not english.general


TOPICS = {
    "A, now": ["Now, April 2025", "Rightly overlapping now"],
    "A, over all time": ["Over all time", "What only looks alike"],
    "A, the same thing twice": ["The same thing twice"],
    "B, crowding": ["B. Crowding"],
    "C, money": ["C. Money"],
    "D, needs": ["D. Needs"],
    "E, endings": ["E. Endings"],
    "F, governance": ["F. Governance"],
    "G, places and groups": ["G. Places and groups"],
    "H, what is not known": ["H. What is not known"],
}


def judgement(cell: str) -> str:
    (word,) = re.findall(r"\*\*([a-z ]+)\*\*", cell)
    assert word in WORDS
    return str(word)


def summary() -> list[Cells]:
    """Count the items of each topic by what was judged."""
    only_tool = Counter[str]()
    for item, _, when, compared in table("What the tool finds that the reader missed"):
        assert judgement(compared) == "hand misses"
        assert when
        topic = item[0] if item[0] != "A" else f"A, {'over' if 'esol-int' in item else 'now'}"
        only_tool[topic] += 1
    rows: list[Cells] = []
    for topic, headings in TOPICS.items():
        counted = Counter(judgement(row[-1]) for name in headings for row in table(name))
        missed = sum(number for key, number in only_tool.items() if topic.startswith(key))
        figures = [counted[word] for word in WORDS[:-1]]
        rows.append((topic, *(str(number) for number in (*figures, missed))))
    columns = list(zip(*rows, strict=True))[1:]
    rows.append(("all", *(str(sum(map(int, column))) for column in columns)))
    return rows


def test_the_summary_counts_the_tables() -> None:
    assert table("The result") == summary()
