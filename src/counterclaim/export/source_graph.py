"""Who feeds whom, and who says what: speakers, relays, copied texts, outlets and claims.

The sources are those of the page that shows them, none folded; what is more here are the claims, and
who takes which stance to them. Written as GEXF for Gephi, and as two tables for everything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, astuple, dataclass
from xml.sax.saxutils import quoteattr

from counterclaim.board import NO_PARTY, STATUS_WORDS, Account, accounts
from counterclaim.board.index import index_of
from counterclaim.board.sources import Feed, Source, mouth, sources
from counterclaim.export.counting import counted
from counterclaim.export.encoding import csv_text, encoded, xml_text, zipped
from counterclaim.ledger import Snapshot

FEEDS = "feeds"
"""The kind of an edge along which words are passed on: to a relay, to an outlet."""

CREDITED = "credited"
"""The kind of an edge from an agency that a report only names: no statement tells what came from it."""

CLAIM = "claim"


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """A "speaker", a "relay", a "family" of copied texts, an "outlet", or a "claim", which has a `status`."""

    id: str
    label: str
    kind: str
    party: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """From one node to another: what it does, in how many statements, and in which, where it is a stance."""

    source: str
    target: str
    kind: str
    weight: int
    statements: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and edges, both sorted."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def source_graph(snapshot: Snapshot) -> Graph:
    """Return who feeds whom and who says what, as far as the statements tell."""
    told = accounts(snapshot)
    found = sources(index_of(snapshot), most=None)
    nodes = [*map(_source, found.sources), *map(_claim, told)]
    edges = [*map(_feed, found.feeds), *_stances(told)]
    in_order = sorted(edges, key=lambda edge: (edge.source, edge.target, edge.kind))
    return Graph(tuple(sorted(nodes)), tuple(in_order))


def _source(one: Source) -> Node:
    return Node(one.id, one.name, one.layer.name.lower(), "" if one.party == NO_PARTY else one.party)


def _claim(told: Account) -> Node:
    status = STATUS_WORDS[told.row.status] if told.row.status else ""
    return Node(told.claim, told.gist, CLAIM, status=status)


def _feed(one: Feed) -> Edge:
    kind = CREDITED if one.is_credit else FEEDS
    return Edge(one.giver, one.taker, kind, max(one.statements, 1))


def _stances(told: Iterable[Account]) -> Iterator[Edge]:
    """Yield who takes which stance to each claim, in how many statements."""
    taken: dict[tuple[str, str, str], set[str]] = {}
    for account in told:
        for one in account.testimonies:
            if one.stance:
                taken.setdefault((mouth(one), account.claim, one.stance.value), set()).add(one.statement)
    for ends, some in taken.items():
        yield Edge(*ends, len(some), " ".join(sorted(some)))


def gexf(snapshot: Snapshot) -> bytes:
    """Return the graph as GEXF 1.3, whose edges have a kind: else Gephi makes one edge of two stances."""
    return xml_text("\n".join(_gexf_lines(source_graph(snapshot)))).encode("utf-8")


def graph_files(snapshot: Snapshot) -> Mapping[str, bytes]:
    """Return the graph as two tables, with the column names that Gephi expects."""
    graph = source_graph(snapshot)
    nodes = csv_text(("Id", "Label", "Kind", "Party", "Status"), map(astuple, graph.nodes))
    edges = csv_text(("Source", "Target", "Kind", "Weight", "Statements"), map(astuple, graph.edges))
    return {"nodes.csv": encoded(nodes), "edges.csv": encoded(edges)}


def graph_tables(snapshot: Snapshot) -> bytes:
    """Return the two tables in one ZIP archive."""
    return zipped(graph_files(snapshot))


def size(content: bytes) -> str:
    """Count nodes and edges of a GEXF document; within texts no angle bracket stands as itself."""
    return f"{counted(content.count(b'<node '), 'node')}, {counted(content.count(b'<edge '), 'edge')}"


# -- Writing -----------------------------------------------------------------------------------


def _gexf_lines(graph: Graph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">'
    yield '<graph defaultedgetype="directed" mode="static">'
    yield from _attributes("node", ("kind", "party", "status"))
    yield from _attributes("edge", ("kind", "statements"))
    yield "<nodes>"
    for node in graph.nodes:
        yield f"<node id={quoteattr(node.id)} label={quoteattr(node.label)}>"
        yield from _values(node, ("kind", "party", "status"))
        yield "</node>"
    yield "</nodes>"
    yield "<edges>"
    for number, edge in enumerate(graph.edges):
        ends = f"source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
        sort = f'kind="{edge.kind}" label="{edge.kind}"'
        yield f'<edge id="{number}" {ends} {sort} weight="{edge.weight}">'
        yield from _values(edge, ("kind", "statements"))
        yield "</edge>"
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"
    yield ""


def _attributes(sort: str, names: Iterable[str]) -> Iterator[str]:
    yield f'<attributes class="{sort}">'
    yield from (f'<attribute id="{name}" title="{name}" type="string"/>' for name in names)
    yield "</attributes>"


def _values(thing: Node | Edge, names: Iterable[str]) -> Iterator[str]:
    told = asdict(thing)
    yield "<attvalues>"
    yield from (f'<attvalue for="{name}" value={quoteattr(told[name])}/>' for name in names)
    yield "</attvalues>"
