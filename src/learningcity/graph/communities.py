"""Communities of a two-mode graph: Barber's modularity, and the search for where it is largest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from random import Random
from typing import TypeAlias

from learningcity.graph.incidence import Incidence
from learningcity.model.figures import Figure

__all__ = ["Parting", "Search", "agreement", "barber", "modularity", "search_communities"]

_NONE = -1
"""The label of a node without ties: it is in no community, and would change nothing in one."""


_Labels: TypeAlias = tuple[list[int], list[int]]
"""The labels of the rows and of the columns."""


@dataclass(frozen=True, slots=True)
class Parting:
    """A way to part the nodes that have ties into communities."""

    gain: int
    """Barber's modularity times the number of ties squared: a whole number, so that two partings
    are as good as each other or are not.
    """
    labels: tuple[int, ...]
    """The community of each row, then of each column: 0 has the most nodes, and of equally many the
    one with the first node comes first. -1 without ties.
    """

    @property
    def count(self) -> int:
        """How many communities there are."""
        return max(self.labels, default=_NONE) + 1


@dataclass(frozen=True, slots=True)
class Search:
    """What many starts of the search ended in."""

    best: Parting
    """The best of them; of equally good ones the one with the fewest communities."""
    ends: tuple[Parting, ...]
    """What each start ended in."""

    @property
    def reached(self) -> int:
        """How many starts ended in a parting as good as the best."""
        return sum(end.gain == self.best.gain for end in self.ends)


def barber(found: Incidence, labels: Sequence[Hashable]) -> Figure:
    """Return Barber's modularity of communities, given for each row and then for each column.

    It is the sum over communities of L/m − KD/m²: L the ties within it, K and D the sums of the
    degrees of its rows and its columns, m the number of all ties.
    """
    total = sum(map(len, found.memberships))
    if not total:
        return Figure(None, "no-ties")
    return Figure(_gain(found, labels) / total**2)


def _gain(found: Incidence, labels: Sequence[Hashable]) -> int:
    """Return Barber's modularity of communities, times the number of ties squared."""
    rows = len(found.rows)
    within: Counter[Hashable] = Counter()
    here: Counter[Hashable] = Counter()
    there: Counter[Hashable] = Counter()
    for row, column in found.ties():
        one, other = labels[row], labels[rows + column]
        here[one] += 1
        there[other] += 1
        within[one] += one == other
    total = here.total()
    return sum(total * within[label] - here[label] * there[label] for label in here)


def modularity(found: Incidence) -> Figure:
    """Return the larger Barber modularity of two short searches, as quick as a null model needs.

    One starts from every row alone, the other from every column alone, and neither has rounds, so
    that nothing is left to chance. It is a lower bound of what
    :func:`search_communities` finds.
    """
    total = sum(map(len, found.memberships))
    if not total:
        return Figure(None, "no-ties")
    climb, random = _Climb(found), Random(0)
    return Figure(max(climb.search(start, 0, random)[0] for start in range(2)) / total**2)


def search_communities(found: Incidence, *, starts: int, rounds: int, seed: int) -> Search:
    """Return the communities with the largest modularity that many starts of a search end in.

    Each start takes labels for the nodes of one mode: every node one of its own, first the rows,
    then the columns; and from the third start on at random, of a random number of labels. It then
    repeats what LPAwb+ does (Beckett 2016): the nodes of each mode in turn move to the community
    where they add most, and two communities become one where that adds most. Communities that do
    not hang together fall apart. Every step adds, in whole numbers, until none does.

    In each round up to three communities are dissolved or joined at random, and the search goes on
    from there; what it ends in is kept if it is as good or better.
    """
    if not any(found.memberships):
        nothing = Parting(0, (_NONE,) * (len(found.rows) + len(found.columns)))
        return Search(nothing, (nothing,) * starts)
    climb = _Climb(found)
    random = Random(seed)
    ends = [_canonical(found, climb.search(start, rounds, random)[1]) for start in range(starts)]
    best = min(ends, key=lambda end: (-end.gain, end.count, end.labels))
    return Search(best, tuple(ends))


