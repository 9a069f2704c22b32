"""The tables of a case, in whichever database it is kept.

`entry` is the append-only log and the only truth; `blob` keeps the raw bytes. All else could be made
again: `fact` is the history of what stood when, `passage` holds the searchable words of what stands
now, and `blocking` the keys under which like is looked for beside like. Triggers and the documented
views stand in `schema.sql` and `postgresql.sql`, with a comment beside every column.
"""

from __future__ import annotations

from importlib import resources

from sqlalchemy import (
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    Table,
    Text,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

APPLICATION_ID = 0x43434C4D
"""What the header of every case file says it is: "CCLM"."""

SCHEMA_VERSION = 2
"""The layout of tables; a file with a higher one is refused, one with a lower one is migrated."""

METADATA = MetaData()

WORDS = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that is sorted by code points, as Python sorts it, whatever the language of a server."""

ENTRY = Table(
    "entry",
    METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("recorded", WORDS, nullable=False),
    Column("tool", WORDS, nullable=False),
    Column("kind", WORDS, nullable=False),
    Column("id", WORDS, nullable=False),
    Column("body", WORDS),
    Column("previous", WORDS, nullable=False),
    Column("hash", WORDS, nullable=False),
    sqlite_strict=True,
)
"""One line of the log: `ledger.Entry`. `body` is null where the fact is taken back."""

BLOB = Table(
    "blob",
    METADATA,
    Column("sha256", WORDS, primary_key=True),
    Column("compressed", LargeBinary, nullable=False),
    sqlite_strict=True,
)
"""Raw bytes as they came in, compressed with zlib, by the SHA-256 of what was compressed."""

FACT = Table(
    "fact",
    METADATA,
    Column("sequence", Integer, ForeignKey("entry.sequence"), primary_key=True, autoincrement=False),
    Column("kind", WORDS, nullable=False),
    Column("id", WORDS, nullable=False),
    Column("until", Integer, ForeignKey("entry.sequence")),
    sqlite_strict=True,
)
"""What stood when: the entry that put a fact, whose body it has, and the entry that ended it.

`until` is null while it stands; else it is the entry that replaced it or took it back. A fact stood
when entry n was the last if `sequence <= n` and `until` is null or greater than n.
"""

STANDS = FACT.c.until.is_(None)
Index("fact_standing", FACT.c.kind, FACT.c.id, unique=True, sqlite_where=STANDS, postgresql_where=STANDS)
Index("fact_ended", FACT.c.kind, FACT.c.until, sqlite_where=~STANDS, postgresql_where=~STANDS)

BLOCKING = Table(
    "blocking",
    METADATA,
    Column("space", WORDS, primary_key=True),
    Column("key", WORDS, primary_key=True),
    Column("member", WORDS, primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Which members of a space share a key: a help to find pairs, made again at will, no part of the log."""

Index("blocking_member", BLOCKING.c.space, BLOCKING.c.member)

PASSAGE = Table(
    "passage",
    MetaData(),  # made by each database in its own words
    Column("rowid", Integer, primary_key=True, autoincrement=False),
    Column("kind", WORDS),
    Column("id", WORDS),
    Column("report", WORDS),
    Column("text", WORDS),
    Column("rank", Float, system=True),  # FTS5's own hidden column: BM25, best first
)
"""The full-text index: what `words.searched_text` gives, under the sequence number of the fact."""


INDEXED = Table(
    "passage",
    MetaData(),
    *(Column(column.name, column.type, primary_key=column.primary_key) for column in list(PASSAGE.c)[:5]),
    Column("words", TSVECTOR),
)
"""The same in PostgreSQL, where the words as we fold them stand beside the text."""


def script(name: str) -> str:
    """Return the SQL that stands in file `name` of this package."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def history(after: ColumnElement[int]) -> Select[tuple[int, str, str, int | None]]:
    """Return the query for the rows of `fact` that the entries after number `after` add up to."""
    ended = func.lead(ENTRY.c.sequence).over(
        partition_by=(ENTRY.c.kind, ENTRY.c.id), order_by=ENTRY.c.sequence
    )
    log = (
        select(ENTRY.c.sequence, ENTRY.c.kind, ENTRY.c.id, ended.label("until"), ENTRY.c.body)
        .where(ENTRY.c.sequence > after)
        .subquery()
    )
    return select(log.c.sequence, log.c.kind, log.c.id, log.c.until).where(log.c.body.is_not(None))
