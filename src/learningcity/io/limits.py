"""How much a city file may hold. The limits keep reading quick and small, whatever the input."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DEFAULT_LIMITS", "Limits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of reading. Each has its own problem code and can be raised by the caller.

    See Also
    --------
    learningcity.read_city : takes them as `limits`, as all that reads does.

    Examples
    --------
    >>> import learningcity
    >>> small = learningcity.Limits(file_bytes=10)
    >>> learningcity.parse_city("format: learningcity/1", limits=small)
    Traceback (most recent call last):
    ...
    learningcity.errors.CityFileError: text: error: ... [too-big]...
    """

    file_bytes: int = 20_000_000
    """Bytes in one file (``too-big``)."""
    files: int = 10_000
    """Files in one folder (``too-many-files``)."""
    depth: int = 64
    """Lists and keys inside one another (``too-deep``)."""
    values: int = 2_000_000
    """Keys and values in one file (``too-many-values``)."""
    entry_values: int = 50_000
    """Keys and values in one entry (``too-many-values``)."""
    text_characters: int = 1_000_000
    """Characters in one text (``too-long``)."""
    key_characters: int = 1_024
    """Characters in one key (``too-long``)."""
    digits: int = 30
    """Digits in one number, and the places its exponent may move the point (``too-long``)."""
    aliases: int = 1_000
    """Places in one file that repeat a marked value (``alias-limit``)."""
    alias_values: int = 100_000
    """Keys and values in one file that come from such repetition (``alias-limit``)."""
    problems: int = 10_000
    """Problems of one kind (in the text of one file, in entries, between them), before the reading
    is given up (``too-many-problems``)."""


DEFAULT_LIMITS = Limits()
"""The limits that hold unless the caller says otherwise."""
