"""The same files give the same bytes, whatever the hash seed and the order of the folder."""

from __future__ import annotations

import subprocess
import sys

from tests.robustness.processes import ROOT, environment


def test_three_hash_seeds_give_one_digest_for_each_output() -> None:
    line = [sys.executable, "-m", "checks.digests", "--seeds", "3"]
    done = subprocess.run(
        line, check=False, cwd=ROOT, env=environment(), capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout.splitlines()
    assert len(said) == 18
    assert all(" 1 digest: " in line for line in said[:-1])
