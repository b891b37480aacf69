"""Doubts about the official numbers of partners: their list, their form, and what they tell apart.

The codes of the lists are those of org-id.guide. Its lists for the United Kingdom, and those that
serve all countries, are known here by name; of the lists of other countries only the form of the
code is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal

from learningcity.diagnostics import Severity
from learningcity.model.entities import Identifier, Partner
from learningcity.model.integrity import At, Draft, Fault
from learningcity.model.suggest import closest
from learningcity.model.values import quote

__all__ = ["KNOWN_LISTS", "find_identifier_doubts", "numbers_differ"]

KNOWN_LISTS: Final = (
    "GB-CASC",
    "GB-CCSCUST",
    "GB-CHC",
    "GB-COA",
    "GB-COE",
    "GB-COH",
    "GB-CR",
    "GB-EDU",
    "GB-GOR",
    "GB-GOV",
    "GB-GOVUK",
    "GB-HESA",
    "GB-IRN",
    "GB-LAE",
    "GB-LANI",
    "GB-LAS",
    "GB-MPR",
    "GB-NHS",
    "GB-NIC",
    "GB-PLA",
    "GB-PPG",
    "GB-REV",
    "GB-SC",
    "GB-SCOTEDU",
    "GB-SHPE",
    "GB-SRS",
    "GB-UKPRN",
    "GB-WALEDU",
    "XI-BRIDGE",
    "XI-DUNS",
    "XI-EORI",
    "XI-GRID",
    "XI-IATI",
    "XI-LEI",
    "XI-PB",
    "XI-PID",
    "XI-ROR",
    "XI-WIKIDATA",
    "XM-DAC",
    "XM-OCHA",
)
"""Codes of org-id.guide for the United Kingdom (GB) and for all countries (XI, XM)."""

_LISTED: Final = ("GB", "XI", "XM")
_SHAPE: Final = re.compile(r"[A-Z]{2}-[A-Z0-9_]+")
_PUBLISHER: Final = "360G-"

_FORMS: Final[Mapping[str, tuple[str, str]]] = {
    "GB-CHC": (r"[0-9]{6,7}(-[0-9]+)?", "6 or 7 digits"),
    "GB-COH": (r"[0-9]{8}|[A-Z]{2}[0-9]{6}|[A-Z]{2}[0-9]{5}R|R[0-9]{7}", "8 digits or letters"),
    "GB-EDU": (r"[0-9]{5,6}", "5 or 6 digits"),
    "GB-HESA": (r"[0-9]{4}", "4 digits"),
    "GB-LAE": (r"[A-Z]{3,4}", "3 or 4 letters"),
    "GB-LAS": (r"[A-Z]{3}", "3 letters"),
    "GB-NHS": (r"[A-Z0-9]{3,10}", "3 to 10 letters and digits"),
    "GB-NIC": (r"(NIC)?[0-9]{6}", "6 digits"),
    "GB-SC": (r"SC[0-9]{6}", "SC and 6 digits"),
    "GB-UKPRN": (r"1[0-9]{7}", "8 digits, the first a 1"),
    "XI-LEI": (r"[A-Z0-9]{18}[0-9]{2}", "20 letters and digits"),
    "XI-ROR": (r"(HTTPS://ROR\.ORG/)?0[A-Z0-9]{6}[0-9]{2}", "9 letters and digits, the first a 0"),
    "XI-WIKIDATA": (r"Q[1-9][0-9]*", "Q and digits"),
}
"""The form of the numbers of a list, and how to say it. Small letters count as capitals."""


def find_identifier_doubts(draft: Draft) -> Iterator[Fault]:
    """Return the doubts about the list and the form of each official number."""
    for partner in draft.partners:
        for identifier in partner.identifiers:
            at: At = ("partners", partner.id, "identifiers", identifier.scheme)
            scheme = identifier.scheme.strip().upper()
            if scheme.startswith(_PUBLISHER):
                yield _publisher_made(identifier.scheme, at, on="key")
            elif identifier.value.strip().upper().startswith(_PUBLISHER):
                yield _publisher_made(identifier.value, at, on="value")
            elif scheme != identifier.scheme or not _is_known(scheme):
                yield _unknown_list(identifier, at)
            else:
                yield from _wrong_form(identifier, at)


def numbers_differ(one: Partner, other: Partner) -> str | None:
    """Return a list in which two partners have different numbers, or ``None``.

    They are then two organisations, or one of the numbers is wrong.
    """
    numbers = {i.scheme: i.value.strip().upper() for i in one.identifiers}
    for identifier in other.identifiers:
        number = numbers.get(identifier.scheme)
        if number is not None and number != identifier.value.strip().upper():
            return identifier.scheme
    return None


def _is_known(scheme: str) -> bool:
    if scheme[:2] in _LISTED and scheme[2:3] == "-":
        return scheme in KNOWN_LISTS
    return _SHAPE.fullmatch(scheme) is not None


def _unknown_list(identifier: Identifier, at: At) -> Fault:
    meant = closest(identifier.scheme, KNOWN_LISTS)
    return Fault(
        "unknown-identifier-list",
        f"{quote(identifier.scheme)} is not the code of a list of organisations",
        at,
        f"did you mean '{meant}'?" if meant else "org-id.guide has the codes, such as 'GB-CHC'",
        Severity.WARNING,
        on="key",
    )


def _publisher_made(name: str, at: At, *, on: Literal["key", "value"]) -> Fault:
    return Fault(
        "publisher-identifier",
        f"{quote(name)} was made by one publisher of grants; others do not know it",
        at,
        "add its official number, such as that of a charity or a company",
        Severity.WARNING,
        on=on,
    )


def _wrong_form(identifier: Identifier, at: At) -> Iterator[Fault]:
    form = _FORMS.get(identifier.scheme)
    number = identifier.value.strip().upper()
    if form is None:
        return
    pattern, words = form
    hint: str | None = f"numbers of {identifier.scheme} have {words}"
    if re.fullmatch(pattern, number):
        if identifier.scheme != "XI-LEI" or _is_sound_lei(number):
            return
        hint = "a letter or digit is wrong, or two have changed places"
    elif identifier.scheme == "GB-COH" and re.fullmatch(r"[0-9]{5,7}", number):
        hint = f"write '{number.zfill(8)}', with zeros in front"
    elif identifier.scheme == "GB-SC" and re.fullmatch(r"[0-9]{5,6}", number):
        hint = f"write 'SC{number.zfill(6)}'"
    yield Fault(
        "identifier-form",
        f"{quote(identifier.value)} does not look like a number of {identifier.scheme}",
        at,
        hint,
        Severity.WARNING,
    )


def _is_sound_lei(number: str) -> bool:
    """Return whether the two last digits fit the others (ISO 7064, modulus 97)."""
    return int("".join(str(int(sign, 36)) for sign in number)) % 97 == 1
