from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.ledger import (
    DERIVED,
    GENESIS,
    KINDS,
    PER_REPORT,
    Change,
    Entry,
    Fact,
    Snapshot,
    broken_links,
    canonical,
    changes,
    decode,
    encode,
    entry_hash,
    id_of,
    kind_of,
    ledger_hash,
    replay,
    seal,
)
from counterclaim.model import Actor, Bound, Claim, Family, Identity, Intake, Quantity, Span, When
from counterclaim.problems import IntegrityError, Problem, ProblemKind
from sample_facts import NOON, TOOL, at, notes, one_of_each, put, report, statement

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 10**9))
    return Span(draw(st.text()), start, start + draw(st.integers(1, 10**6)))


@st.composite
def intervals(draw: st.DrawFn) -> When:
    begin, until = sorted([draw(st.datetimes()), draw(st.datetimes())])
    return When(draw(st.sampled_from([begin, None])), draw(st.sampled_from([until, None])), draw(st.text()))


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low, high = sorted([draw(NUMBERS), draw(NUMBERS)])
    return Quantity(
        draw(st.sampled_from([low, None])),
        draw(st.sampled_from([high, None])),
        draw(st.none() | NUMBERS),
        draw(st.sampled_from(Bound)),
        draw(st.text()),
        draw(st.text()),
        tuple(draw(st.lists(NUMBERS, max_size=3))),
    )


@pytest.fixture(scope="module", autouse=True)
def _valid_values() -> None:
    """Let hypothesis make only spans, intervals, ranges and scores that can be."""
    st.register_type_strategy(Span, spans())
    st.register_type_strategy(When, intervals())
    st.register_type_strategy(Quantity, quantities())
    st.register_type_strategy(float, NUMBERS)


@pytest.fixture
def log() -> list[Entry]:
    return seal(put(*one_of_each()), NOON, TOOL)


class TestBodies:
    @pytest.mark.parametrize("kind", KINDS)
    @settings(max_examples=40, deadline=None)
    @given(data=st.data())
    def test_what_is_encoded_is_decoded_as_it_was(self, kind: str, data: st.DataObject) -> None:
        fact: Any = data.draw(st.from_type(KINDS[kind]))
        assert decode(kind, encode(fact)) == fact
        assert encode(decode(kind, encode(fact))) == encode(fact)

    def test_the_sample_has_a_fact_of_every_kind(self) -> None:
        assert {kind_of(fact) for fact in one_of_each()} == set(KINDS)

    def test_a_body_is_the_same_bytes_everywhere(self) -> None:
        family = Family("f-1", ("b", "a"), "both print the é")
        assert encode(family) == '{"because":"both print the é","id":"f-1","reports":["b","a"]}'

    @pytest.mark.parametrize(("kind", "body"), [("claim", "{}"), ("claim", "no JSON"), ("rumour", "{}")])
    def test_a_body_that_is_no_such_fact_is_refused(self, kind: str, body: str) -> None:
        with pytest.raises(IntegrityError, match=kind):
            decode(kind, body)

    def test_a_kind_is_of_one_report_or_derived_never_both(self) -> None:
        assert not PER_REPORT & DERIVED
        assert set(KINDS) >= PER_REPORT | DERIVED


