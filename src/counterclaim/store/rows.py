"""What is written to and read from the tables of a case, inside a transaction that the caller holds."""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, Row, bindparam, func, insert, select, update

from counterclaim.ledger import GENESIS, Entry, Fact, decode, kind_of
from counterclaim.model import Report, Statement
from counterclaim.problems import IntegrityError
from counterclaim.store.asking import answers, carry_out
from counterclaim.store.batch import refuse_wrong_content
from counterclaim.store.lines import Line, entry_of, line_of, moment_of, unaltered
from counterclaim.store.shelf import Found, fact_of
from counterclaim.store.tables import BLOB, ENTRY, FACT, STANDS, history
from counterclaim.store.words import searched_text

SEARCHED = ("report", "statement")
"""The kinds of fact that full-text search looks through."""

_LINE = ", ".join(f"entry.{column.name}" for column in ENTRY.c)


def _of_lines(text: str) -> str:
    """Return a question with the columns of a line, and of what is found, written out."""
    return text.replace("{found}", _FOUND).replace("{line}", _LINE)


_FOUND = "SELECT fact.id, fact.sequence, {line} FROM fact LEFT JOIN entry ON entry.sequence = fact.sequence"


# -- Log -------------------------------------------------------------------------------------


def last_entry(connection: Connection) -> tuple[int, str, datetime | None]:
    """Return sequence number, hash and time of the last entry, or those that the first one follows."""
    for number, digest, recorded in answers(connection, _LAST):
        return number, digest, moment_of(number, recorded)
    return 0, GENESIS, None


_LAST = "SELECT sequence, hash, recorded FROM entry ORDER BY sequence DESC LIMIT 1"


def last_by(connection: Connection, moment: datetime) -> tuple[int, str]:
    """Return number and hash of the last entry recorded at or before `moment`: times never decrease.

    Raises:
        IntegrityError: an entry that was looked at is lost or altered.
    """

    def line(number: int) -> Line:
        for found in answers(connection, _ENTRY, number):
            return unaltered(found)
        raise IntegrityError(f"entry {number} is missing; run `counterclaim verify`")

    def recorded(number: int) -> datetime:
        return moment_of(number, line(number)[1])

    last = bisect_right(range(1, last_entry(connection)[0] + 1), moment, key=recorded)
    return (last, line(last)[-1]) if last else (0, GENESIS)


_ENTRY = _of_lines("SELECT {line} FROM entry WHERE sequence = {value}")


def entries_after(connection: Connection, number: int, limit: int) -> list[Entry]:
    """Return the entries that follow the one with that number, in order, and no more than `limit`."""
    return [entry_of(line) for line in answers(connection, _AFTER, number, limit)]


_AFTER = _of_lines("SELECT {line} FROM entry WHERE sequence > {value} ORDER BY sequence LIMIT {value}")


def write_entries(connection: Connection, entries: Sequence[Entry]) -> None:
    """Add `entries` to the end of the log, and bring the history of facts up to date."""
    carry_out(connection, _ADD_ENTRY, map(line_of, entries))
    after = {"after": entries[0].sequence - 1}
    connection.execute(_END_FACTS, after)
    connection.execute(_ADD_FACTS, after)


_ADD_ENTRY = (
    "INSERT INTO entry (sequence, recorded, tool, kind, id, body, previous, hash)"
    " VALUES ({value}, {value}, {value}, {value}, {value}, {value}, {value}, {value})"
)
_FIRST_SINCE = (
    select(ENTRY.c.kind, ENTRY.c.id, func.min(ENTRY.c.sequence).label("sequence"))
    .where(ENTRY.c.sequence > bindparam("after"))
    .group_by(ENTRY.c.kind, ENTRY.c.id)
    .subquery()
)
_END_FACTS = (
    update(FACT)
    .values(until=_FIRST_SINCE.c.sequence)
    .where(FACT.c.kind == _FIRST_SINCE.c.kind, FACT.c.id == _FIRST_SINCE.c.id, STANDS)
)
_ADD_FACTS = insert(FACT).from_select(
    ["sequence", "kind", "id", "until"], history(bindparam("after", type_=Integer))
)


# -- History ---------------------------------------------------------------------------------


def standing(connection: Connection, kind: str, sequence: int) -> dict[str, int]:
    """Return what facts of `kind` stood when entry `sequence` was the last: their entries by id."""
    return dict(answers(connection, _STANDING, kind, sequence, kind, sequence, sequence))


_STANDING = (
    "SELECT id, sequence FROM fact WHERE kind = {value} AND sequence <= {value} AND until IS NULL "
    "UNION ALL "
    "SELECT id, sequence FROM fact WHERE kind = {value} AND sequence <= {value} AND until > {value}"
)


def parts_standing(
    connection: Connection, kind: str, sequence: int, names: tuple[str, ...]
) -> list[tuple[Any, ...]]:
    """Return the id of each fact of `kind` that stood then, with these parts of it; see `shelf.Source`."""
    text = _PARTS.replace("{parts}", ", ".join(f"{{body}} ->> '{name}'" for name in names))
    return answers(connection, text, kind, sequence, kind, sequence, sequence)


