"""Who holds what up: the partners that deliver, fund, lead or own, as far as they are recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias, get_args

from learningcity.analysis.funding_lines import FundingLines, initiatives_by_priority
from learningcity.analysis.study import Study
from learningcity.model.vocabulary import offers_itself
from learningcity.reach.needs import Reach

__all__ = ["DOING", "Duty", "Hold", "Holding", "Of", "read_of"]

DOING = frozenset({"lead", "deliverer"})
"""The roles in which a partner delivers, as the providers of a need do."""

Of: TypeAlias = Literal["needs", "priorities", "initiatives"]
"""Of what something is asked."""

Duty: TypeAlias = Literal["delivered", "meant", "funded", "led", "owned"]
"""What partners do for a need, a priority or an initiative.

A need is *delivered* by what reaches it, and *meant* by what is meant for it.
"""


def read_of(of: str) -> Of:
    """Return `of`.

    Raises
    ------
    ValueError
        It is none of what can be asked for.
    """
    known: tuple[Of, ...] = get_args(Of)
    for one in known:
        if of == one:
            return one
    raise ValueError(f"of: '{of}' is none of {', '.join(known)}")


@dataclass(frozen=True, slots=True)
class Hold:
    """Everybody who is recorded as doing one thing for a need, a priority or an initiative."""

    subject: str
    """For what, such as ``need:ID``."""
    duty: Duty
    """What they do for it."""
    partners: tuple[str, ...]
    """Who, in file order."""
    initiatives: tuple[str, ...]
    """Through which initiatives, in file order."""
    silent: tuple[str, ...]
    """Those of which nobody is recorded as doing it, so that others may do it too."""

    @property
    def known(self) -> bool:
        """Whether somebody is recorded, and nothing is silent: it then ends with all of them."""
        return bool(self.partners) and not self.silent


class Holding:
    """Who holds what up in a city on the day of a study.

    What surely does not run is left out. Who is recorded is taken to be everybody, where anybody
    is; where nobody is, it is not known who does it.
    """

    def __init__(self, study: Study) -> None:
        self.study = study
        self.city = study.city
        self.view = study.view
        calendar = study.calendar
        running = study.view.initiatives
        self.running = {entry.id: entry for entry in running}
        self._doing: dict[Duty, Mapping[str, frozenset[str]]] = {
            "delivered": {entry.id: calendar.partners(entry, DOING) for entry in running},
            "funded": {entry.id: study.funders(entry.id) for entry in running},
            "led": {entry.id: calendar.partners(entry, {"lead"}) for entry in running},
        }
        # Money that nobody is said to give may come from anybody.
        unnamed = {key[0] for key in FundingLines(study).without_funder()}
        self._silent: dict[Duty, frozenset[str]] = {
            duty: frozenset(key for key, partners in doing.items() if not partners)
            | (unnamed if duty == "funded" else frozenset())
            for duty, doing in self._doing.items()
        }

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each partner in file order."""
        return {key: place for place, key in enumerate(self.city.partners.ids)}

    def _hold(self, subject: str, duty: Duty, by: Duty, initiatives: Iterable[str]) -> Hold:
        through = tuple(initiatives)
        doing, silent = self._doing[by], self._silent[by]
        return Hold(
            subject=subject,
            duty=duty,
            partners=self.view.partner_order(p for key in through for p in doing[key]),
            initiatives=through,
            silent=tuple(key for key in through if key in silent),
        )

    @cached_property
    def needs(self) -> tuple[Hold, ...]:
        """Who delivers what reaches each need, and who what is meant for it."""
        found = []
        for need in self.view.needs:
            reached = self.study.reach(need.id).found
            for duty, least in _REACHES.items():
                ids = (item.initiative.id for item in reached if item.reach >= least)
                found.append(self._hold(f"need:{need.id}", duty, "delivered", ids))
        return tuple(found)

    @cached_property
    def serving(self) -> dict[str, tuple[str, ...]]:
        """The initiatives of each current priority or of an objective of it, of every kind."""
        serving, current = initiatives_by_priority(self.study), self.view.current("priority")
        return {
            key: tuple(each for each in serving[key] if each in self.running) for key in current
        }

    def delivering(self, priority: str) -> tuple[str, ...]:
        """Return the initiatives of a priority that offer something themselves."""
        return tuple(key for key in self.serving[priority] if offers_itself(self.running[key]))

    @cached_property
    def priorities(self) -> tuple[Hold, ...]:
        """Who delivers, funds and owns each priority."""
        found = []
        for key, initiatives in self.serving.items():
            subject = f"priority:{key}"
            found += [
                self._hold(subject, "delivered", "delivered", self.delivering(key)),
                self._hold(subject, "funded", "funded", initiatives),
                self._owned(key),
            ]
        return tuple(found)

    def _owned(self, priority: str) -> Hold:
        """Return the owners of a priority, and of what it lies within should these withdraw.

        It ends only with all of them; a body stays, whoever leaves it.
        """
        graph = self.view.terms.priorities
        above, waiting = {priority: None}, [priority]
        while waiting:
            for larger in graph.parents[waiting.pop()]:
                if larger not in above:
                    above[larger] = None
                    waiting.append(larger)
        entries = [self.city.priorities[entry.id] for key in above for entry in graph.entries(key)]
        owners = [entry.owner for entry in entries if entry.owner is not None]
        bodies = [owner for owner in owners if owner in self.city.bodies]
        partners = () if bodies else self.view.partner_order(owners)
        return Hold(f"priority:{priority}", "owned", partners, (), ())

    @cached_property
    def initiatives(self) -> tuple[Hold, ...]:
        """Who delivers, funds and leads each initiative."""
        return tuple(
            self._hold(f"initiative:{key}", duty, duty, [key])
            for key in self.running
            for duty in _OF_INITIATIVES
        )

    def holds(self, of: Of) -> dict[str, list[Hold]]:
        """Return for each need, priority or initiative who holds it up, as far as it is known.

        Of needs only who delivers them counts. Those of which nothing is known are there too,
        with an empty list; of those :meth:`unheld` tells which rest on nothing that is recorded.
        """
        found: dict[str, list[Hold]] = {}
        for hold in self._counting(of):
            known = found.setdefault(hold.subject, [])
            if hold.known:
                known.append(hold)
        return found

    def unheld(self, of: Of) -> tuple[str, ...]:
        """Return the needs or priorities that rest on nothing recorded, so that nothing can go.

        Nothing reaches a need, nor may; nothing serves a priority, and no partner owns it. Where an
        initiative is there, and nobody is recorded for it, it is not known instead.
        """
        found: dict[str, None] = {}
        for hold in self._counting(of):
            found.setdefault(hold.subject)
        for hold in self._counting(of):
            if hold.initiatives or hold.partners or hold.subject in self._perhaps_reached:
                found.pop(hold.subject, None)
        return tuple(found)

    @cached_property
    def _perhaps_reached(self) -> frozenset[str]:
        """The needs that something may reach, for all the files say."""
        return frozenset(
            f"need:{need.id}"
            for need in self.view.needs
            if self.study.reach(need.id).ids(Reach.MAY)
        )

    def _counting(self, of: Of) -> Iterator[Hold]:
        asked: tuple[Hold, ...] = getattr(self, of)
        return (hold for hold in asked if hold.duty != "meant")


_REACHES: dict[Duty, Reach] = {"delivered": Reach.GENERAL, "meant": Reach.TARGETED}

_OF_INITIATIVES: tuple[Duty, ...] = ("delivered", "funded", "led")