class _Climb:
    """The search on the ties of one graph."""

    def __init__(self, found: Incidence) -> None:
        self.sides = found.memberships, found.members()
        self.degrees = tuple([len(places) for places in side] for side in self.sides)
        self.ties = sum(self.degrees[0])
        self.ends = tuple(zip(*found.ties(), strict=True))
        self.first = tuple(
            [places[0] if places else _NONE for places in side] for side in self.sides
        )
        self.single = tuple(
            [places[0] for places in side if len(places) == 1] for side in self.sides
        )
        self.several = tuple(
            [(node, places) for node, places in enumerate(side) if len(places) > 1]
            for side in self.sides
        )

    def search(self, start: int, rounds: int, random: Random) -> tuple[int, _Labels]:
        """Return the gain, and the labels of rows and of columns, in which one start ends."""
        mode = start % 2
        labels = list(range(len(self.sides[mode])))
        if start > 1:
            several = 2 + random.randrange(len(labels))
            labels = [random.randrange(several) for _ in labels]
        gain, made = self.climb(mode, labels)
        for _ in range(rounds):
            side = random.randrange(2)
            after = self.climb(side, self.shaken(made, side, random))
            if after[0] >= gain:
                gain, made = after
        return gain, made

    def shaken(self, made: _Labels, side: int, random: Random) -> list[int]:
        """Return the labels of one mode, where up to four communities are no more.

        Half of the time they are near each other, otherwise anywhere; half of the time each of
        their nodes is alone then, otherwise they are one.
        """
        labels = made[side]
        tied = [node for node, places in enumerate(self.sides[side]) if places]
        free = max(*made[0], *made[1]) + 1
        near, apart = random.randrange(2), random.randrange(2)
        gone = set()
        node = tied[random.randrange(len(tied))]
        for _ in range(1 + random.randrange(4)):
            gone.add(labels[node])
            if near:
                for mode in (side, 1 - side):
                    places = self.sides[mode][node]
                    node = places[random.randrange(len(places))]
            else:
                node = tied[random.randrange(len(tied))]
        return [
            free + apart * node if label in gone else label for node, label in enumerate(labels)
        ]

    def climb(self, mode: int, labels: list[int]) -> tuple[int, _Labels]:
        """Return the gain and the labels where no step adds any more, from labels of one mode."""
        unknown = [_NONE] * len(self.sides[1 - mode])
        made = (labels, unknown) if mode == 0 else (unknown, labels)
        gain, made = self.settle(made, 1 - mode)
        gain, made = self.settled(gain, made, mode, began=True)
        while True:
            changed, made = self.merge(made)
            if not changed:
                changed, made = self.split(made)
                if not changed:
                    return gain, made
            gain, made = self.settled(gain, made, mode, began=False)

    def settled(self, gain: int, made: _Labels, mode: int, *, began: bool) -> tuple[int, _Labels]:
        """Return the gain and the labels where no node of either mode moves any more.

        `began` says that those of the other mode are where the given labels of `mode` want them.
        Where one mode stays as it was, the other one, which was settled by it, would stay too.
        """
        while True:
            before, (here, there) = gain, (made[mode], made[1 - mode])
            gain, made = self.settle(made, mode)
            if began and made[mode] == here:
                return gain, made
            gain, made = self.settle(made, 1 - mode)
            if made[1 - mode] == there or gain == before:
                return gain, made
            began = True

    def settle(self, made: _Labels, mode: int) -> tuple[int, _Labels]:
        """Return the best labels of the nodes of one mode, given those of the other; and the gain.

        Nodes of one mode are not tied to one another, so that each can be placed by itself. The
        communities of its neighbours add up to what is not below zero, so that the best of them is
        not either. Of equally good ones a node keeps to its own, or else takes the first.
        """
        given, current = made[1 - mode], made[mode]
        ties = self.ties
        weight: dict[int, int] = {}
        for label, degree in zip(given, self.degrees[1 - mode], strict=True):
            weight[label] = weight.get(label, 0) + degree
        # A node goes with its only neighbour, and without one nowhere: the label after the last.
        best = list(map([*given, _NONE].__getitem__, self.first[mode]))
        single = self.single[mode]
        total = ties * len(single) - sum(weight[given[place]] for place in single)
        for node, places in self.several[mode]:
            if len(places) == 2:
                one, other = given[places[0]], given[places[1]]
                if one != other:
                    # The lighter one adds more. Both add up to what is not below zero.
                    less, more = weight[one], weight[other]
                    if less == more:
                        here = current[node]
                        best[node] = here if here in (one, other) else min(one, other)
                    else:
                        best[node] = one if less < more else other
                    total += ties - 2 * min(less, more)
                    continue
                counts = {one: 2}
            else:
                counts = {}
                for place in places:
                    label = given[place]
                    counts[label] = counts.get(label, 0) + 1
            if len(counts) == 1:
                total += len(places) * (ties - weight[best[node]])
                continue
            most, chosen, now = 0, _NONE, current[node]
            for label, n in counts.items():
                score = ties * n - len(places) * weight[label]
                if score > most or (
                    score == most
                    and (chosen == _NONE or label == now or (chosen != now and label < chosen))
                ):
                    most, chosen = score, label
            total += most
            best[node] = chosen
        return total, ((best, given) if mode == 0 else (given, best))

    def merge(self, made: _Labels) -> tuple[bool, _Labels]:
        """Make one of two communities while that adds, those first that add most."""
        rows, columns = made
        here, there, between = self.between(made)
        # Two communities are one number, and what making one of them adds, below zero, is put
        # before it: such numbers compare as the three would. Where nothing is added is none.
        span = max(here, default=0) + 1
        square, total = span * span, self.ties
        added: dict[int, int] = {}
        for one, counts in between.items():
            for other, ties in counts.items():
                if one < other:
                    less = here[one] * there[other] + here[other] * there[one] - total * ties
                    if less < 0:
                        both = one * span + other
                        added[both] = less * square + both
        became: dict[int, int] = {}
        while added:
            kept, gone = divmod(min(added.values()) % square, span)
            became[gone] = kept
            here[kept] = rows_there = here[kept] + here[gone]
            there[kept] = columns_there = there[kept] + there[gone]
            nearby = between[kept]
            for other, ties in between.pop(gone).items():
                del between[other][gone]
                added.pop(gone * span + other if gone < other else other * span + gone, None)
                if other != kept:
                    nearby[other] = between[other][kept] = ties + nearby.get(other, 0)
            for other, ties in nearby.items():
                less = rows_there * there[other] + here[other] * columns_there - total * ties
                both = kept * span + other if kept < other else other * span + kept
                if less < 0:
                    added[both] = less * square + both
                elif both in added:
                    del added[both]
        if not became:
            return False, made
        return True, (_followed(rows, became), _followed(columns, became))

    def between(
        self, made: _Labels
    ) -> tuple[dict[int, int], dict[int, int], dict[int, dict[int, int]]]:
        """Return the degrees of each community's rows and columns, and the ties to each other."""
        here: dict[int, int] = {}
        there: dict[int, int] = {}
        between: dict[int, dict[int, int]] = {}
        for side, degrees, labels in zip((here, there), self.degrees, made, strict=True):
            for label, degree in zip(labels, degrees, strict=True):
                if degree:
                    side[label] = side.get(label, 0) + degree
        for label in here | there:
            here.setdefault(label, 0)
            there.setdefault(label, 0)
            between[label] = {}
        for one, other in zip(
            map(made[0].__getitem__, self.ends[0]),
            map(made[1].__getitem__, self.ends[1]),
            strict=True,
        ):
            if one != other:
                both = between[one].get(other, 0) + 1
                between[one][other] = between[other][one] = both
        return here, there, between

    def split(self, made: _Labels) -> tuple[bool, _Labels]:
        """Part each community into what hangs together within it; say whether any was parted."""
        parts = tuple([_NONE] * len(labels) for labels in made)
        number = 0
        for mode, labels in enumerate(made):
            for node, label in enumerate(labels):
                if label == _NONE or parts[mode][node] != _NONE:
                    continue
                parts[mode][node] = number
                waiting = [(mode, node)]
                while waiting:
                    side, place = waiting.pop()
                    for other in self.sides[side][place]:
                        if made[1 - side][other] == label and parts[1 - side][other] == _NONE:
                            parts[1 - side][other] = number
                            waiting.append((1 - side, other))
                number += 1
        several = len({*made[0], *made[1]} - {_NONE})
        return number > several, (parts[0], parts[1])


