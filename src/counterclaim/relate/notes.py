"""The outlet's own notes, on silence and on what it could not verify, brought to the claims they concern."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from counterclaim.model import Act, Actor, ActorRef, Bearing, Form, Mentions, Stance, Statement

_NEAR = 1200
"""Characters back to which a note without an owner reaches: about the paragraphs right above it."""


def noted(
    statements: Iterable[Statement],
    claims_of: Mapping[str, Sequence[str]],
    actor_of: Mapping[str, Actor],
    mentions: Mapping[str, Mentions],
) -> tuple[tuple[str, Bearing], ...]:
    """Return pairs of a claim and a note's bearing on it: doubts for "not verified", silent for no comment.

    A note that names parties ("neither the union's nor the firm's claims") concerns what their
    speakers said above it; one with a pronoun ("his claims") what the last speaker said; any other
    what stands right above.
    """
    everyone = sorted(statements, key=lambda one: (one.report, one.content[0].start, one.id))
    found: list[tuple[str, Bearing]] = []
    for note in everyone:
        if note.form is not Form.NARRATOR:
            continue
        above = [one for one in everyone if _is_above(one, note)]
        for one in _concerned(note, above, actor_of, mentions):
            found += [(claim, _bearing(note)) for claim in claims_of.get(one.id, ())]
    return tuple(sorted(set(found), key=lambda pair: (pair[0], pair[1].statement)))


def _is_above(one: Statement, note: Statement) -> bool:
    return (
        one.report == note.report
        and one.form is not Form.NARRATOR
        and one.content[0].start < note.content[0].start
    )


def _bearing(note: Statement) -> Bearing:
    if note.act is Act.DECLINE_COMMENT:
        return Bearing(note.id, Stance.SILENT, "the outlet tells that nothing was said on it")
    return Bearing(note.id, Stance.DOUBTS, "the outlet tells that it could not verify it")


def _concerned(
    note: Statement,
    above: Sequence[Statement],
    actor_of: Mapping[str, Actor],
    mentions: Mapping[str, Mentions],
) -> list[Statement]:
    if note.act is Act.DECLINE_COMMENT:
        return _right_above(note, above)
    sides = _sides_named(note, actor_of, mentions)
    by_side = [one for one in above if sides & _side(one, actor_of)]
    return by_side or _right_above(note, above)


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
