"""Random changes to small documents: a short run of what `make fuzz` does for a million."""

from __future__ import annotations

from itertools import islice

import pytest

from checks.atheris_reader import one_input
from checks.fuzz import SEEDS, STAGES, fuzz, mutants


@pytest.mark.parametrize("stage", STAGES)
def test_no_mutant_escapes(stage: str) -> None:
    outcome = fuzz(stage, seed=20, documents=10_000, seconds=2.5)
    assert outcome.escapes == []
    assert outcome.documents >= 100


def test_the_same_seed_gives_the_same_mutants() -> None:
    first, again, other = (list(islice(mutants(seed), 500)) for seed in (1, 1, 2))
    assert first == again != other
    assert len(set(first)) > 400


def test_the_target_of_atheris_takes_any_bytes() -> None:
    for content in (b"", b"\xff", bytes(range(256)), *SEEDS, *islice(mutants(3), 200)):
        one_input(content)
