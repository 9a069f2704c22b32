"""The outlet's own notes, on silence and on what it could not verify, brought to the claims they concern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from counterclaim.ledger import Snapshot
from counterclaim.model import Act, Actor, ActorRef, Bearing, Form, Mentions, Stance, Statement

_BOTH = frozenset({"neither", "either", "both", "sides"})
"""Words by which a note speaks of more sides than one."""

_NEAR = 1200
"""Characters back to which a note without an owner reaches: about the paragraphs right above it."""


def noted(
    snapshot: Snapshot, claims_of: Mapping[str, Sequence[str]], actor_of: Mapping[str, Actor]
) -> tuple[tuple[str, Bearing], ...]:
    """Return pairs of a claim and a note's bearing on it: doubts for "not verified", silent for no comment.

    A note that names parties ("the union's and the firm's claims") concerns what their speakers said
    above it; one on both sides ("neither claim") the last that each side said; any other what stands
    right above.
    """
    above: dict[str, list[Statement]] = {}
    found: set[tuple[str, Bearing]] = set()
    for one in sorted(
        snapshot.statements.values(), key=lambda one: (one.report, one.content[0].start, one.id)
    ):
        told = above.setdefault(one.report, [])
        if one.form is not Form.NARRATOR:
            told.append(one)
            continue
        for concerned in _concerned(one, told, actor_of, snapshot):
            found.update((claim, _bearing(one)) for claim in claims_of.get(concerned.id, ()))
    return tuple(sorted(found, key=lambda pair: (pair[0], pair[1].statement)))


def _bearing(note: Statement) -> Bearing:
    if note.act is Act.DECLINE_COMMENT:
        return Bearing(note.id, Stance.SILENT, "the outlet tells that nothing was said on it")
    return Bearing(note.id, Stance.DOUBTS, "the outlet tells that it could not verify it")


def _concerned(
    note: Statement, above: Sequence[Statement], actor_of: Mapping[str, Actor], snapshot: Snapshot
) -> list[Statement]:
    if note.act is Act.DECLINE_COMMENT:
        return _right_above(note, above)
    sides = _sides_named(note, actor_of, snapshot.mentions)
    by_side = [one for one in above if sides & _side(one, actor_of)]
    text = " ".join(snapshot.reports[note.report].quote(span) for span in note.content)
    if not by_side and _BOTH & set(text.lower().split()):
        by_side = _last_of_each_side(above, actor_of)
    return by_side or _right_above(note, above)


def _last_of_each_side(above: Sequence[Statement], actor_of: Mapping[str, Actor]) -> list[Statement]:
    last = {side: one for one in above if (side := _side(one, actor_of))}
    return list(last.values()) if len(last) > 1 else []


def _right_above(note: Statement, above: Sequence[Statement]) -> list[Statement]:
    """The nearest statement before the note, if it is near enough to be meant."""
    near = [one for one in above if note.content[0].start - one.content[-1].end <= _NEAR]
    return near[-1:]


def _sides_named(
    note: Statement, actor_of: Mapping[str, Actor], mentions: Mapping[str, Mentions]
) -> frozenset[str]:
    named = [
        actor_of[mention.value.referent]
        for mention in mentions[note.report].items
        if isinstance(mention.value, ActorRef)
        and any(mention.span in span for span in note.content)
        and mention.value.referent in actor_of
    ]
    return frozenset(
        side for actor in named if actor.kind != "outlet" for side in (actor.party, actor.country) if side
    )


def _side(statement: Statement, actor_of: Mapping[str, Actor]) -> frozenset[str]:
    speaker = actor_of.get(statement.speaker or "")
    return frozenset(side for side in (speaker.party, speaker.country) if side) if speaker else frozenset()
