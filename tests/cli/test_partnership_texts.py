"""What the command line says of money that lasts, aims, owners and flows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import learningcity
from learningcity.analysis.alignment import alignment
from learningcity.analysis.csv_text import csv_text
from learningcity.analysis.flows import knowledge_flows
from learningcity.analysis.ownership import ownership
from learningcity.analysis.remit import remit
from learningcity.analysis.sustainability import sustainability
from learningcity.cli.layout import WIDTH
from learningcity.cli.text.alignment import show_alignment, show_endorsement, show_remit
from learningcity.cli.text.ownership import show_flows, show_ownership
from learningcity.cli.text.sustainability import show_sustainability
from learningcity.model.city import City
from tests.builders import city

PATH = "example:lanternport"
SHOWN: dict[str, Callable[[City, int], str]] = {
    "sustainability": lambda c, n: show_sustainability(c, sustainability(c), PATH, n),
    "partners": lambda c, n: show_sustainability(c, sustainability(c, by="partner"), PATH, n),
    "alignment": lambda c, n: show_alignment(c, alignment(c), PATH, n),
    "endorsement": lambda c, n: show_endorsement(c, alignment(c, by="priority"), PATH, n),
    "remit": lambda c, n: show_remit(c, remit(c), PATH, n),
    "ownership": lambda c, n: show_ownership(c, ownership(c), PATH, n),
    "flows": lambda c, n: show_flows(c, knowledge_flows(c), PATH, n),
}
each = pytest.mark.parametrize("name", SHOWN)


def said(name: str, built: City | None = None, limit: int = 0) -> str:
    """The text of a result; of Lanternport unless another city is given."""
    return SHOWN[name](built or learningcity.open_example("lanternport"), limit)


@each
@pytest.mark.parametrize("example", ["lanternport", "wolverhampton", "gwangmyeong"])
def test_every_text_fits_and_says_what_city_it_is_about(name: str, example: str) -> None:
    built = learningcity.open_example(example)
    text = said(name, built, 3)
    assert text.startswith(f"{built.name.in_language(built.language)}, read on ")
    assert all(len(line) <= WIDTH for line in text.splitlines())


@each
def test_an_empty_city_has_a_text_without_a_table(name: str) -> None:
    text = said(name, city())
    assert text.startswith("Here, read on 2024-12-31")
    assert "Next:" not in text


def test_money_that_lasts_shows_the_whole_city_first() -> None:
    text = said("sustainability", limit=2)
    rows = text.split("\n\n")
    (whole,) = (row for row in rows if row.startswith("whole city, EUR"))
    assert " 2 to 6 months  0        32 %     6 trial        0 of 33\n" in whole
    assert [line.split("  ")[-1].strip() for line in whole.splitlines()[1:]] == [
        "14 repeated",
        "9 core-funded",
        "4 owned",
    ]
    assert "  largest funder National Job Service," in text
    assert "lanternport/2-aims.yaml:4" in text
    assert "… and 3 more: --limit 0 shows all" in text
    assert (
        "  2025-09-30  Literacy Evenings: literacy-evenings/grant  lanternport/5-basics.yaml:159"
        in text
    )
    assert f"Next: learningcity show {PATH} priority:skills-for-work" in text
    bare = said("sustainability", city(initiatives={"i": {"status": "active"}}))
    (line,) = [line for line in bare.splitlines() if line.startswith("no priority stated")]
    assert line.split() == [
        "no",
        "priority",
        "stated",
        "not",
        "known",
        "0",
        "not",
        "known",
        "1",
        "not",
        "known",
        "1",
        "of",
        "1",
    ]
    assert "Funding lines that run" not in bare
    assert "Funding lines that run, each with its last day:" in text
    assert "  53.3 %  " in text


def test_partners_that_state_nothing_are_counted() -> None:
    text = said("alignment")
    assert "City Council of Lanternport" in text
    assert "  city-council  lanternport/3-partners.yaml:6" in text
    assert "  stated, no recorded work: Basics for all, Green neighbourhoods" in text
    assert "  worked on, not stated: Basics for all, Speaking the language" in text
    assert "3 partners state no priority, as far as recorded: not known, not none." in text
    one = city(
        partners={"a": {"priorities": ["part"]}, "b": {}},
        priorities={"whole": {}, "part": {"within": "whole"}},
        initiatives={
            "i": {
                "priorities": ["whole"],
                "status": "active",
                "partners": [{"partner": "a", "role": "lead"}],
            }
        },
    )
    text = said("alignment", one)
    assert "  stated, perhaps worked on: part" in text
    assert "1 partner states no priority, as far as recorded" in text


def test_who_wants_a_priority_is_not_known_where_nobody_says() -> None:
    text = said("endorsement", learningcity.open_example("wolverhampton"))
    assert "not known  59            0           not known" in text
    assert "not known  0             59          not known" in text
    built = city(partners={"a": {"priorities": ["aim"]}}, priorities={"aim": {}})
    assert "  stated, no recorded work: a" in said("endorsement", built)


def test_most_work_beyond_a_remit_comes_first() -> None:
    text = said("remit")
    assert text.index("northfield-together") < text.index("health-service")
    assert "  beyond: Literacy Evenings, Climate Leaders" in text
    idle = city(partners={"a": {"remit": ["aim"]}}, priorities={"aim": {}})
    assert "0       0       no recorded work" in said("remit", idle)


def test_what_nobody_answers_for_comes_first() -> None:
    text = said("ownership")
    assert text.index("learning-families") < text.index("skills-for-work")
    assert "  Learning families  learning-families  lanternport/2-aims.yaml:26" in text
    assert "  Skills Board (skills-board): City Council of Lanternport, Port College, " in text
    gone = city(priorities={"aim": {"owner": "b"}}, bodies={"b": {"name": "B", "end": 2020}})
    assert "  B (b, not there on the day): not known" in said("ownership", gone)


def test_a_way_upwards_that_serves_many_priorities_is_said_once() -> None:
    text = said("ownership")
    assert text.count("Skills Board reports to City Learning Board") == 1
    assert text.count("(skills-board)") == text.count("(city-board)") == 1
    for key in learningcity.open_example("lanternport").priorities.ids:
        assert f"  {key}" in text
    assert "Into work, from what it lies within  into-work" in text
    unowned = city(priorities={"one": {}, "two": {}})
    assert said("ownership", unowned).splitlines()[6:9] == [
        "nobody   Nobody is recorded as answering for:",
        "           one",
        "           two",
    ]


def test_flows_show_who_is_in_a_tie() -> None:
    text = said("flows")
    assert "  from Bay University" in text
    assert "  to City Council of Lanternport" in text
    assert "port-college" not in text
    assert "is not known" in said("flows", learningcity.open_example("gwangmyeong"))


def test_every_result_can_be_a_table_of_its_own() -> None:
    built = learningcity.open_example("lanternport")
    for found in (
        sustainability(built),
        alignment(built),
        alignment(built, by="priority"),
        remit(built),
        ownership(built),
        knowledge_flows(built),
    ):
        lines = csv_text(found).splitlines()
        assert len(lines) == len(found) + 1
        assert found.to_dict()["rows"] == found.to_records()
        assert found._repr_html_().count("<table>") == 1
        assert list(found.to_frame().columns) == list(found.columns)
    assert "skills-board;city-board" in csv_text(ownership(built))
    assert "city-council 1" in csv_text(knowledge_flows(built))
