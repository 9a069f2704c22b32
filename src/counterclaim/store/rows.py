"""What is written to and read from the tables of a case, inside a transaction that the caller holds."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from counterclaim.ledger import GENESIS, Change, Entry, Fact, decode, entry_hash, kind_of
from counterclaim.model import Report, Statement
from counterclaim.problems import IntegrityError
from counterclaim.store.batch import refuse_wrong_content
from counterclaim.store.tables import BLOB, ENTRY, FACT, PASSAGE
from counterclaim.store.words import searched_text

SEARCHED = ("report", "statement")
"""The kinds of fact that full-text search looks through."""


# -- Log -------------------------------------------------------------------------------------


def last_entry(connection: Connection) -> tuple[int, str, datetime | None]:
    """Return sequence number, hash and time of the last entry, or those that the first one follows."""
    query = select(ENTRY.c.sequence, ENTRY.c.hash, ENTRY.c.recorded)
    row = connection.execute(query.order_by(ENTRY.c.sequence.desc()).limit(1)).first()
    return (
        (0, GENESIS, None) if row is None else (row.sequence, row.hash, _moment(row.sequence, row.recorded))
    )


def write_entries(connection: Connection, entries: Sequence[Entry]) -> None:
    """Add `entries` to the end of the log, and bring the current state and the index up to date."""
    connection.execute(insert(ENTRY), [_row_of(entry) for entry in entries])
    final = {(entry.change.kind, entry.change.fact_id): entry for entry in entries}
    _write_facts(connection, final.values())
    _write_passages(connection, final.values())


def entry_of(row: Row[Any]) -> Entry:
    """Return the entry that a row of the log holds.

    Raises:
        IntegrityError: its time cannot be read.
    """
    change = Change(row.kind, row.id, row.body)
    return Entry(row.sequence, _moment(row.sequence, row.recorded), row.tool, change, row.previous, row.hash)


def unaltered(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield `entries` as they come.

    Raises:
        IntegrityError: one is not what its hash says; a damaged text is never shown.
    """
    for entry in entries:
        if entry.hash != entry_hash(entry.sequence, entry.recorded, entry.tool, entry.change, entry.previous):
            raise IntegrityError(f"entry {entry.sequence} was altered; run `counterclaim verify`")
        yield entry


def _row_of(entry: Entry) -> dict[str, Any]:
    return {
        "sequence": entry.sequence,
        "recorded": entry.recorded.isoformat(timespec="microseconds"),
        "tool": entry.tool,
        "kind": entry.change.kind,
        "id": entry.change.fact_id,
        "body": entry.change.body,
        "previous": entry.previous,
        "hash": entry.hash,
    }


def _moment(sequence: int, written: str) -> datetime:
    try:
        return datetime.fromisoformat(written).astimezone(UTC)
    except (TypeError, ValueError, OverflowError) as error:
        raise IntegrityError(f"entry {sequence} was altered: {written!r} is not a time") from error


# -- Current state ---------------------------------------------------------------------------


def _write_facts(connection: Connection, entries: Iterable[Entry]) -> None:
    """Make `fact` hold what `entries`, at most one for each fact, put and no longer what they take back."""
    puts = [
        {
            "sequence": entry.sequence,
            "kind": entry.change.kind,
            "id": entry.change.fact_id,
            "body": entry.change.body,
        }
        for entry in entries
        if entry.change.body is not None
    ]
    gone = [
        {"its_kind": entry.change.kind, "its_id": entry.change.fact_id}
        for entry in entries
        if entry.change.body is None
    ]
    if puts:
        connection.execute(_PUT, puts)
    if gone:
        connection.execute(_TAKE_BACK, gone)


STANDING = select(
    FACT.c.sequence, FACT.c.kind, FACT.c.id, FACT.c.body, (FACT.c.body == ENTRY.c.body).label("as_logged")
).outerjoin(ENTRY, ENTRY.c.sequence == FACT.c.sequence)
"""The current state, with whether each body is the one that the log has."""


def fact_of(row: Row[Any]) -> Fact:
    """Return the fact that a row of `STANDING` holds.

    Raises:
        IntegrityError: it is not what the log says; a damaged text is never shown.
    """
    if not row.as_logged:
        raise IntegrityError(f"{row.kind} {row.id} is not what the log says; run `counterclaim verify`")
    return decode(row.kind, row.body)


_put = insert_or_update(FACT)
_PUT = _put.on_conflict_do_update(
    index_elements=["kind", "id"], set_={"sequence": _put.excluded.sequence, "body": _put.excluded.body}
)
_TAKE_BACK = delete(FACT).where(FACT.c.kind == bindparam("its_kind"), FACT.c.id == bindparam("its_id"))


# -- Full-text index -------------------------------------------------------------------------


def reports_of(connection: Connection, names: Iterable[str]) -> dict[str, Report]:
    """Return those of the reports `names` that stand now."""
    rows = (connection.execute(_ONE_REPORT, {"name": name}).first() for name in sorted(set(names)))
    facts = (fact_of(row) for row in rows if row is not None)
    return {fact.id: fact for fact in facts if isinstance(fact, Report)}


_ONE_REPORT = STANDING.where(FACT.c.kind == "report", FACT.c.id == bindparam("name"))


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


def rebuild_passages(connection: Connection) -> None:
    """Make the whole index anew from the current state."""
    connection.execute(delete(PASSAGE))
    rows = connection.execute(STANDING.where(FACT.c.kind.in_(SEARCHED)))
    _index(connection, {row.sequence: fact_of(row) for row in rows})


def _write_passages(connection: Connection, entries: Iterable[Entry]) -> None:
    """Index the reports and statements that `entries` put; triggers forget those that they replace."""
    puts = (entry for entry in entries if entry.change.kind in SEARCHED)
    bodies = ((entry.sequence, entry.change.kind, entry.change.body) for entry in puts)
    _index(connection, {sequence: decode(kind, body) for sequence, kind, body in bodies if body is not None})


def _index(connection: Connection, facts: Mapping[int, Fact]) -> None:
    reports = {fact.id: fact for fact in facts.values() if isinstance(fact, Report)}
    elsewhere = {fact.report for fact in facts.values() if isinstance(fact, Statement)} - reports.keys()
    rows = passages_of(facts, reports | reports_of(connection, elsewhere))
    if rows:
        connection.execute(insert(PASSAGE), rows)


# -- Blobs -----------------------------------------------------------------------------------


def write_blobs(connection: Connection, blobs: Mapping[str, bytes]) -> None:
    """Keep the blobs that are not kept yet."""
    kept = select(BLOB.c.sha256).where(BLOB.c.sha256 == bindparam("name"))
    new = [name for name in sorted(blobs) if connection.execute(kept, {"name": name}).first() is None]
    if new:
        rows = [{"sha256": name, "compressed": zlib.compress(blobs[name])} for name in new]
        connection.execute(insert(BLOB), rows)


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
