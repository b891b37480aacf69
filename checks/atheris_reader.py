"""A target for atheris, which looks for new branches: run ``make atheris``, on request only.

It reads whatever bytes atheris makes, by the library's whole way from bytes to a city. An
exception that is none of ours ends the run, and atheris keeps the bytes.
"""

from __future__ import annotations

import sys
from importlib import import_module

from checks.fuzz import STAGES


def one_input(content: bytes) -> None:
    """Read one input in every way; raise if something is wrong with the answer."""
    for stage, read in STAGES.items():
        wrong = read(content)
        if wrong is not None:
            raise AssertionError(f"{stage}: {wrong}")


def main() -> None:
    """Hand the target to atheris, with the library's own modules instrumented."""
    atheris = import_module("atheris")  # installed by `make atheris` alone

    atheris.instrument_all()
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
