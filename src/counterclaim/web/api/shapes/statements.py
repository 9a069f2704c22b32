"""Who says what, with which words, and what it does to claims."""

from __future__ import annotations

from counterclaim.model import Act, Certainty, Form, Role, Scope, Stance, Verdict
from counterclaim.web.api.shapes.common import Quote, Shape
from counterclaim.web.api.shapes.decisions import Decision


class Hand(Shape):
    """One hand that the words passed through."""

    role: Role
    """Whether it speaks or passes on."""
    name: str
    """Whose."""
    key: str | None
    """The key of the actor, where it is known."""
    words: Quote
    """The words that name it."""
    because: str
    """Why it was read so."""


class Told(Shape):
    """A statement: who says what, with which words, and by what way."""

    statement: str
    """The id of the statement."""
    speaker: str
    """Who speaks."""
    actor: str | None
    """The key of the actor who speaks, where it is known."""
    party: str
    """The party of the speaker; in brackets where it is none."""
    party_because: str
    """Whether the party was inferred, and from what, or ruled."""
    outlets_own: bool
    """Whether the outlet itself says so."""
    quotes: tuple[Quote, ...]
    """The content, in exact words."""
    source: Quote | None
    """The words that name the source."""
    cue: Quote | None
    """The words that say that something is said."""
    chain: tuple[Hand, ...]
    """The hands that the words passed through, the speaker first."""
    channel: str | None
    """By what the words came: a telephone call, a post."""
    act: Act
    """What the speaker does in saying so."""
    form: Form
    """Directly, mixed, indirectly, or by the narrator."""
    denied: bool
    """Whether the content is denied by it."""
    level: int
    """How deep it stands in other statements."""
    said: str
    """When it was said: closed ISO text, "" where that is not known."""
    about: str
    """When what it tells of happened."""
    report: str
    """The id of the report in which it stands."""
    outlet: str
    """Who printed it."""
    title: str
    """The title of the report."""
    path: str
    """The file of the report."""
    address: str | None
    """The web address of the report."""
    published: str
    """When it was printed."""
    published_because: str
    """From what that was inferred, where it is not told."""
    because: str
    """Why this was read as a statement."""
    certainty: Certainty
    """How firmly the source stands behind it."""
    hedges: tuple[Quote, ...]
    """The words that the certainty was read from."""
    addressee: Quote | None
    """To whom it was said."""
    matter: Quote | None
    """What somebody keeps silent on."""
    scope: Scope | None
    """How far a note of the outlet's own reaches."""
    verdict: Verdict | None
    """What people ruled on it as a whole."""
    decisions: tuple[Decision, ...]
    """What people ruled on it."""


class Testimony(Told):
    """A statement as it bears on one claim."""

    claim: str | None
    """The id of the claim."""
    stance: Stance | None
    """What the statement does to the claim."""
    stance_because: str
    """Why it was read so."""
    does: str
    """That as a verb."""
    quarrel: str
    """Of one who concedes: that the party was ruled to be a faction of its side."""


class Stand(Shape):
    """What a statement does to one claim."""

    claim: str
    """The id of the claim."""
    stance: Stance
    """What the statement does to it."""
    because: str
    """Why it was read so."""


class Statement(Told):
    """A statement, with all that it bears on."""

    claims: tuple[Stand, ...]
    """What it does to which claims; none where it bears on none."""
