"""What stands first: the city and the day, the headline, and three things to discuss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from learningcity.model.running import Running
from learningcity.report.content.desk import Desk
from learningcity.report.content.findings import Findings
from learningcity.report.content.labels import RUNNING, SECTORS
from learningcity.report.content.needs import needs_title
from learningcity.report.content.overlaps import leads_of, overlaps_title
from learningcity.report.content.pieces import Mention, Said
from learningcity.report.content.quality import unsure_title

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
    whom: tuple[Mention, ...]
    """Whom to ask."""
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
    doubt: str
    """Of how many initiatives it is not known whether they run; empty where there is none."""
    counts: tuple[tuple[str, str], ...]
    """How many partners, initiatives, needs and sources there are, and what they consist of."""
    topics: tuple[Topic, ...]
    """At most three things to discuss."""


def open_report(desk: Desk, found: Findings) -> Opening:
    """Return what stands first."""
    city, say = desk.city, desk.wording.say
    return Opening(
        city=desk.said(city.name),
        read=_read(desk),
        supposed=tuple(desk.said(name) for _, name in city.origins.scenarios),
        headline=say(
            "%(overlaps)s. %(needs)s.",
            overlaps=overlaps_title(desk, found),
            needs=needs_title(desk, found),
        ),
        doubt=unsure_title(desk),
        counts=tuple(_counts(desk)),
        topics=tuple(_topics(desk, found)),
    )


def _read(desk: Desk) -> str:
    """Return of which day the report is, and of which its files are where that is another."""
    say, calendar = desk.wording.say, desk.study.calendar
    as_of = desk.wording.day(desk.city.as_of.last)
    if calendar.day is None:
        return say(
            "All that the city’s files tell, of any time. They speak of %(as_of)s.", as_of=as_of
        )
    if calendar.day == desk.city.as_of.last:
        return say("The city on %(day)s, as its files describe it.", day=as_of)
    return say(
        "The city on %(day)s, from files that speak of %(as_of)s.",
        day=desk.wording.day(calendar.day),
        as_of=as_of,
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
    replaced = len(city.needs) - len(desk.view.needs)
    yield (
        wording.count("%(n)s need", "%(n)s needs", len(city.needs)),
        wording.count(
            "%(n)s of them replaced by newer figures, and not counted below",
            "%(n)s of them replaced by newer figures, and not counted below",
            replaced,
        )
        if replaced
        else "",
    )
    yield wording.count("%(n)s source", "%(n)s sources", len(city.sources)), ""


def _topics(desk: Desk, found: Findings) -> Iterator[Topic]:
    """Yield what to discuss: the first overlap, the first gap, and what may be lost."""
    for topic in (_overlap(desk, found), _gap(desk, found), _loss(desk, found)):
        if topic is not None:
            yield topic


def _overlap(desk: Desk, found: Findings) -> Topic | None:
    """Return the largest group, or the first pair where there is none."""
    say, pairs = desk.wording.say, found.duplicates.rows
    ask = Said(say("Ask their leads who does what for whom, and what they plan together."))
    if found.groups.rows:
        group = found.groups.rows[0]
        return Topic(
            desk.wording.count(
                "Do these %(n)s initiatives do the same work side by side?",
                "Do these %(n)s initiatives do the same work side by side?",
                len(group.initiatives),
            ),
            desk.sentence(group.sentence),
            desk.names("initiative", group.initiatives),
            ask,
            leads_of(desk, group.initiatives),
            "overlaps",
        )
    first = next((row for row in pairs if row.under is None and _to_discuss(row.verdict)), None)
    if first is None:
        return None
    names = [desk.name("initiative", key).name.text for key in first.initiatives]
    return Topic(
        say("Are these two the same offer?"),
        Said(say("%(first)s and %(second)s overlap.", first=names[0], second=names[1])),
        (),
        ask,
        leads_of(desk, first.initiatives),
        "overlaps",
    )


def _gap(desk: Desk, found: Findings) -> Topic | None:
    """Return the first need that is not met."""
    missing = next((row for row in found.gaps.missing if row.type.startswith("need-")), None)
    if missing is None:
        return None
    return Topic(
        desk.wording.say("Who will meet this need?"),
        desk.sentence(missing.sentence),
        (),
        desk.sentence(_sentence(missing.remedy)),
        desk.names("partner", (near.partner for near in missing.partners)),
        "needs",
    )


def _loss(desk: Desk, found: Findings) -> Topic | None:
    """Return what ends soon and leaves most needs, else whose withdrawal would leave most."""
    say = desk.wording.say
    endings = found.endings.rows if found.endings is not None else ()
    ahead = [row for row in endings if row.counts and row.when == "ends"]
    if ahead:
        row = max(ahead, key=lambda each: len(each.needs))
        return Topic(
            say("What comes after this?"),
            Said(
                say(
                    "%(name)s ends by %(day)s, and nothing is recorded that takes over.",
                    name=desk.name("initiative", row.initiative).name.text,
                    day=desk.wording.day(row.ends_by),
                )
            ),
            (),
            Said(say("Ask what becomes of the people it serves.")),
            desk.names("partner", row.leads),
            "years",
        )
    holding = next((row for row in found.resilience.rows if row.indispensable), None)
    if holding is None:
        return None
    return Topic(
        say("What if this partner left?"),
        desk.sentence(holding.sentence),
        (),
        Said(say("Ask who else could take on a part of it.")),
        (),
        "indispensable",
    )


def _to_discuss(verdict: str) -> bool:
    return verdict in ("reviewed:duplicate", "candidate", "possible")


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
