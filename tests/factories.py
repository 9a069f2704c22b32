"""Small reports, statements and claims with sane defaults, for any room's tests.

Words are given as they stand in the text; the factory finds their spans, so that a test can be
read without counting characters.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from counterclaim.ledger import Fact, Snapshot
from counterclaim.model import (
    SUPPORTING,
    Act,
    Actor,
    ActorKind,
    Bearing,
    Certainty,
    Claim,
    Form,
    Link,
    Mention,
    Mentions,
    Origin,
    PartyStance,
    Referent,
    Report,
    Role,
    Scope,
    Span,
    Stance,
    Standing,
    Statement,
    Status,
    Value,
    When,
    content_id,
)

A_DAY = When.day(2024, 3, 2)


def a_report(  # noqa: PLR0913 - a test names what it is about, the rest has defaults
    text: str = "The mayor said the bridge was closed.",
    *,
    outlet: str | None = "Harbour Post",
    title: str | None = "From the harbour",
    published: When | None = A_DAY,
    address: str | None = None,
    path: str = "harbour.txt",
) -> Report:
    """Return a report whose id depends on its text and outlet."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Report(
        id=content_id("d", sha256, outlet),
        path=path,
        sha256=sha256,
        text=text,
        extractor="plain 1",
        title=title,
        outlet=outlet,
        published=published,
        address=address,
    )


def span_of(report: Report, words: str, nth: int = 0) -> Span:
    """Return where `words` stand in the report, for the `nth` time counted from 0."""
    start = -1
    for _ in range(nth + 1):
        start = report.text.index(words, start + 1)
    return Span(report.id, start, start + len(words))


def a_referent(
    report: Report, name: str, *, party: str | None = None, kind: ActorKind = ActorKind.PERSON
) -> Referent:
    """Return whom the report calls `name`."""
    return Referent(
        id=content_id("f", report.id, name),
        report=report.id,
        name=name,
        kind=kind,
        names=(name,),
        party=party,
        because="named so",
    )


def an_actor(*referents: Referent, party: str | None = None) -> Actor:
    """Return the actor that `referents` of one or several reports are; its party is theirs."""
    first = referents[0]
    parties = [referent.party for referent in referents if referent.party]
    return Actor(
        key=content_id("a", first.name),
        name=first.name,
        kind=first.kind,
        names=tuple(sorted({name for referent in referents for name in referent.names})),
        referents=tuple(referent.id for referent in referents),
        party=party or (parties[0] if parties else None),
        because="the same name",
    )


def a_statement(  # noqa: PLR0913 - a test names what it is about, the rest has defaults
    report: Report,
    quote: str | Sequence[str],
    *,
    speaker: Referent | None = None,
    source: str | None = None,
    relay: Referent | None = None,
    cue: str | None = None,
    act: Act = Act.ASSERT,
    form: Form = Form.INDIRECT,
    denied: bool = False,
    said: When | None = None,
    channel: str | None = None,
    level: int = 0,
) -> Statement:
    """Return the statement with the content `quote`; the source is the speaker's name unless told."""
    words = (quote,) if isinstance(quote, str) else tuple(quote)
    content = tuple(span_of(report, part) for part in words)
    named = source if source is not None else (speaker.name if speaker else None)
    source_span = span_of(report, named) if named else None
    chain = [Link(Role.SPEAKER, source_span, speaker.id if speaker else None)] if source_span else []
    if relay:
        chain.append(Link(Role.RELAY, span_of(report, relay.name), relay.id))
    return Statement(
        id=content_id("s", report.id, *content, named, act),
        report=report.id,
        content=content,
        act=act,
        form=form,
        because="the words stand beside the cue",
        chain=tuple(chain),
        source=source_span,
        cue=span_of(report, cue) if cue else None,
        denied=denied,
        level=level,
        channel=channel,
        said=said,
    )


def a_statement_with_all_beside_it(report: Report) -> Statement:
    """Return a statement on the default report's text with an addressee, hedges, a matter and a scope."""
    words = span_of(report, "the bridge")
    return replace(
        a_statement(report, "the bridge was closed", channel="letter"),
        certainty=Certainty.PROBABLE,
        hedges=(span_of(report, "was"), span_of(report, "closed")),
        addressee=words,
        channel_words=words,
        matter=words,
        scope=Scope.SPEAKER,
    )


def a_claim(
    gist: str,
    *bearings: tuple[Statement, Stance],
    frame: str = "happen",
    places: tuple[str, ...] = (),
    about: When | None = None,
) -> Claim:
    """Return the claim on which each statement bears with its stance."""
    told = tuple(Bearing(statement.id, stance, f"it {stance} so") for statement, stance in bearings)
    return Claim(content_id("c", gist), gist, frame, told, "the same words", places, about)


def a_standing(
    claim: Claim,
    status: Status = Status.ONE_SIDE,
    *,
    parties: Iterable[tuple[str, Stance]] = (),
    origins: Iterable[Sequence[Statement]] | None = None,
    credibility: int = 6,
) -> Standing:
    """Return the claim's standing; unless told, every supporting statement is an origin."""
    groups = (
        [[bearing.statement] for bearing in claim.bearings if bearing.stance in SUPPORTING]
        if origins is None
        else [[statement.id for statement in group] for group in origins]
    )
    made = tuple(
        Origin(content_id("o", claim.id, *group), None, tuple(group), "one act of speaking")
        for group in groups
    )
    stances = tuple(PartyStance(party, stance) for party, stance in parties)
    return Standing(claim.id, status, made, stances, f"so says the table: {status}", credibility)


def some_mentions(report: Report, *values: tuple[str, Value]) -> Mentions:
    """Return the report's mentions: words and what they are taken to mean."""
    items = sorted(
        (Mention(span_of(report, words), value, "as written") for words, value in values),
        key=lambda mention: mention.span,
    )
    return Mentions(report.id, tuple(items))


def a_snapshot(*facts: Fact) -> Snapshot:
    """Return the snapshot of `facts`; a referent without an actor becomes an actor of its own."""
    joined = {name for fact in facts if isinstance(fact, Actor) for name in fact.referents}
    alone = [an_actor(fact) for fact in facts if isinstance(fact, Referent) and fact.id not in joined]
    return Snapshot.of([*facts, *alone])
