"""Large cities: an analysis of an invented city beside reading its file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import learningcity as lc
from benchmarks.generate import city_text
from benchmarks.runner import Case

__all__ = ["cases"]


def cases() -> Iterator[Case]:
    """Compare analyses of 5,000 initiatives with reading them."""
    yield beside_reading("duplicates-5000", lc.find_duplicates, 5000)
    yield beside_reading("coverage-5000", lc.need_coverage, 5000)
    yield beside_reading("gaps-5000", lc.find_gaps, 5000)


def beside_reading(name: str, analysis: Callable[[lc.City], object], initiatives: int) -> Case:
    """Compare an analysis of a large invented city with reading it."""

    @cache
    def text() -> str:
        return city_text(initiatives)

    @cache
    def city() -> lc.City:
        return lc.parse_city(text())

    return Case(
        name,
        f"{analysis.__name__}, {initiatives:,} initiatives",
        {"ours": lambda: analysis(city()), "reading": lambda: lc.parse_city(text())},
        lambda _, read: read == city(),
        repeats=5,
    )
