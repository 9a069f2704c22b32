import hashlib
import json
import os
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from counterclaim import pipeline
from counterclaim.engine import LocalEngine
from counterclaim.export import exporter
from counterclaim.gazetteer import Gazetteer
from counterclaim.ledger import Fact, Snapshot, ledger_hash
from counterclaim.model import Report, Stance, Status
from counterclaim.pipeline import Outcome, add
from counterclaim.problems import Problem, ProblemKind
from counterclaim.read import Reading, read
from counterclaim.store import MemoryStore
from road import a_reading, gazetteer, settings

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "bakhmut-2023"
SHARED = Path(os.environ.get("COUNTERCLAIM_SHARED") or ROOT.parent / "shared")
NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
ORDERS = range(10)


@cache
def readings(folder: Path = EXAMPLE) -> tuple[Reading, ...]:
    return tuple(one for one in read(folder) if isinstance(one, Reading))


def added(store: MemoryStore, some: Iterable[Reading | Problem]) -> Outcome:
    return add(store, some, settings(), lambda: NOON)


def a_case(*batches: Iterable[Reading | Problem]) -> MemoryStore:
    """Return a case to which the batches were added one after the other."""
    store = MemoryStore()
    for batch in batches:
        added(store, batch)
    return store


def hash_of(*batches: Iterable[Reading | Problem]) -> str:
    return ledger_hash(a_case(*batches).snapshot())


@cache
def facts_of_once(report: Report) -> tuple[Fact, ...]:
    return tuple(pipeline_facts_of(report, gazetteer()))


pipeline_facts_of = pipeline.facts_of


