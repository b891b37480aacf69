"""The official numbers of partners: of a known list, in its form, and telling partners apart."""

from __future__ import annotations

import pytest

import learningcity
from learningcity.diagnostics import Severity
from learningcity.model.identifiers import KNOWN_LISTS
from learningcity.model.integrity import Fault
from tests.builders import city, faults, only

CODES = ("unknown-identifier-list", "publisher-identifier", "identifier-form")


def doubts(scheme: str, number: str) -> list[Fault]:
    """The doubts about a partner with this number."""
    built = city(partners={"a": {"identifiers": {scheme: number}}})
    found = [fault for fault in faults(built) if fault.code in CODES]
    assert all(fault.severity is Severity.WARNING for fault in found)
    assert all(fault.at == ("partners", "a", "identifiers", scheme) for fault in found)
    return found


def test_the_known_lists_are_sorted() -> None:
    assert list(KNOWN_LISTS) == sorted(set(KNOWN_LISTS))


@pytest.mark.parametrize(
    ("scheme", "number"),
    [
        ("GB-CHC", "1107294"),
        ("GB-CHC", "200051-1"),
        ("GB-COH", "01234567"),
        ("GB-COH", "SC123456"),
        ("GB-COH", "IP12345R"),
        ("GB-COH", "R0000123"),
        ("GB-EDU", "130484"),
        ("GB-HESA", "0177"),
        ("GB-LAE", "WLV"),
        ("GB-LAS", "GLG"),
        ("GB-NHS", "RAX"),
        ("GB-NIC", "100280"),
        ("GB-NIC", "NIC100280"),
        ("GB-SC", "SC042386"),
        ("GB-SC", " sc042386 "),
        ("GB-UKPRN", "10007578"),
        ("GB-GOR", "anything"),
        ("XI-LEI", "213800WSGIIZCXF1P572"),
        ("XI-ROR", "01kj2bm70"),
        ("XI-ROR", "https://ror.org/01kj2bm70"),
        ("XI-WIKIDATA", "Q126269"),
        ("KR-CRN", "123-45-67890"),
        ("US-EIN", "12-3456789"),
        ("FR-RCS_1", "552 100 554"),
    ],
)
def test_a_number_of_a_known_list_in_its_form_raises_no_doubt(scheme: str, number: str) -> None:
    assert doubts(scheme, number) == []


@pytest.mark.parametrize(
    ("scheme", "hint"),
    [
        ("GB-CHCC", "did you mean 'GB-CHC'?"),
        ("gb-chc", "did you mean 'GB-CHC'?"),
        ("GB-CHC ", "did you mean 'GB-CHC'?"),
        ("UKPRN", "did you mean 'GB-UKPRN'?"),
        ("XI-LIE", "did you mean 'XI-LEI'?"),
        ("charity number", "org-id.guide has the codes, such as 'GB-CHC'"),
        ("KR_CRN:한국", "org-id.guide has the codes, such as 'GB-CHC'"),
    ],
)
def test_a_list_has_a_code_of_org_id(scheme: str, hint: str) -> None:
    (fault,) = doubts(scheme, "1")
    assert (fault.code, fault.on) == ("unknown-identifier-list", "key")
    assert fault.message == f"'{scheme}' is not the code of a list of organisations"
    assert fault.hint == hint


