"""Break the reader and its rules in one place at a time, and see whether the tests notice.

    python -m checks.mutants [--share 0.1] [--seconds 600] [--seed 1] [FILE …]

A mutant is a module with one comparison, operator, number, word or condition changed. Each is
tried in this process's forks with the tests of its layer, which stop at the first failure. Prints
every survivor; ends with 1 if fewer than 80 % were noticed. Needs Linux or macOS.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "learningcity"
GOAL = 0.8

TESTS = {
    "io/yaml_events.py": ("io/test_yaml_events.py", "io/test_reader.py"),
    "io/yaml_syntax.py": ("io/test_yaml_syntax.py", "io/test_reader.py"),
    "io/positions.py": ("io/test_reader.py", "io/test_yaml_events.py"),
    "io/documents.py": ("io/test_documents.py", "io/test_reader.py"),
    "io/folders.py": ("io/test_folders.py", "io/test_reader.py"),
    "io/assembly.py": ("io/test_reader.py",),
    "io/shape.py": ("io/test_reader.py",),
    "io/reader.py": ("io/test_reader.py",),
    "model/integrity.py": ("model/test_integrity.py", "io/test_reader.py"),
}
"""Which tests are run for which module."""

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Break: ast.Continue,
    ast.Continue: ast.Break,
}


@dataclass(frozen=True)
class Mutant:
    """A module with one change."""

    module: str
    line: int
    what: str
    text: str


def mutants_of(module: str) -> Iterator[Mutant]:
    """Return every mutant of a module, in the order of its text."""
    tree = ast.parse((SOURCE / module).read_text(encoding="utf-8"))
    skipped = {id(inner) for node in ast.walk(tree) for inner in _left_alone(node)}
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in skipped:
            continue
        for what in _changes(node):
            changed = copy.deepcopy(tree)
            twin = next(n for i, n in enumerate(ast.walk(changed)) if i == number)
            _apply(twin, what)
            line = getattr(node, "lineno", 0)
            yield Mutant(module, line, what, ast.unparse(changed))


def _left_alone(node: ast.AST) -> Iterator[ast.AST]:
    """Return what no test should notice: types, docstrings, assertions, what is said."""
    if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation is not None:
        yield from ast.walk(node.annotation)
    if isinstance(node, ast.FunctionDef) and node.returns is not None:
        yield from ast.walk(node.returns)
    if isinstance(node, ast.Assert | ast.JoinedStr):
        yield from ast.walk(node)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield from ast.walk(node)


def _changes(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Compare):
        yield from (f"op {i}" for i, op in enumerate(node.ops) if type(op) in SWAPS)
    elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in SWAPS:
        yield "op"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "no not"
    elif isinstance(node, ast.Constant) and type(node.value) in {bool, int}:
        yield "value"
    elif isinstance(node, ast.If | ast.While):
        yield "never"
    elif isinstance(node, ast.Return) and node.value is not None:
        yield "nothing"


def _apply(node: ast.AST, what: str) -> None:
    """Change a node as `what` says."""
    if isinstance(node, ast.Compare):
        place = int(what.split()[1])
        node.ops[place] = SWAPS[type(node.ops[place])]()  # type: ignore[call-overload]  # operators
    elif isinstance(node, ast.BoolOp | ast.BinOp):
        node.op = SWAPS[type(node.op)]()  # type: ignore[assignment]  # a like for a like
    elif isinstance(node, ast.UnaryOp):
        node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
    elif isinstance(node, ast.Constant):
        value = node.value
        node.value = not value if isinstance(value, bool) else cast("int", value) + 1
    elif isinstance(node, ast.If | ast.While):
        node.test = ast.Constant(value=False)
    elif isinstance(node, ast.Return):
        node.value = ast.Constant(value=None)


RUNNER = """
import os, sys, runpy
os.environ["LEARNINGCITY_EXAMPLES"] = "10"
import pytest, hypothesis, pydantic, yaml, rapidfuzz.fuzz, numpy, networkx, tests.strategies
for name in [name for name in sys.modules if name.split(".")[0] == "learningcity"]:
    del sys.modules[name]
root = sys.argv[1]
for line in sys.stdin:
    module, path, *tests = line.split()
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1), os.dup2(null, 2)
        sys.path.insert(0, path)
        plain = ["-x", "-q", "-p", "no:cacheprovider", "-o", "addopts=", "-o", "filterwarnings="]
        os._exit(pytest.main([*plain, *tests]) != 0)
    import signal, time
    end, status = time.monotonic() + 60, None
    while status is None and time.monotonic() < end:
        done, code = os.waitpid(child, os.WNOHANG)
        status = code if done else time.sleep(0.02)
    if status is None:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    print("survived" if status == 0 else "noticed", flush=True)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Test the tests of the reader.")
    parser.add_argument("modules", nargs="*", help=f"of {', '.join(TESTS)}")
    parser.add_argument("--share", type=float, default=0.1, help="which share of all mutants (0.1)")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    chosen = []
    for module in options.modules or TESTS:
        every = list(mutants_of(module))
        count = max(1, round(len(every) * options.share))
        chosen += sorted(chance.sample(every, count), key=lambda mutant: mutant.line)
    chance.shuffle(chosen)
    noticed, survivors = _tried(chosen, options.seconds)
    for mutant in sorted(survivors, key=lambda one: (one.module, one.line)):
        print(f"survived: {mutant.module}:{mutant.line} {mutant.what}")
    tried = noticed + len(survivors)
    score = noticed / tried if tried else 1.0
    print(f"{noticed} of {tried} noticed, {score:.0%}; {len(chosen) - tried} not tried for time")
    sys.exit(1 if score < GOAL else 0)


def _tried(chosen: list[Mutant], seconds: float) -> tuple[int, list[Mutant]]:
    """Return how many mutants were noticed, and which survived."""
    noticed, survivors = 0, []
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder, "learningcity")
        package.mkdir()
        _mirror(SOURCE, package)
        path = os.pathsep.join([folder, str(ROOT)])
        with subprocess.Popen(
            [sys.executable, "-c", RUNNER, folder],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as runner:
            assert runner.stdin is not None
            assert runner.stdout is not None
            sound = [Mutant(name, 0, "sound", (SOURCE / name).read_text("utf-8")) for name in TESTS]
            for mutant in [*sound, *chosen]:
                if time.monotonic() > end:
                    break
                place = package / mutant.module
                original = place.read_text(encoding="utf-8")
                place.write_text(mutant.text, encoding="utf-8")
                tests = " ".join(f"tests/{test}" for test in TESTS[mutant.module])
                runner.stdin.write(f"{mutant.module} {folder} {tests}\n")
                runner.stdin.flush()
                failed = runner.stdout.readline() == "noticed\n"
                if mutant.what == "sound":
                    if failed:
                        raise SystemExit(f"the tests of {mutant.module} fail without a mutant")
                elif failed:
                    noticed += 1
                else:
                    survivors.append(mutant)
                place.write_text(original, encoding="utf-8")
            runner.stdin.close()
            runner.send_signal(signal.SIGTERM)
    return noticed, survivors


def _mirror(source: Path, target: Path) -> None:
    """Copy a package's modules, so that the original is never touched."""
    for path in source.rglob("*"):
        copied = target / path.relative_to(source)
        if path.is_dir():
            copied.mkdir(exist_ok=True)
        elif path.suffix != ".pyc":
            copied.write_bytes(path.read_bytes())


if __name__ == "__main__":
    main()
