"""F10 and F11: cases of every version, and every version of SQLite."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from faulty import HERE, SQLITE, Commands, emptied, new_case, often, whole
from figures import Figure
from invented import folder_of

from counterclaim.problems import StoreError
from counterclaim.store import open_sqlite, open_store
from counterclaim.store.connect import sqlite_module, version_of
from counterclaim.store.guard import OLDEST, journal_mode, wal_is_safe

SAMPLES = sorted((HERE.parent / "store" / "cases_of_versions").glob("v*.sql"))
"""A case as each released version wrote it, as SQL."""

BEYOND = 99
"""A layout that no version knows yet."""

LOG = "SELECT sequence, recorded, tool, kind, id, body, previous, hash FROM entry ORDER BY sequence"
BLOBS = "SELECT sha256, compressed FROM blob ORDER BY sha256"


def rows(case: Path, query: str) -> list[Any]:
    with closing(SQLITE.connect(case)) as connection:
        found: list[Any] = connection.execute(query).fetchall()
        return found


def sample(path: Path, folder: Path) -> Path:
    """Make the case that a sample tells."""
    case = folder / "case.db"
    with closing(SQLITE.connect(case)) as connection:
        connection.executescript(path.read_text(encoding="utf-8"))
    return case


# -- F10: versions of a case -----------------------------------------------------------------


def test_f10_a_case_of_every_released_version_is_brought_up_to_date(
    commands: Commands, tmp_path: Path, figure: Figure
) -> None:
    assert SAMPLES
    for one in SAMPLES:
        case = sample(one, emptied(tmp_path / one.stem))
        log, blobs = rows(case, LOG), rows(case, BLOBS)
        assert log
        verified = commands.run(case.parent, "verify")
        assert verified.code == 0, verified.said()
        assert (rows(case, LOG), rows(case, BLOBS)) == (log, blobs)
        copies = [file for file in case.parent.iterdir() if ".backup" in file.name]
        assert [rows(copy, LOG) for copy in copies] == [log]
        assert [rows(copy, BLOBS) for copy in copies] == [blobs]
        added = commands.run(case.parent, "add", folder_of(tmp_path / "reports", range(2)))
        assert added.code == 0, added.said()
        whole(case)
        open_store(case).close()
        assert len([file for file in case.parent.iterdir() if ".backup" in file.name]) == 1
    figure("F10", "layouts brought up to date", ", ".join(one.stem for one in SAMPLES))


def test_f10_a_migration_that_fails_leaves_the_case_as_it_was(
    commands: Commands, tmp_path: Path, figure: Figure
) -> None:
    failures = 0
    for one in SAMPLES:
        for at in range(1, 1000, often(6, 1)):
            case = sample(one, emptied(tmp_path / one.stem))
            before = rows(case, LOG)
            command = commands.run(case.parent, "verify", FAULT_PATH=case, FAULT_KIND="eio", FAULT_AT=at)
            if command.code == 0:
                break
            failures += 1
            assert "counterclaim: " in command.said()
            assert "case.db" in command.said()
            assert rows(case, LOG) == before
            assert commands.run(case.parent, "verify").code == 0
        else:
            pytest.fail("the migration never ended")
    figure(
        "F10", "migrations stopped at every write", f"{failures}: case as it was, next opening migrates it"
    )


def test_f10_a_case_of_a_newer_version_is_refused_and_left_alone(
    commands: Commands, tmp_path: Path, figure: Figure
) -> None:
    case = new_case(tmp_path, "delete")
    with closing(SQLITE.connect(case)) as connection:
        connection.execute(f"PRAGMA user_version = {BEYOND}")
    before = case.read_bytes()
    for verb in ("status", "verify", "claims"):
        refused = commands.run(tmp_path, verb)
        assert refused.code == 1
        assert "written by a newer Counterclaim" in refused.said()
    assert case.read_bytes() == before
    figure("F10", "a layout from the future", "refused with a message, not a byte changed")


# -- F11: versions of SQLite -----------------------------------------------------------------

AFFECTED = ((3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 46, 1), (3, 49, 2), (3, 50, 6), (3, 51, 0), (3, 51, 2))
MENDED = ((3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 53, 0))
TOO_OLD = ((3, 7, 0), (3, 37, 2))


class Dressed(ModuleType):
    """The SQLite at hand, saying that it is of another version."""

    def __init__(self, version: tuple[int, int, int]) -> None:
        super().__init__("dressed")
        self.sqlite_version_info = version

    def __getattr__(self, name: str) -> Any:
        return getattr(SQLITE, name)


def test_f11_an_affected_sqlite_never_writes_ahead(tmp_path: Path, figure: Figure) -> None:
    for version in (*AFFECTED, *MENDED):
        wanted = "wal" if version in MENDED else "delete"
        made = emptied(tmp_path / "made") / "case.db"
        open_sqlite(made, create=True, module=Dressed(version)).close()
        assert rows(made, "PRAGMA journal_mode") == [(wanted,)]
        ahead = new_case(emptied(tmp_path / "ahead"), "wal")
        open_sqlite(ahead, create=False, module=Dressed(version)).close()
        assert rows(ahead, "PRAGMA journal_mode") == [(wanted,)]
    for version in TOO_OLD:
        assert version < OLDEST
        with pytest.raises(StoreError, match=r"needs SQLite 3\.38"):
            open_sqlite(tmp_path / "old.db", create=True, module=Dressed(version))
    figure(
        "F11", f"{len(AFFECTED)} affected versions", "write-ahead log refused, and left where a case had it"
    )
    figure("F11", f"{len(MENDED)} mended versions, {len(TOO_OLD)} too old", "write-ahead log; refused")


@pytest.mark.parametrize("module", [sqlite_module(), sqlite3], ids=["chosen", "python"])
def test_f11_the_sqlites_of_this_machine_get_the_journal_they_may_have(
    tmp_path: Path, figure: Figure, module: Any
) -> None:
    version = version_of(module)
    open_sqlite(tmp_path / "case.db", create=True, module=module).close()
    found = rows(tmp_path / "case.db", "PRAGMA journal_mode")[0][0]
    assert found == journal_mode(version).lower() == ("wal" if wal_is_safe(version) else "delete")
    figure("F11", f"SQLite {'.'.join(map(str, version))}, as measured here", f"journal: {found}")
