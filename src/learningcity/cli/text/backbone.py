"""Partners that meet more often than chance explains, as text."""

from __future__ import annotations

from learningcity.analysis.backbone import Backbone, BackboneRow
from learningcity.analysis.sentences.words import join, number, share
from learningcity.cli.layout import first_of, paragraph, rest, table

__all__ = ["show_backbone"]


def show_backbone(found: Backbone, limit: int) -> str:
    """Return the pairs of partners that meet as text, the backbone first."""
    lines = [paragraph(found.summary())]
    shown = first_of(limit, len(found.rows))
    if found.rows:
        cells = [
            (
                "yes" if row.in_backbone else "no",
                _pair(row),
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


def _pair(row: BackboneRow) -> str:
    one, other = row.partners
    where = join([str(key) for key in row.initiatives])
    return f"{one} and {other}\n  in {where}"
