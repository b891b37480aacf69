"""What a command loads before it is needed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("babel", "jinja2", "networkx", "numpy", "pydantic", "rapidfuzz", "rich", "yaml")

PROGRAM = """
import json, sys
from learningcity.cli import main
sys.argv = ["learningcity", *{arguments!r}]
try:
    main()
except SystemExit:
    pass
print(json.dumps(sorted(name for name in sys.modules if "." not in name)), file=sys.stderr)
"""


def loaded_by(*arguments: str) -> set[str]:
    program = PROGRAM.format(arguments=arguments)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_help_loads_nothing_but_click() -> None:
    assert loaded_by("--help").isdisjoint(HEAVY)
    assert loaded_by("duplicates", "--help").isdisjoint(HEAVY)


def test_the_list_of_problems_loads_nothing_but_click() -> None:
    assert loaded_by("explain").isdisjoint(HEAVY)


@pytest.mark.parametrize("command", ["check", "duplicates", "coverage", "gaps", "overview", "show"])
def test_an_analysis_loads_neither_numpy_nor_networkx(command: str) -> None:
    more = ["need:claim-rate-2023-08"] if command == "show" else []
    loaded = loaded_by(command, "example:wolverhampton", *more)
    assert "pydantic" in loaded
    assert loaded.isdisjoint({"numpy", "networkx"})


def test_a_comparison_loads_neither_numpy_nor_networkx() -> None:
    loaded = loaded_by("compare", "example:wolverhampton", "example:wolverhampton")
    assert loaded.isdisjoint({"numpy", "networkx", "jinja2"})


def test_a_report_of_a_small_partnership_loads_no_numpy(tmp_path: Path) -> None:
    loaded = loaded_by("report", "example:wolverhampton", "-o", str(tmp_path / "report.html"))
    assert "networkx" in loaded
    assert "numpy" not in loaded
