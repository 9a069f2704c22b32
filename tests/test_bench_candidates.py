import pytest

from candidates import ADDED, STATEMENTS, Maker, compared, cost, ledger, main
from counterclaim.relate.frames import frames
from counterclaim.relate.items import items
from counterclaim.relate.vectors import load_vectors


def test_a_made_ledger_is_always_the_same_and_no_two_contents_are() -> None:
    one, added = ledger(400, Maker.seeded(frames("en")))
    again, _ = ledger(400, Maker.seeded(frames("en")))
    assert one == again
    assert len(one.propositions) == 400 + ADDED * STATEMENTS
    assert len({(told.frame, told.words) for told in one.propositions.values()}) == len(one.propositions)
    for report in added:
        assert sum(statement.report == report for statement in one.statements.values()) == STATEMENTS


def test_every_content_stands_in_its_report() -> None:
    snapshot, _ = ledger(40, Maker.seeded(frames("en")))
    for statement in snapshot.statements.values():
        told = snapshot.reports[statement.report].quote(statement.content[0])
        assert tuple(told.split()) == snapshot.propositions[statement.id].words


def test_every_content_is_ready_to_be_compared() -> None:
    snapshot, _ = ledger(200, Maker.seeded(frames("en")))
    everyone, _ = items(snapshot, snapshot.actor_of(), load_vectors(), frames("en"))
    assert len(everyone) == 200 + ADDED * STATEMENTS
    assert sum(bool(item.agents) for item in everyone) > 100


def test_the_pairs_with_a_content_of_each_report_added_are_counted() -> None:
    snapshot, added = ledger(200, Maker.seeded(frames("en")))
    everyone, _ = items(snapshot, snapshot.actor_of(), load_vectors(), frames("en"))
    report_of = {item.id: item.report.id for item in everyone}
    touched = [{report_of[one] for one in pair} for pair in compared(everyone, frames("en"))]
    counted = cost(200)
    assert counted.contents == 200
    assert counted.pairs == tuple(sum(report in both for both in touched) for report in added)
    assert 0 < min(counted.pairs) <= max(counted.pairs) < len(touched)


def test_a_line_for_each_size_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["100", "200"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("one report of 20 statements against 100 contents: ")
    assert second.startswith("one report of 20 statements against 200 contents: ")
