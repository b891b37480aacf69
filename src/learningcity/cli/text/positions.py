"""Where partners stand in the network, as text."""

from __future__ import annotations

from learningcity.analysis.positions import PositionRow, Positions
from learningcity.analysis.sentences.absent import NONE_SIGN
from learningcity.cli.layout import entry, first_of, paragraph, rest, table, typed

__all__ = ["show_positions"]


def show_positions(found: Positions, path: str, limit: int) -> str:
    """Return who connects and who holds parts together, as text."""
    lines = [paragraph(found.summary())]
    shown = first_of(limit, len(found.rows))
    city = None if found.study is None else found.study.city
    if found.rows:
        cells = [
            (
                entry(row.sentence, "partner", row.partner, city),
                _figure(row.betweenness),
                _figure(row.constraint),
                _size(row),
                str(row.cut_off) if row.cut_partner else "",
            )
            for row in found.rows[:shown]
        ]
        columns = ("partner", "between", "constraint", "contacts", "cut off")
        lines += ["", table(columns, cells, flexible=0), *rest(shown, len(found.rows))]
        lines += [
            "",
            paragraph(
                "Between: share of the pairs of others between which the partner lies. Constraint: "
                "how far its contacts also work with each other; low means that it joins those who "
                "do not. Contacts: how many do not lead to the same others, of all. Cut off: "
                "partners that would lose the network with it. What lies between was counted by "
                f"{found.parameters.engine}."
            ),
        ]
        if found.city is not None:
            lines += ["", f"Next: learningcity show {typed(path)} partner:{found.rows[0].partner}"]
    return "\n".join(lines)


def _figure(figure: float | None) -> str:
    return NONE_SIGN if figure is None else f"{figure:.3f}"


def _size(row: PositionRow) -> str:
    if row.effective_size is None:
        return str(row.degree)
    return f"{row.effective_size:.1f} of {row.degree}"
