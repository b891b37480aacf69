"""Run the fenced blocks of a page, in order, in one empty folder.

How a block is fenced says what happens with it. The first word is its kind, the rest names a file
or says what the block is:

``bash``
    Each line is a command, and is run. What it prints is not shown.
``console``
    Lines that begin with ``$ `` are commands. What follows is all that they print, compared line by
    line; a line that holds only ``…`` stands for any lines.
``python``
    Is run. All blocks of a page share their names, in a notebook with its cells too.
``text printed``
    All that the block before it printed, compared in the same way.
``yaml``, ``json``, ``toml`` without the name of a file
    Is read. YAML is a city, a scenario, or some keys of a city: it must be right but for ids that
    stand elsewhere.
any kind with the name of a file
    Is written to that file in the folder. A later block has to use it. ``text`` never is a file. A
    file in ``.github/workflows`` is used by running its steps.
``diff`` with the name of a file
    The lines with ``-`` are found in that file, once, and give way to those with ``+``.
``{code-cell}``
    Is run by the build of the documentation, so only a notebook may have it.
``text``, ``html``, ``bibtex``
    Is shown only. So is what has no kind, unless it has commands.
``r``, ``javascript``, ``powershell``
    Cannot be run here. The page has to say: not run by our tests.
``<!-- run: COMMAND -->``
    Is run and not shown: what a page needs to have in its folder before it begins.

The commands are ``learningcity``, which runs in this process, ``python FILE``, ``git``, ``cd`` and
``mkdir``. Of ``pip install``, ``make`` and the programs of this repository it is looked up whether
what they name exists; `.ci/run` and other tests do what they say.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import runpy
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from functools import cache
from io import StringIO
from pathlib import Path

import yaml
from click.testing import CliRunner
from markdown_it import MarkdownIt

from learningcity.cli import main
from learningcity.errors import CityFileError
from learningcity.io.reader import parse_city
from learningcity.io.scenarios import parse_scenario

ROOT = Path(__file__).parent.parent
SHOWN = {"text", "bibtex", "html"}
ELSEWHERE = {"r", "javascript", "powershell"}
READ: dict[str, Callable[[str], object]] = {"json": json.loads, "toml": tomllib.loads}
COMMANDS = {"learningcity", "python", "python3", "pip", "make", "git", "cd", "mkdir"}
PART = "format: learningcity/1\ncity: {id: example, name: Example, as_of: 2026-01}\n"


class PageError(AssertionError):
    """A page says something that does not happen."""


@dataclass(frozen=True)
class Block:
    """One fenced block, or one hidden command."""

    kind: str
    rest: str
    text: str
    line: int

    @property
    def file(self) -> str | None:
        """The file that the block is written to."""
        return self.rest if self.kind not in {"text", "diff", "hidden", "cell"} else None


def blocks(page: str, first: int = 1) -> Iterator[Block]:
    """Yield the blocks of a page, those inside of notes and tabs too."""
    if match := re.match(r"---\n.*?\n---\n", page, re.DOTALL):
        first += match[0].count("\n")
        page = page[match.end() :]
    for token in MarkdownIt("commonmark").parse(page):
        if token.type not in {"fence", "html_block"} or token.map is None:
            continue
        line = first + token.map[0]
        if token.type == "html_block":
            for command in re.findall(r"<!-- run: (.*) -->", token.content):
                yield Block("hidden", "", command, line)
            continue
        kind, _, rest = token.info.strip().partition(" ")
        if kind == "{code-cell}":
            yield Block("cell", rest, token.content, line)
        elif kind.startswith("{code") or kind in {"{doctest}", "{eval-rst}"}:
            if "code-block::" in token.content or kind != "{eval-rst}":
                raise PageError(f"line {line}: write a plain fence with a kind, not {kind}")
        elif kind.startswith("{"):
            yield from blocks(token.content, line + 1)
        else:
            yield Block(kind, rest.strip(), token.content, line)


@cache
def project() -> dict[str, dict[str, object]]:
    """Return what pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@dataclass
