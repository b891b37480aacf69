"""One fact of coordination more, or one kind less: nothing else changes between the two."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from learningcity.analysis.coordination import CREDITS, Coordination
from learningcity.analysis.coordination_edits import record, withdraw
from learningcity.diagnostics import Severity
from learningcity.io.reader import city_from_mapping
from learningcity.model.city import City
from learningcity.model.integrity import check_integrity
from learningcity.model.running import Calendar
from learningcity.reach.view import CityView
from tests.builders import Fields, city, view_of
from tests.oracle.plain import Data
from tests.strategies import city_mappings, lively

LEAD = [{"partner": "a", "role": "lead"}]


def recorded(kind: str, built: City) -> City | None:
    """The city where `one` and `two` are coordinated in this way."""
    edit = record(kind, built, Coordination(view_of(built)), "one", "two")
    return None if edit is None else edit.city


def withdrawn(kind: str, built: City) -> City | None:
    """The city where `one` and `two` are not coordinated in this way."""
    edit = withdraw(kind, built, Coordination(view_of(built)), "one", "two")
    return None if edit is None else edit.city


def pair(one: Fields, two: Fields, **sections: object) -> City:
    """A city with two initiatives, and one of three partners with a parent."""
    partners = {"a": {}, "b": {"parent": "c"}, "c": {}}
    others = {"fund": {"kind": "fund"}, "whole": {}}
    return city(**{"partners": partners, "initiatives": {"one": one, "two": two, **others},
                   **sections})  # fmt: skip


@lively
@given(st.data(), city_mappings(), st.booleans())
def test_a_change_records_or_takes_away_its_kind_in_a_sound_city(
    data: st.DataObject, mapping: Data, ever: bool
) -> None:
    """No other initiative is touched than those that are named, and no rule is broken."""
    built = city_from_mapping(mapping)
    ids = [entry.id for entry in CityView(built, Calendar(built, ever=ever)).initiatives]
    if len(ids) < 2:
        return
    first, second = data.draw(st.permutations(ids))[:2]
    kind = data.draw(st.sampled_from(list(CREDITS)))
    known = Coordination(CityView(built, Calendar(built, ever=ever)))
    before = set(known.between(first, second))
    edit = (withdraw if kind in before else record)(kind, built, known, first, second)
    if edit is None:
        return
    again = Coordination(CityView(edit.city, Calendar(edit.city, ever=ever)))
    after = set(again.between(first, second))
    assert (kind in after) is (kind not in before)
    assert not [f for f in check_integrity(edit.city) if f.severity == Severity.ERROR]
    changed = {
        entry.id for entry in edit.city.initiatives if built.initiatives.get(entry.id) != entry
    }
    assert changed <= set(edit.touched)


def test_the_part_that_has_no_umbrella_yet_becomes_a_part() -> None:
    plain = recorded("family", pair({}, {}))
    assert plain is not None
    assert plain.initiatives["two"].part_of == "one"
    other = recorded("family", pair({}, {"part_of": "whole"}))
    assert other is not None
    assert (other.initiatives["one"].part_of, other.initiatives["two"].part_of) == ("two", "whole")
    both = recorded("family", pair({"part_of": "fund"}, {"part_of": "whole"}))
    assert both is not None
    assert both.initiatives["two"].part_of == "one"


def test_nothing_follows_in_a_circle() -> None:
    plain = recorded("sequence", pair({}, {"follows": "whole"}))
    assert plain is not None
    assert plain.initiatives["two"].follows == ("whole", "one")
    initiatives = {"one": {"follows": "mid"}, "mid": {"follows": "two"}, "two": {}}
    built = city(initiatives=initiatives)
    turned = recorded("sequence", built)
    assert turned is not None
    assert turned.initiatives["one"].follows == ("mid", "two")
    back = withdrawn("sequence", turned)
    assert back is not None
    assert back.initiatives["one"].follows == ("mid",)


def test_siblings_share_an_umbrella_that_is_no_fund_or_a_new_one() -> None:
    shared = recorded("siblings", pair({}, {"part_of": "whole"}))
    assert shared is not None
    assert shared.initiatives["one"].part_of == "whole"
    new = recorded("siblings", pair({"part_of": "fund"}, {}))
    assert new is not None
    assert new.initiatives["one"].part_of == new.initiatives["two"].part_of == "joint-programme"
    assert new.initiatives["joint-programme"].kind == "coordination"
    assert recorded("siblings", pair({"part_of": "two"}, {})) is None
    alone = withdrawn("siblings", pair({"part_of": "whole"}, {"part_of": "whole"}))
    assert alone is not None
    assert alone.initiatives["two"].part_of is None


def test_a_lead_of_one_comes_to_lead_both_or_somebody_new_does() -> None:
    led = recorded("same-lead", pair({}, {"partners": LEAD}))
    assert led is not None
    assert [part.partner for part in led.initiatives["one"].partners] == ["a"]
    new = recorded("same-lead", pair({}, {}))
    assert new is not None
    assert "joint-partner" in new.partners
    several = [{"partner": "a", "role": ["lead", "deliverer"]}, {"partner": "b", "role": "lead"}]
    alone = withdrawn("same-lead", pair({"partners": LEAD}, {"partners": several}))
    assert alone is not None
    assert [part.role for part in alone.initiatives["two"].partners] == [("deliverer",), ("lead",)]


def test_a_common_partner_goes_where_it_does_not_lead() -> None:
    host = [{"partner": "a", "role": ["host", "funder"]}, {"partner": "b", "role": "adviser"}]
    built = pair({"partners": host}, {"partners": [*LEAD, {"partner": "b", "role": "host"}]})
    alone = withdrawn("shared-partner", built)
    assert alone is not None
    assert [(p.partner, p.role) for p in alone.initiatives["one"].partners] == [
        ("a", ("funder",)),
        ("b", ("adviser",)),
    ]
    assert [part.partner for part in alone.initiatives["two"].partners] == ["a"]
    assert withdrawn("shared-partner", pair({"partners": LEAD}, {"partners": LEAD})) is None
    shared = recorded("shared-partner", pair({}, {"partners": host}))
    assert shared is not None
    assert [p.role for p in shared.initiatives["one"].partners] == [("partner",)]
    assert recorded("shared-partner", pair({}, {})) is not None


def test_ties_organisations_and_bodies_need_two_different_partners() -> None:
    other = [{"partner": "b", "role": "lead"}]
    for kind in ("tie", "same-organisation", "same-body"):
        assert recorded(kind, pair({"partners": LEAD}, {})) is None
        assert recorded(kind, pair({"partners": LEAD}, {"partners": other})) is not None
    one = recorded("same-organisation", pair({"partners": LEAD}, {"partners": other}))
    assert one is not None
    assert one.partners["c"].parent == "a"  # b belongs to c
    apart = withdrawn("same-organisation", one)
    assert apart is not None
    assert (apart.partners["a"].parent, apart.partners["b"].parent) == (None, None)
    assert apart.partners["c"].parent == "a"


def test_other_ties_and_seats_stay() -> None:
    other = [{"partner": "b", "role": "lead"}]
    ties = [{"from": "b", "to": "a", "kind": "planning"}, {"from": "a", "to": "c",
            "kind": "planning"}, {"from": "a", "to": "b", "kind": "knowledge"}]  # fmt: skip
    bodies = {"board": {"members": ["c", "b", "a"]}, "panel": {"members": ["b", "c"]}}
    talks = {"kind": "coordination", "partners": [
        {"partner": key, "role": ["host", "funder"]} for key in "ab"]}  # fmt: skip
    built = city(
        partners={key: {} for key in "abc"},
        ties=ties,
        bodies=bodies,
        initiatives={"one": {"partners": LEAD}, "two": {"partners": other}, "talks": talks},
    )
    untied = withdrawn("tie", built)
    assert untied is not None
    assert [tie.kind for tie in untied.ties] == ["planning", "knowledge"]
    unseated = withdraw("same-body", built, Coordination(view_of(built)), "one", "two")
    assert unseated is not None
    assert unseated.touched == ("talks",)
    assert [body.members for body in unseated.city.bodies] == [("c", "a"), ("b", "c")]
    assert [part.role for part in unseated.city.initiatives["talks"].partners] == [
        ("host", "funder"),
        ("funder",),
    ]


def test_every_kind_has_a_change_either_way() -> None:
    built = pair({"partners": LEAD}, {"partners": [{"partner": "b", "role": "lead"}]})
    assert {kind for kind in CREDITS if recorded(kind, built) is not None} == set(CREDITS)
