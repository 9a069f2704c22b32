"""The outlet's own notes, on silence and on what it could not verify, brought to the claims they concern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from counterclaim.lang import table
from counterclaim.ledger import Snapshot
from counterclaim.model import Act, Actor, ActorRef, Bearing, Form, Mention, Scope, Stance, Statement

_BOTH = frozenset({"neither", "either", "both", "sides"})
"""Words by which a note speaks of more sides than one."""

_NEAR = 1200
"""Characters back to which a note without an owner reaches: about the paragraphs right above it."""

_LEAST_LETTERS = 4
"""A word with fewer letters names no matter."""


def noted(
    told: Iterable[Statement], snapshot: Snapshot, actor_of: Mapping[str, Actor]
) -> tuple[tuple[str, Bearing], ...]:
    """Return statements with a note's bearing on their claims: doubts ("not verified") or silent.

    How far a note reaches is told by its scope. The claims of parties ("the union's and the firm's claims")
    are what their speakers said above it; all claims ("the reports") those near above it, or the last that
    each side made ("neither claim"); one claim is the nearest above that shares a word with the matter
    ("the turnout figures"), or what stands right above where no matter is named.

    Args:
        told: the statements of one report.
        snapshot: the report and its mentions.
        actor_of: the actor of every referent.
    """
    above: list[Statement] = []
    found: set[tuple[str, Bearing]] = set()
    for one in sorted(told, key=lambda one: (one.content[0].start, one.id)):
        if one.form is not Form.NARRATOR:
            above.append(one)
            continue
        found.update(
            (concerned.id, _bearing(one)) for concerned in _concerned(one, above, actor_of, snapshot)
        )
    return tuple(sorted(found, key=lambda pair: (pair[0], pair[1].statement)))


def _bearing(note: Statement) -> Bearing:
    if note.act is Act.DECLINE_COMMENT:
        return Bearing(note.id, Stance.SILENT, "the outlet tells that nothing was said on it")
    return Bearing(note.id, Stance.DOUBTS, "the outlet tells that it could not verify it")


def _concerned(
    note: Statement, above: Sequence[Statement], actor_of: Mapping[str, Actor], snapshot: Snapshot
) -> list[Statement]:
    if note.act is Act.DECLINE_COMMENT:
        return _kept_silent(note, _of_others(note, above, actor_of), actor_of, snapshot)
    reached: list[Statement] = []
    if note.scope is Scope.SPEAKER:
        reached = (
            _of_named(note, above, actor_of, snapshot)
            or _of_each_side(note, above, actor_of, snapshot)
            or _of_sources_called(note, above, snapshot)
        )
    elif note.scope is Scope.ALL:
        reached = _of_each_side(note, above, actor_of, snapshot) or _near(note, above)
    return reached or _on_one_claim(note, above, actor_of, snapshot)


def _kept_silent(
    note: Statement, above: Sequence[Statement], actor_of: Mapping[str, Actor], snapshot: Snapshot
) -> list[Statement]:
    """What a silence concerns: what somebody whom it names said last, or what was said on its matter."""
    named = _last_of_named(note, above, actor_of, snapshot)
    matter = _matter(note, snapshot)
    return named or (_on(matter, above, snapshot) if matter else _right_above(note, above))


def _of_others(note: Statement, above: Sequence[Statement], actor_of: Mapping[str, Actor]) -> list[Statement]:
    """Nobody is silent on what he said himself: "she said it was over, but declined to elaborate"."""
    silent = actor_of.get(note.speaker or "")
    speakers = [actor_of.get(one.speaker or "") for one in above]
    own = silent.key if silent else None
    return [one for one, who in zip(above, speakers, strict=True) if who is None or who.key != own]


def _on_one_claim(
    note: Statement, above: Sequence[Statement], actor_of: Mapping[str, Actor], snapshot: Snapshot
) -> list[Statement]:
    """The last of the party that is named, or what was said on the matter, or what stands right above."""
    names = frozenset(
        word
        for one in _named(note, snapshot)
        for word in snapshot.reports[note.report].quote(one.span).lower().split()
    )
    matter = _matter(note, snapshot)
    owned = [] if matter - names else _of_named(note, above, actor_of, snapshot)
    if owned:
        return owned[-1:]
    return _on(matter, above, snapshot) if matter else _right_above(note, above)


def _of_named(
    note: Statement, above: Sequence[Statement], actor_of: Mapping[str, Actor], snapshot: Snapshot
) -> list[Statement]:
    """What the parties, or the speakers, that a note names said above it."""
    sides, keys = _sides_named(note, actor_of, snapshot), _speakers_named(note, actor_of, snapshot)
    speakers = [actor_of.get(one.speaker or "") for one in above]
    return [
        one
        for one, who in zip(above, speakers, strict=True)
        if sides & _side(one, actor_of) or (who is not None and who.key in keys)
    ]


def _of_sources_called(note: Statement, above: Sequence[Statement], snapshot: Snapshot) -> list[Statement]:
    """What those said whom the note calls as the text did: "the club said ...", "the club's claims"."""
    report = snapshot.reports[note.report]
    called = {_bare(word) for span in note.content for word in report.quote(span).split()}
    return [one for one in above if one.source and _bare(report.quote(one.source).split()[-1]) in called]


def _bare(word: str) -> str:
    """Return a word without its possessive, in lower case."""
    return word.lower().strip(".,").removesuffix("'s").removesuffix("’s").rstrip("'’")


def _of_each_side(
    note: Statement, above: Sequence[Statement], actor_of: Mapping[str, Actor], snapshot: Snapshot
) -> list[Statement]:
    """The last that each side said, where the note speaks of sides: "neither claim"."""
    text = " ".join(snapshot.reports[note.report].quote(span) for span in note.content)
    last = {side: one for one in above if (side := _side(one, actor_of))}
    return list(last.values()) if len(last) > 1 and _BOTH & set(text.lower().split()) else []


def _last_of_named(
    note: Statement, above: Sequence[Statement], actor_of: Mapping[str, Actor], snapshot: Snapshot
) -> list[Statement]:
    """The last thing said by somebody whom a silence names: "has not commented on Lee's accusations"."""
    silent = actor_of.get(note.speaker or "")
    named = _speakers_named(note, actor_of, snapshot) - {silent.key if silent else ""}
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


def _right_above(note: Statement, above: Sequence[Statement]) -> list[Statement]:
    """The nearest statement before the note, if it is near enough to be meant."""
    return _near(note, above)[-1:]


def _near(note: Statement, above: Sequence[Statement]) -> list[Statement]:
    return [one for one in above if note.content[0].start - one.content[-1].end <= _NEAR]


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


def _speakers_named(note: Statement, actor_of: Mapping[str, Actor], snapshot: Snapshot) -> frozenset[str]:
    referents = (one.value.referent for one in _named(note, snapshot) if isinstance(one.value, ActorRef))
    named = (actor_of[one] for one in referents if one in actor_of)
    return frozenset(actor.key for actor in named if actor.kind != "outlet")


def _side(statement: Statement, actor_of: Mapping[str, Actor]) -> frozenset[str]:
    speaker = actor_of.get(statement.speaker or "")
    return frozenset(side for side in (speaker.party, speaker.country) if side) if speaker else frozenset()
