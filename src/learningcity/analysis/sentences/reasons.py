"""Why a figure of a network is not defined, in words."""

from __future__ import annotations

from collections.abc import Mapping

from learningcity.analysis.sentences.words import share

__all__ = ["WHY_NONE", "figure_step", "why_below", "why_none"]

WHY_NONE: Mapping[str, str] = {
    "all-tied": "each works with each other one",
    "isolate": "it has no tie",
    "no-four-paths": "there is no chain of four ties",
    "no-groups": "of nobody the group is known",
    "no-initiatives": "there is no initiative",
    "no-nodes": "there is nobody here",
    "no-pairs": "there is no such pair",
    "no-paths": "nobody works with two others",
    "no-three-paths": "there is no chain of three ties",
    "no-ties": "there is no tie",
    "one-contact": "it has a tie to one other only",
    "one-group": "there is only one group",
    "one-mode-graph": "the graph does not say who takes part in what",
    "one-partner": "there is only one partner",
    "one-tie": "none has two ties",
    "roles-not-said": "the roles of the partner with the most ties are not all recorded",
    "several-hubs": "several partners have the most ties",
    "shares-nothing": "none has anything in common with another one",
    "too-few": "there are too few for it",
    "unknown-group": "its group is not known",
    "unknown-groups": "too many groups are not known",
    "untested": "it is shown only beside what chance gives",
}
"""Why a figure or a form is not there, by its short code."""


def why_none(code: str) -> str:
    """Return why a figure is not defined, in words."""
    return WHY_NONE[code]


def why_below(code: str | None) -> str:
    """Return what stands below the name of a figure in a table: why it is not defined."""
    return "" if code is None else f"\n  {why_none(code)}"


def figure_step(figure: str, value: float | None, reason: str | None) -> str:
    """Return a figure, or why it is not defined, after the steps that lead to it."""
    if value is None:
        return f"{figure} is not defined: {why_none(reason or 'no-nodes')}."
    return f"{figure}: {share(value)}."
