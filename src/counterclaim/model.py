"""The words of the domain, in the order a reader of the news meets them.

    Report > Block > Span > Mention > (Referent > Actor, Place, When, Quantity)
           > Link, chain > Statement > Proposition > Claim > Stance, Relation
           > Family > Origin > Standing > Decision

Everything here is frozen. Nothing does input or output, knows a language, or imports another
room. Whatever was read from a text keeps the `Span` it was read from, and every judgement keeps
a `because`: one sentence that a reader can check. Problems, which are data too, live next door
in `problems.py`.

Terms follow the field: source, cue and content are those of the attribution corpora (Pareti 2012);
a chain of links is PROV's `wasQuotedFrom`; a span is a W3C Web Annotation position selector; a
claim is schema.org's `Claim`; an interval keeps its TIMEX3 value (ISO 24617-1).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


def content_id(prefix: str, *parts: object) -> str:
    """Return an id that depends on nothing but `parts`: the same fact has the same id everywhere.

    >>> content_id("s", "abc", 3, None)
    's-a1b67eb231fe'
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


# -- Texts ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `[start, end)` of one report's text, counted in Unicode code points."""

    report: str
    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse an interval that cannot be: an anchor is never optional and never empty."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __contains__(self, other: Span) -> bool:
        """Say whether `other` lies inside this span."""
        return self.report == other.report and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share a character."""
        return self.report == other.report and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class When:
    """An interval `[begin, until)` of civil time; an end that is None is open, not "now".

    The zone is that of the place told of, which a report hardly ever names: it stays unknown.
    `timex` is the TIMEX3 value ("2023-05-11", "P1D", "2023-W19").
    """

    begin: datetime | None
    until: datetime | None
    timex: str = ""

    def __post_init__(self) -> None:
        """Refuse an interval that ends before it begins."""
        if self.begin is not None and self.until is not None and self.until < self.begin:
            raise ValueError(f"not an interval: {self.begin}..{self.until}")

    @classmethod
    def day(cls, year: int, month: int, day: int) -> When:
        """Return one whole day."""
        begin = datetime(year, month, day)
        return cls(begin, begin + timedelta(days=1), begin.date().isoformat())

    def could_overlap(self, other: When) -> bool:
        """Say whether both intervals can hold one same moment; an open end excludes nothing."""
        starts_in_time = self.begin is None or other.until is None or self.begin < other.until
        ends_in_time = other.begin is None or self.until is None or other.begin < self.until
        return starts_in_time and ends_in_time


@dataclass(frozen=True, slots=True)
class Report:
    """One outlet's text as we stored it. `text` is never edited; spans point into it.

    `sha256` names the raw bytes in the blob store; `text` was derived from them by `extractor`
    (a name and a version), so that the derivation can be repeated and checked. A `published` that
    nobody told, but that the text allows to infer, says so in `published_because`.
    """

    id: str
    path: str
    sha256: str
    text: str
    extractor: str
    title: str | None = None
    outlet: str | None = None
    language: str = "en"
    published: When | None = None
    published_because: str = ""
    address: str | None = None
    credits: tuple[str, ...] = ()  # agencies named in the text: "With reporting by ..."

    def quote(self, span: Span) -> str:
        """Return the characters that `span` points at."""
        if span.report != self.id:
            raise ValueError(f"{span} is not of report {self.id}")
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Intake:
    """How one report came in: what has to be known besides its raw bytes to read them once more.

    `reader` is the name and version of what made a text of the bytes, `line` the place in a file of many
    reports. The last five are what was told about it from outside, word for word; None is "not told".
    """

    report: str
    sha256: str
    path: str
    reader: str
    tool: str
    received: datetime | None = None
    line: int | None = None
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    language: str | None = None
    address: str | None = None


class BlockKind(StrEnum):
    """What a stretch of a report's text is for; nothing is attributed out of the last four."""

    HEADLINE = "headline"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    LIST = "list"  # one item, without the mark before it
    CAPTION = "caption"
    CREDIT = "credit"
    METADATA = "metadata"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text of one kind, as a reader sees it on the page."""

    kind: BlockKind
    start: int
    end: int


# -- Values: what a mention means, once normalised ---------------------------------------------


class ActorKind(StrEnum):
    """What sort of actor somebody or something is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    UNIT = "unit"
    GROUP = "group"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class Referent:
    """Whom one report speaks of: all its mentions of one actor, by name or description.

    It depends on that report alone and so never changes; which referents of several reports are
    one `Actor` may change with every report that comes in. `name` is the fullest name used,
    `names` are all (also "the Ukrainian president"), `party` the side it speaks for as far as this
    report tells. `signatures` are what it may be known by in another report without its name
    ("role:president@Ukraine").
    """

    id: str
    report: str
    name: str
    kind: ActorKind = ActorKind.PERSON
    names: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    proper: bool = False  # it has a proper name
    party: str | None = None
    country: str | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who. One `key` for every spelling and description: Zelenskiy, Zelensky, "the president".

    Which referents it is, each has as an `Identity`; `referents` are told only where all are worked out at
    once, and in ledgers of older versions. `because` says why they were joined, in words a reader can
    check, and `party_because` whether the party was inferred, and from what, or ruled. Of an actor of whom
    very many reports tell, some of them are asked what it is.
    `proper` is False for somebody who is only described ("two officials"), and so may be somebody
    else who is named. `camp` is the side it stands on where a person ruled so; else its country is.
    """

    key: str
    name: str
    kind: ActorKind = ActorKind.PERSON
    names: tuple[str, ...] = ()
    referents: tuple[str, ...] = ()
    proper: bool = False
    party: str | None = None
    country: str | None = None
    because: str = ""
    party_because: str = ""
    camp: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a referent is: the key of its actor.

    A fact of its own, so that a report adds to what is known of an actor of whom thousands tell, and does
    not write it all anew.
    """

    referent: str
    actor: str


