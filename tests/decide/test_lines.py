from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from counterclaim.decide import Person, decisions_from_jsonl, decisions_to_jsonl, when_told
from counterclaim.model import Decision, DecisionKind, When

NOON = datetime(2024, 5, 7, 12, tzinfo=UTC)
ONE = Decision("d-1", DecisionKind.CONFIRM, ("cl-1",), "Ann", "Zoë’s note", made=NOON)
UNDOING = Person("Bob", NOON + timedelta(days=1)).undo("d-1")
OF_A_FILE = Decision("d-0", DecisionKind.ALIAS, ("J. Lee",), "counterclaim.toml", to="Jo Lee")


def test_what_is_written_is_read_again_in_the_order_it_was_made() -> None:
    text = decisions_to_jsonl([UNDOING, ONE, OF_A_FILE])
    assert [json.loads(line)["id"] for line in text.splitlines()] == ["d-0", "d-1", UNDOING.id]
    assert decisions_from_jsonl(text, "d.jsonl") == ((OF_A_FILE, ONE, UNDOING), ())


def test_a_decision_that_stands_there_twice_is_one() -> None:
    text = decisions_to_jsonl([ONE])
    assert decisions_from_jsonl(text + "\n" + text, "d.jsonl") == ((ONE,), ())


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not a JSON object"),
        ("{}", "no decision: a field is missing or is not what it should be"),
        ('{"id":"d-2","kind":"hide","about":[],"by":"Ann"}', "no decision: a field is missing"),
        ('{"id":"d-2","kind":"note","about":[],"by":""}', "nobody is named who made it"),
        ('{"id":"d-2","kind":"note","about":[],"by":"A","made":"2024-05-07T12:00:00"}', "has no zone"),
        ('{"id":"d-2","kind":"note","about":[],"by":"A","anchors":[[]]}', "for more things than it is about"),
        ('{"id":"d-1","kind":"note","about":[],"by":"A"}', "d-1 stands above with other words"),
    ],
)
def test_a_broken_line_is_named_and_the_others_are_kept(line: str, reason: str) -> None:
    text = decisions_to_jsonl([ONE]) + line + "\n" + decisions_to_jsonl([UNDOING])
    decisions, (problem,) = decisions_from_jsonl(text, "d.jsonl")
    assert decisions == (ONE, UNDOING)
    assert (problem.path, problem.line) == ("d.jsonl", 2)
    assert reason in problem.reason
    assert "export decisions" in problem.advice


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("2024", When(datetime(2024, 1, 1), datetime(2025, 1, 1), "2024")),
        ("2024-12", When(datetime(2024, 12, 1), datetime(2025, 1, 1), "2024-12")),
        ("2024-05-06", When.day(2024, 5, 6)),
        ("2024-05-06T23:59", When(datetime(2024, 5, 6, 23, 59), datetime(2024, 5, 7), "2024-05-06T23:59")),
        ("../2024-05-06", When(None, datetime(2024, 5, 7), "../2024-05-06")),
        ("2024-02-30", None),
        ("2024-05-08/2024-05-06", None),
        ("9999", None),
        ("../..", None),
        ("٢٠٢٤", None),
        ("", None),
    ],
)
def test_a_time_is_read_as_a_person_writes_it(told: str, wanted: When | None) -> None:
    assert when_told(told) == wanted
