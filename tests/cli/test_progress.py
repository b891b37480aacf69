"""The bar on a terminal while something takes long."""

from __future__ import annotations

import io
import sys
import time

import pytest

from learningcity.cli import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_nothing_is_shown_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    with progress.working("counting"):
        time.sleep(0.05)
    assert stream.getvalue() == ""


def test_what_takes_long_is_named_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    with progress.working("counting"):
        time.sleep(0.3)
    assert "counting" in stream.getvalue()


def test_what_is_quick_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress.working("counting"):
        pass
    assert "counting" not in stream.getvalue()


def test_an_error_ends_the_bar_and_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    with pytest.raises(ZeroDivisionError), progress.working("counting"):
        raise ZeroDivisionError