class TestChanges:
    def test_what_stands_unchanged_is_not_written_again(self) -> None:
        assert changes(Snapshot.of(one_of_each()), one_of_each()) == ()

    def test_only_what_differs_is_written(self) -> None:
        newer = replace(statement(), denied=True)
        assert changes(Snapshot.of(one_of_each()), [report(), newer]) == (
            Change("statement", "statement-a", encode(newer)),
        )

    def test_what_is_referred_to_is_written_first(self) -> None:
        written = [change.kind for change in put(*reversed(one_of_each()))]
        assert written == sorted(written, key=list(KINDS).index)

    def test_nothing_is_taken_back_unasked(self) -> None:
        assert changes(Snapshot.of(one_of_each()), []) == ()

    def test_of_a_kind_to_be_taken_back_only_what_is_wanted_stays(self) -> None:
        before = Snapshot.of(one_of_each())
        kept = before.claims["claim-a"]
        assert changes(before, [kept], taking_back=["claim", "actor"]) == (
            Change("actor", "actor-a", None),
            Change("claim", "claim-a-2", None),
        )

    @given(st.permutations(one_of_each()))
    def test_the_order_of_facts_does_not_matter(self, facts: list[Fact]) -> None:
        assert put(*facts) == put(*one_of_each())

    @given(old=st.sets(st.integers(0, 9)), new=st.sets(st.integers(0, 9)))
    def test_changes_lead_from_one_state_to_the_other(self, old: set[int], new: set[int]) -> None:
        def claims(numbers: set[int]) -> list[Fact]:
            return [Claim(f"c-{n}", f"gist {n}", "say", (), "made up") for n in sorted(numbers)]

        first = seal(put(*claims(old)), NOON, TOOL)
        todo = changes(replay(first), claims(new), taking_back=["claim"])
        last = (first[-1].sequence, first[-1].hash) if first else (0, GENESIS)
        assert replay([*first, *seal(todo, at(1), TOOL, last)]) == Snapshot.of(claims(new))


class TestLog:
    def test_replay_gives_back_what_was_put(self, log: list[Entry]) -> None:
        assert replay(log) == Snapshot.of(one_of_each())

    def test_replay_forgets_what_was_taken_back(self, log: list[Entry]) -> None:
        back = seal([Change("claim", "claim-a", None)], at(1), TOOL, (log[-1].sequence, log[-1].hash))
        assert "claim-a" not in replay([*log, *back]).claims

    @given(
        sequence=st.integers(1, 10**12),
        recorded=st.datetimes(timezones=st.just(UTC)),
        texts=st.lists(st.text(st.characters()), min_size=4, max_size=4),
        body=st.none() | st.text(st.characters()),
    )
    def test_the_hash_of_an_entry_is_that_of_the_json_of_all_it_says(
        self, sequence: int, recorded: datetime, texts: list[str], body: str | None
    ) -> None:
        tool, kind, fact_id, previous = texts
        said = [sequence, recorded.isoformat(), tool, kind, fact_id, body, previous]
        written = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        expected = sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
        assert canonical(said) == written
        assert entry_hash(sequence, recorded, tool, Change(kind, fact_id, body), previous) == expected

    def test_a_log_as_sealed_has_no_broken_link(self, log: list[Entry]) -> None:
        more = seal(notes(2), at(1), TOOL, (log[-1].sequence, log[-1].hash))
        assert list(broken_links([*log, *more])) == []
        assert list(broken_links([])) == []

    def test_the_first_entry_follows_the_genesis_hash(self, log: list[Entry]) -> None:
        assert (log[0].sequence, log[0].previous) == (1, GENESIS)

    @given(place=st.integers(0, 11))
    def test_a_deleted_entry_is_found(self, place: int) -> None:
        entries = seal(put(*one_of_each()), NOON, TOOL)
        del entries[place]
        assert any("missing" in sentence for sentence in broken_links(entries))

    @given(places=st.lists(st.integers(0, 12), min_size=2, max_size=2, unique=True))
    def test_two_entries_that_changed_places_are_found(self, places: list[int]) -> None:
        entries = seal(put(*one_of_each()), NOON, TOOL)
        left, right = places
        entries[left], entries[right] = entries[right], entries[left]
        assert any("moved" in sentence for sentence in broken_links(entries))

    @pytest.mark.parametrize(
        "edit",
        [
            lambda entry: replace(entry, tool="another"),
            lambda entry: replace(entry, recorded=entry.recorded + timedelta(microseconds=1)),
            lambda entry: replace(entry, change=replace(entry.change, body=None)),
            lambda entry: replace(entry, change=replace(entry.change, fact_id="x")),
            lambda entry: replace(entry, change=replace(entry.change, kind="claim")),
            lambda entry: replace(entry, hash=GENESIS),
            lambda entry: replace(entry, previous=GENESIS),
        ],
        ids=["tool", "time", "body", "id", "kind", "hash", "previous"],
    )
    def test_an_edited_entry_is_found(self, log: list[Entry], edit: Callable[[Entry], Entry]) -> None:
        log[3] = edit(log[3])
        assert "entry 4 was altered: its hash is not that of what it says" in list(broken_links(log))

    def test_an_entry_edited_and_sealed_anew_breaks_the_next_link(self, log: list[Entry]) -> None:
        (log[3],) = seal([Change("claim", "x", None)], NOON, TOOL, (3, log[2].hash))
        assert list(broken_links(log)) == ["entry 5 does not follow the hash of the entry before it"]

    @given(kept=st.integers(0, 12))
    def test_a_log_cut_short_has_another_head(self, kept: int) -> None:
        entries = seal(put(*one_of_each()), NOON, TOOL)
        head = entries[-1].hash
        assert head not in {entry.hash for entry in entries[:kept]}

    def test_a_log_that_lost_its_beginning_is_found(self, log: list[Entry]) -> None:
        assert any("missing" in sentence for sentence in broken_links(log[4:]))


