"""What the tests need to start Python processes of their own."""

from __future__ import annotations

import os
from pathlib import Path

import learningcity

ROOT = Path(__file__).parents[2]
"""The folder of the project."""

SOURCE = Path(learningcity.__file__).parents[1]


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a child: the same library, this project's tests and checks."""
    path = os.pathsep.join([str(SOURCE), str(ROOT)])
    return {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", **more}
