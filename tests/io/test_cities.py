"""Reading many cities: what is sound is there, what is faulty is said, nothing is lost."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import learningcity
from learningcity.diagnostics import Severity
from learningcity.errors import render_problem
from learningcity.io.cities import Cities, read_cities
from learningcity.io.limits import Limits


def put(path: Path, city_id: str, more: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f"format: learningcity/1\ncity: {{id: {city_id}, name: X, as_of: 2024}}\n"
    path.write_text(head + more, encoding="utf-8")
    return path


def codes(cities: Cities) -> list[str]:
    return [problem.code for problem in cities.problems]


def test_each_folder_and_each_file_is_a_city(tmp_path: Path) -> None:
    put(tmp_path / "b" / "deep" / "city.yaml", "beta")
    put(tmp_path / "a.yaml", "zeta")
    put(tmp_path / "C.YML", "gamma")
    put(tmp_path / ".hidden.yaml", "no")
    put(tmp_path / ".git" / "x.yaml", "no")
    put(tmp_path / "notes.txt", "no")
    cities = read_cities(tmp_path)
    assert cities.ok
    assert cities.ids == ("gamma", "zeta", "beta")
    assert [city.id for city in cities] == ["gamma", "zeta", "beta"]
    assert len(cities) == 3
    assert "beta" in cities
    assert "no" not in cities
    assert cities["beta"].id == "beta"
    assert cities.get("beta") is cities["beta"]
    assert cities.get("no") is None
    assert repr(cities) == f"<Cities of {tmp_path}, 3: gamma, zeta, beta>"
    assert str(cities) == f"{tmp_path}: 3 cities, no problems"


def test_places_are_shown_under_the_name_of_the_folder(tmp_path: Path) -> None:
    put(tmp_path / "a" / "city.yaml", "alpha", "partners: {x: {name: X}}\n")
    cities = read_cities(tmp_path, name="network")
    (result,) = cities.results
    (warning,) = cities.warnings
    assert (cities.name, result.name) == ("network", "network/a")
    assert str(warning.location) == "network/a/city.yaml:3:12"
    assert cities.ok
    assert cities.summary() == "network: 1 city, 1 warning"
    assert cities.to_records() == result.to_records()
    assert str(cities).endswith("1 warning\nnetwork: 1 city, 1 warning")
    assert read_cities(f"{tmp_path}/", name="network/").results[0].name == "network/a"


def test_a_faulty_city_does_not_lose_the_others(tmp_path: Path) -> None:
    put(tmp_path / "a.yaml", "alpha")
    put(tmp_path / "b.yaml", "beta", "partnrs: {}\n")
    (tmp_path / "c.yaml").write_bytes(b"\x00\xff")
    (tmp_path / "d").mkdir()
    put(tmp_path / "e" / "city.yaml", "epsilon")
    cities = read_cities(tmp_path)
    assert cities.ids == ("alpha", "epsilon")
    assert not cities.ok
    assert len(cities.results) == 5
    assert codes(cities) == ["unknown-key", "encoding", "no-files"]
    assert cities.errors == cities.problems
    assert cities.notes == ()
    with pytest.raises(learningcity.UnknownIdError, match="unknown city 'alpa', did you mean"):
        cities["alpa"]


def test_two_cities_of_one_id_are_an_error_that_shows_both(tmp_path: Path) -> None:
    put(tmp_path / "a.yaml", "same")
    put(tmp_path / "b.yaml", "same")
    cities = read_cities(tmp_path, name="network")
    assert cities.ids == ("same",)
    assert cities["same"] is cities.results[0].city
    assert not cities.ok
    (problem,) = cities.problems
    assert problem.severity is Severity.ERROR
    assert render_problem(problem) == (
        "network/b.yaml:2:12: error: another city has the id 'same' too [duplicate-city]\n"
        "    2 | city: {id: same, name: X, as_of: 2024}\n"
        "      |            ^^^^ give one of the two another id\n"
        "network/a.yaml:2:12: note: it is here first\n"
        "    2 | city: {id: same, name: X, as_of: 2024}\n"
        "      |            ^^^^"
    )


def test_a_folder_without_cities_says_so(tmp_path: Path) -> None:
    cities = read_cities(tmp_path, name="network")
    assert (len(cities), cities.ok, codes(cities)) == (0, False, ["no-files"])
    assert str(cities) == (
        "network: error: there is no city in this folder [no-files]\n"
        "      = give a folder that has a folder for each city\n"
        "1 error\n"
        "network: 0 cities, 1 error"
    )
    with pytest.raises(learningcity.UnknownIdError, match="unknown city 'a'"):
        cities["a"]


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(learningcity.CityNotFoundError):
        read_cities(tmp_path / "nowhere")
    with pytest.raises(ValueError, match=r"city\.yaml' is no folder; read_city reads one city"):
        read_cities(put(tmp_path / "city.yaml", "a"))


def test_more_cities_than_the_limit_are_not_read(tmp_path: Path) -> None:
    for name in "abc":
        put(tmp_path / f"{name}.yaml", name)
    cities = read_cities(tmp_path, name="network", limits=Limits(files=2))
    assert cities.ids == ("a", "b")
    assert codes(cities) == ["too-many-files"]


def test_links_are_followed_inside_the_folder_only(tmp_path: Path) -> None:
    put(tmp_path / "elsewhere" / "city.yaml", "elsewhere")
    network = tmp_path / "network"
    put(network / "a" / "city.yaml", "alpha")
    (network / "again").symlink_to(network / "a")
    (network / "out").symlink_to(tmp_path / "elsewhere")
    (network / "gone.yaml").symlink_to(network / "nothing.yaml")
    (network / "gone").symlink_to(network / "nothing")
    cities = read_cities(network, name="network")
    assert cities.ids == ("alpha",)
    found = {problem.location.path: problem.code for problem in cities.problems}
    assert found == {"network/gone.yaml": "unreadable", "network/out": "outside-folder"}


def test_names_that_are_no_text_are_read_too(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    put(Path(os.fsdecode(folder)) / "city.yaml", "cafe")
    cities = read_cities(tmp_path, name="network")
    assert [result.name for result in cities.results] == ["network/caf\\xe9"]
    assert cities.ids == ("cafe",)


def test_a_folder_that_may_not_be_listed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object) -> None:
        raise PermissionError(13, "no", str(tmp_path))

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert codes(read_cities(tmp_path)) == ["unreadable"]
    monkeypatch.setattr(Path, "stat", refuse)
    assert codes(read_cities(tmp_path)) == ["unreadable"]


def test_more_than_five_ids_are_shortened(tmp_path: Path) -> None:
    for name in "abcdef":
        put(tmp_path / f"{name}.yaml", name)
    assert repr(read_cities(tmp_path, name="n")) == "<Cities of n, 6: a, b, c, d, e, …>"


def test_a_notebook_shows_a_table(tmp_path: Path) -> None:
    put(tmp_path / "a.yaml", "alpha", "partners: {x: {name: X}}\n")
    shown = read_cities(tmp_path, name="<n>")._repr_html_()
    assert "<caption>&lt;n&gt;: 1 city, 1 warning</caption>" in shown
    assert re.sub("<[^>]+>", " ", shown).split()[-4:] == ["X", "1", "0", "0"]
