"""The formats as the help of `export` lists them: a help must not wait for what writes them to be loaded.

A test keeps this list equal to that of the room that writes them.
"""

from __future__ import annotations

FORMATS = (
    ("csv", "one row for each statement and claim", "any program: R, pandas, DuckDB, LibreOffice"),
    ("csv-excel", "the same, safe to open in a spreadsheet", "Excel, LibreOffice, Google Sheets"),
    ("html", "a dossier in one page that needs no network", "any browser"),
    (
        "html-folder",
        "the pages that are served, for a web server or a disk: a folder, or a ZIP archive",
        "any browser; any static web server",
    ),
    ("json", "the whole ledger, with a published schema", "any program: jq, Python, JavaScript"),
    (
        "jsonl",
        "the whole ledger, one fact a line, with a published schema",
        "jq, DuckDB, any program that reads line by line",
    ),
    (
        "brief",
        "a page in Markdown to send on, in which every sentence cites its place",
        "Obsidian, Quarto, Pandoc, a mail",
    ),
    ("geojson", "claims as points on a map, with how vague each is", "QGIS, kepler.gl, Leaflet, geojson.io"),
    (
        "tables",
        "a table for each kind of fact, with keys to join them by: a folder, or a ZIP archive",
        "SQLite, DuckDB, Access, R",
    ),
    ("parquet", "the table of csv with types", "DuckDB, pandas, Polars, R"),
    ("gexf", "the source graph: who feeds whom, who says what", "Gephi, networkx"),
    (
        "graph",
        "the same as nodes.csv and edges.csv: a folder, or a ZIP archive",
        "Gephi, Cytoscape, Neo4j, Kumu",
    ),
    ("annotations", "every statement as a W3C Web Annotation", "Hypothesis, Recogito, Apache Annotator"),
    (
        "schema-org",
        "claims and quotations as schema.org JSON-LD; reviews only where a person ruled",
        "search engines, triple stores",
    ),
    (
        "followthemoney",
        "people, reports, claims and links as FollowTheMoney entities, one a line",
        "Aleph, OpenAleph, yente",
    ),
    ("timelinejs", "who said what when, as a timeline", "TimelineJS"),
    ("decisions", "what people decided, one a line", "counterclaim import"),
    ("atom", "what has changed, as a feed", "any feed reader"),
    ("jsonfeed", "the same as a JSON Feed", "feed readers, Zapier, scripts"),
    ("archive", "the case itself: `import` makes the same case of it", "counterclaim import"),
)
"""Each format, what it is for, and what opens it."""
