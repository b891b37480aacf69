"""Priorities that nobody answers for, in which a sector is missing, or whose parts are left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import cast, get_args

from learningcity.analysis.gap_rows import NOT_KNOWN, GapRow, GapType, Mark, strength_of
from learningcity.analysis.placement import Placed, best_placed, most_active
from learningcity.analysis.sentences import priorities as words
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.entities import Initiative, Priority, Role
from learningcity.model.vocabulary import WORKING_ROLES
from learningcity.reach.view import CityView, Keys

__all__ = [
    "TakingPart",
    "naming_of",
    "objective_gaps",
    "other_objectives",
    "outermost",
    "owners_of",
    "ownership_gaps",
    "reporting_of",
    "sector_gaps",
    "stated_owners",
    "taking_part_in",
]

_ROLES = get_args(Role)

_UNCLEAR = ("mixed", "unknown")


def _entries(view: CityView, priority: str) -> tuple[Priority, ...]:
    """Return the entries that are this one priority, the newest name first."""
    found = cast("tuple[Priority, ...]", view.terms.priorities.entries(priority))
    return tuple(sorted(found, key=lambda entry: entry.id != priority))


def _above(view: CityView, priority: str) -> set[str]:
    """Return everything that a priority lies within, at any depth."""
    parents, seen, waiting = view.terms.priorities.parents, set[str](), [priority]
    while waiting:
        larger = [key for key in parents[waiting.pop()] if key not in seen]
        seen.update(larger)
        waiting.extend(larger)
    return seen - {priority}


def outermost(view: CityView) -> Keys:
    """Return the priorities in use that lie within no other one in use, in file order."""
    current = view.current("priority")
    known = frozenset(current)
    return tuple(key for key in current if known.isdisjoint(_above(view, key)))


def _row(
    view: CityView,
    kind: GapType,
    priority: str,
    *,
    subjects: tuple[str, ...] = (),
    marks: tuple[Mark, ...],
    sentence: str,
    remedy: str,
    partners: tuple[Placed, ...],
) -> GapRow:
    """Return the row of a priority; it has no size."""
    return GapRow(
        type=kind,
        subjects=(f"priority:{priority}", *subjects),
        marks=marks,
        low=None,
        high=None,
        unit=None,
        strength=strength_of(_entries(view, priority)[0]),
        sentence=sentence,
        remedy=remedy,
        partners=partners,
    )


def _filed(view: CityView, priority: str) -> list[Initiative]:
    """Return the initiatives of a priority or of its parts that may run, of whichever kind."""
    graph = view.terms.priorities
    inside = graph.below(priority)

    @cache
    def belongs(stated: Keys) -> bool:
        return not inside.isdisjoint(graph.canonical_set(stated))

    return [entry for entry in view.initiatives if belongs(entry.priorities)]


# -- ownership -----------------------------------------------------------------------------------


def ownership_gaps(study: Study) -> list[GapRow]:
    """Return a row for each priority that nobody answers for, or whose bodies lead to no top body.

    An objective without an owner of its own has that of what it lies within; the gap is told there.
    """
    view, rows = study.view, []
    current = view.current("priority")
    known = frozenset(current)
    for key in current:
        owners = owners_of(view, key)
        if any(_leads_to_top(study.city, owner) for owner in owners):
            continue
        if not stated_owners(view, key) and not known.isdisjoint(_above(view, key)):
            continue
        rows.append(
            _row(
                view,
                "ownership",
                key,
                marks=("no-top-body" if owners else "no-owner",),
                sentence=words.ownership_sentence(view, key, owners),
                remedy=words.ownership_remedy(view, key, owners),
                partners=most_active(view, _filed(view, key), key),
            )
        )
    return rows


def stated_owners(view: CityView, priority: str) -> Keys:
    """Return the owners that the entry states; those of older names where the newest has none.

    There may be no such body or partner.
    """
    newest, *older = _entries(view, priority)
    stated = [newest.owner] if newest.owner else [entry.owner for entry in older]
    return tuple(dict.fromkeys(owner for owner in stated if owner is not None))


def owners_of(view: CityView, priority: str) -> Keys:
    """Return the owners there are of a priority, else those of what it lies within."""
    city, parents = view.city, view.terms.priorities.parents
    found: list[str] = []
    seen, waiting = {priority}, [priority]
    while waiting:
        key = waiting.pop(0)
        stated = stated_owners(view, key)
        if stated:
            found += stated
            continue
        waiting += [larger for larger in parents[key] if larger not in seen]
        seen.update(parents[key])
    return tuple(key for key in dict.fromkeys(found) if key in city.bodies or key in city.partners)


def reporting_of(city: City, body_id: str) -> tuple[list[str], str | None]:
    """Return the bodies to which one reports, itself first, and where the last one leads.

    That is ``None`` at a top body, else a body that was there before or one that there is not.
    """
    chain = [body_id]
    onward = city.bodies[body_id].reports_to
    while onward is not None and onward in city.bodies and onward not in chain:
        chain.append(onward)
        onward = city.bodies[onward].reports_to
    return chain, onward


def _leads_to_top(city: City, owner: str) -> bool:
    """Return whether an owner is a partner, or a body that leads to one that reports to none."""
    return owner not in city.bodies or reporting_of(city, owner)[1] is None


# -- sectors -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TakingPart:
    """Who takes part in a priority, in whichever role."""

    initiatives: list[Initiative]
    sectors: dict[str, int]
    """How many partners of each sector there are."""
    unclear: tuple[str, ...]
    """The partners of mixed or unknown sector."""
    partners: tuple[str, ...]


def taking_part_in(view: CityView, priority: str) -> TakingPart:
    """Return who takes part in the initiatives of a priority, by sector."""
    initiatives = _filed(view, priority)
    found: set[str] = set()
    for entry in initiatives:
        found |= view.calendar.partners(entry, _ROLES)
    partners = view.partner_order(found)
    sector = {key: view.city.partners[key].sector for key in partners}
    counted: Counter[str] = Counter(sector.values())
    return TakingPart(
        initiatives=initiatives,
        sectors={name: counted[name] for name in (*words.SECTORS, *_UNCLEAR)},
        unclear=tuple(key for key in partners if sector[key] in _UNCLEAR),
        partners=partners,
    )


def sector_gaps(study: Study) -> list[GapRow]:
    """Return a row for each priority and sector that takes no part in it.

    Priorities that lie within another one are judged with that one. Where a partner of mixed or
    unknown sector takes part, it is not known whether the sector does.
    """
    view, rows = study.view, []
    for key in outermost(view):
        part = taking_part_in(view, key)
        for sector in words.SECTORS:
            if part.sectors[sector]:
                continue
            rows.append(
                _row(
                    view,
                    "sector",
                    key,
                    subjects=(f"sector:{sector}",),
                    marks=(NOT_KNOWN,) if part.unclear else (),
                    sentence=words.sector_sentence(view, key, sector, len(part.unclear)),
                    remedy=words.sector_remedy(view, key, sector, part.unclear),
                    partners=_nearest_of_sector(study, sector, part.initiatives),
                )
            )
    return rows


def _nearest_of_sector(
    study: Study, sector: str, initiatives: Iterable[Initiative]
) -> tuple[Placed, ...]:
    """Return the partners of a sector that work nearest to what these initiatives offer."""
    view = study.view
    lines = [line for entry in initiatives for line in view.lines.get(entry.id, ())]
    wanted = tuple(dict.fromkeys(term for line in lines for term in line.activity))
    among = frozenset(partner.id for partner in study.city.partners if partner.sector == sector)
    return best_placed(
        study,
        {"activity": wanted},
        ("activity",) if wanted else (),
        roles=WORKING_ROLES,
        among=among,
    )


# -- objectives ----------------------------------------------------------------------------------


def objective_gaps(study: Study) -> list[GapRow]:
    """Return a row for each objective that no initiative names.

    Where no other objective of its priority is named either, nobody writes down objectives there,
    and it is not known whether it is served.
    """
    view, rows = study.view, []
    parents, is_named = view.terms.priorities.parents, naming_of(view)
    placed: dict[Keys, tuple[Placed, ...]] = {}
    for key in view.current("priority"):
        if not parents[key] or is_named(key):
            continue
        others = other_objectives(view, key)
        named = sum(map(is_named, others))
        wanted = parents[key]
        if wanted not in placed:
            placed[wanted] = best_placed(study, {"priority": wanted}, ("priority",))
        rows.append(
            _row(
                view,
                "objective",
                key,
                marks=() if named else (NOT_KNOWN,),
                sentence=words.objective_sentence(view, key, wanted, named, len(others)),
                remedy=words.objective_remedy(view, key, wanted, named),
                partners=placed[wanted],
            )
        )
    return rows


def naming_of(view: CityView) -> Callable[[str], bool]:
    """Return what tells whether an initiative that may run names a priority or a part of it."""
    graph = view.terms.priorities
    stated = {key for entry in view.initiatives for key in entry.priorities}
    named = frozenset(map(graph.canonical, stated))
    return lambda priority: not graph.below(priority).isdisjoint(named)


def other_objectives(view: CityView, objective: str) -> Keys:
    """Return the other objectives of what an objective directly lies within, but no part of it."""
    graph = view.terms.priorities
    inside = graph.below(objective)
    siblings = [key for larger in graph.parents[objective] for key in graph.children[larger]]
    return tuple(key for key in dict.fromkeys(siblings) if key not in inside)
