"""What people decided, as they would say it themselves, and what has become of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from counterclaim.board.index import Index
from counterclaim.decide import Rulings, in_order
from counterclaim.ledger import Snapshot
from counterclaim.model import Decision, DecisionKind


class State(StrEnum):
    """What has become of a decision."""

    IN_FORCE = "in force"
    UNDONE = "undone"
    NEEDS_REVIEW = "needs review"
    DISAGREEMENT = "disagreement"
    UNDOING = "undoing"


RULING_WORDS: Mapping[DecisionKind, str] = MappingProxyType(
    {
        DecisionKind.CONFIRM: "confirmed",
        DecisionKind.REJECT: "rejected",
        DecisionKind.MERGE: "merged",
        DecisionKind.SPLIT: "split off",
        DecisionKind.RELABEL: "relabelled",
        DecisionKind.ALIAS: "also called",
        DecisionKind.NOTE: "note",
        DecisionKind.WEIGH: "weighed by",
        DecisionKind.UNDO: "undid",
    }
)
"""What a person did, in one or two words."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision: what was ruled about what, with its words, by whom and when, and its state.

    `because` says why it needs review or with whom it disagrees; `made` is ISO text, "" where it is not told.
    """

    id: str
    kind: DecisionKind
    ruled: str
    about: tuple[str, ...]
    quotes: tuple[str, ...]
    by: str
    made: str
    note: str
    state: State
    because: str = ""


def rulings(snapshot: Snapshot) -> tuple[Ruling, ...]:
    """Return all decisions of a case, in the order in which they were made."""
    index = Index(snapshot)
    return views_of(index.rulings, snapshot.decisions.values(), snapshot.decisions)


def rulings_on(index: Index, facts: Iterable[str]) -> tuple[Ruling, ...]:
    """Return the decisions in force on any of the claims and statements `facts`."""
    if not index.rulings.in_force:
        return ()
    bearing = index.rulings.bearing
    found = {one.id: one for fact in facts for one in bearing.get(fact, ())}
    return views_of(index.rulings, found.values(), index.snapshot.decisions)


def views_of(
    replayed: Rulings, decisions: Iterable[Decision], everything: Mapping[str, Decision]
) -> tuple[Ruling, ...]:
    """Return `decisions` as people see them, in the order in which they were made."""
    in_force = {one.id for one in replayed.in_force}
    lost: dict[str, list[str]] = {}
    for review in replayed.needs_review:
        quote = f" (“{review.anchor.exact}”)" if review.anchor else ""
        lost.setdefault(review.decision, []).append(f"{review.because}{quote}")
    against: dict[str, list[str]] = {}
    for clash in replayed.disagreements:
        for key in clash.decisions:
            others = [everything[one] for one in clash.decisions if one != key]
            against.setdefault(key, []).extend(
                f"{other.by} ruled otherwise: {ruled_words(other)} ({other.id})" for other in others
            )
    return tuple(_view(one, in_force, lost, against) for one in in_order(decisions))


def _view(
    decision: Decision,
    in_force: set[str],
    lost: Mapping[str, list[str]],
    against: Mapping[str, list[str]],
) -> Ruling:
    state, reasons = State.IN_FORCE, list[str]()
    if decision.kind is DecisionKind.UNDO:
        state = State.UNDOING
    elif decision.id not in in_force:
        state = State.UNDONE
    elif decision.id in against:
        state, reasons = State.DISAGREEMENT, against[decision.id]
    elif decision.id in lost:
        state, reasons = State.NEEDS_REVIEW, lost[decision.id]
    return Ruling(
        id=decision.id,
        kind=decision.kind,
        ruled=ruled_words(decision),
        about=decision.about,
        quotes=tuple(anchor.exact for thing in decision.anchors for anchor in thing),
        by=decision.by,
        made=decision.made.isoformat(timespec="seconds") if decision.made else "",
        note=decision.note,
        state=state,
        because="; ".join(dict.fromkeys(reasons)),
    )


def ruled_words(decision: Decision) -> str:
    """Return what was ruled, in words: "act: deny", "another name of Ann Lee".

    >>> ruled_words(Decision("d-1", DecisionKind.RELABEL, ("st-1",), "Ann", what="act", to="deny"))
    'act: deny'
    """
    match decision.kind:
        case DecisionKind.RELABEL:
            return f"{decision.what}: {decision.to}"
        case DecisionKind.ALIAS:
            return f"other names of {decision.to}"
        case _:
            return RULING_WORDS[decision.kind]
