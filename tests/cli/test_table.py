"""Tables fit the terminal, and break words only where they must."""

from __future__ import annotations

from io import StringIO

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from learningcity.cli.table import columns_of, drawn

WORDS = ("learning", "city", "평생학습", "a", "x-y", "supercalifragilistic" * 2, "ok,", "  in")

# After an indented line the library goes on at the margin; ours further in (below).
cells = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join).map(str.lstrip)
tables = st.lists(st.tuples(st.sampled_from(WORDS), cells, st.sampled_from(WORDS)), min_size=1)


def by_rich(rows: list[tuple[str, str, str]], width: int, gap: int) -> str:
    """The same table by a library."""
    table = Table(box=None, padding=(0, 2, gap, 0), pad_edge=False, header_style="", width=width)
    for at, name in enumerate(rows[0]):
        table.add_column(Text(name), no_wrap=at != 1, overflow="fold", ratio=None if at != 1 else 1)
    for row in rows[1:]:
        table.add_row(*map(Text, row))
    buffer = StringIO()
    Console(file=buffer, width=width, color_system=None, legacy_windows=False).print(table)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()).rstrip()


@settings(deadline=None)
@given(tables, st.sampled_from([0, 1]))
def test_a_table_is_drawn_as_a_library_draws_it(rows: list[tuple[str, str, str]], gap: int) -> None:
    assert drawn(rows, 1, width=130, gap=gap) == by_rich(rows, 130, gap)


@settings(deadline=None)
@given(tables, st.integers(30, 60))
def test_however_narrow_a_table_fits(rows: list[tuple[str, str, str]], width: int) -> None:
    lines = drawn(rows, 1, width=width, gap=0).splitlines()
    assert max(map(cell_len, lines), default=0) <= width
    shown = "".join("".join(lines).split())
    assert sorted(shown) == sorted("".join("".join(map("".join, rows)).split()))


def test_where_fixed_columns_are_too_wide_the_widest_is_broken() -> None:
    rows = [("id", "words"), ("a-long-id-of-one-word", "some words")]
    assert drawn(rows, 1, width=28, gap=0).splitlines() == [
        "id              words",
        "a-long-id-of-o  some words",
        "ne-word",
    ]


def test_below_an_indented_line_it_goes_on_further_in() -> None:
    rows = [("id", "words"), ("a", "said first\n  an indented line that is too long")]
    assert drawn(rows, 1, width=25, gap=0).splitlines() == [
        "id  words",
        "a   said first",
        "      an indented line",
        "        that is too long",
    ]


def test_wide_letters_take_two_columns() -> None:
    assert columns_of("city") == 4
    assert columns_of("도시") == 4
