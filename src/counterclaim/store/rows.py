"""What is written to and read from the tables of a case, inside a transaction that the caller holds."""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Integer, Row, bindparam, func, insert, select, union_all, update

from counterclaim.ledger import GENESIS, Change, Entry, Fact, decode, kind_of
from counterclaim.model import Report, Statement
from counterclaim.problems import IntegrityError
from counterclaim.store.batch import refuse_wrong_content
from counterclaim.store.shelf import fact_of, unaltered
from counterclaim.store.tables import BLOB, ENTRY, FACT, STANDS, history
from counterclaim.store.words import searched_text

SEARCHED = ("report", "statement")
"""The kinds of fact that full-text search looks through."""


# -- Log -------------------------------------------------------------------------------------


def last_entry(connection: Connection) -> tuple[int, str, datetime | None]:
    """Return sequence number, hash and time of the last entry, or those that the first one follows."""
    row = connection.execute(_LAST).first()
    if row is None:
        return 0, GENESIS, None
    return row.sequence, row.hash, _moment(row.sequence, row.recorded)


_LAST = select(ENTRY.c.sequence, ENTRY.c.hash, ENTRY.c.recorded).order_by(ENTRY.c.sequence.desc()).limit(1)


def last_by(connection: Connection, moment: datetime) -> int:
    """Return the number of the last entry recorded at or before `moment`: times never decrease.

    Raises:
        IntegrityError: an entry that was looked at is lost or altered.
    """

    def recorded(sequence: int) -> datetime:
        found = entries_of(connection, [sequence])
        if not found:
            raise IntegrityError(f"entry {sequence} is missing; run `counterclaim verify`")
        return unaltered(found[0]).recorded

    return bisect_right(range(1, last_entry(connection)[0] + 1), moment, key=recorded)


def entries_of(connection: Connection, sequences: Sequence[int]) -> list[Entry]:
    """Return those of the entries with these numbers that are there."""
    return [entry_of(row) for row in connection.execute(_ENTRIES_OF, {"wanted": list(sequences)})]


_ENTRIES_OF = select(ENTRY).where(ENTRY.c.sequence.in_(bindparam("wanted", expanding=True)))


def write_entries(connection: Connection, entries: Sequence[Entry]) -> None:
    """Add `entries` to the end of the log, and bring the history of facts up to date."""
    connection.execute(insert(ENTRY), [_row_of(entry) for entry in entries])
    after = {"after": entries[0].sequence - 1}
    connection.execute(_END_FACTS, after)
    connection.execute(_ADD_FACTS, after)


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


def entry_of(row: Row[Any]) -> Entry:
    """Return the entry that a row of the log holds.

    Raises:
        IntegrityError: its time cannot be read.
    """
    change = Change(row.kind, row.id, row.body)
    return Entry(row.sequence, _moment(row.sequence, row.recorded), row.tool, change, row.previous, row.hash)


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


# -- History ---------------------------------------------------------------------------------


def standing(connection: Connection, kind: str, sequence: int) -> dict[str, int]:
    """Return what facts of `kind` stood when entry `sequence` was the last: their entries by id."""
    rows = connection.execute(_STANDING, {"kind": kind, "at": sequence})
    return {row.id: row.sequence for row in rows}


_OF_KIND = select(FACT.c.id, FACT.c.sequence).where(
    FACT.c.kind == bindparam("kind"), FACT.c.sequence <= bindparam("at")
)
_STANDING = union_all(_OF_KIND.where(STANDS), _OF_KIND.where(FACT.c.until > bindparam("at")))


# -- Full-text index -------------------------------------------------------------------------


def reports_of(connection: Connection, names: Iterable[str]) -> dict[str, Report]:
    """Return those of the reports `names` that stand now."""
    rows = connection.execute(_REPORTS_OF, {"wanted": sorted(set(names))})
    facts = (fact_of("report", row.name, entry_of(row)) for row in rows)
    return {fact.id: fact for fact in facts if isinstance(fact, Report)}


STANDING_ENTRIES = (
    select(ENTRY, FACT.c.kind.label("of_kind"), FACT.c.id.label("name"))
    .join(FACT, ENTRY.c.sequence == FACT.c.sequence)
    .where(STANDS)
)
"""The entries whose facts stand now, with the kind and name under which each stands."""

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
    facts = {row.sequence: fact_of(row.of_kind, row.name, entry_of(row)) for row in rows}
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
