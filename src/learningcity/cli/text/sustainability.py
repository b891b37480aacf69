"""How long money lasts, on whom it depends and how firmly things are established, as text."""

from __future__ import annotations

from collections.abc import Iterator

from learningcity.analysis.sentences import words
from learningcity.analysis.sentences.sustainability import runway_words
from learningcity.analysis.sustainability import Sustainability, SustainabilityRow
from learningcity.cli.layout import first_of, head, line_named, named, paragraph, rest, table, typed
from learningcity.model.city import City

__all__ = ["show_sustainability"]

_NOTES = (
    "runway: whole months until money with a recorded start and end is below what runs on the "
    "day; undated: funding lines without a start or an end, in no runway; largest: the share of "
    "the largest funder in the money of which one single funder is known; stage: how many "
    "initiatives are a trial, repeated, core-funded (paid from a standing budget) or owned (a "
    "fixed part of an organisation); no end: initiatives without a "
    "recorded end of money. Money is shown under each subject that it serves, so these do not add "
    "up."
)


def show_sustainability(city: City, found: Sustainability, path: str, limit: int) -> str:
    """Return how long the money of each priority or partner lasts as text."""
    lines = [head(city, found)]
    if not found.rows and not any(row.initiatives for row in found.total):
        return "\n".join(lines)
    shown = first_of(limit, len(found.rows))
    cells = [
        ("\n".join(_name(city, row)), *_figures(row)) for row in (*found.total, *found.rows[:shown])
    ]
    columns = (found.parameters.by, "runway", "undated", "largest", "stage", "no end")
    lines += ["", table(columns, cells, flexible=0), *rest(shown, len(found.rows))]
    ending = list(dict.fromkeys(line for row in found.total for line in row.ending))
    if ending:
        lines += ["", "Funding lines that run, each with its last day:"]
        most = first_of(limit, len(ending))
        lines += [
            paragraph(f"{line.last_day}  {line_named(city, line.line)}", "  ")
            for line in ending[:most]
        ]
        lines += rest(most, len(ending))
    lines += ["", paragraph(_NOTES)]
    named = [row.subject for row in found.rows if row.subject is not None]
    lines += [f"Next: learningcity show {typed(path)} {named[0]}"] if named else []
    return "\n".join(lines)


def _name(city: City, row: SustainabilityRow) -> Iterator[str]:
    kind, _, key = (row.subject or "").partition(":")
    currency = f", {row.currency}" if row.currency else ""
    if kind in ("", "city"):
        yield ("whole city" if kind else "no priority stated") + currency
    else:
        yield named(city, kind, key, currency)
    if row.largest_funder is not None:
        yield f"  largest funder {words.entry_name(city, f'partner:{row.largest_funder}')}"


def _figures(row: SustainabilityRow) -> tuple[str, ...]:
    stages = {
        "trial": row.trial,
        "repeated": row.repeated,
        "core-funded": row.core_funded,
        "owned": row.owned,
        "not known": row.stage_unknown,
    }
    return (
        runway_words(row),
        words.number(len(row.undated)),
        "not known" if row.largest_share is None else _percent(row.largest_share),
        "\n".join(f"{words.number(many)} {stage}" for stage, many in stages.items() if many),
        f"{words.number(len(row.end_unknown))} of {words.number(len(row.initiatives))}",
    )


def _percent(share: float) -> str:
    return f"{words.share(100 * share)} %"
