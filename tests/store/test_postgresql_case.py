from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence

import psycopg
import pytest

from counterclaim.ledger import Snapshot, broken_links
from counterclaim.problems import BusyError, IntegrityError, NotFoundError, StoreError, UsageError
from counterclaim.store import PostgresqlStore, SqliteStore, open_postgresql, open_sqlite, open_store
from counterclaim.store.lexemes import lexemes, places, places_kept
from postgresql_server import Server, started_or_skipped
from sample_facts import NOON, TEXT, TOOL, at, blobs, notes, one_of_each, put, report

HARMLESS = """CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RETURN NEW; END $$"""
VIEWS = ("reports", "statements", "claims", "origins", "standings", "decisions", "problems", "relations")


@pytest.fixture(scope="module")
def server(pytestconfig: pytest.Config) -> Server:
    return started_or_skipped(pytestconfig)


@pytest.fixture
def address(server: Server) -> str:
    """Return where a case with one fact of every kind is kept."""
    case = server.new_case()
    with open_store(case, create=True) as store:
        store.append(put(*one_of_each()), blobs(), recorded=NOON, tool=TOOL)
    return case


@pytest.fixture
def store(address: str) -> Iterator[PostgresqlStore]:
    with open_postgresql(address, create=False) as opened:
        yield opened


def run(address: str, *statements: str) -> list[tuple[object, ...]]:
    """Run SQL on the database behind the store's back; return the rows of the last statement."""
    answer: list[tuple[object, ...]] = []
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            cursor = connection.execute(statement.encode())
            answer = cursor.fetchall() if cursor.description else []
    return answer


def tamper(address: str, statement: str) -> None:
    """Change the tables as their owner can who knows of the triggers."""
    run(address, "SET session_replication_role = replica", statement)


def columns_of(address: str, view: str) -> list[object]:
    query = f"SELECT attname FROM pg_attribute WHERE attrelid = '{view}'::regclass ORDER BY attnum"
    return [name for (name,) in run(address, query)]


def plain(row: Sequence[object]) -> list[object]:
    """Return a row with its JSON, which a file keeps as text, as values."""
    return [json.loads(one) if isinstance(one, str) and one[:1] in set("[{") else one for one in row]


