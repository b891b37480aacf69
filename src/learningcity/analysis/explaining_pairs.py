"""Why a pair of initiatives is what it is: from the lines of the file to the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from learningcity.analysis.citing import (
    Stated,
    chain_spots,
    date_spots,
    part_spots,
    stated_terms,
)
from learningcity.analysis.duplicates import SETTLING, DuplicateParameters, DuplicateRow, Judge
from learningcity.analysis.explanation import Explanation, Spot, Step, cite, grounded, references
from learningcity.analysis.overturning_pairs import overturn_pair
from learningcity.analysis.reviews import why_no_row
from learningcity.analysis.sentences import why_pairs as words
from learningcity.analysis.sentences.words import initiative_name, term_name, text_in
from learningcity.analysis.study import Study
from learningcity.model.entities import Initiative
from learningcity.model.running import Running
from learningcity.model.vocabulary import WORKING_ROLES, offers_itself
from learningcity.reach.likeness import Match
from learningcity.reach.pairs import PairReach, best_lines, compare_lines
from learningcity.reach.view import FACETS, Facet

__all__ = ["explain_absence", "explain_pair"]


def explain_pair(study: Study, parameters: DuplicateParameters, row: DuplicateRow) -> Explanation:
    """Return why a pair of initiatives is a row with this verdict, and what would overturn it."""
    first, second = row.initiatives
    best = best_lines(study.view, study.likeness, first, second, threshold=parameters.threshold)
    assert best is not None, "a row compares two lines"
    why = _PairWhy(study, parameters, row.initiatives, best)
    subject = words.pair_subject(why.names, row.verdict)
    return Explanation(subject, tuple(why.steps(row)), overturn_pair(study, parameters, row))


def explain_absence(
    study: Study, parameters: DuplicateParameters, first: str, second: str
) -> Explanation:
    """Return why two initiatives, in file order, are no row."""
    names = (initiative_name(study.view, first), initiative_name(study.view, second))
    subject, threshold = words.pair_subject(names, "no row"), parameters.threshold
    reason, _ = why_no_row(study, (first, second), threshold=threshold)
    best = None
    if reason == "below-minimum":
        best = best_lines(study.view, study.likeness, first, second, threshold=threshold)
    if best is not None:
        why = _PairWhy(study, parameters, (first, second), best)
        end = words.below_minimum(parameters.minimum)
        last = grounded(study.city, end, _references(first, second))
        return Explanation(subject, (*why.offers(), last))
    if reason == "not-comparable":
        step = grounded(study.city, words.not_comparable(names), _references(first, second))
        return Explanation(subject, (step,))
    return Explanation(subject, tuple(_left_out(study, names, (first, second))))


def _left_out(study: Study, names: tuple[str, str], ids: tuple[str, str]) -> Iterator[Step]:
    """Return why one or both of two initiatives are compared with nothing."""
    for name, key in zip(names, ids, strict=True):
        entry = study.city.initiatives[key]
        if not offers_itself(entry):
            text = words.offers_nothing(name, entry.kind or "")
            yield cite(study.city, text, (f"initiative:{key}", "kind"))
        elif key not in study.view.lines:
            yield _period(study, name, entry)


def _references(first: str, second: str) -> tuple[str, str]:
    return f"initiative:{first}", f"initiative:{second}"


def _period(study: Study, name: str, entry: Initiative) -> Step:
    """Return when an initiative runs, and whether it does on the day."""
    calendar, as_of = study.calendar, study.city.as_of
    text = words.periods(name, entry, calendar.spans(entry.id), as_of, calendar.carry)
    if calendar.running(entry.id) == Running.NO:
        text = f"{text} {words.out(calendar.day)}"
    return cite(study.city, text, *date_spots(entry))


class _PairWhy:
    """The steps of one pair, of which two lines are compared."""

    def __init__(
        self,
        study: Study,
        parameters: DuplicateParameters,
        initiatives: tuple[str, str],
        best: tuple[int, int, PairReach],
    ) -> None:
        self.study, self.city, self.view = study, study.city, study.view
        self.parameters, self.initiatives = parameters, initiatives
        self.judge = Judge(study, parameters)
        first, second = initiatives
        self.names = (initiative_name(self.view, first), initiative_name(self.view, second))
        self.entries = (self.city.initiatives[first], self.city.initiatives[second])
        self.numbers: tuple[int, int] = best[:2]
        self.pair: PairReach = best[2]
        self.lines = (self.view.lines[first][best[0]], self.view.lines[second][best[1]])

    def steps(self, row: DuplicateRow) -> Iterator[Step]:
        """Return the steps of a row in the order of the reasoning."""
        yield from self.offers()
        yield from self._time(row)
        yield from self._coordination(row)
        yield from self._funders(row)
        yield from self._needs()
        yield from self._money(row)
        yield self._verdict(row)
        if row.under is not None:
            above = [f"initiative:{key}" for key in row.under]
            names = [initiative_name(self.view, key) for key in row.under]
            spots = [(f"initiative:{e.id}", "part_of") for e in self.entries if e.part_of]
            text = words.under_umbrellas((names[0], names[1]))
            yield cite(self.city, text, *spots, *((reference,) for reference in above))

    def offers(self) -> Iterator[Step]:
        """Return how what the two offer compares."""
        yield self._compared_lines()
        for facet in FACETS:
            yield self._facet(facet)
        yield self._both(words.multiplied(self.pair, self._shares()))

    def _both(self, text: str) -> Step:
        """Return a step that follows from what was said before of both."""
        return grounded(self.city, text, _references(*self.initiatives))

    # -- what is offered -------------------------------------------------------------------------

    def _compared_lines(self) -> Step:
        view, likeness = self.view, self.study.likeness
        offers = [view.lines[key] for key in self.initiatives]
        comparable = sum(
            compare_lines(likeness, here, there) is not None for here, there in product(*offers)
        )
        lines = (len(offers[0]), len(offers[1]))
        spots: list[Spot] = []
        for entry, number in zip(self.entries, self.numbers, strict=True):
            within: Spot = ("provision", number) if entry.provision else ()
            spots.append((f"initiative:{entry.id}", *within))
        text = words.compared_lines(self.names, self.numbers, lines, self.pair, comparable - 1)
        return cite(self.city, text, *spots)

    def _stated(self, facet: Facet) -> tuple[tuple[Stated, ...], tuple[Stated, ...]]:
        here, there = (
            stated_terms(self.view, entry, number, facet)
            for entry, number in zip(self.entries, self.numbers, strict=True)
        )
        return here, there

    def _facet(self, facet: Facet) -> Step:
        here, there = self._stated(facet)
        spots: list[Spot] = [item.spot for item in (*here, *there)]
        named = (self._named(facet, here), self._named(facet, there))
        if facet in self.pair.facets:
            sides: list[list[str]] = []
            narrower: list[list[str]] = []
            one, other = (line.terms(facet) for line in self.lines)
            for terms, against in ((one, other), (other, one)):
                matches = self.study.likeness.matches(facet, terms, against)
                counted = {match.term for match in matches}
                sides.append([self._match(facet, match) for match in matches])
                narrower.append([term_name(self.view, facet, t) for t in terms if t not in counted])
                for match in matches:
                    spots += self._relation_spots(facet, match)
            shares = self._share(facet)
            text = words.facet_compared(
                facet, named, (sides[0], sides[1]), (narrower[0], narrower[1]), shares
            )
        else:
            lines = None
            if here and there:  # both speak, of strangers
                lines = (self._along(here), self._along(there))
                spots += [(f"audience:{item.written}",) for item in (*here, *there)]
            text = words.facet_left_out(facet, named, lines)
        silent = [
            (reference,)
            for reference, stated in zip(_references(*self.initiatives), (here, there), strict=True)
            if not stated
        ]
        return cite(self.city, text, *spots, *silent)

    def _share(self, facet: Facet) -> tuple[float, float]:
        one, other = (line.terms(facet) for line in self.lines)
        share = self.study.likeness.share
        return share(facet, one, other), share(facet, other, one)

    def _shares(self) -> list[tuple[float, float]]:
        return [self._share(facet) for facet in self.pair.facets]

    def _named(self, facet: Facet, stated: tuple[Stated, ...]) -> list[str]:
        return [words.stated_name(self.view, facet, item.written, item.term) for item in stated]

    def _match(self, facet: Facet, match: Match) -> str:
        view, s, t = self.view, match.term, match.nearest
        relation = self.study.likeness.relate(facet, s, t)
        common = None
        if relation == "shares":
            graph = view.graph(facet)
            inside = graph.below(s) & graph.below(t)
            common = term_name(view, facet, next(term for term in graph.ids if term in inside))
        names = (term_name(view, facet, s), term_name(view, facet, t))
        return words.match_words(facet, relation, names, match.likeness, common)

    def _relation_spots(self, facet: Facet, match: Match) -> Iterator[Spot]:
        """Return where it is said that one of two terms lies within the other."""
        yield from chain_spots(self.view, facet, match.term, match.nearest)
        yield from chain_spots(self.view, facet, match.nearest, match.term)

    def _along(self, stated: tuple[Stated, ...]) -> str:
        lines = [self.study.likeness.lines_along(item.term) for item in stated]
        return words.grouped_by(sorted(frozenset().union(*lines)))

    # -- time ------------------------------------------------------------------------------------

    def _time(self, row: DuplicateRow) -> Iterator[Step]:
        calendar = self.study.calendar
        for name, entry in zip(self.names, self.entries, strict=True):
            yield _period(self.study, name, entry)
        running = [calendar.running(key).word for key in self.initiatives]
        text = words.run_together(calendar.day, (running[0], running[1]), row.together)
        yield self._both(text)

    # -- coordination and money ------------------------------------------------------------------

    def _coordination(self, row: DuplicateRow) -> Iterator[Step]:
        credits = self.parameters.credits
        facts = self.study.coordination.facts(*self.initiatives)
        for kind, links in facts.items():
            for link in links:
                text = words.joined(kind, [self._name(key) for key in link], credits[kind])
                yield cite(self.city, text, *self._link_spots(kind, link))
        recorded = {kind: credits[kind] for kind in facts}
        yield self._both(words.credited(row.overlap, row.score, recorded, row.credit))

    def _name(self, reference: str) -> str:
        """Return the name of an entry; of a tie its reference."""
        name = getattr(self.city.find(reference), "name", None)
        return reference if name is None else text_in(self.view, name)

    def _link_spots(self, kind: str, link: tuple[str, ...]) -> Iterator[Spot]:
        """Return where a fact that joins two initiatives stands."""
        if kind == "family":
            for part in link[:-1]:
                yield part, "part_of"
        elif kind == "sequence":
            follows = self.city.initiatives[_key(link[0])].follows
            yield link[0], "follows", follows.index(_key(link[1]))
        elif kind == "siblings":
            for initiative in _references(*self.initiatives):
                yield initiative, "part_of"
        else:
            roles = {
                "tie": ("lead", "deliverer"),
                "shared-partner": WORKING_ROLES,
            }.get(kind, ("lead",))
            here = there = _key(link[0])
            if len(link) > 1:
                there = _key(link[1])
            first, second = self.initiatives
            yield from part_spots(self.study, first, here, roles)
            yield from part_spots(self.study, second, there, roles)
            if kind == "same-organisation":
                for partner in self._below(link):
                    yield f"partner:{partner}", "parent"
            elif kind in ("tie", "same-body"):
                yield (link[2],)

    def _below(self, link: tuple[str, ...]) -> Iterator[str]:
        """Return the partners on the way from two leads up to their organisation."""
        for lead in link[:2]:
            chain = self.study.coordination.organisation(_key(lead))
            yield from chain[: chain.index(_key(link[2]))]

    def _funders(self, row: DuplicateRow) -> Iterator[Step]:
        for funder in row.common_funders:
            spots = [
                spot for entry in self.entries for spot in self._funding_spots(entry.id, funder)
            ]
            text = words.funded_by_one(self._name(f"partner:{funder}"))
            yield cite(self.city, text, *spots)

    def _funding_spots(self, initiative_id: str, funder: str) -> Iterator[Spot]:
        yield from part_spots(self.study, initiative_id, funder, ("funder",))
        for line in self.city.initiatives[initiative_id].funding:
            if funder in line.funder and self.study.calendar.counts(line.start, line.end):
                index = line.funder.index(funder)
                yield f"initiative:{initiative_id}", "funding", line.id, "funder", index

    def _needs(self) -> Iterator[Step]:
        shared = self.judge.needs(*self.initiatives)
        for need in shared:
            statement = text_in(self.view, self.city.needs[need.need].statement).rstrip(".")
            text = words.shared_need(
                statement, need.people_low, need.supply_high, is_short=need.is_short
            )
            yield cite(self.city, text, (f"need:{need.need}",), (f"need:{need.need}", "people"))
        if not shared:
            both = () if self.study.calendar.ever else self.judge.both_reach(*self.initiatives)
            if both:
                yield grounded(self.city, words.needs_shared(len(both)), references("need", both))
            else:
                yield self._both(words.not_shared(ever=self.study.calendar.ever))

    def _money(self, row: DuplicateRow) -> Iterator[Step]:
        ledger = self.study.ledger
        for name, entry in zip(self.names, self.entries, strict=True):
            lines = ledger.of_initiative(entry.id)
            counted = ledger.counted(lines)
            net = ledger.net_revenue(entry.id)
            text = words.revenue(
                name,
                [ledger.lines[key] for key in counted],
                [ledger.lines[key] for key in lines if key not in counted],
                net.high,
                net.currency,
                mixed=net.mixed,
            )
            spots: list[Spot] = [(f"initiative:{entry.id}", "funding", key) for _, key in lines]
            yield cite(self.city, text, *(spots or [(f"initiative:{entry.id}",)]))
        yield self._both(words.money_at_stake(row.at_stake, row.currency))

    # -- verdict ---------------------------------------------------------------------------------

    def _verdict(self, row: DuplicateRow) -> Step:
        decided = self.judge.review(*self.initiatives)
        if decided is not None:
            review = self.city.reviews[decided.number]
            pair = frozenset(self.initiatives)
            others = sum(pair <= frozenset(each.initiatives) for each in self.city.reviews) - 1
            by = None if review.by is None else self._decider(review.by)
            text = words.reviewed(self.view, review, by, others)
            return cite(self.city, text, (decided.review,), (decided.review, "verdict"))
        settling = [kind for kind in row.coordination if kind in SETTLING]
        text = words.verdict_rule(
            row.verdict, row.overlap, self.parameters.threshold, settling, row.unknowns
        )
        return self._both(text)

    def _decider(self, key: str) -> str:
        kind = "body" if key in self.city.bodies else "partner"
        return self._name(f"{kind}:{key}")


def _key(reference: str) -> str:
    return reference.partition(":")[2]
