"""All bad inputs. ``python -m tests.robustness.corpus FOLDER`` writes them as files."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

from tests.robustness.corpus_base import Bad
from tests.robustness.corpus_city import rules, values
from tests.robustness.corpus_text import bombs, encodings, lines, whole


@cache
def all_bad() -> tuple[Bad, ...]:
    """Return every bad input, always in the same order; no two have the same name."""
    found = (*bombs(), *encodings(), *lines(), *whole(), *values(), *rules())
    names = [one.name for one in found]
    if len(set(names)) < len(names):
        raise ValueError(f"twice: {sorted({name for name in names if names.count(name) > 1})}")
    return found


def main(folder: Path) -> None:
    """Write every bad input as a file, and a table of what is expected of each."""
    folder.mkdir(parents=True, exist_ok=True)
    table = []
    for number, one in enumerate(all_bad()):
        name = f"{number:03}-{re.sub('[^a-z0-9]+', '-', one.name.lower()).strip('-')}.yaml"
        (folder / name).write_bytes(one.content)
        table.append(f"{name}\t{one.code}\t{one.line or ''}\n")
    (folder / "expected.tsv").write_text("".join(table), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
