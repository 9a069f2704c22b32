"""E10, E11: copies never count twice, and no report takes away what another said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from evidence import _parsed_once, added, bundled, case_of, seeds, several_subjects
from faulty import often
from figures import Figure
from mixed import OUTLETS

from counterclaim.ledger import PER_REPORT, Snapshot, encode, id_of
from counterclaim.model import Report, When
from counterclaim.read import Reading
from road import a_reading

__all__ = ["_parsed_once"]  # a fixture

SIZES = (1, 2, 5, 10, 20, 50, 100)
AGENCIES = ("Northwire", "Coast Press Agency", "Inland News Service")


def near_copy(report: Report, number: int) -> Reading:
    """Return a near-copy: for another outlet, and with up to three of the changes that desks make."""
    headline, *paragraphs = (line for line in report.text.split("\n") if line.strip())
    random = Random(number)
    if number % 2:
        headline = f"{random.choice(('Overview', 'Latest', 'In brief'))}: edition {number}"
    if number % 3 == 1 and len(paragraphs) > 3:
        paragraphs = paragraphs[:-1]
    if number % 5 > 1:
        paragraphs.append(f"With reporting by {AGENCIES[number % len(AGENCIES)]}")
    outlet = f"{OUTLETS[number % len(OUTLETS)]} {number}"
    text = "\n\n".join((headline, *paragraphs)) + "\n"
    day = report.published.begin if report.published else None
    return a_reading(text, outlet, When.day(day.year, day.month, day.day) if day else None)


def claims_of(snapshot: Snapshot, originals: Sequence[Reading]) -> dict[frozenset[str], int]:
    """Return each claim, as those of its statements that the originals made, and the count of its origins."""
    reports = {reading.report.id for reading in originals}
    said = {
        claim.id: frozenset(
            bearing.statement
            for bearing in claim.bearings
            if snapshot.statements[bearing.statement].report in reports
        )
        for claim in snapshot.claims.values()
    }
    return {own: len(snapshot.standings[claim].origins) for claim, own in said.items() if own}


def highest(claims: Mapping[frozenset[str], int]) -> dict[str, int]:
    """Return for each statement the highest number of origins that a claim of it rests on."""
    counts: dict[str, int] = {}
    for said, count in claims.items():
        for statement in said:
            counts[statement] = max(count, counts.get(statement, 0))
    return counts


def copied_on(copied: int) -> Iterator[tuple[int, Snapshot]]:
    """Yield the bundled case with more and more near-copies of one of its reports, and how many there are."""
    store = case_of(bundled())
    yield 0, store.snapshot()
    copies = [near_copy(bundled()[copied].report, number) for number in range(max(SIZES))]
    for fewer, size in pairwise((0, *SIZES)):
        yield size, added(store, copies[fewer:size])


@pytest.mark.usefixtures("_parsed_once")
def test_e10_near_copies_raise_no_origin_count_and_leave_every_claim_as_it_is(figure: Figure) -> None:
    compared = others = 0
    for copied in range(len(bundled())):
        (_, before), *later = copied_on(copied)
        wanted = claims_of(before, bundled())
        counts = highest(wanted)
        for size, after in later:
            found = claims_of(after, bundled())
            raised = {said for said, count in highest(found).items() if count > counts[said]}
            assert not raised, f"{size} copies of {bundled()[copied].report.path} raised {sorted(raised)}"
            others += len(found.items() - wanted.items())
            compared += len(wanted)
    figure("E10", f"origin counts raised by 1 to {max(SIZES)} near-copies, of {compared:,} claims", 0)
    figure("E10", "of these, claims that have other statements or origins by it", others)
    assert others == 0


@pytest.mark.usefixtures("_parsed_once")
@pytest.mark.parametrize("seed", range(often(3, 20)))
def test_e11_adding_a_report_never_removes_a_statement(seed: int, figure: Figure) -> None:
    some = several_subjects(100)
    order = Random(seed).sample(some, len(some))
    store = case_of()
    held: dict[tuple[str, str], str] = {}
    while order:
        batch, order = order[: 1 + len(held) // 200], order[1 + len(held) // 200 :]
        snapshot = added(store, batch)
        now = {(kind, id_of(fact)): encode(fact) for kind in PER_REPORT for fact in snapshot.facts([kind])}
        assert held.items() <= now.items()
        held = now
    taken_back = [entry for entry in store.entries() if entry.change.body is None]
    assert not {entry.change.kind for entry in taken_back} & PER_REPORT
    statements = sum(kind == "statement" for kind, _ in held)
    figure("E11", f"statements of {statements} that {len(some)} reports, added bit by bit, removed", 0)


@pytest.mark.usefixtures("_parsed_once")
def test_e11_adding_one_of_the_shared_reports_never_removes_a_statement(figure: Figure) -> None:
    some = seeds()
    everything = set(case_of(some).snapshot().statements)
    for left_out in some:
        store = case_of([reading for reading in some if reading != left_out])
        before = dict(store.snapshot().statements)
        after = dict(added(store, [replace(left_out)]).statements)
        assert before.items() <= after.items()
        assert set(after) == everything
    figure("E11", f"statements of {len(everything)} that a shared report, added last, removed", 0)
