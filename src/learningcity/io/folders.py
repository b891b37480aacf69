"""Which files make up a city, and their bytes: plain files only, none outside, none too big.

And which cities a folder of cities has.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from learningcity.diagnostics import Location, Problem, Severity
from learningcity.errors import CityNotFoundError
from learningcity.io.limits import Limits
from learningcity.model.values import quote

__all__ = ["Found", "find_cities", "find_files", "read_file", "shown_path"]

_ENDINGS: Final = (".yaml", ".yml")
_SECOND: Final = ".txt"
_ADDED: Final = tuple(f"{ending}{_SECOND}" for ending in _ENDINGS)
"""What text editors make of an ending; ``.yaml.bak`` and the like are copies that nobody misses."""
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
        A name such as ``city.yaml.txt`` gives a warning, and the file is not read.
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
    mode = _mode_of(path)
    if isinstance(mode, OSError):
        yield _unreadable(shown, mode)
        return
    if stat.S_ISDIR(mode):
        yield from _in_folder(root, shown, limits)
    else:
        yield _read(root, shown, limits)


def read_file(path: str | os.PathLike[str], *, name: str | None, limits: Limits) -> Found:
    """Return the one file at `path`, with its bytes or what keeps us from having them.

    Parameters
    ----------
    path
        The file; a folder is none.
    name
        What to call it where its places are shown; ``None`` is its path.
    limits
        How large it may be.

    Raises
    ------
    CityNotFoundError
        There is nothing at `path`.
    """
    shown = shown_path(path) if name is None else name
    mode = _mode_of(path)
    if isinstance(mode, OSError):
        return _unreadable(shown, mode)
    return _read(Path(path), shown, limits)


def find_cities(
    path: str | os.PathLike[str], *, name: str | None, limits: Limits
) -> Iterator[tuple[Path, Found]]:
    """Walk the cities of a folder: the folders and the ``.yaml`` and ``.yml`` files in it.

    Parameters
    ----------
    path
        The folder. What starts with a dot is left out.
    name
        What to call it where its places are shown; ``None`` is its path.
    limits
        How many cities there may be: as many as files in a city.

    Yields
    ------
    tuple
        The path of each city, once, in code-point order, and what to call it; without bytes, and
        with a problem where it cannot be read.

    Raises
    ------
    CityNotFoundError
        There is nothing at `path`.
    ValueError
        There is something else than a folder.
    """
    root, shown = Path(path), shown_path(path) if name is None else name
    mode = _mode_of(path)
    if isinstance(mode, int) and not stat.S_ISDIR(mode):
        raise ValueError(f"folder: '{shown_path(path)}' is no folder; read_city reads one city")
    prefix = shown if shown.endswith("/") else f"{shown}/"
    try:
        inside, names = root.resolve(), sorted(entry.name for entry in root.iterdir())
    except OSError as error:
        yield root, _unreadable(shown, error)
        return
    seen: set[tuple[int, int]] = set()
    for entry in names:
        if entry.startswith("."):
            continue
        city, called = root / entry, f"{prefix}{shown_path(entry)}"
        found = _city_at(city, called, inside, seen)
        if len(seen) > limits.files:
            message = f"there are more than {limits.files:,} cities in this folder"
            hint = "divide them among several folders"
            problem = Problem("too-many-files", message, Location(shown), hint=hint)
            yield root, Found(shown, problem=problem)
            return
        if found is not None:
            yield city, found
    if not seen:
        message, hint = (
            "there is no city in this folder",
            "give a folder that has a folder for each city",
        )
        problem = Problem("no-files", message, Location(shown), hint=hint)
        yield root, Found(shown, problem=problem)


def _city_at(path: Path, shown: str, inside: Path, seen: set[tuple[int, int]]) -> Found | None:
    """Return the city that a folder or file may be, or ``None`` for another file or a second way.

    `seen` has what other ways led to, and gets it too.
    """
    named = shown.lower().endswith(_ENDINGS)
    try:
        status = path.stat()
    except OSError as error:
        return _unreadable(shown, error) if named else None
    if not named and not stat.S_ISDIR(status.st_mode):
        return None
    if _is_link(path) and not _is_inside(path, inside):
        return _outside_folder(shown)
    identity = (status.st_dev, status.st_ino)
    if identity in seen:
        return None
    seen.add(identity)
    return Found(shown)


def _mode_of(path: str | os.PathLike[str]) -> int | OSError:
    """Return what sort of thing is at a path, or what keeps us from knowing.

    Raises
    ------
    CityNotFoundError
        There is nothing.
    """
    try:
        return Path(path).stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise CityNotFoundError(shown_path(path)) from None
    except OSError as error:
        if error.errno in {errno.ENAMETOOLONG, errno.ELOOP}:
            raise CityNotFoundError(shown_path(path)) from None
        return error


def shown_path(path: str | os.PathLike[str]) -> str:
    """Return a path as text that can be printed, with forward slashes."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return text.replace(os.sep, "/") if os.sep != "/" else text


