"""Bring the catalogues of the report's own words up to date with its code and templates.

``python -m checks.catalogues`` rewrites each ``report.po``: new messages stand there without a
translation, those that are gone are dropped. Translations are kept.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

__all__ = ["PLACE", "extract", "read", "update", "written"]

PLACE = Path(__file__).parent.parent / "src" / "learningcity" / "report"
"""The folder of the report."""

_METHODS = [
    ("**.py", "python"),
    ("templates/**.html", "jinja2.ext:babel_extract"),
    ("templates/**.css", "jinja2.ext:babel_extract"),
]
_OPTION = {"trimmed": "true", "silent": "false"}
_OPTIONS = {"templates/**.html": _OPTION, "templates/**.css": _OPTION}
_KEYWORDS = {
    "say": None,
    "count": (1, 2),
    "N_": None,
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
}
_MAKERS = "learningcity maintainers"
_DATE = datetime(2026, 11, 24, tzinfo=UTC)
"""The date in the catalogues; they say nothing of the day on which they were written."""


def extract() -> Catalog:
    """Return all messages of the report, in the order of its files."""
    found = Catalog(charset="utf-8")
    for _, _, message, _, _ in extract_from_dir(
        PLACE, _METHODS, _OPTIONS, keywords=_KEYWORDS, strip_comment_tags=True
    ):
        if message:
            found.add(message)
    return found


def read(language: str) -> Catalog:
    """Return the catalogue of a language."""
    path = PLACE / "locale" / language / "LC_MESSAGES" / "report.po"
    text = path.read_bytes() if path.exists() else b""
    return read_po(BytesIO(text), locale=language)


def update(language: str) -> Catalog:
    """Return the catalogue of a language with the messages that there are now."""
    known = read(language)
    new = Catalog(
        locale=language,
        project="learningcity",
        version="1",
        charset="utf-8",
        creation_date=_DATE,
        revision_date=_DATE,
        fuzzy=False,
        header_comment=known.header_comment if known else "#",
        last_translator=_MAKERS,
        language_team=_MAKERS,
        copyright_holder=_MAKERS,
        msgid_bugs_address=_MAKERS,
    )
    for message in extract():
        if message.id:
            old = known.get(message.id[0] if isinstance(message.id, tuple) else message.id)
            new.add(message.id, old.string if old is not None else None)
    return new


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as the text of a file."""
    buffer = BytesIO()
    write_po(buffer, catalogue, width=100, no_location=True, omit_header=False)
    return buffer.getvalue()


def main() -> None:
    """Write the catalogues anew."""
    from learningcity.report.wording import LANGUAGES

    for language in LANGUAGES:
        if language != "en":
            path = PLACE / "locale" / language / "LC_MESSAGES" / "report.po"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(written(update(language)))


if __name__ == "__main__":
    main()