@pytest.mark.parametrize(
    ("scheme", "number", "hint"),
    [
        ("GB-CHC", "12345", "numbers of GB-CHC have 6 or 7 digits"),
        ("GB-COH", "1234567", "write '01234567', with zeros in front"),
        ("GB-COH", "123", "numbers of GB-COH have 8 digits or letters"),
        ("GB-EDU", "13048", None),
        ("GB-EDU", "1304", "numbers of GB-EDU have 5 or 6 digits"),
        ("GB-HESA", "177", "numbers of GB-HESA have 4 digits"),
        ("GB-LAE", "E08000031", "numbers of GB-LAE have 3 or 4 letters"),
        ("GB-NIC", "1234", "numbers of GB-NIC have 6 digits"),
        ("GB-SC", "42386", "write 'SC042386'"),
        ("GB-SC", "SC1", "numbers of GB-SC have SC and 6 digits"),
        ("GB-UKPRN", "1000757", "numbers of GB-UKPRN have 8 digits, the first a 1"),
        ("GB-UKPRN", "20007578", "numbers of GB-UKPRN have 8 digits, the first a 1"),
        ("XI-LEI", "213800WSGIIZCXF1P57", "numbers of XI-LEI have 20 letters and digits"),
        (
            "XI-LEI",
            "213800WSGIIZCXF1P527",
            "a letter or digit is wrong, or two have changed places",
        ),
        ("XI-ROR", "1kj2bm70", "numbers of XI-ROR have 9 letters and digits, the first a 0"),
        ("XI-WIKIDATA", "126269", "numbers of XI-WIKIDATA have Q and digits"),
    ],
)
def test_a_number_has_the_form_of_its_list(scheme: str, number: str, hint: str | None) -> None:
    found = doubts(scheme, number)
    assert [fault.hint for fault in found] == ([] if hint is None else [hint])
    for fault in found:
        assert fault.code == "identifier-form"
        assert fault.message == f"'{number}' does not look like a number of {scheme}"


@pytest.mark.parametrize(
    ("scheme", "number", "named", "on"),
    [("360G-wolves", "7", "360G-wolves", "key"), ("GB-CHC", "360G-a-7", "360G-a-7", "value")],
)
def test_a_number_that_one_publisher_made_joins_nothing(
    scheme: str, number: str, named: str, on: str
) -> None:
    (fault,) = doubts(scheme, number)
    assert (fault.code, fault.on) == ("publisher-identifier", on)
    assert fault.message == f"'{named}' was made by one publisher of grants; others do not know it"
    assert fault.hint == "add its official number, such as that of a charity or a company"


def test_the_mark_is_under_the_number() -> None:
    text = (
        "format: learningcity/1\n"
        "city: {id: a, name: A, as_of: 2024}\n"
        'partners: {x: {name: X, identifiers: {GB-EDU: "130484", GB-UKPRN: "123"}}, y: 1}\n'
    )
    with pytest.raises(learningcity.CityFileError) as raised:
        learningcity.parse_city(text)
    (problem,) = [one for one in raised.value.problems if one.code == "identifier-form"]
    assert str(problem.location) == f"text:3:{text.splitlines()[2].index('123')}"


# -- names and numbers ---------------------------------------------------------------------------

NUMBER = {"GB-UKPRN": "10007578"}
OTHER = {"GB-UKPRN": "10007579", "GB-EDU": "130484"}


def test_two_partners_of_one_name_and_two_numbers_are_doubtful() -> None:
    partners = {
        "north": {"name": "City College", "identifiers": OTHER},
        "south": {"name": "City  college", "identifiers": NUMBER},
    }
    built = city(partners=partners)
    fault = only(built, "same-name-other-number")
    assert fault.at == ("partners", "south")
    assert fault.message == "'south' and 'north' have one name and two numbers of GB-UKPRN"
    assert fault.hint == (
        "two organisations? say so in their names; one? correct a number and keep one entry"
    )
    assert fault.related == (("the other one", ("partners", "north")),)
    assert faults(built, "similar-names") == []


def test_numbers_tell_partners_of_similar_names_apart() -> None:
    partners = {
        "north": {"name": "City College", "identifiers": OTHER},
        "south": {"name": "City Colleges", "identifiers": NUMBER},
    }
    built = city(partners=partners)
    assert faults(built, "same-name-other-number") == faults(built, "similar-names") == []


@pytest.mark.parametrize("identifiers", [{}, {"GB-EDU": "130484"}, {"GB-UKPRN": " 10007578"}])
def test_without_two_numbers_of_one_list_names_count(identifiers: dict[str, str]) -> None:
    partners = {
        "north": {"name": "City College", "identifiers": identifiers},
        "south": {"name": "City College", "identifiers": NUMBER},
    }
    built = city(partners=partners)
    assert only(built, "similar-names").at == ("partners", "south")
    assert faults(built, "same-name-other-number") == []
