"""The tables of the command ``network``: who connects, what rests on whom, what is chance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import networkx as nx

    from learningcity.analysis.mixing import SectorMixing
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
    null: str | None
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
        from learningcity.model.vocabulary import WORKING_ROLES

        return affiliation_graph(
            self.city, on=self.on, ever=self.ever, carry=self.carry, roles=WORKING_ROLES
        )

    def chance(self) -> Null | None:
        """Return what is to be left to chance; who takes part in what, if nothing was said."""
        from learningcity.graph.significance import read_null

        return None if self.null == "none" else read_null(self.null or "margins")

    def headed(self, text: str) -> str:
        """Return a text below the name of the city and the day on which it was read."""
        from learningcity.analysis.result import Parameters
        from learningcity.cli.layout import paragraph, title

        read = Parameters(on=self.study.calendar.day, ever=self.ever, carry=self.carry)
        return f"{paragraph(title(self.city, read))}\n{text}"


@dataclass(frozen=True)
class Shown:
    """A table: the result, and how to show it to people."""

    found: Result[Row, Assumptions]
    text: Callable[[], str]


def _overview(asked: Asked) -> Shown:
    from learningcity.analysis.partnership_overview import network_overview_of
    from learningcity.cli.text.partnership_overview import show_partnership_overview

    found = network_overview_of(
        asked.study, weight=asked.weight, samples=asked.samples, seed=asked.seed
    )
    return Shown(
        found, lambda: show_partnership_overview(asked.city, found, asked.path, asked.limit)
    )


def _partners(asked: Asked) -> Shown:
    from learningcity.analysis.positions import partner_positions
    from learningcity.cli.text.positions import show_positions

    found = partner_positions(asked.graph, weight=asked.weight, city=asked.city)
    return Shown(found, lambda: asked.headed(show_positions(found, asked.path, asked.limit)))


def _brokerage(asked: Asked) -> Shown:
    from learningcity.analysis.brokerage import brokerage
    from learningcity.cli.text.brokerage import show_brokerage

    found = brokerage(asked.graph)
    return Shown(found, lambda: asked.headed(show_brokerage(found, asked.limit, city=asked.city)))


def _mixed(asked: Asked) -> SectorMixing:
    from learningcity.analysis.mixing import sector_mixing

    return sector_mixing(
        asked.graph,
        weight=asked.weight,
        null=None if asked.null == "none" else "labels",
        samples=asked.samples,
        seed=asked.seed,
    )


def _sectors(asked: Asked) -> Shown:
    from learningcity.cli.text.mixing import show_mixing

    found = _mixed(asked)
    return Shown(found.matrix, lambda: asked.headed(show_mixing(found, asked.limit)))


def _mixing(asked: Asked) -> Shown:
    from learningcity.cli.text.mixing import show_mixing

    found = _mixed(asked)
    return Shown(found, lambda: asked.headed(show_mixing(found, asked.limit)))


def _mixing_partners(asked: Asked) -> Shown:
    from learningcity.cli.text.mixing import show_mixing_partners

    found = _mixed(replace(asked, null="none")).partners
    return Shown(
        found, lambda: asked.headed(show_mixing_partners(found, asked.limit, city=asked.city))
    )


def _mixing_initiatives(asked: Asked) -> Shown:
    from learningcity.cli.text.mixing import show_mixing_initiatives

    found = _mixed(replace(asked, null="none")).initiatives
    return Shown(
        found, lambda: asked.headed(show_mixing_initiatives(found, asked.limit, city=asked.city))
    )


def _whole(asked: Asked) -> Shown:
    from learningcity.analysis.cohesion import network_cohesion
    from learningcity.cli.text.cohesion import show_cohesion

    found = network_cohesion(
        asked.graph,
        weight=asked.weight,
        null=asked.chance(),
        samples=asked.samples,
        seed=asked.seed,
    )
    return Shown(found, lambda: asked.headed(show_cohesion(found)))


def _core(asked: Asked) -> Shown:
    from learningcity.analysis.core_periphery import core_periphery
    from learningcity.cli.text.cohesion import show_core

    found = core_periphery(asked.graph, samples=asked.samples, seed=asked.seed)
    return Shown(found, lambda: asked.headed(show_core(found, asked.limit, city=asked.city)))


def _governance(asked: Asked) -> Shown:
    from learningcity.analysis.governance_form import governance_form
    from learningcity.cli.text.cohesion import show_governance

    found = governance_form(asked.graph)
    return Shown(found, lambda: asked.headed(show_governance(found)))


def _two_mode(asked: Asked) -> Shown:
    from learningcity.analysis.two_mode import two_mode_structure
    from learningcity.cli.text.two_mode import show_two_mode

    found = two_mode_structure(
        asked.graph, null=asked.chance(), samples=asked.samples, seed=asked.seed
    )
    return Shown(found, lambda: asked.headed(show_two_mode(found)))


def _redundancy(asked: Asked) -> Shown:
    from learningcity.analysis.redundancy import redundancy
    from learningcity.cli.text.two_mode import show_redundancy

    found = redundancy(asked.graph)
    return Shown(found, lambda: asked.headed(show_redundancy(found, asked.limit, city=asked.city)))


def _communities(asked: Asked) -> Shown:
    from learningcity.analysis.communities import find_communities
    from learningcity.cli.text.two_mode import show_communities

    found = find_communities(asked.graph, seed=asked.seed)
    return Shown(found, lambda: asked.headed(show_communities(found, asked.limit)))


def _backbone(asked: Asked) -> Shown:
    from learningcity.analysis.backbone import backbone
    from learningcity.cli.text.backbone import show_backbone

    found = backbone(
        asked.graph,
        null="rows" if asked.null == "rows" else "margins",
        samples=asked.samples,
        seed=asked.seed,
    )
    return Shown(found, lambda: asked.headed(show_backbone(found, asked.limit, city=asked.city)))


def _resilience(asked: Asked) -> Shown:
    from learningcity.analysis.resilience import resilience_of
    from learningcity.cli.text.resilience import show_resilience

    found = resilience_of(asked.study)
    return Shown(found, lambda: show_resilience(asked.city, found, asked.path, asked.limit))


def _worst(asked: Asked) -> Shown:
    from learningcity.analysis.withdrawals import withdrawals_of
    from learningcity.cli.text.resilience import show_withdrawals

    found = withdrawals_of(asked.study)
    return Shown(found, lambda: show_withdrawals(asked.city, found, asked.path))


def _breaking(asked: Asked) -> Shown:
    from learningcity.analysis.breaking import breaking_sets_of
    from learningcity.cli.text.resilience import show_breaking_sets

    found = breaking_sets_of(asked.study)
    return Shown(found, lambda: show_breaking_sets(asked.city, found, asked.path, asked.limit))


def _robustness(asked: Asked) -> Shown:
    from learningcity.analysis.robustness import robustness_of
    from learningcity.cli.text.resilience import show_robustness

    found = robustness_of(asked.study, samples=asked.samples, seed=asked.seed)
    return Shown(found, lambda: show_robustness(asked.city, found, asked.limit))


def _sustainability(asked: Asked) -> Shown:
    from learningcity.analysis.sustainability import sustainability_of
    from learningcity.cli.text.sustainability import show_sustainability

    if asked.ever:
        raise click.UsageError("--ever does not go with --table sustainability: it is of one day")
    found = sustainability_of(asked.study)
    return Shown(found, lambda: show_sustainability(asked.city, found, asked.path, asked.limit))


def _alignment(asked: Asked) -> Shown:
    from learningcity.analysis.alignment import alignment_of
    from learningcity.cli.text.alignment import show_alignment

    found = alignment_of(asked.study)
    return Shown(found, lambda: show_alignment(asked.city, found, asked.path, asked.limit))


def _endorsement(asked: Asked) -> Shown:
    from learningcity.analysis.alignment import endorsement_of
    from learningcity.cli.text.alignment import show_endorsement

    found = endorsement_of(asked.study)
    return Shown(found, lambda: show_endorsement(asked.city, found, asked.path, asked.limit))


def _remit(asked: Asked) -> Shown:
    from learningcity.analysis.remit import remit_of
    from learningcity.cli.text.alignment import show_remit

    found = remit_of(asked.study)
    return Shown(found, lambda: show_remit(asked.city, found, asked.path, asked.limit))


def _ownership(asked: Asked) -> Shown:
    from learningcity.analysis.ownership import ownership_of
    from learningcity.cli.text.ownership import show_ownership

    found = ownership_of(asked.study)
    return Shown(found, lambda: show_ownership(asked.city, found, asked.path, asked.limit))


def _knowledge(asked: Asked) -> Shown:
    from learningcity.analysis.flows import flows_of
    from learningcity.cli.text.ownership import show_flows

    found = flows_of(asked.study)
    return Shown(found, lambda: show_flows(asked.city, found, asked.path, asked.limit))


def _sensitivity(asked: Asked) -> Shown:
    from learningcity.analysis.sensitivity import sensitivity
    from learningcity.cli.text.sensitivity import show_sensitivity

    found = sensitivity(asked.graph, weight=asked.weight, samples=asked.samples, seed=asked.seed)
    return Shown(found, lambda: asked.headed(show_sensitivity(found, asked.limit)))


TABLES: dict[str, Callable[[Asked], Shown]] = {
    "overview": _overview,
    "positions": _partners,
    "brokerage": _brokerage,
    "mixing-matrix": _sectors,
    "mixing": _mixing,
    "mixing-partners": _mixing_partners,
    "mixing-initiatives": _mixing_initiatives,
    "cohesion": _whole,
    "core-periphery": _core,
    "governance-form": _governance,
    "two-mode-structure": _two_mode,
    "redundancy": _redundancy,
    "communities": _communities,
    "backbone": _backbone,
    "resilience": _resilience,
    "withdrawals": _worst,
    "breaking-sets": _breaking,
    "robustness": _robustness,
    "sustainability": _sustainability,
    "alignment": _alignment,
    "endorsement": _endorsement,
    "remit": _remit,
    "ownership": _ownership,
    "knowledge-flows": _knowledge,
    "sensitivity": _sensitivity,
}
"""What makes each table, by its name."""
