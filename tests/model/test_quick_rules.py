"""Rules that look at all entries at once find what a look at each of them finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.io.reader import city_from_mapping
from learningcity.model import integrity
from learningcity.model.integrity import Draft, find_dangling
from learningcity.model.kinds import KINDS
from tests.strategies import Data, city_mappings


def holed(mapping: Data, data: st.DataObject) -> Draft:
    """A city of which one entry in five is gone."""
    whole = Draft.of(city_from_mapping(mapping))
    rest = {}
    for kind in KINDS:
        entries = whole[kind.section]
        gone = data.draw(st.sets(st.integers(0, 4)), label=kind.section)
        rest[kind.section] = tuple(e for n, e in enumerate(entries) if n % 5 not in gone)
    return Draft(rest, whole.head)


@given(city_mappings(), st.data())
def test_references_are_found_dangling_all_at_once_or_one_by_one(
    mapping: Data, data: st.DataObject
) -> None:
    draft = holed(mapping, data)
    found = list(find_dangling(draft))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(integrity, "_all_known", lambda *_: False)
        assert list(find_dangling(draft)) == found
