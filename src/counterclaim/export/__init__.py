"""From views to bytes. `EXPORTERS` is the whole list: one function and one row each.

Every export is a function of the snapshot alone: the same snapshot gives the same bytes. What tells of
changes is made of the log as well; the archive, which holds log and raw bytes, of the store: the same
case gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from counterclaim.export.annotations import number_of_annotations, web_annotations
from counterclaim.export.archive import archive
from counterclaim.export.brief import brief, brief_since, notes_in
from counterclaim.export.chronicle import NEWEST, Chronicle, chronicle
from counterclaim.export.counting import csv_rows, elements, files_of_rows, items, lines, one_page
from counterclaim.export.csv_table import csv_table, csv_table_for_excel
from counterclaim.export.decisions import decisions
from counterclaim.export.dossier import dossier, dossier_files, dossier_folder, pages_in
from counterclaim.export.feeds import atom, json_feed
from counterclaim.export.followthemoney import followthemoney
from counterclaim.export.formats import Archiver, Chronicler, Earlier, Exporter, Format
from counterclaim.export.geojson import geojson
from counterclaim.export.json_lines import facts, json_lines, lines_schema
from counterclaim.export.ledger_json import ledger_json, schema
from counterclaim.export.parquet import parquet, parquet_rows
from counterclaim.export.schema_org import schema_org, sorts
from counterclaim.export.source_graph import gexf, graph_files, graph_tables, size
from counterclaim.export.tables import table_files, tables
from counterclaim.export.timeline_js import timeline_js
from counterclaim.problems import UsageError

EXPORTERS: tuple[Exporter, ...] = (
    Exporter(
        name="csv",
        media_type="text/csv",
        suffix=".csv",
        help="one row for each statement and claim",
        opens="any program: R, pandas, DuckDB, LibreOffice",
        rows=csv_rows,
        write=csv_table,
    ),
    Exporter(
        name="csv-excel",
        media_type="text/csv",
        suffix=".csv",
        help="the same, safe to open in a spreadsheet",
        opens="Excel, LibreOffice, Google Sheets",
        rows=csv_rows,
        write=csv_table_for_excel,
    ),
    Exporter(
        name="html",
        media_type="text/html",
        suffix=".html",
        help="a dossier in one page that needs no network",
        opens="any browser",
        rows=one_page,
        write=dossier,
    ),
    Exporter(
        name="html-folder",
        media_type="application/zip",
        suffix=".zip",
        help="the pages that are served, for a web server or a disk: a folder, or a ZIP archive",
        opens="any browser; any static web server",
        rows=pages_in,
        write=dossier_folder,
        files=dossier_files,
    ),
    Exporter(
        name="json",
        media_type="application/json",
        suffix=".json",
        help="the whole ledger, with a published schema",
        opens="any program: jq, Python, JavaScript",
        rows=items("statements", "statement"),
        write=ledger_json,
    ),
    Exporter(
        name="jsonl",
        media_type="application/jsonl",
        suffix=".jsonl",
        help="the whole ledger, one fact a line, with a published schema",
        opens="jq, DuckDB, any program that reads line by line",
        rows=facts,
        write=json_lines,
    ),
    Exporter(
        name="brief",
        media_type="text/markdown",
        suffix=".md",
        help="a page in Markdown to send on, in which every sentence cites its place",
        opens="Obsidian, Quarto, Pandoc, a mail",
        rows=notes_in,
        write=brief,
        since=brief_since,
    ),
    Exporter(
        name="geojson",
        media_type="application/geo+json",
        suffix=".geojson",
        help="claims as points on a map, with how vague each is",
        opens="QGIS, kepler.gl, Leaflet, geojson.io",
        rows=items("features", "feature"),
        write=geojson,
    ),
    Exporter(
        name="tables",
        media_type="application/zip",
        suffix=".zip",
        help="a table for each kind of fact, with keys to join them by: a folder, or a ZIP archive",
        opens="SQLite, DuckDB, Access, R",
        rows=files_of_rows,
        write=tables,
        files=table_files,
    ),
    Exporter(
        name="parquet",
        media_type="application/vnd.apache.parquet",
        suffix=".parquet",
        help="the table of csv with types",
        opens="DuckDB, pandas, Polars, R",
        rows=parquet_rows,
        write=parquet,
    ),
    Exporter(
        name="gexf",
        media_type="application/gexf+xml",
        suffix=".gexf",
        help="the source graph: who feeds whom, who says what",
        opens="Gephi, networkx",
        rows=size,
        write=gexf,
    ),
    Exporter(
        name="graph",
        media_type="application/zip",
        suffix=".zip",
        help="the same as nodes.csv and edges.csv: a folder, or a ZIP archive",
        opens="Gephi, Cytoscape, Neo4j, Kumu",
        rows=files_of_rows,
        write=graph_tables,
        files=graph_files,
    ),
    Exporter(
        name="annotations",
        media_type='application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
        suffix=".jsonld",
        help="every statement as a W3C Web Annotation",
        opens="Hypothesis, Recogito, Apache Annotator",
        rows=number_of_annotations,
        write=web_annotations,
    ),
    Exporter(
        name="schema-org",
        media_type="application/ld+json",
        suffix=".jsonld",
        help="claims and quotations as schema.org JSON-LD; reviews only where a person ruled",
        opens="search engines, triple stores",
        rows=sorts,
        write=schema_org,
    ),
    Exporter(
        name="followthemoney",
        media_type="application/json+ftm",
        suffix=".ftm.json",
        help="people, reports, claims and links as FollowTheMoney entities, one a line",
        opens="Aleph, OpenAleph, yente",
        rows=lines("entity"),
        write=followthemoney,
    ),
    Exporter(
        name="timelinejs",
        media_type="application/json",
        suffix=".json",
        help="who said what when, as a timeline",
        opens="TimelineJS",
        rows=items("events", "event"),
        write=timeline_js,
    ),
    Exporter(
        name="decisions",
        media_type="application/jsonl",
        suffix=".jsonl",
        help="what people decided, one a line",
        opens="counterclaim import",
        rows=lines("decision"),
        write=decisions,
    ),
)

CHRONICLERS: tuple[Chronicler, ...] = (
    Chronicler(
        name="atom",
        media_type="application/atom+xml",
        suffix=".atom",
        help="what has changed, as a feed",
        opens="any feed reader",
        rows=elements("entry", "entry"),
        write=atom,
    ),
    Chronicler(
        name="jsonfeed",
        media_type="application/feed+json",
        suffix=".json",
        help="the same as a JSON Feed",
        opens="feed readers, Zapier, scripts",
        rows=items("items", "item"),
        write=json_feed,
    ),
)

ARCHIVER = Archiver(
    name="archive",
    media_type="application/jsonl",
    suffix=".jsonl",
    help="the case itself: `import` makes the same case of it",
    opens="counterclaim import",
    rows=lines("line"),
    write=archive,
)

FORMATS: tuple[Exporter | Chronicler | Archiver, ...] = (*EXPORTERS, *CHRONICLERS, ARCHIVER)
"""All that can be asked for."""

SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = MappingProxyType(
    {"json": schema, "jsonl": lines_schema}
)
"""The JSON Schemas that we publish, by format."""


def exporter(name: str) -> Exporter:
    """Return the exporter called `name`.

    Raises:
        UsageError: there is none that is made of a snapshot alone; the message names those there are.
    """
    known = format_called(name)
    if isinstance(known, Exporter):
        return known
    raise UsageError(f"{name} is made of the log of a case, not of a snapshot of it")


def format_called(name: str) -> Exporter | Chronicler | Archiver:
    """Return the format called `name`.

    Raises:
        UsageError: there is none; the message names those there are.
    """
    for known in FORMATS:
        if known.name == name:
            return known
    names = ", ".join(known.name for known in FORMATS)
    raise UsageError(f"no export format {name!r}; there are: {names}")


__all__ = [
    "ARCHIVER",
    "CHRONICLERS",
    "EXPORTERS",
    "FORMATS",
    "NEWEST",
    "SCHEMAS",
    "Archiver",
    "Chronicle",
    "Chronicler",
    "Earlier",
    "Exporter",
    "Format",
    "chronicle",
    "exporter",
    "format_called",
]
