"""Where there are too many problems, reading says so once and ends; it never runs on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from learningcity.diagnostics import Problem
from learningcity.errors import CityFileError
from learningcity.io.limits import DEFAULT_LIMITS, Limits
from learningcity.io.reader import check_texts, city_from_mapping
from learningcity.io.yaml_events import read_yaml

FEW = replace(DEFAULT_LIMITS, problems=3)
HEAD = "format: learningcity/1\ncity: {id: x, name: X, as_of: 2024}\n"


def problems(text: str, limits: Limits = FEW) -> list[Problem]:
    return list(check_texts({"city.yaml": HEAD + text}, name="city.yaml", limits=limits).problems)


def keys(count: int) -> str:
    return "".join(f"strange-{number}: 1\n" for number in range(count))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(keys(9), id="unknown keys"),
        pytest.param(
            "partners:\n" + "".join(f"  p{n}: {{sector: x}}\n" for n in range(9)), id="entries"
        ),
        pytest.param(
            "partners: {p: {name: P, " + ", ".join(f"k{n}: 1" for n in range(9)) + "}}",
            id="in one entry",
        ),
        pytest.param(
            "partners:\n" + "".join(f"  p{n}: {{name: '{n} x', parent: q{n}}}\n" for n in range(9)),
            id="rules",
        ),
    ],
)
def test_too_many_problems_are_said_once(text: str) -> None:
    found = problems(text)
    assert [problem.code for problem in found].count("too-many-problems") >= 1
    assert len(found) <= 2 * FEW.problems + 2
    assert "more than 3 problems" in str([problem.message for problem in found])


def test_an_entry_may_be_too_large() -> None:
    text = "partners: {p: {name: P, aliases: [a, b, c, d, e, f, g]}}"
    (problem,) = [
        p
        for p in problems(text, replace(DEFAULT_LIMITS, entry_values=8))
        if p.code == "too-many-values"
    ]
    assert "more than 8 keys and values" in problem.message
    assert problem.hint == "split it into several entries"


def test_plain_data_may_have_too_many_problems() -> None:
    data = {"partners": {f"p{n}": {"name": object()} for n in range(9)}}
    with pytest.raises(CityFileError) as caught:
        city_from_mapping(data, limits=FEW)
    assert "too-many-problems" in {problem.code for problem in caught.value.problems}


@pytest.mark.parametrize("pure", [False, True])
def test_an_impossible_escape_beside_a_rare_line_end_is_found(pure: bool) -> None:
    reading = read_yaml('a: "x\u2028y \\UFFFFFFFF"\n', pure=pure)
    assert [fault.code for fault in reading.faults] == ["yaml-syntax"]
    assert not reading.complete
