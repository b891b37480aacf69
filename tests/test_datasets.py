"""Packaged cities."""

from __future__ import annotations

from pathlib import Path

import pytest

import learningcity
from learningcity.datasets import EXAMPLES, check_example, copy_example, open_example


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_packaged_city_can_be_opened_and_has_no_errors(name: str) -> None:
    assert open_example(name).id == name
    assert check_example(name).ok


def test_places_are_shown_under_the_name_of_the_city() -> None:
    city = open_example("wolverhampton")
    location = city.origins.locate("initiative:wolves-at-work", "status")
    assert location is not None
    assert location.path.startswith("wolverhampton/initiatives-")
    assert location.text == "    status: active"


def test_an_unknown_name_is_answered_with_the_closest_one(tmp_path: Path) -> None:
    for use in (open_example, check_example, lambda name: copy_example(name, tmp_path / "x")):
        with pytest.raises(learningcity.UnknownIdError, match="did you mean 'wolverhampton'"):
            use("wolverhamton")


def test_a_copy_reads_as_the_same_city(tmp_path: Path) -> None:
    copies = copy_example("wolverhampton", tmp_path / "mine")
    assert {path.suffix for path in copies} == {".yaml", ".md"}
    assert learningcity.read_city(tmp_path / "mine") == open_example("wolverhampton")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="not an empty folder"):
        copy_example("wolverhampton", tmp_path)
    with pytest.raises(FileExistsError, match="not an empty folder"):
        copy_example("wolverhampton", tmp_path / "kept.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
