"""Value types for what people get wrong: ids, texts, quantities, money, codes, addresses.

Each type has one way in, a parser that takes what a file says and either returns a frozen value or
refuses it with a problem code, a message and a hint. Parsers never guess: ``yes`` is not a truth
value, a year is not text, a number with a comma is not a number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, TypeAlias, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, GetCoreSchemaHandler, PlainValidator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

__all__ = [
    "Amount",
    "CountryCode",
    "CurrencyCode",
    "Id",
    "LanguageTag",
    "LineReference",
    "Many",
    "Number",
    "OneOrMany",
    "People",
    "Quantity",
    "Text",
    "WebAddress",
    "Word",
    "describe_control",
    "hidden_sign",
    "line_name",
    "listed",
    "listed_or_one",
    "mend_id",
    "parse_amount",
    "parse_currency",
    "parse_id",
    "parse_people",
    "quote",
    "refuse",
    "scripts_of",
]

Number: TypeAlias = int | Decimal
"""An exact number. Floating point never enters a city."""

T = TypeVar("T")

_QUOTED_LENGTH = 60
_ID_LENGTH = 100
_PLAIN_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(
    r"[a-z]{2,8}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?"
    r"(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)
_BETWEEN_THOUSANDS = re.compile(r"(?<=[0-9])[\s,_'’](?=[0-9]{3}(?![0-9]))")
_TEXT_FORMS = "write text, or {en: …} for several languages"
_UNSEEN = re.compile("[\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f\U000e0000-\U000e007f]")
_BOUNDS = ("at_least", "at_most", "about")


def quote(value: object) -> str:
    """Return `value` as it stands in a file, in quotes and cut short, for a message."""
    if isinstance(value, bool):
        return f"'{str(value).lower()}'"
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "keys with values"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return f"'{text if len(text) <= _QUOTED_LENGTH else text[: _QUOTED_LENGTH - 1] + '…'}'"


def refuse(code: str, message: str, hint: str) -> PydanticCustomError:
    """Return the error by which a value type refuses its input.

    The error's type is the problem code. Its context has the final ``message`` and the ``hint``,
    so that no text of a file is ever taken for a template.
    """
    # Values are filled in one after the other: what comes last is not looked into again.
    return PydanticCustomError(
        code, "{message}", {"hint": _whole(hint), "message": _whole(message)}
    )


def _whole(words: str) -> str:
    """Return words with escapes for halves of characters, over which pydantic stumbles."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


# -- lists ---------------------------------------------------------------------------------------


def listed(value: object) -> object:
    """Return a list as a tuple, and anything else as it is."""
    return tuple(value) if isinstance(value, list) else value


def listed_or_one(value: object) -> object:
    """Return a list as a tuple, and one value as a tuple of it."""
    return (value,) if isinstance(value, str | int) else listed(value)


Many = Annotated[tuple[T, ...], BeforeValidator(listed)]
"""A list in a file, an unchangeable tuple in Python."""

OneOrMany = Annotated[tuple[T, ...], BeforeValidator(listed_or_one)]
"""One value or a list of values in a file, always a tuple in Python."""


# -- ids -----------------------------------------------------------------------------------------


def parse_id(value: object) -> str:
    """Return `value` as an id, or refuse it.

    An id has lower-case letters and digits of any script (letters without case too, with the marks
    that a script writes on them), joined by single hyphens, in Unicode form NFC, and at most 100
    characters. A whole number stands for its digits.
    """
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        value = str(value)
    if not isinstance(value, str):
        raise refuse("wrong-id", f"an id is expected here, not {quote(value)}", "write one id")
    if len(value) <= _ID_LENGTH and (_PLAIN_ID.fullmatch(value) or _is_id(value)):
        return value
    if len(value) > _ID_LENGTH:
        raise refuse("wrong-id", f"{quote(value)} is longer than {_ID_LENGTH} characters", "cut it")
    mended = mend_id(value)
    raise refuse(
        "wrong-id",
        f"{quote(value)} is not an id: ids have small letters and digits, joined by hyphens",
        f"write '{mended}'" if mended else "for example 'city-library'",
    )


