"""A page that says what does not happen is found out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pages import PageError, Session, blocks

CITY = "```yaml city.yaml\nformat: learningcity/1\ncity: {id: a, name: A, as_of: 2026-01}\n```\n"
NOTEBOOK = "---\nfile_format: mystnb\n---\n\n# Page\n\n"

SOUND = {
    "a command and all it prints": CITY
    + "```console\n$ learningcity check city.yaml\ncity.yaml: no problems\n```",
    "the middle left out": "```python\nprint('a\\nb\\nc')\n```\n```text printed\na\n…\nc\n```",
    "names shared with cells": NOTEBOOK
    + "```{code-cell}\n:tags: [remove-cell]\n\nx = 1\n```\n```python\nassert x == 1\n```",
    "a city that names what is elsewhere": "```yaml\nreviews:\n"
    "  - {initiatives: [a, b], verdict: joint, date: 2025}\n```",
    "the line for an editor": "```yaml\n# yaml-language-server: $schema=city.schema.json\n```",
    "a change to a file": CITY + "```diff city.yaml\n-city: {id: a, name: A, as_of: 2026-01}\n"
    "+city: {id: a, name: A, as_of: 2026}\n```\n```bash\nlearningcity check city.yaml\n```",
    "output kept in a file": CITY + "```bash\nlearningcity check city.yaml > said.txt\n```\n"
    "```python\nfrom pathlib import Path\nprint(Path('said.txt').read_text())\n```\n"
    "```text printed\ncity.yaml: no problems\n```",
    "steps of a workflow": "```yaml .github/workflows/city.yaml\njobs:\n  check:\n    steps:\n"
    "      - uses: actions/checkout@v4\n      - run: learningcity check example:lanternport\n```",
    "a program in a file": "```python hello.py\nprint('hello')\n```\n"
    "```console\n$ python hello.py\nhello\n```",
    "a hidden command": "<!-- run: learningcity example lanternport city -->\n\n"
    "```bash\nlearningcity check city\n```",
    "a repository": "```bash\nmkdir city\ncd city\ngit init --quiet\ngit status --short\n```",
    "what is installed": "```bash\npython3 -m venv .venv\n.venv/bin/pip install .\n"
    'pip install "learningcity[plot,excel]"\npip install igraph\n'
    "make report test PYTHON=python3\n```",
    "programs of the repository": "```bash\npython -m checks.catalogues\n.ci/run\n"
    "python examples/lanternport/questions.py\n```",
    "another language": "Not run by\nour tests, no: not run by our tests.\n\n```r\nlibrary(x)\n```",
    "a formula": "```\nx = 1 + 1\n```",
    "a block in a note": "```{note}\n~~~python\nassert True\n~~~\n```",
    "data": '```json\n{"a": null}\n```\n```toml\na = 1\n```',
}


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("page", SOUND.values(), ids=SOUND)
def test_a_sound_page_runs(page: str) -> None:
    Session(page).run()


WRONG = {
    "commands without a kind": ("```\nlearningcity check x\n```", "need the kind bash or console"),
    "a prompt without a kind": ("```\n$ make docs\n```", "need the kind bash or console"),
    "a kind that nobody runs": ("```ruby\nputs 1\n```", "nobody runs the kind 'ruby'"),
    "a command that nobody runs": ("```bash\ncurl x\n```", "nobody runs 'curl'"),
    "a command that fails": ("```bash\nlearningcity check nowhere\n```", "ended with 2"),
    "findings with errors": (
        "```yaml bad.yaml\nformat: learningcity/1\n```\n```bash\nlearningcity gaps bad.yaml\n```",
        "line 4: 'learningcity gaps bad.yaml' ended with 1",
    ),
    "other output": (
        CITY + "```console\n$ learningcity check city.yaml\nall well\n```",
        "- all well\n+ city.yaml: no problems",
    ),
    "output that is not all": ("```python\nprint('a\\nb')\n```\n```text printed\na\n```", "+ b"),
    "output without a command": ("```console\nno problems\n```", "begins with a command"),
    "code that fails": ("\n\n```python\n1 / 0\n```", "line 3: ZeroDivisionError"),
    "code that fails in a note": ("```{note}\n\n~~~python\n1 / 0\n~~~\n```", "line 3: ZeroDiv"),
    "a cell outside of a notebook": ("```{code-cell}\n1\n```", "only a notebook has cells"),
    "a cell that fails": (
        NOTEBOOK + "```{code-cell}\nx = y\n```\n```python\nx\n```",
        "line 10: NameError",
    ),
    "a file that nothing uses": (CITY, "line 1: nothing on the page uses 'city.yaml'"),
    "a file elsewhere": ("```yaml ../city.yaml\na: 1\n```", "is no file of the folder"),
    "a misspelt key": ("```yaml\npartner:\n  a: {name: A}\n```", "unknown-key"),
    "a scenario with a misspelt key": (
        "```yaml\nformat: learningcity-scenario/1\nscenario: {id: a, nam: A}\n```",
        "unknown key 'nam'",
    ),
    "YAML of something else": ("```yaml\n- a\n```", "name the file of anything else"),
    "a change of nothing": (CITY + "```diff city.yaml\n-a\n+b\n```", "the lines stand 0 times"),
    "a step of a workflow that fails": (
        "```yaml .github/workflows/a.yaml\njobs: {a: {steps: [{run: learningcity chek}]}}\n```",
        "ended with 2",
    ),
    "an extra that is not there": (
        "```bash\npip install learningcity[plots]\n```",
        "['learningcity[plots]']",
    ),
    "a library that is not tested": ("```bash\npip install left-pad\n```", "['left-pad']"),
    "a target that is not there": ("```bash\nmake love\n```", "no 'love'"),
    "a program that is not there": ("```bash\npython -m checks.nothing\n```", "No such file"),
    "another language as if run": ("```r\nlibrary(x)\n```", "not run by our tests"),
    "a directive of code": ("```{code-block} python\n1\n```", "write a plain fence"),
    "code in the other markup": (
        "```{eval-rst}\n.. code-block:: python\n```",
        "write a plain fence",
    ),
    "data that are none": ("```json\n{,}\n```", "JSONDecodeError"),
}


@pytest.mark.parametrize(("page", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_page_fails(page: str, said: str) -> None:
    with pytest.raises(PageError, match=re.escape(said)):
        Session(page).run()


def test_blocks_know_their_line() -> None:
    page = NOTEBOOK + "text\n\n```yaml a/b.yaml\nx: 1\n```\n\n```{note}\n~~~python\n1\n~~~\n```\n"
    assert [(block.kind, block.file, block.line) for block in blocks(page)] == [
        ("yaml", "a/b.yaml", 9),
        ("python", "", 14),
    ]
