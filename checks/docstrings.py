"""Check the docstrings of all public names by the rules of numpydoc.

    python -m checks.docstrings

Public are the names of ``learningcity`` and ``learningcity.plotting``, and what their classes
offer. Which rules hold is said in ``pyproject.toml``; methods and properties need no sections of
their own but the parameters. Ends with 1 if a docstring breaks a rule.
"""

from __future__ import annotations

import inspect
import sys
import tomllib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from numpydoc.validate import ERROR_MSGS, validate

import learningcity
import learningcity.plotting

SETTINGS = Path(__file__).parents[1] / "pyproject.toml"
NAMES_ONLY = frozenset({"EX01", "RT01", "SA01", "YD01"})
"""Rules for names, not for what a class offers: its line says it, its class has the example."""
FIELDS = "PR01"
"""Classes have their parameters as fields, each with a sentence under it."""


def rules() -> frozenset[str]:
    """The rules that hold: all but those that are named in the settings."""
    with SETTINGS.open("rb") as file:
        chosen = tomllib.load(file)["tool"]["numpydoc_validation"]["checks"]
    assert chosen[0] == "all"
    return frozenset(ERROR_MSGS) - frozenset(chosen[1:])


def names() -> Iterator[tuple[str, object]]:
    """All public names, with what they stand for."""
    for module in (learningcity, learningcity.plotting):
        for name in module.__all__:
            if name != "__version__":
                yield f"{module.__name__}.{name}", getattr(module, name)


def offered(owner: type) -> Iterator[str]:
    """What a class offers, with where it is written."""
    for above in owner.__mro__:
        if above.__module__.partition(".")[0] == learningcity.__name__:
            for name, value in vars(above).items():
                if not name.startswith("_") and (
                    inspect.isfunction(value)
                    or isinstance(value, property | cached_property | classmethod)
                ):
                    yield f"{above.__module__}.{above.__qualname__}.{name}"


def faults() -> Iterator[str]:
    """What is wrong, a line for each rule that is broken."""
    every = rules()
    wanted: dict[str, frozenset[str]] = {}
    for name, value in names():
        wanted[name] = every - {FIELDS} if isinstance(value, type) else every
        if isinstance(value, type):
            wanted.update(dict.fromkeys(offered(value), every - NAMES_ONLY))
    for name, held in wanted.items():
        for code, message in validate(name)["errors"]:
            if code in held:
                yield f"{name}: {code} {message}"


def main() -> int:
    """Print what is wrong, and return the exit code."""
    found = list(faults())
    print("\n".join(found) if found else "every public docstring follows the rules of numpydoc")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
