"""What partners work on, and how priorities lie to each other."""

from __future__ import annotations

from learningcity.analysis.aims import Lying, named_by, work_of
from learningcity.analysis.study import Study
from tests.builders import city


def study() -> Study:
    """Priorities within each other, two partners and three initiatives."""
    lead = [{"partner": "a", "role": "lead"}]
    return Study(
        city(
            priorities={
                "whole": {}, "part": {"within": "whole"}, "bit": {"within": "part"}, "other": {},
                "former": {"replaced_by": "other"},
            },
            partners={"b": {}, "a": {}},
            initiatives={
                "two": {"priorities": ["former", "bit"], "partners": lead, "status": "active"},
                "over": {"priorities": ["part"], "partners": lead, "status": "ended"},
                "fund": {
                    "kind": "fund",
                    "partners": [{"partner": "b", "role": "funder"}, *lead],
                    "status": "active",
                },
            },
        )
    )  # fmt: skip


def test_work_is_what_may_run_in_a_role_that_counts() -> None:
    found = work_of(study(), ["lead"])
    assert {key: [entry.id for entry in work] for key, work in found.items()} == {
        "b": [], "a": ["two", "fund"]
    }  # fmt: skip
    assert [entry.id for entry in work_of(study(), ["funder"])["b"]] == ["fund"]


def test_named_are_the_newest_names_in_file_order() -> None:
    asked = study()
    assert named_by(asked.view.terms.priorities, asked.city.initiatives) == ("part", "bit", "other")


def test_priorities_lie_inside_around_or_outside() -> None:
    graph = study().view.terms.priorities
    assert Lying.of(graph, ("whole", "part", "bit", "other"), ("part",)) == Lying(
        inside=("part", "bit"), around=("whole",), outside=("other",)
    )
    assert Lying.of(graph, ("part",), ()) == Lying((), (), ("part",))
