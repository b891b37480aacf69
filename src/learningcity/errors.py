"""What the library raises.

::

    LearningCityError
    ├── CityFileError (ValueError)       what was read is not a sound city; carries all problems
    ├── CityNotFoundError (FileNotFoundError)   there is no file or folder of that name
    ├── UnknownIdError (KeyError)        an id that the city does not have
    ├── MissingExtraError (ImportError)  an optional package is not installed
    └── MissingFontError (RuntimeError)  no installed font has all signs of a picture

A wrong argument is a plain ``ValueError`` or ``TypeError`` that names the argument and the value.
"""

from __future__ import annotations

from collections.abc import Sequence

from learningcity.diagnostics import Location, Problem, Severity, count_problems
from learningcity.display import NOTEBOOK_ROWS, Absent, html_table, printable

__all__ = [
    "SHOWN_PROBLEMS",
    "CityFileError",
    "CityNotFoundError",
    "LearningCityError",
    "MissingExtraError",
    "MissingFontError",
    "UnknownIdError",
    "html_problems",
    "render_problem",
    "render_problems",
]

SHOWN_PROBLEMS = 100
"""How many problems a text shows at most; all are counted."""

_SHOWN_LINE = 160
_SHOWN_SIGNS = 12


class LearningCityError(Exception):
    """Anything that this library raises about data or its surroundings.

    See Also
    --------
    learningcity.CityFileError : what was read is not a sound city.

    Examples
    --------
    >>> import learningcity
    >>> try:
    ...     learningcity.read_city("nowhere")
    ... except learningcity.LearningCityError as error:
    ...     print(type(error).__name__)
    CityNotFoundError
    """


