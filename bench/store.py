"""How fast a case is written and looked at: facts appended a second, and how long snapshots take.

    .venv/bin/python bench/store.py [--facts N] [--claims N] [LOCATION]

LOCATION is where the case is made (a new file, or an empty PostgreSQL database); default: a file in a
temporary folder, which is removed.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from counterclaim.ledger import Change, Fact, encode, id_of, kind_of
from counterclaim.model import (
    Bearing,
    Claim,
    Decision,
    DecisionKind,
    Origin,
    PartyStance,
    Stance,
    Standing,
    Status,
)
from counterclaim.store import Store, open_store

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    """Measure, and print one line for each figure."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--facts", type=int, default=50_000)
    asked.add_argument("--claims", type=int, default=10_000)
    asked.add_argument("location", nargs="?")
    chosen = asked.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(chosen.location or Path(folder) / "case.db", create=True) as store,
    ):
        measure(store, chosen.facts, chosen.claims)


def measure(store: Store, facts: int, claims: int) -> None:
    """Append notes, then claims with their standings, and look at them as a board does."""
    notes = [put(note) for note in made_notes(facts)]
    seconds, _ = timed(lambda: store.append(notes, {}, recorded=NOW, tool="bench"))
    print(f"append of {facts:,} small facts        {facts / seconds:12,.0f} facts/s")
    told = [put(fact) for fact in made_claims(claims)]
    seconds, _ = timed(lambda: store.append(told, {}, recorded=NOW, tool="bench"))
    print(f"append of {len(told):,} claims and standings {len(told) / seconds:10,.0f} facts/s")
    seconds, _ = timed(lambda: store.append(told, {}, recorded=NOW, tool="bench"))
    print(f"the same put anew                  {len(told) / seconds:12,.0f} facts/s")
    seconds, _ = timed(store.snapshot)
    print(f"snapshot, nothing read yet         {seconds * 1000:12,.1f} ms")
    seconds, _ = timed(lambda: store.snapshot().claims["claim-000000"])
    print(f"snapshot and one claim             {seconds * 1000:12,.1f} ms")
    seconds, _ = timed(lambda: [*store.snapshot().claims.values(), *store.snapshot().standings.values()])
    print(f"snapshot, {claims:,} claims and standings {seconds * 1000:10,.1f} ms")
    seconds, _ = timed(lambda: [*store.snapshot(NOW).claims.values()])
    print(f"snapshot of a moment, {claims:,} claims {seconds * 1000:12,.1f} ms")


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return how many seconds `work` took, and what it gave."""
    started = perf_counter()
    answer = work()
    return perf_counter() - started, answer


def put(fact: Fact) -> Change:
    """Return the change that puts `fact`."""
    return Change(kind_of(fact), id_of(fact), encode(fact))


def made_notes(count: int) -> Iterator[Fact]:
    """Yield so many notes."""
    for number in range(count):
        yield Decision(f"note-{number:06}", DecisionKind.NOTE, (), "an editor", f"note {number}")


def made_claims(count: int) -> Iterator[Fact]:
    """Yield so many claims, each said twice, and their standings."""
    for number in range(count):
        key = f"claim-{number:06}"
        said = (f"statement-{number}-a", f"statement-{number}-b")
        bearings = tuple(Bearing(one, Stance.ASSERTS, "says so in the same words") for one in said)
        yield Claim(key, f"{number} sacks of grain were lost", "lose", bearings, "one deed, one count")
        origin = Origin(f"origin-{number}", "actor-1", said, "one act of speaking")
        parties = (PartyStance("growers", Stance.ASSERTS),)
        yield Standing(key, Status.ONE_SIDE, (origin,), parties, "one party speaks")


if __name__ == "__main__":
    main()
