"""Who hears from whom, and who is in no tie."""

from __future__ import annotations

from typing import Any

import pytest

import learningcity
from learningcity.analysis.flows import FlowRow, Heard, knowledge_flows
from learningcity.model.city import City
from tests.builders import city


def told(*pairs: str, kind: str = "knowledge", **fields: object) -> City:
    """Partners a to e and ties between them, each written as two letters."""
    ties = [{"from": pair[0], "to": pair[1], "kind": kind, **fields} for pair in pairs]
    return city(partners={key: {"name": key.upper()} for key in "edcba"}, ties=ties)


def rows(built: City, **asked: Any) -> dict[str, FlowRow]:
    """The row of each partner."""
    return {row.partner: row for row in knowledge_flows(built, **asked).rows}


def test_what_one_tells_goes_on_step_by_step() -> None:
    found = rows(told("ab", "bc", "cd", "ac", "ba"))
    assert list(found) == ["e", "d", "c", "b", "a"]
    assert found["a"] == FlowRow(
        partner="a",
        gives_to=("c", "b"),
        receives_from=("b",),
        heard_by=(Heard("c", 1), Heard("b", 1), Heard("d", 2)),
        hears_from=(Heard("b", 1),),
        outside=False,
        reason=None,
    )
    assert found["d"].hears_from == (Heard("c", 1), Heard("b", 2), Heard("a", 2))
    assert found["d"].heard_by == ()
    assert found["e"] == FlowRow("e", (), (), (), (), outside=True, reason=None)


def test_other_kinds_of_ties_are_other_flows() -> None:
    built = told("ab", kind="referral")
    assert rows(built)["a"].reason == "no-ties"
    assert rows(built, kind="referral")["a"].gives_to == ("b",)
    wrong: Any = "gossip"
    with pytest.raises(ValueError, match="kind: 'gossip' is none of knowledge"):
        knowledge_flows(built, kind=wrong)


def test_without_a_tie_nothing_is_known() -> None:
    found = knowledge_flows(told())
    assert set(found.rows) == {
        FlowRow(key, None, None, None, None, None, "no-ties") for key in "abcde"
    }
    assert (found.ties, found.outside) == (0, None)
    assert found.summary() == "No knowledge tie is recorded, so who learns from whom is not known."
    assert [step.text for step in found.explain(0).steps] == [
        "The file records no knowledge tie between partners then: who learns from whom is not "
        "known."
    ]


def test_a_tie_to_oneself_tells_nobody() -> None:
    assert knowledge_flows(told("aa")).ties == 0
    assert rows(told("aa", "ab"))["a"].gives_to == ("b",)


def test_several_ties_between_two_are_one() -> None:
    found = knowledge_flows(told("ab", "ab", "cb"))
    assert found.ties == 2
    assert found.outside == ("e", "d")
    assert found.summary() == (
        "2 knowledge ties are recorded: 2 partners give, 1 receives, and 2 of 5 are in no recorded "
        "tie. That none is recorded does not say that there is none."
    )
    assert found.extras() == {"ties": 2}
    assert found.parameters.to_record() == {
        "on": "2024-12-31", "ever": False, "kind": "knowledge"
    }  # fmt: skip


def test_ties_count_while_they_last() -> None:
    built = told("ab", since=2019, until=2020)
    assert knowledge_flows(built).ties == 0
    assert knowledge_flows(built, on="2020").ties == 1
    assert knowledge_flows(built, ever=True).ties == 1


def test_a_city_without_partners_has_no_row() -> None:
    assert knowledge_flows(city()).rows == ()
    assert knowledge_flows(city()).summary().startswith("No knowledge tie")


def test_the_reasons_are_the_ties_and_how_far_they_lead() -> None:
    found = knowledge_flows(told("ab", "bc"))
    told_of = {row.partner: found.explain(row) for row in found.rows}
    assert [(step.text, step.references) for step in told_of["b"].steps] == [
        ("B passes on what it knows to C.", ("tie:1", "partner:b", "partner:c")),
        ("A passes on what it knows to B.", ("tie:0", "partner:a", "partner:b")),
        ("B can hear from 1 partner: A in 1 step.", ("partner:a",)),
        ("B can be heard by 1 partner: C in 1 step.", ("partner:c",)),
    ]
    assert [step.text for step in told_of["c"].steps][1:] == [
        "C can hear from 2 partners: B in 1 step and A in 2 steps.",
        "Nobody can hear from C.",
    ]
    assert "A can hear from nobody." in [step.text for step in told_of["a"].steps]
    assert [step.text for step in told_of["e"].steps] == [
        "Of 2 recorded knowledge ties, none goes from E or comes to it."
    ]
    assert str(told_of["e"]).startswith("E, knowledge ties")


def test_lanternport_has_one_tie_of_knowledge_and_says_where() -> None:
    found = knowledge_flows(learningcity.open_example("lanternport"))
    (giving,) = [row for row in found.rows if row.gives_to]
    assert (giving.partner, giving.gives_to) == ("bay-university", ("city-council",))
    assert found.outside is not None
    assert len(found.outside) == 16
    assert found.explain(giving).steps[0].places[0] == "lanternport/3-partners.yaml:146"
    assert knowledge_flows(learningcity.open_example("lanternport"), kind="referral").ties == 2


@pytest.mark.parametrize("name", ["wolverhampton", "gwangmyeong"])
def test_real_cities_have_recorded_no_tie(name: str) -> None:
    assert knowledge_flows(learningcity.open_example(name)).outside is None
