"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

__all__ = ["write_atomically"]

_DAY: Final = 24 * 60 * 60
_MARK: Final = "learningcity-tmp"


def write_atomically(path: str | os.PathLike[str], content: bytes) -> None:
    """Write a file so that it is afterwards either the old one or the whole new one.

    The bytes go to a temporary file beside it, which is forced to the disk and then takes its
    place. A link is followed first; an old file keeps its permissions. What earlier, interrupted
    writings of the same file left behind is removed once it is a day old.

    Parameters
    ----------
    path
        The file.
    content
        All that shall be in it.

    Raises
    ------
    OSError
        There is something at `path` that is not a plain file; or the folder does not exist, or
        cannot be written to; or the disk is full. The old file is as it was.
    """
    target = Path(os.path.realpath(path))
    mode: int | None = None
    with suppress(FileNotFoundError):
        status = target.stat()
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a plain file", str(target))
        mode = stat.S_IMODE(status.st_mode)
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(8)}.{_MARK}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(temporary, flags, 0o666)
    except OSError as error:
        error.filename = str(target)
        raise
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        _sweep(target, temporary)
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sweep(target: Path, temporary: Path) -> None:
    """Remove what interrupted writings of `target` left behind, if it is a day older than now."""
    now = temporary.stat().st_mtime
    for left in target.parent.glob(f".{_literally(target.name)}.*.{_MARK}"):
        with suppress(OSError):
            if now - left.stat().st_mtime > _DAY:
                left.unlink()


def _literally(name: str) -> str:
    """Return a pattern that matches exactly `name`."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _sync_folder(folder: Path) -> None:
    """Force the new name to the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