def _followed(labels: list[int], became: dict[int, int]) -> list[int]:
    """Return labels, each replaced by what it became in the end."""
    made = []
    for label in labels:
        end = label
        while end in became:
            end = became[end]
        made.append(end)
    return made


def _canonical(found: Incidence, labels: _Labels) -> Parting:
    """Return a parting whose communities are numbered by their sizes and their first nodes."""
    listed = [*labels[0], *labels[1]]
    sizes = Counter(label for label in listed if label != _NONE)
    first = {label: place for place, label in reversed(list(enumerate(listed)))}
    ranked = sorted(sizes, key=lambda label: (-sizes[label], first[label]))
    places = {label: place for place, label in enumerate(ranked)} | {_NONE: _NONE}
    return Parting(_gain(found, listed), tuple(places[label] for label in listed))


def agreement(one: Sequence[int], other: Sequence[int]) -> Fraction:
    """Return how far two partings agree: the adjusted Rand index over the nodes with ties.

    1 where they are the same; about 0 where they agree as much as chance with communities of the
    same sizes would; where chance alone agrees fully, and they do, 1.
    """
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if _NONE not in (a, b)]
    both = sum(comb(n, 2) for n in Counter(pairs).values())
    first = sum(comb(n, 2) for n in Counter(a for a, _ in pairs).values())
    second = sum(comb(n, 2) for n in Counter(b for _, b in pairs).values())
    total = comb(len(pairs), 2)
    if first == second == both:
        return Fraction(1)
    by_chance = Fraction(first * second, total)
    return (both - by_chance) / (Fraction(first + second, 2) - by_chance)
