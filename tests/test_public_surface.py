"""What the package offers, and what it loads to offer it."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import learningcity

SLOW = ("babel", "jinja2", "networkx", "numpy", "pandas", "pydantic", "rapidfuzz", "rich", "yaml")


def loaded(program: str) -> set[str]:
    """The top-level modules that a program of its own has loaded when it ends."""
    closing = "import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    home = str(Path(learningcity.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {home!r})\n{program}\n{closing}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_importing_the_package_is_light() -> None:
    modules = loaded("import learningcity")
    assert "learningcity" in modules
    assert modules.isdisjoint(SLOW)


def test_errors_and_problems_are_light_too() -> None:
    assert loaded("from learningcity import CityFileError, Problem").isdisjoint(SLOW)


def test_a_duplicate_is_found_without_numpy_and_networkx() -> None:
    modules = loaded(
        "from learningcity.analysis import coverage, duplicates, fragmentation, funding, gaps\n"
        "from learningcity.model.city import City\n"
        "from learningcity.model.entities import CityHead, Initiative\n"
        "offer = {'activities': ['mentoring'], 'audiences': ['everyone'], 'name': 'X'}\n"
        "offers = [Initiative.model_validate({'id': key, **offer}) for key in ('a', 'b')]\n"
        "head = CityHead.model_validate({'id': 'c', 'name': 'C', 'as_of': 2024})\n"
        "city = City.assemble(head, {'initiatives': offers})\n"
        "assert len(duplicates.find_duplicates(city)) == 1"
    )
    assert modules.isdisjoint({"babel", "jinja2", "networkx", "numpy", "pandas", "rich"})


def test_a_timeline_is_drawn_without_numpy_and_networkx() -> None:
    modules = loaded(
        "from learningcity.analysis import cliff, endings, timeline\n"
        "from learningcity.model.city import City\n"
        "from learningcity.model.entities import CityHead, Initiative\n"
        "offer = Initiative.model_validate({'id': 'a', 'name': 'X', 'start': 2020, 'end': 2024})\n"
        "head = CityHead.model_validate({'id': 'c', 'name': 'C', 'as_of': 2024})\n"
        "city = City.assemble(head, {'initiatives': [offer]})\n"
        "assert len(timeline.timeline(city)) == 5\n"
        "assert len(endings.find_endings(city)) == 1\n"
        "assert len(cliff.funding_cliff(city)) == 0"
    )
    assert modules.isdisjoint({"babel", "jinja2", "networkx", "numpy", "pandas", "rich"})


def test_who_answers_and_how_long_money_lasts_is_told_without_numpy_and_networkx() -> None:
    modules = loaded(
        "from learningcity.analysis import alignment, ownership, remit, sustainability\n"
        "from learningcity.model.city import City\n"
        "from learningcity.model.entities import CityHead, Partner\n"
        "partner = Partner.model_validate({'id': 'a', 'name': 'X'})\n"
        "head = CityHead.model_validate({'id': 'c', 'name': 'C', 'as_of': 2024})\n"
        "city = City.assemble(head, {'partners': [partner]})\n"
        "assert len(alignment.alignment(city)) == len(remit.remit(city)) == 1\n"
        "assert len(ownership.ownership(city)) == len(sustainability.sustainability(city)) == 0"
    )
    assert modules.isdisjoint({"babel", "jinja2", "networkx", "numpy", "pandas", "rich"})


@pytest.mark.parametrize("name", learningcity.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(learningcity, name)
    assert value is not None
    if name != "__version__":
        assert value.__name__ == name
        assert value.__doc__
        assert value.__module__ == f"learningcity.{learningcity._HOMES[name]}"


def test_public_names_are_sorted_and_listed() -> None:
    assert learningcity.__all__ == sorted(learningcity.__all__)
    assert dir(learningcity) == learningcity.__all__
    assert set(learningcity._HOMES) == set(learningcity.__all__) - {"__version__"}


def test_an_unknown_name_is_an_ordinary_error() -> None:
    with pytest.raises(AttributeError, match="module 'learningcity' has no attribute 'nothing'"):
        _ = learningcity.nothing


def test_every_module_says_what_it_offers() -> None:
    package = Path(learningcity.__file__).parent
    for path in package.rglob("*.py"):
        if path.name in ("__init__.py", "__main__.py"):
            continue
        parts = path.relative_to(package.parent).with_suffix("").parts
        module = importlib.import_module(".".join(parts))
        assert module.__doc__, parts
        for name in module.__all__:
            assert hasattr(module, name), (parts, name)
