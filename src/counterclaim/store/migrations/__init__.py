"""How a case of an older layout becomes one of the newest: numbered steps, each written once.

`v2.sql` makes layout 2 out of layout 1, and so on; a step is never changed once it was released.
Triggers and views hold nothing: a step drops ours, and after the last they are made as they are today.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from types import ModuleType

from sqlalchemy import Connection

from counterclaim.problems import StoreError
from counterclaim.store.build import build_views, statements
from counterclaim.store.tables import SCHEMA_VERSION, script


def back_up(path: Path, version: int, module: ModuleType) -> Path:
    """Copy the case at `path`, of layout `version`, to a new file beside it; return which.

    Raises:
        StoreError: the copy cannot be written; the case is as it was.
    """
    copy: Path | None = None
    try:
        copy = _new_file(path.parent, f"{path.name}.v{version}.backup")
        shutil.copymode(path, copy)
        with closing(module.connect(path)) as whole, closing(module.connect(copy)) as target:
            whole.backup(target)
        _make_durable(copy)
    except (module.Error, OSError) as error:
        if copy is not None:
            copy.unlink(missing_ok=True)
        raise StoreError(
            f"{path} is of layout {version}; before it is brought to layout {SCHEMA_VERSION} a copy must be"
            f" kept beside it, which failed: {error}; make room there, or move the case"
        ) from error
    return copy


def migrate(connection: Connection, module: ModuleType) -> None:
    """Bring a case to the newest layout; the caller holds a transaction."""
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    for number in range(version + 1, SCHEMA_VERSION + 1):
        for statement in statements(script(f"migrations/v{number}.sql"), module):
            connection.exec_driver_sql(statement)
    build_views(connection, module)
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _new_file(folder: Path, name: str) -> Path:
    """Make an empty file of that name, or with a number after it where there is one already."""
    for number in count(1):
        path = folder / (name if number == 1 else f"{name}.{number}")
        with suppress(FileExistsError):
            path.touch(exist_ok=False)
            break
    return path


def _make_durable(path: Path) -> None:
    """Return when the file and its name are on the disk."""
    for place in (path, path.parent):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
