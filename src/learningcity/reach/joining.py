"""Which initiatives overlap: exactly the pairs that do, without looking at all others.

Three things keep the work near the size of the answer. Initiatives with the same lines are one
*profile*, compared once for all of them. Profiles are put into blocks of neighbours, by place and
then by activity; within a block, sets of profiles are whole numbers, bit n for the n-th of them. A
profile is held only against the blocks in which something meets it, and there only against those
that meet it on all that both state. And how much of one statement lies in another is worked out
once, facet by facet, and not at all where the facets before leave no overlap that counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from learningcity.model.figures import round_figure
from learningcity.reach.bits import members
from learningcity.reach.facets import FACETS, Facet
from learningcity.reach.pairs import PairReach
from learningcity.reach.statements import COMPARED, SILENT, Statements

if TYPE_CHECKING:
    from learningcity.reach.likeness import Likeness
    from learningcity.reach.view import CityView, Line

__all__ = ["BLOCK", "OverlapJoin"]

BLOCK = 1024
"""How many profiles a block holds: as many as Python joins about as fast as a few."""

_ACTIVITY, _AUDIENCE, _PLACE = FACETS
_Line: TypeAlias = tuple[int, int, int]
"""A line: the numbers of what it states on each facet; 0 is silence."""

_Profile: TypeAlias = tuple[_Line, ...]
"""All that an initiative offers, line by line."""

_Outcome: TypeAlias = tuple[PairReach, PairReach]
"""How two initiatives compare, and how they do the other way round."""


class OverlapJoin:
    """The pairs of initiatives of one view whose overlap is at least `minimum`.

    Parameters
    ----------
    view
        The terms.
    likeness
        How alike they are.
    lines
        The lines of each initiative; only those that state an activity can overlap.
    threshold
        The overlap from which a pair of lines comes before all others.
    minimum
        The overlap, above 0, below which a pair is not given.
    block
        How many profiles a block holds.
    """

    def __init__(
        self,
        view: CityView,
        likeness: Likeness,
        lines: Mapping[str, Sequence[Line]],
        *,
        threshold: float,
        minimum: float,
        block: int = BLOCK,
    ) -> None:
        self.met = 0
        """How many pairs of profiles were found so far that meet on all that both state."""
        self.verified = 0
        """How many of them were compared on everything, since their overlap might be enough."""
        self._threshold = threshold
        self._block = block
        self._facets = {facet: Statements(view, likeness, facet) for facet in FACETS}
        self._outcomes = _Outcomes(minimum)
        self._of_lines = _Outcomes(0)
        self._ids = tuple(lines)
        found: dict[_Profile, list[int]] = {}
        number = {facet: statements.number for facet, statements in self._facets.items()}
        for at, offered in enumerate(lines.values()):
            profile = tuple(
                (
                    number[_ACTIVITY][line.activity],
                    number[_AUDIENCE][line.audience],
                    number[_PLACE][line.place],
                )
                for line in offered
                if line.activity
            )
            if profile:
                found.setdefault(profile, []).append(at)
        near = {facet: statements.positions() for facet, statements in self._facets.items()}
        for statements in self._facets.values():
            statements.close()
        self._profiles = sorted(
            found, key=lambda lines: min((near[_PLACE][p], near[_ACTIVITY][a]) for a, _, p in lines)
        )
        self._bearers = [found[profile] for profile in self._profiles]
        self._blocks = [
            _Block(self._facets, self._profiles[start : start + block])
            for start in range(0, len(self._profiles), block)
        ]
        for facet, statements in self._facets.items():
            for at, found_here in enumerate(self._blocks):
                statements.found_in(found_here.held[facet], at)

    def pairs(self) -> Iterator[tuple[str, str, PairReach]]:
        """Return the pairs, each in file order, with how they compare.

        Cost: the number of profiles, of blocks that each meets, and of pairs.
        """
        ids = self._ids
        for here, there, found in self._compared():
            for one in self._bearers[here]:
                for other in self._bearers[there]:
                    if one < other:
                        yield ids[one], ids[other], found[0]
                    elif here != there:
                        yield ids[other], ids[one], found[1]

    def _compared(self) -> Iterator[tuple[int, int, _Outcome]]:
        """Return the numbers of two profiles that overlap, and how they compare both ways."""
        profiles, outcomes, minimum = self._profiles, self._outcomes, self._outcomes.minimum
        activities, audiences, places = (self._facets[facet].share for facet in FACETS)
        for here, profile in enumerate(profiles):
            if len(self._bearers[here]) > 1 and (found := self._best(profile, profile)):
                yield here, here, found
            if len(profile) > 1:
                for there in self._after(here, profile):
                    if found := self._best(profile, profiles[there]):
                        yield here, there, found
                continue
            ((activity, audience, place),) = profile
            for there in self._after(here, profile):
                other = profiles[there]
                if len(other) > 1:
                    if found := self._best(profile, other):
                        yield here, there, found
                    continue
                ((what, whom, where),) = other
                forward, backward, _ = activities(activity, what)
                if forward < minimum and backward < minimum:
                    continue
                more, less, told = audiences(audience, whom)
                forward, backward = forward * more, backward * less
                if forward < minimum and backward < minimum:
                    continue
                self.verified += 1
                more, less, stated = places(place, where)
                if found := outcomes[forward * more, backward * less, told, stated]:
                    yield here, there, found

    def _best(self, here: _Profile, there: _Profile) -> _Outcome | None:
        """Return how the two lines compare that say most, seen from each side."""
        self.verified += 1
        found = [[self._lines(one, other) for other in there] for one in here]
        forward = self._first_best(way[0] for row in found for way in row if way)
        backward = self._first_best(
            way[1] for row in zip(*found, strict=True) for way in row if way
        )
        if forward is None or backward is None or forward.overlap < self._outcomes.asked:
            return None
        return forward, backward

    def _first_best(self, found: Iterable[PairReach]) -> PairReach | None:
        return max(found, key=lambda reach: reach.rank(self._threshold), default=None)

    def _lines(self, here: _Line, there: _Line) -> _Outcome | None:
        forward = backward = 1.0
        told = []
        for statements, one, other in zip(self._facets.values(), here, there, strict=True):
            more, less, stated = statements.share(one, other)
            forward, backward = forward * more, backward * less
            told.append(stated)
        return self._of_lines[forward, backward, told[1], told[2]]

    def _after(self, here: int, profile: _Profile) -> Iterator[int]:
        """Return the profiles after one that may overlap with it."""
        first, local = divmod(here, self._block)
        for at in members(self._meeting_blocks(profile) >> first):
            bits = self._blocks[first + at].meeting(profile)
            if at == 0:
                bits = bits >> local + 1 << local + 1
            self.met += bits.bit_count()
            base = (first + at) * self._block
            for number in members(bits):
                yield base + number

    def _meeting_blocks(self, profile: _Profile) -> int:
        """Return the blocks, as bits, in which something may meet a line of the profile."""
        found = 0
        activities, places = self._facets[_ACTIVITY], self._facets[_PLACE]
        for activity, _, place in profile:
            near = activities.meeting_blocks(activity)
            if place:
                near &= places.meeting_blocks(place) | places.silent_blocks
            found |= near
        return found


class _Outcomes(dict[tuple[float, float, int, int], _Outcome | None]):
    """What two products of shares come to; there are few different ones."""

    def __init__(self, asked: float) -> None:
        self.asked = asked
        self.minimum = asked * (1 - 1e-9)
        """What lies below it is below the minimum, however it is rounded."""

    def __missing__(self, key: tuple[float, float, int, int]) -> _Outcome | None:
        forward, backward, audience, place = key
        found = _pair_reach(forward, backward, audience, place)
        back = _pair_reach(backward, forward, audience, place)
        outcome = None
        if found is not None and back is not None and found.overlap >= self.asked:
            outcome = found, back
        self[key] = outcome
        return outcome


def _pair_reach(forward: float, backward: float, audience: int, place: int) -> PairReach | None:
    told = {_AUDIENCE: audience, _PLACE: place}
    facets = tuple(f for f in FACETS if told.get(f, COMPARED) == COMPARED)
    if len(facets) < 2:
        return None
    silent = tuple(f for f in FACETS if told.get(f) == SILENT)
    return PairReach(facets, (round_figure(forward), round_figure(backward)), silent)


class _Block:
    """Some neighbouring profiles, by what they state."""

    def __init__(self, facets: Mapping[Facet, Statements], profiles: Sequence[_Profile]) -> None:
        self._facets = facets
        self.held: dict[Facet, dict[int, int]] = {facet: {} for facet in FACETS}
        """For each statement on a facet the profiles, as bits, that make it."""
        for at, profile in enumerate(profiles):
            for line in profile:
                for facet, number in zip(FACETS, line, strict=True):
                    held = self.held[facet]
                    held[number] = held.get(number, 0) | 1 << at
        self._holding: dict[Facet, dict[str, int]] = {
            facet: self._holders(facet) for facet in FACETS
        }
        self._known: dict[Facet, dict[int, int]] = {facet: {} for facet in FACETS}
        self._open: dict[int, int] = {}
        self._groupings: dict[frozenset[str] | None, int] = {}
        for number, bits in self.held[_AUDIENCE].items():
            if number:
                along = facets[_AUDIENCE].likeness.grouping(facets[_AUDIENCE].keys(number))
                self._groupings[along] = self._groupings.get(along, 0) | bits

    def meeting(self, profile: _Profile) -> int:
        """Return those that meet a line of the profile on all that both state."""
        found = 0
        for activity, audience, place in profile:
            bits = self._meeting(_ACTIVITY, activity)
            if not bits:
                continue
            # Without a place to compare, the audiences have to meet.
            same_people = self._meeting(_AUDIENCE, audience) if audience else 0
            if place:
                near = self._meeting(_PLACE, place)
                if audience:
                    near &= same_people | self._not_comparable(audience)
                bits &= near | (self.held[_PLACE].get(0, 0) & same_people)
            else:
                bits &= same_people
            found |= bits
        return found

    def _holders(self, facet: Facet) -> dict[str, int]:
        """Return for each term who states it or something that contains it."""
        found: dict[str, int] = {}
        for number, bits in self.held[facet].items():
            if number:
                for term in self._facets[facet].below(number):
                    found[term] = found.get(term, 0) | bits
        return found

    def _meeting(self, facet: Facet, number: int) -> int:
        """Return those that state something which shares a part with a statement."""
        found = self._known[facet].get(number)
        if found is None:
            holding, terms = self._holding[facet], self._facets[facet].below(number)
            found = 0
            for term in terms if len(terms) < len(holding) else terms & holding.keys():
                found |= holding.get(term, 0)
            self._known[facet][number] = found
        return found

    def _not_comparable(self, audience: int) -> int:
        """Return those that state no audience, or group people along other lines."""
        found = self._open.get(audience)
        if found is None:
            found = self.held[_AUDIENCE].get(0, 0)
            own = self._facets[_AUDIENCE].likeness.grouping(self._facets[_AUDIENCE].keys(audience))
            for along, bits in self._groupings.items():
                if own is not None and along is not None and along.isdisjoint(own):
                    found |= bits
            self._open[audience] = found
        return found
