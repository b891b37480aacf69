"""The picture of initiatives that overlap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from learningcity.analysis.duplicates import Duplicates
from learningcity.analysis.sentences.pictures import (
    TOGETHER_WORDS,
    overlap_title,
    unknowns_words,
    verdict_words,
)
from learningcity.analysis.sentences.words import initiative_name, listed
from learningcity.plotting.canvas import BLUE, DARK, GREY, ORANGE, PALE, SMALL, Canvas, wrap

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["plot_overlap"]

_LETTERS = 46
_STYLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "reviewed:duplicate": (DARK, ""),
        "candidate": (ORANGE, "xxx"),
        "possible": ("#F9E2B3", "..."),
        "coordinated": (BLUE, ""),
        "needed": (PALE, "////"),
        "joint": (GREY, "---"),
        "apart": ("white", "|||"),
    }
)
"""Colour and pattern of each verdict; a small overlap is white."""


def plot_overlap(found: Duplicates, *, most: int = 20, ax: Axes | None = None) -> Axes:
    """Draw the pairs of initiatives that overlap, the ones to discuss first on top.

    It answers how much two offers are the same, and how much of that recorded coordination does
    not settle. It does not prove waste.

    Parameters
    ----------
    found
        What :func:`learningcity.find_duplicates` returns.
    most
        How many pairs are shown, at least 1; the title says how many there are.
    ax
        Where to draw; ``None`` makes a figure of its own.

    Returns
    -------
    matplotlib.axes.Axes
        The axes; the title says how many pairs may be duplicates.

    Raises
    ------
    ValueError
        `most` is below 1.
    MissingExtraError
        matplotlib is not installed: the extra ``plot``.
    MissingFontError
        No installed font has all signs of the names.

    See Also
    --------
    learningcity.find_duplicates : the figures.

    Notes
    -----
    The bar is the overlap, 0 to 1, in the colour and pattern of the verdict; the diamond is the
    score, overlap · (1 − credit of the recorded coordination). Beside the bar stands whether the
    two run at one time, where that is not sure, and what is not known. The broken line is the
    threshold from which a pair is judged.

    Examples
    --------
    >>> import learningcity
    >>> from learningcity.plotting import plot_overlap
    >>> found = learningcity.find_duplicates(learningcity.open_example("lanternport"))
    >>> len(plot_overlap(found, most=3).get_yticklabels())
    3
    """
    if most < 1:
        raise ValueError(f"most: {most} is below 1")
    rows = found.rows[:most]
    named = _names(found)
    names = [
        "\n".join((wrap(named(one), _LETTERS), f"+ {wrap(named(other), _LETTERS)}"))
        for one, other in (row.initiatives for row in rows)
    ]
    verdicts = list(dict.fromkeys(row.verdict for row in rows))
    canvas = Canvas(
        ax,
        size=(10.5, 2.0 + 0.46 * max(len(rows), 4)),
        texts=[*names, "◆·−", *map(verdict_words, verdicts)],
        title=overlap_title(found, len(rows)),
    )
    if not rows:
        return canvas.blank()
    axes = canvas.ax
    signs: dict[str, Artist] = {}
    for place, row in enumerate(rows):
        colour, hatch = _STYLES.get(row.verdict) or _other(row.verdict)
        (bar,) = axes.barh(
            place,
            row.overlap,
            height=0.66,
            facecolor=colour,
            edgecolor=DARK,
            linewidth=0.8,
            hatch=hatch,
        )
        bar.set_label(wrap(verdict_words(row.verdict), 26))
        signs.setdefault(row.verdict, bar)
        doubt = "" if row.together == "yes" else TOGETHER_WORDS[row.together]
        beside = listed([doubt, unknowns_words(row.unknowns)])
        canvas.write(row.overlap + 0.025, place, wrap(beside, 34), halo=True, va="center")
    scores = axes.plot(
        [row.score for row in rows],
        range(len(rows)),
        linestyle="none",
        marker="D",
        markersize=5.5,
        markerfacecolor="white",
        markeredgecolor=DARK,
        label=wrap("score: overlap less the credit of coordination", 26),
        clip_on=False,
        zorder=3,
    )
    threshold = axes.axvline(
        found.parameters.threshold,
        color=DARK,
        linestyle="--",
        linewidth=0.9,
        label="threshold",
        zorder=0,
    )
    axes.set_xlim(0, 1.45)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1])
    axes.set_yticks(range(len(rows)), names)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(labelsize=SMALL)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines.bottom.set_bounds(0, 1)
    axes.set_xlabel("Overlap: share of one that the other offers too (0 to 1)", loc="left")
    axes.set_ylabel("Pairs of initiatives")
    canvas.explain([*signs.values(), *scores, threshold])
    return canvas.finish()


def _other(verdict: str) -> tuple[str, str]:
    return ("white", "\\\\\\" if verdict.startswith("reviewed:") else "")


def _names(found: Duplicates) -> Callable[[str], str]:
    """Return what names an initiative: its name where the city is at hand, else its id."""
    study = found.study
    return str if study is None else lambda key: initiative_name(study.view, key)
