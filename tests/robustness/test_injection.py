"""Single faults in sound files: each gives exactly one finding, at its place; none is silent."""

from __future__ import annotations

import math
import os
import random
from collections import Counter
from importlib.resources import files

import pytest

from learningcity.diagnostics import Problem
from learningcity.io.documents import Document, read_document
from learningcity.io.limits import DEFAULT_LIMITS
from learningcity.io.reader import check_documents
from tests.robustness.corpus_base import BASE
from tests.robustness.injection import Fault, faults_of

CITIES = {
    "small": {"city.yaml": BASE},
    "wolverhampton": {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in sorted(
            files("learningcity").joinpath("data", "wolverhampton").iterdir(),
            key=lambda entry: entry.name,
        )
        if entry.name.endswith(".yaml")
    },
}
# More are tried at night: LEARNINGCITY_FAULTS=2000.
COUNT = int(os.environ.get("LEARNINGCITY_FAULTS", "200"))
SHARES = {"small": 0.8, "wolverhampton": 0.2}
SEED = 2026


def findings(documents: list[Document]) -> tuple[Counter[tuple[str, str]], list[Problem]]:
    problems = check_documents(documents, "city", DEFAULT_LIMITS).problems
    return Counter((problem.code, problem.message) for problem in problems), list(problems)


def injected(name: str) -> list[tuple[str, Fault]]:
    """Return the faults of a city, spread over its files by their size."""
    chance = random.Random(SEED)
    texts = CITIES[name]
    whole = sum(map(len, texts.values()))
    found = []
    for path, text in texts.items():
        count = math.ceil(COUNT * SHARES[name] * len(text) / whole)
        found += [(path, fault) for fault in faults_of(text, chance, count)]
    return found


@pytest.mark.parametrize("name", CITIES)
def test_every_fault_gives_one_finding_at_its_place(name: str) -> None:
    sound = {path: read_document(text, path) for path, text in CITIES[name].items()}
    before, _ = findings(list(sound.values()))
    wrong = []
    for path, fault in injected(name):
        documents = {**sound, path: read_document(fault.text, path)}
        after, problems = findings(list(documents.values()))
        more = after - before
        new = [problem for problem in problems if (problem.code, problem.message) in more]
        places = [f"{p.code} {p.location.path}:{p.location.line}" for p in new]
        expected = [f"{code} {path}:{fault.line}" for code in fault.codes]
        if more.total() != 1 or not set(places) <= set(expected):
            wrong.append(f"{fault.kind} {fault.what} -> {places}, not {expected}")
    assert wrong == []


def test_there_are_200_faults_of_six_kinds() -> None:
    faults = [fault for name in CITIES for _, fault in injected(name)]
    assert len(faults) >= 200
    counts = Counter(fault.kind for fault in faults)
    assert len(counts) == 6
    assert min(counts.values()) >= 15
