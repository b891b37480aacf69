"""Terms, what they are called now, and what lies within them."""

from __future__ import annotations

import pytest

from learningcity.errors import UnknownIdError
from learningcity.model.entities import Activity, Audience, Place
from learningcity.model.terms import EVERYONE, TermGraph, Terms
from learningcity.model.vocabulary import shipped_activities
from tests.builders import city, entry


def graph(top: str | None = None, **terms: object) -> TermGraph:
    """Places with these larger ones; a term of the form ``=b`` is replaced by b."""
    entries = []
    for key, written in terms.items():
        assert isinstance(written, str)
        words = written.split()
        fields: dict[str, object] = {"within": [word for word in words if word[0] != "="]}
        for word in words:
            if word[0] == "=":
                fields["replaced_by"] = word[1:]
        entries.append(entry(Place, id=key, **fields))
    return TermGraph("place", entries, top)


def test_a_term_contains_itself_and_everything_within_it_at_any_depth() -> None:
    places = graph(region="", city="region", ward="city", street="ward", elsewhere="")
    assert places.below("city") == {"city", "ward", "street"}
    assert places.below("street") == {"street"}
    assert places.below_all(["street", "elsewhere"]) == {"street", "elsewhere"}
    assert places.below_all([]) == frozenset()
    assert places.ids == ("region", "city", "ward", "street", "elsewhere")


def test_a_term_may_lie_within_several() -> None:
    places = graph(north="", south="", park="north south", pond="park", gate="park")
    assert places.below("north") == {"north", "park", "pond", "gate"}
    assert places.below("south") == {"south", "park", "pond", "gate"}
    assert places.parents["park"] == ("north", "south")
    assert places.children["park"] == ("pond", "gate")


def test_a_term_reached_on_two_ways_is_in_it_once() -> None:
    places = graph(city="", north="city", south="city", park="north south")
    assert places.below("city") == {"city", "north", "south", "park"}


def test_a_term_and_what_replaces_it_are_one_term_under_the_newest_name() -> None:
    places = graph(city="", east="city =east-2023", **{"east-2023": "=east-2025", "east-2025": ""})
    assert places.canonical("east") == places.canonical("east-2025") == "east-2025"
    assert places.canonical_set(["east", "city", "east-2023"]) == ("east-2025", "city")
    assert places.ids == ("city", "east-2025")
    assert [e.id for e in places.entries("east-2025")] == ["east", "east-2023", "east-2025"]
    assert str(places.name("east-2025")) == "east-2025"


def test_one_term_lies_within_all_that_its_names_lie_within() -> None:
    places = graph(a="", b="", old="a new =new", new="b")
    assert places.parents["new"] == ("a", "b")
    assert places.below("a") == {"a", "new"}
    assert "new" in places.below("b")


def test_what_lies_within_an_old_name_lies_within_the_new_one() -> None:
    places = graph(old="=new", new="", part="old")
    assert places.parents["part"] == ("new",)
    assert places.below("new") == {"new", "part"}


def test_a_top_term_contains_all_others_whether_the_file_says_so_or_not() -> None:
    groups = graph("everyone", everyone="", adults="", older="adults")
    assert groups.below("everyone") == {"everyone", "adults", "older"}
    assert groups.below("adults") == {"adults", "older"}


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ({"a": "=b"}, "unknown place 'b'"),
        ({"old": "=libary", "library": ""}, "unknown place 'libary', did you mean 'library'?"),
    ],
)
def test_a_name_that_leads_nowhere_is_told_at_once(terms: dict[str, str], message: str) -> None:
    with pytest.raises(UnknownIdError, match=message):
        graph(**terms)


def test_an_unknown_term_has_no_name() -> None:
    with pytest.raises(UnknownIdError, match="unknown place 'b'"):
        graph(a="").canonical("b")
    with pytest.raises(UnknownIdError, match="unknown place 'b'"):
        _ = graph(a="b").parents


def test_names_in_a_circle_are_refused_and_not_followed_for_ever() -> None:
    with pytest.raises(ValueError, match="place 'a' is replaced by itself in a circle"):
        graph(a="=b", b="=a")


def test_terms_in_a_circle_are_followed_once() -> None:
    assert graph(a="b", b="a").below("a") == {"a", "b"}


# -- of a city -----------------------------------------------------------------------------------


def test_everyone_is_always_there_and_contains_all() -> None:
    audiences = Terms.of(city(audiences={"adults": {}, "older": {"within": "adults"}})).audiences
    assert audiences.ids == (EVERYONE, "adults", "older")
    assert audiences.below(EVERYONE) == {EVERYONE, "adults", "older"}
    assert str(audiences.name(EVERYONE)) == "Everyone"
    assert Terms.of(city()).audiences.ids == (EVERYONE,)


def test_a_city_may_name_everyone_in_its_own_words_and_place() -> None:
    built = city(audiences={"adults": {}, "everyone": {"name": "Pawb", "people": 9}})
    audiences = Terms.of(built).audiences
    assert audiences.ids == ("adults", EVERYONE)
    assert str(audiences.name(EVERYONE)) == "Pawb"
    assert audiences.below(EVERYONE) == {"adults", EVERYONE}
    everyone = audiences.entries(EVERYONE)[0]
    assert isinstance(everyone, Audience)
    assert everyone.people is not None


def test_a_citys_activities_come_before_the_shipped_ones() -> None:
    activities = Terms.of(
        city(activities={"welding": {"within": "vocational-engineering"}})
    ).activities
    assert activities.ids[0] == "welding"
    assert len(activities.ids) == 1 + len(shipped_activities())
    assert "welding" in activities.below("vocational-training")


def test_a_citys_own_activity_takes_the_place_of_the_shipped_one() -> None:
    activities = Terms.of(city(activities={"mentoring": {"name": "Guides"}})).activities
    assert len(activities.ids) == len(shipped_activities())
    assert str(activities.name("mentoring")) == "Guides"
    assert "mentoring" not in activities.below("employment-support")
    assert isinstance(activities.entries("mentoring")[0], Activity)
