"""What all pictures share: axes, titles, letters, legends, colours."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from learningcity.errors import MissingExtraError
from learningcity.plotting.fonts import families_for

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.transforms import Bbox

__all__ = [
    "BLUE",
    "DARK",
    "FILLS",
    "GREY",
    "HATCHES",
    "LINES",
    "ORANGE",
    "PALE",
    "SMALL",
    "Canvas",
    "text_width",
    "wrap",
]

BLUE, PALE, ORANGE, GREY, DARK = "#0072B2", "#CFE6F5", "#E69F00", "#8C8C8C", "#1A1A1A"
"""Colours that colour-blind people tell apart (Okabe and Ito), and that differ in grey too."""

SMALL = 7.5
"""The size of names and notes in points: readable on paper at the size of the figure."""

_TITLE = 11.0
_PLAIN = 9.0

FILLS: Mapping[str, str] = MappingProxyType({"yes": BLUE, "presumed": PALE, "unknown": "white"})
"""The colour of what surely runs, is presumed to run, or may run."""

HATCHES: Mapping[str, str] = MappingProxyType({"yes": "", "presumed": "////", "unknown": "..."})
"""The pattern of the same, for print without colours."""

LINES: Mapping[str, Literal["-", "--", ":"]] = MappingProxyType(
    {"yes": "-", "presumed": "--", "unknown": ":"}
)
"""The line of the same."""


class Canvas:
    """The axes of one picture, with fonts that have all its signs.

    Parameters
    ----------
    ax
        Where to draw; ``None`` makes a figure of its own, which ``pyplot`` does not know.
    size
        Width and height of that figure in inches.
    texts
        All that is to be written, so that a missing font is found before anything is drawn.
    title
        The finding, one sentence or two.

    Raises
    ------
    MissingExtraError
        matplotlib is not installed.
    MissingFontError
        No installed font has some of the signs.
    """

    def __init__(
        self, ax: Axes | None, *, size: tuple[float, float], texts: Iterable[str], title: str
    ) -> None:
        try:
            from matplotlib.figure import Figure
        except ImportError:
            raise MissingExtraError("learningcity.plotting", "plot") from None
        self.families = families_for([title, *texts])
        self._own: Figure | None = None
        if ax is None:
            self._own = Figure(figsize=size, layout="constrained")
            ax = self._own.add_subplot()
        self.ax: Axes = ax
        self.title = title

    def inches(self) -> tuple[float, float]:
        """Return width and height of the axes in inches, as far as they are known by now."""
        box = self._laid_out()
        figure = self.ax.get_figure(root=True)
        assert figure is not None
        width, height = figure.get_size_inches()
        return float(box.width * width), float(box.height * height)

    def _laid_out(self) -> Bbox:
        """Return the place of the axes in the figure, after what is drawn so far found its room."""
        self._letter()
        engine = self._own.get_layout_engine() if self._own is not None else None
        if engine is not None and self._own is not None:
            engine.execute(self._own)
        return self.ax.get_position()

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        halo: bool = False,
        offset: tuple[float, float] = (0, 0),
        **style: str | float,
    ) -> None:
        """Write a text at a place of the data, or some points away from it.

        With a `halo` it is readable on lines too.
        """
        from matplotlib.patheffects import withStroke

        written = self.ax.annotate(
            text, (x, y), xytext=offset, textcoords="offset points", annotation_clip=False
        )
        written.update({"fontsize": SMALL, **style})
        if halo:
            written.set_path_effects([withStroke(linewidth=2, foreground="white")])

    def explain(self, signs: Sequence[Artist], *, heading: str | None = None) -> None:
        """Say beside the axes what the signs mean."""
        self.ax.legend(
            handles=list(signs),
            title=heading,
            loc="upper left",
            bbox_to_anchor=(1.01, 1.0),
            borderaxespad=0.0,
            fontsize=SMALL,
            title_fontsize=SMALL,
            alignment="left",
            frameon=False,
            labelspacing=0.9,
            handlelength=2.6,
            handleheight=1.4,
        )

    def count_along(self, axis: Axis) -> None:
        """Mark an axis of counts at whole numbers only."""
        from matplotlib.ticker import MaxNLocator

        axis.set_major_locator(MaxNLocator(integer=True))

    def blank(self) -> Axes:
        """Return the axes of a picture without data: only what was found, no scale."""
        self.ax.set_xticks([])
        self.ax.set_yticks([])
        return self.finish()

    def finish(self) -> Axes:
        """Write the title, give all texts the fonts, and return the axes."""
        self._entitle(self.inches()[0])
        for axis in (self.ax.xaxis, self.ax.yaxis):
            axis.label.set_fontsize(_PLAIN)
        self._letter()
        if self._own is not None:  # above the legend there is room too
            self._entitle(self._own.get_figwidth() * (0.98 - self._laid_out().x0))
        return self.ax

    def _letter(self) -> None:
        """Give all texts the fonts that have their signs."""
        from matplotlib.text import Text

        self.ax.tick_params(labelfontfamily=self.families)
        for text in self.ax.findobj(Text):
            assert isinstance(text, Text)
            text.set_fontfamily(self.families)
            text.set_parse_math(False)  # a name with dollar signs is no formula

    def _entitle(self, inches: float) -> None:
        """Write the title in lines of a width."""
        letters = max(30, int(inches * 72 / (_TITLE * 0.56)))
        self.ax.set_title(wrap(self.title, letters), x=0, ha="left", fontsize=_TITLE)


def text_width(text: str) -> int:
    """Return how many narrow letters wide a text is; wide signs, such as Korean ones, count two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def wrap(text: str, width: int) -> str:
    """Return a text in lines of at most `width` narrow letters; a longer word is broken."""
    lines, line = [], ""
    for word in text.split():
        if line and text_width(line) + 1 + text_width(word) > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line else word
        while text_width(line) > width:
            cut = _fitting(line, width)
            lines.append(line[:cut])
            line = line[cut:]
    return "\n".join([*lines, line] if line else lines)


def _fitting(word: str, width: int) -> int:
    """Return how many signs of a word fit, at least one."""
    cut = len(word)
    while cut > 1 and text_width(word[:cut]) > width:
        cut -= 1
    return cut