class Session:
    """A page as it is run: its folder is the current one."""

    page: str
    names: dict[str, object] = field(default_factory=lambda: {"__name__": "page"})
    waiting: list[str] = field(default_factory=list)
    written: dict[str, int] = field(default_factory=dict)
    used: list[str] = field(default_factory=list)
    printed: str = ""

    def run(self) -> None:
        """Run every block; raise at the first that does not do what the page says."""
        for block in blocks(self.page):
            try:
                self.block(block)
            except PageError as error:
                raise PageError(f"line {block.line}: {error}") from None
            except Exception as error:
                raise PageError(f"line {block.line}: {type(error).__name__}: {error}") from error
        for name, line in self.written.items():
            ways = {name, name.split("/")[0]}
            if not any(way in used for way in ways for used in self.used):
                raise PageError(f"line {line}: nothing on the page uses '{name}'")

    def block(self, block: Block) -> None:
        """Do with one block what its kind says."""
        match block.kind:
            case "hidden" | "bash" if not block.file:
                for line in filter(None, map(str.strip, block.text.splitlines())):
                    if not line.startswith("#"):
                        self.command(line, allowed=(0, 1) if " check " in line else (0,))
            case "console":
                self.console(block.text)
            case "cell":
                if not re.match(r"---\nfile_format: mystnb\n", self.page):
                    raise PageError("only a notebook has cells; begin the page like the others")
                self.waiting.append(re.sub(r"^:.*\n+", "", block.text, flags=re.MULTILINE))
            case "diff":
                self.change(block)
            case "text" if block.rest == "printed":
                compare(block.text, self.printed)
            case _ if block.file:
                self.write(block)
            case "python":
                self.python(block.text)
            case "yaml":
                read_yaml(block.text)
            case kind if kind in READ:
                READ[kind](block.text)
            case kind if kind in ELSEWHERE:
                if "not run by our tests" not in " ".join(self.page.split()):
                    raise PageError("the page has to say that this is not run by our tests")
            case "":
                first = {line.split(" ")[0].removeprefix("$ ") for line in block.text.splitlines()}
                if "$" in first or any(Path(word).name in COMMANDS for word in first):
                    raise PageError("commands need the kind bash or console")
            case kind if kind not in SHOWN:
                raise PageError(f"nobody runs the kind '{kind}'; see tests/pages.py")

    def python(self, code: str) -> None:
        """Run code with the names of all cells and blocks before it."""
        cells, self.waiting = self.waiting, []
        for cell in cells:
            with redirect_stdout(StringIO()):
                exec(cell, self.names)
        said = StringIO()
        with redirect_stdout(said):
            exec(code, self.names)
        self.used.append(code)
        self.printed = said.getvalue()

    def write(self, block: Block) -> None:
        """Write a block to its file; run the steps of a workflow."""
        if not (inside(block.rest) and re.fullmatch(r"[\w./-]+", block.rest)):
            raise PageError(f"'{block.rest}' is no file of the folder")
        path = Path(block.rest)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, "utf-8")
        if block.text.startswith("#!"):
            path.chmod(0o755)
        self.written[block.rest] = block.line
        if path.parent == Path(".github/workflows"):
            for job in yaml.safe_load(block.text)["jobs"].values():
                for step in job["steps"]:
                    for line in step.get("run", "").splitlines():
                        self.command(line)
            self.used.append(block.rest)

    def change(self, block: Block) -> None:
        """Change a file as a block of lines with ``-`` and ``+`` says."""
        lines = block.text.splitlines()
        before = "".join(line[1:] + "\n" for line in lines if not line.startswith("+"))
        after = "".join(line[1:] + "\n" for line in lines if not line.startswith("-"))
        path = Path(block.rest)
        text = path.read_text("utf-8")
        if text.count(before) != 1:
            raise PageError(f"the lines stand {text.count(before)} times in {path}")
        path.write_text(text.replace(before, after), "utf-8")

    def console(self, text: str) -> None:
        """Run commands and compare what they print with what is shown below each."""
        _, *parts = re.split(r"^\$ (.*)\n", text, flags=re.MULTILINE)
        if not parts or _:
            raise PageError("a console block begins with a command: $ …")
        for line, shown in zip(parts[::2], parts[1::2], strict=True):
            self.command(line, allowed=(0, 1) if ": error: " in shown else (0,))
            compare(shown, self.printed)

    def command(self, line: str, allowed: tuple[int, ...] = (0,)) -> None:
        """Run one command."""
        self.used.append(line)
        words = shlex.split(line, comments=True)
        target = None
        if len(words) > 2 and words[-2] == ">":
            words, target = words[:-2], words[-1]
        name, arguments = Path(words[0]).name, words[1:]
        match [name.removesuffix("3"), *arguments]:
            case ["learningcity", *_]:
                pass
            case ["python", "-m", "learningcity", *arguments]:
                name = "learningcity"
            case ["python", "-m", "pip", *arguments]:
                name = "pip"
            case ["python", "-m", "venv", ".venv"] | ["source", ".venv/bin/activate"]:
                return
            case ["python", program] | ["python", "-m", program, *_] if of_repository(program):
                return
            case [_] if of_repository(words[0]):
                return
        code, self.printed = execute(name, arguments)
        if code not in allowed:
            raise PageError(f"'{line}' ended with {code}:\n{self.printed}")
        if target:
            Path(target).write_text(self.printed, "utf-8")
            self.printed = ""


