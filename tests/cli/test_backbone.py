"""The backbone as text."""

from __future__ import annotations

from learningcity.analysis.backbone import backbone
from learningcity.cli.layout import WIDTH
from learningcity.cli.text.backbone import show_backbone
from tests.graph.graphs import two_mode, worked


def test_the_backbone_stands_first() -> None:
    members = {**{f"i{n}": "ab" for n in range(7)}, **{f"j{n}": c for n, c in enumerate("cdcdee")}}
    text = show_backbone(backbone(two_mode({**members, "k": "cd"}), null="rows"), limit=0)
    lines = text.splitlines()
    assert lines[0].startswith("2 pairs of partners meet, 1 of them more often than chance")
    yes, no = (next(n for n, line in enumerate(lines) if line.startswith(w)) for w in ("yes", "no"))
    assert "a and b" in lines[yes]
    assert "c and d" in lines[no]
    assert yes < no
    assert "in i0, i1, i2, i3 and 3 more" in text
    assert all(len(line) <= WIDTH for line in lines)


def test_the_rest_is_counted() -> None:
    text = show_backbone(backbone(worked()), limit=2)
    assert "… and 4 more: --limit 0 shows all" in text
    assert "A pair outside the backbone may still matter" in " ".join(text.split())


def test_without_rows_there_is_only_the_sentence() -> None:
    text = show_backbone(backbone(two_mode({"i": "a"})), limit=5)
    assert (
        text == "No two partners meet in an initiative, so that none meets more often than chance."
    )
