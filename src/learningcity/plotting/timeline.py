"""The picture of a city through the years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from learningcity.analysis.sentences.pictures import RUNNING_WORDS, timeline_title
from learningcity.analysis.timeline import Timeline
from learningcity.plotting.canvas import DARK, FILLS, HATCHES, SMALL, Canvas, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["plot_timeline"]

_MOST_TICKS = 24


def plot_timeline(found: Timeline, *, ax: Axes | None = None) -> Axes:
    """Draw how many initiatives run on the last day of each month or year.

    It answers when most was going on, and how much of that is sure. It cannot tell what came and
    went within a step; of days after the line the files know only plans and presumptions.

    Parameters
    ----------
    found
        What :func:`learningcity.timeline` returns.
    ax
        Where to draw; ``None`` makes a figure of its own.

    Returns
    -------
    matplotlib.axes.Axes
        The axes; the title says when most surely ran.

    Raises
    ------
    MissingExtraError
        matplotlib is not installed: the extra ``plot``.
    MissingFontError
        No installed font has all signs of the title.

    See Also
    --------
    learningcity.timeline : the figures, with money, capacity and needs.

    Notes
    -----
    The bars are stacked: full what surely runs, with strokes what is presumed to run, with dots
    what may run. What surely does not run is in no bar.

    Examples
    --------
    >>> import learningcity
    >>> from learningcity.plotting import plot_timeline
    >>> city = learningcity.open_example("lanternport")
    >>> plot_timeline(learningcity.timeline(city)).get_xlabel()
    'Year'
    """
    step = found.parameters.step
    rows = found.rows
    limit = f"the files speak of {found.as_of.isoformat()}"
    canvas = Canvas(
        ax,
        size=(9.5, 4.6),
        texts=[limit, *RUNNING_WORDS.values()],
        title=timeline_title(found),
    )
    axes = canvas.ax
    heights = {word: [getattr(row, word) for row in rows] for word in RUNNING_WORDS}
    bars, base = [], [0] * len(rows)
    for word, meaning in RUNNING_WORDS.items():
        bars.append(
            axes.bar(
                range(len(rows)),
                heights[word],
                bottom=base,
                width=0.8,
                facecolor=FILLS[word],
                edgecolor=DARK,
                linewidth=0.6,
                hatch=HATCHES[word],
            )
        )
        bars[-1].patches[0].set_label(wrap(meaning, 24))
        base = [low + more for low, more in zip(base, heights[word], strict=True)]
    top = max([*base, 1])
    seen = sum(row.day <= found.as_of for row in rows)
    if 0 < seen < len(rows):
        axes.axvline(seen - 0.5, color=DARK, linestyle="-.", linewidth=1.2)
        left = seen > len(rows) / 2
        canvas.write(
            seen - (0.6 if left else 0.4),
            top * 1.06,
            limit,
            ha="right" if left else "left",
            va="center",
        )
    every = -(-len(rows) // _MOST_TICKS)
    axes.set_xticks(range(0, len(rows), every), [row.period for row in rows[::every]])
    axes.tick_params(axis="x", rotation=60 if step == "month" else 0)
    axes.tick_params(labelsize=SMALL)
    axes.set_xlim(-0.6, len(rows) - 0.4)
    axes.set_ylim(0, top * 1.12)
    canvas.count_along(axes.yaxis)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_xlabel(step.capitalize())
    axes.set_ylabel(f"Initiatives on the last day of the {step}")
    canvas.explain([bar.patches[0] for bar in reversed(bars)])
    return canvas.finish()
