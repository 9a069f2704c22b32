"""What the answers of the API are made of; the names and their meaning stay within `/api/v1`."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from counterclaim.model import (
    Act,
    ActorKind,
    Certainty,
    DecisionKind,
    Form,
    RelationKind,
    Role,
    Scope,
    Stance,
    Status,
    Verdict,
)
from counterclaim.problems import ProblemKind

Item = TypeVar("Item")


class Shape(BaseModel):
    """An object of an answer."""

    model_config = ConfigDict(from_attributes=True, use_attribute_docstrings=True, frozen=True)


class Head(Shape):
    """The state of the case that an answer tells of."""

    sequence: int
    """The number of the last entry of the log that counts."""
    hash: str
    """The hash of that entry, over it and all before it."""
    tag: str
    """Both as an entity tag: what `If-Match` takes where something is decided."""
    as_of: str
    """The moment that was asked for, as it was typed; "" is the present."""


class Listing(Shape, Generic[Item]):
    """A part of a list."""

    head: Head
    """The state of the case; all parts of one list tell of the same."""
    total: int
    """How many there are in all parts together."""
    items: tuple[Item, ...]
    """Those of this part, in an order that does not change."""
    next: str | None
    """The address of the next part, None behind the last."""


class Quote(Shape):
    """Words as they stand in the text of a report: `text == report.text[start:end]`."""

    start: int
    """The first character, counted from 0 in Unicode code points (not in UTF-16 units or bytes)."""
    end: int
    """The character after the last."""
    text: str
    """The exact words."""


# -- Decisions -------------------------------------------------------------------------------


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


# -- Claims ----------------------------------------------------------------------------------


class Cell(Shape):
    """What one party does to a claim."""

    party: str
    """The party; in brackets where it is none."""
    stances: tuple[Stance, ...]
    """Its stances, strongest first; none where no report tells of any."""
    speakers: tuple[str, ...]
    """Who speaks for it."""
    statements: tuple[str, ...]
    """The ids of the statements."""
    ruled: bool
    """Whether a person, and not the reports, put a speaker with this party."""


class Row(Shape):
    """A claim as a row of the board."""

    claim: str
    """The id of the claim."""
    gist: str
    """Its shortest clear formulation, in words of a report."""
    status: Status | None
    """What may be said of it today; None before it was weighed."""
    because: str
    """Why it has this status."""
    origins: int
    """How many independent acts of speaking support it."""
    outlets: int
    """How many outlets print these."""
    statements: int
    """How many statements bear on it, for or against."""
    cells: tuple[Cell, ...]
    """What each party does to it, in the order of `parties`."""
    credibility: int | None
    """The digit suggested on the Admiralty scale: 1 confirmed .. 6 cannot be judged."""
    about: str
    """When it happened, as far as that is known: closed ISO text."""
    places: tuple[str, ...]
    """Where."""
    contested: bool
    """Whether somebody, or another claim, speaks against it."""
    conceded: bool
    """Whether somebody says it against their own side."""
    denied: bool
    """Whether somebody denies it."""
    one_sided: bool
    """Whether one side alone tells it."""
    rivals: int
    """How many claims cannot be so beside it."""
    verdict: Verdict | None
    """What people ruled on it as a whole."""


class Board(Listing[Row]):
    """A part of the claim board."""

    parties: tuple[str, ...]
    """The columns of the story."""
    undated: int
    """How many more would be listed, but that a time which was asked for is not known of them."""


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


# -- Reports and actors ----------------------------------------------------------------------


class Report(Shape):
    """A report as it is listed."""

    id: str
    """The id of the report."""
    path: str
    """The file it came in."""
    sha256: str
    """The hash of the raw bytes."""
    extractor: str
    """What made a text of the bytes: name and version."""
    title: str | None
    """Its title."""
    outlet: str | None
    """Who published it."""
    language: str
    """Its language, as a code of BCP 47."""
    published: str
    """When: closed ISO text, "" where that is not known."""
    published_because: str
    """From what that was inferred, where it is not told."""
    address: str | None
    """Its web address."""
    credits: tuple[str, ...]
    """Agencies that the text names."""
    characters: int
    """How long its text is, in Unicode code points."""
    statements: int
    """How many statements were read in it."""
    copies: tuple[str, ...]
    """Reports that copy the same text: they count once."""


class Segment(Shape):
    """Characters of a text that the same statements cover; all segments joined are the text."""

    start: int
    """The first character."""
    end: int
    """The character after the last."""
    text: str
    """The exact words."""
    statements: tuple[str, ...]
    """The statements that cover it, those around first."""
    paragraph: int
    """The number of the paragraph, from 0."""


class ReportRead(Report):
    """A report with its text."""

    head: Head
    """The state of the case."""
    segments: tuple[Segment, ...]
    """The whole text, cut at every end of a paragraph or of a statement."""


class Actor(Shape):
    """Somebody, under all names that reports use."""

    key: str
    """The key of the actor."""
    name: str
    """The fullest name."""
    kind: ActorKind
    """What sort of actor."""
    names: tuple[str, ...]
    """All names and descriptions."""
    proper: bool
    """False for somebody who is only described, and so may be somebody else who is named."""
    party: str | None
    """The side it speaks for."""
    party_because: str
    """Whether that was inferred, and from what, or ruled."""
    camp: str | None
    """The side it stands on, where a person ruled so."""
    country: str | None
    """Its country."""
    because: str
    """Why these names are those of one."""


class ActorRead(Actor):
    """An actor with what it says."""

    head: Head
    """The state of the case."""
    statements: tuple[str, ...]
    """The ids of the statements of which it is the speaker."""
    reports: tuple[str, ...]
    """The ids of the reports that speak of it."""


# -- The rest --------------------------------------------------------------------------------


class InputProblem(Shape):
    """Something that was wrong with the input."""

    id: str
    """The id of the problem."""
    kind: ProblemKind
    """What sort of problem."""
    path: str
    """The file."""
    line: int | None
    """The line, where there is one."""
    reason: str
    """What was wrong."""
    advice: str
    """What to do next."""
    fatal: bool
    """Whether nothing could be read there."""


class Hit(Shape):
    """A place that holds the words sought."""

    kind: str
    """`report` or `statement`."""
    id: str
    """Its id."""
    report: str
    """The report in which it stands."""
    quote: Quote
    """The words, with their place."""


class Hits(Shape):
    """What was found."""

    head: Head
    """The state of the case."""
    items: tuple[Hit, ...]
    """The best first."""
    more: bool
    """Whether there are more than `limit`."""


class Session(Shape):
    """Who asks, and what they need in order to decide."""

    user: str
    """Who decides."""
    csrf: str
    """What the header X-CSRF-Token has to tell with every request that changes something."""
    read_only: bool
    """Whether nobody may decide anything."""
    head: Head
    """The state of the case."""


class Health(Shape):
    """That the server answers, and can read its case."""

    status: str
    """`ok`."""
    version: str
    """The version of Counterclaim."""
    head: Head
    """The state of the case."""


class Wrong(Shape):
    """A value of a request that cannot be."""

    where: str
    """The part of the request."""
    reason: str
    """Why it cannot be."""


class ProblemDocument(Shape):
    """Why something cannot be done (RFC 9457)."""

    type: str
    """The kind of problem: urn:counterclaim:problem:..."""
    title: str
    """That in words."""
    status: int
    """The status code."""
    detail: str
    """What is wrong this time."""
    instance: str
    """The address that was asked."""
    next: str
    """What to do next."""
    errors: tuple[Wrong, ...] | None = None
    """Every value that cannot be, where there are such."""
