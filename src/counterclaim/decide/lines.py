"""Decisions as JSON Lines: one a line, in the order in which they were made."""

from __future__ import annotations

import json
from collections.abc import Iterable

from counterclaim.decide.making import in_order
from counterclaim.ledger import decode, encode
from counterclaim.model import Decision
from counterclaim.problems import IntegrityError, Problem, ProblemKind

_ADVICE = "take the line from the file that `counterclaim export decisions` wrote"


def decisions_to_jsonl(decisions: Iterable[Decision]) -> str:
    """Return every decision on a line of its own, those undone and the undoings too."""
    return "".join(f"{encode(one)}\n" for one in in_order(decisions))


def decisions_from_jsonl(text: str, path: str) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """Return the decisions that the lines of a file hold, each once, and what is wrong with the others.

    Args:
        text: the file.
        path: how to call it in a problem.
    """
    kept: dict[str, Decision] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            decision = _decision(line)
        except (ValueError, IntegrityError) as error:
            problems.append(_broken(path, number, str(error)))
            continue
        if kept.setdefault(decision.id, decision) != decision:
            problems.append(_broken(path, number, f"{decision.id} stands above with other words"))
    return tuple(in_order(kept.values())), tuple(problems)


def _decision(line: str) -> Decision:
    """Return the decision on a line.

    Raises:
        ValueError: it is no decision, or could not be compared with others; the message says why.
        IntegrityError: likewise.
    """
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError("not JSON") from error
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - the type of a value, not of an argument
    try:
        decision = decode("decision", line)
    except IntegrityError as error:
        raise ValueError("no decision: a field is missing or is not what it should be") from error
    assert isinstance(decision, Decision)
    if not decision.id or not decision.by:
        raise ValueError("no decision: nobody is named who made it, or it has no id")
    if decision.made is not None and decision.made.tzinfo is None:
        raise ValueError("its time has no zone")
    if len(decision.anchors) > len(decision.about):
        raise ValueError("it has words for more things than it is about")
    return decision


def _broken(path: str, line: int, reason: str) -> Problem:
    return Problem(ProblemKind.BROKEN_RECORD, path, reason, _ADVICE, line)
