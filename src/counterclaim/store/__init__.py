"""Where a case is kept: the only room that keeps a ledger in a database."""

from __future__ import annotations

from pathlib import Path

from counterclaim.store.memory import MemoryStore
from counterclaim.store.protocol import Damage, SearchHit, Store
from counterclaim.store.sqlite import SqliteStore, open_sqlite

__all__ = ["Damage", "MemoryStore", "SearchHit", "SqliteStore", "Store", "open_sqlite", "open_store"]


def open_store(location: str | Path, *, create: bool = False) -> Store:
    """Open the case at `location`: a path, or ":memory:" for one that is gone when closed.

    Args:
        location: where the case is.
        create: make the case where there is none; an existing one is opened as it is.

    Raises:
        NotFoundError: there is no case, and none is to be created.
        StoreError: what is there is no case, or cannot be opened.
    """
    return MemoryStore() if location == ":memory:" else open_sqlite(Path(location), create=create)
