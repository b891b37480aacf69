"""Packaged cities."""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import learningcity
from learningcity.datasets import EXAMPLES, check_example, copy_example, new_city, open_example
from learningcity.io.yaml_events import CONTROL
from tests.strategies import lively


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


# -- a new city ----------------------------------------------------------------------------------

DAY = date(2026, 3, 14)


def test_a_new_city_has_no_errors_and_warnings_that_lead_on(tmp_path: Path) -> None:
    written = new_city(tmp_path / "riverton", country="IE", language="en-IE", as_of=DAY)
    assert [path.name for path in written] == sorted(path.name for path in written)
    assert all(path.read_text("utf-8").startswith("# ") for path in written)
    result = learningcity.check_city(tmp_path / "riverton")
    assert result.ok
    assert [problem.code for problem in result.warnings] == [
        "priority-without-owner",
        "priority-without-initiative",
        "partner-without-role",
        "initiative-undescribed",
        "need-without-source",
        "need-without-date",
    ]
    assert result.city is not None
    head = result.city.head
    assert (head.id, str(head.name), str(head.as_of)) == ("riverton", "Riverton", "2026-03")
    assert (head.country, head.language, head.place) == ("IE", "en-IE", "riverton")


def test_a_new_city_speaks_of_this_month_unless_told_otherwise(tmp_path: Path) -> None:
    before = datetime.now().astimezone().date()
    new_city(tmp_path)
    after = datetime.now().astimezone().date()
    as_of = learningcity.read_city(tmp_path).as_of
    assert (as_of.year, as_of.month) in {(day.year, day.month) for day in (before, after)}


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("my-new_city", "My New City"),
        ("관악", "관악"),
        ("--", "Our City"),
        ("a\u200bb", "Our City"),
    ],
)
def test_a_new_city_is_called_like_its_folder(tmp_path: Path, folder: str, name: str) -> None:
    new_city(tmp_path / folder)
    assert str(learningcity.read_city(tmp_path / folder).name) == name


@lively
@given(
    st.text(min_size=1, max_size=200).filter(lambda name: name.strip() and not CONTROL.search(name))
)
def test_a_new_city_may_have_any_name(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        new_city(folder, name=name, as_of=DAY)
        result = learningcity.check_city(folder)
        assert result.ok, str(result)
        assert result.city is not None
        assert str(result.city.name) == " ".join(name.split())


@pytest.mark.parametrize(
    ("name", "city_id"),
    [("2017", "2017"), ("no", "no"), ("!?", "city"), ("Łódź", "łódź"), ("#1: 'x' ${id}", "1-x-id")],
)
def test_the_id_of_a_new_city_comes_from_its_name(tmp_path: Path, name: str, city_id: str) -> None:
    new_city(tmp_path, name=name, as_of=DAY)
    city = learningcity.read_city(tmp_path)
    assert (city.id, city.place, list(city.places.ids)) == (city_id, city_id, [city_id])


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"name": " "}, "name: the text is empty"),
        ({"name": "a\x00"}, "name: there is a hidden character here, U\\+0000"),
        ({"name": "a" * 201}, "name: longer than 200 characters"),
        ({"country": "UKR"}, "country: 'UKR' is not a country code"),
        ({"language": "français"}, "language: 'français' is not a language code"),
    ],
)
def test_what_no_city_can_be_called_is_refused(
    tmp_path: Path, said: dict[str, str], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        new_city(tmp_path / "new", **said)  # type: ignore[arg-type]  # the keys are those of text
    assert not (tmp_path / "new").exists()


def test_a_new_city_writes_over_nothing(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine", encoding="utf-8")
    for place in (tmp_path, tmp_path / "kept.txt"):
        with pytest.raises(FileExistsError, match="not an empty folder"):
            new_city(place)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
