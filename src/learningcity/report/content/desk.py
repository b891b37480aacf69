"""Where the parts of a report are written: names, quotations and notes of one city."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from learningcity.analysis.citing import is_in_files
from learningcity.analysis.explanation import Explanation, locate
from learningcity.analysis.study import Study
from learningcity.display import inert
from learningcity.model.city import City
from learningcity.model.kinds import KINDS
from learningcity.model.values import Text
from learningcity.reach.view import Facet
from learningcity.report.content.pieces import Mention, Note, Reasoning, Said, link_of
from learningcity.report.wording import Wording

__all__ = ["Desk"]

_LONGEST = 300
"""So many letters of a name are shown."""

_LONGEST_SENTENCE = 1500
"""So many letters of a sentence about names are shown."""

_SENTENCES = "en"
"""The language of the sentences of analyses."""


class Desk:
    """What all parts of one report share.

    Sources get their numbers in the order in which the page first refers to them, so that the parts
    have to be written in the order in which they stand.
    """

    def __init__(self, study: Study, wording: Wording) -> None:
        self.study = study
        self.city = study.city
        self.view = study.view
        self.wording = wording
        self._notes: dict[str, int] = {}
        self._folder = _folder_of(study.city)

    def said(self, text: Text) -> Said:
        """Return a text of the files in the language of the report, or as near to it as it is."""
        city_language = self.city.language
        tag, words = text.version(self.wording.language, city_language, _SENTENCES)
        language = tag or city_language
        ours = language is not None and language.partition("-")[0] == self.wording.language
        return Said(_cut(words, _LONGEST), None if ours else language)

    def sentence(self, text: str) -> Said:
        """Return a sentence of an analysis; it is in English, whatever the names in it."""
        language = None if self.wording.language == _SENTENCES else _SENTENCES
        return Said(_cut(text, _LONGEST_SENTENCE), language)

    def name(self, kind: str, key: str) -> Mention:
        """Return a thing of the city with its name and place, where its sources are not shown."""
        reference = f"{kind}:{key}"
        entry = self.city.find(reference)
        text = next(getattr(entry, word) for word in _NAMES if hasattr(entry, word))
        return Mention(self.said(text), reference, self.place(reference))

    def names(self, kind: str, keys: Iterable[str]) -> tuple[Mention, ...]:
        """Return things of the city with their names."""
        return tuple(self.name(kind, key) for key in keys)

    def cited(self, kind: str, key: str) -> Mention:
        """Return a thing of the city with its name, place and sources."""
        mention = self.name(kind, key)
        return replace(mention, notes=self.cite(self.city.find(mention.reference).sources))

    def all_cited(self, kind: str, keys: Iterable[str]) -> tuple[Mention, ...]:
        """Return things of the city with their names and sources."""
        return tuple(self.cited(kind, key) for key in keys)

    def term(self, facet: Facet, key: str) -> Said:
        """Return the name of a term; those that are shipped are in English."""
        said = self.said(self.view.graph(facet).name(key))
        return said if is_in_files(self.view, facet, key) else self.sentence(said.text)

    def place(self, reference: str) -> str:
        """Return where an entry stands, as ``file:line``, or nothing."""
        return self._place(locate(self.city, reference) or "")

    def _place(self, place: str) -> str:
        """Return a place without the folder in which all files are.

        Where a city lies on somebody's disk is nothing for the readers of its report, and two
        copies of a city have the same report.
        """
        return inert(place.removeprefix(self._folder))

    def cite(self, sources: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of sources; what was not referred to before gets the next ones."""
        return tuple(
            self._notes.setdefault(key, len(self._notes) + 1)
            for key in dict.fromkeys(sources)
            if key in self.city.sources
        )

    def notes(self) -> tuple[Note, ...]:
        """Return the sources that were referred to, by their numbers."""
        return tuple(self._note(key, number) for key, number in self._notes.items())

    def _note(self, key: str, number: int) -> Note:
        source = self.city.sources[key]
        details = [] if source.publisher is None else [self.said(source.publisher)]
        if source.date is not None:
            details.append(Said(str(source.date)))
        href = link_of(source.url)
        place = self.place(f"source:{key}")
        return Note(number, self.said(source.title), tuple(details), href, place)

    def reasoning(self, found: Explanation, known: Collection[str] = ()) -> Reasoning:
        """Return why a finding is there; a step that rests on `known` places alone names none."""
        steps = ((step.text, tuple(map(self._place, step.places))) for step in found.steps)
        return Reasoning(
            tuple(
                (self.sentence(text), () if set(places) <= set(known) else places)
                for text, places in steps
            ),
            tuple(self.sentence(change.sentence) for change in found.overturns),
        )

    def word(self, words: Mapping[str, str], code: str) -> str:
        """Return the word for a code in the language of the report."""
        return self.wording.say(words[code])

    def list_words(self, words: Mapping[str, str], codes: Sequence[str]) -> str:
        """Return the words for codes as a list."""
        return self.wording.listed([self.word(words, code) for code in codes], len(codes))


_NAMES = ("name", "statement", "title", "label")
"""The fields that may say what an entry is called."""


def _folder_of(city: City) -> str:
    """Return the folder of all files of a city, with the stroke at its end, or nothing."""
    locations = [city.origins.locate(f"city:{city.id}")]
    for kind in KINDS:
        for index, entry in enumerate(getattr(city, kind.section)):
            locations.append(city.origins.locate(kind.reference(entry.id if kind.keyed else index)))
    folders = {
        tuple(location.path.split("/")[:-1])
        for location in locations
        if location is not None and location.line is not None
    }
    if not folders:
        return ""
    first, last = min(folders), max(folders)
    shared = next(
        (i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b),
        min(len(first), len(last)),
    )
    return "".join(f"{part}/" for part in first[:shared])


def _cut(text: str, longest: int) -> str:
    words = inert(text)
    return words if len(words) <= longest else f"{words[:longest]}…"
