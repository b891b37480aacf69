"""Fonts that have every sign of a picture, looked for before anything is drawn."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from learningcity.errors import MissingFontError

__all__ = ["families_for"]

_CJK = ("Noto Sans CJK SC", "Noto Sans SC", "Noto Sans CJK JP", "Microsoft YaHei", "PingFang SC")
_KANA = ("Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic", "Hiragino Sans", "IPAexGothic")
_FONTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "HANGUL": (
            "Noto Sans CJK KR",
            "Noto Sans KR",
            "Noto Sans CJK JP",
            "NanumGothic",
            "Malgun Gothic",
            "Apple SD Gothic Neo",
        ),
        "CJK": _CJK,
        "FULLWIDTH": _CJK,
        "IDEOGRAPH": _CJK,
        "IDEOGRAPHIC": _CJK,
        "HIRAGANA": _KANA,
        "KATAKANA": _KANA,
        "HALFWIDTH": _KANA,
    }
)
"""Fonts for the signs with such a word in their Unicode name, the one to install first."""

_SYMBOLS = ("Noto Sans Symbols 2", "Noto Sans Symbols", "Segoe UI Symbol", "Apple Symbols")


def families_for(texts: Iterable[str]) -> list[str]:
    """Return font families that together have all signs of the texts, the chosen ones first.

    Raises
    ------
    MissingFontError
        No installed font that is known to this library has some of the signs.
    """
    import matplotlib as mpl

    families = [str(family) for family in mpl.rcParams["font.family"]]
    missing = _needed(texts) - _signs(families)
    for family in dict.fromkeys(f for sign in sorted(missing) for f in _fonts_for(chr(sign))):
        found = missing & _signs([family])
        if found:
            families.append(family)
            missing -= found
    if missing:
        signs = [chr(number) for number in sorted(missing)]
        wanted = dict.fromkeys(_fonts_for(sign)[0] for sign in signs)
        raise MissingFontError("".join(signs), tuple(wanted))
    return families


def _needed(texts: Iterable[str]) -> set[int]:
    """Return the signs that need a glyph: neither blanks nor marks that only steer the text."""
    signs = {sign for text in texts for sign in text}
    return {
        ord(sign)
        for sign in signs
        if not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cf")
    }


def _fonts_for(sign: str) -> tuple[str, ...]:
    """Return the fonts that may have a sign, the one to install first."""
    words = unicodedata.name(sign, "").replace("-", " ").split()
    for word in words:
        if word in _FONTS:
            return _FONTS[word]
    letter = unicodedata.category(sign)[0] in "LM"
    return (f"Noto Sans {words[0].title()}",) if letter and words else _SYMBOLS


def _signs(families: Sequence[str]) -> frozenset[int]:
    """Return all signs that installed fonts of these families have."""
    found: frozenset[int] = frozenset()
    for family in families:
        path = _path_of(family)
        if path is not None:
            found |= _signs_of(path)
    return found


def _path_of(family: str) -> str | None:
    """Return the file of a family, as matplotlib itself would choose it; ``None`` without one."""
    from matplotlib.font_manager import FontProperties, findfont

    wanted = FontProperties(family=[family])
    for look_again in (True, False):
        with suppress(ValueError):
            return str(findfont(wanted, fallback_to_default=False))
        if look_again:
            _read_new_fonts()
    return None


@lru_cache(maxsize=1)
def _read_new_fonts() -> None:
    """Let matplotlib know fonts that were installed after it made its list."""
    from matplotlib.font_manager import findSystemFonts, fontManager

    known = {entry.fname for entry in fontManager.ttflist}
    for path in sorted(map(str, findSystemFonts())):
        if path not in known and Path(path).is_file():
            with suppress(OSError, RuntimeError):  # a file that is no sound font
                fontManager.addfont(path)


@lru_cache(maxsize=64)
def _signs_of(path: str) -> frozenset[int]:
    from matplotlib.font_manager import get_font

    return frozenset(get_font(path).get_charmap())
