"""The tables of the command ``network``: who connects, what rests on whom, what is chance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from learningcity.analysis.result import Parameters
from learningcity.cli.layout import paragraph, title
from learningcity.model.vocabulary import WORKING_ROLES

if TYPE_CHECKING:
    import networkx as nx

    from learningcity.analysis.result import Assumptions, Result, Row
    from learningcity.analysis.study import Study
    from learningcity.graph.projection import Weight
    from learningcity.graph.significance import Null
    from learningcity.model.city import City

__all__ = ["TABLES", "Asked", "Shown"]


@dataclass(frozen=True)
class Asked:
    """What was asked of the command."""

    city: City
    path: str
    on: date | None
    ever: bool
    carry: int
    limit: int
    null: str
    samples: int
    seed: int
    weight: Weight

    @cached_property
    def study(self) -> Study:
        """The city as it is to be read."""
        from learningcity.analysis.study import Study

        return Study(self.city, on=self.on, ever=self.ever, carry=self.carry)

    @cached_property
    def graph(self) -> nx.Graph[Any]:
        """Who works in what: all roles but that of funder."""
        from learningcity.graph.affiliation import affiliation_graph

        return affiliation_graph(
            self.city, on=self.on, ever=self.ever, carry=self.carry, roles=WORKING_ROLES
        )

    def chance(self) -> Null | None:
        """Return what is to be left to chance."""
        from learningcity.graph.significance import read_null

        return None if self.null == "none" else read_null(self.null)

    def headed(self, text: str) -> str:
        """Return a text below the name of the city and the day on which it was read."""
        read = Parameters(on=self.study.calendar.day, ever=self.ever, carry=self.carry)
        return f"{paragraph(title(self.city, read))}\n{text}"


@dataclass(frozen=True)
class Shown:
    """A table: the result, and how to show it to people."""

    found: Result[Row, Assumptions]
    text: Callable[[], str]


def _backbone(asked: Asked) -> Shown:
    from learningcity.analysis.backbone import backbone
    from learningcity.cli.text.backbone import show_backbone

    found = backbone(asked.graph)
    return Shown(found, lambda: asked.headed(show_backbone(found, asked.limit)))


def _sensitivity(asked: Asked) -> Shown:
    from learningcity.analysis.sensitivity import sensitivity
    from learningcity.cli.text.sensitivity import show_sensitivity

    found = sensitivity(asked.graph, weight=asked.weight, resamples=asked.samples, seed=asked.seed)
    return Shown(found, lambda: asked.headed(show_sensitivity(found, asked.limit)))


TABLES: dict[str, Callable[[Asked], Shown]] = {
    "backbone": _backbone,
    "sensitivity": _sensitivity,
}
"""What makes each table, by its name."""
