"""The outlet's own notes, on silence and on what it could not verify, brought to the claims they concern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from counterclaim.lang import table
from counterclaim.ledger import Snapshot
from counterclaim.model import Act, Actor, ActorRef, Bearing, Form, Mention, Stance, Statement

_BOTH = frozenset({"neither", "either", "both", "sides"})
"""Words by which a note speaks of more sides than one."""

_NEAR = 1200
"""Characters back to which a note without an owner reaches: about the paragraphs right above it."""

_LEAST_LETTERS = 4
"""A word with fewer letters names no matter."""


def noted(
    snapshot: Snapshot, claims_of: Mapping[str, Sequence[str]], actor_of: Mapping[str, Actor]
) -> tuple[tuple[str, Bearing], ...]:
    """Return pairs of a claim and a note's bearing on it: doubts for "not verified", silent for no comment.

    A note that names parties ("the union's and the firm's claims") concerns what their speakers said
    above it; one on both sides ("neither claim") the last that each side said; one that names its matter
    ("the turnout figures") the nearest statement above that shares a word with it, if there is one; any
    other what stands right above.
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
    silent = note.act is Act.DECLINE_COMMENT
    whose = (_last_of_named if silent else _by_side)(note, above, actor_of, snapshot)
    if whose:
        return whose
    matter = _matter(note, snapshot)
    return _on(matter, above, snapshot) if matter else _right_above(note, above)


def _by_side(
    note: Statement, above: Sequence[Statement], actor_of: Mapping[str, Actor], snapshot: Snapshot
) -> list[Statement]:
    sides = _sides_named(note, actor_of, snapshot)
    by_side = [one for one in above if sides & _side(one, actor_of)]
    text = " ".join(snapshot.reports[note.report].quote(span) for span in note.content)
    if not by_side and _BOTH & set(text.lower().split()):
        by_side = _last_of_each_side(above, actor_of)
    return by_side


def _last_of_named(
    note: Statement, above: Sequence[Statement], actor_of: Mapping[str, Actor], snapshot: Snapshot
) -> list[Statement]:
    """The last thing said by somebody whom a silence names: "has not commented on Lee's accusations"."""
    silent = actor_of.get(note.speaker or "")
    referents = (one.value.referent for one in _named(note, snapshot) if isinstance(one.value, ActorRef))
    named = {actor_of[one].key for one in referents if one in actor_of} - {silent.key if silent else ""}
    said = (one for one in reversed(above) if (who := actor_of.get(one.speaker or "")) and who.key in named)
    return list(islice(said, 1))


def _matter(note: Statement, snapshot: Snapshot) -> frozenset[str]:
    """The words of a note that tell what it is about: "turnout", "memo"; none in "the claim"."""
    words = frozenset(word for word in _words(note, snapshot) if len(word) >= _LEAST_LETTERS)
    return words - frozenset(table("en", "notes")["generic"]) - _checker(note, snapshot)


def _checker(note: Statement, snapshot: Snapshot) -> frozenset[str]:
    """The words that name who could not verify it: "Reuters could not ...", not "Norhydro's figures ..."."""
    text = snapshot.reports[note.report].text
    names = (
        text[one.span.start : one.span.end]
        for one in _named(note, snapshot)
        if text[note.content[0].start : one.span.start].strip().lower() in {"", "the"}
        and text[one.span.end : one.span.end + 1] not in {"'", "’"}
    )
    return frozenset(word for name in names for word in name.lower().split())


def _on(matter: frozenset[str], above: Sequence[Statement], snapshot: Snapshot) -> list[Statement]:
    """The nearest statement before the note that shares a word with its matter."""
    nearest = next((one for one in reversed(above) if not matter.isdisjoint(_words(one, snapshot))), None)
    return [nearest] if nearest else []


def _words(statement: Statement, snapshot: Snapshot) -> tuple[str, ...]:
    told = snapshot.propositions.get(statement.id)
    return told.words if told else ()


def _last_of_each_side(above: Sequence[Statement], actor_of: Mapping[str, Actor]) -> list[Statement]:
    last = {side: one for one in above if (side := _side(one, actor_of))}
    return list(last.values()) if len(last) > 1 else []


def _right_above(note: Statement, above: Sequence[Statement]) -> list[Statement]:
    """The nearest statement before the note, if it is near enough to be meant."""
    near = [one for one in above if note.content[0].start - one.content[-1].end <= _NEAR]
    return near[-1:]


def _named(note: Statement, snapshot: Snapshot) -> Iterator[Mention]:
    for mention in snapshot.mentions[note.report].items:
        if isinstance(mention.value, ActorRef) and any(mention.span in span for span in note.content):
            yield mention


def _sides_named(note: Statement, actor_of: Mapping[str, Actor], snapshot: Snapshot) -> frozenset[str]:
    referents = (one.value.referent for one in _named(note, snapshot) if isinstance(one.value, ActorRef))
    named = [actor_of[one] for one in referents if one in actor_of]
    return frozenset(
        side for actor in named if actor.kind != "outlet" for side in (actor.party, actor.country) if side
    )


def _side(statement: Statement, actor_of: Mapping[str, Actor]) -> frozenset[str]:
    speaker = actor_of.get(statement.speaker or "")
    return frozenset(side for side in (speaker.party, speaker.country) if side) if speaker else frozenset()
