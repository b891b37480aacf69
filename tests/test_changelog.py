"""The small files of news are well formed, and a release gathers all of them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NEWS = ROOT / "changelog.d"
FRAGMENTS = sorted(path for path in NEWS.iterdir() if path.name != "README.md")
SORTS = {
    sort["directory"]: sort["name"]
    for sort in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "towncrier"
    ]["type"]
}


def problem_of(name: str, text: str) -> str | None:
    """What is wrong with a piece of news, if anything."""
    found = re.fullmatch(r"\+[a-z0-9-]+\.([a-z]+)\.md", name)
    if found is None or found[1] not in SORTS:
        return "is not named +short-name.SORT.md"
    if not re.search(r"\S[.)`]$", text.rstrip()) or text != text.strip() + "\n":
        return "is not whole sentences with one line end after them"
    if re.search(r"^(#|- )", text, re.MULTILINE):
        return "brings its own heading or list"
    return None


@pytest.mark.parametrize("path", FRAGMENTS, ids=lambda path: path.name)
def test_a_piece_of_news_is_well_formed(path: Path) -> None:
    assert problem_of(path.name, path.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("+speed.added.md", "It is fast.\n", None),
        ("speed.added.md", "It is fast.\n", "is not named +short-name.SORT.md"),
        ("+speed.faster.md", "It is fast.\n", "is not named +short-name.SORT.md"),
        ("+speed.added.md", "", "is not whole sentences with one line end after them"),
        ("+speed.added.md", "It is fast", "is not whole sentences with one line end after them"),
        ("+speed.added.md", "- It is fast.\n", "brings its own heading or list"),
    ],
)
def test_what_is_not_well_formed_is_found(name: str, text: str, problem: str | None) -> None:
    assert problem_of(name, text) == problem


def test_a_release_gathers_all_news_and_keeps_what_was_written_before(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(NEWS, tmp_path / "changelog.d")
    (tmp_path / "changelog.d" / "+zebra.fixed.md").write_text("Zebras.\n", encoding="utf-8")
    before = (tmp_path / "CHANGELOG.md").read_text(encoding="utf-8")

    news = {path.name: path.read_text(encoding="utf-8") for path in FRAGMENTS}
    news["+zebra.fixed.md"] = "Zebras.\n"
    command = ["build", "--yes", "--version", "9.8.7", "--date", "2031-02-03"]
    done = subprocess.run(
        [sys.executable, "-m", "towncrier", *command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr

    after = (tmp_path / "CHANGELOG.md").read_text(encoding="utf-8")
    head, heading, rest = before.partition("## [Unreleased]\n")
    assert heading
    assert after.startswith(f"{head}{heading}\n## [9.8.7] - 2031-02-03\n\n### ")
    assert after.endswith(rest)
    new = after.removeprefix(head + heading).removesuffix(rest)
    for name, text in news.items():
        sort = SORTS[name.split(".")[1]]
        (part,) = re.findall(rf"^### {sort}\n(.*?)(?=^### |\Z)", new, re.DOTALL | re.MULTILINE)
        assert f"- {' '.join(text.split())}" in " ".join(part.split())
    assert [path.name for path in (tmp_path / "changelog.d").iterdir()] == ["README.md"]
