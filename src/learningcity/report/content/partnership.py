"""The partnership as a picture, and who is indispensable in it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from learningcity.analysis.csv_text import csv_text
from learningcity.report.content.desk import Desk
from learningcity.report.content.findings import Findings
from learningcity.report.content.labels import SECTORS
from learningcity.report.content.pieces import Download, Mention, Said, csv_download, shown
from learningcity.report.drawing.network import Drawing, draw_network

__all__ = [
    "Indispensable",
    "Loss",
    "PartnerRow",
    "Partnership",
    "draw_partnership",
    "find_indispensable",
]

_LOSSES = 12
_COLUMNS = (
    "partner",
    "needs_undelivered",
    "needs_general",
    "priorities_undelivered",
    "priorities_unfunded",
    "priorities_unowned",
    "initiatives_undelivered",
    "initiatives_unfunded",
    "initiatives_unled",
    "not_known",
    "cut_off",
)
_LABEL = 34
"""So many letters of a name stand in the picture."""


@dataclass(frozen=True)
class PartnerRow:
    """A partner in the picture and in the table beside it."""

    partner: Mention
    """The partner."""
    label: str
    """Its name, short enough for the picture."""
    sector: str
    """Its sector as a code, by which it is drawn."""
    sector_words: str
    """Its sector in words."""
    works_with: tuple[Mention, ...]
    """With whom it works."""
    initiatives: tuple[Mention, ...]
    """In what it takes part, in a role other than funder."""


@dataclass(frozen=True)
class Partnership:
    """Who works with whom."""

    title: str
    """The finding."""
    alternative: str
    """What the picture shows, in words."""
    sentences: tuple[Said, ...]
    """Who connects."""
    compared: tuple[Said, ...]
    """Which sectors meet, and what is more than chance."""
    drawing: Drawing
    """Where the parts of the picture stand."""
    partners: dict[str, PartnerRow]
    """The partners in the picture by id, those with most ties first."""
    legend: tuple[tuple[str, str], ...]
    """The sectors that there are, by code, in words."""
    left_out: str
    """How many partners are not in the picture; empty where all are."""
    download: Download
    """The ties, to save."""


@dataclass(frozen=True)
class Loss:
    """What a partner's withdrawal would leave."""

    partner: Mention
    """The partner."""
    sentence: Said
    """What it would leave."""
    needs: int
    """How many needs would lose something."""
    initiatives: int
    """How many initiatives would."""
    priorities: int
    """How many priorities would."""


@dataclass(frozen=True)
class Indispensable:
    """Who is indispensable."""

    title: str
    """The finding."""
    summary: tuple[Said, ...]
    """Who is the last one in most, and what is easiest to break."""
    rows: tuple[Loss, ...]
    """The partners whose withdrawal would take most."""
    more: int
    """How many are not shown."""
    download: Download
    """All partners, to save."""


def draw_partnership(desk: Desk, found: Findings) -> Partnership:
    """Return the picture of who works with whom."""
    graph = found.graph
    names = {key: _short(desk.name("partner", key).name.text) for key in graph}
    drawing = draw_network(graph, names)
    order = sorted(graph, key=lambda key: -graph.degree(key))
    drawn = {node.key for node in drawing.nodes}
    partners = {key: _partner(desk, found, key, names[key]) for key in order if key in drawn}
    sectors = {row.sector for row in partners.values()}
    alone = sum(not graph.degree(key) for key in order)
    title = _title(desk, found, order, alone)
    ties = graph.number_of_edges()
    count = desk.wording.count
    return Partnership(
        title=title,
        alternative=desk.wording.say(
            "A network: %(partners)s, %(ties)s. Form and colour of a partner say its sector, the "
            "size says with how many it works. Lines join partners that work together in an "
            "initiative. The table below says the same.",
            partners=count("%(n)s partner", "%(n)s partners", len(order)),
            ties=count("%(n)s tie", "%(n)s ties", ties),
        ),
        sentences=_answers(desk, found, "who-connects"),
        compared=_answers(desk, found, "which-sectors-meet", "what-is-chance"),
        drawing=drawing,
        partners=partners,
        legend=tuple((key, desk.word(SECTORS, key)) for key in SECTORS if key in sectors),
        left_out=(
            count(
                "%(n)s partner with fewer ties is not shown; the table to save has all ties.",
                "%(n)s partners with fewer ties are not shown; the table to save has all ties.",
                drawing.left_out,
            )
            if drawing.left_out
            else ""
        ),
        download=csv_download("partnership", _ties(desk, found)),
    )


