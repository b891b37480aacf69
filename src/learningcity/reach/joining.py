"""Which initiatives overlap: exactly the pairs that do, without looking at all others.

Three things keep the work near the size of the answer. Initiatives with the same lines are one
*profile*, compared once for all of them. Profiles are put into blocks of neighbours, by place and
then by activity; within a block, sets of profiles are whole numbers, bit n for the n-th of them. A
profile is held only against the blocks in which something meets it, and there only against those
that meet it on all that both state. And how much of one statement lies in another is worked out
once, facet by facet, and not at all where the facets before leave no overlap that counts.

Large cities, and many cities at a time, are joined with numpy; see ``bulk``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from sys import modules
from typing import TYPE_CHECKING

from learningcity.reach.bits import members
from learningcity.reach.blocks import Block, NumberedLine, Profile
from learningcity.reach.facets import FACETS
from learningcity.reach.outcomes import Outcome, Outcomes
from learningcity.reach.pairs import first_best
from learningcity.reach.statements import Share, Statements

if TYPE_CHECKING:
    from learningcity.reach.bulk import BulkJoin
    from learningcity.reach.likeness import Likeness
    from learningcity.reach.pairs import PairReach
    from learningcity.reach.view import CityView, Line

__all__ = ["BLOCK", "OverlapJoin", "bulk_from"]

BLOCK = 1024
"""How many profiles a block holds: as many as Python joins about as fast as a few."""

_ACTIVITY, _AUDIENCE, _PLACE = FACETS


def bulk_from() -> int:
    """Return from how many initiatives on numpy pays: fewer where something has loaded it."""
    return 400 if "numpy" in modules else 2000


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
    bulk
        From how many initiatives on numpy compares; ``None`` is where it pays. The answer is the
        same.
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
        bulk: int | None = None,
    ) -> None:
        self.met = 0
        """How many pairs of profiles were found so far that meet on all that both state."""
        self.verified = 0
        """How many of them were compared on everything, since their overlap might be enough."""
        self._view, self._likeness, self._lines = view, likeness, lines
        self._threshold = threshold
        self._block = block
        self._bulk = bulk_from() if bulk is None else bulk
        self._outcomes = Outcomes(minimum)
        self._of_lines = Outcomes(0)

    def pairs(self) -> Iterator[tuple[str, str, PairReach]]:
        """Return the pairs, each in file order, with how they compare.

        Cost: the number of profiles, of blocks that each meets, and of pairs.
        """
        join = self._in_bulk() if len(self._lines) >= self._bulk else None
        if join is None:
            yield from self._pairs_in_blocks()
            return
        for _, rows in join.pairs():
            self.met, self.verified = join.met, join.verified
            yield from rows

    def _in_bulk(self) -> BulkJoin | None:
        """Return the join with numpy, unless it takes too much memory."""
        from learningcity.reach.bulk import BulkJoin

        offers = (self._view, self._likeness, self._lines)
        join = BulkJoin((offers,), self._outcomes, threshold=self._threshold)
        return join if join.fits else None

    def _pairs_in_blocks(self) -> Iterator[tuple[str, str, PairReach]]:
        self._prepare()
        ids = tuple(self._lines)
        for here, there, found in self._one_by_one():
            for one in self._bearers[here]:
                for other in self._bearers[there]:
                    if one < other:
                        yield ids[one], ids[other], found[0]
                    elif here != there:
                        yield ids[other], ids[one], found[1]

    def _prepare(self) -> None:
        """Give numbers to the statements, find the profiles, and put them into blocks."""
        facets = {facet: Statements(self._view, self._likeness, facet) for facet in FACETS}
        self._facets = facets
        found: dict[Profile, list[int]] = {}
        activity, audience, place = (statements.number for statements in facets.values())
        for at, offered in enumerate(self._lines.values()):
            profile = tuple(
                (activity[line.activity], audience[line.audience], place[line.place])
                for line in offered
                if line.activity
            )
            if profile:
                found.setdefault(profile, []).append(at)
        near = {facet: statements.positions() for facet, statements in facets.items()}
        for statements in facets.values():
            statements.close()
        self._profiles = sorted(
            found, key=lambda lines: min((near[_PLACE][p], near[_ACTIVITY][a]) for a, _, p in lines)
        )
        self._bearers = [found[profile] for profile in self._profiles]
        self._blocks = [
            Block(facets, self._profiles[start : start + self._block])
            for start in range(0, len(self._profiles), self._block)
        ]
        for facet, statements in facets.items() if len(self._blocks) > 1 else ():
            for at, found_here in enumerate(self._blocks):
                statements.found_in(found_here.held[facet], at)

    def _one_by_one(self) -> Iterator[tuple[int, int, Outcome]]:
        profiles, outcomes, minimum = self._profiles, self._outcomes, self._outcomes.minimum
        activities, audiences, places = (self._facets[facet].share for facet in FACETS)
        # Neighbours are at one place, whose shares in others are worked out once for all of them.
        at_place, shares = -1, dict[int, Share]()
        for here, profile in enumerate(profiles):
            if len(self._bearers[here]) > 1 and (found := self._best(profile, profile)):
                yield here, here, found
            if len(profile) > 1:
                for there in self._after(here, profile):
                    if found := self._best(profile, profiles[there]):
                        yield here, there, found
                continue
            ((activity, audience, place),) = profile
            if place != at_place:
                at_place, shares = place, {}
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
                share = shares.get(where)
                if share is None:
                    share = shares[where] = places(place, where)
                more, less, stated = share
                if found := outcomes[forward * more, backward * less, told, stated]:
                    yield here, there, found

    def _best(self, here: Profile, there: Profile) -> Outcome | None:
        """Return how the two lines compare that say most, seen from each side."""
        self.verified += 1
        found = [[self._compare(one, other) for other in there] for one in here]
        forward = first_best((way[0] for row in found for way in row if way), self._threshold)
        backward = first_best(
            (way[1] for row in zip(*found, strict=True) for way in row if way), self._threshold
        )
        if forward is None or backward is None or forward.overlap < self._outcomes.asked:
            return None
        return forward, backward

    def _compare(self, here: NumberedLine, there: NumberedLine) -> Outcome | None:
        forward = backward = 1.0
        told = []
        for statements, one, other in zip(self._facets.values(), here, there, strict=True):
            more, less, stated = statements.share(one, other)
            forward, backward = forward * more, backward * less
            told.append(stated)
        return self._of_lines[forward, backward, told[1], told[2]]

    def _after(self, here: int, profile: Profile) -> Iterator[int]:
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

    def _meeting_blocks(self, profile: Profile) -> int:
        """Return the blocks, as bits, in which something may meet a line of the profile."""
        if len(self._blocks) == 1:
            return 1
        found = 0
        activities, places = self._facets[_ACTIVITY], self._facets[_PLACE]
        for activity, _, place in profile:
            near = activities.meeting_blocks(activity)
            if place:
                near &= places.meeting_blocks(place) | places.silent_blocks
            found |= near
        return found