@pytest.fixture
def _each_report_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a report tells alone depends on nothing else: it is worked out once for all orders."""

    def remembered(report: Report, gazetteer: Gazetteer) -> tuple[Fact, ...]:
        del gazetteer
        return facts_of_once(report)

    monkeypatch.setattr(pipeline, "facts_of", remembered)


def shuffled(some: Sequence[Reading], seed: int) -> list[Reading]:
    return random.Random(seed).sample(some, len(some))


# -- The bundled case ------------------------------------------------------------------------------


@cache
def the_example() -> Snapshot:
    return a_case(readings()).snapshot()


@pytest.mark.parametrize(
    "status", [Status.CONTESTED, Status.CONCEDED, Status.ONE_SIDE, Status.NOT_VERIFIABLE]
)
def test_the_bundled_case_has_a_claim_of_each_telling_status(status: Status) -> None:
    assert status in {standing.status for standing in the_example().standings.values()}


def test_every_claim_of_the_bundled_case_has_a_standing_and_every_origin_its_statements() -> None:
    snapshot = the_example()
    assert snapshot.standings.keys() == snapshot.claims.keys()
    for standing in snapshot.standings.values():
        supporting = {
            bearing.statement
            for bearing in snapshot.claims[standing.claim].bearings
            if bearing.stance in {Stance.ASSERTS, Stance.CONFIRMS, Stance.CONCEDES}
        }
        listed = [statement for origin in standing.origins for statement in origin.statements]
        assert sorted(listed) == sorted(supporting)


def test_every_span_points_into_its_report() -> None:
    snapshot = the_example()
    spans = [span for statement in snapshot.statements.values() for span in statement.spans()]
    spans += [item.span for mentions in snapshot.mentions.values() for item in mentions.items]
    assert len(spans) > 200
    for span in spans:
        report = snapshot.reports[span.report]
        assert report.quote(span) == report.text[span.start : span.end] != ""
        assert span.end <= len(report.text)


def test_every_exported_span_stands_in_the_exported_text() -> None:
    ledger = json.loads(exporter("json").write(the_example()))
    texts = {report["id"]: report["text"] for report in ledger["reports"]}
    for statement in ledger["statements"]:
        text = texts[statement["report"]]
        for start, end in statement["content"]:
            assert text[start:end].strip()
            assert end <= len(text)


def test_verify_finds_nothing() -> None:
    assert list(a_case(readings()).damages()) == []


def test_nothing_is_said_without_a_reason() -> None:
    snapshot = the_example()
    for fact in snapshot.facts(("statement", "actor", "claim", "relation", "standing")):
        assert fact.because, fact  # type: ignore[union-attr]  # every one of these kinds has one


# -- Any order, any batches ------------------------------------------------------------------------


@pytest.mark.usefixtures("_each_report_once")
@pytest.mark.parametrize("seed", ORDERS)
def test_the_ledger_hash_is_the_same_in_any_order(seed: int) -> None:
    assert hash_of(shuffled(readings(), seed)) == hash_of(readings())


@pytest.mark.usefixtures("_each_report_once")
@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_the_ledger_hash_is_the_same_in_any_batches(size: int) -> None:
    assert hash_of(readings()[:size], readings()[size:]) == hash_of(readings())


def test_what_a_report_tells_alone_is_the_same_every_time() -> None:
    report = readings()[0].report
    assert tuple(pipeline_facts_of(report, gazetteer())) == tuple(pipeline_facts_of(report, gazetteer()))


@pytest.mark.usefixtures("_each_report_once")
def test_adding_twice_is_adding_once() -> None:
    store = a_case(readings())
    before, entries = ledger_hash(store.snapshot()), len(list(store.entries()))
    outcome = added(store, readings())
    assert outcome.added == ()
    assert {problem.kind for problem in outcome.problems} == {ProblemKind.DUPLICATE}
    assert ledger_hash(store.snapshot()) == before
    assert len(list(store.entries())) == entries + len(outcome.problems)


@pytest.mark.usefixtures("_each_report_once")
def test_the_same_bytes_at_two_paths_are_one_report_whichever_comes_first() -> None:
    one = readings()[0]
    moved = Reading(replace(one.report, path="a-copy.txt"), one.raw)
    assert hash_of([one, moved]) == hash_of([moved, one]) == hash_of([one], [moved])


@pytest.mark.usefixtures("_each_report_once")
def test_a_problem_leaves_its_neighbours_unharmed() -> None:
    problem = Problem(ProblemKind.BINARY, "noise.txt", "not a text", "leave it out")
    first, *rest = readings()
    store = MemoryStore()
    outcome = added(store, [problem, first, problem, *rest])
    assert ledger_hash(store.snapshot()) == hash_of(readings())
    assert outcome.problems == (problem, problem)
    assert list(store.snapshot().problems.values()) == [problem]


def test_a_report_that_says_nothing_is_kept_and_tells_nothing() -> None:
    silent = [a_reading(text, f"Outlet {number}") for number, text in enumerate((" ", "...", "\n\n", "1"))]
    snapshot = a_case(silent).snapshot()
    assert len(snapshot.reports) == len(silent)
    assert not snapshot.claims


@pytest.mark.usefixtures("_each_report_once")
@pytest.mark.parametrize("read_before", range(5))
def test_nothing_is_lost_by_an_interruption(read_before: int) -> None:
    def interrupted() -> Iterator[Reading]:
        yield from islice(readings(), read_before)
        raise KeyboardInterrupt

    store = MemoryStore()
    with pytest.raises(KeyboardInterrupt):
        added(store, interrupted())
    assert len(store.snapshot().reports) == read_before
    assert list(store.damages()) == []
    added(store, readings())
    assert ledger_hash(store.snapshot()) == hash_of(readings())


def test_raw_bytes_are_kept_under_their_hash() -> None:
    store = a_case(readings())
    for reading in readings():
        assert store.blob(hashlib.sha256(reading.raw).hexdigest()) == reading.raw


# -- The shared reports ----------------------------------------------------------------------------


def shared_readings() -> tuple[Reading, ...]:
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip(f"THE SHARED REPORTS ARE NOT THERE: {folder}; set COUNTERCLAIM_SHARED")
    return readings(folder)


@pytest.mark.shared
@pytest.mark.usefixtures("_each_report_once")
@pytest.mark.parametrize("seed", ORDERS)
def test_the_shared_reports_give_the_same_ledger_in_any_order(seed: int) -> None:
    some = shared_readings()
    assert hash_of(shuffled(some, seed)) == hash_of(some)


@pytest.mark.shared
@pytest.mark.usefixtures("_each_report_once")
def test_verify_finds_nothing_among_the_shared_reports() -> None:
    assert list(a_case(shared_readings()).damages()) == []


def test_two_workers_give_the_ledger_of_one() -> None:
    """The stages of a report run in other processes; what they find does not depend on it."""
    shared = MemoryStore()
    both = replace(settings(), engine=LocalEngine(2), batch=3)
    add(shared, readings(), both, lambda: datetime.now(UTC))
    assert ledger_hash(shared.snapshot()) == ledger_hash(the_example())
