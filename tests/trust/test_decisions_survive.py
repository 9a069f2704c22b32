"""E5: a decision outlives a re-run, another extractor, a second intake and a journey: kept, or listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from figures import Figure
from invented import text

from counterclaim.decide import (
    Person,
    Rulings,
    decisions_from_jsonl,
    decisions_to_jsonl,
    found,
    replay,
)
from counterclaim.ledger import Snapshot, in_force, ledger_hash
from counterclaim.model import Act, Decision, DecisionKind, Stance, Statement
from counterclaim.normalize.names import plain_name
from counterclaim.pipeline import add, decide
from counterclaim.read import Reading
from counterclaim.store import Store, open_store
from road import a_reading, settings

REPORTS, DECISIONS = 48, 1_000
NOON = datetime(2024, 5, 7, 12, tzinfo=UTC)
PEOPLE = ("Ann", "Bob", "Cid")


def now() -> datetime:
    return NOON


@cache
def readings() -> tuple[Reading, ...]:
    """Return the reports of the case."""
    return tuple(a_reading(text(number), f"Outlet {number}") for number in range(REPORTS))


def anew(reading: Reading, words: str) -> Reading:
    """Return a reading of the same bytes by an extractor that makes other words of them."""
    return replace(reading, report=replace(reading.report, text=words, extractor="another 2"))


def shifted(reading: Reading) -> Reading:
    """Return the text with lines before and behind each paragraph, and more room between its words."""
    lines = reading.report.text.replace("\n", "\n\n").replace(" that ", "  that ").split("\n\n")
    return anew(reading, "Menu | News\n\n" + "\n\n".join(f"{line}\n\nAdvertisement" for line in lines))


def cut(reading: Reading) -> Reading:
    """Return the text without its last sentence, which the extractor took for boilerplate."""
    return anew(reading, reading.report.text.rsplit("The company", 1)[0])


# -- A thousand decisions -------------------------------------------------------------------------


def rulings(held: Snapshot) -> Iterator[Decision]:
    """Yield decisions of every kind on every statement and claim, no two of one person on one thing."""
    moments = (NOON + timedelta(seconds=number) for number in range(10 * DECISIONS))
    told = [
        one
        for one in held.told()
        if any(b.statement == one.id for c in held.claims.values() for b in c.bearings)
    ]
    claims = sorted(held.claims)
    for number, statement in enumerate(told):
        who = [Person(PEOPLE[(number + k) % 3], next(moments), f"seen {number}") for k in range(8)]
        yield who[0].on(DecisionKind.NOTE, statement.id, held)
        yield who[1].on((DecisionKind.CONFIRM, DecisionKind.REJECT)[number % 2], statement.id, held)
        yield who[2].relabel(statement.id, "act", list(Act)[number % 4], held)
        yield who[3].relabel(statement.id, "stance", list(Stance)[number % 5], held)
        yield who[4].relabel(statement.id, "time", f"2024-05-{1 + number % 28:02}", held)
        yield who[5].relabel(statement.id, "place", "Nordhafen", held)
        yield who[6].relabel(statement.id, "actor", "Mayor Ida Nowak", held)
    for number, claim in enumerate(claims):
        who = [Person(PEOPLE[(number + k) % 3], next(moments), f"read {number}") for k in range(3)]
        yield who[0].on((DecisionKind.CONFIRM, DecisionKind.REJECT)[number % 2], claim, held)
        yield who[1].merge([claim, claims[number - 1]], held)
        members = sorted({bearing.statement for bearing in held.claims[claim].bearings})
        if len(members) > 1:
            yield who[2].split(claim, members[:1], held)


def some(held: Snapshot) -> list[Decision]:
    """Return a thousand decisions, taken evenly from all kinds."""
    everything = list(rulings(held))
    assert len(everything) >= DECISIONS
    names = [
        Person("Ann", NOON, "known").party(["police"], "City"),
        Person("Ann", NOON, "known").alias("Ida Nowak", ["Mayor Ida Nowak"]),
    ]
    step = len(everything) / (DECISIONS - len(names))
    return [*names, *(everything[int(number * step)] for number in range(DECISIONS - len(names)))]


@pytest.fixture(scope="module")
def ruled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give the case with its thousand decisions."""
    with open_store(tmp_path_factory.mktemp("ruled") / "case.db", create=True) as store:
        add(store, readings(), settings(), now)
        made = some(store.snapshot())
        assert len({one.id for one in made}) == DECISIONS
        decide(store, made, settings(), now)
        yield store


def case(folder: Path, of: Sequence[Reading], decisions: Sequence[Decision]) -> Snapshot:
    """Return another case of other readings into which decisions are brought."""
    with open_store(folder / "other.db", create=True) as store:
        decide(store, decisions, settings(), now)
        add(store, of, settings(), now)
        return Snapshot.of(store.snapshot().facts())


# -- What became of them --------------------------------------------------------------------------


