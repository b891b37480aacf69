"""Texts that seem to hold what leads to one person: e-mail addresses and telephone numbers.

A city file is shared and kept for years, so that people are never named in it. What is found here
is never printed, neither in the message nor as a line of the file. Numbers of many sorts look like
those of telephones: dates, years, money, codes of areas and organisations. So only those count that
a sign makes plain: a plus, a leading zero, an area in brackets, a word before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from pydantic import BaseModel

from learningcity.diagnostics import Severity
from learningcity.model.entities import Comparator, Entry, Indicator
from learningcity.model.holding import fields_holding, fields_named
from learningcity.model.integrity import At, Draft, Fault, walk
from learningcity.model.values import Text

__all__ = ["all_texts", "find_personal_data", "personal_data_in"]

_WORDS: Final = frozenset({"by", "kind"})
"""Fields of free words that are no texts in several languages."""

_PARTS: Final = (Indicator, Comparator)
"""What is no entry and has texts."""

_ADDRESS: Final = re.compile(r"(?i)\bhttps?://\S+|\bwww\.\S+")
_AT: Final = re.compile(r"(?i)[\w.%+'-](?:@| ?[(\[] ?at ?[)\]] ?)(?:[\w-]+\.)+[^\W\d_]{2,}")
_SIX_DIGITS: Final = re.compile(r"\d(?:[ .\-/()]{0,2}\d){5}")
_ABROAD: Final = re.compile(r"(?<![\w.,+])(?:\+|00) ?(?=[1-9])\d(?:[ .\-/()]{0,2}\d){7,14}(?!\w)")
_TRUNK: Final = re.compile(
    r"(?<![\w.,/\-+£€$])\(?0[1-9](?:[ .\-/()]{0,2}\d){7,9}(?!\w|[.,/\-]\d| ?%)"
)
_AREA: Final = re.compile(
    r"(?<![\w.,/\-+£€$])(?:1[-. ])?"
    r"(?:\(\d{3}\) ?\d{3}[-. ]\d{4}|\d{3}([-.])\d{3}\1\d{4}|\(\d{2}\) ?9?\d{4}[- ]\d{4})"
    r"(?!\w|[-./,]\d)"
)
_NAMED: Final = re.compile(
    r"(?i)(?:(?<!\w)(?:tel|phone|telephone|mobile|mob|cell|fax|whatsapp|gsm|tél|téléphone|portable|"
    r"telefon|telefone|telefono|teléfono|móvil|handy|тел|телефон|هاتف)(?:\b|(?=\.))|전화|휴대폰|연락처|"
    r"电话|電話|手机|携帯)"
    r" ?(?:number|no\b|nr\b|번호|番号)?([ .:]{0,3})"
    r"(\+?\(?\d(?:[ .\-/()]{0,2}\d){5,14})(?!\w|[,/]\d)"
)
_DATE: Final = re.compile(r"\(?[0-3]?\d([./\- ])[01]?\d\1(?:19|20)\d\d(?!\d)")
_YEARS: Final = re.compile(r"(?:19|20)\d\d\D{1,3}(?:19|20)\d\d")
_THOUSANDS: Final = re.compile(r"\+?\d{1,3}(?:([ .])\d{3})(?:\1\d{3})*")
_NUMBERED: Final = re.compile(
    r"(?i)(?:isbn|issn|ukprn|uprn|urn|doi|charity|company|register(?:ed)?|registration|reference|ref|"
    r"number|no|nr|code|id|siret|siren|nif|cif|vat|account|iban|grant|award)"
    r"[ .:#]{0,3}(?:[a-z]{2,6}[ .:#]{0,3})?$"
)
_BEFORE: Final = 40


def find_personal_data(draft: Draft) -> Iterator[Fault]:
    """Return a doubt for each text that seems to hold an e-mail address or telephone number."""
    for at, text in all_texts(draft):
        found = personal_data_in(text)
        if found is not None:
            yield Fault(
                "personal-data",
                f"this text seems to hold {found}",
                at,
                "take it out: a city file names organisations, never people",
                Severity.WARNING,
                secret=True,
            )


def all_texts(draft: Draft) -> Iterator[tuple[At, str]]:
    """Return every text that people read, with the way to it."""
    entries: list[tuple[At, Entry]] = list(walk(draft))
    if draft.head is not None:
        entries.insert(0, (("city",), draft.head))
    for at, entry in entries:
        yield from _texts(at, entry)


def _texts(at: At, part: BaseModel) -> Iterator[tuple[At, str]]:
    """Return the texts of a part that stands at `at`, with the way to them, each field once."""
    for field in _text_fields(type(part)):
        value = getattr(part, field)
        if not value:
            continue
        if isinstance(value, Text):
            yield (*at, field), _whole(value)
        elif isinstance(value, str):
            if field in _WORDS:
                yield (*at, field), value
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Text):
                    yield (*at, field, index), _whole(item)
        elif isinstance(value, _PARTS):
            yield from _texts((*at, field), value)


def _whole(text: Text) -> str:
    """Return all versions of a text, one below the other."""
    return text.versions[0][1] if len(text.versions) == 1 else "\n".join(text)


@cache
def _text_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields in which a text may stand, in their order."""
    holding = {*fields_named(model, _WORDS), *fields_holding(model, (Text, *_PARTS))}
    return tuple(name for name in model.model_fields if name in holding)


def personal_data_in(text: str) -> str | None:
    """Return what personal data a text seems to hold, in words, or ``None``.

    Parameters
    ----------
    text
        Any text. Web addresses in it are passed over.

    Returns
    -------
    str or None
        ``an e-mail address``, ``a telephone number``, or nothing.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("–", "-").replace("‑", "-")
    mail = _AT.search(text) if "@" in text or "(" in text or "[" in text else None
    digits = _SIX_DIGITS.search(text)
    if mail is None and digits is None:
        return None
    text = _ADDRESS.sub(" ", text)
    if mail is not None and _AT.search(text):
        return "an e-mail address"
    return "a telephone number" if any(_telephone_numbers(text)) else None


def _telephone_numbers(text: str) -> Iterator[bool]:
    """Return, for each number in a text that may be one of a telephone, whether it is."""
    for found in _ABROAD.finditer(text):
        digits = sum(character.isdigit() for character in found.group())
        yield not (digits <= 9 and _THOUSANDS.fullmatch(found.group().strip()))
    for found in _TRUNK.finditer(text):
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        yield not (_DATE.match(found.group()) or _NUMBERED.search(before))
    for found in _AREA.finditer(text):
        yield _NUMBERED.search(text[max(0, found.start() - _BEFORE) : found.start()]) is None
    for found in _NAMED.finditer(text):
        between, number = found.groups()
        amount = _THOUSANDS.fullmatch(number) and ":" not in between
        yield not (amount or _YEARS.match(number) or _DATE.match(number))