def _in_folder(root: Path, shown: str, limits: Limits) -> Iterator[Found]:
    found: dict[str, Path] = {}
    unread: list[Found] = []
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
            if _is_link(link) and not _is_inside(link, inside):
                problems.append(_outside_folder(f"{prefix}{shown_path(link.relative_to(root))}"))
        for file in names:
            if file.lower().endswith(_ENDINGS) and not file.startswith("."):
                found[shown_path((here / file).relative_to(root))] = here / file
        unread += _unread(root, here, prefix, names)
        if len(found) + len(unread) > limits.files:
            message = f"there are more than {limits.files:,} files in this folder"
            hint = "give the folder of one city"
            yield Found(
                shown, problem=Problem("too-many-files", message, Location(shown), hint=hint)
            )
            return
    yield from unread
    yield from problems
    if not found and not problems:
        message, hint = (
            "there is no .yaml file in this folder",
            "run 'learningcity new' to start a city",
        )
        yield Found(shown, problem=Problem("no-files", message, Location(shown), hint=hint))
    seen: set[tuple[int, int]] = set()
    for relative in sorted(found):
        file_path, file_shown = found[relative], f"{prefix}{relative}"
        if _is_link(file_path) and not _is_inside(file_path, inside):
            message = "this link leads out of the folder and is not read"
            hint = "put the file itself here"
            problem = Problem("outside-folder", message, Location(file_shown), hint=hint)
            yield Found(file_shown, problem=problem)
            continue
        yield from _once(file_path, file_shown, seen, limits)


def _unread(root: Path, folder: Path, prefix: str, names: Sequence[str]) -> Iterator[Found]:
    """Walk the files of one folder whose names an editor gave a second ending."""
    taken = {name.lower() for name in names}
    for file in sorted(names):
        if file.startswith(".") or not file.lower().endswith(_ADDED):
            continue
        meant = file[: -len(_SECOND)]
        message = f"this file is not read, because its name ends in '{_SECOND}'"
        hint = f"rename it to {quote(shown_path(meant))}"
        if meant.lower() in taken:
            hint = f"move what is new in it to {quote(shown_path(meant))}, then delete it"
        shown = f"{prefix}{shown_path((folder / file).relative_to(root))}"
        problem = Problem("unread-file", message, Location(shown), Severity.WARNING, hint)
        yield Found(shown, problem=problem)


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


def _is_link(path: Path) -> bool:
    """Return whether this is a link; where that may not be known, reading it will say so."""
    try:
        return path.is_symlink()
    except OSError:
        return False


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
    permission = ("you do not have permission", "ask its owner to let you read it")
    reasons = {
        errno.EACCES: permission,
        errno.EPERM: permission,
        errno.ENOENT: ("the link leads nowhere", "put the file itself here"),
        errno.ELOOP: ("the link leads back to itself", "put the file itself here"),
    }
    other = ("the system reports an error", "try again, or copy it to another disk")
    reason, hint = reasons.get(error.errno or 0, other)
    problem = Problem("unreadable", f"this cannot be read: {reason}", Location(shown), hint=hint)
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
    message = f"this is more than {limits.file_bytes:,} bytes"
    hint = "split it into several files"
    return Found(shown, problem=Problem("too-big", message, Location(shown), hint=hint))


def _not_a_file(shown: str) -> Found:
    message = "this is not a plain file"
    problem = Problem("not-a-file", message, Location(shown), hint="give a file or a folder")
    return Found(shown, problem=problem)
