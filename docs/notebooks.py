"""Make a notebook of a tutorial, for download. Nothing in it has been run."""

import json
import re
from pathlib import Path

FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```\n", re.DOTALL | re.MULTILINE)
MACHINERY = r"\A---\n.*?\n---\n|^\{download\}`.*?`\n|<!-- .*? -->\n"


def cells(page: str) -> list[tuple[str, str]]:
    """Return the cells of a page, each with its kind: what is run as code, all else as text."""
    found: list[tuple[str, str]] = []
    page = re.sub(MACHINERY, "", page, flags=re.DOTALL | re.MULTILINE)
    end = 0
    for fence in FENCE.finditer(page):
        code = _code(fence[1].strip(), fence[2])
        if code is None:
            continue
        found += [("markdown", page[end : fence.start()]), ("code", code)]
        end = fence.end()
    found.append(("markdown", page[end:]))
    return [
        (kind, _plain(text) if kind == "markdown" else text) for kind, text in found if text.strip()
    ]


def _code(info: str, text: str) -> str | None:
    """Return what a fenced block is in a notebook; none where it is only shown."""
    kind, _, file = info.partition(" ")
    if kind == "{code-cell}":
        return "" if ":tags: [remove-cell]" in text else re.sub(r"^:.*\n\n?", "", text)
    if kind == "console":
        return "\n".join("!" + line for line in re.findall(r"^\$ (.*)", text, re.MULTILINE))
    if kind == "diff":
        lines = text.splitlines(keepends=True)
        before = "".join(line[1:] for line in lines if not line.startswith("+"))
        after = "".join(line[1:] for line in lines if not line.startswith("-"))
        return (
            f"from pathlib import Path\n\nfile = Path({file!r})\ntext = file.read_text('utf-8')\n"
            f"file.write_text(text.replace({before!r}, {after!r}), 'utf-8');"
        )
    if kind != "text" and file:
        return f"%%writefile {file}\n{text}"
    return text if kind == "python" else None


def _plain(text: str) -> str:
    """Return text whose links inside the documentation are words only."""
    return re.sub(r"\[([^\]]*)\]\((?!https?:)[^)]*\)", r"\1", text).strip()


def notebook(page: str) -> str:
    """Return a page as a notebook in its file format."""
    listed = []
    for number, (kind, text) in enumerate(cells(page), 1):
        cell: dict[str, object] = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}}
        cell["source"] = text.rstrip("\n").splitlines(keepends=True)
        listed.append(
            cell if kind == "markdown" else cell | {"execution_count": None, "outputs": []}
        )
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    data = {"cells": listed, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def write_notebooks(docs: Path) -> None:
    """Write a notebook for each tutorial to where the pages link to."""
    target = docs / "_build" / "notebooks"
    target.mkdir(parents=True, exist_ok=True)
    for page in sorted((docs / "tutorials").glob("*.md")):
        (target / f"{page.stem}.ipynb").write_text(notebook(page.read_text("utf-8")), "utf-8")