class CityFileError(LearningCityError, ValueError):
    """What was read is not a sound city. ``problems`` has every problem, in file order.

    See Also
    --------
    learningcity.check_city : the same problems, without an error.

    Examples
    --------
    >>> import learningcity
    >>> try:
    ...     learningcity.parse_city("format: learningcity/1")
    ... except learningcity.CityFileError as error:
    ...     print([problem.code for problem in error.problems])
    ['missing-city']
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        """Return all problems as text, each with its place; notes are only counted."""
        return render_problems(self.problems, notes=False)

    def _repr_html_(self) -> str:
        return html_problems(count_problems(self.problems), self.problems)


class CityNotFoundError(LearningCityError, FileNotFoundError):
    """There is no file or folder at the path that was given.

    See Also
    --------
    learningcity.read_city : raises it.

    Examples
    --------
    >>> import learningcity
    >>> try:
    ...     learningcity.read_city("nowhere")
    ... except learningcity.CityNotFoundError as error:
    ...     print(error, error.path)
    there is no file or folder 'nowhere' nowhere
    """

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        """Return one line that names the path."""
        return f"there is no file or folder '{self.path}'"


class UnknownIdError(LearningCityError, KeyError):
    """An id that the city does not have; ``suggestion`` is the closest one it has.

    See Also
    --------
    learningcity.City : raises it.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> try:
    ...     city.partners["port-colege"]
    ... except learningcity.UnknownIdError as error:
    ...     print(error, error.suggestion)
    unknown partner 'port-colege', did you mean 'port-college'? port-college
    """

    def __init__(self, kind: str, wanted: str, suggestion: str | None = None) -> None:
        super().__init__(kind, wanted, suggestion)
        self.kind = kind
        self.wanted = wanted
        self.suggestion = suggestion

    def __str__(self) -> str:
        """Return one line that names the id and the closest known one."""
        hint = f", did you mean '{self.suggestion}'?" if self.suggestion else ""
        return f"unknown {self.kind} '{self.wanted}'{hint}"


class MissingExtraError(LearningCityError, ImportError):
    """An optional package is missing; the message says which command installs it.

    See Also
    --------
    learningcity.plotting.plot_network : one of the functions that raise it.

    Examples
    --------
    >>> import learningcity
    >>> print(learningcity.MissingExtraError("a picture", "plot"))
    a picture needs more packages. Run: pip install "learningcity[plot]"
    """

    def __init__(self, purpose: str, extra: str) -> None:
        super().__init__(purpose, extra)
        self.purpose = purpose
        self.extra = extra

    def __str__(self) -> str:
        """Return what to run."""
        return f'{self.purpose} needs more packages. Run: pip install "learningcity[{self.extra}]"'


class MissingFontError(LearningCityError, RuntimeError):
    """No installed font has all signs of a picture; the message says which to install.

    See Also
    --------
    learningcity.plotting.plot_network : one of the functions that raise it.

    Examples
    --------
    >>> import learningcity
    >>> error = learningcity.MissingFontError("학습", ("Noto Sans KR",))
    >>> error.signs, error.fonts
    ('학습', ('Noto Sans KR',))
    """

    def __init__(self, signs: str, fonts: tuple[str, ...]) -> None:
        super().__init__(signs, fonts)
        self.signs = signs
        self.fonts = fonts

    def __str__(self) -> str:
        """Return the signs and the fonts to install."""
        shown = self.signs[:_SHOWN_SIGNS] + ("…" if len(self.signs) > _SHOWN_SIGNS else "")
        fonts = " and ".join(f"'{font}'" for font in self.fonts)
        noun = "font" if len(self.fonts) == 1 else "fonts"
        return (
            f"no known font on this machine has the signs '{printable(shown)}'; install the {noun} "
            f"{fonts}, or name one that has them in matplotlib.rcParams['font.family']"
        )


def render_problem(problem: Problem) -> str:
    """Return a problem as text: where and what, the line, a mark under it, the hint."""
    where = printable(str(problem.location))
    head = f"{where}: {problem.severity}: {printable(problem.message)} [{problem.code}]"
    lines = [head, *_excerpt(problem.location, problem.hint)]
    for related in problem.related:
        lines.append(f"{printable(str(related.location))}: note: {printable(related.message)}")
        lines.extend(_excerpt(related.location, None))
    return "\n".join(lines)


def html_problems(caption: str, problems: Sequence[Problem]) -> str:
    """Return problems as a table for a notebook; what is beyond the first rows is counted."""
    rows = [
        (
            str(problem.severity),
            str(problem.location),
            problem.message,
            Absent("none") if problem.hint is None else problem.hint,
            problem.code,
        )
        for problem in problems[:NOTEBOOK_ROWS]
    ]
    columns = ("severity", "place", "message", "hint", "code")
    return html_table(caption, columns, rows, more=len(problems) - len(rows))


def render_problems(
    problems: Sequence[Problem], *, limit: int = SHOWN_PROBLEMS, notes: bool = True
) -> str:
    """Return problems as text, at most `limit` of them, with a closing line that counts all.

    Where there are more, errors come before the others; what is shown keeps its order. Without
    `notes`, those of severity ``info`` are only counted.
    """
    chosen = [p for p in problems if notes or p.severity is not Severity.INFO]
    left_out = ["notes are not shown"] if len(chosen) < len(problems) else []
    if len(chosen) > limit:
        order = range(len(chosen))
        errors_first = sorted(order, key=lambda i: chosen[i].severity is not Severity.ERROR)
        chosen = [chosen[i] for i in sorted(errors_first[:limit])]
        left_out.insert(0, f"only {limit} are shown")
    total = count_problems(problems) + (f" ({', '.join(left_out)})" if left_out else "")
    return "\n".join([*map(render_problem, chosen), total])


def _excerpt(location: Location, hint: str | None) -> list[str]:
    """Return the source line with a mark under the place, the hint beside the mark."""
    hint = None if hint is None else printable(hint)
    if location.text is None or location.line is None or location.column is None:
        return [] if hint is None else [f"      = {hint}"]
    start = max(0, location.column - 1 - _SHOWN_LINE // 2)
    at = location.column - 1 - start
    shown = location.text.replace("\t", " ")[start : start + _SHOWN_LINE]
    marked = shown[at : at + max(1, location.length)]
    before, after = printable(shown[:at]), printable(shown[at + len(marked) :])
    carets = "^" * max(1, len(printable(marked)))
    return [
        f"{location.line:>5} | {before}{printable(marked)}{after}".rstrip(),
        f"      | {' ' * len(before)}{carets}" + ("" if hint is None else f" {hint}"),
    ]