def replayed(held: Snapshot) -> Rulings:
    return replay(held, plain_name)


def fates(before: Snapshot, after: Snapshot) -> Counter[str]:
    """Count what became of each decision: kept, listed, lost; or bound to words that are not its own."""
    told = replayed(after)
    listed = {one.decision for one in told.needs_review} | {
        key for one in told.disagreements for key in one.decisions
    }
    counts: Counter[str] = Counter()
    for key, decision in before.decisions.items():
        if after.decisions.get(key) != decision or key not in in_force(after.decisions.values()):
            counts["lost"] += 1
        elif key in listed:
            counts["listed"] += 1
        else:
            counts["kept"] += 1
        counts["astray"] += is_astray(decision, told, before, after)
    return counts


def is_astray(decision: Decision, told: Rulings, before: Snapshot, after: Snapshot) -> bool:
    """Say whether a decision is bound to a statement of another sentence, or to words it was not made on."""
    for anchor in (one for thing in decision.anchors for one in thing):
        span = found(anchor, after)
        if span and after.reports[span.report].quote(span).split() != anchor.exact.split():
            return True
    statement = told.statement_of(decision)
    if statement is None or decision.about[0] not in before.statements:
        return False
    return not _alike(before.statements[decision.about[0]], before, after.statements[statement], after)


def _alike(one: Statement, before: Snapshot, other: Statement, after: Snapshot) -> bool:
    """Say whether two statements stand in the same report in words of which most are the same."""
    ours = before.reports[one.report].quote(one.content[0]).split()
    theirs = after.reports[other.report].quote(other.content[0]).split()
    return one.report == other.report and 2 * len({*ours} & {*theirs}) >= len({*ours} | {*theirs})


def record(figure: Figure, what: str, counts: Counter[str]) -> None:
    figure("E5", what, ", ".join(f"{counts[fate]} {fate}" for fate in ("kept", "listed", "lost", "astray")))
    assert counts["lost"] == counts["astray"] == 0
    assert counts["kept"] + counts["listed"] == DECISIONS


def test_e5_a_rerun_of_the_same_reports(ruled: Store, tmp_path: Path, figure: Figure) -> None:
    before = ruled.snapshot()
    after = case(tmp_path, readings(), list(before.decisions.values()))
    record(figure, f"{DECISIONS} decisions after a re-run", fates(before, after))
    assert ledger_hash(after) == ledger_hash(before)


def test_e5_a_second_intake_of_the_same_reports(ruled: Store, figure: Figure) -> None:
    before = Snapshot.of(ruled.snapshot().facts())
    assert not add(ruled, readings(), settings(), now).added
    after = ruled.snapshot()
    record(figure, f"{DECISIONS} decisions after a second intake", fates(before, after))
    assert ledger_hash(after) == ledger_hash(before)


def test_e5_an_export_and_an_import(ruled: Store, tmp_path: Path, figure: Figure) -> None:
    before = ruled.snapshot()
    text = decisions_to_jsonl(before.decisions.values())
    brought, problems = decisions_from_jsonl(text, "decisions.jsonl")
    assert not problems
    after = case(tmp_path, readings(), brought)
    record(figure, f"{DECISIONS} decisions after export and import", fates(before, after))
    assert ledger_hash(after) == ledger_hash(before)
    assert decisions_to_jsonl(after.decisions.values()) == text


def test_e5_another_extractor_that_shifts_every_word(ruled: Store, tmp_path: Path, figure: Figure) -> None:
    before = ruled.snapshot()
    after = case(tmp_path, [shifted(one) for one in readings()], list(before.decisions.values()))
    counts = fates(before, after)
    assert not set(before.statements) & set(after.statements)
    record(figure, f"{DECISIONS} decisions after another extractor that shifts all words", counts)
    undisputed = fates(before, before)["kept"]
    assert counts["kept"] >= 0.9 * undisputed


def test_e5_another_extractor_that_loses_words(ruled: Store, tmp_path: Path, figure: Figure) -> None:
    before = ruled.snapshot()
    after = case(tmp_path, [cut(one) for one in readings()], list(before.decisions.values()))
    counts = fates(before, after)
    record(figure, f"{DECISIONS} decisions after another extractor that drops a sentence", counts)
    assert counts["listed"] > fates(before, before)["listed"]


def test_e5_half_of_the_reports_come_later(ruled: Store, tmp_path: Path, figure: Figure) -> None:
    before = ruled.snapshot()
    with open_store(tmp_path / "case.db", create=True) as store:
        decide(store, list(before.decisions.values()), settings(), now)
        add(store, readings()[::2], settings(), now)
        counts = fates(before, store.snapshot())
        record(figure, f"{DECISIONS} decisions while half of the reports are missing", counts)
        add(store, readings()[1::2], settings(), now)
        assert ledger_hash(store.snapshot()) == ledger_hash(before)
