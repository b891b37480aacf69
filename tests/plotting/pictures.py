"""What tests of pictures share: cities, and what is to be seen on axes."""

from __future__ import annotations

import io

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.text import Text

from learningcity.model.city import City
from tests.builders import city

__all__ = [
    "drawn",
    "empty_city",
    "image",
    "letters",
    "lone_city",
    "marks",
    "numbers",
    "points",
    "signs",
    "written",
]


def empty_city() -> City:
    """A city that says nothing."""
    return city()


def lone_city() -> City:
    """A city with one initiative of one partner."""
    return city(
        priorities={"work": {}},
        audiences={"adults": {}},
        activities={"welding": {}},
        partners={"college": {"name": "The College", "sector": "public"}},
        initiatives={
            "welding": {
                "name": "Welding for $5 or $9",
                "activities": ["welding"],
                "priorities": ["work"],
                "audiences": ["adults"],
                "start": 2020,
                "end": 2025,
                "partners": [{"partner": "college", "role": ["lead", "deliverer"]}],
            }
        },
    )


def image(ax: Axes) -> bytes:
    """The picture as a file."""
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    made = io.BytesIO()
    figure.savefig(made, format="png", dpi=40, metadata={"Software": None})
    return made.getvalue()


def drawn(ax: Axes) -> str:
    """The title in one line, after drawing everything; a warning would be an error."""
    assert image(ax)
    return " ".join(ax.get_title().split())


def written(ax: Axes) -> list[str]:
    """All texts on the axes that are not empty, in the order in which they were written."""
    return [text.get_text().replace("\n", " ") for text in ax.texts if text.get_text()]


def signs(ax: Axes) -> list[str]:
    """What the legend explains."""
    legend = ax.get_legend()
    assert legend is not None
    return [text.get_text().replace("\n", " ") for text in legend.get_texts()]


def numbers(values: object) -> list[float]:
    """What matplotlib keeps of one line of numbers."""
    return [float(each) for each in np.asarray(values, dtype=float)]


def points(values: object) -> list[tuple[float, float]]:
    """What matplotlib keeps of a list of places."""
    return [(float(x), float(y)) for x, y in np.asarray(values, dtype=float)]


def marks(ax: Axes) -> dict[str, list[tuple[float, float]]]:
    """Where the marks of each label stand, sorted."""
    found = {}
    for made in ax.collections:
        if isinstance(made, PathCollection):
            places = points(made.get_offsets())
            found[str(made.get_label())] = sorted((round(x, 9), round(y, 9)) for x, y in places)
    return found


def letters(ax: Axes) -> set[str]:
    """The families of all texts."""
    texts = ax.findobj(lambda made: isinstance(made, Text))
    return {family for text in texts for family in _family_of(text)}


def _family_of(made: Artist) -> list[str]:
    assert isinstance(made, Text)
    return made.get_fontfamily()
