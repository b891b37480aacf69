"""What stands in the way of the goals that are missed, with numbers; by the names of the cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["OBSTACLES"]

OBSTACLES: Final[Mapping[str, str]] = {
    "check-small": (
        "half of it is loading pydantic, click and PyYAML, 8, 4 and 3 times a bare start."
    ),
    "check-lanternport": (
        "as `check-small`; the city has 33 initiatives, a scenario and 13 needs."
    ),
    "check": (
        "half of it is loading other packages; the rest reads 200 kB of YAML and tries all rules."
    ),
    "duplicates": (
        "loading what compares and judges is a tenth of a check, comparing and judging "
        "another, the table a twentieth; a check itself became a quarter quicker."
    ),
    "coverage": ("as `duplicates`: a check itself became a quarter quicker."),
    "gaps": ("as `duplicates`: a check itself became a quarter quicker."),
    "validation": (
        "a function in Python, of half a microsecond, makes each of 9,100 objects, which "
        "keeps them small. msgspec, compiled and looking only at types, takes 0.18."
    ),
    "references": (
        "each of the 9,100 objects is fetched from memory once more for what it names; bare "
        "models have no references."
    ),
    "coverage-10000-1000": (
        "numpy joins rows of bits for all needs at once; here a row is 0.2 ms of Python. A "
        "kernel in C for who reaches what, with numpy for the rest, takes 0.65."
    ),
    "gaps-10000-1000": (
        "no peer gives sentences, remedies or the nearest partners, which are three quarters "
        "of it; coverage is one quarter."
    ),
    "overlap-10000-cities": (
        "half of the time turns names into numbers, which the peers are given. The figure is "
        "0.4 to 0.55 in time of the processor. A kernel in C takes 0.09, for columns."
    ),
    "overlap-100000-cities": ("as with 10,000: half of the time turns names into numbers."),
    "overlap-2000-dense": (
        "half of it is the making of rows. A kernel in C takes 0.10, for columns."
    ),
    "overlap-10000-dense": (
        "most of it is the making of 1.9 million rows; the peers give columns."
    ),
    "report-wolverhampton": (
        "200 random networks are a third of it; without them it takes 4 to 5. networkx, "
        "templates and modules take longer than a check, and a check became a third quicker, "
        "the report a quarter."
    ),
    "report-gwangmyeong": ("as `report-wolverhampton`."),
    "betweenness-1000": (
        "to turn a networkx graph into one of rustworkx takes most of it; igraph is given a "
        "graph of its own."
    ),
    "constraint-1000": (
        "both forms of four measures are ready to be asked for, and a networkx graph is read "
        "first. A kernel in C takes 0.5, or 1.17 where both read the networkx graph."
    ),
}
