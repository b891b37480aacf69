"""Overlapping pairs as text."""

from __future__ import annotations

from collections.abc import Iterable

from learningcity.analysis.duplicates import DuplicateRow, Duplicates
from learningcity.analysis.groups import Groups
from learningcity.analysis.sentences.absent import NONE_SIGN
from learningcity.analysis.sentences.duplicates import moot_sentence
from learningcity.cli.layout import first_of, head, named, paragraph, rest, table, typed
from learningcity.model.city import City

__all__ = ["show_duplicates"]


def show_duplicates(city: City, found: Duplicates, groups: Groups, path: str, limit: int) -> str:
    """Return the overlapping pairs as text, and what else there is to look at."""
    lines = [head(city, found)]
    rows = [row for row in found.rows if row.under is None]
    shown = first_of(limit, len(rows))
    if rows:
        cells = [
            (
                row.verdict,
                "\n".join(_both(city, row)),
                "\n".join(row.facets),
                f"{row.overlap:.2f}",
                f"{row.score:.2f}",
                "\n".join(row.unknowns) or NONE_SIGN,
            )
            for row in rows[:shown]
        ]
        columns = ("verdict", "initiatives", "compared", "overlap", "score", "not known")
        lines += ["", table(columns, cells, flexible=1), *rest(shown, len(rows))]
        lines += [
            "",
            paragraph(
                "overlap: how much of one the other offers too, from 0 to 1, on what is compared; "
                "score: the part of it that no recorded coordination accounts for. Only people can "
                "say what is a duplicate."
            ),
        ]
    if found.moot_reviews:
        lines.append(paragraph(moot_sentence(city, found.moot_reviews)))
    if groups.rows:
        lines.append(paragraph(f"{groups.summary()} See them with --table groups."))
    if rows:
        always = "" if found.parameters.on else " --ever"
        lines.append(
            f"Next: learningcity show {typed(path)} {' '.join(rows[0].initiatives)}{always}"
        )
    return "\n".join(lines)


def _both(city: City, row: DuplicateRow) -> Iterable[str]:
    for initiative_id in row.initiatives:
        yield named(city, "initiative", initiative_id)