def execute(name: str, arguments: list[str]) -> tuple[int, str]:
    """Run a command; return how it ended and what it printed."""
    match name.removesuffix("3"):
        case "learningcity":
            done = CliRunner(env={"COLUMNS": "80"}).invoke(main, arguments)
            if done.exception and not isinstance(done.exception, SystemExit):
                raise done.exception
            return done.exit_code, done.output
        case "python":
            said, kept = StringIO(), sys.argv
            sys.argv = arguments
            try:
                with redirect_stdout(said):
                    runpy.run_path(arguments[0], run_name="__main__")
            finally:
                sys.argv = kept
            return 0, said.getvalue()
        case "git":
            ran = subprocess.run(
                ["git", *arguments],
                env=os.environ
                | GIT
                | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
            )
            return ran.returncode, ran.stdout
        case "cd" | "mkdir" if len(arguments) == 1 and inside(arguments[0]):
            (os.chdir if name == "cd" else os.mkdir)(arguments[0])
            return 0, ""
        case "pip" if arguments[0] == "install":
            wanted = [word for word in arguments[1:] if not word.startswith("-")]
            if unknown := [word for word in wanted if not installable(word)]:
                raise PageError(f"pyproject.toml does not name {unknown}")
            return 0, ""
        case "make":
            for target in (word for word in arguments if "=" not in word):
                if not re.search(
                    rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE
                ):
                    raise PageError(f"the Makefile has no '{target}'")
            return 0, ""
    raise PageError(f"nobody runs '{name}'; see tests/pages.py")


GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Officer",
    "GIT_AUTHOR_EMAIL": "officer@example.org",
    "GIT_COMMITTER_NAME": "Officer",
    "GIT_COMMITTER_EMAIL": "officer@example.org",
}


def of_repository(program: str) -> bool:
    """Say whether a program or a module belongs to this repository and not to the page."""
    module = f"{program.replace('.', '/')}.py"
    return ("/" in program and (ROOT / program).is_file()) or (ROOT / module).is_file()


def inside(name: str) -> bool:
    """Say whether a path stays in the folder of the page."""
    return Path(name).resolve().is_relative_to(Path.cwd()) or name == ".."


def installable(requirement: str) -> bool:
    """Say whether pip is asked for this project, or for something that the tests have."""
    if requirement == ".":
        return True
    match = re.fullmatch(r"([\w-]+)(?:\[([\w,-]+)\])?", requirement)
    if match is None:
        return False
    extras = project()["project"]["optional-dependencies"]
    assert isinstance(extras, dict)
    if match[1] == "learningcity":
        return set(filter(None, (match[2] or "").split(","))) <= set(extras)
    needed = [str(line) for group in project()["dependency-groups"].values() for line in group]  # type: ignore[attr-defined]
    return any(re.split(r"[>=~<\[]", line)[0] == match[1] for line in needed)


def compare(shown: str, printed: str) -> None:
    """Compare what a page shows with what was printed; a line ``…`` stands for any lines."""
    want, got = (
        [line.rstrip() for line in text.rstrip().splitlines()] for text in (shown, printed)
    )
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line) + r"\n" for line in want
    )
    if not re.fullmatch(pattern, "".join(line + "\n" for line in got)):
        difference = "\n".join(difflib.ndiff(want, got))
        raise PageError(f"this is not what is printed:\n{difference}")


def read_yaml(text: str) -> None:
    """Read a city, a scenario, or a part of a city that names ids from elsewhere."""
    data = yaml.safe_load(text)
    if data is None:
        return
    if not isinstance(data, dict):
        raise PageError(
            "YAML is a city, a scenario or some keys of a city; name the file of anything else"
        )
    if str(data.get("format", "")).startswith("learningcity-scenario/"):
        parse_scenario(text)
        return
    head = "" if "format" in data else PART if "city" not in data else PART.splitlines()[0] + "\n"
    try:
        parse_city(head + text)
    except CityFileError as error:
        wrong = {problem.code for problem in error.problems if problem.severity == "error"}
        if wrong - {"unknown-reference"}:
            raise PageError(str(error)) from None