@dataclass(frozen=True, slots=True)
class ActorRef:
    """The value of a mention of an actor: the id of a `Referent`."""

    referent: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where. `radius_km` says how vague it is: a town, a sector, a region, a country."""

    key: str
    name: str
    latitude: float
    longitude: float
    radius_km: float
    kind: str = "town"  # "town", "region" or "country"


class Bound(StrEnum):
    """Which way a figure is open, as the benchmark contract writes it."""

    EXACT = "="
    ABOUT = "~"
    AT_MOST = "<"
    AT_LEAST = ">"


@dataclass(frozen=True, slots=True)
class Quantity:
    """From `low` to `high` of a `unit`; "up to 2 kilometers" is None..2 km, bound `<`.

    `value` is the number as written. A garbled figure ("2,5000") has no numbers at all: its
    possible `readings` are listed and none is chosen. `of` is what is counted ("Russian assaults").
    """

    low: float | None
    high: float | None
    value: float | None
    bound: Bound
    unit: str
    of: str = ""
    readings: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a range that cannot be."""
        if self.low is not None and self.high is not None and self.high < self.low:
            raise ValueError(f"not a range: {self.low}..{self.high}")


Value = ActorRef | Place | When | Quantity


@dataclass(frozen=True, slots=True)
class Mention:
    """Words in a text, what we take them to mean, and why."""

    span: Span
    value: Value
    because: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """Everything one report mentions, in the order of the text."""

    report: str
    items: tuple[Mention, ...]


# -- Sayings -----------------------------------------------------------------------------------


class Act(StrEnum):
    """What a speaker does in saying the content (Austin's and Searle's speech acts, cut short)."""

    ASSERT = "assert"
    DENY = "deny"
    CONFIRM = "confirm"
    VOW = "vow"
    PREDICT = "predict"
    WARN = "warn"
    ACCUSE = "accuse"
    ASK = "ask"
    DOUBT = "doubt"
    DECLINE_COMMENT = "decline_comment"
    OTHER = "other"  # nothing is told to be so: a belief, a wish, a plan, praise, a topic talked about


class Form(StrEnum):
    """How the words are given."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    NARRATOR = "narrator"


class Certainty(StrEnum):
    """How firmly a source stands behind the content: the scale of FactBank (Saurí and Pustejovsky 2009).

    `UNCOMMITTED` is its "underspecified": wished, planned, asked, praised or talked about, not put
    forward as so.
    """

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNCOMMITTED = "uncommitted"


class Scope(StrEnum):
    """How far an outlet's note reaches: that it could not verify something, or that somebody kept silent."""

    CLAIM = "claim"  # what was just said, or the matter that the note names
    SPEAKER = "speaker"  # whatever the party that it names said above it
    ALL = "all"  # all that was said above it


class Role(StrEnum):
    """What one link does in a chain."""

    SPEAKER = "speaker"
    RELAY = "relay"


