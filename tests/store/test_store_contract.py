from __future__ import annotations

import sqlite3
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.ledger import GENESIS, Change, Fact, Snapshot, broken_links, id_of, kind_of, ledger_hash
from counterclaim.model import ActorRef, Link, Mention, Mentions, Role, Span
from counterclaim.problems import IntegrityError, NotFoundError, StoreError, UsageError
from counterclaim.store import Damage, MemoryStore, Store, open_sqlite
from sample_facts import NOON, RAW, TEXT, TOOL, at, blobs, notes, one_of_each, put, report, span, statement

Opener = Callable[[Path], Store]

OPENERS: dict[str, Opener] = {
    "memory": lambda _folder: MemoryStore(),
    "sqlite": lambda folder: open_sqlite(folder / "case.db", create=True),
    "sqlite of Python": lambda folder: open_sqlite(folder / "case.db", create=True, module=sqlite3),
}

SEARCHES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "store" / "search.toml").read_text(encoding="utf-8")
)["case"]


@pytest.fixture(params=sorted(OPENERS))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with OPENERS[request.param](tmp_path) as opened:
        yield opened


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


@pytest.mark.parametrize("opener", OPENERS.values(), ids=OPENERS.keys())
class TestPastInvariant:
    @settings(max_examples=8, deadline=None)
    @given(clock=st.lists(st.integers(-60, 60), min_size=1, max_size=6))
    def test_what_was_answered_for_a_past_moment_is_answered_for_ever(
        self, opener: Opener, clock: list[int]
    ) -> None:
        with tempfile.TemporaryDirectory() as folder, opener(Path(folder)) as store:
            answers: dict[datetime, Snapshot] = {}
            for number, minute in enumerate(clock):
                last = store.append(notes(2, f"b{number}"), {}, recorded=at(minute), tool=TOOL)[-1]
                assert {moment: store.snapshot(moment) for moment in answers} == answers
                past = last.recorded - timedelta(microseconds=1)
                answers |= {past: store.snapshot(past), at(-61): Snapshot()}


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
            ("report", {"referent", "mentions", "statement", "family"}),
            ("referent", {"mentions", "statement", "proposition", "actor"}),
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
            store.snapshot()
