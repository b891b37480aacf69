"""Show that results do not depend on hash seeds, on the order of a folder, or on the Python.

    python -m checks.digests [--seeds 20] [--python PATH …]

Reads the packaged city in processes of its own: with each hash seed, with the folder listed in
another order each time, and in each Python that is named (it needs the library's packages). Prints
one digest for each output, and ends with 1 if there is more than one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CHILD = "from checks.digests import report; report()"


def shuffle_folders(seed: int) -> None:
    """Let every folder be listed in an order that depends on `seed`."""
    chance = random.Random(seed)
    walk = os.walk

    def shuffled(top: str, **options: Any) -> Iterator[tuple[str, list[str], list[str]]]:
        for folder, folders, names in walk(top, **options):
            chance.shuffle(names)
            chance.shuffle(folders)
            yield folder, folders, names

    setattr(os, "walk", shuffled)  # noqa: B010 - for this process only


def standing() -> bytes:
    """Return what the library says of the partnership of a city with ties, and of its graphs."""
    from learningcity.analysis.alignment import alignment
    from learningcity.analysis.flows import knowledge_flows
    from learningcity.analysis.ownership import ownership
    from learningcity.analysis.partnership_overview import network_overview
    from learningcity.analysis.remit import remit
    from learningcity.analysis.sensitivity import sensitivity
    from learningcity.analysis.sustainability import sustainability
    from learningcity.datasets import open_example
    from learningcity.graph.affiliation import affiliation_graph
    from learningcity.graph.governance import governance_graph
    from learningcity.graph.initiatives import initiative_graph
    from learningcity.graph.ties import tie_graph

    city = open_example("lanternport")
    found = (
        sustainability(city),
        sustainability(city, by="partner"),
        alignment(city),
        alignment(city, by="priority"),
        remit(city),
        ownership(city),
        knowledge_flows(city),
        network_overview(city, samples=50),
        sensitivity(affiliation_graph(city), samples=50),
    )
    graphs: list[Any] = [initiative_graph(city), tie_graph(city), governance_graph(city)]
    said = [result.to_json() for result in found]
    said += [str(result.explain(row)) for result in found for row in range(0, len(result), 5)]
    said += [repr((list(g.nodes.data()), list(g.edges.data()), g.graph)) for g in graphs]
    return "\n".join(said).encode()


def outputs() -> dict[str, bytes]:
    """Return what the library says about the packaged city, in every form that is stable."""
    from learningcity.analysis.cliff import funding_cliff
    from learningcity.analysis.coverage import need_coverage
    from learningcity.analysis.crowding import find_crowding
    from learningcity.analysis.double_funding import find_double_funding
    from learningcity.analysis.duplicates import find_duplicates
    from learningcity.analysis.effort import meeting_effort
    from learningcity.analysis.endings import find_endings
    from learningcity.analysis.gaps import find_gaps
    from learningcity.analysis.groups import find_groups
    from learningcity.analysis.questions import find_questions
    from learningcity.analysis.surplus import need_surplus
    from learningcity.analysis.timeline import timeline
    from learningcity.analysis.twins import find_twins
    from learningcity.datasets import check_example, open_example
    from learningcity.display import json_text
    from learningcity.io.writer import write_city

    city = open_example("wolverhampton")
    pairs, needs, gaps = find_duplicates(city), need_coverage(city), find_gaps(city)
    asked = find_questions(city)
    why = [
        str(found.explain(index))
        for found in (pairs, needs, gaps, asked)
        for index in range(0, len(found), 9)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "city.yaml")
        write_city(city, path)
        written = path.read_bytes()
    return {
        "check": json_text({"problems": check_example("wolverhampton").to_records()}).encode(),
        "cliff": funding_cliff(city).to_json().encode(),
        "coverage": needs.to_json().encode(),
        "crowding": find_crowding(city).to_json().encode(),
        "double-funding": find_double_funding(city, ever=True).to_json().encode(),
        "duplicates": find_duplicates(city, ever=True, minimum=0).to_json().encode(),
        "effort": meeting_effort(city).to_json().encode(),
        "endings": find_endings(city).to_json().encode(),
        "explain": "\n".join(why).encode(),
        "gaps": gaps.to_json().encode(),
        "groups": find_groups(city, ever=True).to_json().encode(),
        "questions": asked.to_json().encode(),
        "standing": standing(),
        "surplus": need_surplus(city).to_json().encode(),
        "timeline": timeline(city, step="month").to_json().encode(),
        "twins": find_twins(city).to_json().encode(),
        "write_city": written,
    }


def report() -> None:
    """Print the digests of all outputs; what a child does."""
    shuffle_folders(int(os.environ["PYTHONHASHSEED"]))
    found = {name: hashlib.sha256(content).hexdigest() for name, content in outputs().items()}
    print(json.dumps(found))


def digests(python: str, seed: int) -> dict[str, str]:
    """Return the digests that a process with this hash seed finds."""
    done = subprocess.run(
        [python, "-c", CHILD],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        stdout=subprocess.PIPE,
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare results over hash seeds and Pythons.")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--python", action="append", help="a Python with the library's packages")
    options = parser.parse_args()
    pythons = options.python or [sys.executable]
    found = [digests(python, seed) for python in pythons for seed in range(options.seeds)]
    different = 0
    for name in found[0]:
        seen = sorted({one[name] for one in found})
        different += len(seen) > 1
        print(f"{name:<12} {len(seen)} digest{'s' if len(seen) > 1 else ''}: {' '.join(seen)}")
    print(f"{options.seeds} hash seeds and orders, {len(pythons)} Python(s)")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
