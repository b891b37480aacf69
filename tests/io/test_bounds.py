"""Reading ends at its limits, and what follows from one fault is not said again."""

from __future__ import annotations

import pytest

from learningcity.errors import CityFileError
from learningcity.io.documents import read_document
from learningcity.io.limits import Limits
from learningcity.io.reader import CheckResult, check_documents, city_from_mapping, parse_city
from learningcity.io.yaml_events import read_yaml

HEAD = "format: learningcity/1\ncity: {id: demo, name: Demo, as_of: 2025-11}\n"
FEW = Limits(problems=3)


def checked(text: str, limits: Limits = FEW) -> CheckResult:
    return check_documents([read_document(text, "a.yaml", limits=limits)], "a.yaml", limits)


def said(text: str, limits: Limits = FEW) -> list[str]:
    return [f"{p.code} {p.location.line}" for p in checked(text, limits).problems]


def test_too_many_wrong_entries_end_the_reading() -> None:
    text = HEAD + "ties:\n" + "  - 1\n" * 10
    assert said(text) == [*(f"wrong-type {n}" for n in (4, 5, 6, 7)), "too-many-problems 7"]


def test_too_many_faults_in_one_entry_are_one_problem() -> None:
    text = HEAD + "partners:\n  a: {" + ", ".join(f"k{n}: 1" for n in range(9)) + "}\n"
    assert said(text) == ["too-many-problems 4"]


def test_too_many_broken_rules_end_the_reading() -> None:
    text = HEAD + "".join(
        ["partners:\n", *(f"  a{n}: {{name: {n}x, parent: z}}\n" for n in range(9))]
    )
    assert said(text) == [*(f"unknown-reference {n}" for n in (4, 5, 6)), "too-many-problems 7"]


def test_too_many_doubts_refuse_no_city() -> None:
    text = HEAD + "".join(["partners:\n", *(f"  a{n}: {{name: {n}x}}\n" for n in range(9))])
    result = checked(text)
    assert result.ok
    assert [p.code for p in result.warnings] == ["partner-without-role"] * 3 + ["too-many-problems"]


def test_too_many_unknown_sections_end_with_one_problem() -> None:
    text = HEAD + "".join(f"x{n}: 1\n" for n in range(9))
    assert said(text) == [*(f"unknown-key {n}" for n in (3, 4, 5)), "too-many-problems 11"]


def test_an_entry_of_too_many_values_is_one_problem() -> None:
    limits = Limits(entry_values=10)
    large = f"partners:\n  a: {{name: A, sources: [{', '.join('x' * 9)}]}}\n"
    assert said(HEAD + large, limits) == ["too-many-values 4"]
    small = "".join(f"  a{n}: {{name: {n}}}\n" for n in range(2))
    assert "too-many-values" not in str(checked(f"{HEAD}partners:\n{small}", limits))


def test_plain_data_have_the_same_limits() -> None:
    with pytest.raises(CityFileError, match="too-many-problems"):
        city_from_mapping({"ties": [object()] * 9}, limits=FEW)
    data = {
        "format": "learningcity/1",
        "city": {"id": "a", "name": "A", "as_of": 2025},
        "partners": {"a": {"name": "A", "sources": ["x"] * 20}},
    }
    with pytest.raises(CityFileError, match="too-many-values"):
        city_from_mapping(data, limits=Limits(entry_values=10))


def test_a_key_that_python_cannot_write_is_a_problem() -> None:
    with pytest.raises(CityFileError, match="this cannot be a key"):
        city_from_mapping({10**5000: 1})  # type: ignore[dict-item]  # that is the point


def test_a_hidden_character_is_said_once() -> None:
    text = f"{HEAD}partners:\n  a: {{name: A, par\x00ent: a, bad: 1}}\n"
    assert said(text) == ["control-character 4", "unknown-key 4"]


def test_keys_that_could_not_be_read_may_have_been_the_city() -> None:
    assert said("{{ city }}\n") == ["wrong-key 1"]


def test_a_misspelt_funding_hides_its_lines() -> None:
    text = f"{HEAD}initiatives:\n  a: {{name: A, fundin: {{t: {{}}}}}}\n"
    text += "  b: {name: B, funding: {p: {within: a/t}}}\n"
    assert [one for one in said(text, Limits()) if "initiative" not in one] == ["unknown-key 4"]


@pytest.mark.parametrize("pure", [False, True])
def test_an_escape_is_found_beside_odd_line_ends(pure: bool) -> None:
    fault = read_yaml('a: "\u2028\\UFFFFFFFF \\ud83d"', pure=pure).faults[0]
    assert (fault.offset, fault.message) == (5, "'\\U' has no meaning inside double quotes")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b\n%YAML 1.2\nc: d\n", 2),
        ("- [a\n- [b\n", 1),
        ("a: [x, 'y', {z: [\n", 1),
        ("a: ['\\\"" + '\\"' * 9, 1),
        ("a: b\n" + "\n" * 500 + "  c: d: e\n", 502),
        ("a: 'x\nb: 'y' z\n", 1),
        ('a: ["x\n  y", "z" "w"]\n', 2),
    ],
)
def test_the_cause_is_found_where_it_is(text: str, line: int) -> None:
    problem = read_document(text, "a.yaml").problems[0]
    assert problem.location.line == line


def test_a_very_long_word_is_marked_in_part() -> None:
    with pytest.raises(CityFileError) as caught:
        parse_city("k" * 5_000)
    assert caught.value.problems[0].location.length <= 5_000
