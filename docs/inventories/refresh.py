"""Look again where other projects document the names that our pages link to.

The lists beside this file are Sphinx inventories of version 1: plain text, a line for each name.
The build reads them and no network. ``python -m docs.inventories.refresh`` asks the projects where
these names stand now, writes what has moved, and says which names are gone. With ``python=FILE`` it
reads a file ``objects.inv`` that is here already. A new name is added by a line with any page.
"""

import sys
import urllib.request
from pathlib import Path

from sphinx.util.inventory import InventoryFile

FOLDER = Path(__file__).parent
HOMES = {
    "python": "https://docs.python.org/3",
    "networkx": "https://networkx.org/documentation/stable",
    "pandas": "https://pandas.pydata.org/docs",
    "polars": "https://docs.pola.rs/api/python/stable",
    "matplotlib": "https://matplotlib.org/stable",
}
MAPPING = {name: (home, str(FOLDER / f"{name}.txt")) for name, home in HOMES.items()}


def refreshed(text: str, published: bytes) -> tuple[str, list[str]]:
    """Take the pages of an inventory from the published one; say which names it lacks."""
    there = InventoryFile.loads(published, uri="").data
    head, lines, gone = text.splitlines()[:3], [], []
    for line in text.splitlines()[3:]:
        name, kind, _ = line.split()
        item = there.get(f"py:{kind}", {}).get(name)
        if item is None:
            gone.append(name)
        lines.append(line if item is None else f"{name} {kind} {item.uri.partition('#')[0]}")
    return "\n".join([*head, *sorted(lines)]) + "\n", gone


def main(given: dict[str, str]) -> int:
    """Refresh every list, from the files given or from where they are published."""
    lost = 0
    for name, home in HOMES.items():
        if name in given:
            published = Path(given[name]).read_bytes()
        else:
            with urllib.request.urlopen(f"{home}/objects.inv") as answer:
                published = answer.read()
        path = FOLDER / f"{name}.txt"
        text, gone = refreshed(path.read_text("utf-8"), published)
        path.write_text(text, "utf-8")
        for name_gone in gone:
            print(f"{name}: {name_gone} is not there any more")
        lost += len(gone)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(dict(argument.split("=", 1) for argument in sys.argv[1:])))
