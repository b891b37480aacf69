"""Read a packaged city as plain data, with PyYAML alone."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import yaml

from tests.oracle.plain import Data

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "learningcity"


class PlainLoader(yaml.SafeLoader):
    """Only true, false, null and plain numbers are typed; all else stays text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


PlainLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(~|null|)$"), None)
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), None)
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(0|[1-9][0-9]*)$"), None)
PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^-?(0|[1-9][0-9]*)\.[0-9]+$"), None
)


def _decimal(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)))


PlainLoader.add_constructor("tag:yaml.org,2002:float", _decimal)


def read_plain(path: Path) -> Data:
    """One YAML file as plain data."""
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=PlainLoader)
    return dict(loaded or {})


def read_folder(folder: Path) -> Data:
    """Every YAML file below a folder, in code-point order of their paths and merged."""
    found = [p for p in folder.rglob("*") if p.suffix in (".yaml", ".yml") and p.is_file()]
    merged: Data = {}
    for path in sorted(found, key=lambda p: p.relative_to(folder).as_posix()):
        for key, value in read_plain(path).items():
            if key not in merged:
                merged[key] = value
            elif isinstance(value, dict):
                merged[key] = {**merged[key], **value}
            else:
                merged[key] = [*merged[key], *value]
    return merged


def wolverhampton() -> Data:
    """The packaged example city."""
    return read_folder(PACKAGE / "data" / "wolverhampton")


def shipped_activities() -> Data:
    """The general vocabulary of activities."""
    loaded = read_plain(PACKAGE / "data" / "activities.yaml")
    return dict(loaded.get("activities", loaded))