class TestSnapshot:
    @settings(max_examples=30)
    @given(st.permutations([*one_of_each("a"), *one_of_each("b")]))
    def test_the_ledger_hash_does_not_depend_on_the_order_of_facts(self, facts: list[Fact]) -> None:
        expected = ledger_hash(Snapshot.of([*one_of_each("a"), *one_of_each("b")]))
        assert ledger_hash(Snapshot.of(facts)) == expected

    @given(st.sampled_from([fact for fact in one_of_each() if not isinstance(fact, Intake | Problem)]))
    def test_the_ledger_hash_notices_every_fact(self, gone: Fact) -> None:
        rest = [fact for fact in one_of_each() if fact != gone]
        assert ledger_hash(Snapshot.of(rest)) != ledger_hash(Snapshot.of(one_of_each()))

    def test_the_ledger_hash_leaves_problems_out(self) -> None:
        problem = Problem(ProblemKind.DUPLICATE, "b.txt", "same as a.txt", "nothing to do", fatal=False)
        assert ledger_hash(Snapshot.of([report(), problem])) == ledger_hash(Snapshot.of([report()]))

    def test_the_ledger_hash_leaves_out_how_a_report_came_in(self) -> None:
        intake = Intake("report-a", report().sha256, "elsewhere/a.txt", "plain 1", TOOL, NOON, line=7)
        assert ledger_hash(Snapshot.of([report(), intake])) == ledger_hash(Snapshot.of([report()]))

    def test_of_two_facts_with_one_id_the_later_stands(self) -> None:
        newer = replace(report(), title="Bridge shut")
        assert Snapshot.of([report(), newer]).get("report", "report-a") == newer

    def test_facts_come_kind_after_kind_sorted_by_id(self) -> None:
        both = Snapshot.of([*reversed(one_of_each("b")), *one_of_each("a")])
        found = [(list(KINDS).index(kind_of(fact)), id_of(fact)) for fact in both.facts()]
        assert found == sorted(found)
        assert len(found) == 30

    def test_what_is_not_there_is_none(self) -> None:
        assert Snapshot().get("claim", "c-1") is None

    def test_every_referent_has_its_actor(self) -> None:
        union, firm = Actor("k", "the union"), Actor("f", "the firm")
        told = Snapshot.of([union, firm, Identity("r-1", "k"), Identity("r-2", "k"), Identity("r-3", "f")])
        assert told.actor_of() == {"r-1": union, "r-2": union, "r-3": firm}
        assert told.actor_of().get("r-4") is None

    def test_a_ledger_that_tells_no_identities_has_the_referents_in_its_actors(self) -> None:
        older, union = Actor("k", "the union", referents=("r-1", "r-2")), Actor("u", "the union")
        assert Snapshot.of([older]).actor_of() == {"r-1": older, "r-2": older}
        assert Snapshot.of([older, union, Identity("r-2", "u")]).actor_of() == {"r-1": older, "r-2": union}
