"""Writing the findings as one HTML file that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from pathlib import Path
from unicodedata import bidirectional

from learningcity.analysis.study import Study
from learningcity.io.atomic import write_atomically
from learningcity.io.yaml_events import paused_gc
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.running import CARRY
from learningcity.report.content.page import Page, make_page
from learningcity.report.wording import Wording, choose_language

__all__ = ["render_page", "render_report", "write_report"]

_TURNING = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI", "FSI"})
"""Signs of which one sets what stands around it from right to left."""


def write_report(
    city: City,
    path: str | Path,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
    language: str | None = None,
) -> Path:
    """Write the findings of a city as one HTML file for a board, and return its path.

    The file loads nothing from anywhere and is the same for the same city. It is written whole or
    not at all. It can be read with a keyboard, aloud, on paper and on a telephone, and without its
    script, which only serves to choose partners in the map.

    Parameters
    ----------
    city
        The city.
    path
        The file to write.
    on
        The day to read; ``None`` is the last day of ``city.as_of``.
    ever
        Read all time instead of a day.
    carry
        Years for which an initiative seen running is presumed to run on.
    language
        The language of the report's own words: ``en`` or ``ko``. ``None`` takes the language of
        the city if it is one of these, else English. Sentences of analyses are in English.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    ValueError
        An argument lies outside its range, both `on` and `ever` are given, or there is no such
        language.
    OSError
        The file cannot be written; what was there before is unchanged.

    See Also
    --------
    learningcity.find_duplicates : the pairs of which the first are cards.
    learningcity.find_gaps : what is missing, in full.
    learningcity.network_overview : who holds the partnership together.

    Notes
    -----
    It says what the analyses found, with their usual thresholds, and works nothing out by itself.
    Above 300 partners those with most ties are drawn; above 500 initiatives nothing is compared
    with chance. Cost: that of the analyses, and what is shown.

    Examples
    --------
    >>> import tempfile
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = learningcity.write_report(city, f"{folder}/report.html")
    ...     page = written.read_text("utf-8")
    >>> "Who is indispensable" in page
    True
    """
    target = Path(path)
    page = render_report(city, on=on, ever=ever, carry=carry, language=language)
    write_atomically(target, page.encode())
    return target


def render_report(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
    language: str | None = None,
) -> str:
    """Return the report as HTML text."""
    wording = Wording(choose_language(language, city.language))
    # All results are there to the end, so that to look for rubbish among them finds next to
    # nothing, again and again: with thousands of initiatives that is a third of the time.
    with paused_gc():
        study = Study(city, on=on, ever=ever, carry=carry)
        return render_page(make_page(study, wording), wording)


def render_page(page: Page, wording: Wording) -> str:
    """Return a report as HTML text; all that is not in a template is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("learningcity.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        optimized=False,  # there is next to nothing to work out before, and looking takes time
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(wording.words, newstyle=True)  # type: ignore[attr-defined]
    environment.filters["number"] = wording.number
    environment.filters["counted"] = wording.counted
    environment.filters["css"] = _css
    environment.filters["short"] = _short
    environment.tests["turning"] = _may_turn
    style = _flush(environment.get_template("report.css").render())
    script = _flush(environment.get_template("report.js").render())
    return environment.get_template("report.html").render(
        page=page,
        style=style,
        script=script,
        policy=_policy(style, script),
        number={key: index for index, key in enumerate(page.partnership.partners)},
    )


def _may_turn(text: str) -> bool:
    """Return whether a text has letters or numbers that are not written from left to right."""
    return not text.isascii() and any(bidirectional(sign) in _TURNING for sign in text)


def _css(text: str) -> str:
    """Return a text of the catalogue for between quotes in the style: all but letters escaped."""
    return "".join(sign if sign.isalnum() else f"\\{ord(sign):x} " for sign in text)


def _short(value: float) -> str:
    """Return a place or a size in a picture: a tenth of a unit is finer than anybody sees."""
    return f"{value:.1f}".removesuffix(".0")


def _flush(text: str) -> str:
    """Return a style or a script without the white space that indents its lines."""
    return "\n".join(line.strip() for line in text.splitlines())


def _policy(style: str, script: str) -> str:
    """Return what the page may do: its own style and its own script, and nothing else."""
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
