"""Small facts with sane defaults, for the tests of the ledger and of what keeps it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from counterclaim.ledger import Change, Fact, Snapshot, changes
from counterclaim.model import (
    Act,
    Actor,
    ActorRef,
    Bearing,
    Bound,
    Claim,
    Decision,
    DecisionKind,
    Family,
    Form,
    Identity,
    Intake,
    Link,
    Mention,
    Mentions,
    Origin,
    PartyStance,
    Place,
    Proposition,
    Quantity,
    Referent,
    Relation,
    RelationKind,
    Report,
    Role,
    Span,
    Stance,
    Standing,
    Statement,
    Status,
    When,
)
from counterclaim.problems import Problem, ProblemKind

TOOL = "counterclaim-test 1"
NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)

TEXT = 'The mayor said the bridge is safe. "It will hold for years," engineer Ilse Brandt wrote.'
RAW = TEXT.encode()


def at(minutes: float) -> datetime:
    """Return the moment so many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def report(name: str = "a", text: str = TEXT, raw: bytes = RAW) -> Report:
    return Report(
        id=f"report-{name}",
        path=f"{name}.txt",
        sha256=hashlib.sha256(raw).hexdigest(),
        text=text,
        extractor="plain 1",
        title="Bridge stays open",
        outlet="The Valley Post",
        published=When.day(2024, 2, 29),
    )


def span(words: str, name: str = "a", text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(f"report-{name}", start, start + len(words))


def statement(name: str = "a", words: str = "the bridge is safe", referent: str | None = None) -> Statement:
    speaker = Link(
        Role.SPEAKER, span("The mayor", name), referent or f"referent-{name}", "named before the cue"
    )
    return Statement(
        id=f"statement-{name}",
        report=f"report-{name}",
        content=(span(words, name),),
        act=Act.ASSERT,
        form=Form.INDIRECT,
        because="cue: said",
        chain=(speaker,),
        source=span("The mayor", name),
        cue=span("said", name),
    )


def one_of_each(name: str = "a") -> list[Fact]:
    """Return a whole little case: a fact of every kind, with no reference left open."""
    said, who, claim, other = f"statement-{name}", f"referent-{name}", f"claim-{name}", f"claim-{name}-2"
    place = Place("g-1", "Lindau", 47.55, 9.69, 4.0)
    figure = Quantity(2.0, None, 2.0, Bound.AT_LEAST, "year", "service")
    mayor = Mention(span("The mayor", name), ActorRef(who), "title")
    return [
        report(name),
        Referent(who, f"report-{name}", "the mayor", party="city", because="title"),
        Mentions(f"report-{name}", (mayor, Mention(span("years", name), figure, "number word"))),
        statement(name),
        Proposition(
            said, "hold", agents=(who,), places=(place.key,), quantities=(figure,), words=("bridge",)
        ),
        Family(f"family-{name}", (f"report-{name}",), "only one text"),
        Actor(f"actor-{name}", "the mayor", party="city"),
        Identity(who, f"actor-{name}"),
        Claim(
            claim, "the bridge is safe", "hold", (Bearing(said, Stance.ASSERTS, "says so"),), "one statement"
        ),
        Claim(other, "the bridge is not safe", "hold", (), "the opposite"),
        Relation(RelationKind.DENIES, other, claim, 1.0, "the same with a not"),
        Standing(
            claim,
            Status.ONE_SIDE,
            (Origin(f"origin-{name}", f"actor-{name}", (said,), "one act of speaking"),),
            (PartyStance("city", Stance.ASSERTS),),
            "one party speaks",
        ),
        Decision(f"decision-{name}", DecisionKind.CONFIRM, (claim,), "an editor", "seen the survey"),
        Problem(ProblemKind.EMPTY, f"{name}.html", "no text", "open it in a browser", fatal=True),
        Intake(
            f"report-{name}", report(name).sha256, f"{name}.txt", "plain 1", TOOL, NOON, outlet="The Post"
        ),
    ]


def put(*facts: Fact) -> tuple[Change, ...]:
    """Return the changes that put `facts` into an empty ledger."""
    return changes(Snapshot(), facts)


def blobs(*contents: bytes) -> dict[str, bytes]:
    """Return `contents` by their names."""
    return {hashlib.sha256(content).hexdigest(): content for content in contents or (RAW,)}


def notes(count: int, prefix: str = "n") -> Sequence[Change]:
    """Return so many changes, each of which puts a note."""
    return put(
        *(Decision(f"{prefix}-{n:05}", DecisionKind.NOTE, (), "an editor", f"note {n}") for n in range(count))
    )