_PARTS = (
    "SELECT fact.id, {parts} FROM fact LEFT JOIN entry ON entry.sequence = fact.sequence "
    "WHERE fact.kind = {value} AND fact.sequence <= {value} AND until IS NULL "
    "UNION ALL "
    "SELECT fact.id, {parts} FROM fact LEFT JOIN entry ON entry.sequence = fact.sequence "
    "WHERE fact.kind = {value} AND fact.sequence <= {value} AND until > {value}"
)


def standing_among(connection: Connection, kind: str, sequence: int, keys: list[str]) -> list[Found]:
    """Return those of `keys` that stood when entry `sequence` was the last; see `shelf.Source`."""
    return answers(connection, _AMONG, kind, sequence, keys, kind, sequence, sequence, keys)


_AMONG = _of_lines(
    "{found} WHERE fact.kind = {value} AND fact.sequence <= {value} AND until IS NULL AND fact.id {among} "
    "UNION ALL "
    "{found} WHERE fact.kind = {value} AND fact.sequence <= {value} AND until > {value} AND fact.id {among}"
)


def put_by(connection: Connection, sequences: list[int]) -> list[Found]:
    """Return the facts that the entries with these numbers put; see `shelf.Source`."""
    return answers(connection, _PUT_BY, sequences)


_PUT_BY = _of_lines("{found} WHERE fact.sequence {among}")


# -- Full-text index -------------------------------------------------------------------------


def reports_of(connection: Connection, names: Iterable[str]) -> dict[str, Report]:
    """Return those of the reports `names` that stand now."""
    rows = connection.execute(_REPORTS_OF, {"wanted": sorted(set(names))})
    facts = (fact_of("report", row.name, line_in(row)) for row in rows)
    return {fact.id: fact for fact in facts if isinstance(fact, Report)}


STANDING_ENTRIES = (
    select(ENTRY, FACT.c.kind.label("of_kind"), FACT.c.id.label("name"))
    .join(FACT, ENTRY.c.sequence == FACT.c.sequence)
    .where(STANDS)
)
"""The entries whose facts stand now, with the kind and name under which each stands."""


def line_in(row: Row[Any]) -> Line:
    """Return the entry that a row begins with."""
    return tuple(row)[: len(ENTRY.c)]


_REPORTS_OF = STANDING_ENTRIES.where(
    FACT.c.kind == "report", FACT.c.id.in_(bindparam("wanted", expanding=True))
)


def passages_of(facts: Mapping[int, Fact], reports: Mapping[str, Report]) -> list[dict[str, Any]]:
    """Return the rows of the index for `facts`, which are given by the sequence number of their entry."""
    rows = [
        {
            "rowid": sequence,
            "kind": kind_of(fact),
            "id": fact.id,
            "report": fact.id if isinstance(fact, Report) else fact.report,
            "text": searched_text(fact, reports),
        }
        for sequence, fact in facts.items()
        if isinstance(fact, Report | Statement)
    ]
    return [row for row in rows if row["text"]]


def new_passages(connection: Connection, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return the rows of the index for what `entries`, in order, leave standing."""
    final = {
        (entry.change.kind, entry.change.fact_id): entry for entry in entries if entry.change.kind in SEARCHED
    }
    facts = {
        entry.sequence: decode(entry.change.kind, entry.change.body)
        for entry in final.values()
        if entry.change.body is not None
    }
    reports = {fact.id: fact for fact in facts.values() if isinstance(fact, Report)}
    elsewhere = {fact.report for fact in facts.values() if isinstance(fact, Statement)} - reports.keys()
    return passages_of(facts, reports | reports_of(connection, elsewhere))


def all_passages(connection: Connection) -> list[dict[str, Any]]:
    """Return all rows of the index, made anew from what stands."""
    rows = connection.execute(STANDING_ENTRIES.where(FACT.c.kind.in_(SEARCHED)))
    facts = {row.sequence: fact_of(row.of_kind, row.name, line_in(row)) for row in rows}
    return passages_of(facts, {fact.id: fact for fact in facts.values() if isinstance(fact, Report)})


# -- Blobs -----------------------------------------------------------------------------------


def write_blobs(connection: Connection, blobs: Mapping[str, bytes]) -> None:
    """Keep the blobs that are not kept yet."""
    for name in sorted(blobs):
        if connection.execute(_KEPT, {"name": name}).first() is None:
            connection.execute(insert(BLOB), {"sha256": name, "compressed": zlib.compress(blobs[name])})


_KEPT = select(BLOB.c.sha256).where(BLOB.c.sha256 == bindparam("name"))


def unpacked(sha256: str, compressed: bytes | None) -> bytes:
    """Return the raw bytes that `compressed`, as found under their name, holds.

    Raises:
        IntegrityError: they cannot be had, or are not what their name says.
    """
    if compressed is None:
        raise IntegrityError(f"blob {sha256} is listed, but cannot be found under its name")
    try:
        content = zlib.decompress(compressed)
    except zlib.error as error:
        raise IntegrityError(f"blob {sha256} cannot be unpacked: {error}") from error
    refuse_wrong_content(sha256, content)
    return content
