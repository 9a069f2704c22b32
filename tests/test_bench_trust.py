from __future__ import annotations

import pytest

import trust

MARKS = {
    "F1": {"test": "kill", "must": "0 lost"},
    "F2": {"test": "disk", "must": "told"},
    "F9": {"test": "memory", "must": "ended", "later": "with the limits"},
}


def ended(mark: str | None, outcome: str, why: str = "", test: str = "") -> dict[str, str]:
    """Return what is noted at the end of a test."""
    return {"mark": mark or "", "test": test or f"test_{mark}", "outcome": outcome, "why": why}


def measured(mark: str, what: str, number: str, test: str = "") -> dict[str, str]:
    """Return what is noted of a figure."""
    return {"mark": mark, "test": test or f"test_{mark}", "what": what, "measured": number}


def results(*noted: dict[str, str]) -> dict[str, str]:
    """Return how each mark ended."""
    return {row.mark: row.result for row in trust.rows(MARKS, noted, [])}


def test_a_mark_is_reached_when_its_tests_passed_and_measured_something() -> None:
    assert results(measured("F1", "kills", "200"), ended("F1", "passed"))["F1"] == trust.PASS
    assert results(ended("F1", "passed"))["F1"] == trust.FAIL


def test_one_test_that_failed_fails_its_mark() -> None:
    noted = measured("F1", "kills", "200"), ended("F1", "passed"), ended("F1", "failed", test="other")
    assert results(*noted)["F1"] == trust.FAIL


def test_a_figure_binds_a_test_without_a_mark_in_its_name() -> None:
    noted = measured("F1", "kills", "200", test="nameless"), ended(None, "failed", test="nameless")
    assert results(*noted)["F1"] == trust.FAIL


def test_what_was_not_run_is_not_reached() -> None:
    assert results()["F2"] == trust.FAIL


def test_what_was_skipped_is_told_with_its_reason() -> None:
    rows = trust.rows(MARKS, [ended("F2", "skipped", why="no compiler")], [])
    assert [(row.result, row.measured) for row in rows if row.mark == "F2"] == [
        (trust.NOT_TESTED, ("no compiler",))
    ]


@pytest.mark.parametrize("outcome", ["skipped", "known"])
def test_a_mark_of_which_one_test_says_nothing_is_reached_in_part(outcome: str) -> None:
    noted = measured("F1", "kills", "200"), ended("F1", "passed"), ended("F1", outcome, "why", test="other")
    (row,) = (row for row in trust.rows(MARKS, noted, []) if row.mark == "F1")
    assert row.result == trust.IN_PART
    assert row.measured[-1].endswith("why")


def test_what_comes_later_is_named() -> None:
    assert results()["F9"] == trust.LATER
    assert "with the limits" in trust.page(trust.rows(MARKS, [], []), 1.0, soak=False)


def test_a_failure_that_belongs_to_no_mark_is_a_failure() -> None:
    assert results(ended(None, "failed"))["?"] == trust.FAIL


def test_a_figure_may_hold_the_sign_that_parts_cells() -> None:
    noted = measured("F1", "a|b", "2"), ended("F1", "passed")
    assert "a\\|b: 2 | pass |" in trust.page(trust.rows(MARKS, noted, []), 1.0, soak=False)


def test_of_a_mark_that_is_tried_again_the_second_try_counts_and_both_are_told() -> None:
    first = [ended("F1", "failed"), measured("F2", "writes", "9"), ended("F2", "passed")]
    second = [measured("F1", "kills", "200"), ended("F1", "passed")]
    noted = trust.tried_again(["F1"], first, second)
    told = {row.mark: (row.result, row.measured) for row in trust.rows(MARKS, noted, [])}
    assert told["F1"] == (trust.PASS, ("kills: 200", "tries: 2, the first missed"))
    assert told["F2"] == (trust.PASS, ("writes: 9",))
    still = trust.tried_again(["F1"], first, [ended("F1", "failed")])
    assert {row.mark: row.result for row in trust.rows(MARKS, still, [])}["F1"] == trust.FAIL
