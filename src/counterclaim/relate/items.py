"""What is compared: one statement with its proposition, its people across reports, and its direction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from counterclaim.ledger import Snapshot
from counterclaim.model import Actor, ActorKind, Form, Proposition, Report, Statement, When
from counterclaim.relate.frames import FrameLexicon
from counterclaim.relate.propositions import ENEMY
from counterclaim.relate.vectors import Vector, Vectors, embed


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A statement ready to be compared with others.

    `doers` and `done_to` are the sides (party, else country, else the name) of who acts and who is
    acted on; `units` the numbered or named units among them. `gaining` and `losing` are the camps
    (countries, else parties) that the content would please or hurt; `names` the words that name
    those who take part.
    """

    statement: Statement
    report: Report
    proposition: Proposition
    vector: Vector
    speaker: Actor | None
    doers: frozenset[str]
    done_to: frozenset[str]
    units: frozenset[str]
    gaining: frozenset[str]
    losing: frozenset[str]
    names: frozenset[str]

    @property
    def id(self) -> str:
        """Return the id of the statement."""
        return self.statement.id

    @property
    def frame(self) -> str:
        """Return the frame of the content."""
        return self.proposition.frame

    @property
    def frames(self) -> frozenset[str]:
        """Return the frame and the others told in the same content."""
        return frozenset({self.proposition.frame, *self.proposition.also})

    @property
    def when(self) -> When | None:
        """Return when the thing told of happened, as far as that is known."""
        return self.statement.about or self.proposition.when

    @property
    def affirms(self) -> bool:
        """Say whether the speaker holds that the positive content is so."""
        return self.proposition.positive != self.statement.denied


def items(
    snapshot: Snapshot, actor_of: Mapping[str, Actor], vectors: Vectors, lexicon: FrameLexicon
) -> tuple[tuple[Item, ...], Hostilities]:
    """Return every statement that says something, ready to be compared, and who is hostile to whom.

    Items are sorted by id. The outlet's own notes on silence and verification say nothing of their
    own and are left out.
    """
    told = snapshot.propositions
    spoken = [one for _, one in sorted(snapshot.statements.items()) if one.form is not Form.NARRATOR]
    telling = [one for one in spoken if one.id in told and told[one.id].words]
    hostile = hostilities((told[one.id] for one in telling), actor_of, lexicon)
    found = (
        _item(one, told[one.id], snapshot.reports[one.report], actor_of, vectors, hostile) for one in telling
    )
    return tuple(found), hostile


Hostilities = frozenset[frozenset[str]]
"""Pairs of sides between whom something hostile is told."""


def hostilities(
    told: Iterable[Proposition], actor_of: Mapping[str, Actor], lexicon: FrameLexicon
) -> Hostilities:
    """Return the pairs of sides of whom somebody tells that one attacks, repels or defeats the other."""
    return frozenset(
        frozenset({doer, other})
        for one in told
        if lexicon.get(one.frame).hostile
        for doer in _camps(one.agents, actor_of)
        for other in _camps(one.patients, actor_of)
        if doer != other
    )


def _item(  # noqa: PLR0913, PLR0917  a statement with all that is known about it
    statement: Statement,
    told: Proposition,
    report: Report,
    actor_of: Mapping[str, Actor],
    vectors: Vectors,
    hostile: Hostilities,
) -> Item:
    people = [actor_of[one] for one in (*told.agents, *told.patients) if one in actor_of]
    speaker = actor_of.get(statement.speaker or "")
    enemy = _enemy(speaker, hostile)
    return Item(
        statement=statement,
        report=report,
        proposition=told,
        vector=embed(told.words, vectors),
        speaker=speaker,
        doers=_sides(told.agents, actor_of, enemy),
        done_to=_sides(told.patients, actor_of, enemy),
        units=frozenset(one.key for one in people if one.kind is ActorKind.UNIT and one.proper),
        gaining=_camps(told.gainers, actor_of, enemy),
        losing=_camps(told.losers, actor_of, enemy),
        names=frozenset(word.lower() for one in people for name in one.names for word in name.split()),
    )


def _enemy(speaker: Actor | None, hostile: Hostilities) -> str:
    """Return the only side hostile to the speaker's, or nothing where there are several."""
    own = (speaker.country or speaker.party) if speaker else None
    against = sorted({side for pair in hostile if own in pair for side in pair if side != own})
    return against[0] if len(against) == 1 else ""


def _sides(referents: Sequence[str], actor_of: Mapping[str, Actor], enemy: str = "") -> frozenset[str]:
    """Return for whom `referents` stand: a party, else a country, else a name; nobody for "some troops"."""
    known = [actor_of[one] for one in referents if one in actor_of]
    sides = {one.party or one.country or (one.name if one.proper else "") for one in known}
    return frozenset(side for side in (*sides, enemy if ENEMY in referents else "") if side)


def _camps(referents: Sequence[str], actor_of: Mapping[str, Actor], enemy: str = "") -> frozenset[str]:
    """Return on whose side of a quarrel `referents` stand: a country holds all parties in it."""
    known = [actor_of[one] for one in referents if one in actor_of]
    camps = {one.country or one.party or (one.name if one.proper else "") for one in known}
    return frozenset(camp for camp in (*camps, enemy if ENEMY in referents else "") if camp)
