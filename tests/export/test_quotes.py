"""E1: every published span satisfies `text[start:end] == quote`, in every format that carries spans."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from counterclaim.export import CHRONICLERS, EXPORTERS, Exporter
from counterclaim.ledger import Snapshot
from exported import QUOTED, WITHOUT_QUOTES, Known, foreign, small, stored, written
from stories import hostile

KNOWN: tuple[Known, ...] = (*EXPORTERS, *CHRONICLERS)
EVERY = {known.name: known for known in KNOWN}


def both() -> Snapshot:
    return small().snapshot()


def test_every_format_has_a_reader_of_its_quotations_or_carries_none() -> None:
    assert EVERY.keys() == QUOTED.keys() | WITHOUT_QUOTES


@pytest.mark.parametrize("story", [both, foreign])
@pytest.mark.parametrize("name", QUOTED)
def test_every_quotation_stands_at_its_place(name: str, story: Callable[[], Snapshot]) -> None:
    snapshot = story()
    pairs = list(QUOTED[name](written(EVERY[name], stored(snapshot)), snapshot))
    assert len(pairs) >= len(snapshot.claims)
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


@pytest.mark.parametrize("known", [one for one in EXPORTERS if one.name in QUOTED], ids=lambda one: one.name)
def test_half_a_character_that_no_store_keeps_moves_no_quotation(known: Exporter) -> None:
    pairs = list(QUOTED[known.name](known.write(hostile()), hostile()))
    assert pairs or known.name == "timelinejs"  # nothing in that story has a time
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


@pytest.mark.parametrize("name", QUOTED)
def test_an_empty_case_is_exported_too(name: str) -> None:
    content = written(EVERY[name], stored(Snapshot()))
    assert list(QUOTED[name](content, Snapshot())) == []
    assert EVERY[name].rows(content).startswith(("0 ", "1 page", "actors.csv: 0"))
