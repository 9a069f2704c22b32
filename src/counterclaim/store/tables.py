"""The tables of a case file, and what makes a new one.

`entry` is the append-only log and the only truth; `blob` keeps the raw bytes; `fact` is the current
state and `passage` the searchable words, both of which could be made again from the log. Triggers,
the full-text index and the documented views stand in `schema.sql`, with a comment beside every column.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from types import ModuleType

from sqlalchemy import (
    Column,
    Connection,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

APPLICATION_ID = 0x43434C4D
"""What the header of every case file says it is: "CCLM"."""

SCHEMA_VERSION = 1
"""The layout of tables and views; a file with a higher one is refused."""

METADATA = MetaData()

ENTRY = Table(
    "entry",
    METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("recorded", Text, nullable=False),
    Column("tool", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("body", Text),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    sqlite_strict=True,
)
"""One line of the log: `ledger.Entry`. `body` is null where the fact is taken back."""

BLOB = Table(
    "blob",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("compressed", LargeBinary, nullable=False),
    sqlite_strict=True,
)
"""Raw bytes as they came in, compressed with zlib, by the SHA-256 of what was compressed."""

FACT = Table(
    "fact",
    METADATA,
    Column("sequence", Integer, ForeignKey("entry.sequence"), primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("kind", "id"),
    sqlite_strict=True,
)
"""What stands now: each fact by kind and id, and the sequence number of the entry that put it."""

PASSAGE = Table(
    "passage",
    MetaData(),  # made by schema.sql: it is a virtual table
    Column("rowid", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text),
    Column("id", Text),
    Column("report", Text),
    Column("text", Text),
    Column("rank", Float, system=True),  # FTS5's own hidden column: BM25, best first
)
"""The full-text index: what `words.searched_text` gives, under the sequence number of the fact."""


def build(connection: Connection, module: ModuleType) -> None:
    """Make every table, trigger and view, and mark the file as a case; the caller holds a transaction."""
    METADATA.create_all(connection)
    for statement in _statements(module):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def schema(connection: Connection) -> dict[str, str]:
    """Return what the database is made of: the SQL of each table, index, trigger and view by its name."""
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {f"{kind} {name}": sql for kind, name, sql in rows}


def _statements(module: ModuleType) -> Iterator[str]:
    """Yield the statements of `schema.sql` one by one."""
    pending = ""
    script = resources.files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
    for line in script.splitlines(keepends=True):
        pending += line
        if module.complete_statement(pending):
            yield pending
            pending = ""
