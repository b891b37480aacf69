"""The picture of what stands while partners withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from learningcity.analysis.robustness import Robustness
from learningcity.analysis.sentences.pictures import OF_WORDS, ORDER_WORDS, resilience_title
from learningcity.plotting.canvas import BLUE, DARK, PALE, SMALL, Canvas, wrap

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["plot_resilience"]


def plot_resilience(found: Robustness, *, ax: Axes | None = None) -> Axes:
    """Draw the share that stands while partners withdraw one by one.

    It answers whether the partnership fades little by little or falls with a few. It cannot tell
    who will withdraw, nor whether others take over.

    Parameters
    ----------
    found
        What :func:`learningcity.robustness` returns.
    ax
        Where to draw; ``None`` makes a figure of its own.

    Returns
    -------
    matplotlib.axes.Axes
        The axes; the title says what stands when half of the partners are gone.

    Raises
    ------
    MissingExtraError
        matplotlib is not installed: the extra ``plot``.
    MissingFontError
        No installed font has all signs of the title.

    See Also
    --------
    learningcity.robustness : the figures.
    learningcity.resilience : what the withdrawal of each partner takes.

    Notes
    -----
    In random order the band with strokes shows what may stand: over all orders, or in 95 of 100
    sampled ones. The thin line is what would stand if each partner held up an equal share.

    Examples
    --------
    >>> import learningcity
    >>> from learningcity.plotting import plot_resilience
    >>> city = learningcity.open_example("lanternport")
    >>> plot_resilience(learningcity.robustness(city)).get_ylabel()
    'Initiatives that stand (%)'
    """
    of = OF_WORDS[found.parameters.of]
    canvas = Canvas(ax, size=(8.6, 4.8), texts=[], title=resilience_title(found))
    if not found.rows:
        return canvas.blank()
    axes = canvas.ax
    steps = [row.step for row in found.rows]
    signs: list[Artist] = []
    signs += axes.plot(
        steps,
        [100 * row.survivors for row in found.rows],
        color=BLUE,
        linewidth=2,
        marker="o" if len(steps) <= 40 else None,
        markersize=4,
        label=wrap(ORDER_WORDS[found.parameters.order], 24),
    )
    if found.parameters.order == "random":
        sampled = found.status == "sampled"
        signs.append(
            axes.fill_between(
                steps,
                [100 * row.low for row in found.rows],
                [100 * row.high for row in found.rows],
                facecolor=PALE,
                edgecolor=BLUE,
                linewidth=0.6,
                hatch="////",
                label=wrap("95 of 100 sampled orders" if sampled else "all orders", 24),
                zorder=1,
            )
        )
    signs += axes.plot(
        [0, steps[-1]],
        [100, 0],
        color=DARK,
        linewidth=0.8,
        linestyle=":",
        label=wrap("if each held up an equal share", 24),
    )
    axes.set_xlim(0, steps[-1])
    axes.set_ylim(0, 104)
    canvas.count_along(axes.xaxis)
    axes.tick_params(labelsize=SMALL)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_xlabel(f"Partners withdrawn, of {found.partners}")
    axes.set_ylabel(f"{of.capitalize()} that stand (%)")
    canvas.explain(signs)
    return canvas.finish()