class TestOpening:
    def test_a_case_that_is_not_there_is_named_with_the_next_step(self, server: Server) -> None:
        with pytest.raises(NotFoundError, match=r"no case at postgresql://.*; make one with"):
            open_store(server.new_case())

    def test_a_schema_of_somebody_else_is_refused_and_left_alone(self, server: Server) -> None:
        case = server.new_case()
        run(case, "CREATE TABLE entry (title text)")
        with pytest.raises(StoreError, match="a table 'entry' that is not of Counterclaim"):
            open_store(case, create=True)
        assert run(case, "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()") == [(1,)]

    def test_a_case_of_a_newer_version_is_refused(self, address: str) -> None:
        run(address, "UPDATE counterclaim SET layout = 99")
        with pytest.raises(StoreError, match="newer Counterclaim"):
            open_store(address)

    def test_a_server_that_is_not_there_is_named_without_the_password(self) -> None:
        with pytest.raises(StoreError, match="see whether the server runs") as caught:
            open_store("postgresql://anna:secret@127.0.0.1:9/cases", create=True)
        assert "secret" not in str(caught.value)

    def test_a_database_that_is_not_there_is_named(self, server: Server) -> None:
        with pytest.raises(StoreError, match="lost_cases"):
            open_store(server.address.replace("/postgres?", "/lost_cases?"), create=True)

    def test_an_address_that_is_none_is_refused(self) -> None:
        with pytest.raises(UsageError, match="postgresql://user@server/database"):
            open_store("postgresql://:bad:port:/x")

    def test_two_that_make_a_case_at_once_make_one(self, server: Server) -> None:
        case = server.new_case()
        threads = [threading.Thread(target=lambda: open_store(case, create=True).close()) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with open_store(case) as opened:
            assert list(opened.damages()) == []


class TestWriters:
    def test_a_writer_that_has_to_wait_says_so_once_and_then_writes(self, address: str) -> None:
        told: list[str] = []
        with open_store(address) as other, open_store(address, waiting=told.append) as store:
            holding, release = threading.Event(), threading.Event()

            def hold() -> None:
                with other.transaction() as transaction:
                    transaction.append(notes(1, "held"), {}, recorded=at(1), tool=TOOL)
                    holding.set()
                    release.wait(10)

            holder = threading.Thread(target=hold)
            holder.start()
            holding.wait(10)
            threading.Timer(1.3, release.set).start()
            store.append(notes(1), {}, recorded=at(2), tool=TOOL)
            holder.join()
            assert list(broken_links(store.entries())) == []
            assert {"held-00000", "n-00000"} <= set(store.snapshot().decisions)
        assert told == [f"another process is writing to {address}; waiting up to 30 s"]

    def test_a_writer_that_waited_in_vain_is_told_so(self, address: str) -> None:
        with (
            open_store(address) as other,
            other.transaction(),
            open_postgresql(address, create=False, wait_seconds=0.1) as store,
            pytest.raises(BusyError, match=r"another process is writing to .*; waited 0\.1 s"),
        ):
            store.append(notes(1), {}, recorded=at(1), tool=TOOL)

    def test_readers_go_on_while_a_transaction_writes(self, store: PostgresqlStore) -> None:
        with store.transaction() as transaction:
            transaction.append(notes(2), {}, recorded=at(1), tool=TOOL)
            assert store.snapshot() == Snapshot.of(one_of_each())

    def test_a_broken_connection_undoes_all(self, store: PostgresqlStore, address: str) -> None:
        before = store.head()
        breaking = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"

        def work() -> None:
            with store.transaction() as transaction:
                transaction.append(notes(2), {}, recorded=at(1), tool=TOOL)
                run(address, breaking)
                transaction.append(notes(2, "x"), {}, recorded=at(1), tool=TOOL)

        with pytest.raises(StoreError, match=r"postgresql://"):
            work()
        store.close()
        assert store.head() == before


class TestTriggers:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE entry SET body = '{}'",
            "DELETE FROM entry WHERE sequence = 13",
            "TRUNCATE entry CASCADE",
            "INSERT INTO entry SELECT 99, recorded, tool, kind, id, body, previous, hash FROM entry LIMIT 1",
            "UPDATE blob SET compressed = ''",
            "DELETE FROM blob",
            "TRUNCATE blob",
        ],
    )
    def test_log_and_raw_bytes_only_grow(self, address: str, statement: str) -> None:
        with pytest.raises(psycopg.Error, match=r"append-only|only grows|raw bytes"):
            run(address, statement)


