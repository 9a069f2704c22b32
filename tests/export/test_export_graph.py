from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import networkx as nx
import pytest
from lxml import etree

from counterclaim.export.source_graph import CREDITED, FEEDS, gexf, graph_files, graph_tables, source_graph
from counterclaim.ledger import Snapshot
from counterclaim.model import Stance
from exported import files_in, foreign, rows_of
from factories import a_claim, a_referent, a_report, a_snapshot, a_statement
from stories import dam_breach, hostile, strike

STORIES = pytest.mark.parametrize("story", [dam_breach, strike, hostile, foreign, Snapshot])


def read_back(snapshot: Snapshot) -> nx.MultiDiGraph:
    graph = nx.read_gexf(io.BytesIO(gexf(snapshot)))
    return nx.MultiDiGraph(graph)


@STORIES
def test_networkx_reads_the_graph_back(story: Callable[[], Snapshot]) -> None:
    graph, read = source_graph(story()), read_back(story())
    assert (read.number_of_nodes(), read.number_of_edges()) == (len(graph.nodes), len(graph.edges))
    assert sorted(data["weight"] for *_, data in read.edges(data=True)) == sorted(
        edge.weight for edge in graph.edges
    )


@STORIES
def test_every_edge_leads_from_a_node_to_a_node(story: Callable[[], Snapshot]) -> None:
    graph = source_graph(story())
    ids = [node.id for node in graph.nodes]
    assert len(set(ids)) == len(ids)
    assert {end for edge in graph.edges for end in (edge.source, edge.target)} <= set(ids)
    assert all(edge.source != edge.target for edge in graph.edges)
    assert all(edge.weight == len(edge.statements.split()) for edge in graph.edges if edge.statements)
    assert all(edge.weight > 0 for edge in graph.edges)


def told(snapshot: Snapshot) -> set[tuple[str, str, str]]:
    """Return the edges with the labels of their ends."""
    graph = source_graph(snapshot)
    labels = {node.id: node.label for node in graph.nodes}
    return {(labels[edge.source], edge.kind, labels[edge.target]) for edge in graph.edges}


def test_words_go_from_the_speaker_through_a_relay_and_a_copied_text_to_the_outlet() -> None:
    edges = told(dam_breach())
    family = "one text in 2 reports"
    assert ("Ines Falk", FEEDS, "the agency") in edges
    assert ("the agency", FEEDS, family) in edges
    assert {(family, FEEDS, "Coast <Courier>"), (family, FEEDS, "Valley Times")} <= edges
    assert ("Ines Falk", FEEDS, "Coast <Courier>") not in edges


def test_an_agency_that_is_only_named_is_credited() -> None:
    report = replace(a_report(), credits=("Coast Wire",))
    assert told(a_snapshot(report)) == {("Coast Wire", CREDITED, "Harbour Post")}


def test_a_speaker_has_a_stance_to_a_claim() -> None:
    edges = told(dam_breach())
    assert ("The ministry", "denies", "no warning was given") in edges
    assert ("Tomas Reed", "asserts", "no warning was given") in edges


def test_what_the_outlet_says_itself_nobody_feeds_it() -> None:
    assert not {edge for edge in told(dam_breach()) if edge[0] == edge[2]}


@STORIES
def test_the_two_tables_hold_what_the_graph_holds(story: Callable[[], Snapshot]) -> None:
    files = files_in(graph_tables(story()))
    assert files == graph_files(story())
    nodes, edges = rows_of(files["nodes.csv"]), rows_of(files["edges.csv"])
    graph = source_graph(story())
    assert (len(nodes), len(edges)) == (len(graph.nodes), len(graph.edges))
    assert {end for edge in edges for end in (edge["Source"], edge["Target"])} <= {one["Id"] for one in nodes}


def test_edges_between_the_same_two_differ_in_kind_so_that_no_program_makes_them_one() -> None:
    report = a_report("Lee said it rained. Lee confirmed that it rained.")
    lee = a_referent(report, "Lee")
    said = a_statement(report, "it rained", speaker=lee)
    confirmed = a_statement(report, "that it rained", speaker=lee, cue="confirmed")
    claim = a_claim("it rained", (said, Stance.ASSERTS), (confirmed, Stance.CONFIRMS))
    document = etree.fromstring(gexf(a_snapshot(report, lee, said, confirmed, claim)))
    edges = [dict(one.attrib) for one in document.iter("{http://gexf.net/1.3}edge")]
    kinds = {one["kind"] for one in edges if one["target"] == claim.id}
    assert kinds == {"asserts", "confirms"}
    assert len({(one["source"], one["target"], one["kind"]) for one in edges}) == len(edges)


def test_no_name_is_read_as_markup() -> None:
    document = etree.fromstring(gexf(hostile()))
    names = {etree.QName(element).localname for element in document.iter()}
    expected = {
        "gexf",
        "graph",
        "attributes",
        "attribute",
        "nodes",
        "node",
        "attvalues",
        "attvalue",
        "edges",
        "edge",
    }
    assert names == expected
