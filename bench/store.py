"""How fast a case is written and looked at: facts appended a second, how long snapshots and keys take.

    .venv/bin/python bench/store.py [--facts N] [--claims N] [LOCATION]

LOCATION is where the case is made (a new file, or an empty PostgreSQL database); default: a file in a
temporary folder, which is removed.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

from counterclaim.blocking import Keys
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
    """Append notes, then claims with their standings, look at them as a board does, and ask for keys."""
    notes = [put(note) for note in made_notes(facts)]
    told = [put(fact) for fact in made_claims(claims)]
    append = partial(store.append, blobs={}, recorded=NOW, tool="bench")
    show("append small facts", lambda: append(notes), len(notes))
    show("append claims and standings", lambda: append(told), len(told))
    show("the same put anew", lambda: append(told), len(told))
    show("snapshot, nothing read yet", store.snapshot)
    show("snapshot and one claim", lambda: store.snapshot().claims["claim-000000"])
    show("all claims", lambda: [*store.snapshot().claims.values()], claims)
    show("all claims of a moment", lambda: [*store.snapshot(NOW).claims.values()], claims)
    with store.transaction() as transaction:
        snapshot = transaction.snapshot()
        some = [f"claim-{number:06}" for number in range(0, claims, 10)]
        show("one claim of many, by its id", lambda: [snapshot.claims[key] for key in some], len(some))
        measure_keys(transaction.keys, claims)


def measure_keys(index: Keys, members: int) -> None:
    """Give each member ten of twice as many keys, and ask in each way."""
    dice = Random(members)  # noqa: S311 - nothing secret
    given = {
        f"member-{number:06}": [f"key-{dice.randrange(2 * members)}" for _ in range(10)]
        for number in range(members)
    }
    some, keys = list(given)[:2000], [f"key-{number}" for number in range(2000)]
    show("rows of keys put", lambda: index.put("bench", given), 10 * members)
    show("members with a key", lambda: [index.members("bench", key) for key in keys], len(keys))
    show("keys of a member", lambda: [index.keys("unknown", member) for member in some], len(some))
    show("members beside", lambda: [index.beside("bench", key, some[-1], 2) for key in keys], len(keys))
    alone = [{f"new-{number}": given[some[number]]} for number in range(len(some))]
    show("members put one by one", lambda: deque(map(partial(index.put, "bench"), alone)), len(alone))


def show(name: str, work: Callable[[], Any], times: int = 1) -> None:
    """Do `work` and print how long it took each time, by the clock and of the CPU, and how often a second."""
    clock, worked = perf_counter(), process_time()
    work()
    clock, worked = perf_counter() - clock, process_time() - worked
    each = f"{clock / times * 1e6:10,.1f} us (CPU {worked / times * 1e6:8,.1f})"
    print(f"{name:30} {times:8,} times {each} each, {times / clock:9,.0f} a second")


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
