"""The packaged city has everything that the fact tables had, under the ids of the manifest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import learningcity
from learningcity.datasets import check_example
from learningcity.model.city import City
from learningcity.model.vocabulary import shipped_activities

MANIFEST: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "wolverhampton_manifest.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def city() -> City:
    return learningcity.open_example("wolverhampton")


def test_every_id_of_the_manifest_is_there_in_its_order(city: City) -> None:
    found = {
        section: list(getattr(city, section).ids)
        for section in MANIFEST["ids"]
        if section not in ("activities", "funding")
    }
    assert found == {section: MANIFEST["ids"][section] for section in found}
    assert [term.id for term in shipped_activities()] == MANIFEST["ids"]["activities"]


def test_every_role_of_every_partner_is_there(city: City) -> None:
    found: dict[str, dict[str, list[str]]] = {}
    for entry in city.initiatives:
        for part in entry.partners:
            found.setdefault(entry.id, {}).setdefault(part.partner, []).extend(part.role)
    assert found == MANIFEST["participations"]
    roles = sum(len(r) for partners in found.values() for r in partners.values())
    assert roles == MANIFEST["counts"]["participations"] == 346


def test_every_line_of_money_is_there(city: City) -> None:
    lines = [f"{entry.id}/{line.id}" for entry in city.initiatives for line in entry.funding]
    assert lines == MANIFEST["ids"]["funding"]
    assert len(lines) == MANIFEST["counts"]["funding"] == 67
    within = [line for entry in city.initiatives for line in entry.funding if line.within]
    assert len(within) == 28


def test_counts_are_those_of_the_tables(city: City) -> None:
    wanted = {"partners": 137, "initiatives": 89, "places": 45, "sources": 194, "needs": 51}
    assert {name: len(getattr(city, name)) for name in wanted} == wanted
    assert len(city.bodies) + len(city.plans) == 36
    assert len(city.facts) == 37 + 3


def test_every_changed_id_leads_to_an_entry(city: City) -> None:
    lines = set(MANIFEST["ids"]["funding"])
    assert set(MANIFEST["csv_ids"]["funding"].values()) == lines
    for new in MANIFEST["csv_ids"]["governance"].values():
        kind, _, key = new.partition(":")
        assert key in {"body": city.bodies, "plan": city.plans}[kind]
    for new in MANIFEST["csv_ids"]["priorities"].values():
        assert new in city.priorities


def test_the_files_have_no_errors_and_only_known_doubts() -> None:
    result = check_example("wolverhampton")
    assert result.ok
    assert sorted({problem.code for problem in result.warnings}) == [
        "money-without-period",
        "need-without-date",
        "similar-names",
    ]
    assert {problem.code for problem in result.notes} == {"initiative-without-quantity"}
    assert len(result.warnings) == 10
    assert len(result.notes) == 60


def test_what_was_judged_is_marked(city: City) -> None:
    for entry in city.initiatives:
        assert {"kind", "activities", "modes"} <= set(entry.inferred), entry.id
        for line in entry.funding:
            assert "use" in line.inferred, (entry.id, line.id)


def test_every_statement_names_its_source(city: City) -> None:
    for entry in (*city.initiatives, *city.needs, *city.partners, *city.places, *city.facts):
        assert entry.sources, entry.id
    for initiative in city.initiatives:
        for part in (*initiative.partners, *initiative.funding, *initiative.outcomes):
            assert part.sources, initiative.id
