"""Where a case is kept: the only room that keeps a ledger in a database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from counterclaim.problems import NotFoundError
from counterclaim.store.memory import MemoryStore
from counterclaim.store.postgresql import PostgresqlStore, open_postgresql
from counterclaim.store.protocol import Damage, SearchHit, Store, Transaction
from counterclaim.store.sqlite import SqliteStore, open_sqlite

__all__ = [
    "Damage",
    "MemoryStore",
    "PostgresqlStore",
    "SearchHit",
    "SqliteStore",
    "Store",
    "Transaction",
    "is_address",
    "is_there",
    "open_postgresql",
    "open_sqlite",
    "open_store",
]


def is_there(location: str | Path) -> bool:
    """Say whether there is a case at `location`, or a file that is none.

    Raises:
        StoreError: a server was named that cannot be reached.
    """
    if not is_address(location):
        return Path(location).exists()
    try:
        open_store(location).close()
    except NotFoundError:
        return False
    return True


def is_address(location: str | Path) -> bool:
    """Say whether a case is kept by a database server, and is no file."""
    return str(location).startswith(("postgresql:/", "postgres:/"))


def open_store(
    location: str | Path, *, create: bool = False, waiting: Callable[[str], None] | None = None
) -> Store:
    """Open the case at `location`: a path, an address "postgresql://...", or ":memory:".

    Args:
        location: where the case is; one in memory is gone when it is closed. (A `Path` of an address, as the
            command line makes it, is understood too.)
        create: make the case where there is none; an existing one is opened as it is.
        waiting: is told, in a sentence, that we wait for another process that writes, or that a case of an
            older version was brought up to date.

    Raises:
        NotFoundError: there is no case, and none is to be created.
        StoreError: what is there is no case, or cannot be opened.
    """
    if location == ":memory:":
        return MemoryStore()
    if is_address(location):
        address = str(location) if isinstance(location, str) else str(location).replace(":/", "://", 1)
        return open_postgresql(address, create=create, waiting=waiting)
    return open_sqlite(Path(location), create=create, waiting=waiting)
