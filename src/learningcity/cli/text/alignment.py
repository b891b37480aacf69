"""What partners state, work on and were set up for, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from learningcity.analysis.alignment import Alignment, AlignmentRow, Endorsement, EndorsementRow
from learningcity.analysis.remit import Remit, RemitRow
from learningcity.analysis.sentences import words
from learningcity.cli.layout import first_of, head, named, paragraph, rest, table, typed
from learningcity.model.city import City

__all__ = ["show_alignment", "show_endorsement", "show_remit"]

_COUNTED = (
    "Partners are counted, a part of a priority too. perhaps by: those whose work names only "
    "something larger, so that it may serve this or not."
)
_ROLES = "Work is taking part in another role than funder, unless told otherwise."


def show_alignment(city: City, found: Alignment, path: str, limit: int) -> str:
    """Return what partners state and what they work on as text; those that state nothing last."""
    known = [row for row in found.rows if row.both is not None]
    shown = first_of(limit, len(known))
    cells = [
        (
            "\n".join(_partner(city, row)),
            _number(row.both),
            _number(row.stated_only),
            _number(row.worked_only),
        )
        for row in known[:shown]
    ]
    columns = ("partner", "both", "only stated", "only worked on")
    lines = [head(city, found)]
    if cells:
        lines += ["", table(columns, cells, flexible=0, gap=0), *rest(shown, len(known))]
    if found.rows:
        lines += [""]
        lines += _silent(len(found.rows) - len(known), "states no priority", "state no priority")
        lines += [paragraph(_ROLES)]
    lines += _next(path, [row.partner for row in known])
    return "\n".join(lines)


def _partner(city: City, row: AlignmentRow) -> Iterator[str]:
    yield named(city, "partner", row.partner)
    parts = {
        "stated, no recorded work": row.stated_only,
        "stated, perhaps worked on": row.perhaps,
        "worked on, not stated": row.worked_only,
    }
    for what, keys in parts.items():
        if keys:
            yield f"  {what}: {words.entry_names(city, 'priority', keys)}"


def _number(found: Sequence[str] | None) -> str:
    return words.number(len(found or ()))


def _silent(how_many: int, one: str, several: str) -> list[str]:
    if not how_many:
        return []
    verb = one if how_many == 1 else several
    said = f"{words.count(how_many, 'partner')} {verb}, as far as recorded: not known, not none."
    return [paragraph(said)]


def _next(path: str, partners: Sequence[str]) -> list[str]:
    return [f"Next: learningcity show {typed(path)} partner:{partners[0]}"] if partners else []


def show_endorsement(city: City, found: Endorsement, path: str, limit: int) -> str:
    """Return who states and who works on each priority as text."""
    lines = [head(city, found)]
    shown = first_of(limit, len(found.rows))
    if found.rows:
        cells = [("\n".join(_priority(city, row)), *_people(row)) for row in found.rows[:shown]]
        columns = ("priority", "stated by", "worked on by", "perhaps by", "both")
        lines += ["", table(columns, cells, flexible=0, gap=0), *rest(shown, len(found.rows))]
        lines += ["", paragraph(f"{_COUNTED} {_ROLES}")]
        lines += [f"Next: learningcity show {typed(path)} priority:{found.rows[0].priority}"]
    return "\n".join(lines)


def _priority(city: City, row: EndorsementRow) -> Iterator[str]:
    yield named(city, "priority", row.priority)
    if row.stated_only:
        names = words.entry_names(city, "partner", row.stated_only)
        yield f"  stated, no recorded work: {names}"


def _people(row: EndorsementRow) -> tuple[str, ...]:
    stated = "not known" if row.reason else words.number(len(row.stated_by))
    both = "not known" if row.reason else words.number(len(row.both))
    return stated, words.number(len(row.worked_by)), words.number(len(row.worked_above)), both


def show_remit(city: City, found: Remit, path: str, limit: int) -> str:
    """Return what partners do beyond their remit as text; those without a remit are counted."""
    known = [row for row in found.rows if row.remit]
    known.sort(key=lambda row: -len(row.beyond or ()))
    shown = first_of(limit, len(known))
    lines = [head(city, found)]
    if known:
        cells = [
            ("\n".join(_remit(city, row)), _number(row.inside), _number(row.partly), _most(row))
            for row in known[:shown]
        ]
        columns = ("partner", "inside", "partly", "beyond")
        lines += ["", table(columns, cells, flexible=0, gap=0), *rest(shown, len(known))]
    if found.rows:
        lines += [""]
        lines += _silent(len(found.rows) - len(known), "has no remit", "have no remit")
        lines += [paragraph(f"Initiatives are counted. {_ROLES}")]
    lines += _next(path, [row.partner for row in known])
    return "\n".join(lines)


def _remit(city: City, row: RemitRow) -> Iterator[str]:
    yield named(city, "partner", row.partner)
    if row.beyond:
        yield f"  beyond: {words.entry_names(city, 'initiative', row.beyond)}"


def _most(row: RemitRow) -> str:
    if not row.initiatives:
        return "no recorded work"
    return words.interval(len(row.beyond or ()), row.beyond_high)
