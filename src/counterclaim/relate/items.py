"""What is compared: one statement with its proposition, its people across reports, and its direction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from counterclaim.model import Actor, ActorKind, Form, Proposition, Report, Statement, When
from counterclaim.relate.frames import FrameLexicon
from counterclaim.relate.vectors import Vector, Vectors, embed


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A statement ready to be compared with others.

    `doers` and `done_to` are the sides (country, else party, else the actor) of who acts and who is
    acted on; `units` the numbered or named units among them. `gaining` and `losing` are the sides
    that the content would please or hurt.
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

    @property
    def id(self) -> str:
        """Return the id of the statement."""
        return self.statement.id

    @property
    def frame(self) -> str:
        """Return the frame of the content."""
        return self.proposition.frame

    @property
    def when(self) -> When | None:
        """Return when the thing told of happened, as far as that is known."""
        return self.statement.about or self.proposition.when

    @property
    def affirms(self) -> bool:
        """Say whether the speaker holds that the positive content is so."""
        return self.proposition.positive != self.statement.denied


def items(
    statements: Iterable[Statement],
    propositions: Mapping[str, Proposition],
    reports: Mapping[str, Report],
    actor_of: Mapping[str, Actor],
    vectors: Vectors,
) -> tuple[Item, ...]:
    """Return every statement that says something, ready to be compared, sorted by id.

    The outlet's own notes on silence and verification say nothing of their own and are left out.
    """
    spoken = sorted((one for one in statements if one.form is not Form.NARRATOR), key=lambda one: one.id)
    return tuple(
        _item(one, propositions[one.id], reports[one.report], actor_of, vectors)
        for one in spoken
        if one.id in propositions and propositions[one.id].words
    )


def _item(
    statement: Statement, told: Proposition, report: Report, actor_of: Mapping[str, Actor], vectors: Vectors
) -> Item:
    people = [actor_of[one] for one in (*told.agents, *told.patients) if one in actor_of]
    return Item(
        statement=statement,
        report=report,
        proposition=told,
        vector=embed(told.words, vectors),
        speaker=actor_of.get(statement.speaker or ""),
        doers=_sides(told.agents, actor_of),
        done_to=_sides(told.patients, actor_of),
        units=frozenset(one.key for one in people if one.kind is ActorKind.UNIT and one.proper),
        gaining=_sides(told.gainers, actor_of),
        losing=_sides(told.losers, actor_of),
    )


def _sides(referents: Sequence[str], actor_of: Mapping[str, Actor]) -> frozenset[str]:
    """Return the sides of `referents`: the country that an actor belongs to, else its party, else itself."""
    known = [actor_of[one] for one in referents if one in actor_of]
    return frozenset(one.country or one.party or one.key for one in known)


def opponents(everyone: Iterable[Item], lexicon: FrameLexicon) -> frozenset[frozenset[str]]:
    """Return the pairs of sides between whom something hostile is told: attacking, repelling, defeating."""
    return frozenset(
        frozenset({doer, other})
        for item in everyone
        if lexicon.get(item.frame).hostile
        for doer in item.doers
        for other in item.done_to
        if doer != other
    )
