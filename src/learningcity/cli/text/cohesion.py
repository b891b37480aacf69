"""How a partnership holds together, as text."""

from __future__ import annotations

from learningcity.analysis.cohesion import NetworkCohesion
from learningcity.analysis.core_periphery import CorePeriphery, CoreRow
from learningcity.analysis.figures import FigureRow, null_test
from learningcity.analysis.governance_form import GovernanceForm
from learningcity.analysis.sentences import cohesion as words
from learningcity.analysis.sentences.reasons import why_below
from learningcity.analysis.sentences.words import share
from learningcity.cli.layout import entry, first_of, paragraph, rest, table
from learningcity.model.city import City

__all__ = ["show_cohesion", "show_core", "show_governance"]

_MOST_NAMED = 8


def show_cohesion(found: NetworkCohesion) -> str:
    """Return the figures of the whole network; beside chance, where that was asked for."""
    tested = found.parameters.null is not None
    heads = ("what", "figure", *(("by chance", "p") if tested else ()))
    rows = [_figure(row, tested) for row in found.rows if row.reason != "untested"]
    lines = [paragraph(found.summary())]
    if not found.figure("partners").value:
        return "\n".join(lines)
    for figure in ("degree_centralisation", "betweenness_centralisation", "cut_partners"):
        told = found.told(figure, _MOST_NAMED)
        if told is not None:
            about = f"{words.ABOUT[figure]}. " if figure == "cut_partners" else ""
            lines.append(paragraph(f"{about}{told}"))
    lines += ["", table(heads, rows, flexible=0, gap=0)]
    compared = next((row for row in found.rows if row.samples and row.null_note != "frozen"), None)
    if compared is not None:
        note = words.chance_note(null_test(compared, "margins"))
        lines += ["", paragraph(note)]
    if found.figure("transitivity").value is not None:
        lines += ["", paragraph(words.CLIQUES)]
    return "\n".join(lines)


def _figure(row: FigureRow, tested: bool) -> tuple[str, ...]:
    cells = (
        f"{words.ABOUT[row.figure]}{why_below(row.reason)}",
        words.figure_value(row.figure, row.value),
    )
    if not tested:
        return cells
    if row.null_note == "frozen":
        return (*cells, "always so", "")
    chance = "" if row.null_mean is None else share(row.null_mean)
    return (*cells, chance, "" if row.p is None else share(row.p))


def show_core(found: CorePeriphery, limit: int, *, city: City | None = None) -> str:
    """Return who is in the core or may be, and how the fit stands beside chance."""
    lines = [paragraph(found.summary())]
    rows = [row for row in found.rows if row.in_core is not False]
    if found.fit.value is None or not rows:
        return "\n".join(lines)
    shown = first_of(limit, len(rows))
    cells = [_partner(found, row, city) for row in rows[:shown]]
    heads = ("partner", "in the core", "works with")
    lines += ["", table(heads, cells, flexible=0, gap=0), *rest(shown, len(rows))]
    lines += ["", paragraph(words.core_search_step(found.fit.value, bool(found.proven)))]
    return "\n".join(lines)


def _partner(found: CorePeriphery, row: CoreRow, city: City | None) -> tuple[str, str, str]:
    if row.core_share is None:
        held = "not known"
    else:
        held = "yes" if row.in_core else f"in {words.percent(row.core_share)} of the best"
    name = entry(found.names.partner(row.partner), "partner", row.partner, city)
    return name, held, str(row.ties)


def show_governance(found: GovernanceForm) -> str:
    """Return who seems to run the partnership, from which steps, and that it is a rule of thumb."""
    if found.rows[0].reason == "no-nodes":
        return paragraph(found.summary())
    steps = found.explain(0).steps
    return "\n".join(
        [paragraph(found.summary()), "", *(paragraph(f"- {step.text}") for step in steps[:-1])]
    )
