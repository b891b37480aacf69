"""What stands first: the city and the day, the headline, and three things to discuss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from learningcity.display import inert
from learningcity.model.entities import Fact
from learningcity.model.running import Running
from learningcity.model.values import Quantity
from learningcity.report.content.desk import Desk
from learningcity.report.content.findings import Findings
from learningcity.report.content.labels import RUNNING, SECTORS
from learningcity.report.content.needs import needs_title
from learningcity.report.content.overlaps import overlaps_title
from learningcity.report.content.pieces import Mention, Said, Table

__all__ = ["Opening", "Topic", "open_report"]


@dataclass(frozen=True)
class Topic:
    """One thing to discuss."""

    title: str
    """What it is about."""
    sentence: Said
    """What was found."""
    subjects: tuple[Mention, ...]
    """The initiatives that it is about, where the sentence does not name them."""
    ask: Said
    """What to ask or to do."""
    anchor: str
    """The part of the report that has it in full."""


@dataclass(frozen=True)
class Opening:
    """What stands first in a report."""

    city: Said
    """The name of the city."""
    read: str
    """On which day it was read, and of which day its files speak."""
    supposed: tuple[Said, ...]
    """What was supposed, where the report is about how things would be."""
    headline: str
    """What was found, in one sentence."""
    summaries: tuple[Said, ...]
    """What was found in numbers."""
    counts: tuple[tuple[str, str], ...]
    """How many partners, initiatives, needs and sources there are, and what they consist of."""
    facts: Table | None
    """What the files say of the city itself; ``None`` where they say nothing."""
    topics: tuple[Topic, ...]
    """At most three things to discuss."""


def open_report(desk: Desk, found: Findings) -> Opening:
    """Return what stands first."""
    city, say = desk.city, desk.wording.say
    day = desk.study.calendar.day
    as_of = str(city.as_of)
    read = (
        say("Read over all time from files that speak of %(as_of)s.", as_of=as_of)
        if day is None
        else say(
            "Read on %(day)s from files that speak of %(as_of)s.",
            day=desk.wording.day(day),
            as_of=as_of,
        )
    )
    return Opening(
        city=desk.said(city.name),
        read=read,
        supposed=tuple(desk.said(name) for _, name in city.origins.scenarios),
        headline=say(
            "%(overlaps)s. %(needs)s.",
            overlaps=overlaps_title(desk, found),
            needs=needs_title(desk, found),
        ),
        summaries=(
            desk.sentence(found.duplicates.summary()),
            desk.sentence(found.gaps.summary()),
        ),
        counts=tuple(_counts(desk)),
        facts=_facts(desk) if len(city.facts) else None,
        topics=tuple(_topics(desk, found)),
    )


def _counts(desk: Desk) -> Iterator[tuple[str, str]]:
    city, wording = desk.city, desk.wording
    sectors = [partner.sector for partner in city.partners]
    running = [desk.study.calendar.running(entry.id).word for entry in city.initiatives]
    parts = [
        wording.say("%(n)s %(what)s", n=sectors.count(key), what=desk.word(SECTORS, key))
        for key in SECTORS
        if key in sectors
    ]
    yield (
        wording.count("%(n)s partner", "%(n)s partners", len(sectors)),
        wording.listed(parts, len(parts)) if parts else "",
    )
    parts = [
        wording.say(
            "%(n)s %(what)s", n=running.count(each.word), what=desk.word(RUNNING, each.word)
        )
        for each in reversed(Running)
        if each.word in running
    ]
    yield (
        wording.count("%(n)s initiative", "%(n)s initiatives", len(running)),
        wording.listed(parts, len(parts)) if parts else "",
    )
    yield wording.count("%(n)s need", "%(n)s needs", len(city.needs)), ""
    yield wording.count("%(n)s source", "%(n)s sources", len(city.sources)), ""


def _facts(desk: Desk) -> Table:
    say = desk.wording.say
    return Table(
        say("Figures as the sources give them, which may differ from one another"),
        (say("What"), say("Value"), say("Date")),
        tuple(
            (
                desk.cited("fact", fact.id),
                Said(_value(desk, fact)),
                say("not recorded") if fact.date is None else Said(str(fact.date)),
            )
            for fact in desk.city.facts
        ),
    )


def _value(desk: Desk, fact: Fact) -> str:
    """Return the value of a fact; a number with its unit, a year as years are written."""
    value, unit = fact.value, fact.unit
    if not isinstance(value, Quantity):
        return inert(str(value))
    if unit is not None and "year" in unit and value.low == value.high:
        return str(value.low)
    number = desk.wording.interval(value.low, value.high)
    shown = desk.wording.say("about %(n)s", n=number) if value.approximate else number
    return shown if unit is None else f"{shown} {desk.said(unit).text}"


def _topics(desk: Desk, found: Findings) -> Iterator[Topic]:
    """Yield what to discuss: the first overlap, the first gap, and who or what may be lost."""
    say = desk.wording.say
    groups, pairs = found.groups.rows, found.duplicates.rows
    first = next((row for row in pairs if row.under is None and _to_discuss(row.verdict)), None)
    if groups:
        yield Topic(
            say("Are these working alongside each other?"),
            desk.sentence(groups[0].sentence),
            desk.names("initiative", groups[0].initiatives),
            Said(say("Ask their leads who does what for whom, and what they plan together.")),
            "overlaps",
        )
    elif first is not None:
        names = [desk.name("initiative", key).name.text for key in first.initiatives]
        yield Topic(
            say("Are these two the same offer?"),
            Said(say("%(first)s and %(second)s overlap.", first=names[0], second=names[1])),
            (),
            Said(say("Ask their leads who does what for whom, and what they plan together.")),
            "overlaps",
        )
    missing = next((row for row in found.gaps.missing if row.type.startswith("need-")), None)
    if missing is not None:
        yield Topic(
            say("Who will meet this need?"),
            desk.sentence(missing.sentence),
            (),
            desk.sentence(_sentence(missing.remedy)),
            "needs",
        )
    holding = [row for row in found.resilience.rows if row.indispensable]
    if holding:
        yield Topic(
            say("What if this partner left?"),
            desk.sentence(holding[0].sentence),
            (),
            Said(say("Ask who else could take on a part of it.")),
            "indispensable",
        )


def _to_discuss(verdict: str) -> bool:
    return verdict in ("reviewed:duplicate", "candidate", "possible")


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
