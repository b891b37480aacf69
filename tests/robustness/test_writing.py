"""A file is afterwards the old one or the new one: killed writers, full disks, odd targets."""

from __future__ import annotations

import errno
import os
import random
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from learningcity.datasets import open_example
from learningcity.io.atomic import write_atomically
from learningcity.io.reader import read_city
from learningcity.io.writer import write_city
from tests.robustness.processes import ROOT, environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits are POSIX's")

OLD = b"old\n" * 50_000
SIZE = 2_000_000
# More are tried at night: LEARNINGCITY_KILLS=200.
KILLS = int(os.environ.get("LEARNINGCITY_KILLS", "12"))


def writer(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tests.robustness.writing", *arguments]


def test_a_killed_writer_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    chance = random.Random(9)
    target = tmp_path / "city.yaml"
    new = b"new\n" * (SIZE // 4)
    for _ in range(KILLS):
        target.write_bytes(OLD)
        with subprocess.Popen(
            writer(str(target), str(SIZE)), cwd=ROOT, env=environment(), stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(chance.random() * 0.02)
            process.kill()
        assert target.read_bytes() in (OLD, new)
    leftovers = [path for path in tmp_path.iterdir() if path != target]
    assert all(path.name.startswith(".city.yaml.") for path in leftovers)
    assert len(leftovers) <= KILLS
    for path in leftovers:
        os.utime(path, (0, 0))
    write_atomically(target, b"x")
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("limit", [0, 1, 4096, 1_000_000, SIZE - 1])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path, limit: int) -> None:
    target = tmp_path / "city.yaml"
    target.write_bytes(OLD)
    done = subprocess.run(
        writer(str(target), str(SIZE), str(limit)),
        check=True,
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
    )
    assert done.stdout == f"errno {errno.EFBIG}\n"
    assert target.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("step", ["fsync", "replace", "fchmod"])
def test_a_failure_at_any_step_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    target = tmp_path / "city.yaml"
    target.write_bytes(OLD)

    def full(*arguments: object, **options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    owner = os if step == "fsync" else Path
    monkeypatch.setattr(owner, {"fchmod": "chmod"}.get(step, step), full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(target, b"new")
    assert target.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [target]


def test_readers_see_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    target = tmp_path / "city.yaml"
    contents = [b"a" * 100_000, b"b" * 100_000]
    write_atomically(target, contents[0])
    torn = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            seen = target.read_bytes()
            if seen not in contents:
                torn.append(seen)

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(100):
        write_atomically(target, contents[number % 2])
    done.set()
    reader.join()
    assert torn == []


def test_a_link_is_followed_and_the_mode_is_kept(tmp_path: Path) -> None:
    real = tmp_path / "real.yaml"
    real.write_bytes(OLD)
    real.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to("real.yaml")
    write_city(open_example("wolverhampton"), link)
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert read_city(real) == open_example("wolverhampton")
    assert sorted(tmp_path.iterdir()) == [link, real]


def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "device.yaml").symlink_to("/dev/null")
    before = sorted(tmp_path.iterdir())
    for name in ("pipe.yaml", "folder.yaml", "device.yaml", "missing/city.yaml"):
        with pytest.raises(OSError, match=r".+"):
            write_city(open_example("wolverhampton"), tmp_path / name)
    assert sorted(tmp_path.iterdir()) == before
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
