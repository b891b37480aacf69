"""What the library knows before it reads a city."""

from __future__ import annotations

from typing import get_args

from learningcity.model.entities import Initiative, InitiativeKind, Role
from learningcity.model.integrity import find_rings
from learningcity.model.values import parse_id
from learningcity.model.vocabulary import (
    PARTNER_KINDS,
    WORKING_ROLES,
    offers_itself,
    shipped_activities,
)
from tests.builders import entry


def test_forty_seven_activities_in_six_groups_are_shipped() -> None:
    terms = shipped_activities()
    groups = [term.id for term in terms if not term.within]
    assert len(terms) == 47
    assert len(groups) == 6
    assert all(key in groups for term in terms for key in term.within)


def test_every_shipped_activity_has_a_name_and_a_meaning() -> None:
    for term in shipped_activities():
        assert parse_id(term.id) == term.id
        assert term.name is not None
        assert term.definition is not None


def test_shipped_activities_are_acyclic_and_each_there_once() -> None:
    up = {term.id: term.within for term in shipped_activities()}
    assert len(up) == len(shipped_activities())
    assert find_rings(up) == []


def test_all_roles_but_giving_money_are_work() -> None:
    assert set(get_args(Role)) - set(WORKING_ROLES) == {"funder"}
    assert set(WORKING_ROLES) <= set(get_args(Role))


def test_kinds_of_partner_are_sorted_and_each_there_once() -> None:
    assert list(PARTNER_KINDS) == sorted(set(PARTNER_KINDS))


def test_funds_and_coordination_reach_nobody_themselves() -> None:
    silent = {
        k for k in get_args(InitiativeKind) if not offers_itself(entry(Initiative, id="a", kind=k))
    }
    assert silent == {"fund", "coordination"}
    assert offers_itself(entry(Initiative, id="a"))
