"""The long form of each problem code: what is wrong, why it matters, what to do, an example.

Each code has one text in the package data. The documentation and the tests are made from the same
texts; what the reader says about an example is never written down here, it is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from learningcity.errors import UnknownIdError

if TYPE_CHECKING:
    from learningcity.diagnostics import Problem

__all__ = ["CODES", "Explanation", "check_example", "explain", "list_codes", "render_explanation"]

_FOLDER: Final = files("learningcity").joinpath("data", "problems")
_FENCE: Final = re.compile(r"```yaml ?(\S*)\n(.*?)```", re.DOTALL)
_FILE: Final = "city.yaml"
_SCENARIO: Final = "scenario.yaml"

CODES: Final = tuple(sorted(path.name.removesuffix(".md") for path in _FOLDER.iterdir()))
"""All problem codes, in the order of the alphabet."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What there is to say about one problem code.

    ``wrong`` and ``mended`` are the files of the example, each a name and a text. They are empty
    where no example can be shown; the last paragraph then says why.
    """

    code: str
    severity: str
    summary: str
    paragraphs: tuple[str, ...]
    wrong: tuple[tuple[str, str], ...]
    mended: tuple[tuple[str, str], ...]

    def said(self) -> str:
        """Return what the reader says about the wrong files of the example."""
        from learningcity.errors import render_problems

        problems = check_example(self.wrong)
        about = [p for p in problems if p.code == self.code or p.severity != "info"]
        return render_problems(about)


def explain(code: str) -> Explanation:
    """Return what there is to say about a problem code.

    Raises
    ------
    UnknownIdError
        No problem has this code.
    """
    if code not in CODES:
        from learningcity.model.suggest import closest

        raise UnknownIdError("problem code", code, closest(code, CODES))
    content = _FOLDER.joinpath(f"{code}.md").read_text(encoding="utf-8")
    prose, _, example = content.partition("\n## Wrong\n")
    wrong, _, mended = example.partition("\n## Mended\n")
    _, first, *paragraphs = (" ".join(part.split()) for part in prose.strip().split("\n\n"))
    severity, _, summary = first.partition(": ")
    return Explanation(
        code, severity, summary, tuple(paragraphs), _example(wrong), _example(mended)
    )


def check_example(example: tuple[tuple[str, str], ...]) -> tuple[Problem, ...]:
    """Return the problems of the files of an example; a last one may be a scenario for the city."""
    from learningcity.io.changes import check_document
    from learningcity.io.documents import read_document
    from learningcity.io.reader import check_texts

    files = dict(example)
    scenario = files.pop(_SCENARIO, None)
    result = check_texts(files, name=_FILE)
    if scenario is None or result.city is None:
        return result.problems
    return check_document(result.city, read_document(scenario, _SCENARIO)).problems


def list_codes() -> str:
    """Return all codes, a line each."""
    width = max(map(len, CODES))
    return "\n".join(f"{code:<{width}}  {_plain(explain(code).summary)}" for code in CODES)


def render_explanation(found: Explanation) -> str:
    """Return an explanation as text for a terminal."""
    import textwrap

    heading = f"{found.code} ({found.severity})"
    paragraphs = (_plain(part) for part in (found.summary, *found.paragraphs))
    parts = [heading, *(textwrap.fill(part, 80, break_on_hyphens=False) for part in paragraphs)]
    if found.wrong:
        parts += ["Wrong:", *_shown(found.wrong)]
        parts += ["What 'learningcity check' says:", textwrap.indent(found.said(), "    ")]
        parts += ["Mended:", *_shown(found.mended)]
    return "\n\n".join(parts)


def _example(content: str) -> tuple[tuple[str, str], ...]:
    return tuple((name or _FILE, text) for name, text in _FENCE.findall(content))


def _shown(example: tuple[tuple[str, str], ...]) -> list[str]:
    """Return the files of an example, indented; their names only where there are several."""
    import textwrap

    several = len(example) > 1
    shown = []
    for name, text in example:
        title = f"# {name}\n" if several else ""
        shown.append(textwrap.indent(f"{title}{text.rstrip()}", "    "))
    return shown


def _plain(text: str) -> str:
    """Return Markdown text for people who read it as it is."""
    return text.replace("`", "'")
