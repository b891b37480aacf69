"""Figures of a network as rows, alone or beside chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import networkx as nx
import pytest

from learningcity.analysis.explanation import Step
from learningcity.analysis.figures import FigureRow, Figures, figures_of, null_parameters
from learningcity.analysis.sentences.nulls import null_sentences
from learningcity.graph.projection import Weight
from learningcity.graph.significance import Kernel, Null, OneMode, weigh
from learningcity.model.figures import Figure
from tests.graph.graphs import two_mode, worked


def ties(graph: nx.Graph[Any]) -> Figure:
    return Figure(float(graph.number_of_edges()))


def never(graph: nx.Graph[Any]) -> Figure:
    return Figure(None, "no-ties")


KERNELS: dict[str, Kernel] = {"ties": OneMode(ties), "never": OneMode(never)}


@dataclass(frozen=True)
class Sizes(Figures):
    schema: ClassVar[str] = "test/sizes/1"
    shown: ClassVar[tuple[str, ...]] = ("figure", "value")

    def summary(self) -> str:
        return f"{len(self.rows)} figures."


@dataclass(frozen=True)
class GroundedSizes(Sizes):
    def _grounds(self, row: FigureRow) -> tuple[Step, ...]:
        return (self._step(f"Six pairs meet, says {row.figure}.", "partner:a"),)


def sizes(
    graph: nx.Graph[Any], *, null: Null | None = None, weight: Weight = "newman", samples: int = 20
) -> Sizes:
    rows = figures_of(graph, KERNELS, null=null, weight=weight, samples=samples)
    return Sizes(None, null_parameters(graph, null=null, samples=samples, seed=0), rows)


def test_without_a_null_there_is_only_the_figure() -> None:
    found = sizes(worked())
    assert found.rows == (FigureRow("ties", 6), FigureRow("never", None, "no-ties"))
    assert found.columns[:3] == ("figure", "value", "reason")
    record = found.parameters.to_record()
    assert record.pop("weight") == "newman"
    assert record.pop("graph") == {}
    assert set(record.values()) == {None}
    assert [step.text for step in found.explain(0).steps] == ["ties: 6."]
    assert [step.text for step in found.explain(1).steps] == [
        "never is not defined: there is no tie."
    ]


def test_with_a_null_the_row_has_it() -> None:
    found = sizes(worked(), null="margins")
    row = found.figure("ties")
    assert (row.samples, row.null_note) == (65, "exact")
    assert row.null_mean is not None
    assert row.p is not None
    never = found.figure("never")
    assert (never.reason, never.p, never.samples) == ("no-ties", None, None)
    assert found.parameters.to_record() == {
        "graph": {},
        "weight": "newman",
        "null": "margins",
        "samples": 20,
        "seed": 0,
        "group": None,
        "alternative": "two-sided",
        "exact_up_to": 10_000,
        "trades_per_row": 5,
    }
    texts = [step.text for step in found.explain(0).steps]
    assert texts[1] == (
        "Left to chance: each partner keeps its number of initiatives and each initiative its "
        "number of partners; compared with all 65 possibilities."
    )
    assert texts[2].startswith("By chance ")
    assert len(found.explain(1).steps) == 1


def test_labels_say_which_attribute() -> None:
    found = sizes(worked(), null="labels")
    assert (found.parameters.group, found.parameters.trades_per_row) == ("sector", None)
    assert "the groups are dealt out anew" in found.explain(0).steps[1].text


def test_frozen_and_drawn_say_so() -> None:
    frozen = sizes(two_mode({"i": "abc"}), null="margins")
    assert "there is no other possibility" in frozen.explain(0).steps[1].text
    members = {f"i{n}": "".join(sorted({*"abcdefghi"[n % 5 : n % 5 + 3], "j"})) for n in range(9)}
    drawn = sizes(two_mode(members), null="margins", samples=30)
    assert drawn.figure("ties").samples == 30
    assert "compared with 30 random samples" in drawn.explain(0).steps[1].text


def test_samples_that_are_all_alike_have_no_worth() -> None:
    members = {
        f"i{n}": f"{a}{b}" for n, (a, b) in enumerate(zip("abcdefgh", "klmnopqr", strict=True))
    }
    found = sizes(two_mode(members), null="margins", samples=30)
    row = found.figure("ties")
    assert (row.null_sd, row.z, row.effective_samples) == (0, None, None)
    assert "independent" not in found.explain(0).steps[1].text


def test_a_figure_that_chance_never_gives_says_so() -> None:
    test = weigh(Figure(5.0), [None, None], null="margins", exact=False)
    assert null_sentences(test)[1] == "Chance gives no figure to compare with."
    assert null_sentences(weigh(Figure(None, "no-ties"), [], null="margins", exact=False)) == ()


def test_a_question_adds_its_own_steps() -> None:
    rows = figures_of(worked(), KERNELS)
    found = GroundedSizes(None, null_parameters(worked(), null=None, samples=1, seed=0), rows)
    steps = found.explain(0).steps
    assert steps[0] == Step("Six pairs meet, says ties.", ("partner:a",))
    assert steps[1].text == "ties: 6."


def test_a_figure_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="figure: 'ties-of-all' is none of ties, never"):
        sizes(worked()).figure("ties-of-all")


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="samples: 0 is below 1"):
        null_parameters(worked(), null=None, samples=0, seed=0)
    with pytest.raises(ValueError, match="null: 'rows'"):
        null_parameters(worked(), null="rows", samples=1, seed=0)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="weight: 'heavy'"):
        null_parameters(worked(), null=None, samples=1, seed=0, weight="heavy")  # type: ignore[arg-type]
    assert null_parameters(worked(), null=None, samples=1, seed=0, weight=None).weight is None
