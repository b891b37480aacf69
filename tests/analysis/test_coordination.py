"""Each kind of recorded coordination, alone and with what it implies."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given

from learningcity.analysis.coordination import CREDITS, Coordination, read_credits, umbrellas
from learningcity.io.reader import city_from_mapping
from learningcity.model.entities import Initiative
from learningcity.model.vocabulary import WORKING_ROLES
from tests.builders import Fields, city, entry, view_of
from tests.oracle.plain import Data
from tests.strategies import city_mappings, thorough


def doing(**roles: object) -> list[Fields]:
    """Who does what: partner and role."""
    return [{"partner": partner, "role": role} for partner, role in roles.items()]


def between(
    here: Fields, there: Fields, on: str | None = None, **sections: object
) -> tuple[str, ...]:
    """What is recorded between two initiatives of a city with partners a to d."""
    partners: Fields = {key: {} for key in "abcd"}
    more = sections.pop("initiatives", {})
    assert isinstance(more, dict)
    built = city(
        **{"partners": partners, **sections}, initiatives={"here": here, "there": there, **more}
    )
    coordination = Coordination(view_of(built, on=on))
    found = coordination.between("here", "there")
    assert coordination.between("there", "here") == found
    return found


LEAD_A: Fields = {"partners": doing(a="lead")}
LEAD_B: Fields = {"partners": doing(b="lead")}


def test_nothing_is_recorded_where_nothing_is_said() -> None:
    assert between({}, {}) == ()
    assert between(LEAD_A, LEAD_B) == ()


def test_one_is_a_part_of_the_other_at_any_depth() -> None:
    assert between({}, {"part_of": "here"}) == ("family",)
    middle = {"middle": {"part_of": "here"}}
    assert between({}, {"part_of": "middle"}, initiatives=middle) == ("family",)


def test_one_follows_the_other() -> None:
    assert between({"follows": "there"}, {}) == ("sequence",)
    middle = {"middle": {"follows": "there"}}
    assert between({"follows": "middle"}, {}, initiatives=middle) == ()


def test_parts_of_one_umbrella_are_siblings_unless_it_is_a_fund() -> None:
    parts = {"part_of": "top"}
    assert between(parts, parts, initiatives={"top": {}}) == ("siblings",)
    assert between(parts, parts, initiatives={"top": {"kind": "fund"}}) == ()
    assert between(parts, parts, initiatives={"top": {"status": "ended"}}) == ("siblings",)
    below = {"top": {}, "half": {"part_of": "top"}}
    assert between(parts, {"part_of": "half"}, initiatives=below) == ()


def test_a_common_lead_is_a_common_partner_too() -> None:
    assert between(LEAD_A, LEAD_A) == ("same-lead", "shared-partner")
    several = {"partners": doing(a="lead", b="lead")}
    assert between(several, LEAD_B) == ("same-lead", "shared-partner")


@pytest.mark.parametrize("role", WORKING_ROLES)
def test_a_partner_in_any_working_role_is_shared(role: str) -> None:
    assert "shared-partner" in between(LEAD_A, {"partners": doing(b="lead", a=role)})


def test_a_common_funder_is_no_shared_partner() -> None:
    funded = {"partners": doing(a="funder")}
    assert between(funded, funded) == ()
    assert between(LEAD_A, funded) == ()


@pytest.mark.parametrize("kind", ["planning", "referral"])
def test_a_tie_of_leads_or_deliverers_counts_whatever_its_dates(kind: str) -> None:
    tie = {"from": "b", "to": "a", "kind": kind, "until": 1999}
    assert between(LEAD_A, LEAD_B, ties=[tie]) == ("tie",)
    assert between(LEAD_A, {"partners": doing(b="deliverer")}, ties=[tie]) == ("tie",)
    assert between(LEAD_A, {"partners": doing(b="host")}, ties=[tie]) == ()


@pytest.mark.parametrize("kind", ["knowledge", "governance", "funding"])
def test_other_ties_do_not_count(kind: str) -> None:
    assert between(LEAD_A, LEAD_B, ties=[{"from": "a", "to": "b", "kind": kind}]) == ()


def test_a_tie_of_a_partner_with_itself_is_none() -> None:
    tie = {"from": "a", "to": "a", "kind": "planning"}
    assert between(LEAD_A, LEAD_A, ties=[tie]) == ("same-lead", "shared-partner")


@pytest.mark.parametrize(
    "partners",
    [
        {"a": {"parent": "c"}, "b": {"parent": "c"}, "c": {}},
        {"a": {"parent": "b"}, "b": {}},
        {"a": {"parent": "c"}, "c": {"parent": "d"}, "d": {}, "b": {"parent": "d"}},
    ],
)
def test_leads_of_one_organisation_at_any_depth(partners: Fields) -> None:
    assert between(LEAD_A, LEAD_B, partners=partners) == ("same-organisation",)


def test_deliverers_of_one_organisation_are_not_meant() -> None:
    partners = {"a": {"parent": "c"}, "b": {"parent": "c"}, "c": {}}
    assert between(LEAD_A, {"partners": doing(b="deliverer")}, partners=partners) == ()


def test_one_and_the_same_lead_is_not_called_one_organisation() -> None:
    partners = {"a": {"parent": "c"}, "c": {}}
    assert between(LEAD_A, LEAD_A, partners=partners) == ("same-lead", "shared-partner")


def test_organisations_in_a_circle_are_followed_once() -> None:
    partners = {"a": {"parent": "b"}, "b": {"parent": "a"}}
    assert between(LEAD_A, LEAD_B, partners=partners) == ("same-organisation",)


def test_leads_that_sit_on_one_body() -> None:
    bodies = {"board": {"members": ["a", "b"], "end": 1999}}
    assert between(LEAD_A, LEAD_B, bodies=bodies) == ("same-body",)
    assert between(LEAD_A, LEAD_A, bodies=bodies) == ("same-lead", "shared-partner")
    apart = {"one": {"members": ["a", "c"]}, "other": {"members": ["b", "c"]}}
    assert between(LEAD_A, LEAD_B, bodies=apart) == ()


def test_leads_that_work_in_one_coordination() -> None:
    def talks(**fields: object) -> Fields:
        return {
            "talks": {"kind": "coordination", "partners": doing(a="partner", b="host"), **fields}
        }

    assert between(LEAD_A, LEAD_B, initiatives=talks()) == ("same-body",)
    assert between(LEAD_A, LEAD_B, initiatives=talks(kind="service")) == ()
    assert between(LEAD_A, LEAD_B, initiatives=talks(status="ended")) == ()
    paying = doing(a="partner", b="funder")
    assert between(LEAD_A, LEAD_B, initiatives=talks(partners=paying)) == ()


def test_a_part_in_an_initiative_counts_while_it_runs() -> None:
    until = {"partners": [{"partner": "a", "role": "lead", "end": 2020}], "start": 2015}
    assert between(LEAD_A, until) == ()
    assert between(LEAD_A, until, on="2019") == ("same-lead", "shared-partner")


def test_kinds_are_listed_in_the_order_of_their_credits() -> None:
    found = between(
        {"part_of": "top", **LEAD_A, "follows": "there"},
        {"part_of": "top", "partners": doing(a="lead", b="lead")},
        initiatives={"top": {}},
        ties=[{"from": "a", "to": "b", "kind": "planning"}],
        bodies={"board": {"members": ["a", "b"]}},
        partners={"a": {"parent": "b"}, "b": {}},
    )
    kinds = list(CREDITS)
    assert found == tuple(kind for kind in kinds if kind != "family")
    assert [CREDITS[kind] for kind in kinds] == sorted(CREDITS.values(), reverse=True)


def test_umbrellas_go_from_near_to_far_and_end() -> None:
    initiatives = {
        key: entry(Initiative, id=key, part_of=larger)
        for key, larger in {
            "a": "b",
            "b": "c",
            "c": None,
            "x": "y",
            "y": "x",
            "z": "nowhere",
        }.items()
    }
    assert umbrellas(initiatives, "a") == ["a", "b", "c"]
    assert umbrellas(initiatives, "c") == ["c"]
    assert umbrellas(initiatives, "x") == ["x", "y"]
    assert umbrellas(initiatives, "z") == ["z"]


# -- credits -------------------------------------------------------------------------------------


def test_credits_may_be_changed_one_by_one() -> None:
    assert read_credits(None) == CREDITS
    assert read_credits({}) == CREDITS
    changed = read_credits({"tie": 1, "family": 0})
    assert changed == {**CREDITS, "tie": 1.0, "family": 0.0}
    assert CREDITS["tie"] == 0.5


def test_credits_cannot_be_changed_afterwards() -> None:
    for credits in (CREDITS, read_credits(None)):
        with pytest.raises(TypeError):
            credits["tie"] = 1.0  # type: ignore[index]  # that is what is tested


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ties": 0.5}, "credits: 'ties' is none of family, sequence, same-lead, siblings, tie"),
        ({"tie": 1.1}, "credits: tie is 1.1, which is not from 0 to 1"),
        ({"tie": -0.1}, "credits: tie is -0.1, which is not from 0 to 1"),
        ({"tie": float("nan")}, "credits: tie is nan, which is not from 0 to 1"),
    ],
)
def test_a_wrong_credit_is_refused(changes: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_credits(changes)


def test_each_kind_names_the_facts_it_rests_on_in_file_order() -> None:
    built = city(
        partners={"a": {"parent": "d"}, "b": {"parent": "c"}, "c": {"parent": "d"}, "d": {}},
        bodies={"board": {"members": ["b", "a"]}},
        ties=[
            {"from": "a", "to": "b", "kind": "knowledge"},
            {"from": "b", "to": "a", "kind": "planning"},
        ],
        initiatives={
            "whole": {},
            "here": {"part_of": "whole", "partners": doing(c="host", a="lead", b="lead")},
            "there": {"part_of": "whole", "follows": "here", "partners": doing(b="lead", c="host")},
            "talks": {"kind": "coordination", "partners": doing(a="host", b="host")},
        },
    )
    coordination = Coordination(view_of(built))
    assert coordination.facts("here", "there") == {
        "sequence": (("initiative:there", "initiative:here"),),
        "same-lead": (("partner:b",),),
        "siblings": (("initiative:whole",),),
        "tie": (("partner:a", "partner:b", "tie:1"),),
        "same-organisation": (("partner:a", "partner:b", "partner:d"),),
        "shared-partner": (("partner:b",), ("partner:c",)),
        "same-body": (
            ("partner:a", "partner:b", "body:board"),
            ("partner:a", "partner:b", "initiative:talks"),
        ),
    }
    assert coordination.facts("whole", "there") == {
        "family": (("initiative:there", "initiative:whole"),)
    }
    assert tuple(coordination.facts("here", "there")) == coordination.between("here", "there")
    assert coordination.organisation("b") == ("b", "c", "d")


@thorough
@given(city_mappings())
def test_no_kind_is_passed_over(mapping: Data) -> None:
    built = city_from_mapping(mapping)
    coordination = Coordination(view_of(built))
    for first, second in permutations(built.initiatives.ids, 2):
        found = coordination.facts(first, second)
        assert coordination.between(first, second) == tuple(found)
