"""When two names are nearly the same."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from learningcity.model.names import NEAR, digits_of, near_names, plain_name
from tests.strategies import lively


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("City  College", "city college"),
        (" STRASSE ", "strasse"),
        ("Straße", "strasse"),
        ("ＡＢＣ\u3000１", "abc 1"),
        ("광명시 평생학습원", "광명시 평생학습원"),
    ],
)
def test_a_plain_name_has_no_case_width_or_extra_blanks(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_digits_are_those_of_every_script() -> None:
    assert digits_of("festival 2019, part 2") == "20192"
    assert digits_of("festival") == ""
    assert digits_of("मेला २") == "२"


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("city college", "city colleges", 0.96),
        ("city college", "the city college", None),
        ("festival of learning 2019", "festival of learning 2021", None),
        ("language at work", "language@work", None),
        ("abcdefghi", "abcdefghj", None),
        ("abcdefghij", "abcdefghik", 0.9),
        ("a", "b", None),
    ],
)
def test_names_are_near_from_nine_tenths_on(one: str, other: str, likeness: float | None) -> None:
    found = [(*pair, round(alike, 12)) for *pair, alike in near_names([one, other])]
    assert found == ([] if likeness is None else [(0, 1, likeness)])


def test_few_names_have_no_pairs() -> None:
    assert list(near_names([])) == list(near_names(["one"])) == []


def slowly(names: list[str]) -> list[tuple[int, int, float]]:
    """All pairs compared, one by one."""
    found = []
    for second, first in sorted((b, a) for a, b in combinations(range(len(names)), 2)):
        likeness = fuzz.ratio(names[first], names[second])
        if likeness >= NEAR and digits_of(names[first]) == digits_of(names[second]):
            found.append((first, second, likeness / 100))
    return found


letters = st.text(alphabet="abc 1", max_size=30)


@st.composite
def families_of_names(draw: st.DrawFn) -> list[str]:
    """Names and versions of them with signs left out, put in and exchanged."""
    names = draw(st.lists(letters, min_size=1, max_size=6))
    for _ in range(draw(st.integers(0, 12))):
        changed = list(draw(st.sampled_from(names)))
        for _ in range(draw(st.integers(1, 4))):
            at = draw(st.integers(0, len(changed)))
            changed[at : at + draw(st.integers(0, 2))] = draw(st.text("abcd", max_size=2))
        names.append("".join(changed))
    return list(dict.fromkeys(map(plain_name, names)))


@lively
@given(families_of_names())
def test_no_near_pair_is_missed(names: list[str]) -> None:
    assert list(near_names(names)) == slowly(names)
