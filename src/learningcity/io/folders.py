"""Which files make up a city, and their bytes: plain files only, none outside, none too big."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from learningcity.diagnostics import Location, Problem, Severity
from learningcity.errors import CityNotFoundError
from learningcity.io.limits import Limits

__all__ = ["Found", "find_files", "shown_path"]

_ENDINGS: Final = (".yaml", ".yml")
_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a city: what to call it, and its bytes or what keeps us from having them."""

    path: str
    content: bytes | None = None
    problem: Problem | None = None


def find_files(
    path: str | os.PathLike[str], *, name: str | None, limits: Limits
) -> Iterator[Found]:
    """Walk the files of the city at `path`, in code-point order of their paths.

    Parameters
    ----------
    path
        A file, or a folder of which every ``.yaml`` and ``.yml`` file counts, at any depth. Files
        and folders whose name starts with a dot are left out, and links to folders not followed.
    name
        What to call the file or folder where its places are shown; ``None`` is its path.
    limits
        How many files there may be, and how large.

    Yields
    ------
    Found
        Each file, once, with its bytes or a problem; problems of the folder itself too.

    Raises
    ------
    CityNotFoundError
        There is nothing at `path`.
    """
    root = Path(path)
    shown = shown_path(path) if name is None else name
    try:
        mode = root.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise CityNotFoundError(shown_path(path)) from None
    except OSError as error:
        if error.errno in {errno.ENAMETOOLONG, errno.ELOOP}:
            raise CityNotFoundError(shown_path(path)) from None
        yield _unreadable(shown, error)
        return
    if stat.S_ISDIR(mode):
        yield from _in_folder(root, shown, limits)
    else:
        yield _read(root, shown, limits)


def shown_path(path: str | os.PathLike[str]) -> str:
    """Return a path as text that can be printed, with forward slashes."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return text.replace(os.sep, "/") if os.sep != "/" else text


def _in_folder(root: Path, shown: str, limits: Limits) -> Iterator[Found]:
    found: dict[str, Path] = {}
    problems: list[Found] = []
    prefix = shown if shown.endswith("/") else f"{shown}/"
    inside = root.resolve()

    def cannot_list(error: OSError) -> None:
        place = Path(os.fsdecode(error.filename)).relative_to(root)
        problems.append(_unreadable(f"{prefix}{shown_path(place)}".removesuffix("/."), error))

    for folder, folders, names in os.walk(root, onerror=cannot_list, followlinks=False):
        folders[:] = sorted(inner for inner in folders if not inner.startswith("."))
        here = Path(folder)
        for inner in folders:
            link = here / inner
            if link.is_symlink() and not _is_inside(link, inside):
                problems.append(_outside_folder(f"{prefix}{shown_path(link.relative_to(root))}"))
        for file in names:
            if file.lower().endswith(_ENDINGS) and not file.startswith("."):
                found[shown_path((here / file).relative_to(root))] = here / file
        if len(found) > limits.files:
            message = f"more than {limits.files:,} files in one folder"
            hint = "give the folder of one city"
            yield Found(
                shown, problem=Problem("too-many-files", message, Location(shown), hint=hint)
            )
            return
    yield from problems
    if not found and not problems:
        message, hint = "no .yaml file in this folder", "run 'learningcity new' to start a city"
        yield Found(shown, problem=Problem("no-files", message, Location(shown), hint=hint))
    seen: set[tuple[int, int]] = set()
    for relative in sorted(found):
        file_path, file_shown = found[relative], f"{prefix}{relative}"
        if file_path.is_symlink() and not _is_inside(file_path, inside):
            message = "this link leads out of the folder and is not read"
            hint = "put the file itself here"
            problem = Problem("outside-folder", message, Location(file_shown), hint=hint)
            yield Found(file_shown, problem=problem)
            continue
        yield from _once(file_path, file_shown, seen, limits)


def _once(path: Path, shown: str, seen: set[tuple[int, int]], limits: Limits) -> Iterator[Found]:
    """Read a file unless another path has led to it already."""
    try:
        status = path.stat()
    except OSError as error:
        yield _unreadable(shown, error)
        return
    identity = (status.st_dev, status.st_ino)
    if identity in seen:
        return
    seen.add(identity)
    yield _read(path, shown, limits)


def _is_inside(path: Path, folder: Path) -> bool:
    # Links in a circle lead nowhere; `Path.resolve` treats them in another way in each Python.
    return Path(os.path.realpath(path)).is_relative_to(folder)


def _outside_folder(shown: str) -> Found:
    message = "this link leads to a folder outside and is not followed"
    problem = Problem(
        "outside-folder",
        message,
        Location(shown),
        Severity.WARNING,
        "put the files themselves here, if they belong to the city",
    )
    return Found(shown, problem=problem)


def _unreadable(shown: str, error: OSError) -> Found:
    reasons = {
        errno.EACCES: "you may not read it",
        errno.EPERM: "you may not read it",
        errno.ENOENT: "the link leads nowhere",
        errno.ELOOP: "the link leads back to itself",
    }
    reason = reasons.get(error.errno or 0, "the system reports an error")
    problem = Problem("unreadable", f"cannot be read: {reason}", Location(shown))
    return Found(shown, problem=problem)


def _read(path: Path, shown: str, limits: Limits) -> Found:
    """Return the bytes of a plain file; look before opening, because opening some things waits."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return _not_a_file(shown)
        handle = os.open(path, _FLAGS)
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                return _not_a_file(shown)
            if status.st_size <= limits.file_bytes:
                content = file.read(limits.file_bytes + 1)
                if len(content) <= limits.file_bytes:
                    return Found(shown, content)
    except OSError as error:
        return _unreadable(shown, error)
    message = f"more than {limits.file_bytes:,} bytes"
    hint = "split it into several files"
    return Found(shown, problem=Problem("too-big", message, Location(shown), hint=hint))


def _not_a_file(shown: str) -> Found:
    message = "not a plain file"
    problem = Problem("not-a-file", message, Location(shown), hint="give a file or a folder")
    return Found(shown, problem=problem)
