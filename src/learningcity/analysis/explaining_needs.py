"""Why a need is met as far as it is: from the lines of the file to status and sufficiency."""

from __future__ import annotations

from collections.abc import Iterator

from learningcity.analysis.citing import date_spots, need_terms, part_spots, stated_terms
from learningcity.analysis.coverage import CoverageRow
from learningcity.analysis.explanation import Explanation, Spot, Step, cite
from learningcity.analysis.overturning_needs import overturn_need
from learningcity.analysis.placement import PROVIDING
from learningcity.analysis.sentences import why_needs as words
from learningcity.analysis.sentences.why_pairs import grouped_by, stated_name
from learningcity.analysis.sentences.words import initiative_name, partner_name, term_name
from learningcity.analysis.study import Study
from learningcity.reach.needs import (
    InitiativeReach,
    LineReach,
    NeedReach,
    Reach,
    meeting_terms,
    naming_terms,
)
from learningcity.reach.supply import Capacity, account_for_supply
from learningcity.reach.view import Facet

__all__ = ["explain_need", "need_steps"]


def explain_need(study: Study, row: CoverageRow) -> Explanation:
    """Return why a need is met as far as it is, and what would overturn that."""
    need = study.city.needs[row.need]
    subject = words.need_subject(study.view, need, row.status, row.sufficiency)
    return Explanation(subject, tuple(need_steps(study, row)), overturn_need(study, row))


def need_steps(study: Study, row: CoverageRow) -> Iterator[Step]:
    """Return the steps of one need in the order of the reasoning."""
    yield from _NeedWhy(study, row).steps()


class _NeedWhy:
    """The steps of one need."""

    def __init__(self, study: Study, row: CoverageRow) -> None:
        self.study, self.city, self.view = study, study.city, study.view
        self.row = row
        self.need = study.city.needs[row.need]
        self.reference = f"need:{row.need}"
        self.reach: NeedReach = study.reach(row.need)

    def steps(self) -> Iterator[Step]:
        row, ever = self.row, self.study.calendar.ever
        yield self._stated()
        yield self._wanted()
        for reach in (Reach.TARGETED, Reach.GENERAL, Reach.MAY):
            for item in self.reach.found:
                if item.reach == reach:
                    yield self._reached(item)
        yield self._left_out()
        yield cite(self.city, words.status(row.status), (self.reference,))
        yield from self._supply()
        yield self._shortfall()
        text = words.sufficiency(row.sufficiency, ever=ever, high=row.shortfall_high)
        yield cite(self.city, text, (self.reference,))
        yield self._providers()

    # -- what is needed, and what reaches it -----------------------------------------------------

    def _stated(self) -> Step:
        fields = [name for name in ("people", "date") if getattr(self.need, name) is not None]
        spots: list[Spot] = [(self.reference, name) for name in ("statement", *fields)]
        spots += [(self.reference, "sources", index) for index in range(len(self.need.sources))]
        text = words.need_stated(self.view, self.need)
        return cite(self.city, text, *spots, *((f"source:{key}",) for key in self.need.sources))

    def _wanted(self) -> Step:
        terms, spots = {}, []
        for facet in self.reach.facets:
            stated = need_terms(self.view, self.need, facet)
            terms[facet] = [stated_name(self.view, facet, i.written, i.term) for i in stated]
            spots += [item.spot for item in stated]
        return cite(self.city, words.wanted(terms), *spots)

    def _reached(self, item: InitiativeReach) -> Step:
        entry = item.initiative
        number = next(n for n, line in enumerate(item.lines) if line.reach == item.reach)
        line = item.lines[number]
        spots: list[Spot] = [(f"initiative:{entry.id}",)]
        met = []
        for facet in self.reach.facets:
            met.append(self._met(facet, line))
            spots += [each.spot for each in stated_terms(self.view, entry, number, facet)]
        name = initiative_name(self.view, entry.id)
        by = words.line_named(number) if len(item.lines) > 1 else None
        text = words.reached(name, by, item.reach, item.running.word, met)
        return cite(self.city, text, *spots, *date_spots(entry))

    def _met(self, facet: Facet, line: LineReach) -> words.FacetMet:
        view, stated, wanted = self.view, line.line.terms(facet), self.reach.wanted[facet]
        naming = list(naming_terms(view, facet, stated, wanted))
        meeting = list(meeting_terms(view, facet, stated, wanted))
        along = None
        if stated and not meeting:
            lines = map(self.study.likeness.lines_along, stated)
            along = grouped_by(sorted(frozenset().union(*lines)))
        return words.FacetMet(
            facet,
            [term_name(view, facet, term) for term in stated],
            [term_name(view, facet, term) for term in naming],
            [term_name(view, facet, term) for term in meeting],
            along,
        )

    def _left_out(self) -> Step:
        row, view = self.row, self.view
        places = [term_name(view, "place", key) for key in row.unreached_places]
        groups = [term_name(view, "audience", key) for key in row.unreached_audiences]
        spots: list[Spot] = []
        if row.targeted:
            spots += [(f"place:{key}",) for key in row.unreached_places]
            spots += [(f"audience:{key}",) for key in row.unreached_audiences]
        text = words.left_out(places, groups, targeted=bool(row.targeted))
        return cite(self.city, text, *(spots or [(self.reference,)]))

    # -- places ----------------------------------------------------------------------------------

    def _supply(self) -> Iterator[Step]:
        row = self.row
        if row.supply_low is not None:
            account = account_for_supply(self.reach.found, self.study.families)
            silent: list[str] = []
            for item in account:
                if item.low == 0 and item.high is None and item.own_high is None:
                    if item.basis != "not-reaching":
                        silent.append(item.initiative)
                else:
                    text = words.capacity(self.view, item)
                    yield cite(self.city, text, *self._capacity_spots(item))
            if silent:
                names = [initiative_name(self.view, key) for key in silent]
                spots = [(f"initiative:{key}",) for key in silent]
                yield cite(self.city, words.silent_capacities(names), *spots)
        text = words.supplied(row.supply_low, row.supply_high)
        yield cite(self.city, text, (self.reference,))
        if row.estimate_low is not None:
            text = words.estimated(row.estimate_low, row.estimate_high)
            yield cite(self.city, text, (self.reference,))

    def _capacity_spots(self, item: Capacity) -> Iterator[Spot]:
        entry = self.city.initiatives[item.initiative]
        reference = f"initiative:{entry.id}"
        yield (reference,)
        if entry.capacity is not None:
            yield reference, "capacity"
        for index, line in enumerate(entry.provision):
            if line.capacity is not None:
                yield reference, "provision", index, "capacity"
        if item.basis == "participants":
            for index in range(len(entry.participants)):
                yield reference, "participants", index, "people"
        for part in item.parts:
            yield f"initiative:{part}", "part_of"

    def _shortfall(self) -> Step:
        row = self.row
        text = words.shortfall(
            (row.people_low, row.people_high),
            (row.supply_low, row.supply_high),
            (row.shortfall_low, row.shortfall_high),
        )
        people: Spot = () if self.need.people is None else ("people",)
        return cite(self.city, text, (self.reference, *people))

    def _providers(self) -> Step:
        names = [partner_name(self.view, key) for key in self.row.providers]
        spots = [
            spot
            for initiative in self.row.targeted
            for partner in self.row.providers
            for spot in part_spots(self.study, initiative, partner, PROVIDING)
        ]
        text = words.provided(names, targeted=bool(self.row.targeted))
        return cite(self.city, text, *(spots or [(self.reference,)]))
