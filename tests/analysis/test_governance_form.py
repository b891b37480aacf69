"""Who seems to run a partnership."""

from __future__ import annotations

import json

import networkx as nx
import pytest

import learningcity
from learningcity.analysis.governance_form import governance_form
from tests.graph.graphs import worked
from tests.graph.test_governance_form import star


def test_the_words_say_who_and_that_it_is_a_rule_of_thumb() -> None:
    found = governance_form(star("lead"))
    assert found.form == "lead-organisation"
    assert found.summary() == (
        "One partner that provides services itself seems to lead it (hub). This is a rule of "
        "thumb, read from who works with whom in which role; it does not know who decides."
    )
    assert [step.text for step in found.explain(0).steps] == [
        "hub works with 100 % of all others, more than any other partner; degree centralisation is "
        "1.",
        "From 0.5 on a partnership counts as turning around one partner.",
        "It provides services in i0, i1, i2 and i3.",
        found.summary(),
    ]
    assert found.explain(0).steps[0].references == ("partner:hub",)
    assert found.explain(0).steps[2].references[0] == "initiative:i0"


def test_other_forms_have_their_words() -> None:
    steering = governance_form(star("adviser"))
    assert steering.summary().startswith("One partner that provides no service itself seems to")
    assert "It has other roles, or convenes, in i0" in steering.explain(0).steps[2].text
    silent = governance_form(star("partner"))
    assert silent.summary().startswith("Who runs it cannot be told from this: the roles of the")
    assert "What it does is not recorded in i0" in silent.explain(0).steps[2].text
    ring = governance_form(star("lead"), centralised=1)
    assert ring.form == "lead-organisation"
    shared = governance_form(star("lead", others=2), centralised=0.5)
    assert shared.form == "lead-organisation"
    assert (
        governance_form(worked(), centralised=0.7)
        .summary()
        .startswith("No partner stands in the middle, as where all run it together. ")
    )


def test_without_ties_nothing_is_known() -> None:
    found = governance_form(nx.Graph())
    assert found.form == "not-known"
    assert found.explain(0).steps[0].text == "No partner works with another one."
    several = governance_form(star("funder", others=3))
    assert several.rows[0].reason == "no-ties"


def test_the_result_is_plain_data() -> None:
    found = json.loads(governance_form(star("lead"), delivering=("lead",)).to_json())
    assert found["schema"] == "learningcity/governance-form/1"
    assert found["heuristic"] is True
    assert governance_form(star("lead")).columns[:2] == ("form", "reason")
    assert found["parameters"]["delivering"] == ["lead"]
    assert found["parameters"]["centralised"] == 0.5
    assert found["rows"][0]["hubs"] == ["hub"]


def test_several_hubs_are_named() -> None:
    graph = star("lead")
    graph.add_node("all", mode=1)
    graph.add_edges_from((node, "all") for node in ["hub", "p0", "p1", "p2", "p3"])
    found = governance_form(graph)
    assert "hub, p0, p1, p2 and p3 each work with 100 %" in found.explain(0).steps[0].text


def test_what_cannot_be_answered_is_refused() -> None:
    with pytest.raises(ValueError, match=r"centralised: 1\.5 is not from 0 to 1"):
        governance_form(star("lead"), centralised=1.5)
    with pytest.raises(ValueError, match="roles: 'boss' is none of"):
        governance_form(star("lead"), delivering=["boss"])
    with pytest.raises(ValueError, match="graph: each node needs a 'mode'"):
        governance_form(nx.path_graph(3))


def test_a_city_is_read_with_its_roles() -> None:
    city = learningcity.open_example("wolverhampton")
    found = learningcity.governance_form(learningcity.affiliation_graph(city))
    assert found.city == "wolverhampton"
    assert found.rows[0].hubs == ("city-of-wolverhampton-council",)
