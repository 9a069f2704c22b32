"""What the tests of evidence share: cases in memory, whose reports are parsed once however often added."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TypeVar

import pytest
from mixed import mixed

from counterclaim import pipeline
from counterclaim.gazetteer import Gazetteer
from counterclaim.ledger import Fact, Snapshot, ledger_hash
from counterclaim.model import Report
from counterclaim.pipeline import add
from counterclaim.problems import Problem
from counterclaim.read import Reading, read
from counterclaim.store import MemoryStore, Store
from road import settings, told_by

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "bakhmut-2023"
SHARED = Path(os.environ.get("COUNTERCLAIM_SHARED") or ROOT.parent / "shared")
NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)

Item = TypeVar("Item")


@pytest.fixture
def _parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a report tells alone depends on nothing else: it is worked out once for all tests."""

    def remembered(report: Report, gazetteer: Gazetteer) -> tuple[Fact, ...]:
        del gazetteer
        return told_by(report)

    monkeypatch.setattr(pipeline, "facts_of", remembered)


@cache
def bundled() -> tuple[Reading, ...]:
    return readings_in(EXAMPLE)


@cache
def several_subjects(count: int) -> tuple[Reading, ...]:
    """Return so many reports, invented ones and the bundled."""
    return (*mixed(count - len(bundled())), *bundled())


def seeds() -> tuple[Reading, ...]:
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip(f"THE SHARED REPORTS ARE NOT THERE: {folder}; set COUNTERCLAIM_SHARED")
    return readings_in(folder)


@cache
def readings_in(folder: Path) -> tuple[Reading, ...]:
    return tuple(one for one in read(folder) if isinstance(one, Reading))


def added(store: Store, some: Iterable[Reading | Problem]) -> Snapshot:
    """Add reports to a case, and return what it then holds."""
    add(store, some, settings(), lambda: NOON)
    return store.snapshot()


def case_of(*batches: Iterable[Reading]) -> MemoryStore:
    """Return a case to which batches were added one after the other."""
    store = MemoryStore()
    for batch in batches:
        added(store, batch)
    return store


def hash_of(*batches: Iterable[Reading]) -> str:
    return ledger_hash(case_of(*batches).snapshot())


def compositions(items: Sequence[Item]) -> list[list[Sequence[Item]]]:
    """Return every way to cut a sequence into batches: for five items there are sixteen."""
    places = range(1, len(items))
    cuts = (cut for size in range(len(items)) for cut in combinations(places, size))
    return [
        [items[begin:end] for begin, end in zip((0, *cut), (*cut, len(items)), strict=True)] for cut in cuts
    ]
