from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from counterclaim.board import Page, board
from counterclaim.ledger import GENESIS, Change, Snapshot, broken_links, replay, seal
from counterclaim.problems import BusyError, IntegrityError, NotFoundError, StoreError
from counterclaim.store import MemoryStore, SqliteStore, database, open_sqlite, open_store
from counterclaim.store.connect import sqlite_module, version_of
from counterclaim.store.guard import journal_mode, wal_is_safe
from sample_facts import NOON, RAW, TEXT, TOOL, at, blobs, notes, one_of_each, put

SQLITE: Any = sqlite_module()
WRITER = Path(__file__).with_name("append_notes.py")
NAME = next(iter(blobs()))
ENTRIES = len(one_of_each())
FAILING = """CREATE TRIGGER failing BEFORE INSERT ON fact WHEN NEW.id = 'n-00007'
BEGIN SELECT RAISE(ABORT, 'no'); END"""
VERSIONS = list((Path(__file__).parent / "cases_of_versions").glob("*.sql"))
VIEWS = (
    "standing_fact",
    "reports",
    "statements",
    "claims",
    "origins",
    "standings",
    "decisions",
    "problems",
    "relations",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a case with one fact of every kind is kept."""
    with open_sqlite(tmp_path / "case.db", create=True) as store:
        store.append(put(*one_of_each()), blobs(), recorded=NOON, tool=TOOL)
    return tmp_path / "case.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    with open_sqlite(path, create=False) as opened:
        yield opened


def run(path: Path, *statements: str) -> list[Any]:
    """Run SQL on the file behind the store's back; return the rows of the last statement."""
    with closing(SQLITE.connect(path, isolation_level=None)) as connection:
        answers: list[list[Any]] = [connection.execute(statement).fetchall() for statement in statements]
    return answers[-1]


def tamper(path: Path, statement: str) -> None:
    """Change the file as somebody would who knows of the triggers, and puts them back afterwards."""
    triggers = run(path, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    run(path, *(f"DROP TRIGGER {name}" for name, _ in triggers), statement, *(sql for _, sql in triggers))


def dump(path: Path) -> list[str]:
    """Return everything that a file holds, as SQL."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def writer(path: Path, name: str, batches: int, size: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(WRITER), str(path), name, str(batches), str(size)]
    environment = os.environ | {"PYTHONPATH": str(WRITER.parents[1])}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


class TestOpening:
    def test_a_case_that_is_not_there_is_named_with_the_next_step(self, tmp_path: Path) -> None:
        with pytest.raises(NotFoundError, match=r"no case at .*lost\.db; make one with: counterclaim init"):
            open_store(tmp_path / "lost.db")
        assert list(tmp_path.iterdir()) == []

    def test_a_case_can_be_kept_in_memory(self) -> None:
        assert isinstance(open_store(":memory:"), MemoryStore)

    def test_what_was_written_is_there_when_it_is_opened_again(self, path: Path) -> None:
        with open_store(str(path), create=True) as again:
            assert again.snapshot() == Snapshot.of(one_of_each())
            assert again.blob(NAME) == RAW
            assert list(again.damages()) == []

    def test_a_snapshot_of_a_file_that_is_gone_says_so_and_makes_none(
        self, path: Path, store: SqliteStore
    ) -> None:
        snapshot = store.snapshot()
        store.close()
        path.unlink()
        with pytest.raises(NotFoundError, match=r"case\.db is gone"):
            len(snapshot.claims)
        assert not path.exists()

    def test_closing_twice_does_no_harm(self, store: SqliteStore) -> None:
        store.close()
        store.close()

    @pytest.mark.parametrize(
        "content", [b"not a database, but long enough to look at" * 9, b"SQLite format 3\x00", b""]
    )
    def test_a_file_that_is_no_case_is_refused_and_left_alone(self, tmp_path: Path, content: bytes) -> None:
        stranger = tmp_path / "notes.txt"
        stranger.write_bytes(content)
        with pytest.raises(StoreError, match=r"notes\.txt"):
            open_store(stranger)
        assert stranger.read_bytes() == content

    def test_a_database_of_somebody_else_is_refused_and_left_alone(self, tmp_path: Path) -> None:
        run(tmp_path / "other.db", "CREATE TABLE song (title TEXT)")
        before = (tmp_path / "other.db").read_bytes()
        with pytest.raises(StoreError, match="not a Counterclaim case"):
            open_store(tmp_path / "other.db", create=True)
        assert (tmp_path / "other.db").read_bytes() == before

    def test_a_case_of_a_newer_version_is_refused(self, path: Path) -> None:
        run(path, "PRAGMA user_version = 99")
        with pytest.raises(StoreError, match="newer Counterclaim"):
            open_store(path)

    @pytest.mark.parametrize("layout", [0, -2])
    def test_a_layout_that_never_was_is_damage(self, path: Path, layout: int) -> None:
        run(path, f"PRAGMA user_version = {layout}")
        with pytest.raises(IntegrityError, match=f"no case has layout {layout}"):
            open_store(path)

    def test_an_empty_file_left_by_an_interrupted_creation_becomes_a_case(self, tmp_path: Path) -> None:
        (tmp_path / "case.db").touch()
        with open_store(tmp_path / "case.db", create=True) as store:
            assert store.head() == (0, GENESIS)

    @pytest.mark.parametrize("place", ["no such folder/case.db", "."])
    def test_a_place_where_no_file_can_be_is_named(self, tmp_path: Path, place: str) -> None:
        with pytest.raises(StoreError, match="folder"):
            open_store(tmp_path / place, create=True)

    def test_odd_characters_in_a_path_are_a_path(self, tmp_path: Path) -> None:
        with open_store(tmp_path / "file:case?mode=memory#1.db", create=True):
            assert (tmp_path / "file:case?mode=memory#1.db").exists()


class TestVersionGuard:
    @pytest.mark.parametrize(
        ("version", "safe"),
        [
            ((3, 6, 23), False),
            ((3, 40, 1), False),
            ((3, 44, 5), False),
            ((3, 44, 6), True),
            ((3, 45, 0), False),
            ((3, 50, 6), False),
            ((3, 50, 7), True),
            ((3, 51, 0), False),
            ((3, 51, 2), False),
            ((3, 51, 3), True),
            ((3, 53, 4), True),
        ],
    )
    def test_wal_is_used_only_where_it_keeps_every_commit(
        self, version: tuple[int, int, int], *, safe: bool
    ) -> None:
        assert wal_is_safe(version) is safe
        assert journal_mode(version) == ("WAL" if safe else "DELETE")

    @pytest.mark.parametrize("module", [SQLITE, sqlite3], ids=["chosen", "Python's own"])
    def test_a_new_case_gets_the_journal_of_its_sqlite(self, tmp_path: Path, module: Any) -> None:
        open_sqlite(tmp_path / "case.db", create=True, module=module).close()
        assert run(tmp_path / "case.db", "PRAGMA journal_mode") == [
            (journal_mode(version_of(module)).lower(),)
        ]

    def test_an_affected_sqlite_takes_a_case_out_of_wal(self, path: Path) -> None:
        run(path, "PRAGMA journal_mode = WAL")
        with open_sqlite(path, create=False, module=Dressed((3, 51, 2))) as store:
            assert run(path, "PRAGMA journal_mode") == [("delete",)]
            store.append(notes(1), {}, recorded=at(1), tool=TOOL)
            assert list(store.damages()) == []

    def test_an_affected_sqlite_does_not_join_others_in_wal(self, path: Path) -> None:
        with closing(SQLITE.connect(path)) as other:
            assert other.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
            other.execute("SELECT count(*) FROM entry").fetchall()
            with pytest.raises(StoreError, match=r"case\.db is open elsewhere .* 3\.51\.2 can lose commits"):
                open_sqlite(path, create=False, wait_seconds=0.1, module=Dressed((3, 51, 2)))

    def test_an_sqlite_that_is_too_old_is_refused(self, path: Path) -> None:
        with pytest.raises(StoreError, match=r"3\.38"):
            open_sqlite(path, create=False, module=Dressed((3, 37, 2)))

    def test_a_commit_is_on_the_disk_when_it_returns(self, store: SqliteStore) -> None:
        with store.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 3
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


class Dressed(ModuleType):
    """The SQLite at hand, saying that it is of another version."""

    def __init__(self, version: tuple[int, int, int]) -> None:
        super().__init__("dressed")
        self.sqlite_version_info = version

    def __getattr__(self, name: str) -> Any:
        return getattr(SQLITE, name)


class TestWriters:
    def test_a_writer_that_waited_in_vain_is_told_so(self, path: Path) -> None:
        with closing(SQLITE.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with (
                open_sqlite(path, create=False, wait_seconds=0.1) as store,
                pytest.raises(BusyError, match=r"another process is writing to case\.db; waited 0\.1 s"),
            ):
                store.append(notes(1), {}, recorded=NOON, tool=TOOL)

    def test_a_writer_that_has_to_wait_says_so_once_and_then_writes(self, path: Path) -> None:
        other = SQLITE.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(1.4, other.execute, ["ROLLBACK"])
        release.start()
        told: list[str] = []
        with open_store(path, waiting=told.append) as store:
            store.append(notes(1), {}, recorded=at(1), tool=TOOL)
            store.append(notes(1, "x"), {}, recorded=at(1), tool=TOOL)
        release.join()
        other.close()
        assert told == ["another process is writing to case.db; waiting up to 30 s"]

    @pytest.mark.parametrize("module", [SQLITE, sqlite3], ids=["chosen", "Python's own"])
    def test_readers_go_on_while_a_long_transaction_writes(self, tmp_path: Path, module: Any) -> None:
        with (
            open_sqlite(tmp_path / "case.db", create=True, wait_seconds=0.2, module=module) as store,
            open_sqlite(tmp_path / "case.db", create=False, wait_seconds=0.2, module=module) as reader,
        ):
            store.append(notes(5), {}, recorded=NOON, tool=TOOL)
            with store.transaction() as transaction:
                transaction.append(notes(20_000, "x"), {}, recorded=NOON, tool=TOOL)
                assert len(reader.snapshot().decisions) == 5
            assert len(reader.snapshot().decisions) == 20_005

    def test_a_snapshot_half_read_keeps_no_writer_out(self, tmp_path: Path) -> None:
        with open_sqlite(tmp_path / "case.db", create=True, wait_seconds=0.2, module=sqlite3) as store:
            store.append(notes(3000), {}, recorded=NOON, tool=TOOL)
            facts = iter(store.snapshot().decisions.values())
            next(facts)
            store.append(notes(1, "x"), {}, recorded=at(1), tool=TOOL)
            assert len(list(facts)) == 2999

    def test_a_long_log_is_restored_part_by_part(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(database, "AT_ONCE", 3)
        gone = [Change("decision", f"n-{number:05}", None) for number in range(4)]
        log = seal([*notes(8), *put(*one_of_each()), *gone, *notes(6)], NOON, TOOL)
        with open_sqlite(tmp_path / "case.db", create=True) as store:
            store.restore(log, blobs())
            assert list(store.entries()) == log
            assert store.snapshot() == replay(log)
            assert list(store.damages()) == []

    def test_a_reader_does_not_keep_its_own_caller_from_writing(self, store: SqliteStore) -> None:
        for entry in store.entries():
            store.append(notes(1, f"{entry.sequence}"), {}, recorded=NOON, tool=TOOL)
            if entry.sequence == 20:
                break
        assert store.head()[0] == 15 + 20

    def test_two_processes_at_once_lose_nothing(self, tmp_path: Path) -> None:
        processes = [writer(tmp_path / "case.db", name, batches=20, size=1) for name in ("left", "right")]
        for process in processes:
            process.communicate(timeout=60)
        with open_store(tmp_path / "case.db") as store:
            assert [process.returncode for process in processes] == [0, 0]
            assert store.head()[0] == len(store.snapshot().decisions) == 40
            assert list(broken_links(store.entries())) == []
            assert list(store.damages()) == []

    def test_a_new_case_waits_for_another_process_that_is_making_it(self, tmp_path: Path) -> None:
        other = sqlite3.connect(tmp_path / "case.db", isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.3, other.execute, ["ROLLBACK"])
        release.start()
        with open_store(tmp_path / "case.db", create=True) as store:
            assert store.head()[0] == 0
        release.join()
        other.close()

    def test_a_writer_that_is_killed_leaves_a_whole_ledger(self, tmp_path: Path) -> None:
        acknowledged = 0
        for kill in range(3):
            process = writer(tmp_path / "case.db", f"kill-{kill}", batches=10_000, size=50)
            assert process.stdout is not None
            for _ in range(kill + 1):
                acknowledged = int(process.stdout.readline())
            process.send_signal(signal.SIGKILL)
            rest, _ = process.communicate(timeout=60)
            acknowledged = max([acknowledged, *(int(line) for line in rest.splitlines())])
            with open_store(tmp_path / "case.db") as store:
                assert store.head()[0] >= acknowledged
                assert store.head()[0] % 50 == 0
                assert len(list(store.blob_names())) == store.head()[0] // 50
                assert list(store.damages()) == []

    def test_an_error_half_way_leaves_nothing_behind(self, path: Path, store: SqliteStore) -> None:
        run(path, FAILING)
        before = store.head()
        with pytest.raises(StoreError, match=r"case\.db: no; "):
            store.append(notes(9), blobs(b"new"), recorded=at(1), tool=TOOL)
        assert store.head() == before
        assert store.snapshot() == Snapshot.of(one_of_each())
        assert list(store.blob_names()) == [NAME]

    def test_a_full_disk_leaves_nothing_behind(self, store: SqliteStore) -> None:
        with store.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
        with pytest.raises(StoreError, match="disk is full"):
            store.append(notes(2000), {}, recorded=at(1), tool=TOOL)
        assert store.head()[0] == 15
        store.append(notes(1), {}, recorded=at(1), tool=TOOL)
        assert list(store.damages()) == []


class TestOlderVersions:
    @pytest.fixture(params=sorted(VERSIONS), ids=lambda script: script.stem)
    def old(self, request: pytest.FixtureRequest, tmp_path: Path) -> Path:
        """Return a case as an older version wrote it."""
        with closing(SQLITE.connect(tmp_path / "old.db")) as connection:
            connection.executescript(f"BEGIN; {request.param.read_text(encoding='utf-8')} COMMIT;")
        return tmp_path / "old.db"

    @pytest.mark.parametrize("module", [SQLITE, sqlite3], ids=["chosen", "Python's own"])
    def test_it_is_brought_up_to_date_with_nothing_lost(self, old: Path, module: Any) -> None:
        log = run(old, "SELECT * FROM entry ORDER BY sequence")
        told: list[str] = []
        with open_sqlite(old, create=False, waiting=told.append, module=module) as store:
            assert list(store.damages()) == []
            assert store.snapshot() == replay(store.entries())
            assert store.snapshot(at(0)) == replay(
                entry for entry in store.entries() if entry.recorded == NOON
            )
            assert [hit.fact_id for hit in store.search("anchor chain", 5)] == ["report-b"]
            assert store.snapshot().claims["claim-a"].gist == "the bridge in Lindau is safe"
            store.append(notes(1, "new"), {}, recorded=at(90), tool=TOOL)
        assert run(old, "SELECT * FROM entry ORDER BY sequence")[:-1] == log
        assert told == [f"old.db was brought to layout 2; as it was before it stands in {old}.v1.backup"]

    def test_a_copy_of_it_as_it_was_is_kept(self, old: Path) -> None:
        before = dump(old)
        open_store(old).close()
        assert dump(old) != before
        assert dump(old.with_name("old.db.v1.backup")) == before

    def test_no_copy_that_is_there_is_overwritten(self, old: Path) -> None:
        kept = old.with_name("old.db.v1.backup")
        kept.write_text("precious")
        before = dump(old)
        open_store(old).close()
        assert kept.read_text() == "precious"
        assert dump(old.with_name("old.db.v1.backup.2")) == before

    def test_it_is_opened_a_second_time_without_more_ado(self, old: Path) -> None:
        open_store(old).close()
        told: list[str] = []
        open_store(old, waiting=told.append).close()
        assert told == []
        assert sorted(path.name for path in old.parent.iterdir()) == ["old.db", "old.db.v1.backup"]

    def test_a_migration_that_fails_leaves_it_as_it_was(self, old: Path) -> None:
        run(old, "CREATE TABLE blocking (mine TEXT)")
        before = dump(old)
        with pytest.raises(StoreError, match=r"could not be brought from layout 1 to 2: .* it is as it was"):
            open_store(old)
        assert dump(old) == before == dump(old.with_name("old.db.v1.backup"))

    def test_where_no_copy_can_be_kept_it_is_left_as_it_was(
        self, old: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_: object) -> None:
            raise OSError(28, "No space left on device")

        before = dump(old)
        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(StoreError, match=r"old\.db is of layout 1; .*No space left"):
            open_store(old)
        assert dump(old) == before
        assert [path.name for path in old.parent.iterdir()] == ["old.db"]

    def test_two_processes_that_open_it_at_once_migrate_it_once(self, old: Path) -> None:
        processes = [writer(old, name, batches=1, size=1) for name in ("left", "right")]
        for process in processes:
            process.communicate(timeout=60)
        assert [process.returncode for process in processes] == [0, 0]
        with open_store(old) as store:
            assert list(store.damages()) == []
        assert len(list(old.parent.glob("*.backup*"))) == 1


class TestTriggers:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE entry SET body = '{}'",
            "DELETE FROM entry WHERE sequence = 13",
            "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE sequence = 2",
            "INSERT INTO entry SELECT 99, recorded, tool, kind, id, body, previous, hash FROM entry LIMIT 1",
            "UPDATE blob SET compressed = x'00'",
            "DELETE FROM blob",
            "INSERT OR REPLACE INTO blob SELECT * FROM blob",
        ],
    )
    def test_log_and_raw_bytes_only_grow(self, path: Path, statement: str) -> None:
        with pytest.raises(SQLITE.Error, match=r"append-only|only grows|raw bytes"):
            run(path, statement)


class TestDamages:
    @pytest.mark.parametrize(
        ("statement", "item"),
        [
            ("UPDATE blob SET compressed = x'789c030000000001'", f"blob {NAME}"),
            ("UPDATE blob SET compressed = x'00'", f"blob {NAME}"),
            ("UPDATE entry SET body = replace(body, 'safe', 'shut') WHERE sequence = 1", "entry 1"),
            ("UPDATE entry SET tool = 'another' WHERE sequence = 4", "entry 4"),
            ("UPDATE entry SET recorded = 'yesterday' WHERE sequence = 4", "entry 4"),
            ("UPDATE entry SET body = CAST(x'7bff7d' AS TEXT) WHERE sequence = 4", "entry 4"),
            ("DELETE FROM entry WHERE sequence = 5", "entry 6"),
            ("DELETE FROM entry WHERE kind = 'problem'", "problem p-a8b273822dc7"),
            ("DELETE FROM entry", "report report-a"),
            ("UPDATE entry SET sequence = -3 WHERE sequence = 3", "entry -3"),
            ("UPDATE fact SET until = 9 WHERE kind = 'report'", "report report-a"),
            ("UPDATE fact SET kind = CAST(x'7bff7d' AS TEXT) WHERE kind = 'family'", "family family-a"),
            ("DELETE FROM fact WHERE kind = 'claim' AND id = 'claim-a'", "claim claim-a"),
            ("UPDATE fact SET id = 'claim-z' WHERE id = 'claim-a' AND kind = 'claim'", "claim claim-a"),
            ("UPDATE passage SET text = 'other words' WHERE kind = 'statement'", "statement statement-a"),
            ("DELETE FROM passage WHERE kind = 'report'", "report report-a"),
            ("DROP VIEW claims", "view claims"),
            ("DROP TABLE passage", "table passage"),
            ("DROP TABLE blob", "table blob"),
            ("DROP TABLE entry", "table entry"),
        ],
    )
    def test_the_item_that_was_changed_is_named(self, path: Path, statement: str, item: str) -> None:
        tamper(path, statement) if "DROP" not in statement else run(path, statement)
        with open_store(path) as store:
            assert item in {damage.item for damage in store.damages()}

    def test_a_trigger_that_is_missing_is_named(self, path: Path) -> None:
        run(path, "DROP TRIGGER entry_is_never_deleted")
        with open_store(path) as store:
            assert [damage.item for damage in store.damages()] == ["trigger entry_is_never_deleted"]

    def test_a_trigger_of_somebody_else_is_named_and_a_table_is_not(self, path: Path) -> None:
        run(path, FAILING, "CREATE TABLE desk_notes (words TEXT)", "CREATE VIEW mine AS SELECT 1")
        with open_store(path) as store:
            assert [damage.item for damage in store.damages()] == ["trigger failing"]

    def test_an_index_that_lost_words_can_be_made_anew(self, path: Path) -> None:
        run(path, "DELETE FROM passage")
        with open_sqlite(path, create=False) as store:
            assert store.search("bridge", 5) == ()
            store.rebuild_search()
            assert len(store.search("bridge", 5)) == 2
            assert list(store.damages()) == []

    @pytest.mark.parametrize("moment", [None, NOON])
    def test_a_text_that_was_changed_is_not_shown(self, path: Path, moment: datetime | None) -> None:
        tamper(path, "UPDATE entry SET body = replace(body, 'safe', 'shut') WHERE sequence = 1")
        with open_store(path) as store:
            reports = store.snapshot(moment).reports
            for ask in (reports.__getitem__, lambda _: dict(reports), lambda _: store.search("bridge", 5)):
                with pytest.raises(IntegrityError, match="entry 1 was altered; run `counterclaim verify`"):
                    ask("report-a")

    def test_only_what_was_changed_is_kept_back(self, path: Path) -> None:
        tamper(path, "UPDATE entry SET body = replace(body, 'safe', 'shut') WHERE id = 'claim-a'")
        with open_store(path) as store:
            assert store.snapshot().claims["claim-a-2"].gist == "the bridge is not safe"
            with pytest.raises(IntegrityError, match="altered"):
                store.snapshot().claims["claim-a"]

    @pytest.mark.parametrize(
        ("kind", "word", "other"),
        [
            ("relation", "denies", "same_topic"),
            ("standing", "one_side", "contested"),
            ("standing", "one_side", "denied"),
            ("standing", "city", "town"),
            ("claim", "safe", "shut"),
        ],
    )
    @pytest.mark.parametrize("page", [None, Page(1), Page(1, 1), Page(2, 1)])
    def test_no_board_shows_what_was_changed(
        self, path: Path, kind: str, word: str, other: str, page: Page | None
    ) -> None:
        with open_store(path) as store:
            before = board(store.snapshot(), page=page)
        tamper(path, f"UPDATE entry SET body = replace(body, '{word}', '{other}') WHERE kind = '{kind}'")
        with open_store(path) as store:
            with suppress(IntegrityError):
                assert board(store.snapshot(), page=page) == before
            assert {damage.item.split()[0] for damage in store.damages()} >= {"entry"}

    def test_a_fact_whose_entry_is_gone_is_named(self, path: Path) -> None:
        tamper(path, "DELETE FROM entry WHERE id = 'claim-a'")
        with (
            open_store(path) as store,
            pytest.raises(IntegrityError, match="claim-a is lost, with entry"),
        ):
            store.snapshot().claims["claim-a"]

    def test_a_fact_is_not_shown_under_the_name_of_another(self, path: Path) -> None:
        tamper(path, "UPDATE fact SET id = 'claim-z' WHERE id = 'claim-a' AND kind = 'claim'")
        with (
            open_store(path) as store,
            pytest.raises(IntegrityError, match=r"claim-z is not what entry \d+ says"),
        ):
            store.snapshot().claims["claim-z"]

    def test_a_moment_is_not_looked_up_in_times_that_were_changed(self, path: Path) -> None:
        tamper(path, "UPDATE entry SET recorded = '2031-01-01T00:00:00+00:00'")
        with open_store(path) as store, pytest.raises(IntegrityError, match=r"entry \d+ was altered"):
            store.snapshot(NOON)

    def test_raw_bytes_that_were_changed_are_not_given(self, path: Path) -> None:
        tamper(path, "UPDATE blob SET compressed = x'789c030000000001'")
        with open_store(path) as store, pytest.raises(IntegrityError, match=NAME):
            store.blob(NAME)

    def test_one_flipped_bit_is_named_or_does_no_harm(self, path: Path, tmp_path: Path) -> None:
        whole = path.read_bytes()
        dice = random.Random(7)
        places = [dice.randrange(len(whole)) for _ in range(25)] + [
            whole.index(b"bridge") + n for n in range(5)
        ]
        for number, place in enumerate(places):
            flipped = bytearray(whole)
            flipped[place] ^= 1 << dice.randrange(8)
            copy = tmp_path / f"{number}.db"
            copy.write_bytes(flipped)
            assert told(copy) or read(copy) == read(path), f"byte {place}"

    def test_a_schema_that_is_no_utf_8_any_more_is_named(self, path: Path) -> None:
        path.write_bytes(path.read_bytes().replace(b"CREATE VIEW claims", b"CREATE VIEW cl\xe1ims"))
        with pytest.raises(IntegrityError, match="damaged"):
            open_store(path)

    def test_raw_bytes_under_a_name_that_was_changed_are_named(self, path: Path) -> None:
        tamper(path, f"UPDATE blob SET sha256 = '{GENESIS}'")
        with open_store(path) as store:
            assert {damage.item for damage in store.damages()} == {
                f"blob {GENESIS}",
                "report report-a",
                "intake report-a",
            }

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
    def test_a_file_cut_short_is_named(self, path: Path, share: float) -> None:
        whole = path.read_bytes()
        path.write_bytes(whole[: int(len(whole) * share)])
        assert told(path)


def told(path: Path) -> bool:
    """Say whether the case cannot be opened, or names damage; whatever it shows is as it was written."""
    try:
        store = open_sqlite(path, create=False)
    except (StoreError, IntegrityError):
        return True
    with store:
        named = list(store.damages())
        try:
            assert store.snapshot() == Snapshot.of(one_of_each()), named
        except (StoreError, IntegrityError):
            assert named
        return bool(named)


def read(path: Path) -> tuple[object, ...]:
    """Return everything that a case holds."""
    with open_sqlite(path, create=False) as store:
        raw = [store.blob(name) for name in store.blob_names()]
        return store.snapshot(), store.snapshot(at(1)), list(store.entries()), raw, store.search("bridge", 5)


class TestViews:
    @pytest.mark.parametrize("view", VIEWS)
    def test_every_view_has_a_row_of_the_sample_case(self, path: Path, view: str) -> None:
        assert run(path, f"SELECT * FROM {view}")

    @pytest.mark.parametrize("view", VIEWS)
    def test_every_column_says_what_it_is(self, path: Path, view: str) -> None:
        ((sql,),) = run(path, f"SELECT sql FROM sqlite_master WHERE name = '{view}'")
        columns = run(path, f"SELECT name FROM pragma_table_info('{view}')")
        assert len(re.findall(r"-- \S", sql)) == len(columns)

    def test_views_answer_in_words(self, path: Path) -> None:
        said = "SELECT speaker, party, quote FROM statements"
        assert run(path, said) == [("the mayor", "city", "the bridge is safe")]
        assert run(path, "SELECT gist, status, origins, statements FROM claims WHERE status IS NOT NULL") == [
            ("the bridge is safe", "one_side", 1, 1)
        ]
        assert run(path, "SELECT left_gist, kind, right_gist FROM relations") == [
            ("the bridge is not safe", "denies", "the bridge is safe")
        ]
        assert run(path, "SELECT title, characters FROM reports") == [("Bridge stays open", len(TEXT))]

    def test_the_words_are_searched_without_us_too(self, path: Path) -> None:
        assert run(path, "SELECT id FROM passage WHERE passage MATCH 'engineer'") == [("report-a",)]

    def test_the_schema_is_part_of_the_package(self) -> None:
        assert resources.files("counterclaim.store").joinpath("schema.sql").is_file()
