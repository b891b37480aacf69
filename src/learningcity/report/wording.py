"""The language of a report: its own words, numbers, dates, lists and direction."""

from __future__ import annotations

import gettext
import io
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from learningcity.model.values import Number

if TYPE_CHECKING:
    from babel import Locale

__all__ = ["LANGUAGES", "Wording", "choose_language", "translations"]

LANGUAGES = ("en", "ko")
"""The languages in which the report has words of its own."""

_SOURCE = "en"
_MOST_NAMES = 4
_LOCALES = {"en": "en-001"}
"""Dates of the English report are those of the world: the day before the month."""


def choose_language(language: str | None, city_language: str | None) -> str:
    """Return the language of a report: the one asked for, else the city's if there is one, else en.

    A tag also finds its more general form: ``ko-KR`` finds ``ko``.

    Raises
    ------
    ValueError
        The language asked for is none in which the report has words.
    """
    for wanted in (language, city_language):
        tag = "" if wanted is None else wanted.lower()
        while tag and tag not in LANGUAGES:
            tag = tag.rpartition("-")[0]
        if tag:
            return tag
        if wanted is not None and wanted == language:
            raise ValueError(f"language: '{language}' is none of {', '.join(LANGUAGES)}")
    return _SOURCE


@cache
def translations(language: str) -> gettext.NullTranslations:
    """Return the report's own words in a language, read from its catalogue; English has none."""
    if language == _SOURCE:
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    where = files("learningcity.report") / "locale" / language / "LC_MESSAGES" / "report.po"
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(where.read_bytes()), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class _Counted(int):
    """A count that is written in a language's way."""

    written: str

    def __new__(cls, value: int, written: str) -> _Counted:
        counted = super().__new__(cls, value)
        counted.written = written
        return counted

    def __str__(self) -> str:
        return self.written


class Wording:
    """How a report of one language says things.

    Parameters
    ----------
    language
        A BCP 47 tag; numbers, dates, lists and the direction of the page follow it.
    words
        The report's own words; ``None`` takes those of the catalogue of the language.
    """

    def __init__(self, language: str, words: gettext.NullTranslations | None = None) -> None:
        from babel import Locale

        self.language = language
        self.locale: Locale = Locale.parse(_LOCALES.get(language, language), sep="-")
        self.words = translations(language) if words is None else words

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return self.locale.text_direction

    def say(self, message: str, /, **values: object) -> str:
        """Return a message in the language, with its values; numbers are written its way."""
        return self.words.gettext(message) % self._written(values)

    def count(self, one: str, several: str, number: int, /, **values: object) -> str:
        """Return the message for so many; ``%(n)s`` in it is the number."""
        message = self.words.ngettext(one, several, number)
        return message % self._written({"n": number, **values})

    def _written(self, values: dict[str, object]) -> dict[str, object]:
        return {
            key: self.number(value) if isinstance(value, int | float) else value
            for key, value in values.items()
        }

    def number(self, value: Number | float) -> str:
        """Return a number as the language writes it, such as ``12,325``."""
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self.locale)

    def counted(self, value: int) -> int:
        """Return a count that chooses between one and several, and is written as a number."""
        return _Counted(value, self.number(value))

    def figure(self, value: float, *, places: int = 2) -> str:
        """Return a figure with so many places behind the point."""
        from babel.numbers import format_decimal

        return format_decimal(value, format="0." + "0" * places, locale=self.locale)

    def interval(self, low: Number | None, high: Number | None) -> str:
        """Return two bounds, such as ``3 to 7`` or ``at least 3``."""
        return self._between(low, high, "")

    def _between(self, low: Number | None, high: Number | None, unit: str) -> str:
        if low is not None and low == high:
            return f"{unit}{self.number(low)}"
        if low is not None and high is not None:
            first = f"{unit}{self.number(low)}"
            return self.say("%(low)s to %(high)s", low=first, high=self.number(high))
        if low is not None:
            return self.say("at least %(low)s", low=f"{unit}{self.number(low)}")
        if high is not None:
            return self.say("at most %(high)s", high=f"{unit}{self.number(high)}")
        return self.say("not known")

    def sum(self, currency: str | None, low: Number | None, high: Number | None) -> str:
        """Return a sum of money, such as ``at most GBP 5,000,000``."""
        if high is None and not low:
            return self.say("a sum that is not known")
        least = low if low == high else low or None
        return self._between(least, high, f"{currency} " if currency else "")

    def day(self, value: date) -> str:
        """Return a day with the name of its month, such as ``30 April 2025``."""
        from babel.dates import format_date

        return format_date(value, format="long", locale=self.locale)

    def listed(self, names: Sequence[str], most: int = _MOST_NAMES) -> str:
        """Return names as a list in a sentence; what is beyond `most` is counted."""
        from babel.lists import format_list

        shown = list(names[:most])
        if len(names) > most:
            shown.append(self.count("%(n)s more", "%(n)s more", len(names) - most))
        return format_list(shown, locale=self.locale)
