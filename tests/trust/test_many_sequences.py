"""S1: whatever happens to a case, in whatever order, it holds what a plain dict of it would hold."""

from __future__ import annotations

import pytest
from faulty import often
from figures import Figure

from sequences import parsed_once, run

__all__ = ["parsed_once"]  # a fixture

SEQUENCES, STEPS = often(500, 5_000), 10


@pytest.mark.usefixtures("parsed_once")
def test_s1_whatever_happens_to_a_case_it_holds_what_it_should(figure: Figure) -> None:
    counts = run(SEQUENCES, STEPS, derandomize=bool(often(1, 0)))
    done = ("steps", "decisions", "undone", "killed", "interrupted", "imports")
    figure(
        "S1",
        f"{counts['sequences']} sequences, unlike a plain dict of reports and decisions",
        "0 (" + ", ".join(f"{counts[what]} {what}" for what in done) + ")",
    )
    assert counts["sequences"] >= SEQUENCES
    assert all(counts[what] for what in done)
