"""What leads to one person is found in any text and not printed; other numbers are left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import learningcity
from learningcity.datasets import EXAMPLES, check_example
from learningcity.diagnostics import Severity
from learningcity.errors import render_problem
from learningcity.model.integrity import At, Draft
from learningcity.model.privacy import find_personal_data, personal_data_in
from tests.builders import Fields, city, faults, only
from tests.strategies import lively

ADDRESSES = [
    "Write to jane.doe@example.org.",
    "j_doe+learning@mail.example.co.uk",
    "Contact: o'neill@example.ie (mornings)",
    "mailto:anna@example.de",
    "정보: hong@example.kr 로",
    "пишите на иван@пример.рф",
    "jane.doe (at) example.org",
    "jane [AT] example.com",
    "jane.doe＠example.jp",
    "<info@example.gov.uk>",
    "See https://example.org or ask me@example.org",
]

NUMBERS = [
    "Call 01902 551155",  # GB
    "(01902) 551155",
    "01902 551 155, mornings",
    "0121 496 0000",
    "020 7946 0018",
    "07700 900123",
    "07700900123",
    "In 2018 01902 551155 was answered",
    "01902 551155 2018",
    "+44 1902 551155",
    "+44 (0)1902 551155",
    "0044 1902 551155",
    "+44 1902 551155 2018",
    "01 23 45 67 89",  # FR
    "01.23.45.67.89",
    "+33 1 23 45 67 89",
    "030 123456",  # DE
    "0171/1234567",
    "+49-30-123456",
    "02-123-4567",  # KR
    "010-1234-5678",
    "전화 02-2680-2114",
    "연락처: 1588-1234",
    "03-1234-5678",  # JP
    "電話：０３－１２３４－５６７８",
    "(555) 123-4567",  # US
    "555-123-4567",
    "1-800-555-0199",
    "(11) 91234-5678",  # BR
    "+91 98765 43210",  # IN
    "mobile: 98765 43210",
    "+48 123 456 789",  # PL
    "Tel.: 912 345 678",  # ES
    "Tfno. +34 912 345 678",
    "тел. 495 123-45-67",  # RU
    "+7 (495) 123-45-67",
    "+254 712 345678",  # KE
    "Phone number 22 33 44 55",  # NO
    "+966 11 123 4567",  # SA
    "هاتف: ٠١١١٢٣٤٥٦٧",
    "WhatsApp 5512345678",  # MX
]

OTHERS = [
    "",
    "2017-2020",
    "In 2018/19 and 2019/20, 2020-21",
    "2017-01-25 to 2019-09-30",
    "01.02.2017",
    "01/02/2017-03/04/2018",
    "01/02/2017 03 people came",
    "1 200 000 learners",
    "1,200,000 and 3,400,000",
    "+12 000 000 euros",
    "£3,000,000 of 12.500.000",
    "£0123456789",
    "0.123456789 of all",
    "GSS code E08000031, ward E05001325",
    "UKPRN 10007578",
    "Charity number 1234567 and 0234567",
    "Registered charity no. 0123456789",
    "company number 01234567",
    "Company 01234567/07654321",
    "GB-COH-01234567",
    "ISBN 978-0-262-03384-8",
    "ISBN 0-262-03384-4",
    "ISBN: 0262033844",
    "ISSN 0260-1370",
    "doi:10.1080/02601370.2015.1129365",
    "Pages 0123-0456",
    "open 0900-1700",
    "open 09.00-17.00 and 10.00-16.00",
    "0930 1030 1130",
    "52.5862, -2.1288",
    "Learn@Home, 3 @ 5 pounds",
    "@cityoflearning",
    "a@b",
    "version 1@2.5",
    "https://www.flickr.com/photos/12345678@N07/0123456789",
    "https://maps.example.org/@52.58629,-2.12829,14z",
    "see www.example.org/a@b.co or http://example.org/?tel=01902551155",
    "telephone survey of 1,200 people",
    "phone 100 000 homes",
    "mobile library 2014-2020",
    "telephone 01/02/2017",
    "fax 2014/2020",
    "UPRN 100070000000",
    "Postcodes WV1 1AA to WV14 9ZZ",
    "13.5 % in 2021-08, 6.9 % in England",
    "Grant 20150123-456 of 05.2019",
    "사업자등록번호 123-45-67890",
    "population 263,727 (2021), 249,470 (2011)",
    "look at example.org",
]


@pytest.mark.parametrize("text", ADDRESSES)
def test_an_address_for_mail_is_found(text: str) -> None:
    assert personal_data_in(text) == "an e-mail address"


@pytest.mark.parametrize("text", NUMBERS)
def test_a_telephone_number_is_found(text: str) -> None:
    assert personal_data_in(text) == "a telephone number"


@pytest.mark.parametrize("text", OTHERS)
def test_other_numbers_and_signs_are_left_alone(text: str) -> None:
    assert personal_data_in(text) is None


@lively
@given(st.integers(1000, 2999), st.integers(0, 10**9), st.decimals(0, 10**7, places=2))
def test_years_and_amounts_are_no_telephone_numbers(year: int, people: int, amount: object) -> None:
    text = f"In {year}-{year + 1} {people:,} people, £{amount:,} and {people} more since {year}/08"
    assert personal_data_in(text) is None


@pytest.mark.parametrize("sign", ["a", "0", "a.", "0 ", "@", "+", "1-", "(at)", "tel ", "www."])
def test_long_texts_take_no_long_time(sign: str) -> None:
    text = sign * 100_000
    before = time.process_time()
    personal_data_in(text)
    assert time.process_time() - before < 5


PHONE = "ask 01902 551155"


@pytest.mark.parametrize(
    ("at", "sections"),
    [
        (("city", "note"), {"head": {"note": PHONE}}),
        (("city", "aliases", 1), {"head": {"aliases": ["A", PHONE]}}),
        (("places", "a", "name"), {"places": {"a": {"name": {"en": "A", "cy": PHONE}}}}),
        (("places", "a", "kind"), {"places": {"a": {"kind": PHONE}}}),
        (("facts", "a", "value"), {"facts": {"a": {"value": PHONE}}}),
        (("vision", 0, "statement"), {"vision": [{"statement": PHONE}]}),
        (
            ("needs", "a", "indicator", "comparator", "label"),
            {
                "needs": {
                    "a": {
                        "audiences": ["everyone"],
                        "indicator": {"value": 1, "comparator": {"label": PHONE}},
                    }
                }
            },
        ),
        (
            ("initiatives", "a", "partners", 0, "note"),
            {"initiatives": {"a": {"partners": [{"partner": "b", "role": "lead", "note": PHONE}]}}},
        ),
        (
            ("initiatives", "a", "funding", "x", "note"),
            {"initiatives": {"a": {"funding": {"x": {"note": PHONE}}}}},
        ),
        (("sources", "a", "publisher"), {"sources": {"a": {"publisher": PHONE}}}),
    ],
)
def test_every_text_is_looked_at(at: At, sections: dict[str, object]) -> None:
    fault = only(city(**sections), "personal-data")
    assert fault.at == at
    assert fault.severity == Severity.WARNING
    assert fault.message == "this text seems to hold a telephone number"
    assert fault.hint == "take it out: a city file names organisations, never people"


def test_addresses_of_pages_and_official_numbers_are_not_looked_at() -> None:
    partner: Fields = {
        "name": "X",
        "url": "https://example.org/01902-551155",
        "identifiers": {"GB-COH": "01902551155"},
    }
    built = city(partners={"01902-551155": partner})
    assert faults(built, "personal-data") == []
    assert list(find_personal_data(Draft({}))) == []


def test_nothing_of_it_is_printed() -> None:
    text = (
        "format: learningcity/1\n"
        "city: {id: a, name: A, as_of: 2024, note: ask jane@example.org}\n"
        "partners: {x: {nam: jane@example.org}}\n"
    )
    with pytest.raises(learningcity.CityFileError) as raised:
        learningcity.parse_city(text)
    (problem,) = [one for one in raised.value.problems if one.code == "personal-data"]
    assert render_problem(problem) == (
        "text:2:43: warning: this text seems to hold an e-mail address [personal-data]\n"
        "      = take it out: a city file names organisations, never people"
    )
    assert "jane" not in repr(problem)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_packaged_cities_hold_none(name: str) -> None:
    assert [p for p in check_example(name).problems if p.code == "personal-data"] == []
