"""Why a need counts as a gap, and why a place or a group that nobody names does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from learningcity.analysis.citing import is_in_files
from learningcity.analysis.coverage import cover
from learningcity.analysis.edits import (
    SECTIONS,
    fresh_id,
    with_initiatives,
    with_values,
)
from learningcity.analysis.explaining_needs import need_steps
from learningcity.analysis.explanation import Explanation, Overturn, Spot, Step, cite
from learningcity.analysis.gap_rows import GapRow
from learningcity.analysis.gaps import named_terms
from learningcity.analysis.overturning_needs import overturn_need
from learningcity.analysis.sentences import why_gaps as words
from learningcity.analysis.sentences.words import partner_name
from learningcity.analysis.study import Study
from learningcity.analysis.supposition import Supposition
from learningcity.model.entities import Initiative
from learningcity.model.values import Quantity
from learningcity.reach.view import Facet

__all__ = ["UNNAMED", "explain_need_gap", "explain_unnamed"]

UNNAMED: tuple[Facet, ...] = ("place", "audience")
"""The types of gap that say that nobody names a term."""


def explain_need_gap(study: Study, row: GapRow) -> Explanation:
    """Return why a need is a gap of this type, and what would overturn that."""
    covered = cover(study, study.city.needs[_key(row)])
    steps = [*need_steps(study, covered)]
    steps += [cite(study.city, words.marked(mark), (row.subjects[0],)) for mark in row.marks]
    steps += [*_rest(study, row)]
    return Explanation(row.sentence, tuple(steps), overturn_need(study, covered))


def explain_unnamed(study: Study, row: GapRow) -> Explanation:
    """Return why a place or a group is a gap, and what would overturn that."""
    facet, term = cast(Facet, row.type), _key(row)
    steps = (*_looked_through(study, facet, term), *_rest(study, row))
    return Explanation(row.sentence, steps, tuple(_overturns(study, row, facet, term)))


def _rest(study: Study, row: GapRow) -> Iterator[Step]:
    """Return what a gap rests on, and who is near to it."""
    yield cite(study.city, words.evidence(row.strength), (row.subjects[0],))
    for placed in row.partners:
        spots = (f"partner:{placed.partner}",), (f"initiative:{placed.initiative}",)
        text = words.near(partner_name(study.view, placed.partner), placed.why)
        yield cite(study.city, text, *spots)


def _looked_through(study: Study, facet: Facet, term: str) -> Iterator[Step]:
    view = study.view
    graph, reference = view.graph(facet), f"{facet}:{term}"
    newest = next(entry for entry in graph.entries(term) if entry.id == term)
    figure = {"place": "population", "audience": "people"}[facet]
    people: Quantity | None = getattr(newest, figure)
    spots: list[Spot] = [(f"{facet}:{entry.id}",) for entry in graph.entries(term)]
    if people is not None:
        spots.append((reference, figure))
    parts = [key for key in graph.ids if key in graph.below(term) and key != term]
    spots += [(f"{facet}:{key}",) for key in parts]
    yield cite(study.city, words.counted_parts(view, facet, term, parts, people), *spots)
    lines = sum(map(len, view.lines.values()))
    yield cite(study.city, words.looked_through(len(view.lines), lines), (reference,))
    wider = {
        key: sum(any(key in line.terms(facet) for line in lines) for lines in view.lines.values())
        for key in graph.ids
        if key != term and term in graph.below(key)
    }
    named = {key: number for key, number in wider.items() if number}
    spots = [(f"{facet}:{key}",) for key in named if is_in_files(view, facet, key)]
    text = words.wider_named(view, facet, named)
    yield cite(study.city, text, *(spots or [(reference,)]))


def _overturns(study: Study, row: GapRow, facet: Facet, term: str) -> Iterator[Overturn]:
    """Return what follows if one initiative names the term: the nearest, or else a new one."""
    city = study.city
    key = fresh_id("another-initiative", city.initiatives)
    new = Initiative.model_validate({"id": key, "name": key})
    nearest = [city.initiatives[placed.initiative] for placed in row.partners[:1]]
    field = SECTIONS[facet]
    for entry in (*nearest, new):  # pragma: no branch - the new one always names it
        naming = with_values(entry, **{field: (*getattr(entry, field), term)})
        supposed = Supposition(study, with_initiatives(city, naming), (naming.id,))
        named = named_terms(supposed.view, facet)
        if not study.view.graph(facet).below(term).isdisjoint(named):
            known = None if entry is new else entry.id
            sentence = words.named_change(study.view, facet, term, known)
            references = () if known is None else (f"initiative:{known}",)
            yield Overturn("named", sentence, row.type, "gone", references)
            return


def _key(row: GapRow) -> str:
    return row.subjects[0].partition(":")[2]
