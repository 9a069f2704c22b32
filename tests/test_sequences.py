"""Sequences of whatever may happen to a case, a few of them; `make trust` runs many."""

from __future__ import annotations

import pytest

from sequences import parsed_once, run

__all__ = ["parsed_once"]  # a fixture

SEQUENCES, STEPS = 20, 8


@pytest.mark.usefixtures("parsed_once")
def test_whatever_happens_to_a_case_it_holds_what_it_should() -> None:
    counts = run(SEQUENCES, STEPS, derandomize=True)
    assert counts["sequences"] >= SEQUENCES
    assert all(counts[what] for what in ("decisions", "undone", "imports"))
    assert counts["killed"] + counts["interrupted"]
