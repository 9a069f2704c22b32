"""What was read, and who is spoken of in it."""

from __future__ import annotations

from counterclaim.model import ActorKind
from counterclaim.web.api.shapes.common import Head, Shape


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
