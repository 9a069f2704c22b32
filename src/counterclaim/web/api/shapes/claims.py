"""All there is to say about a claim: its words, its origins, and the claims that bear on it."""

from __future__ import annotations

from counterclaim.model import RelationKind
from counterclaim.web.api.shapes.board import Row
from counterclaim.web.api.shapes.common import Head, Shape
from counterclaim.web.api.shapes.decisions import Decision
from counterclaim.web.api.shapes.statements import Testimony


class Neighbour(Shape):
    """A relation as seen from one claim."""

    kind: RelationKind
    """Which relation."""
    words: str
    """That in words."""
    claim: str
    """The id of the other claim."""
    gist: str
    """What the other claim says."""
    score: float
    """How sure it is, 0 to 1."""
    because: str
    """Why."""


class LeftOut(Shape):
    """Statements that stand with an origin and add none of their own."""

    name: str
    """Whose they are."""
    statements: tuple[str, ...]
    """Their ids."""
    because: str
    """Why they were not counted."""


class OriginOfClaim(Shape):
    """One act of speaking that a claim rests on, or that speaks against it."""

    id: str
    """The id of the origin."""
    speaker: str
    """Who spoke."""
    statements: tuple[str, ...]
    """The statements that go back to it."""
    supports: bool
    """Whether it supports the claim."""
    because: str
    """Why these are one."""
    outlets: tuple[str, ...]
    """The outlets that print it; they do not count."""
    relays: tuple[str, ...]
    """Who passed it on; they do not count."""
    left_out: tuple[LeftOut, ...]
    """What may be the same voice, or copy it."""


class Origin(OriginOfClaim):
    """An origin, with the claim that it is one of."""

    claim: str
    """The id of the claim."""


class Account(Shape):
    """All there is to say about one claim."""

    head: Head
    """The state of the case."""
    claim: str
    """The id of the claim."""
    gist: str
    """Its shortest clear formulation."""
    frame: str
    """What happens, as the lexicon of event frames names it."""
    because: str
    """Why its statements were read as one claim."""
    row: Row
    """The claim as a row of the board."""
    testimonies: tuple[Testimony, ...]
    """Every statement on it, the strongest stance first."""
    relations: tuple[Neighbour, ...]
    """The claims that bear on it."""
    origins: tuple[OriginOfClaim, ...]
    """The acts of speaking that it rests on, and those against it."""
    decisions: tuple[Decision, ...]
    """What people ruled on it and on its statements."""


class Relation(Shape):
    """How one claim bears on another."""

    id: str
    """The id of the relation."""
    kind: RelationKind
    """Which relation: the left claim does this to the right one."""
    left: str
    """The id of the left claim."""
    left_gist: str
    """What it says."""
    right: str
    """The id of the right claim."""
    right_gist: str
    """What it says."""
    score: float
    """How sure it is, 0 to 1."""
    because: str
    """Why."""
