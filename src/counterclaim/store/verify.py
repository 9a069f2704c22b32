"""What `verify` looks for in a database: the raw bytes, the log, the history of facts, the index of words.

Reading goes on past damage, and each table that breaks off is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import DBAPIError

from counterclaim.ledger import Entry, Fact, Snapshot
from counterclaim.problems import IntegrityError
from counterclaim.store import checks
from counterclaim.store.lines import entry_of
from counterclaim.store.protocol import Damage
from counterclaim.store.rows import passages_of, unpacked
from counterclaim.store.tables import BLOB, ENTRY, FACT, PASSAGE

Item = TypeVar("Item")

_PASSAGES = select(PASSAGE.c.rowid, PASSAGE.c.kind, PASSAGE.c.id, PASSAGE.c.report, PASSAGE.c.text)


def stored_damages(connection: Connection, shown: Callable[[str], str] = str) -> Iterator[Damage]:
    """Yield the damage of all that is stored.

    Args:
        connection: to the case, in a transaction.
        shown: what becomes of a text in the index of words, where the database cannot keep all characters.
    """
    names, broken = read_on(connection, "blob", _blob_names)
    yield from broken
    yield from checks.damaged_blobs(names, partial(_blob, connection))
    yield from _facts(connection, frozenset(names), shown)


def read_on(
    connection: Connection, table: str, read: Callable[[Connection], Iterator[Item]]
) -> tuple[list[Item], list[Damage]]:
    """Return what `read` gives until the table breaks off, and the damage where it does."""
    items: list[Item] = []
    connection.exec_driver_sql("SAVEPOINT reading")
    try:
        items.extend(read(connection))
    except (DBAPIError, UnicodeDecodeError) as error:  # the latter: a complaint the driver cannot read
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT reading")
        cause = error.orig if isinstance(error, DBAPIError) else error
        return items, [Damage(f"table {table}", f"breaks off after {len(items)} rows: {cause}")]
    return items, []


def differing_schema(stored: Mapping[str, str], wanted: Mapping[str, str]) -> Iterator[Damage]:
    """Yield the tables, triggers and views that are missing, or are not as we make them.

    Tables and views that somebody added are theirs; an added trigger could change what we store.
    """
    for name in sorted(wanted):
        if name not in stored:
            yield Damage(name, "is missing")
        elif stored[name] != wanted[name]:
            yield Damage(name, "is not as Counterclaim makes it")
    for name in sorted(stored.keys() - wanted.keys()):
        if name.startswith("trigger "):
            yield Damage(name, "is not of Counterclaim, and could change what is stored")


def _blob_names(connection: Connection) -> Iterator[str]:
    yield from connection.execute(select(BLOB.c.sha256).order_by(BLOB.c.sha256)).scalars()


def _blob(connection: Connection, name: str) -> bytes:
    """Return the raw bytes `name`, each blob read on its own so that one that is lost hides no other."""
    query = select(BLOB.c.compressed).where(BLOB.c.sha256 == name)
    found, broken = read_on(connection, "blob", lambda case: iter(case.execute(query).scalars()))
    if broken:
        raise IntegrityError(f"cannot be read: {broken[0].reason}")
    return unpacked(name, found[0] if found else None)


def _facts(
    connection: Connection, blob_names: frozenset[str], shown: Callable[[str], str]
) -> Iterator[Damage]:
    """Yield damage of the log, of the history of facts, and of the index of words."""
    log, log_breaks = read_on(
        connection, "entry", lambda case: iter(case.execute(select(ENTRY).order_by(ENTRY.c.sequence)))
    )
    rows, history_breaks = read_on(connection, "fact", lambda case: iter(case.execute(select(FACT))))
    entries, unreadable = _entries(log)
    yield from (*log_breaks, *history_breaks, *unreadable)
    yield from checks.damaged_chain(entries)
    if not (log_breaks or history_breaks or unreadable):
        stored = {row.sequence: (row.kind, row.id, row.until) for row in rows}
        yield from checks.damaged_history(entries, stored)
    standing = {row.sequence for row in rows if row.until is None}
    facts, undecodable = checks.readable(entry for entry in entries if entry.sequence in standing)
    yield from undecodable
    snapshot = Snapshot.of(facts.values())
    yield from checks.damaged_facts(snapshot, blob_names)
    yield from _index(connection, facts, snapshot, shown)


def _entries(rows: list[Row[Any]]) -> tuple[list[Entry], list[Damage]]:
    """Return the entries that can be read, and the damage of those that cannot."""
    entries: list[Entry] = []
    found: list[Damage] = []
    for row in rows:
        try:
            entries.append(entry_of(row))
        except IntegrityError as error:
            found.append(Damage(f"entry {row.sequence}", str(error)))
    return entries, found


def _index(
    connection: Connection, facts: Mapping[int, Fact], snapshot: Snapshot, shown: Callable[[str], str]
) -> Iterator[Damage]:
    """Yield the passages that are missing from the index of words, or that should not be in it."""
    wanted = {
        (row["rowid"], row["kind"], row["id"], row["report"], shown(row["text"]))
        for row in passages_of(facts, snapshot.reports)
    }
    rows, broken = read_on(connection, "passage", lambda case: iter(case.execute(_PASSAGES)))
    yield from broken
    for _, kind, fact_id, *_ in sorted(wanted ^ {tuple(row) for row in rows}, key=str):
        yield Damage(f"{kind} {fact_id}", "the index of words is not what its text says: rebuild it")
