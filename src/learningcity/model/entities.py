"""The entries of a city file: what each field means, its unit, and what its absence means.

Every entry is frozen all the way down and refuses keys that it does not know. An absent field is
unknown, never zero and never "all". References are ids; ``integrity`` checks that they lead
somewhere.
"""

# Annotations are values here, not texts: pydantic would have to compile each of them.
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    model_validator,
)

from learningcity.display import Absent, camel_words, html_fields
from learningcity.model.dates import PartialDate
from learningcity.model.values import (
    Amount,
    CountryCode,
    CurrencyCode,
    Id,
    LanguageTag,
    LineReference,
    Many,
    OneOrMany,
    People,
    Quantity,
    Text,
    WebAddress,
    Word,
    quote,
    refuse,
)

__all__ = [
    "Activity",
    "Audience",
    "Body",
    "CityHead",
    "Comparator",
    "Entry",
    "Fact",
    "FundingLine",
    "Identifier",
    "Indicator",
    "Initiative",
    "InitiativeKind",
    "Keyed",
    "Need",
    "Outcome",
    "Part",
    "Participants",
    "Participation",
    "Partner",
    "Place",
    "Plan",
    "Priority",
    "ProvisionLine",
    "Review",
    "Role",
    "Source",
    "Term",
    "Tie",
    "TieKind",
    "Verdict",
    "Vision",
    "altered",
    "funding_lines",
    "stated",
]

InitiativeKind = Literal[
    "programme", "service", "project", "event", "facility", "campaign", "fund", "coordination"
]
"""What an initiative is. ``fund`` and ``coordination`` reach nobody themselves."""

Role = Literal[
    "lead",
    "funder",
    "deliverer",
    "partner",
    "host",
    "employer",
    "commissioner",
    "referrer",
    "adviser",
]
"""What a partner does in an initiative. Working roles are all but ``funder``."""

TieKind = Literal["knowledge", "referral", "planning", "governance", "funding"]
"""What a relation beyond joint initiatives consists of."""

Verdict = Literal["duplicate", "complementary", "joint", "different"]
"""What people decided about a finding."""


def _stated_value(value: object) -> Quantity | Text:
    """Return a quantity for a number or bounds, else a text."""
    is_number = not isinstance(value, str) and not isinstance(value, bool)
    if isinstance(value, Quantity | Text):
        return value
    if isinstance(value, Mapping):
        is_number = any(
            key in {"at_least", "at_most", "about"} or isinstance(number, int | Decimal)
            for key, number in value.items()
        )
    return Quantity.parse(value) if is_number and value is not None else Text.parse(value)


StatedValue = Annotated[
    Quantity | Text,
    PlainValidator(_stated_value),
    PlainSerializer(lambda value: value.to_plain()),
]
"""A figure, perhaps known only in part, or text where the source gives no number."""


_BESIDE = ("id", "core", "aliases", "url", "note", "sources", "inferred")
"""Fields of which nobody would ask why they are not stated."""


class Part(BaseModel):
    """Anything that a file writes as keys with values.

    It cannot be changed and refuses keys that it does not know. A key without a value says the same
    as no key at all.
    """

    # What is sound is read without the models (see ``sound``); most runs need none of them built.
    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True, strict=True, extra="forbid", hide_input_in_errors=True, defer_build=True
    )

    @model_validator(mode="before")
    @classmethod
    def _leave_out_blanks(cls, said: object) -> object:
        if not isinstance(said, Mapping) or None not in said.values():
            return said
        optional = {
            info.alias or name for name, info in cls.model_fields.items() if not info.is_required()
        }
        return {k: v for k, v in said.items() if v is not None or k not in optional}

    def _repr_html_(self) -> str:
        said = _in_order(self.model_dump(by_alias=True, exclude_defaults=True))
        assert isinstance(said, dict)
        key = said.pop("id", None)
        inferred = said.get("inferred", ())
        fields = [(f"{name} (inferred)" if name in inferred else name, said[name]) for name in said]
        names = ((name, info.alias or name) for name, info in type(self).model_fields.items())
        silent = [shown for name, shown in names if shown not in said and name not in _BESIDE]
        if silent:
            fields.append(("not stated", Absent(", ".join(silent))))
        kind = camel_words(type(self).__name__)
        return html_fields(kind if key is None else f"{kind} {key}", fields)


def _in_order(said: object) -> object:
    """Return what a part says with that last which any entry may have."""
    if isinstance(said, tuple | list):
        return tuple(map(_in_order, said))
    if not isinstance(said, dict):
        return said
    last = [name for name in _BESIDE if name in said and name not in ("id", "core")]
    first = [name for name in said if name not in last]
    return {name: _in_order(said[name]) for name in (*first, *last)}