@dataclass(frozen=True, slots=True)
class Link:
    """One hand the words passed through: the words that name it, and whom we take them for.

    `referent` is None until `normalize` has read `span`, and stays None for a source that cannot
    be told. The reporting outlet is no link: it signs the whole report.
    """

    role: Role
    span: Span
    referent: str | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody said something: who first, through whom, with which word, about what.

    `content` is one or more spans without outer quotation marks and without "that". `denied`
    turns its polarity: "denies that X" has content X, denied. `level` counts how deep the
    statement is nested in others; `parent` is the one around it. `hedges` are the words that the
    `certainty` was read from, beside the cue; `channel_words` those that name the channel; `matter`
    is what somebody keeps silent on. Only the outlet's own notes have a `scope`.
    """

    id: str
    report: str
    content: tuple[Span, ...]
    act: Act
    form: Form
    because: str
    chain: tuple[Link, ...] = ()
    source: Span | None = None
    cue: Span | None = None
    denied: bool = False
    level: int = 0
    parent: str | None = None
    channel: str | None = None
    said: When | None = None
    about: When | None = None
    certainty: Certainty = Certainty.CERTAIN
    hedges: tuple[Span, ...] = ()
    addressee: Span | None = None
    channel_words: Span | None = None
    matter: Span | None = None
    scope: Scope | None = None

    @property
    def is_told(self) -> bool:
        """Say whether something was told as so: beliefs, wishes, plans and topics stay off the board."""
        return self.act is not Act.OTHER

    @property
    def speaker(self) -> str | None:
        """Return the referent whom the words come from, where it is known."""
        return self.chain[0].referent if self.chain else None

    def spans(self) -> Iterator[Span]:
        """Yield every span of the statement: content, chain, hedges, source, cue and the rest."""
        yield from self.content
        yield from (link.span for link in self.chain)
        yield from self.hedges
        single = (self.source, self.cue, self.addressee, self.channel_words, self.matter)
        yield from (span for span in single if span is not None)


class Modality(StrEnum):
    """Whether the thing is told as done, as going on, as to come, or as wanted."""

    DONE = "done"
    ONGOING = "ongoing"
    FUTURE = "future"
    WANTED = "wanted"


@dataclass(frozen=True, slots=True)
class Proposition:
    """What one statement's content says, taken apart so that two can be compared.

    `frame` names what happens in the open lexicon of event frames ("retreat", "repel"); it is
    the bare head word where the lexicon has none. Agents, patients, gainers and losers are
    referents; the last two are those whom the event would please or hurt: what a concession is
    computed from. `subject` and `object` are the head words of who or what takes part ("dam", "vote"),
    actor or not. `words` are the content words, lemmatised, for finding candidates and for saying
    why two contents agree.

    A content that tells several happenings has several propositions: part 0 is the whole of it, by
    its main happening; each other part is one happening more, told in the words of `spans`.
    """

    statement: str
    frame: str
    also: tuple[str, ...] = ()  # other frames told in the same content
    clause: bool = True  # it has a finite verb; "to strike" and "the bank of fraud" have none
    positive: bool = True
    modality: Modality = Modality.DONE
    agents: tuple[str, ...] = ()
    patients: tuple[str, ...] = ()
    gainers: tuple[str, ...] = ()
    losers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    when: When | None = None
    words: tuple[str, ...] = ()
    subject: str = ""
    object: str = ""
    object_sort: tuple[str, ...] = ()  # nouns before its head word: "tax" of "the tax reform"
    indefinite: bool = False  # "a pipe", "a gold medal": there may be another one
    part: int = 0
    spans: tuple[Span, ...] = ()

    @property
    def id(self) -> str:
        """Return the statement's id for the whole content, and that with a number for another part."""
        return f"{self.statement}.{self.part}" if self.part else self.statement


# -- Claims and what bears on them ---------------------------------------------------------------


class Stance(StrEnum):
    """What one statement does to one claim; conceding is against the speaker's own side."""

    ASSERTS = "asserts"
    CONFIRMS = "confirms"
    CONCEDES = "concedes"
    DENIES = "denies"
    DOUBTS = "doubts"
    SILENT = "silent"


SUPPORTING = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.CONCEDES})


