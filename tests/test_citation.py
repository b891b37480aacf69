"""The file from which the library is cited says what the package says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent


def test_the_citation_agrees_with_the_package() -> None:
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert said["cff-version"] == "1.2.0"
    assert {"message", "title", "authors", "abstract"} <= set(said)
    assert said["version"] == project["version"]
    assert said["license"] == project["license"]
    assert said["authors"] == project["authors"]
    assert said["keywords"] == project["keywords"]