def stated(part: BaseModel) -> list[tuple[str, object]]:
    """Return the fields in which a part says something, in their order, with their values."""
    return [field for field in vars(part).items() if field[1]]


P = TypeVar("P", bound=Part)


def altered(part: P, fields: Mapping[str, object]) -> P:
    """Return a part in which some fields, by name, have these values instead; checked anew."""
    said = {name: getattr(part, name) for name in type(part).model_fields}
    return type(part).model_validate({**said, **fields})


class Entry(Part):
    """What every entry of a city file may have."""

    aliases: Many[Text] = ()
    """Other names by which sources call it. Absent: none."""
    url: WebAddress | None = None
    """Its page on the web. Absent: none is named."""
    note: Text | None = None
    """Free text for people; no analysis reads it. Absent: nothing is noted."""
    sources: Many[Id] = ()
    """Ids of the sources that say it. Absent: it rests on nothing that a reader could look up."""
    inferred: Many[str] = ()
    """Fields of this entry that are the writer's judgement and not the source's.

    Absent: all is as the source says.
    """

    @property
    def called(self) -> Text | None:
        """What people call it: its name, statement, title or label."""
        names = (getattr(self, name, None) for name in ("name", "statement", "title", "label"))
        return next((name for name in names if isinstance(name, Text)), None)


class Keyed(Entry):
    """An entry that has an id of its own."""

    id: Id
    """Its id, the key under which it stands in the file."""


class CityHead(Keyed):
    """The part ``city:`` of a city file."""

    name: Text
    """The name of the city."""
    language: LanguageTag | None = None
    """The language of plain strings in these files. Absent: not said."""
    country: CountryCode | None = None
    """The country, ISO 3166-1 alpha-2. Absent: not said."""
    joined: PartialDate | None = None
    """When the city joined the UNESCO Global Network of Learning Cities. Absent: not known."""
    as_of: PartialDate
    """The day these files speak of; a month or a year means its last day."""
    place: Id | None = None
    """Which of the places is the city. Absent: not said; no place can be found missing."""
    goal: Text | None = None
    """What the partnership wants to reach. Absent: not said."""


class Fact(Keyed):
    """A dated, sourced statement about the city."""

    label: Text
    """What the figure is."""
    value: StatedValue
    """The figure or the words."""
    unit: Text | None = None
    """The unit of the value, such as people or percent. Absent: it has none."""
    date: PartialDate | None = None
    """The date the value speaks of. Absent: not known."""


class Vision(Entry):
    """One statement of what the partnership wants."""

    statement: Text
    """The statement."""


class Term(Keyed):
    """A term that describes offers and needs: a place, an audience, a priority or an activity."""

    name: Text
    """Its name."""
    within: OneOrMany[Id] = ()
    """Larger terms of the same kind that it lies in. Absent: it stands by itself."""
    since: PartialDate | None = None
    """When it came to be used. Absent: it always was."""
    until: PartialDate | None = None
    """When it ceased to be used. Absent: it still is."""
    replaced_by: Id | None = None
    """The same thing under a new name. A part of something larger is ``within`` it instead.

    Absent: it goes by its own name.
    """


class Place(Term):
    """An area or a spot: a city, a ward, a neighbourhood, a region."""

    kind: Word | None = None
    """What sort of place it is; free words. Absent: not said."""
    population: People | None = None
    """People who live there. Absent: not known."""


class Audience(Term):
    """A group of people for whom something is offered or who need something."""

    by: Word | None = None
    """The line along which people are grouped, such as age or language.

    Groups along different lines may be the same people. Absent: that of the group it is within.
    """
    people: People | None = None
    """How many there are. Absent: not known."""


class Priority(Term):
    """One of the few aims of the partnership; an objective is a priority within a priority."""

    definition: Text | None = None
    """What it means. Absent: not said."""
    owner: Id | None = None
    """The body or partner that answers for it. Absent: nobody is known to answer for it."""
    sdgs: Many[Annotated[int, Field(ge=1, le=17)]] = ()
    """Numbers of the Sustainable Development Goals it serves. Absent: none is named."""
    areas: Many[Id] = ()
    """Areas of UNESCO's Key Features of Learning Cities it belongs to. Absent: none is named."""


class Activity(Term):
    """What is learned or done."""

    definition: Text | None = None
    """What it includes and what it does not. Absent: not said."""


class Body(Keyed):
    """A board, theme, panel or group that steers something."""

    name: Text
    """Its name."""
    kind: Word | None = None
    """What sort of body it is; free words. Absent: not said."""
    reports_to: Id | None = None
    """The body above it. Absent: it is a top body, or that is not known."""
    members: Many[Id] = ()
    """Partners that sit on it. Absent: not known."""
    start: PartialDate | None = None
    """When it began. Absent: not known."""
    end: PartialDate | None = None
    """When it ended. Absent: not known, or it goes on."""


