"""Things in a folder that are no plain files: none blocks, none leads out, each is named."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from learningcity.errors import CityNotFoundError
from learningcity.io.limits import Limits
from learningcity.io.reader import CheckResult, check_city
from tests.robustness.corpus_base import BASE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has other special files")


def link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def listening(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50 * 2**30)


def outside(path: Path) -> None:
    other = path.parent.parent / "secret.yaml"
    other.write_text("password: x\n", encoding="utf-8")
    path.symlink_to(other)


SPECIAL: dict[str, tuple[Callable[[Path], None], str]] = {
    "a pipe": (os.mkfifo, "not-a-file"),
    "a socket": (listening, "not-a-file"),
    "a folder with the name of a file": (Path.mkdir, ""),
    "a link to endless zeros": (link_to("/dev/zero"), "outside-folder"),
    "a link to nothing": (link_to("gone.yaml"), "unreadable"),
    "a link to itself": (link_to("special.yaml"), "unreadable"),
    "a link out of the folder": (outside, "outside-folder"),
    "a link to a system file": (link_to("/etc/passwd"), "outside-folder"),
    "a link upwards": (link_to("."), ""),
    "50 GB of nothing": (sparse, "too-big"),
}


def codes(result: CheckResult) -> list[str]:
    return [problem.code for problem in result.problems if problem.location.line is None]


@pytest.mark.parametrize("name", SPECIAL)
def test_a_folder_with_something_special_in_it(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "city"
    folder.mkdir()
    (folder / "city.yaml").write_text(BASE, encoding="utf-8")
    make, code = SPECIAL[name]
    make(folder / "special.yaml")
    result = check_city(folder)
    assert codes(result) == ([code] if code else [])
    assert result.ok == (not code)
    assert "password" not in str(result)
    assert "root:" not in str(result)


@pytest.mark.parametrize("name", SPECIAL)
def test_something_special_given_by_name(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "city"
    folder.mkdir()
    SPECIAL[name][0](folder / "special.yaml")
    try:
        result = check_city(folder / "special.yaml")
    except CityNotFoundError:
        assert name in {"a link to nothing", "a link to itself"}
        return
    # Who names a link means what it leads to.
    assert not result.ok
    assert result.problems


def test_an_endless_device_given_by_name_is_no_file() -> None:
    for device in ("/dev/zero", "/dev/null", "/dev/tty"):
        assert codes(check_city(device)) == ["not-a-file"]


def test_a_folder_that_links_to_itself_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "city.yaml").write_text(BASE, encoding="utf-8")
    for number in range(5):
        (tmp_path / f"again{number}").symlink_to(tmp_path)
        os.link(tmp_path / "city.yaml", tmp_path / f"same{number}.yaml")
    assert check_city(tmp_path).ok


def test_ten_thousand_files_are_read_and_one_more_is_too_many(tmp_path: Path) -> None:
    for number in range(10_001):
        (tmp_path / f"{number:05}.yaml").touch()
    assert codes(check_city(tmp_path)) == ["too-many-files"]
    (tmp_path / "00000.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "10000.yaml").unlink()
    result = check_city(tmp_path)
    assert result.ok
    assert set(codes(result)) == {"empty"}


def test_names_that_are_no_text_or_act_on_a_terminal(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    for name in (b"\xff\xfe.yaml", b"a\x1b[31m.yaml", b"a\nb.yaml", b"\xe2\x80\xae.yaml"):
        with open(folder + b"/" + name, "wb") as file:  # noqa: PTH123 - no path of text has them
            file.write(b"a: [\n")
    text = str(check_city(tmp_path))
    assert text.replace("\n", "").isprintable()


@pytest.mark.skipif(os.geteuid() != 0, reason="only the administrator may have no such file")
def test_the_administrator_reads_what_nobody_may(tmp_path: Path) -> None:
    path = tmp_path / "city.yaml"
    path.write_text(BASE, encoding="utf-8")
    path.chmod(0)
    assert check_city(path).ok


def test_a_file_that_the_system_does_not_hand_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "city.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "closed.yaml").write_text("ties: []\n", encoding="utf-8")
    open_file = os.open

    def refuse(path: str | os.PathLike[str], *arguments: int) -> int:
        if os.fspath(path).endswith("closed.yaml"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return open_file(path, *arguments)

    monkeypatch.setattr(os, "open", refuse)
    result = check_city(tmp_path)
    assert codes(result) == ["unreadable"]
    assert "you do not have permission" in str(result)


def test_limits_of_a_folder_are_settings(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.yaml").touch()
    assert codes(check_city(tmp_path, limits=Limits(files=2))) == ["too-many-files"]
