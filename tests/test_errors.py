"""What is raised says what is wrong, where, and what to do."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from learningcity.diagnostics import Location, Problem, Related, Severity
from learningcity.errors import (
    SHOWN_PROBLEMS,
    CityFileError,
    CityNotFoundError,
    LearningCityError,
    MissingExtraError,
    MissingFontError,
    UnknownIdError,
    render_problem,
    render_problems,
)


def problem(
    place: Location | None = None, *, hint: str | None = None, related: tuple[Related, ...] = ()
) -> Problem:
    """A problem of a misspelt partner."""
    where = place or Location("city.yaml", 14, 19, 6, "      - {partner: libary, role: lead}")
    return Problem(
        "unknown-reference", "unknown partner 'libary'", where, hint=hint, related=related
    )


HEAD = "city.yaml:14:19: error: unknown partner 'libary' [unknown-reference]"


def test_a_problem_is_shown_with_its_line_and_a_mark_under_the_word() -> None:
    assert render_problem(problem(hint="did you mean 'library'?")).splitlines() == [
        HEAD,
        "   14 |       - {partner: libary, role: lead}",
        "      |                   ^^^^^^ did you mean 'library'?",
    ]
    assert render_problem(problem()).splitlines()[2] == "      |                   ^^^^^^"


def test_a_problem_of_a_whole_file_has_its_hint_below() -> None:
    place = Location("city.yaml")
    assert render_problem(problem(place, hint="add 'city:'")).splitlines() == [
        "city.yaml: error: unknown partner 'libary' [unknown-reference]",
        "      = add 'city:'",
    ]
    assert len(render_problem(problem(place)).splitlines()) == 1


def test_related_places_are_shown_too() -> None:
    first = Related("the first one is here", Location("a.yaml", 2, 1, 3, "abc: 1"))
    unseen = Related("and one more", Location("b.yaml"))
    assert render_problem(problem(Location("c.yaml"), related=(first, unseen))).splitlines()[
        1:
    ] == [
        "a.yaml:2:1: note: the first one is here",
        "    2 | abc: 1",
        "      | ^^^",
        "b.yaml: note: and one more",
    ]


def test_of_a_long_line_the_part_around_the_place_is_shown() -> None:
    text = "a" * 1000 + "libary" + "b" * 1000
    _, line, mark = render_problem(problem(Location("c.yaml", 1, 1001, 6, text))).splitlines()
    assert line == "    1 | " + "a" * 80 + "libary" + "b" * 74
    assert mark == "      | " + " " * 80 + "^" * 6


def test_marks_stand_under_what_they_mean_after_tabs_and_escapes() -> None:
    _, line, mark = render_problem(
        problem(Location("c.yaml", 1, 4, 2, "\t\x1bx\x00b"))
    ).splitlines()
    assert line == "    1 |  \\x1bx\\x00b"
    assert mark == "      |       ^^^^^"


@pytest.mark.parametrize("column", [4, 40])
def test_a_place_behind_the_line_has_one_mark(column: int) -> None:
    _, line, mark = render_problem(problem(Location("c.yaml", 1, column, 1, "abc"))).splitlines()
    assert line == "    1 | abc"
    assert mark == "      |    ^"


def test_text_from_files_is_made_harmless() -> None:
    bad = Problem(
        "code",
        "\x1b[31mred",
        Location("\x1b.yaml", 1, 1, 1, "\x1b"),
        Severity.WARNING,
        hint="\x1b",
        related=(Related("\x1b", Location("\x1b")),),
    )
    assert "\x1b" not in render_problem(bad)
    assert render_problem(bad).startswith("\\x1b.yaml:1:1: warning: \\x1b[31mred [code]")


def test_problems_end_with_their_number() -> None:
    assert render_problems([problem(), problem()]).splitlines()[-1] == "2 errors"
    assert render_problems([]) == "no problems"


def test_of_very_many_problems_errors_are_shown_first() -> None:
    many = [replace(problem(), severity=Severity.WARNING)] * 3 + [problem()]
    lines = render_problems(many, limit=2).splitlines()
    assert [line.split()[1] for line in lines if line.startswith("city.yaml")] == [
        "warning:",
        "error:",
    ]
    assert lines[-1] == "1 error, 3 warnings (only 2 are shown)"


def test_of_very_many_problems_the_first_are_shown_and_all_are_counted() -> None:
    text = render_problems([problem()] * (SHOWN_PROBLEMS + 5))
    assert text.count(HEAD) == SHOWN_PROBLEMS
    assert text.splitlines()[-1] == f"{SHOWN_PROBLEMS + 5} errors (only 100 are shown)"
    assert render_problems([problem()] * 3, limit=1).splitlines()[-1] == (
        "3 errors (only 1 are shown)"
    )


ERRORS: list[tuple[LearningCityError, type[Exception], str]] = [
    (CityFileError((problem(),)), ValueError, render_problems([problem()])),
    (CityNotFoundError("a/b"), FileNotFoundError, "there is no file or folder 'a/b'"),
    (UnknownIdError("need", "x"), KeyError, "unknown need 'x'"),
    (UnknownIdError("need", "x", "y"), KeyError, "unknown need 'x', did you mean 'y'?"),
    (
        MissingExtraError("to_frame()", "pandas"),
        ImportError,
        'to_frame() needs more packages. Run: pip install "learningcity[pandas]"',
    ),
    (
        MissingFontError("광", ("Noto Sans CJK KR",)),
        RuntimeError,
        "no known font on this machine has the signs '광'; install the font 'Noto Sans CJK KR', "
        "or name one that has them in matplotlib.rcParams['font.family']",
    ),
]


@pytest.mark.parametrize(("error", "kind", "text"), ERRORS)
def test_every_error_is_ours_and_also_what_it_resembles(
    error: LearningCityError, kind: type[Exception], text: str
) -> None:
    assert isinstance(error, LearningCityError)
    assert isinstance(error, kind)
    assert str(error) == text


@pytest.mark.parametrize(("error", "kind", "text"), ERRORS)
def test_an_error_can_be_sent_to_another_process(
    error: LearningCityError, kind: type[Exception], text: str
) -> None:
    sent = pickle.loads(pickle.dumps(error))
    assert (type(sent), str(sent), vars(sent)) == (type(error), text, vars(error))


def test_notes_may_be_counted_only() -> None:
    note = Problem("quiet", "a note", Location("a.yaml"), Severity.INFO)
    assert render_problems([note, note], notes=False) == "2 notes (notes are not shown)"
    assert render_problems([note]) == "a.yaml: info: a note [quiet]\n1 note"
    assert render_problems([problem(Location("c.yaml"))] * 2 + [note], limit=1, notes=False) == (
        f"{HEAD.replace('city.yaml:14:19', 'c.yaml')}\n"
        "2 errors, 1 note (only 1 are shown, notes are not shown)"
    )
    raised = CityFileError((problem(Location("c.yaml")), note))
    assert str(raised).endswith("[unknown-reference]\n1 error, 1 note (notes are not shown)")
