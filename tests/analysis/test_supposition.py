"""A supposition says the same as a study of the city that it supposes."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from learningcity.analysis.coverage import cover, stand
from learningcity.analysis.duplicates import Judge, read_parameters
from learningcity.analysis.edits import with_initiatives, with_spare_terms, with_values
from learningcity.analysis.study import Study
from learningcity.analysis.supposition import Supposition
from learningcity.io.reader import city_from_mapping
from learningcity.model.city import City
from tests.builders import city
from tests.oracle.plain import Data
from tests.strategies import city_mappings, days, lively

CHANGES: list[Data] = [
    {"status": "planned"},
    {"audiences": ("everyone",)},
    {"places": ()},
    {"part_of": None},
    {"provision": ()},
    {"activities": ()},
    {"kind": "fund"},
    {"capacity": None},
]


def said(study: Study) -> list[object]:
    """What is said of every pair and need."""
    judge = Judge(study, read_parameters())
    ids = list(study.view.lines)
    pairs = [judge.row(a, b) for i, a in enumerate(ids) for b in ids[i + 1 :]]
    needs = study.city.needs
    return [*pairs, *((cover(study, need), stand(study, need)) for need in needs),
            study.needs_reached.keys()]  # fmt: skip


@lively
@given(
    st.data(),
    city_mappings(),
    st.one_of(st.none(), days()),
    st.booleans(),
    st.sampled_from(CHANGES),
)
def test_every_pair_and_need_is_as_if_the_file_had_been_changed(
    data: st.DataObject, mapping: Data, on: date | None, ever: bool, change: Data
) -> None:
    """Whatever one initiative says else."""
    built = city_from_mapping(mapping)
    if not built.initiatives:
        return
    key = data.draw(st.sampled_from(built.initiatives.ids))
    day = None if ever else on
    changed = with_initiatives(built, with_values(built.initiatives[key], **change))
    study = Study(built, on=day, ever=ever)
    said(study)
    supposed = Supposition(study, changed, (key,))
    again = Study(changed, on=day, ever=ever)
    assert said(supposed)[:-1] == said(again)[:-1]
    reached = {k: v for k, v in supposed.needs_reached.items() if v}
    assert reached == again.needs_reached


def small() -> City:
    return city(
        places={"town": {}},
        initiatives={"a": {"activities": ["mentoring"], "places": ["town"], "status": "active"}},
        needs={"n": {"activities": ["mentoring"], "people": 5}},
    )


def test_what_cannot_differ_is_kept() -> None:
    study = Study(small())
    changed = with_initiatives(small(), small().initiatives["a"])
    supposed = Supposition(study, study.city.replace(initiatives=changed.initiatives), ("a",))
    assert supposed.view.terms is study.view.terms
    assert supposed.likeness is study.likeness
    assert supposed.ledger is study.ledger
    assert supposed.counted_needs is study.counted_needs


def test_new_terms_are_known_and_other_people_counted() -> None:
    study = Study(small())
    larger, (spare, _) = with_spare_terms(study.city, "place", study.view.graph("place"))
    supposed = Supposition(study, larger)
    assert supposed.view.graph("place").below(spare) == {spare}
    assert supposed.view.graph("activity") is study.view.graph("activity")
    assert supposed.likeness is not study.likeness
    fewer = study.city.replace(needs=[with_values(study.city.needs["n"], people=None)])
    assert Supposition(study, fewer).counted_needs == ()