class Plan(Keyed):
    """A plan or strategy."""

    name: Text
    """Its name."""
    start: PartialDate | None = None
    """When it begins. Absent: not known."""
    end: PartialDate | None = None
    """When it ends. Absent: not known."""
    owner: Id | None = None
    """The body or partner that holds it. Absent: not known."""
    part_of: Id | None = None
    """The plan it is part of. Absent: it stands by itself."""


class Identifier(Part):
    """An official number of an organisation."""

    scheme: str
    """The list that gives the number, as an org-id.guide code such as ``GB-CHC``."""
    value: Annotated[str, Field(min_length=1)]
    """The number in that list."""


def _identifiers(value: object) -> object:
    if isinstance(value, Mapping):
        return tuple({"scheme": scheme, "value": number} for scheme, number in value.items())
    return tuple(value) if isinstance(value, list) else value


class Partner(Keyed):
    """An organisation of the learning city."""

    name: Text
    """Its name."""
    sector: Literal["public", "private", "third", "mixed", "unknown"] = "unknown"
    """The sector it belongs to. Absent: not known."""
    kind: Word | None = None
    """What sort of organisation it is, from an open list. Absent: not known."""
    core: bool = False
    """Whether it is one of the partners that carry the partnership. Absent: it is not."""
    parent: Id | None = None
    """The organisation it belongs to. Absent: it stands by itself, or that is not known."""
    identifiers: Annotated[tuple[Identifier, ...], BeforeValidator(_identifiers)] = ()
    """Official numbers, by the org-id.guide code of the list that gives them. Absent: not known."""
    priorities: Many[Id] = ()
    """Priorities that the partner itself has stated. Absent: not known."""
    remit: Many[Id] = ()
    """Priorities that it was set up to serve. Absent: not known."""


class Participation(Entry):
    """A partner's part in an initiative."""

    partner: Id
    """The partner."""
    role: Annotated[OneOrMany[Role], Field(min_length=1)]
    """What it does there: one role or several."""
    start: PartialDate | None = None
    """When it came in. Absent: from the beginning."""
    end: PartialDate | None = None
    """When it left. Absent: it stays to the end."""


class ProvisionLine(Entry):
    """A part of what an initiative offers; what it does not say it takes from the initiative."""

    activities: Many[Id] = ()
    """What is learned or done. Absent: as the initiative says."""
    audiences: Many[Id] = ()
    """For whom. Absent: as the initiative says."""
    places: Many[Id] = ()
    """Where. Absent: as the initiative says."""
    capacity: People | None = None
    """People it can serve in a year. Absent: not known."""


class Participants(Entry):
    """How many people took part over a stretch of time."""

    people: People
    """The number of people."""
    start: PartialDate | None = None
    """When counting began. Absent: not known."""
    end: PartialDate | None = None
    """When counting ended. Absent: not known."""


class FundingLine(Keyed):
    """One sum of money for an initiative."""

    amount: Amount | None = None
    """The sum. Absent: not known."""
    currency: CurrencyCode | None = None
    """The currency, ISO 4217. Required with an amount. Absent: not known."""
    funder: OneOrMany[Id] = ()
    """The partners that give it. Absent: not known."""
    start: PartialDate | None = None
    """When the money begins. Absent: not known."""
    end: PartialDate | None = None
    """When the money ends. Absent: not known."""
    within: LineReference | None = None
    """The line it is a part of, so that it is counted once. Absent: it is a part of nothing."""
    use: Literal["capital", "revenue", "unknown"] = "unknown"
    """What it is for: buildings and equipment, or running the thing. Absent: not known."""


class Outcome(Entry):
    """Something that an initiative brought about."""

    statement: Text
    """What was brought about."""
    date: PartialDate | None = None
    """When. Absent: not known."""


def funding_lines(value: object) -> object:
    """Return the lines that a file writes by their ids, each with its id among its keys."""
    if not isinstance(value, Mapping):
        return tuple(value) if isinstance(value, list) else value
    lines: list[object] = []
    for line_id, line in value.items():
        if isinstance(line, Mapping) and "id" in line:
            hint = "leave it out: the id is the key above"
            raise refuse("unknown-key", f"unknown key 'id' in {quote(line_id)}", hint)
        lines.append({"id": line_id, **line} if isinstance(line, Mapping) else line)
    return tuple(lines)


