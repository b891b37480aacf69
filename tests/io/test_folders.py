"""Which files are read, and what is said about those that are not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from learningcity.errors import CityNotFoundError, render_problem
from learningcity.io.folders import Found, find_files, shown_path
from learningcity.io.limits import DEFAULT_LIMITS, Limits


def found(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[Found]:
    return list(find_files(path, name="city", limits=limits))


def problems(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[str]:
    return [render_problem(one.problem) for one in found(path, limits) if one.problem]


def put(path: Path, content: str = "a: 1") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_files_come_in_code_point_order_of_their_paths(tmp_path: Path) -> None:
    for name in (
        "b.yaml",
        "a/z.yml",
        "a.yaml",
        "B.YAML",
        "a/b/c.yaml",
        "é.yaml",
        "x.json",
        "a.txt",
    ):
        put(tmp_path / name)
    for hidden in (".git/x.yaml", ".x.yaml", "a/.b/c.yaml"):
        put(tmp_path / hidden)
    names = ["B.YAML", "a.yaml", "a/b/c.yaml", "a/z.yml", "b.yaml", "é.yaml"]
    assert [one.path for one in found(tmp_path)] == [f"city/{name}" for name in names]
    assert all(one.content == b"a: 1" for one in found(tmp_path))


def test_a_path_is_shown_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "city" / "a.yaml")
    monkeypatch.chdir(tmp_path)
    for given in ("city", "city/"):
        assert [one.path for one in find_files(given, name=None, limits=DEFAULT_LIMITS)] == [
            "city/a.yaml"
        ]
    assert [one.path for one in find_files("city/a.yaml", name=None, limits=DEFAULT_LIMITS)] == [
        "city/a.yaml"
    ]


@pytest.mark.parametrize("path", ["nothing", "nothing/at/all", "a\0b", "x" * 5000])
def test_a_missing_path_is_said_to_be_missing(path: str, tmp_path: Path) -> None:
    with pytest.raises(CityNotFoundError, match="there is no file or folder"):
        list(find_files(tmp_path / path, name=None, limits=DEFAULT_LIMITS))


def test_a_path_through_a_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CityNotFoundError):
        found(put(tmp_path / "a.yaml") / "b.yaml")


def test_a_folder_without_yaml_says_so(tmp_path: Path) -> None:
    put(tmp_path / "a.txt")
    assert problems(tmp_path) == [
        "city: error: there is no .yaml file in this folder [no-files]\n"
        "      = run 'learningcity new' to start a city"
    ]


def test_a_name_with_a_second_ending_is_told_and_not_read(tmp_path: Path) -> None:
    for name in ("b.yml.txt", "B.YAML.TXT", "a/c.yaml.txt", "a./d.yaml.txt", "a/c.YAML", "e.yaml"):
        put(tmp_path / name)
    said = "warning: this file is not read, because its name ends in '.txt' [unread-file]"
    assert problems(tmp_path) == [
        f"city/B.YAML.TXT: {said}\n      = rename it to 'B.YAML'",
        f"city/b.yml.txt: {said}\n      = rename it to 'b.yml'",
        f"city/a/c.yaml.txt: {said}\n      = move what is new in it to 'c.yaml', then delete it",
        f"city/a./d.yaml.txt: {said}\n      = rename it to 'd.yaml'",
    ]
    assert [one.path for one in found(tmp_path) if one.content] == ["city/a/c.YAML", "city/e.yaml"]


def test_copies_and_other_files_are_left_out_in_silence(tmp_path: Path) -> None:
    put(tmp_path / "a.yaml")
    others = ("a.yaml~", "a.yaml.bak", "a.yaml.swp", "a.yaml.orig", "yaml.txt", "ayaml.txt")
    hidden = (".a.yaml.txt", ".yaml.txt", ".git/a.yaml.txt")
    for name in (*others, *hidden, "README.md", "a.txt", "a.json", "d.yaml.txt/n.md"):
        put(tmp_path / name)
    assert problems(tmp_path) == []


def test_names_with_a_second_ending_are_counted(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml.txt", "c.yaml.txt"):
        put(tmp_path / name)
    assert len(found(tmp_path, Limits(files=3))) == 3
    assert [one.problem.code for one in found(tmp_path, Limits(files=2)) if one.problem] == [
        "too-many-files"
    ]


def test_special_files_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    shown = "error: this is not a plain file [not-a-file]\n      = give a file or a folder"
    assert problems(tmp_path) == [f"city/pipe.yaml: {shown}"]
    assert problems(tmp_path / "pipe.yaml") == [f"city: {shown}"]
    assert problems(Path("/dev/zero")) == [f"city: {shown}"]


def test_what_becomes_special_after_the_look_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put(tmp_path / "a.yaml")
    real = os.open
    monkeypatch.setattr(os, "open", lambda path, flags: real("/dev/null", flags))
    assert "[not-a-file]" in problems(file)[0]


def test_links_out_of_the_folder_are_not_read(tmp_path: Path) -> None:
    city = tmp_path / "city"
    put(tmp_path / "secret" / "s.yaml")
    inside = put(city / "a.yaml")
    (city / "b.yaml").symlink_to(tmp_path / "secret" / "s.yaml")
    (city / "c.yaml").symlink_to(inside)
    (city / "d.yaml").symlink_to(tmp_path / "nowhere.yaml")
    (city / "e.yaml").symlink_to(city / "nowhere.yaml")
    (city / "f.yaml").symlink_to(city / "f.yaml")
    (city / "more").symlink_to(tmp_path / "secret")
    (city / "self").symlink_to(city)
    assert [one.path for one in found(city) if one.content] == ["city/a.yaml"]
    problems = {one.path: one.problem for one in found(city) if one.problem}
    assert {path: (one.code, str(one.severity)) for path, one in problems.items()} == {
        "city/more": ("outside-folder", "warning"),
        "city/b.yaml": ("outside-folder", "error"),
        "city/d.yaml": ("outside-folder", "error"),
        "city/e.yaml": ("unreadable", "error"),
        # A circle cannot be followed to its end, which Python says in two ways.
        "city/f.yaml": (problems["city/f.yaml"].code, "error"),
    }
    assert problems["city/f.yaml"].code in {"outside-folder", "unreadable"}


def test_a_file_under_two_names_is_read_once(tmp_path: Path) -> None:
    put(tmp_path / "a.yaml")
    os.link(tmp_path / "a.yaml", tmp_path / "b.yaml")
    assert [one.path for one in found(tmp_path)] == ["city/a.yaml"]


def test_files_and_folders_may_be_too_big(tmp_path: Path) -> None:
    with (tmp_path / "big.yaml").open("wb") as file:
        file.truncate(50_000_000_000)
    assert problems(tmp_path) == [
        "city/big.yaml: error: this is more than 20,000,000 bytes [too-big]\n"
        "      = split it into several files"
    ]
    put(tmp_path / "b.yaml")
    assert problems(tmp_path, Limits(files=1)) == [
        "city: error: there are more than 1 files in this folder [too-many-files]\n"
        "      = give the folder of one city"
    ]


def test_a_file_that_grows_is_too_big(tmp_path: Path) -> None:
    # Files of /proc say that they are empty, and are not.
    assert "[too-big]" in problems(Path("/proc/self/environ"), Limits(file_bytes=3))[0]


def test_what_may_not_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a.yaml")
    put(tmp_path / "sub" / "b.yaml")

    def refuse(*arguments: object) -> int:
        raise PermissionError(13, "no", str(tmp_path / "a.yaml"))

    monkeypatch.setattr(os, "open", refuse)
    assert problems(tmp_path)[0] == (
        "city/a.yaml: error: this cannot be read: you do not have permission [unreadable]\n"
        "      = ask its owner to let you read it"
    )
    monkeypatch.setattr(Path, "stat", refuse)
    assert "[unreadable]" in problems(tmp_path)[0]


def test_a_folder_that_may_not_be_listed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "sub" / "b.yaml")
    real = os.scandir

    def scandir(path: str | os.PathLike[str]) -> object:
        if str(path).endswith("sub"):
            raise OSError(5, "disk", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert problems(tmp_path) == [
        "city/sub: error: this cannot be read: the system reports an error [unreadable]\n"
        "      = try again, or copy it to another disk"
    ]


def test_paths_can_always_be_printed() -> None:
    assert shown_path(os.fsdecode(b"a\xff.yaml")) == "a\\xff.yaml"


def test_a_file_of_which_nothing_may_be_known_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "a.yaml")

    def refuse(path: Path) -> bool:
        raise PermissionError(13, "no", str(path))

    monkeypatch.setattr(Path, "is_symlink", refuse)
    assert [one.path for one in found(tmp_path) if one.content] == ["city/a.yaml"]