class TestDamages:
    @pytest.mark.parametrize(
        ("statement", "item"),
        [
            ("UPDATE blob SET compressed = 'x'", f"blob {next(iter(blobs()))}"),
            ("UPDATE entry SET body = replace(body, 'safe', 'shut') WHERE sequence = 1", "entry 1"),
            ("DELETE FROM entry WHERE sequence = 5", "entry 6"),
            ("UPDATE fact SET until = 9 WHERE kind = 'report'", "report report-a"),
            ("DELETE FROM fact WHERE kind = 'claim' AND id = 'claim-a'", "claim claim-a"),
            ("UPDATE passage SET text = 'other words' WHERE kind = 'statement'", "statement statement-a"),
            ("UPDATE passage SET words = '''rain'':1' WHERE kind = 'statement'", "statement statement-a"),
            ("DELETE FROM passage WHERE kind = 'report'", "report report-a"),
            ("DROP VIEW claims", "view claims"),
            ("DROP VIEW claims; CREATE VIEW claims AS SELECT 1 AS id", "view claims"),
            ("DROP TABLE passage CASCADE", "table passage"),
            ("DROP TABLE blob", "table blob"),
            ("DROP INDEX fact_standing", "index fact_standing"),
            ("DROP TRIGGER entry_is_never_changed ON entry", "trigger entry_is_never_changed"),
            ("ALTER TABLE entry DISABLE TRIGGER entry_is_never_changed", "trigger entry_is_never_changed"),
            ("ALTER TABLE fact DROP CONSTRAINT fact_sequence_fkey", "constraint fact fact_sequence_fkey"),
            (HARMLESS, "function refuse"),
        ],
    )
    def test_the_item_that_was_changed_is_named(self, address: str, statement: str, item: str) -> None:
        tamper(address, statement)
        with open_store(address) as store:
            assert item in {damage.item for damage in store.damages()}

    def test_looking_for_damage_leaves_nothing_behind(self, store: PostgresqlStore, address: str) -> None:
        assert list(store.damages()) == []
        query = "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'counterclaim%'"
        assert run(address, query) == [(0,)]

    def test_a_text_that_was_changed_is_not_shown(self, address: str) -> None:
        tamper(address, "UPDATE entry SET body = replace(body, 'safe', 'shut') WHERE sequence = 1")
        with open_store(address) as store, pytest.raises(IntegrityError, match="entry 1 was altered"):
            store.search("bridge", 5)

    def test_an_index_that_lost_words_can_be_made_anew(self, store: PostgresqlStore, address: str) -> None:
        run(address, "DELETE FROM passage")
        assert store.search("bridge", 5) == ()
        store.rebuild_search()
        assert len(store.search("bridge", 5)) == 2
        assert list(store.damages()) == []


class TestViews:
    @pytest.fixture
    def beside(self, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
        """Return the same case in a file."""
        with open_sqlite(tmp_path_factory.mktemp("beside") / "case.db", create=True) as opened:
            opened.append(put(*one_of_each()), blobs(), recorded=NOON, tool=TOOL)
            yield opened

    @pytest.mark.parametrize("view", VIEWS)
    def test_views_show_what_those_of_a_file_show(self, address: str, beside: SqliteStore, view: str) -> None:
        with beside.engine.connect() as connection:
            answer = connection.exec_driver_sql(f"SELECT * FROM {view} ORDER BY 1")
            columns, rows = list(answer.keys()), [tuple(row) for row in answer]
        assert rows
        assert columns_of(address, view) == columns
        assert [plain(row) for row in run(address, f"SELECT * FROM {view} ORDER BY 1")] == [
            plain(row) for row in rows
        ]

    def test_a_text_with_a_nul_is_shown_too(self, store: PostgresqlStore, address: str) -> None:
        store.append(put(report("nul", "a \x00 bridge")), {}, recorded=at(1), tool=TOOL)
        assert run(address, "SELECT text FROM reports WHERE id = 'report-nul'") == [("a \ufffd bridge",)]
        assert store.snapshot().reports["report-nul"].text == "a \x00 bridge"
        assert {hit.fact_id for hit in store.search("bridge", 9)} >= {"report-nul"}


class TestLexemes:
    @pytest.mark.parametrize(
        "text", [TEXT, "Élan's l'été", "word " * 40_000, "x" * 5_000, "naïve 12e5 3.5 a_b"]
    )
    def test_the_server_keeps_the_places_that_we_reckon(self, server: Server, text: str) -> None:
        with psycopg.connect(server.address) as connection:
            ((kept,),) = connection.execute("SELECT %s::tsvector::text", (lexemes(text),)).fetchall()
        assert places_kept(kept) == places(text)

    def test_a_text_of_very_many_words_can_be_kept(self, server: Server) -> None:
        case = server.new_case()
        text = "bridge " + " ".join(f"{n:x}ñ" for n in range(200_000))
        with open_store(case, create=True) as store:
            store.append(put(report(text=text)), blobs(), recorded=NOON, tool=TOOL)
            assert [hit.fact_id for hit in store.search("bridge", 5)] == ["report-a"]
            assert list(store.damages()) == []