class Initiative(Keyed):
    """A programme, service, project, event or place through which something is offered."""

    name: Text
    """Its name."""
    summary: Text | None = None
    """What it does, in a sentence or two. Absent: not said."""
    kind: InitiativeKind | None = None
    """What it is. Absent: not known, and treated as an offer."""
    activities: Many[Id] = ()
    """What is learned or done. Absent: not known."""
    priorities: Many[Id] = ()
    """The priorities it serves. Absent: not known."""
    audiences: Many[Id] = ()
    """For whom it is. Absent: not known, never "everyone"."""
    places: Many[Id] = ()
    """Where it is offered. Absent: not known."""
    modes: Many[Literal["formal", "non-formal", "informal"]] = ()
    """How people learn in it. Absent: not known."""
    start: PartialDate | None = None
    """When it begins. Absent: not known."""
    end: PartialDate | None = None
    """When it ends. Absent: not known, or it goes on."""
    status: Literal["planned", "active", "ended", "unknown"] = "unknown"
    """Where it stands on the day the file speaks of. Absent: not known."""
    seen_active: PartialDate | None = None
    """The latest date for which a source shows it running, where that is not ``as_of``.

    Absent: only its start, end and status say when it runs.
    """
    part_of: Id | None = None
    """The umbrella initiative it is a part of. Absent: it stands by itself."""
    follows: OneOrMany[Id] = ()
    """The initiatives it took over from. Absent: it took over from none."""
    partners: Many[Participation] = ()
    """Who takes part, and how. Absent: not known."""
    capacity: People | None = None
    """People it can serve in a year, the total of its lines. Absent: not known."""
    participants: Many[Participants] = ()
    """How many people took part, by period. Absent: not known."""
    provision: Many[ProvisionLine] = ()
    """Lines, where different groups or places get different amounts.

    Absent: the initiative is one line.
    """
    funding: Annotated[tuple[FundingLine, ...], BeforeValidator(funding_lines)] = ()
    """Sums of money, by id. Absent: not known."""
    outcomes: Many[Outcome] = ()
    """What it brought about, as far as recorded. Absent: none is recorded."""
    stage: Literal["trial", "repeated", "core-funded", "owned"] | None = None
    """How firmly it is established. Absent: not known."""


class Comparator(Part):
    """What a figure is compared with."""

    value: StatedValue | None = None
    """The figure, or words where the source gives no number. Absent: not known."""
    label: Text
    """What or where it is, such as another place or an earlier year."""


class Indicator(Part):
    """A figure that shows a need without counting the people."""

    value: StatedValue
    """The figure, or words where the source gives no number."""
    unit: Text | None = None
    """Its unit, such as percent. Absent: it has none."""
    comparator: Comparator | None = None
    """What it is compared with. Absent: it is compared with nothing."""


class Need(Keyed):
    """A need, as a sourced and dated claim."""

    statement: Text
    """The need in words."""
    basis: Literal["statistic", "demand", "survey", "expert"] | None = None
    """What it rests on: Bradshaw's comparative, expressed, felt or normative need.

    Absent: not known.
    """
    activities: Many[Id] = ()
    """What is needed, where the source says so. Absent: not said."""
    priorities: Many[Id] = ()
    """The priorities it belongs to. Absent: not said."""
    audiences: Many[Id] = ()
    """Who needs it. Absent: not known."""
    places: Many[Id] = ()
    """Where they live. Absent: not known."""
    people: People | None = None
    """How many people need it. Absent: not known."""
    indicator: Indicator | None = None
    """A figure that shows it. Absent: there is none."""
    date: PartialDate | None = None
    """The date the claim speaks of. Absent: not known."""
    replaces: OneOrMany[Id] = ()
    """Older readings of the same need; those are history and not analysed.

    Absent: it is the only reading.
    """


class Tie(Entry):
    """A relation between two partners beyond joint initiatives, directed."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        validate_by_alias=True, validate_by_name=True, serialize_by_alias=True
    )

    from_: Id = Field(alias="from")
    """The partner it goes out from."""
    to: Id
    """The partner it goes to."""
    kind: TieKind
    """What it consists of."""
    since: PartialDate | None = None
    """When it began. Absent: not known."""
    until: PartialDate | None = None
    """When it ended. Absent: not known, or it goes on."""
    strength: Annotated[int, Field(ge=1, le=5)] | None = None
    """How strong it is, from 1 to 5. Absent: not known."""


def _pair(value: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(value)) < 2:
        raise refuse("too-few", "a review names at least two initiatives", "add the other one")
    return value


class Review(Entry):
    """What people decided about a finding; it covers every pair that it names."""

    initiatives: Annotated[Many[Id], AfterValidator(_pair)]
    """The initiatives, two or more."""
    verdict: Verdict
    """What was decided."""
    by: Id | None = None
    """The body or partner that decided. Absent: not known."""
    date: PartialDate | None = None
    """When. Of several reviews of a pair the latest counts.

    Absent: not known; any dated review is later.
    """


class Source(Keyed):
    """A published page, report or record."""

    title: Text
    """Its title."""
    publisher: Text | None = None
    """Who published it. Absent: not known."""
    date: PartialDate | None = None
    """When it was published. Absent: not known."""
