"""How the work for each priority is divided, as text."""

from __future__ import annotations

from learningcity.analysis.fragmentation import Fragmentation, FragmentationRow
from learningcity.cli.layout import first_of, head, named, paragraph, rest, table, typed
from learningcity.model.city import City

__all__ = ["show_fragmentation"]

_HEADS = ("priority", "initiatives", "leads", "funders", "as equal", "known", "alone")


def show_fragmentation(city: City, found: Fragmentation, path: str, limit: int) -> str:
    """Return how the work for each priority is divided, those with initiatives only."""
    lines = [head(city, found)]
    rows = [row for row in found.rows if row.initiatives]
    shown = first_of(limit, len(rows))
    if rows:
        cells = [_cells(city, row) for row in rows[:shown]]
        lines += ["", table(_HEADS, cells, flexible=0), *rest(shown, len(rows))]
        lines += [
            "",
            paragraph(
                "as equal: to how many funders of equal size the known money amounts; known: the "
                "part of all revenue that this rests on; alone: initiatives without a working "
                "partner in common with another one here, of those whose partners are recorded. "
                "An initiative counts under each priority that it serves."
            ),
            f"Next: learningcity funding {typed(path)} --by priority",
        ]
    return "\n".join(lines)


def _cells(city: City, row: FragmentationRow) -> tuple[str, ...]:
    telling = len(row.initiatives) - len(row.partners_unknown)
    alone = "not known" if row.without_partner_share is None else f"{len(row.without_partner)}"
    return (
        named(city, "priority", row.priority),
        str(len(row.initiatives)),
        str(len(row.leads)),
        str(len(row.funders)),
        "not known" if row.effective_funders is None else f"{row.effective_funders:.1f}",
        "not known" if row.known_share is None else f"{row.known_share:.0%}",
        alone if row.without_partner_share is None else f"{alone} of {telling}",
    )
