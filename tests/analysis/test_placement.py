"""Who is best placed, as the definition says, by looking at everybody."""

from __future__ import annotations

from hypothesis import given

from learningcity.analysis.placement import PROVIDING, best_placed
from learningcity.analysis.study import Study
from learningcity.io.reader import city_from_mapping
from learningcity.model.figures import round_figure
from learningcity.reach.needs import facets_of, wanted_terms
from learningcity.reach.view import Facet, Keys
from tests.oracle.plain import Data
from tests.strategies import city_mappings, thorough


def by_definition(
    study: Study, wanted: dict[Facet, Keys], facets: tuple[Facet, ...], without: frozenset[str]
) -> list[tuple[str, str]]:
    """The three nearest partners, each with its first nearest initiative."""
    near: dict[str, list[tuple[float, str]]] = {}
    for entry in study.view.offering:
        if entry.id in without:
            continue
        best = max(
            round_figure(
                sum(
                    study.likeness.share(facet, wanted[facet], line.terms(facet))
                    for facet in facets
                    if line.terms(facet)
                )
                / len(facets)
            )
            for line in study.view.lines[entry.id]
        )
        for partner in study.view.calendar.partners(entry, PROVIDING):
            if best > 0:
                near.setdefault(partner, []).append((best, entry.id))
    order = list(study.city.partners.ids)

    def rank(partner: str) -> tuple[float, int, int]:
        top = max(best for best, _ in near[partner])
        return (-top, -sum(best == top for best, _ in near[partner]), order.index(partner))

    ranked = sorted(near, key=rank)[:3]
    return [(key, max(near[key], key=lambda item: item[0])[1]) for key in ranked]


@thorough
@given(city_mappings())
def test_the_nearest_partners_are_those_of_the_definition(mapping: Data) -> None:
    study = Study(city_from_mapping(mapping))
    for need in study.view.needs:
        wanted, facets = wanted_terms(study.view, need), facets_of(need)
        reaching = [item.initiative.id for item in study.reach(need.id).found]
        for without in (frozenset[str](), frozenset(reaching[:1])):
            found = best_placed(study, wanted, facets, without=without)
            assert [(one.partner, one.initiative) for one in found] == by_definition(
                study, wanted, facets, without
            )
