"""Each tutorial can be taken away as a notebook, and the notebook works."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from docs.notebooks import notebook
from tests.pages import Session

TUTORIALS = Path(__file__).parent.parent / "docs" / "tutorials"


def cells(page: Path) -> list[dict[str, Any]]:
    data = json.loads(notebook(page.read_text("utf-8")))
    assert (data["nbformat"], data["nbformat_minor"]) == (4, 5)
    found: list[dict[str, Any]] = data["cells"]
    return found


PAGES = sorted(set(TUTORIALS.glob("*.md")) - {TUTORIALS / "index.md"})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_tutorial_offers_itself_as_a_notebook(page: Path) -> None:
    found = cells(page)
    assert len({cell["id"] for cell in found}) == len(found)
    assert found[0]["source"][0].startswith("# ")
    texts = ["".join(cell["source"]) for cell in found if cell["cell_type"] == "markdown"]
    assert not re.search(r"\.md\)|<!--|kernelspec", "\n".join(texts))
    for cell in found:
        if cell["cell_type"] == "code":
            assert (cell["execution_count"], cell["outputs"]) == (None, [])
            text = "".join(cell["source"])
            if not text.startswith(("!", "%%writefile ")):
                compile(text, page.name, "exec")


def test_the_notebook_of_the_first_tutorial_ends_with_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    session = Session("")
    said = ""
    for cell in cells(TUTORIALS / "your-city.md"):
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            continue
        if text.startswith("%%writefile "):
            name, _, body = text.removeprefix("%%writefile ").partition("\n")
            Path(name).write_text(body, "utf-8")
        elif text.startswith("!"):
            for line in text.splitlines():
                session.command(line.removeprefix("!"), allowed=(0, 1))
                said += session.printed
        else:
            session.python(text)
    assert [said.count(part) for part in ("unknown partner 'libary'", ": no problems")] == [1, 1]
    report = Path("report.html").read_text("utf-8")
    assert "Adults who cannot read a letter from the city" in report
    assert "Riverton" in report
