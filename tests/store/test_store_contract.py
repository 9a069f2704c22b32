from __future__ import annotations

import json
import sqlite3
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, TypeVar, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterclaim.ledger import (
    GENESIS,
    KINDS,
    Change,
    Entry,
    Fact,
    Snapshot,
    broken_links,
    encode,
    id_of,
    kind_of,
    ledger_hash,
    seal,
)
from counterclaim.model import ActorRef, Link, Mention, Mentions, Role, Span
from counterclaim.problems import IntegrityError, NotFoundError, StoreError, UsageError
from counterclaim.store import Damage, MemoryStore, Store, Transaction, open_sqlite, open_store
from counterclaim.store.shelf import PAGE, Shelf
from postgresql_server import Server, started_or_skipped
from sample_facts import NOON, RAW, TEXT, TOOL, at, blobs, notes, one_of_each, put, report, span, statement

Opener = Callable[[Path], Store]
Answer = TypeVar("Answer")

OPENERS: dict[str, Opener] = {
    "memory": lambda _folder: MemoryStore(),
    "sqlite": lambda folder: open_sqlite(folder / "case.db", create=True),
    "sqlite of Python": lambda folder: open_sqlite(folder / "case.db", create=True, module=sqlite3),
}
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where files are that need not outlive a crash of the machine: nothing here waits for a disk."""

SEARCHES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "store" / "search.toml").read_text(encoding="utf-8")
)["case"]


@pytest.fixture(scope="module")
def server(pytestconfig: pytest.Config) -> Server:
    return started_or_skipped(pytestconfig)


@pytest.fixture(params=[*OPENERS, "postgresql"])
def opener(request: pytest.FixtureRequest) -> Opener:
    """Return what makes a new case in a folder, or beside it on the server."""
    if request.param != "postgresql":
        return OPENERS[request.param]
    server: Server = request.getfixturevalue("server")
    return lambda _folder: open_store(server.emptied_case(), create=True)


@pytest.fixture
def store(opener: Opener) -> Iterator[Store]:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder, opener(Path(folder)) as opened:
        yield opened


def shelf_of(facts: Mapping[str, Fact]) -> Shelf:
    assert isinstance(facts, Shelf)
    return facts


def undo(store: Store, work: Callable[[Transaction], Answer]) -> Answer:
    """Do `work` in a transaction that is then interrupted with Ctrl-C."""
    answers: list[Answer] = []

    def fail() -> None:
        with store.transaction() as transaction:
            answers.append(work(transaction))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    return answers[0]


def fill(store: Store, *facts: Fact, minutes: float = 0) -> None:
    """Write `facts`, and the raw bytes that the sample report rests on."""
    store.append(put(*facts), blobs(), recorded=at(minutes), tool=TOOL)


class TestWriting:
    def test_a_new_store_is_empty(self, store: Store) -> None:
        assert store.head() == (0, GENESIS)
        assert store.snapshot() == Snapshot()
        assert list(store.entries()) == []
        assert list(store.damages()) == []

    def test_every_kind_of_fact_comes_back_as_it_was(self, store: Store) -> None:
        fill(store, *one_of_each())
        assert store.snapshot() == Snapshot.of(one_of_each())

    def test_entries_returned_are_the_entries_kept(self, store: Store) -> None:
        written = store.append(notes(3), {}, recorded=NOON, tool=TOOL)
        assert tuple(store.entries()) == written
        assert store.head() == (3, written[-1].hash)
        assert written[0].recorded == NOON

    def test_the_chain_goes_on_from_batch_to_batch(self, store: Store) -> None:
        for number in range(3):
            store.append(notes(2, f"batch-{number}"), {}, recorded=at(number), tool=TOOL)
        assert [entry.sequence for entry in store.entries()] == [1, 2, 3, 4, 5, 6]
        assert list(broken_links(store.entries())) == []

    def test_no_changes_write_nothing_not_even_a_blob(self, store: Store) -> None:
        assert store.append((), blobs(), recorded=NOON, tool=TOOL) == ()
        assert store.head() == (0, GENESIS)
        assert list(store.blob_names()) == []

    def test_a_fact_put_anew_replaces_the_old_one_and_both_stay_in_the_log(self, store: Store) -> None:
        first, second = notes(1)[0], notes(1, "x")[0]
        store.append([first], {}, recorded=NOON, tool=TOOL)
        store.append([replace(second, fact_id=first.fact_id)], {}, recorded=at(1), tool=TOOL)
        assert [entry.change.body for entry in store.entries()] == [first.body, second.body]
        assert len(store.snapshot().decisions) == 1

    def test_a_fact_taken_back_is_gone_and_stays_in_the_log(self, store: Store) -> None:
        fill(store, *one_of_each())
        gone = [Change("statement", "statement-a", None), Change("decision", "decision-a", None)]
        store.append(gone, {}, recorded=at(1), tool=TOOL)
        assert store.snapshot().statements == {}
        assert "decision-a" not in store.snapshot().decisions
        assert len(store.snapshot(at(0)).statements) == 1
        assert {hit.kind for hit in store.search("bridge", 5)} == {"report"}

    def test_within_a_batch_the_last_change_of_a_fact_stands(self, store: Store) -> None:
        note, gone = notes(1)[0], Change("decision", "n-00000", None)
        store.append([note, gone, note, gone, note], {}, recorded=NOON, tool=TOOL)
        assert len(store.snapshot().decisions) == 1
        assert list(store.damages()) == []

    def test_taking_back_what_never_stood_is_only_logged(self, store: Store) -> None:
        store.append([Change("claim", "no such claim", None)], {}, recorded=NOON, tool=TOOL)
        assert store.snapshot() == Snapshot()
        assert list(store.damages()) == []

    @pytest.mark.parametrize("text", ["a \x00 nul", "\u202edesrever", "e\u0301 \U0001f600", "\r\n\t "])
    def test_odd_characters_come_back_as_they_were(self, store: Store, text: str) -> None:
        fill(store, report(text=text))
        assert store.snapshot().reports["report-a"].text == text
        assert list(store.damages()) == []

    def test_the_ledger_hash_does_not_depend_on_batches(self, store: Store) -> None:
        for fact in one_of_each():
            fill(store, fact)
        assert ledger_hash(store.snapshot()) == ledger_hash(Snapshot.of(one_of_each()))


class TestRefusing:
    def test_a_blob_that_is_not_what_its_name_says_stops_the_whole_batch(self, store: Store) -> None:
        with pytest.raises(IntegrityError, match="SHA-256"):
            store.append(notes(3), blobs(b"good") | {"0" * 64: b"bad"}, recorded=NOON, tool=TOOL)
        assert store.head() == (0, GENESIS)
        assert list(store.blob_names()) == []

    def test_half_a_character_stops_the_whole_batch(self, store: Store) -> None:
        broken = Change("decision", "n-1", '{"note":"\ud800"}')
        with pytest.raises(StoreError, match="surrogate"):
            store.append([*notes(3), broken], {}, recorded=NOON, tool=TOOL)
        assert store.head() == (0, GENESIS)

    def test_an_unknown_kind_is_named(self, store: Store) -> None:
        with pytest.raises(UsageError, match="rumour"):
            store.append([Change("rumour", "r-1", "{}")], {}, recorded=NOON, tool=TOOL)

    def test_a_time_without_zone_is_refused(self, store: Store) -> None:
        naive = NOON.replace(tzinfo=None)
        with pytest.raises(UsageError, match="time zone"):
            store.append(notes(1), {}, recorded=naive, tool=TOOL)
        with pytest.raises(UsageError, match="time zone"):
            store.snapshot(naive)

    def test_a_blob_that_is_not_there_is_named(self, store: Store) -> None:
        with pytest.raises(NotFoundError, match="abc"):
            store.blob("abc")


class TestBlobs:
    def test_raw_bytes_come_back_under_their_hash(self, store: Store) -> None:
        contents = blobs(b"", b"\x00\xff" * 500, RAW)
        store.append(notes(1), contents, recorded=NOON, tool=TOOL)
        assert list(store.blob_names()) == sorted(contents)
        assert {name: store.blob(name) for name in store.blob_names()} == contents

    def test_the_same_bytes_are_kept_once(self, store: Store) -> None:
        for number in range(2):
            store.append(notes(1, f"n{number}"), blobs(), recorded=NOON, tool=TOOL)
        assert len(list(store.blob_names())) == 1


class TestPast:
    def test_as_of_gives_what_was_recorded_by_then(self, store: Store) -> None:
        fill(store, report())
        fill(store, statement(), minutes=10)
        assert store.snapshot(at(-1)) == Snapshot()
        assert store.snapshot(at(0)) == store.snapshot(at(9.9)) == Snapshot.of([report()])
        assert store.snapshot(at(10)) == store.snapshot(at(99)) == store.snapshot()

    def test_as_of_understands_any_zone(self, store: Store) -> None:
        fill(store, report())
        assert store.snapshot(NOON.astimezone(timezone(timedelta(hours=9)))) == store.snapshot()

    def test_a_clock_that_was_set_back_does_not_add_to_the_past(self, store: Store) -> None:
        fill(store, report(), minutes=60)
        before = store.snapshot(at(59))
        fill(store, statement(), minutes=0)
        assert store.snapshot(at(59)) == before
        assert [entry.recorded for entry in store.entries()] == [at(60), at(60)]

    def test_times_are_kept_to_the_microsecond(self, store: Store) -> None:
        moment = NOON + timedelta(microseconds=1)
        store.append(notes(1), {}, recorded=moment, tool=TOOL)
        assert next(store.entries()).recorded == moment
        assert store.snapshot(NOON) == Snapshot()


class TestHeads:
    def test_the_head_of_a_moment_is_the_last_entry_recorded_by_then(self, store: Store) -> None:
        assert store.head(NOON) == (0, GENESIS)
        for minute in (0, 0, 2):
            store.append(notes(3, f"b{store.head()[0]}"), {}, recorded=at(minute), tool=TOOL)
        log = list(store.entries())
        heads = {0: (0, GENESIS)} | {entry.sequence: (entry.sequence, entry.hash) for entry in log}
        assert [store.head(at(minute)) for minute in (-1, 0, 1, 2, 9)] == [heads[n] for n in (0, 6, 6, 9, 9)]
        assert store.head() == heads[9]

    def test_the_log_can_be_read_from_any_entry_on(self, store: Store) -> None:
        store.append(notes(5), {}, recorded=NOON, tool=TOOL)
        log = list(store.entries())
        assert [list(store.entries(after)) for after in range(7)] == [log[after:] for after in range(7)]


class TestPastInvariant:
    @settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(clock=st.lists(st.integers(-60, 60), min_size=1, max_size=6))
    def test_what_was_answered_for_a_past_moment_is_answered_for_ever(
        self, opener: Opener, clock: list[int]
    ) -> None:
        with tempfile.TemporaryDirectory(dir=MEMORY) as folder, opener(Path(folder)) as store:
            answers: dict[datetime, Snapshot] = {}
            for number, minute in enumerate(clock):
                last = store.append(notes(2, f"b{number}"), {}, recorded=at(minute), tool=TOOL)[-1]
                assert {moment: store.snapshot(moment) for moment in answers} == answers
                past = last.recorded - timedelta(microseconds=1)
                answers |= {past: store.snapshot(past), at(-61): Snapshot()}


class TestSnapshots:
    def test_a_snapshot_stays_as_it_was_while_others_write(self, store: Store) -> None:
        fill(store, *one_of_each())
        before = store.snapshot()
        assert list(before.claims) == ["claim-a", "claim-a-2"]
        replaced = replace(before.claims["claim-a"], gist="the bridge will hold")
        gone = [*put(replaced), Change("claim", "claim-a-2", None), Change("report", "report-a", None)]
        store.append(gone, {}, recorded=at(1), tool=TOOL)
        assert before == Snapshot.of(one_of_each())
        assert before.reports["report-a"] == report()
        assert store.snapshot().claims == {"claim-a": replaced}

    def test_a_snapshot_can_be_read_when_the_store_is_closed(self, store: Store) -> None:
        fill(store, *one_of_each())
        snapshot = store.snapshot()
        store.close()
        assert snapshot == Snapshot.of(one_of_each())

    def test_a_shelf_answers_as_a_mapping_does(self, store: Store) -> None:
        store.append(notes(30), {}, recorded=NOON, tool=TOOL)
        shelf = store.snapshot().decisions
        assert list(shelf) == list(shelf.keys()) == sorted(shelf) == [f"n-{n:05}" for n in range(30)]
        assert len(shelf) == 30
        assert "n-00007" in shelf
        assert "n-00030" not in shelf
        assert shelf.get("n-00030") is None
        assert shelf["n-00007"] is shelf["n-00007"]
        with pytest.raises(KeyError, match="nobody"):
            shelf["nobody"]

    @pytest.mark.parametrize("moment", [None, NOON, at(2)])
    def test_facts_are_looked_up_without_listing_them(self, store: Store, moment: datetime | None) -> None:
        store.append(notes(40), {}, recorded=NOON, tool=TOOL)
        store.append(notes(10, "x"), {}, recorded=at(1), tool=TOOL)
        with store.transaction() as transaction:
            snapshot = store.snapshot(moment)
            gone = [Change("decision", f"n-{n:05}", None) for n in range(5)]
            transaction.append(gone, {}, recorded=at(2), tool=TOOL)
        shelf = shelf_of(snapshot.decisions)
        shelf.fetch(["n-00001", "n-00002", "x-00003", "nobody"])
        asked = [f"n-{n:05}" for n in range(0, 40, 2)] + ["n-00001", "nobody", "x-00003", "x-00003"]
        later = moment != NOON
        expected = (
            [f"note {n}" for n in range(0, 40, 2)] + ["note 1", None] + ["note 3" if later else None] * 2
        )
        assert [getattr(snapshot.get("decision", key), "note", None) for key in asked] == expected
        assert [key in shelf for key in asked] == [note is not None for note in expected]
        assert cast("object", 3) not in shelf
        assert len(shelf) == 40 + 10 * later
        assert [shelf.get(key) and shelf[key].note for key in asked] == expected

    def test_parts_are_those_of_the_facts_that_stood(self, store: Store) -> None:
        fill(store, *one_of_each())
        before = store.snapshot()
        replaced = replace(before.claims["claim-a"], gist="the bridge will hold")
        store.append([*put(replaced), Change("claim", "claim-a-2", None)], {}, recorded=at(1), tool=TOOL)
        now = store.snapshot()
        for moment, snapshot in ((NOON, before), (at(1), now)):
            for seen in (snapshot, store.snapshot(moment)):
                shelf = shelf_of(seen.claims)
                told = {key: (gist, json.loads(text)) for key, gist, text in shelf.parts("gist", "bearings")}
                bodies = {key: json.loads(encode(one)) for key, one in snapshot.claims.items()}
                assert told == {key: (body["gist"], body["bearings"]) for key, body in bodies.items()}
                assert dict(shelf.parts("nothing")) == dict.fromkeys(told)

    def test_facts_are_chosen_by_what_their_texts_hold(self, store: Store) -> None:
        store.append(notes(PAGE + 30), {}, recorded=NOON, tool=TOOL)
        shelf = shelf_of(store.snapshot().decisions)
        ending = [f"note {n}" for n in (7, PAGE + 7)]
        assert [one.note for one in shelf.holding('"note":"note 7"')] == ending[:1]
        assert [one.note for one in shelf.holding(f'"note":"{ending[1]}"')] == ending[1:]
        assert list(shelf.values()) == list(shelf.holding('"note":"'))

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(asked=st.lists(st.integers(0, 99), min_size=1, max_size=60))
    def test_facts_asked_for_in_any_order_are_those_asked_for(self, store: Store, asked: list[int]) -> None:
        if not store.head()[0]:
            store.append(notes(100), {}, recorded=NOON, tool=TOOL)
        shelf = store.snapshot().decisions
        assert [shelf[f"n-{n:05}"].note for n in asked] == [f"note {n}" for n in asked]
        assert [fact.note for fact in shelf.values()] == [f"note {n}" for n in range(100)]
        assert [key for key, _ in shelf.items()] == list(shelf)

    def test_more_facts_than_are_read_at_once_are_all_there(self, store: Store) -> None:
        store.append(notes(2 * PAGE + 5), {}, recorded=NOON, tool=TOOL)
        expected = [f"note {n}" for n in range(2 * PAGE + 5)]
        shelf = store.snapshot().decisions
        assert [shelf[key].note for key in shelf] == expected
        shelf = store.snapshot().decisions
        assert [shelf[key].note for key in reversed(list(shelf))] == expected[::-1]
        assert [fact.note for fact in store.snapshot().decisions.values()] == expected

    @pytest.mark.parametrize("kind", KINDS)
    def test_each_shelf_holds_its_own_kind(self, store: Store, kind: str) -> None:
        fill(store, *one_of_each())
        assert {kind_of(fact) for fact in store.snapshot().facts([kind])} == {kind}


class TestTransactions:
    def test_several_appends_are_one_commit(self, store: Store) -> None:
        with store.transaction() as transaction:
            transaction.append(notes(2, "a"), blobs(), recorded=NOON, tool=TOOL)
            assert store.head() == (0, GENESIS)
            assert len(transaction.snapshot().decisions) == 2
            transaction.append(notes(2, "b"), {}, recorded=at(1), tool=TOOL)
            assert len(transaction.snapshot().decisions) == 4
        assert len(store.snapshot().decisions) == 4
        assert list(broken_links(store.entries())) == []
        assert list(store.blob_names()) == list(blobs())

    def test_an_exception_undoes_all(self, store: Store) -> None:
        fill(store, *one_of_each())
        before = store.head()

        def work(transaction: Transaction) -> None:
            transaction.append(notes(2), blobs(b"new"), recorded=at(1), tool=TOOL)
            transaction.append([Change("claim", "claim-a", None)], {}, recorded=at(1), tool=TOOL)
            transaction.keys.put("words", {"m": ["k"]})

        undo(store, work)
        assert store.head() == before
        assert store.snapshot() == Snapshot.of(one_of_each())
        assert list(store.blob_names()) == list(blobs())
        with store.transaction() as transaction:
            assert transaction.keys.members("words", "k") == transaction.keys.keys("words", "m") == ()

    def test_a_batch_that_is_refused_undoes_what_came_before_it(self, store: Store) -> None:
        def work(transaction: Transaction) -> None:
            transaction.append(notes(2), {}, recorded=NOON, tool=TOOL)
            with pytest.raises(UsageError, match="rumour"):
                transaction.append([Change("rumour", "r-1", "{}")], {}, recorded=NOON, tool=TOOL)

        undo(store, work)
        assert store.head() == (0, GENESIS)

    def test_what_a_transaction_showed_can_be_read_after_it(self, store: Store) -> None:
        fill(store, *one_of_each())
        with store.transaction() as transaction:
            snapshot = transaction.snapshot()
            transaction.append(notes(1), {}, recorded=at(1), tool=TOOL)
        assert snapshot == Snapshot.of(one_of_each())

    def test_what_an_undone_transaction_showed_cannot_be_read_after_it(self, store: Store) -> None:
        def work(transaction: Transaction) -> Snapshot:
            transaction.append(notes(1), {}, recorded=NOON, tool=TOOL)
            return transaction.snapshot()

        snapshot = undo(store, work)
        with pytest.raises(StoreError, match="undone"):
            len(snapshot.decisions)

    def test_nothing_can_be_written_when_it_is_over(self, store: Store) -> None:
        with store.transaction() as transaction:
            pass
        append = partial(transaction.append, notes(1), {}, recorded=NOON, tool=TOOL)
        for late in (append, transaction.snapshot):
            with pytest.raises(StoreError, match="is over"):
                late()

    def test_two_threads_take_turns(self, store: Store) -> None:
        def add(name: str) -> None:
            for number in range(5):
                with store.transaction() as transaction:
                    count = len(transaction.snapshot().decisions)
                    transaction.append(notes(1, f"{count:03}-{name}-{number}"), {}, recorded=NOON, tool=TOOL)

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(add, ["left", "right"]))
        assert [key[:3] for key in store.snapshot().decisions] == [f"{n:03}" for n in range(10)]


class TestRestoring:
    def test_a_log_comes_back_word_for_word(self, store: Store) -> None:
        with MemoryStore() as other:
            fill(other, *one_of_each())
            other.append([Change("decision", "decision-a", None), *notes(2)], {}, recorded=at(1), tool=TOOL)
            store.restore(other.entries(), {name: other.blob(name) for name in other.blob_names()})
            assert list(store.entries()) == list(other.entries())
            assert store.snapshot() == other.snapshot()
            assert store.snapshot(NOON) == other.snapshot(NOON)
        assert len(store.search("bridge", 5)) == 2
        assert list(store.damages()) == []

    def test_the_log_goes_on_after_what_was_restored(self, store: Store) -> None:
        store.restore(seal(notes(3), NOON, TOOL), {})
        store.append(notes(1, "x"), {}, recorded=at(1), tool=TOOL)
        assert list(broken_links(store.entries())) == []

    @pytest.mark.parametrize("kept", ["entry", "blob"])
    def test_a_case_that_is_not_empty_is_refused(self, store: Store, kept: str) -> None:
        store.append(notes(1), blobs() if kept == "blob" else {}, recorded=NOON, tool=TOOL)
        with pytest.raises(StoreError, match="not empty"):
            store.restore(seal(notes(3), NOON, TOOL), {})
        assert store.head()[0] == 1

    @pytest.mark.parametrize(
        ("spoil", "reason"),
        [
            (lambda log: log[1:], "entry 2 follows entry 0"),
            (lambda log: [log[0], replace(log[1], tool="another"), log[2]], "entry 2 was altered"),
            (lambda log: [log[1], log[0], log[2]], "entry 2 follows"),
            (lambda _: seal(notes(3), NOON.astimezone(timezone(timedelta(hours=2))), TOOL), "UTC"),
            (lambda log: [*log, *seal(notes(1), at(-1), TOOL, (3, log[2].hash))], "before the entry"),
        ],
        ids=["first missing", "altered", "swapped", "zone", "time"],
    )
    def test_a_log_that_does_not_hold_together_is_refused(
        self, store: Store, spoil: Callable[[list[Entry]], list[Entry]], reason: str
    ) -> None:
        with pytest.raises(IntegrityError, match=reason):
            store.restore(spoil(seal(notes(3), NOON, TOOL)), {})
        assert store.head() == (0, GENESIS)

    def test_a_blob_that_is_not_what_its_name_says_is_refused(self, store: Store) -> None:
        with pytest.raises(IntegrityError, match="SHA-256"):
            store.restore(seal(notes(3), NOON, TOOL), {"0" * 64: b"bad"})
        assert store.head() == (0, GENESIS)


class TestKeys:
    def test_members_of_a_key_come_sorted_and_no_more_than_asked_for(self, store: Store) -> None:
        with store.transaction() as transaction:
            index = transaction.keys
            index.put("words", {"m3": ["ash", "dam"], "m1": ["dam"], "m2": ["dam"]})
            assert index.members("words", "dam") == ("m1", "m2", "m3")
            assert index.members("words", "dam", 2) == ("m1", "m2")
            assert index.members("words", "dam", 9) == ("m1", "m2", "m3")
            assert index.members("words", "ash", 1) == ("m3",)
            assert index.members("words", "ice") == ()

    def test_the_keys_of_a_member_come_sorted_and_each_once(self, store: Store) -> None:
        with store.transaction() as transaction:
            transaction.keys.put("words", {"m1": ["ice", "ash", "dam", "ash"], "m2": iter(["ice", "ash"])})
            assert transaction.keys.keys("words", "m1") == ("ash", "dam", "ice")
            assert transaction.keys.keys("words", "m2") == ("ash", "ice")
            assert transaction.keys.keys("words", "nobody") == ()

    def test_a_member_has_the_keys_it_was_last_given_and_no_others(self, store: Store) -> None:
        with store.transaction() as transaction:
            transaction.keys.put("words", {"m1": ["ash", "dam"], "m2": ["ash"]})
            transaction.keys.put("words", {"m1": ["dam", "ice"]})
            assert transaction.keys.keys("words", "m1") == ("dam", "ice")
        with store.transaction() as transaction:
            index = transaction.keys
            assert index.keys("words", "m1") == ("dam", "ice")
            assert [index.members("words", key) for key in ("ash", "dam", "ice")] == [
                ("m2",),
                ("m1",),
                ("m1",),
            ]
            index.put("words", {"m1": ["ash"], "m2": ["dam"]})
            assert [index.members("words", key) for key in ("ash", "dam", "ice")] == [("m1",), ("m2",), ()]

    def test_without_keys_a_member_is_forgotten_in_its_space_only(self, store: Store) -> None:
        with store.transaction() as transaction:
            index = transaction.keys
            index.put("words", {"m1": ["ash"], "m2": ["ash"]})
            index.put("places", {"m1": ["ash", "dam"]})
            index.put("words", {"m1": [], "nobody": ()})
            assert index.keys("words", "m1") == ()
            assert index.members("words", "ash") == ("m2",)
            assert index.keys("places", "m1") == ("ash", "dam")
            assert index.members("places", "ash") == ("m1",)
            assert index.beside("words", "ash", "m1", 3) == ("m2",)

    def test_what_is_fetched_at_once_is_what_is_asked_one_by_one(self, store: Store) -> None:
        odd = ["a b", "a\x1fb", "'", "%s", "?", "", "a\nb", '"', "\\", "ü"]
        told = {f"m{n}": [*odd[:n], "all"] for n in range(len(odd) + 1)}
        with store.transaction() as transaction:
            transaction.keys.put("words", told)
            transaction.keys.put("elsewhere", {"m1": ["all", "more"]})
        for limit in (None, 2, 99):
            with store.transaction() as transaction:
                one_by_one = transaction.keys
                members = {key: one_by_one.members("words", key, limit) for key in (*odd, "all", "none")}
            with store.transaction() as transaction:
                index = transaction.keys
                index.fetch("words", iter([*told, "nobody", "m1"]))
                index.fetch_members("words", iter(members), limit)
                assert {key: index.members("words", key, limit) for key in members} == members
                assert {one: index.keys("words", one) for one in told} == {
                    one: tuple(sorted(keys)) for one, keys in told.items()
                }
                assert index.keys("words", "nobody") == ()

    def test_what_was_fetched_is_forgotten_when_it_is_put_otherwise(self, store: Store) -> None:
        with store.transaction() as transaction:
            index = transaction.keys
            index.put("words", {"m1": ["ash"], "m2": ["ash", "dam"]})
            index.fetch("words", ["m1", "m2"])
            index.fetch_members("words", ["ash", "dam", "ice"], 1)
            index.put("words", {"m0": ["ice"], "m1": ["dam"], "m2": ()})
            index.fetch_members("words", ["ash", "dam", "ice"], 1)
            found = [index.members("words", key, 1) for key in ("ash", "dam", "ice")]
            assert found == [(), ("m1",), ("m0",)]
            assert [index.keys("words", one) for one in ("m0", "m1", "m2")] == [("ice",), ("dam",), ()]

    def test_members_and_keys_are_told_apart_however_they_are_written(self, store: Store) -> None:
        odd = ["a b", "a", " b", "a\x1fb", "\x1f", "'", '"; DROP TABLE blocking', "%s", "?", ":x", "", "a\nb"]
        with store.transaction() as transaction:
            index = transaction.keys
            index.put("odd", {one: [one, "all"] for one in odd})
            assert all(index.members("odd", one) == (one,) for one in odd)
            assert all(index.keys("odd", one) == tuple(sorted([one, "all"])) for one in odd)
            assert index.members("odd", "all") == tuple(sorted(odd))

    @pytest.mark.parametrize(
        ("member", "width", "neighbours"),
        [
            ("m2", 1, ("m1", "m3")),
            ("m2", 9, ("m0", "m1", "m3", "m4")),
            ("m0", 2, ("m1", "m2")),
            ("m4", 1, ("m3",)),
            ("m25", 2, ("m1", "m2", "m3", "m4")),
            ("a", 1, ("m0",)),
            ("z", 1, ("m4",)),
            ("m2", 0, ()),
        ],
    )
    def test_neighbours_stand_in_order_on_both_sides(
        self, store: Store, member: str, width: int, neighbours: tuple[str, ...]
    ) -> None:
        with store.transaction() as transaction:
            keys = {f"m{n}": ["all"] for n in (4, 0, 2, 1, 3)} | {"m21": ["other"]}
            transaction.keys.put("order", keys)
            transaction.keys.put("elsewhere", {"m22": ["all"]})
            assert transaction.keys.beside("order", "all", member, width) == neighbours

    def test_keys_sort_as_code_points_do(self, store: Store) -> None:
        names = ["B", "a", "ß", "Z", "é", "z", "_", "я", "😀", "\uffee"]
        with store.transaction() as transaction:
            transaction.keys.put("order", {name: ["all"] for name in names})
            transaction.keys.put("keys", {"one": names})
        with store.transaction() as transaction:
            index = transaction.keys
            assert index.members("order", "all") == tuple(sorted(names))
            assert index.keys("keys", "one") == tuple(sorted(names))
            assert index.beside("order", "all", "é", 9) == tuple(one for one in sorted(names) if one != "é")

    def test_cleared_nothing_is_known_in_any_space(self, store: Store) -> None:
        with store.transaction() as transaction:
            transaction.keys.put("words", {"m1": ["ash"]})
            transaction.keys.put("places", {"m1": ["ash"]})
        with store.transaction() as transaction:
            index = transaction.keys
            assert index.keys("words", "m1") == ("ash",)
            index.clear()
            for space in ("words", "places"):
                assert index.keys(space, "m1") == index.members(space, "ash") == ()
            index.put("words", {"m1": ["dam"]})
            assert index.keys("words", "m1") == ("dam",)
        with store.transaction() as transaction:
            assert transaction.keys.members("words", "ash") == transaction.keys.keys("places", "m1") == ()

    def test_many_keys_and_members_are_all_kept(self, store: Store) -> None:
        wanted = {f"m{n:04}": [f"k{key}" for key in {n % 7, n % 11, n % 500}] for n in range(3000)}
        with store.transaction() as transaction:
            transaction.keys.put("many", wanted)
            transaction.keys.put("one", {"m": [f"k{n:05}" for n in range(3000)]})
        with store.transaction() as transaction:
            index = transaction.keys
            assert all(index.keys("many", one) == tuple(sorted(keys)) for one, keys in wanted.items())
            sharing = tuple(one for one, keys in sorted(wanted.items()) if "k3" in keys)
            assert index.members("many", "k3") == sharing
            assert index.keys("one", "m") == tuple(f"k{n:05}" for n in range(3000))

    def test_any_run_of_changes_comes_to_what_a_plain_index_comes_to(self, store: Store) -> None:
        random = Random(11)
        plain: dict[str, tuple[str, ...]] = {}
        for _ in range(12):
            with store.transaction() as transaction:
                for _ in range(8):
                    changed = {
                        f"m{random.randrange(9)}": random.sample("abcdef", random.randrange(4))
                        for _ in range(3)
                    }
                    transaction.keys.put("any", changed)
                    plain |= {member: tuple(sorted(keys)) for member, keys in changed.items()}
                    assert {one: transaction.keys.keys("any", one) for one in plain} == plain
                for key in "abcdef":
                    sharing = tuple(one for one, keys in sorted(plain.items()) if key in keys)
                    assert transaction.keys.members("any", key) == sharing

    def test_after_an_exception_keys_are_as_before(self, store: Store) -> None:
        with store.transaction() as transaction:
            transaction.keys.put("words", {"m1": ["ash"], "m2": ["ash"]})

        def work(transaction: Transaction) -> None:
            transaction.keys.put("words", {"m1": ["dam"], "m2": [], "m3": ["ash"]})
            transaction.keys.clear()
            transaction.keys.put("words", {"m4": ["ash"]})

        undo(store, work)
        with store.transaction() as transaction:
            assert transaction.keys.members("words", "ash") == ("m1", "m2")
            assert transaction.keys.members("words", "dam") == transaction.keys.keys("words", "m3") == ()

    def test_keys_are_no_part_of_the_log(self, store: Store) -> None:
        with store.transaction() as transaction:
            transaction.keys.put("words", {"m1": ["ash"]})
        assert store.head() == (0, GENESIS)
        assert list(store.damages()) == []


class TestKeysThatLast:
    @pytest.fixture(params=["file", "server"])
    def address(self, request: pytest.FixtureRequest, tmp_path: Path) -> str:
        if request.param == "file":
            return str(tmp_path / "case.db")
        server: Server = request.getfixturevalue("server")
        return server.emptied_case()

    def test_keys_are_there_when_a_case_is_opened_again(self, address: str) -> None:
        with open_store(address, create=True) as store, store.transaction() as transaction:
            transaction.append(notes(1), {}, recorded=NOON, tool=TOOL)
            transaction.keys.put("words", {"m1": ["ash", "dam"], "m2": ["ash"]})
        with open_store(address) as store, store.transaction() as transaction:
            assert transaction.keys.members("words", "ash") == ("m1", "m2")
            assert transaction.keys.keys("words", "m1") == ("ash", "dam")


class TestSearch:
    @pytest.mark.parametrize("case", SEARCHES, ids=[case["rule"] for case in SEARCHES])
    def test_words_are_found(self, store: Store, case: dict[str, Any]) -> None:
        fill(store, report(text=case["text"]))
        hits = store.search(case["query"], 5)
        assert [hit.fact_id for hit in hits] == (["report-a"] if case["found"] else [])
        assert all(case["found"] in hit.quote for hit in hits)

    def test_a_hit_is_exactly_what_its_span_points_at(self, store: Store) -> None:
        long = (
            "Ash fell on the harbour. " * 20
            + "The ferry stopped at dusk. "
            + "Ash fell on the harbour. " * 20
        )
        fill(store, report(text=long))
        (hit,) = store.search("ferry", 5)
        assert hit.quote == long[hit.span.start : hit.span.end]
        assert "The ferry stopped at dusk." in hit.quote
        assert len(hit.quote) < 200

    def test_a_statement_is_found_by_the_words_of_its_content(self, store: Store) -> None:
        fill(store, *one_of_each())
        hits = {hit.kind: hit for hit in store.search("bridge", 5)}
        assert hits["statement"].quote == "the bridge is safe"
        assert {hit.kind for hit in store.search("engineer", 5)} == {"report"}

    def test_of_several_parts_of_a_content_the_one_with_the_word_is_shown(self, store: Store) -> None:
        both = replace(statement(), content=(span("the bridge is safe"), span("for years")))
        fill(store, report(), both)
        assert "for years" in {hit.quote for hit in store.search("years", 5)}

    def test_no_more_hits_than_asked_for(self, store: Store) -> None:
        fill(store, *(report(name) for name in "abcd"))
        assert len(store.search("bridge", 3)) == 3

    @pytest.mark.parametrize(
        "query", ['"', "*", "NEAR(", "a AND", "-x", "text:", "'; --", "\x00", "^", "😀", "{a b}"]
    )
    def test_no_query_is_an_error(self, store: Store, query: str) -> None:
        fill(store, report())
        assert store.search(query, 5) == ()

    def test_a_report_whose_text_is_not_there_gives_no_hit(self, store: Store) -> None:
        fill(store, report(), statement())
        store.append([Change("report", "report-a", None)], {}, recorded=at(1), tool=TOOL)
        assert store.search("bridge", 5) == ()


class TestDamages:
    def test_a_whole_case_has_none(self, store: Store) -> None:
        fill(store, *one_of_each(), *(fact for fact in one_of_each("b") if kind_of(fact) != "problem"))
        assert list(store.damages()) == []

    @pytest.mark.parametrize(
        "wrong",
        [
            replace(statement(), content=(Span("report-a", 80, len(TEXT) + 1),)),
            replace(statement(), cue=Span("report-a", len(TEXT) + 5, len(TEXT) + 9)),
            replace(statement(), source=Span("report-b", 0, 3)),
            replace(statement(), chain=(Link(Role.SPEAKER, Span("report-a", 0, 999)),)),
            Mentions("report-a", (Mention(Span("report-a", 0, 999), ActorRef("referent-a"), "title"),)),
        ],
        ids=["content", "cue", "source", "link", "mention"],
    )
    def test_a_span_outside_its_text_is_named(self, store: Store, wrong: Fact) -> None:
        kept = [fact for fact in one_of_each() if kind_of(fact) != kind_of(wrong)]
        fill(store, *kept, wrong)
        (damage,) = store.damages()
        assert damage.item == f"{kind_of(wrong)} {id_of(wrong)}"
        assert damage.reason.startswith("span ")

    @pytest.mark.parametrize(
        ("gone", "named"),
        [
            ("report", {"intake", "referent", "mentions", "statement", "family"}),
            ("referent", {"mentions", "statement", "proposition", "identity"}),
            ("actor", {"identity"}),
            ("statement", {"proposition", "claim", "standing"}),
            ("claim", {"relation", "standing"}),
        ],
    )
    def test_what_refers_to_a_missing_fact_is_named(self, store: Store, gone: str, named: set[str]) -> None:
        fill(store, *(fact for fact in one_of_each() if kind_of(fact) != gone))
        damages = list(store.damages())
        assert {damage.item.split()[0] for damage in damages} == named
        assert all(f"refers to {gone} " in damage.reason for damage in damages)

    def test_a_statement_inside_a_missing_one_is_named(self, store: Store) -> None:
        kept = [fact for fact in one_of_each() if kind_of(fact) != "statement"]
        fill(store, *kept, replace(statement(), parent="statement-0"))
        reason = "refers to statement statement-0, which is not there"
        assert list(store.damages()) == [Damage("statement statement-a", reason)]

    def test_a_report_without_its_raw_bytes_is_named(self, store: Store) -> None:
        store.append(put(report()), {}, recorded=NOON, tool=TOOL)
        (damage,) = store.damages()
        assert damage.item == "report report-a"
        assert "raw bytes" in damage.reason

    def test_a_body_that_is_no_such_fact_is_named(self, store: Store) -> None:
        store.append([Change("claim", "c-1", '{"gist":3}')], {}, recorded=NOON, tool=TOOL)
        assert [damage.item for damage in store.damages()] == ["claim c-1"]
        with pytest.raises(IntegrityError, match="not a claim"):
            store.snapshot().claims["c-1"]