@dataclass(frozen=True, slots=True)
class Bearing:
    """One statement's stance towards one claim, and why we read it so."""

    statement: str
    stance: Stance
    because: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Statements, from any number of reports, that say the same thing.

    `gist` is its shortest clear formulation, in words that a report used.
    """

    id: str
    gist: str
    frame: str
    bearings: tuple[Bearing, ...]
    because: str
    places: tuple[str, ...] = ()
    about: When | None = None


class RelationKind(StrEnum):
    """How the left claim bears on the right one."""

    DENIES = "denies"
    CONFLICTS = "conflicts"
    ELABORATES = "elaborates"
    SUPERSEDES = "supersedes"
    SAME_TOPIC = "same_topic"


@dataclass(frozen=True, slots=True)
class Relation:
    """One claim bears on another; `score` is 0..1 and `because` is shown to the reader."""

    kind: RelationKind
    left: str
    right: str
    score: float
    because: str

    @property
    def id(self) -> str:
        """Return an id made of what is related and how."""
        return content_id("r", self.kind, self.left, self.right)


@dataclass(frozen=True, slots=True)
class Family:
    """Reports that copy one text. A family counts once, however many outlets print it."""

    id: str
    reports: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Statements that stand with an origin and add none of their own: whose they are, and why not."""

    name: str
    statements: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Statements on one claim that go back to one act of speaking, however many outlets print it.

    `relays` are the names of those who passed the words on. `left_out` are those of its statements
    that may be the same voice, or copy it, and so were not counted as an origin of their own.
    """

    id: str
    speaker: str | None
    statements: tuple[str, ...]
    because: str
    relays: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


class Status(StrEnum):
    """What may be said of a claim today."""

    ONE_SIDE = "one_side"
    SEVERAL_ORIGINS = "several_origins"
    CONCEDED = "conceded"
    DENIED = "denied"
    CONTESTED = "contested"
    INDEPENDENTLY_VERIFIED = "independently_verified"
    NOT_VERIFIABLE = "not_verifiable"
    NARRATED = "narrated"


@dataclass(frozen=True, slots=True)
class PartyStance:
    """What one party, through its speakers, does to a claim."""

    party: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim's status, the independent origins (not outlets) it rests on, and each party's stance.

    `credibility` is the suggested Admiralty digit (1 confirmed .. 6 cannot be judged); a letter
    for the source is never given.
    """

    claim: str
    status: Status
    origins: tuple[Origin, ...]
    parties: tuple[PartyStance, ...]
    because: str
    credibility: int = 6


class DecisionKind(StrEnum):
    """What a person may rule."""

    CONFIRM = "confirm"
    REJECT = "reject"
    MERGE = "merge"
    SPLIT = "split"
    RELABEL = "relabel"
    ALIAS = "alias"
    NOTE = "note"
    WEIGH = "weigh"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """Words of a stored text that a ruling is bound to, so that it outlives ids, re-runs and extractors.

    `sha256` names the raw bytes and `report` the report made of them; `start` and `end` are a position
    selector, `exact` with the words before and after it a quote selector (W3C Web Annotation): where the
    text was extracted anew, the words are looked for again.
    """

    sha256: str
    report: str
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's ruling about some fact; it outweighs the machine's and is only ever followed, not erased.

    `about` are ids of facts or, where it is ruled who is who and on which side, names as reports
    write them. An alias says `to` whose names these are too; a relabel says `what` is set ("party",
    "camp", "stance") and `to` what. To weigh is to say `to` which table of rules, in TOML, all claims are
    judged by. To undo is to rule that the decision `about` is no longer in force.

    `anchors` hold the words of each thing that the ruling is about, in the order of `about`: what is
    merged are the contents of all of them; what is split off are all but the last, from the last. To
    relabel a stance may name the claim it is the stance to behind the statement. What is ruled on a claim
    as a whole, and not on a statement, says `what`: "claim". `made` is when the person ruled, in UTC; a
    settings file does not tell.
    """

    id: str
    kind: DecisionKind
    about: tuple[str, ...]
    by: str
    note: str = ""
    what: str = ""
    to: str = ""
    anchors: tuple[tuple[Anchor, ...], ...] = ()
    made: datetime | None = None


class Verdict(StrEnum):
    """What people said of a statement or a claim as a whole; disputed where they said the opposite."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Joined:
    """Statements that a person ruled to say one thing, and who ruled so."""

    statements: frozenset[str]
    because: str


@dataclass(frozen=True, slots=True)
class Parted:
    """Statements that a person ruled to say another thing than `others` do, and who ruled so."""

    statements: frozenset[str]
    others: frozenset[str]
    because: str


@dataclass(frozen=True, slots=True)
class RuledStance:
    """The stance that a person ruled a statement to take, and who ruled so.

    It is the stance to every claim that the statement bears on, or only to that which one of `beside` bears
    on too; where that is empty, to that which no other statement bears on.
    """

    statement: str
    stance: Stance
    because: str
    beside: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Constraints:
    """What people ruled on which statements make one claim, and with which stance."""

    joined: tuple[Joined, ...] = ()
    parted: tuple[Parted, ...] = ()
    stances: tuple[RuledStance, ...] = ()
