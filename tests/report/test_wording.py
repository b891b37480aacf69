"""The report's own words: every message has a translation, and numbers follow the language."""

from __future__ import annotations

import gettext
import re
from datetime import date
from decimal import Decimal

import pytest

import learningcity
from checks import catalogues
from learningcity.analysis.study import Study
from learningcity.report.content.page import make_page
from learningcity.report.wording import LANGUAGES, Wording, choose_language
from learningcity.report.write import render_page, render_report
from tests.builders import city
from tests.report.pages import page_of, parse

TRANSLATED = [language for language in LANGUAGES if language != "en"]


class Mirrored(gettext.NullTranslations):
    """Words that look translated, for a language that has no catalogue."""

    def gettext(self, message: str) -> str:
        return f"ـ{message}ـ"

    def ngettext(self, one: str, several: str, number: int) -> str:
        return f"ـ{one if number == 1 else several}ـ"


def marks(message: str) -> list[str]:
    return sorted(set(re.findall(r"%\(\w+\)s|</?\w+>", message)))


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_all_messages_and_no_others(language: str) -> None:
    wanted = {message.id for message in catalogues.extract() if message.id}
    known = catalogues.read(language)
    assert {message.id for message in known if message.id} == wanted
    assert len(wanted) > 200
    for message in known:
        if message.id:
            assert not message.fuzzy
            said = message.string
            texts = [said] if isinstance(said, str) else list(said or ())
            assert texts
            several = message.id if isinstance(message.id, str) else message.id[-1]
            for text in texts:
                assert text
                assert marks(text) == marks(several), message.id


def test_updating_a_catalogue_changes_nothing_where_nothing_is_new() -> None:
    new = catalogues.update("ko")
    old = catalogues.read("ko")
    assert {m.id: m.string for m in new if m.id} == {m.id: m.string for m in old if m.id}


def test_a_report_is_in_the_language_of_the_city_where_there_is_one() -> None:
    assert choose_language(None, "ko") == "ko"
    assert choose_language(None, "ko-KR") == "ko"
    assert choose_language(None, "cy") == "en"
    assert choose_language(None, None) == "en"
    assert choose_language("en", "ko") == "en"
    with pytest.raises(ValueError, match="language: 'cy' is none of en, ko"):
        choose_language("cy", "ko")


def test_a_korean_report_marks_what_is_not_korean() -> None:
    page = page_of("gwangmyeong", "ko")
    html = page.one("html")
    assert (html["lang"], html["dir"]) == ("ko", "ltr")
    titles = [heading.text for heading in page.one("main").all("h2")]
    assert titles[0] == "논의할 세 가지"
    languages = {node.get("lang") for node in page.all("bdi")}
    assert "en" in languages
    assert "광명시" in page.one("h1").text


def test_names_in_another_language_are_marked_and_shipped_words_are_not() -> None:
    built = city(
        head={"name": "Abertawe", "language": "cy"},
        places={"l": {"name": "Y ddinas"}},
        initiatives={
            key: {"name": key, "activities": ["literacy"], "places": ["l"], "status": "active"}
            for key in ("cyntaf", "ail")
        },
    )
    marked = {node.text: node.get("lang") for node in parse(render_report(built)).all("bdi")}
    assert marked["Abertawe"] == "cy"
    assert marked["Y ddinas"] == "cy"
    assert "Literacy" not in marked
    in_korean = parse(render_report(built, language="ko"))
    marked = {node.text: node.get("lang") for node in in_korean.all("bdi")}
    assert (marked["Y ddinas"], marked["Literacy"]) == ("cy", "en")


def test_a_report_from_right_to_left_isolates_every_name() -> None:
    wording = Wording("ar", Mirrored())
    study = Study(learningcity.open_example("lanternport"))
    page = parse(render_page(make_page(study, wording), wording))
    assert (page.one("html")["lang"], page.one("html")["dir"]) == ("ar", "rtl")
    (name,) = page.one("h1").all("bdi")
    assert (name.text, name.get("lang")) == ("Lanternport", "en")


def test_numbers_money_dates_and_lists_follow_the_language() -> None:
    english, korean = Wording("en"), Wording("ko")
    assert english.number(12325) == "12,325"
    assert english.figure(0.5) == "0.50"
    assert (english.counted(1), str(english.counted(12325))) == (1, "12,325")
    assert english.day(date(2025, 4, 30)) == "30 April 2025"
    assert korean.day(date(2025, 4, 30)) == "2025년 4월 30일"
    assert english.listed(["a"]) == "a"
    assert english.listed(["a", "b", "c", "d", "e", "f"]) == "a, b, c, d and 2 more"
    assert english.interval(None, None) == "not known"
    assert english.interval(3, None) == "at least 3"
    assert english.interval(3, 3) == "3"
    assert english.interval(3, 1200) == "3 to 1,200"
    assert english.sum("GBP", 0, 5_000_000) == "at most GBP 5,000,000"
    assert english.sum("GBP", 0, 0) == "GBP 0"
    assert english.sum(None, Decimal("1.50"), None) == "at least 1.5"
    assert english.sum("EUR", None, None) == "a sum that is not known"
    assert korean.sum("KRW", 0, 3000) == "KRW 3,000 이하"


def test_sentences_with_a_per_cent_sign_in_a_name_are_left_alone() -> None:
    text = render_report(
        learningcity.city_from_mapping(
            {
                "format": "learningcity/1",
                "city": {"id": "x", "name": "100 %(n)s", "as_of": 2024},
                "partners": {"p": {"name": "50 %s"}},
            }
        )
    )
    assert "100 %(n)s" in text
