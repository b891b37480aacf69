"""The closest word, if one is close."""

from __future__ import annotations

from learningcity.model.suggest import closest


def test_a_misspelt_word_finds_the_one_that_was_meant() -> None:
    assert closest("libary", ["library", "college"]) == "library"
    assert closest("Libary", ["LIBRARY"]) == "LIBRARY"
    assert closest("평생학습광", ["대학교", "평생학습관"]) == "평생학습관"


def test_of_equally_close_words_the_first_wins() -> None:
    assert closest("ward-x", ["ward-a", "ward-b"]) == "ward-a"
    assert closest("ward-x", ["ward-b", "ward-a"]) == "ward-b"


def test_no_word_is_suggested_where_none_is_close() -> None:
    assert closest("library", ["museum"]) is None
    assert closest("library", []) is None
    assert closest("", ["museum"]) is None
