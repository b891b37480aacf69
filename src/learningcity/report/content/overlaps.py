"""What may be duplicated: cards of pairs, groups, and the other pairs as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from learningcity.analysis.csv_text import csv_text
from learningcity.analysis.duplicates import DuplicateRow, Duplicates
from learningcity.analysis.sentences.duplicates import moot_sentence
from learningcity.model.entities import Initiative
from learningcity.reach.view import Facet
from learningcity.report.content.desk import Desk
from learningcity.report.content.findings import Findings
from learningcity.report.content.labels import (
    COORDINATION,
    FACETS,
    UNKNOWNS,
    VERDICT_NOTES,
    VERDICTS,
)
from learningcity.report.content.pieces import (
    Download,
    Mention,
    Reasoning,
    Said,
    Table,
    csv_download,
    shown,
)

__all__ = [
    "MOST_SAVED",
    "Card",
    "Comparison",
    "Group",
    "Overlaps",
    "find_overlaps",
    "leads_of",
    "overlaps_title",
]

_CARDS = 5
_COMPARED: tuple[Facet, ...] = ("activity", "audience", "place")
_OTHERS = 20
MOST_SAVED = 2000
"""So many pairs can be saved from the page, which is sent by e-mail; the command writes all."""

_GROUPS = 3
_COLUMNS = (
    "initiatives",
    "verdict",
    "overlap",
    "coordination",
    "unknowns",
    "score",
    "at_stake",
    "currency",
)
_TO_DISCUSS = ("reviewed:duplicate", "candidate", "possible")


@dataclass(frozen=True)
class Comparison:
    """What both of a pair say about one thing."""

    what: str
    """The thing."""
    first: tuple[Said | Mention, ...]
    """What the first says; empty where nothing is recorded."""
    second: tuple[Said | Mention, ...]
    """What the second says."""


@dataclass(frozen=True)
class Card:
    """A pair of initiatives to look at."""

    anchor: str
    """The id of the card."""
    initiatives: tuple[Mention, Mention]
    """The two."""
    verdict: str
    """The verdict in words."""
    code: str
    """The verdict as a code, by which it is coloured."""
    note: str
    """What the verdict means."""
    overlap: str
    """How much overlaps."""
    strangers: bool
    """Whether for whom they are could not be compared, since groups of other sorts are named."""
    comparison: tuple[Comparison, ...]
    """What both say, side by side."""
    coordination: str
    """What coordination is recorded."""
    stake: str
    """How much money is at stake."""
    funders: tuple[Mention, ...]
    """Partners that fund both."""
    unknown: str
    """What is not known; empty where nothing is missing."""
    asks: tuple[tuple[Said, tuple[Mention, ...]], ...]
    """What to ask, and whom."""
    reasoning: Reasoning
    """How the verdict was reached."""


@dataclass(frozen=True)
class Group:
    """Three or more initiatives that all overlap."""

    sentence: Said
    """The group in words."""
    initiatives: tuple[Mention, ...]
    """Its initiatives."""


@dataclass(frozen=True)
class Overlaps:
    """What may be duplicated."""

    title: str
    """The finding."""
    summary: Said
    """How many pairs there are of each verdict."""
    moot: Said | None
    """What people decided about pairs that are no findings now; ``None`` where they are."""
    cards: tuple[Card, ...]
    """The pairs to discuss first."""
    groups: tuple[Group, ...]
    """The largest groups."""
    more_groups: int
    """How many groups are not shown."""
    others: Table | None
    """The next pairs; ``None`` where there are none."""
    more: int
    """How many pairs are not shown."""
    cut: bool
    """Whether the pairs to save are only the first of them."""
    download: Download
    """The pairs, to save."""


def find_overlaps(desk: Desk, found: Findings) -> Overlaps:
    """Return what may be duplicated."""
    rows = [row for row in found.duplicates.rows if row.under is None]
    cards = _to_discuss(found)[:_CARDS]
    carded = {row.initiatives for row in cards}
    others = [row for row in rows if row.initiatives not in carded]
    groups, moot = found.groups.rows, found.duplicates.moot_reviews
    return Overlaps(
        title=overlaps_title(desk, found),
        summary=desk.sentence(found.duplicates.summary()),
        moot=desk.sentence(moot_sentence(desk.city, moot)) if moot else None,
        cards=tuple(_card(desk, found, row) for row in cards),
        groups=tuple(
            Group(desk.sentence(row.sentence), desk.names("initiative", row.initiatives))
            for row in groups[:_GROUPS]
        ),
        more_groups=shown(groups, _GROUPS),
        others=_table(desk, others[:_OTHERS]) if others else None,
        more=shown(others, _OTHERS),
        cut=len(found.duplicates.rows) > MOST_SAVED,
        download=csv_download("overlaps", csv_text(_first(found.duplicates), _COLUMNS)),
    )


def _first(found: Duplicates) -> Duplicates:
    return replace(found, rows=found.rows[:MOST_SAVED])


def _to_discuss(found: Findings) -> list[DuplicateRow]:
    rows = found.duplicates.rows
    return [row for row in rows if row.under is None and row.verdict in _TO_DISCUSS]


def overlaps_title(desk: Desk, found: Findings) -> str:
    """Return how many pairs may be duplicates, as a title."""
    wording, rows = desk.wording, _to_discuss(found)
    candidates = sum(row.verdict == "candidate" for row in rows)
    confirmed = sum(row.verdict == "reviewed:duplicate" for row in rows)
    if candidates:
        return wording.count(
            "%(n)s pair of initiatives may be a duplicate",
            "%(n)s pairs of initiatives may be duplicates",
            candidates,
        )
    if confirmed:
        return wording.count(
            "%(n)s pair of initiatives is a confirmed duplicate",
            "%(n)s pairs of initiatives are confirmed duplicates",
            confirmed,
        )
    if rows:
        return wording.count(
            "%(n)s pair of initiatives may overlap, too little is known to say",
            "%(n)s pairs of initiatives may overlap, too little is known to say",
            len(rows),
        )
    return wording.say("No two initiatives look like duplicates, as far as the files say")


def _card(desk: Desk, found: Findings, row: DuplicateRow) -> Card:
    first, second = desk.all_cited("initiative", row.initiatives)
    wording = desk.wording
    return Card(
        anchor=f"pair-{'-'.join(row.initiatives)}",
        initiatives=(first, second),
        verdict=desk.word(VERDICTS, row.verdict),
        code=row.verdict.replace(":", "-"),
        note=desk.word(VERDICT_NOTES, row.verdict),
        overlap=wording.say(
            "Of what the first offers, the second offers %(first)s in 100; of what the second "
            "offers, the first %(second)s in 100. Compared: %(facets)s.",
            first=round(100 * row.alike[0]),
            second=round(100 * row.alike[1]),
            facets=desk.list_words(FACETS, row.facets).lower(),
        ),
        strangers="audience" not in (*row.facets, *row.unknowns),
        comparison=tuple(_comparison(desk, row)),
        coordination=(
            desk.list_words(COORDINATION, row.coordination)
            if row.coordination
            else wording.say("none recorded")
        ),
        stake=(
            wording.say("not known")
            if row.at_stake is None
            else wording.sum(row.currency, None, row.at_stake)
        ),
        funders=desk.names("partner", row.common_funders),
        unknown=desk.list_words(UNKNOWNS, row.unknowns) if row.unknowns else "",
        asks=tuple(_asks(desk, found, row)),
        reasoning=desk.reasoning(found.duplicates.explain(row), (first.place, second.place)),
    )


def _comparison(desk: Desk, row: DuplicateRow) -> Iterator[Comparison]:
    say = desk.wording.say
    entries = [desk.city.initiatives[key] for key in row.initiatives]
    yield Comparison(say("Led by"), *(_leads(desk, entry) for entry in entries))
    for facet in _COMPARED:
        terms = (_stated(desk, entry, facet) for entry in entries)
        yield Comparison(desk.word(FACETS, facet), *terms)
    yield Comparison(say("When"), *(_when(desk, entry) for entry in entries))
    yield Comparison(say("People a year"), *(_capacity(desk, entry) for entry in entries))
    yield Comparison(say("Recorded money"), *(_money(desk, entry) for entry in entries))


def _leads(desk: Desk, entry: Initiative) -> tuple[Said | Mention, ...]:
    leads = desk.view.partner_order(desk.study.calendar.partners(entry, ("lead",)))
    return desk.all_cited("partner", leads)


def _stated(desk: Desk, entry: Initiative, facet: Facet) -> tuple[Said | Mention, ...]:
    lines = desk.view.all_lines[entry.id]
    keys = dict.fromkeys(key for line in lines for key in line.terms(facet))
    return tuple(desk.term(facet, key) for key in keys)


def _when(desk: Desk, entry: Initiative) -> tuple[Said | Mention, ...]:
    say = desk.wording.say
    parts = []
    start, end = entry.start, entry.end
    if start is not None and end is not None:
        parts.append(say("%(start)s to %(end)s", start=str(start), end=str(end)))
    elif start is not None:
        parts.append(say("since %(start)s", start=str(start)))
    elif end is not None:
        parts.append(say("until %(end)s", end=str(end)))
    if entry.seen_active is not None:
        parts.append(say("seen active %(date)s", date=str(entry.seen_active)))
    elif entry.status == "active":
        parts.append(say("active"))
    return tuple(map(Said, parts))


def _capacity(desk: Desk, entry: Initiative) -> tuple[Said | Mention, ...]:
    people = entry.capacity
    if people is None:
        return ()
    return (Said(desk.wording.interval(people.low, people.high)),)


def _money(desk: Desk, entry: Initiative) -> tuple[Said | Mention, ...]:
    ledger = desk.study.ledger
    keys = [(entry.id, line.id) for line in entry.funding]
    sums = ledger.net(keys)
    return tuple(
        Said(desk.wording.sum(currency, bounds.low, bounds.high))
        for currency, bounds in sums.items()
    )


def _asks(
    desk: Desk, found: Findings, row: DuplicateRow
) -> Iterator[tuple[Said, tuple[Mention, ...]]]:
    """Yield what to ask about a pair: what is not known of it, else how the two differ."""
    pair = f"pair:{'+'.join(row.initiatives)}"
    asked = False
    for question in found.questions.rows:
        if pair in question.about:
            asked = True
            yield desk.sentence(question.question), desk.names("partner", question.partners)
    if not asked:
        yield Said(_open_question(desk, row)), leads_of(desk, row.initiatives)


def leads_of(desk: Desk, initiatives: Iterable[str]) -> tuple[Mention, ...]:
    """Return the leads of initiatives, each once, in the order of the initiatives."""
    calendar, entries = desk.study.calendar, desk.city.initiatives
    leads = dict.fromkeys(
        key
        for initiative in initiatives
        for key in desk.view.partner_order(calendar.partners(entries[initiative], ("lead",)))
    )
    return desk.names("partner", leads)


def _open_question(desk: Desk, row: DuplicateRow) -> str:
    if row.verdict == "reviewed:duplicate":
        return desk.wording.say("What has been agreed since this was found, and by when?")
    return desk.wording.say("Do you know of each other's offer, and how do the two differ?")


def _table(desk: Desk, rows: list[DuplicateRow]) -> Table:
    say = desk.wording.say
    return Table(
        say("Other pairs that overlap"),
        (say("First"), say("Second"), say("Verdict"), say("Overlap"), say("Coordination")),
        tuple(
            (
                *desk.all_cited("initiative", row.initiatives),
                desk.word(VERDICTS, row.verdict),
                desk.wording.figure(row.overlap),
                desk.list_words(COORDINATION, row.coordination)
                if row.coordination
                else say("none recorded"),
            )
            for row in rows
        ),
        frozenset({3}),
    )