def _is_id(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and all(
        part and unicodedata.category(part[0])[0] != "M" and all(map(_fits_id, part))
        for part in text.split("-")
    )


def _fits_id(character: str) -> bool:
    return unicodedata.category(character) in {"Ll", "Lo", "Lm", "Nd", "Mn", "Mc"}


def mend_id(text: str) -> str | None:
    """Return the id that is nearest to `text`, or ``None`` where nothing of it fits an id."""
    small = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    parts = "".join(c if _fits_id(c) else "-" for c in small if c not in "'’\u200b").split("-")
    mended = "-".join(part for part in parts if part)[:_ID_LENGTH].strip("-")
    return mended if mended and _is_id(mended) else None


def hidden_sign(text: str) -> str | None:
    """Return the code of the first sign in `text` that nobody sees, such as ``U+202E``.

    These are signs that turn the order of letters, join or part words unseen, or carry hidden
    text. The joiners and direction marks that scripts need, and soft hyphens, are none of them.
    """
    found = None if text.isascii() else _UNSEEN.search(text)
    return None if found is None else f"U+{ord(found.group()):04X}"


def scripts_of(text: str) -> frozenset[str]:
    """Return the scripts of the letters of `text`, such as ``{"LATIN", "CYRILLIC"}``.

    Scripts that are written together (Chinese characters, kana, Hangul, Bopomofo) count as one.
    Marks and modifier letters, such as the ʻokina, belong to any script.
    """
    letters = [c for c in text if unicodedata.category(c) in {"Ll", "Lu", "Lt", "Lo"}]
    names = {unicodedata.name(c, "UNKNOWN").split()[0] for c in letters}
    east = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC"}
    return frozenset("CJK" if name in east else name for name in names)


def line_name(initiative_id: str, reference: str) -> str:
    """Return ``initiative/line`` for a `reference` that stands in an initiative."""
    return reference if "/" in reference else f"{initiative_id}/{reference}"


def _parse_line_reference(value: object) -> str:
    if isinstance(value, str) and "/" in value:
        initiative_id, _, line_id = value.partition("/")
        return f"{parse_id(initiative_id)}/{parse_id(line_id)}"
    return parse_id(value)


Id: TypeAlias = Annotated[str, PlainValidator(parse_id)]
"""The id of an entry."""

LineReference: TypeAlias = Annotated[str, PlainValidator(_parse_line_reference)]
"""A funding line: its id within the same initiative, or ``initiative/line``."""


# -- text ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Text in one or several languages.

    ``versions`` pairs a BCP 47 language tag with the text in that language, in file order. A plain
    string has the tag ``None``: it is in the language of its file (``city.language``).
    """

    versions: tuple[tuple[str | None, str], ...]

    @classmethod
    def parse(cls, value: object) -> Text:
        """Return a text from a string or from a map of language tags to strings."""
        if isinstance(value, str):
            return cls(((None, _full(value)),))
        if isinstance(value, Text):
            return value
        if isinstance(value, Mapping):
            if not value:
                raise refuse("wrong-text", "no language is given", "write {en: …}")
            return cls(tuple((_parse_language(tag), _full(text)) for tag, text in value.items()))
        hint = "put it in quotes" if isinstance(value, int | Decimal) else _TEXT_FORMS
        raise refuse("wrong-text", f"text is expected here, not {quote(value)}", hint)

    def in_language(self, *languages: str | None) -> str:
        """Return the version in the first of `languages` that there is, else the first version.

        A tag also finds its more general form: ``pt-BR`` finds ``pt``. ``None`` finds nothing.
        """
        return self.version(*languages)[1]

    def version(self, *languages: str | None) -> tuple[str | None, str]:
        """Return the tag and the text of the version that ``in_language`` takes."""
        if len(self.versions) == 1:
            return self.versions[0]
        known = {tag.lower(): (tag, text) for tag, text in self.versions if tag is not None}
        for language in languages:
            wanted = "" if language is None else language.lower()
            while wanted:
                if wanted in known:
                    return known[wanted]
                wanted = wanted.rpartition("-")[0]
        return self.versions[0]

    def __str__(self) -> str:
        """Return the first version."""
        return self.versions[0][1]

    def __iter__(self) -> Iterator[str]:
        """Return an iterator over the texts of all versions."""
        return (text for _, text in self.versions)

    def to_plain(self) -> str | dict[str, str]:
        """Return what a file says: a string, or a map of language tags."""
        if self.versions[0][0] is None:
            return self.versions[0][1]
        return {str(tag): text for tag, text in self.versions}

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return _plain_schema(cls.parse, lambda text: text.to_plain())


def describe_control(character: str) -> str:
    """Return what to say about a character that does not belong in text."""
    what = "half of a character" if "\ud800" <= character <= "\udfff" else "a hidden character"
    return f"there is {what} here, U+{ord(character):04X}"


_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character. It cannot be written to a file, and no reader lets it in."""


def _full(value: object) -> str:
    if not isinstance(value, str):
        hint = "put it in quotes" if isinstance(value, int | Decimal) else _TEXT_FORMS
        raise refuse("wrong-text", f"text is expected here, not {quote(value)}", hint)
    if not value.strip():
        raise refuse("wrong-text", "the text is empty", "write it, or leave the key out")
    return _unbroken(value)


def _unbroken(value: str) -> str:
    """Return text that holds no half of a character, as no file could."""
    if not value.isascii() and (half := _HALF.search(value)):
        raise refuse("control-character", describe_control(half.group()), "delete it")
    return value


Word = Annotated[str, AfterValidator(_unbroken)]
"""A word of an open list, such as a kind."""


def _plain_schema(
    parse: Callable[[object], T], dump: Callable[[T], object]
) -> core_schema.PlainValidatorFunctionSchema:
    return core_schema.no_info_plain_validator_function(
        parse, serialization=core_schema.plain_serializer_function_ser_schema(dump)
    )


# -- quantities ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that may be known only in part.

    ``low`` and ``high`` bound it; ``None`` is a bound that nobody has stated. A plain number has
    both bounds equal. ``approximate`` marks ``{about: …}``: both bounds are the number stated, and
    whoever shows it says "about".
    """

    low: Number | None
    high: Number | None
    approximate: bool = False

    @classmethod
    def parse(cls, value: object, *, whole: bool = False, negative: bool = True) -> Quantity:
        """Return a quantity from a number or from ``at_least``, ``at_most`` and ``about``."""
        if isinstance(value, Quantity):
            return value
        if not isinstance(value, Mapping):
            number = _number(value, whole=whole, negative=negative)
            return cls(number, number)
        for key in value:
            if key not in _BOUNDS:
                raise refuse(
                    "unknown-key",
                    f"unknown key {quote(key)}",
                    "a number may have at_least, at_most or about",
                )
        bounds = {key: _number(n, whole=whole, negative=negative) for key, n in value.items()}
        if not bounds:
            raise refuse("wrong-number", "no number is given", "write {at_least: …} or a number")
        if "about" in bounds:
            if len(bounds) > 1:
                raise refuse(
                    "wrong-number", "'about' cannot stand beside other keys", "leave them out"
                )
            return cls(bounds["about"], bounds["about"], approximate=True)
        low, high = bounds.get("at_least"), bounds.get("at_most")
        if low is not None and high is not None and low > high:
            raise refuse(
                "reversed-bounds",
                f"'at_least: {low}' is above 'at_most: {high}'",
                "exchange the two numbers, or correct one",
            )
        return cls(low, high)

    def to_plain(self) -> Number | dict[str, Number]:
        """Return what a file says: a number, or a map of bounds."""
        if self.approximate and self.low is not None:
            return {"about": self.low}
        if self.low is not None and self.low == self.high:
            return self.low
        bounds = {"at_least": self.low, "at_most": self.high}
        return {key: number for key, number in bounds.items() if number is not None}

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return _plain_schema(cls.parse, lambda quantity: quantity.to_plain())


def _number(value: object, *, whole: bool, negative: bool) -> Number:
    what = "a whole number" if whole else "a number"
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise refuse(
            "wrong-number", f"{what} is expected here, not {quote(value)}", _number_hint(value)
        )
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise refuse(
                "wrong-number", f"{what} is expected here, not {quote(value)}", _number_hint(value)
            )
        if value == value.to_integral_value():
            value = int(value)
    if whole and not isinstance(value, int):
        hint = "leave out what stands after the point"
        raise refuse("wrong-number", f"{what} is expected here, not {quote(value)}", hint)
    if value < 0 and not negative:
        raise refuse("wrong-number", f"{quote(value)} is below zero", "write 0 or more")
    return value


def _number_hint(value: object) -> str:
    if isinstance(value, str):
        bare = _BETWEEN_THOUSANDS.sub("", value.strip(" £€$"))
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?", bare):
            return f"write {re.sub('^0+(?=[0-9])', '', bare)}, without signs between the digits"
    return "write digits only, for example 1200, or {about: 1200}"


def parse_people(value: object) -> Quantity:
    """Return a number of people, or refuse it."""
    return Quantity.parse(value, whole=True, negative=False)


def parse_amount(value: object) -> Quantity:
    """Return an amount of money, or refuse it."""
    return Quantity.parse(value, negative=False)


People: TypeAlias = Annotated[Quantity, PlainValidator(parse_people)]
"""A number of people: whole, not below zero, perhaps known only in part."""

Amount: TypeAlias = Annotated[Quantity, PlainValidator(parse_amount)]
"""An amount of money in the currency beside it: not below zero, perhaps known only in part."""


# -- codes and addresses -------------------------------------------------------------------------


def _parse_language(value: object) -> str:
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        raise refuse(
            "wrong-language",
            f"{quote(value)} is not a language code",
            "write a code such as en, cy, ko or pt-BR (BCP 47)",
        )
    return value


def _parse_country(value: object) -> str:
    if not _is_capitals(value, 2):
        raise refuse(
            "wrong-country",
            f"{quote(value)} is not a country code",
            "write the two capital letters of ISO 3166-1, such as GB or KR",
        )
    return str(value)


def parse_currency(value: object) -> str:
    """Return the code of a currency, or refuse it."""
    if not _is_capitals(value, 3):
        raise refuse(
            "wrong-currency",
            f"{quote(value)} is not a currency code",
            "write the three capital letters of ISO 4217, such as GBP or KRW",
        )
    return str(value)


def _is_capitals(value: object, length: int) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(f"[A-Z]{{{length}}}", value))


def _parse_address(value: object) -> str:
    wanted = "write the whole address, starting with https://"
    if not isinstance(value, str):
        raise refuse("wrong-address", f"a web address is expected, not {quote(value)}", wanted)
    if " " in value or not value.isprintable():  # all other blanks are not printable
        message = f"{quote(value)} has a space or a hidden character in it"
        raise refuse("wrong-address", message, "delete it")
    try:
        parts = urlsplit(value)
        host, user = parts.hostname, parts.username
    except ValueError:
        raise refuse("wrong-address", f"{quote(value)} is not a web address", wanted) from None
    if parts.scheme not in {"http", "https"} or not host:
        raise refuse("wrong-address", f"{quote(value)} is not a web address", wanted)
    if user is not None:
        raise refuse("wrong-address", "the address holds a user name", "leave out all before '@'")
    return value


LanguageTag: TypeAlias = Annotated[str, PlainValidator(_parse_language)]
"""A BCP 47 language tag."""

CountryCode: TypeAlias = Annotated[str, PlainValidator(_parse_country)]
"""An ISO 3166-1 alpha-2 country code."""

CurrencyCode: TypeAlias = Annotated[str, PlainValidator(parse_currency)]
"""An ISO 4217 currency code."""

WebAddress: TypeAlias = Annotated[str, PlainValidator(_parse_address)]
"""An address of the web, http or https, without user name."""
