"""Who holds the partnership together, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

import learningcity as lc
from learningcity.analysis.partnership_overview import (
    AnswerRow,
    PartnershipOverview,
    network_overview,
    network_overview_of,
)
from learningcity.analysis.study import Study
from learningcity.datasets import open_example
from learningcity.model.city import City
from tests.builders import city

SECTORS = {"a": "public", "b": "public", "c": "private", "d": "third", "e": "third"}
WORKED = {"i1": "abd", "i2": "ac", "i3": "ade", "i4": "e"}
TIE = "Two partners have a tie where both work in one initiative, in any role but that of funder."
QUESTIONS = (
    "who-connects",
    "who-is-indispensable",
    "which-sectors-meet",
    "what-is-chance",
    "what-rests-on-missing-data",
)


def built(
    members: Mapping[str, str] = WORKED,
    sectors: Mapping[str, str] = SECTORS,
    *,
    status: str = "active",
    **fields: object,
) -> City:
    """A city of partners and initiatives named by letters; the first of each leads it."""
    return city(
        partners={key: {"name": key.upper(), "sector": sector} for key, sector in sectors.items()},
        initiatives={
            key: {
                "name": key.upper(),
                "status": status,
                "partners": [
                    {"partner": who, "role": "partner" if place else "lead"}
                    for place, who in enumerate(partners)
                ],
                **fields,
            }
            for key, partners in members.items()
        },
    )


def overview(made: City, **asked: Any) -> PartnershipOverview:
    return network_overview(made, **{"samples": 20, **asked})


def said(found: PartnershipOverview, question: str) -> list[str]:
    return [row.sentence for row in found.rows if row.question == question]


def test_the_worked_example_reads_as_it_was_worked_out_by_hand() -> None:
    found = overview(built())
    assert found.summary() == f"5 partners and 4 initiatives that surely run. {TIE}"
    # a has 4 ties. Not tied are bc, cd and ce, all through a, and be, half of it through d.
    assert said(found, "who-connects") == [
        "A works with more others than anybody else: 4 of 4.",
        "It also links more of those that do not work together than anybody else: the shortest "
        "way between 3.5 pairs of others leads through it, 58.3 in 100 of all pairs.",
    ]
    # 4 of 6 ties cross, where 8 of 10 pairs do: 4.8 on average by chance.
    sectors = said(found, "which-sectors-meet")
    assert sectors[0].startswith("4 of 6 ties join partners of different sectors")
    assert "1 of 4 initiatives" not in sectors[0]
    assert "No clear difference from chance: " in sectors[1]
    missing = said(found, "what-rests-on-missing-data")
    assert missing[0].startswith("1 of 4 initiatives has one recorded partner or none.")
    # i1 alone ties a–b and b–d, i3 alone a–e and d–e; both have a–d. i1 is first.
    assert missing[1].startswith("2 of 6 ties come from one initiative alone, I1: its 3 partners")
    assert missing[2] == (
        "All partners are linked, directly or through others: no membership that was left out "
        "would change that."
    )
    assert missing[3] == (
        "A works with more others than anybody else: 1 membership that nobody recorded would "
        "change that."
    )


def test_chance_is_exact_where_all_possibilities_can_be_listed() -> None:
    chance = said(overview(built()), "what-is-chance")
    # the worked example has 65 matrices with its margins.
    assert chance[0] == (
        "Compared with all 65 partnerships possible, in which each partner keeps its number of "
        "initiatives and each initiative its number of partners. p is twice the share "
        "of those by chance that are as high or higher, or as low or lower, whichever are fewer; "
        "of twenty comparisons, one looks unusual by chance alone."
    )
    # 10 pairs at 0.05 need 200 ways to choose initiatives, and 4 give at most 6.
    assert chance[-1] == (
        "With 4 initiatives and 5 partners in them, no two could stand out, however often they "
        "met: that cannot be told here."
    )


def test_the_rows_are_in_the_order_of_the_questions_and_name_what_they_rest_on() -> None:
    found = overview(built())
    assert tuple(dict.fromkeys(row.question for row in found.rows)) == QUESTIONS
    first = found.rows[0]
    assert first.subjects == ("partner:a",)
    assert [(item.name, item.value) for item in first.figures] == [("degree", 4)]
    assert first.figures[0].in_cell() == "degree=4"
    for place, row in enumerate(found.rows):
        steps = found.explain(place).steps
        assert steps[0].text == row.sentence
        assert len(steps) == len(row.figures) + 2
        assert f"'{row.table}'" in steps[-1].text


def test_two_that_connect_equally_are_both_named() -> None:
    found = overview(built({"i1": "abc", "i2": "abd"}))
    assert said(found, "who-connects")[:2] == [
        "A and B work with more others than anybody else: 3 of 4 each.",
        "They also link more of those that do not work together than anybody else: the shortest "
        "way between 0.5 pairs of others leads through each of them, 8.33 in 100 of all pairs.",
    ]


def test_whoever_alone_links_others_is_named() -> None:
    # a to e all meet; e joins them to x, and x to y and z.
    members = {"i1": "abcde", "i2": "ex", "i3": "xy", "i4": "xz"}
    found = overview(built(members, dict.fromkeys("abcdexyz", "public")))
    assert said(found, "who-connects")[0] == "E works with more others than anybody else: 5 of 7."
    cut = said(found, "who-is-indispensable")
    assert "E and X are each the only link of some others to the rest." in cut
    assert said(found, "which-sectors-meet") == [
        "Only public partners are known, so that no two sectors can meet."
    ]


def test_a_link_that_is_not_the_busiest_is_named_apart() -> None:
    members = {"i1": "abcde", "i2": "ax", "i3": "xy", "i4": "yz", "i5": "yw"}
    found = overview(built(members, dict.fromkeys("abcdewxyz", "public")))
    most, link, *_ = said(found, "who-connects")
    assert most == "A works with more others than anybody else: 5 of 8."
    assert "links more of those" in link


def test_nobody_alone_and_no_link_is_said_too() -> None:
    found = overview(built({"i1": "abcde"}))
    assert said(found, "who-connects") == [
        "A, B, C, D and 1 more work with more others than anybody else: 4 of 4 each."
    ]
    assert "No partner is the only link of others to the rest." in said(
        found, "who-is-indispensable"
    )
    chance = said(found, "what-is-chance")
    assert any(line.startswith("There are too few possibilities to tell") for line in chance)


def test_partners_that_work_with_nobody_are_counted() -> None:
    found = overview(built({"i1": "ab", "i2": "c"}))
    assert said(found, "who-connects")[-1] == (
        "3 of 5 partners work with no other partner in any recorded initiative of that time."
    )
    assert said(found, "what-rests-on-missing-data")[-3].startswith(
        "Not all partners are linked, directly or through others: 3 memberships"
    )


def test_what_may_not_run_is_said() -> None:
    found = overview(built(status="unknown"))
    assert found.summary() == (
        f"5 partners and 4 initiatives that run or may run; none of these surely runs. {TIE}"
    )
    doubt = said(found, "what-rests-on-missing-data")[1]
    assert doubt == (
        "For 4 of 4 initiatives it is not known whether they ran then. They are counted here."
    )
    ever = said(overview(built(status="unknown"), ever=True), "what-rests-on-missing-data")[1]
    assert "whether they ever ran" in ever


def test_sectors_that_keep_to_themselves_are_less_than_chance() -> None:
    # two cliques of one sector each, and many initiatives for every pair.
    sectors = {**dict.fromkeys("abcdef", "public"), **dict.fromkeys("uvwxyz", "third")}
    found = overview(built({"i1": "abcdef", "i2": "uvwxyz"}, sectors), samples=200)
    lines = said(found, "which-sectors-meet")
    assert lines[1].startswith(
        "These meet more often than chance would have it: public partners with"
    )
    assert lines[2].startswith(
        "These meet less often than chance would have it: public with third-sector partners (0 "
        "ties, by chance "
    )


def test_pairs_that_stand_out_are_named() -> None:
    members = {f"i{n}": "ab" for n in range(8)} | {f"j{n}": "cde"[n % 3] for n in range(24)}
    found = overview(built(members))
    chance = said(found, "what-is-chance")
    assert (
        "1 of 1 pair of partners meets more often than their numbers of initiatives explain: "
        "A with B."
    ) in chance
    assert chance[-1] == (
        "With 32 initiatives and 5 partners in them, two partners that are always together would "
        "stand out only if each is in at least 2. 5 of the partners are; of the others it cannot "
        "be told."
    )


def test_figures_that_are_more_or_less_than_chance_are_told_apart() -> None:
    # two circles that never meet: more separate than any shuffle of so many ties would be.
    members = {f"i{n}": "abc" for n in range(6)} | {f"j{n}": "xyz" for n in range(6)}
    sectors = dict.fromkeys("abcxyz", "public")
    chance = said(overview(built(members, sectors), samples=100), "what-is-chance")
    assert any(line.startswith("More than chance would have it:") for line in chance)
    few = said(overview(built(members, sectors), samples=10), "what-is-chance")
    assert any(line.startswith("There are too few samples to tell") for line in few)
    assert any(line.endswith("X with Y and 2 more.") for line in few)


@pytest.mark.parametrize("name", ["wolverhampton", "lanternport", "gwangmyeong"])
def test_the_packaged_cities_have_an_answer_to_each_question(name: str) -> None:
    found = overview(open_example(name), samples=5)
    assert tuple(dict.fromkeys(row.question for row in found.rows)) == QUESTIONS
    assert all(row.sentence.endswith(".") for row in found.rows)
    assert found.to_json() == overview(open_example(name), samples=5).to_json()


def test_a_city_of_nobody_has_no_answers() -> None:
    found = overview(city())
    assert (found.rows, found.partners, found.initiatives, found.surely) == ((), 0, 0, 0)
    assert found.summary() == (
        "No partners are recorded, so that nothing can be said of who works with whom."
    )
    assert found.columns == ("question", "sentence", "subjects", "figures", "table")


def test_partners_without_initiatives_have_few_answers() -> None:
    found = overview(built({}))
    assert {row.question for row in found.rows} <= {
        "who-connects",
        "who-is-indispensable",
        "which-sectors-meet",
        "what-rests-on-missing-data",
    }
    (sectors,) = said(found, "which-sectors-meet")
    assert sectors.startswith("Which sectors meet is not known: ")
    assert found.summary() == f"5 partners and 0 initiatives that surely run. {TIE}"


def test_one_initiative_in_doubt_is_said_in_the_singular() -> None:
    found = overview(built({"i1": "ab"}, status="unknown"))
    assert (
        found.summary()
        == f"5 partners and 1 initiative that may run; none of these surely runs. {TIE}"
    )
    assert said(found, "what-rests-on-missing-data")[0] == (
        "For 1 of 1 initiative it is not known whether it ran then. It is counted here."
    )


def test_the_numbers_of_a_figure_that_is_not_defined_stay_unknown() -> None:
    row = AnswerRow("who-connects", "x.", (), (), "positions")
    assert row.figures == ()
    from learningcity.analysis.partnership_overview import AnswerFigure

    assert AnswerFigure("p", None).in_cell() == "p="


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"samples": 0}, "samples: 0 is below 1"),
        ({"weight": "none"}, "weight: 'none'"),
        ({"on": "2024", "ever": True}, "on"),
        ({"carry": -1}, "carry"),
    ],
)
def test_what_is_out_of_range_is_refused(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        overview(built(), **asked)


def test_funds_are_said_to_bring_nobody_together() -> None:
    found = overview(built({"i1": "ab"}, kind="fund"))
    assert found.funds == 1
    assert found.summary().endswith(f"{TIE} 1 fund among the initiatives brings nobody together.")
    assert found.extras() == {"partners": 5, "initiatives": 1, "surely": 1, "funds": 1}
    assert (
        overview(open_example("wolverhampton"), samples=5)
        .summary()
        .endswith(" 2 funds among the initiatives bring nobody together.")
    )


def test_the_only_partnership_that_is_possible_is_not_called_all() -> None:
    chance = said(overview(built({"i1": "a"}, {"a": "public"})), "what-is-chance")
    assert chance[0].startswith("Compared with the only partnership that is possible, in which ")


def test_without_chance_the_answers_that_need_it_are_left_out() -> None:
    study = Study(open_example("lanternport"))
    few = network_overview_of(study, chance=False)
    whole = network_overview_of(study, samples=20)
    assert {row.question for row in few.rows} == {"who-connects", "who-is-indispensable"}
    assert few.rows == whole.rows[: len(few.rows)]


def test_the_parameters_say_what_counted_the_shortest_ways() -> None:
    found = lc.network_overview(lc.open_example("lanternport"), samples=1)
    between = lc.partner_positions(lc.partnership_graph(lc.open_example("lanternport")))
    assert found.parameters.engine == between.parameters.engine == "rustworkx"
    assert '"engine": "rustworkx"' in found.to_json()
