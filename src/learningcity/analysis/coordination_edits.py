"""Coordination recorded that is not, or taken away where it is: one fact more, or one less."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from learningcity.analysis.coordination import Coordination
from learningcity.analysis.edits import fresh_id, with_initiatives, with_values
from learningcity.model.city import City
from learningcity.model.entities import Body, Initiative, Participation, Partner, Tie
from learningcity.model.vocabulary import WORKING_ROLES

__all__ = ["CoordinationEdit", "record", "withdraw"]


@dataclass(frozen=True, slots=True)
class CoordinationEdit:
    """A city with one kind of coordination more, or less, between two initiatives.

    ``touched`` are the initiatives that say something else. ``partners`` are those between whom
    something is recorded or taken away, where that is said of partners.
    """

    city: City
    touched: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()


_Pair: TypeAlias = tuple[Initiative, Initiative]
_Edit: TypeAlias = Callable[[City, Coordination, _Pair], CoordinationEdit | None]


def record(
    kind: str, city: City, coordination: Coordination, first: str, second: str
) -> CoordinationEdit | None:
    """Return the city with one fact by which two initiatives are coordinated in this way.

    It is ``None`` where one fact is not enough, since nobody is named as a lead to whom it could
    belong, or where the fact would rule out one that is recorded.
    """
    pair = (city.initiatives[first], city.initiatives[second])
    return _RECORDING[kind](city, coordination, pair)


def withdraw(
    kind: str, city: City, coordination: Coordination, first: str, second: str
) -> CoordinationEdit | None:
    """Return the city without the facts by which two initiatives are coordinated in this way.

    Nothing else is taken away with them. It is ``None`` where that cannot be: a lead in common is
    a partner in common too.
    """
    pair = (city.initiatives[first], city.initiatives[second])
    return _WITHDRAWING[kind](city, coordination, pair)


def _touch(city: City, *entries: Initiative, partners: Iterable[str] = ()) -> CoordinationEdit:
    touched = tuple(entry.id for entry in entries)
    return CoordinationEdit(with_initiatives(city, *entries), touched, tuple(partners))


# -- initiatives -----------------------------------------------------------------------------------


def _record_family(city: City, known: Coordination, pair: _Pair) -> CoordinationEdit:
    whole, part = pair if pair[1].part_of is None or pair[0].part_of is not None else pair[::-1]
    return _touch(city, with_values(part, part_of=whole.id))


def _withdraw_family(city: City, known: Coordination, pair: _Pair) -> CoordinationEdit:
    links = known.facts(pair[0].id, pair[1].id)["family"]
    parts = (city.initiatives[_key(link[0])] for link in links)
    return _touch(city, *(with_values(part, part_of=None) for part in parts))


def _record_sequence(city: City, known: Coordination, pair: _Pair) -> CoordinationEdit:
    earlier, later = pair[::-1] if _follows(city, pair[0], pair[1]) else pair
    return _touch(city, with_values(later, follows=(*later.follows, earlier.id)))


def _withdraw_sequence(city: City, known: Coordination, pair: _Pair) -> CoordinationEdit:
    ids = [entry.id for entry in pair]
    changed = [
        with_values(entry, follows=tuple(key for key in entry.follows if key not in ids))
        for entry in pair
    ]
    return _touch(city, *changed)


def _follows(city: City, later: Initiative, earlier: Initiative) -> bool:
    """Return whether one follows the other at any number of steps."""
    seen, waiting = {later.id}, [later]
    while waiting:
        new = set(waiting.pop().follows) - seen
        seen |= new
        waiting += [city.initiatives[key] for key in sorted(new)]
    return earlier.id in seen


def _record_siblings(city: City, known: Coordination, pair: _Pair) -> CoordinationEdit | None:
    recorded = known.between(pair[0].id, pair[1].id)
    if "family" in recorded:
        return None
    for one, other in (pair, pair[::-1]):
        umbrella = one.part_of
        if umbrella is not None and city.initiatives[umbrella].kind != "fund":
            return _touch(city, with_values(other, part_of=umbrella))
    key = fresh_id("joint-programme", city.initiatives)
    whole = Initiative.model_validate({"id": key, "name": key, "kind": "coordination"})
    return _touch(city, whole, *(with_values(entry, part_of=key) for entry in pair))


def _withdraw_siblings(city: City, known: Coordination, pair: _Pair) -> CoordinationEdit:
    return _touch(city, with_values(pair[1], part_of=None))


# -- partners --------------------------------------------------------------------------------------


def _record_same_lead(city: City, known: Coordination, pair: _Pair) -> CoordinationEdit:
    for one, other in (pair, pair[::-1]):
        for lead in known.team(one.id).leads:
            return _touch(city, _joined_by(other, lead, "lead"), partners=(lead,))
    return _with_new_partner(city, pair, "lead")


def _withdraw_same_lead(city: City, known: Coordination, pair: _Pair) -> CoordinationEdit:
    leads = _partners(known.facts(pair[0].id, pair[1].id)["same-lead"])
    parts = [
        with_values(part, role=_instead(part.role)) if part.partner in leads else part
        for part in pair[1].partners
    ]
    return _touch(city, with_values(pair[1], partners=tuple(parts)), partners=leads)


def _instead(roles: tuple[str, ...]) -> tuple[str, ...]:
    """Return roles without that of the lead, who still delivers."""
    return tuple(dict.fromkeys("deliverer" if role == "lead" else role for role in roles))


def _record_shared_partner(city: City, known: Coordination, pair: _Pair) -> CoordinationEdit:
    for one, other in (pair, pair[::-1]):
        for worker in known.team(one.id).workers:
            return _touch(city, _joined_by(other, worker, "partner"), partners=(worker,))
    return _with_new_partner(city, pair, "partner")


def _withdraw_shared_partner(
    city: City, known: Coordination, pair: _Pair
) -> CoordinationEdit | None:
    facts = known.facts(pair[0].id, pair[1].id)
    if "same-lead" in facts:
        return None
    shared = _partners(facts["shared-partner"])
    leading = known.team(pair[1].id).leads
    first = _without_workers(pair[0], (key for key in shared if key in leading))
    second = _without_workers(pair[1], (key for key in shared if key not in leading))
    return _touch(city, first, second, partners=shared)


def _record_tie(city: City, known: Coordination, pair: _Pair) -> CoordinationEdit | None:
    doers = [known.team(entry.id).doers for entry in pair]
    for a in doers[0]:
        for b in doers[1]:
            if a != b:
                tie = Tie(from_=a, to=b, kind="planning")
                return CoordinationEdit(city.replace(ties=[*city.ties, tie]), partners=(a, b))
    return None


def _withdraw_tie(city: City, known: Coordination, pair: _Pair) -> CoordinationEdit:
    links = known.facts(pair[0].id, pair[1].id)["tie"]
    numbers = {tie.partition(":")[2] for _, _, tie in links}
    left = [tie for index, tie in enumerate(city.ties) if str(index) not in numbers]
    return CoordinationEdit(city.replace(ties=left), partners=_partners(links))


def _record_same_organisation(
    city: City, known: Coordination, pair: _Pair
) -> CoordinationEdit | None:
    leads = _two_leads(known, pair)
    if leads is None:
        return None
    top = city.partners[known.organisation(leads[1])[-1]]
    return _with_partner(city, with_values(top, parent=leads[0]), leads)


def _withdraw_same_organisation(city: City, known: Coordination, pair: _Pair) -> CoordinationEdit:
    links = known.facts(pair[0].id, pair[1].id)["same-organisation"]
    leads = tuple(dict.fromkeys(_key(key) for a, b, _ in links for key in (a, b)))
    alone = {key: with_values(city.partners[key], parent=None) for key in leads}
    partners = [alone.get(partner.id, partner) for partner in city.partners]
    return CoordinationEdit(city.replace(partners=partners), partners=leads)


def _record_same_body(city: City, known: Coordination, pair: _Pair) -> CoordinationEdit | None:
    leads = _two_leads(known, pair)
    if leads is None:
        return None
    body = Body.model_validate(
        {"id": fresh_id("joint-board", city.bodies), "name": "Board", "members": leads}
    )
    return CoordinationEdit(city.replace(bodies=[*city.bodies, body]), partners=leads)


def _withdraw_same_body(city: City, known: Coordination, pair: _Pair) -> CoordinationEdit:
    links = known.facts(pair[0].id, pair[1].id)["same-body"]
    leaving: dict[str, set[str]] = {}
    for _, lead, seat in links:
        leaving.setdefault(seat, set()).add(_key(lead))
    bodies = [
        with_values(
            body,
            members=tuple(k for k in body.members if k not in leaving.get(f"body:{body.id}", ())),
        )
        for body in city.bodies
    ]
    joint = [
        _without_workers(city.initiatives[_key(seat)], leads)
        for seat, leads in leaving.items()
        if seat.startswith("initiative:")
    ]
    leads = tuple(dict.fromkeys(_key(key) for a, b, _ in links for key in (a, b)))
    return _touch(city.replace(bodies=bodies), *joint, partners=leads)


def _two_leads(known: Coordination, pair: _Pair) -> tuple[str, str] | None:
    """Return the first two different leads, one of each."""
    here, there = (known.team(entry.id).leads for entry in pair)
    return next(((a, b) for a in here for b in there if a != b), None)


def _joined_by(entry: Initiative, partner_id: str, role: str) -> Initiative:
    part = Participation.model_validate({"partner": partner_id, "role": role})
    return with_values(entry, partners=(*entry.partners, part))


def _without_workers(entry: Initiative, partner_ids: Iterable[str]) -> Initiative:
    """Return an initiative in which these partners do nothing but fund."""
    out = frozenset(partner_ids)
    parts = []
    for part in entry.partners:
        left = tuple(role for role in part.role if role not in WORKING_ROLES)
        if part.partner not in out:
            parts.append(part)
        elif left:
            parts.append(with_values(part, role=left))
    return with_values(entry, partners=tuple(parts))


def _with_new_partner(city: City, pair: _Pair, role: str) -> CoordinationEdit:
    """Return the city where somebody who is not in it yet takes part in both."""
    key = fresh_id("joint-partner", city.partners)
    partner = Partner.model_validate({"id": key, "name": key})
    larger = city.replace(partners=[*city.partners, partner])
    return _touch(larger, *(_joined_by(entry, key, role) for entry in pair))


def _with_partner(city: City, partner: Partner, partners: tuple[str, ...]) -> CoordinationEdit:
    entries = [partner if entry.id == partner.id else entry for entry in city.partners]
    return CoordinationEdit(city.replace(partners=entries), partners=partners)


def _partners(links: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the partners that links name, each once."""
    names = (name for link in links for name in link if name.startswith("partner:"))
    return tuple(dict.fromkeys(map(_key, names)))


def _key(reference: str) -> str:
    return reference.partition(":")[2]


_RECORDING: Mapping[str, _Edit] = {
    "family": _record_family,
    "sequence": _record_sequence,
    "same-lead": _record_same_lead,
    "siblings": _record_siblings,
    "tie": _record_tie,
    "same-organisation": _record_same_organisation,
    "shared-partner": _record_shared_partner,
    "same-body": _record_same_body,
}
_WITHDRAWING: Mapping[str, _Edit] = {
    "family": _withdraw_family,
    "sequence": _withdraw_sequence,
    "same-lead": _withdraw_same_lead,
    "siblings": _withdraw_siblings,
    "tie": _withdraw_tie,
    "same-organisation": _withdraw_same_organisation,
    "shared-partner": _withdraw_shared_partner,
    "same-body": _withdraw_same_body,
}
