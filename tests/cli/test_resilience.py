"""Withdrawals as text on the terminal."""

from __future__ import annotations

from learningcity.analysis.breaking import breaking_sets
from learningcity.analysis.resilience import resilience
from learningcity.analysis.robustness import robustness
from learningcity.analysis.withdrawals import worst_withdrawals
from learningcity.cli.layout import WIDTH
from learningcity.cli.text.resilience import (
    show_breaking_sets,
    show_resilience,
    show_robustness,
    show_withdrawals,
)
from learningcity.datasets import open_example
from tests.builders import city
from tests.graph.graphs import worked
from tests.taking_part import here, takes

LANTERNPORT = open_example("lanternport")
PATH = "example:lanternport"


def test_who_is_indispensable_comes_first_with_the_line() -> None:
    shown = show_resilience(LANTERNPORT, resilience(LANTERNPORT), PATH, 2)
    lines = shown.splitlines()
    assert lines[0] == "Lanternport, read on 2025-06-30"
    assert lines[1].startswith(
        "Counting needs first, most would go with Port College: 2 needs and 4 initiatives"
    )
    assert "  port-college  lanternport/3-partners.yaml:14" in lines
    assert "… and 16 more: --limit 0 shows all" in lines
    assert lines[-1] == "Next: learningcity show example:lanternport partner:port-college"
    assert all(len(line) <= WIDTH for line in lines)
    everything = show_resilience(LANTERNPORT, resilience(LANTERNPORT), PATH, 0)
    assert len(everything.splitlines()) > len(lines)


def test_money_and_places_that_nobody_knows_are_said_to_be_so() -> None:
    line = {"amount": 5, "currency": "GBP", "funder": ["f"], "start": 2024, "end": 2024}
    offers = {
        "x": takes("a", "f:deliverer", "f:funder"),
        "y": takes("b", funding={"t": line}),
        "z": takes("c", capacity={"at_least": 4}),
    }
    built = here("a", "b", "c", "f", initiatives=offers)
    shown = show_resilience(built, resilience(built), "here", 0)
    assert "GBP 5" in shown
    assert "a sum that is not known" in shown
    assert "not known" in next(x for x in shown.splitlines() if x.startswith("Without b:"))
    assert "at least 4" in next(x for x in shown.splitlines() if x.startswith("Without c:"))
    over = show_resilience(built, resilience(built, ever=True), "here", 0)
    assert "at least 4" not in over
    assert over.splitlines()[0] == "Here, read over all time"


def test_the_worst_withdrawals_are_shown_by_size() -> None:
    found = worst_withdrawals(LANTERNPORT, k=2)
    lines = show_withdrawals(LANTERNPORT, found, PATH).splitlines()
    assert "partners  needs lost  which" in lines
    assert lines[-1] == "Next: learningcity show example:lanternport partner:port-college"
    assert any(line.endswith("port-college, city-library") for line in lines)
    empty = city()
    shown = show_withdrawals(empty, worst_withdrawals(empty), "here")
    assert shown == "Here, read on 2024-12-31\nNo needs are recorded that could lose anybody."
    several = here("a", "b", "c", initiatives={"x": takes("a", "b", "c")})
    shown = show_withdrawals(several, worst_withdrawals(several, of="initiatives"), "here")
    assert "Next:" not in shown


def test_a_curve_is_shown_point_by_point() -> None:
    shown = show_robustness(LANTERNPORT, robustness(LANTERNPORT), 3).splitlines()
    assert shown[0] == "Lanternport, read on 2025-06-30"
    assert "withdrawn  share that stands  from, to" in shown
    assert shown[-1] == "… and 16 more: --limit 0 shows all"
    worst = show_robustness(LANTERNPORT, robustness(worked(), order="worst"), 0)
    assert worst.splitlines()[-1].split() == ["5", "0", "b"]
    assert "No initiatives are recorded" in show_robustness(city(), robustness(city()), 0)


def test_what_breaks_each_priority_is_shown() -> None:
    lines = show_breaking_sets(LANTERNPORT, breaking_sets(LANTERNPORT), PATH, 2).splitlines()
    assert lines[0] == "Lanternport, read on 2025-06-30"
    told = [line.split()[:2] for line in lines if "2-aims.yaml:" in line]
    assert told == [
        ["climate-learning", "lanternport/2-aims.yaml:40"],
        ["local-leaders", "lanternport/2-aims.yaml:42"],
    ]
    assert lines[-1] == "Next: learningcity show example:lanternport priority:climate-learning"
    every = breaking_sets(LANTERNPORT)
    last = show_breaking_sets(LANTERNPORT, every, PATH, 0)
    assert last.index("skills-for-work  ") < last.index("Skills for green jobs: no initiative")
    empty = city()
    assert show_breaking_sets(empty, breaking_sets(empty), "here", 0) == (
        "Here, read on 2024-12-31\nNo priorities are recorded."
    )
    nothing = here("a")
    shown = show_breaking_sets(nothing, breaking_sets(nothing), "here", 0).splitlines()
    row = next(line for line in shown if line.startswith("skills: no initiative"))
    assert row.split()[-2:] == ["-", "-"]


def test_no_partners_are_a_sentence() -> None:
    empty = city()
    shown = show_resilience(empty, resilience(empty), "here", 5)
    assert shown == "Here, read on 2024-12-31\nNo partners are recorded."