def _answers(desk: Desk, found: Findings, *questions: str) -> tuple[Said, ...]:
    rows = found.network.rows
    return tuple(desk.sentence(row.sentence) for row in rows if row.question in questions)


def _short(name: str) -> str:
    return name if len(name) <= _LABEL else f"{name[: _LABEL - 1].rstrip()}…"


def _partner(desk: Desk, found: Findings, key: str, label: str) -> PartnerRow:
    graph = found.graph
    sector = desk.city.partners[key].sector
    shared = dict.fromkeys(
        initiative for other in graph[key] for initiative in graph.edges[key, other]["initiatives"]
    )
    return PartnerRow(
        partner=desk.cited("partner", key),
        label=label,
        sector=sector,
        sector_words=desk.word(SECTORS, sector),
        works_with=desk.names("partner", desk.view.partner_order(graph[key])),
        initiatives=desk.names("initiative", sorted(shared, key=desk.study.order.__getitem__)),
    )


def _title(desk: Desk, found: Findings, order: list[str], alone: int) -> str:
    wording, graph = desk.wording, found.graph
    if not order or not graph.degree(order[0]):
        return wording.say("No two partners work together in a recorded initiative")
    most = wording.say(
        "%(name)s works with most others",
        name=desk.name("partner", order[0]).name.text,
    )
    if not alone:
        return most
    rest = wording.count(
        "for %(n)s of %(total)s partners no joint work is recorded",
        "for %(n)s of %(total)s partners no joint work is recorded",
        alone,
        total=len(order),
    )
    return wording.say("%(first)s; %(second)s", first=most, second=rest)


def _ties(desk: Desk, found: Findings) -> str:
    """Return the joint initiatives with their partners as CSV: each two of a row have a tie.

    Ids alone, which no spreadsheet takes for formulas. A row for each tie would say the same in six
    times the room.
    """
    members: dict[str, dict[str, None]] = {}
    for first, second in found.graph.edges:
        for initiative in found.graph.edges[first, second]["initiatives"]:
            members.setdefault(initiative, {}).update({first: None, second: None})
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(("initiative", "partners"))
    for initiative in sorted(members, key=desk.study.order.__getitem__):
        writer.writerow((initiative, ";".join(desk.view.partner_order(members[initiative]))))
    return buffer.getvalue()


def find_indispensable(desk: Desk, found: Findings) -> Indispensable:
    """Return who is the last one in something."""
    rows = [row for row in found.resilience.rows if row.indispensable]
    wording = desk.wording
    if rows:
        title = wording.count(
            "%(n)s of %(total)s partners is the last one recorded for something",
            "%(n)s of %(total)s partners are the last ones recorded for something",
            len(rows),
            total=len(found.resilience.rows),
        )
    else:
        title = wording.say("No partner is the last one recorded for anything")
    return Indispensable(
        title=title,
        summary=_answers(desk, found, "who-is-indispensable"),
        rows=tuple(
            Loss(
                partner=desk.cited("partner", row.partner),
                sentence=desk.sentence(row.sentence),
                needs=len(row.needs),
                initiatives=len(row.initiatives),
                priorities=len(row.priorities),
            )
            for row in rows[:_LOSSES]
        ),
        more=shown(rows, _LOSSES),
        download=csv_download("indispensable", csv_text(found.resilience, _COLUMNS)),
    )
