"""Groups of three and more, and crowds, as text."""

from __future__ import annotations

from learningcity.analysis.crowding import Crowding, CrowdingRow
from learningcity.analysis.groups import GroupRow, Groups
from learningcity.analysis.sentences.absent import NONE_SIGN
from learningcity.analysis.sentences.words import interval
from learningcity.cli.layout import first_of, head, named, paragraph, rest, table, typed
from learningcity.model.city import City

__all__ = ["show_crowding", "show_groups"]


def show_groups(city: City, found: Groups, path: str, limit: int) -> str:
    """Return the groups as text."""
    lines = [head(city, found)]
    shown = first_of(limit, len(found.rows))
    if found.rows:
        cells = [
            (str(len(row.initiatives)), _group(city, row), _verdicts(row), _unknowns(row))
            for row in found.rows[:shown]
        ]
        columns = ("size", "group", "its pairs", "not known")
        lines += ["", table(columns, cells, flexible=1), *rest(shown, len(found.rows))]
        lines += [
            "",
            paragraph(
                "Every two of a group may be duplicates or are coordinated ones; one initiative "
                "may be in several groups. Groups of people along different lines, such as age and "
                "work, may be the same people. Only people can say what is a duplicate."
            ),
            _next(path, found.rows[0].initiatives[0]),
        ]
    return "\n".join(lines)


def _next(path: str, initiative_id: str) -> str:
    return f"Next: learningcity show {typed(path)} initiative:{initiative_id}"


def _group(city: City, row: GroupRow) -> str:
    lines = [row.sentence]
    for key in row.initiatives:
        entry = named(city, "initiative", key)
        lines += [f"  {line}" for line in entry.split("\n")]
    return "\n".join(lines)


def _verdicts(row: GroupRow) -> str:
    counts = {
        "candidate": row.candidates,
        "possible": row.possible,
        "coordinated": row.coordinated,
    }
    return "\n".join(f"{number} {verdict}" for verdict, number in counts.items() if number)


def _unknowns(row: GroupRow) -> str:
    return "\n".join(row.unknowns) or NONE_SIGN


def show_crowding(city: City, found: Crowding, path: str, limit: int) -> str:
    """Return the crowds as text."""
    lines = [head(city, found)]
    shown = first_of(limit, len(found.rows))
    if found.rows:
        cells = [
            (
                interval(row.at_once_low, row.at_once_high),
                _crowd(row),
                str(row.separate),
                f"{row.uncoordinated} of {row.pairs}",
            )
            for row in found.rows[:shown]
        ]
        columns = ("at one time", "for whom, and who", "sets", "no link")
        lines += ["", table(columns, cells, flexible=1), *rest(shown, len(found.rows))]
        lines += [
            "",
            paragraph(
                "at one time: how many surely or presumably run, to how many may; sets: into how "
                "many they fall if all that are joined by recorded coordination are one; no link: "
                "pairs without recorded coordination. A crowd may be what is wanted."
            ),
            _next(path, found.rows[0].initiatives[0]),
        ]
    return "\n".join(lines)


def _crowd(row: CrowdingRow) -> str:
    lines = [row.sentence, f"  {', '.join(row.initiatives)}"]
    if row.narrower:
        lines.append(f"  for a part of these people only: {', '.join(row.narrower)}")
    return "\n".join(lines)
