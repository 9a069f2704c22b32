"""What people ruled, what may be ruled, and what came of it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from counterclaim.model import DecisionKind
from counterclaim.web.api.shapes.common import Head, Shape


class Decision(Shape):
    """What a person ruled."""

    id: str
    """The id of the decision."""
    kind: DecisionKind
    """What was done."""
    ruled: str
    """What was ruled, in words."""
    about: tuple[str, ...]
    """The ids, or the names, that it is about."""
    quotes: tuple[str, ...]
    """The words that it is bound to."""
    by: str
    """Who decided."""
    made: str
    """When, as ISO 8601 in UTC; "" where that is not told (a settings file)."""
    note: str
    """Why, in that person's words."""
    state: str
    """in force, undone, needs review, disagreement, or undoing."""
    because: str
    """Why it needs review, or with whom it disagrees."""


class Wish(BaseModel):
    """What is to be decided."""

    model_config = ConfigDict(use_attribute_docstrings=True, extra="forbid")

    kind: DecisionKind
    """What to do: confirm, reject, merge, split, relabel, alias, note or undo."""
    about: tuple[str, ...] = Field(min_length=1, max_length=200, examples=[["cl-0123456789ab"]])
    """What it is on: a claim or a statement to confirm, reject or note; claims and statements to merge; the
    statements to split off; the statement to relabel (for a party also an actor); the other names of an
    alias; the decision to undo."""
    claim: str = Field(default="", max_length=200)
    """The claim to split from; or to which claim a stance is, where the statement bears on several."""
    what: str = Field(default="", max_length=200)
    """What a relabel sets: stance, act, actor, party, place or time."""
    to: str = Field(default="", max_length=500)
    """To what it is set; or the right name of an alias."""
    note: str = Field(default="", max_length=5000)
    """Why, for others to read; the words of a note."""


class Difference(Shape):
    """One thing that changed."""

    news: str
    """What sort of thing changed."""
    fact: str
    """The id of what it is about: a claim as it is called now, a report, or a ruling."""
    gist: str
    """That in words."""
    because: str
    """Why."""
    was: str
    """What was before."""
    now: str
    """What is now."""
    who: str
    """Who spoke, where somebody did."""
    where: str
    """The outlets that print it."""
    earlier: tuple[str, ...]
    """Other ids under which the claim went before."""


class Decided(Shape):
    """What came of a decision."""

    head: Head
    """The state of the case afterwards."""
    new: bool
    """False where this person had ruled so already, and nothing was written."""
    decision: Decision
    """The decision."""
    changed: tuple[Difference, ...]
    """What else changed by it."""
