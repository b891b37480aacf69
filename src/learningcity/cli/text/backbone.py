"""Partners that meet more often than chance explains, as text."""

from __future__ import annotations

from learningcity.analysis.backbone import Backbone, BackboneRow
from learningcity.analysis.sentences.words import join, number, share
from learningcity.cli.layout import first_of, paragraph, placed, rest, table
from learningcity.model.city import City

__all__ = ["show_backbone"]


def show_backbone(found: Backbone, limit: int, *, city: City | None = None) -> str:
    """Return the pairs of partners that meet as text, the backbone first."""
    lines = [paragraph(found.summary())]
    shown = first_of(limit, len(found.rows))
    if found.rows:
        cells = [
            (
                "yes" if row.in_backbone else "no",
                _pair(found, row, city),
                number(row.together),
                share(row.expected),
                share(row.p),
                share(row.adjusted_p),
            )
            for row in found.rows[:shown]
        ]
        columns = ("backbone", "who meets", "times", "by chance", "p", "adjusted")
        lines += ["", table(columns, cells, flexible=1), *rest(shown, len(found.rows))]
        lines += [
            "",
            paragraph(
                "by chance: how many initiatives the two would share on average. p: how often "
                "chance alone makes them meet as often or more. adjusted: the same once all pairs "
                "are counted that were looked at. A pair outside the backbone may still matter: "
                "this asks only whether their numbers explain that they meet."
            ),
        ]
    return "\n".join(lines)


def _pair(found: Backbone, row: BackboneRow, city: City | None) -> str:
    names = list(map(found.names.partner, row.partners))
    below = [placed("partner", key, city) for key in row.partners]
    where = join([found.names.initiative(key) for key in row.initiatives])
    lines = [" and ".join(names), *(below if below != names else ()), f"in {where}"]
    return "\n  ".join(lines)
