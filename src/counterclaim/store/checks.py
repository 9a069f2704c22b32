"""What `verify` looks for, as far as it can be said without a database.

Nothing here raises for damage: each check yields one `Damage` for each item that is not as it
should be.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from counterclaim.ledger import Entry, Fact, Snapshot, broken_links, decode, id_of, kind_of
from counterclaim.model import ActorRef, Intake, Mentions, Proposition, Referent, Report, Span, Statement
from counterclaim.problems import CounterclaimError, IntegrityError
from counterclaim.store.protocol import Damage

History = Mapping[int, tuple[str, str, int | None]]
"""What stood when: kind and id of each fact by the entry that put it, and the entry that ended it."""


def history_of(entries: Iterable[Entry]) -> dict[int, tuple[str, str, int | None]]:
    """Return what `entries`, in order, add up to."""
    history: dict[int, tuple[str, str, int | None]] = {}
    standing: dict[tuple[str, str], int] = {}
    for entry in entries:
        key = entry.change.kind, entry.change.fact_id
        before = standing.pop(key, None)
        if before is not None:
            history[before] = (*key, entry.sequence)
        if entry.change.body is not None:
            history[entry.sequence] = (*key, None)
            standing[key] = entry.sequence
    return history


def damaged_chain(entries: Iterable[Entry]) -> Iterator[Damage]:
    """Yield the entries that were altered, or that do not follow the one before."""
    for sentence in broken_links(entries):
        _, number, reason = sentence.split(" ", 2)
        yield Damage(f"entry {number}", reason)


def damaged_history(entries: Iterable[Entry], stored: History) -> Iterator[Damage]:
    """Yield the facts whose stored history is not what the log adds up to."""
    replayed = history_of(entries)
    for sequence in sorted(replayed.keys() | stored.keys()):
        said, kept = replayed.get(sequence), stored.get(sequence)
        if said is None:
            named, reason = kept, "stands in the history of facts, but entry {} did not put it"
        elif kept is None:
            named, reason = said, "is missing from the history of facts: entry {} put it"
        elif said != kept:
            named, reason = said, "stands otherwise in the history of facts than entry {} put it"
        else:
            continue
        assert named is not None
        yield Damage(f"{named[0]} {named[1]}", reason.format(sequence))


def damaged_blobs(names: Iterable[str], read: Callable[[str], bytes]) -> Iterator[Damage]:
    """Yield the blobs that `read` cannot give, or that are not what their name says."""
    for name in names:
        try:
            read(name)
        except CounterclaimError as error:
            yield Damage(f"blob {name}", str(error))


def readable(entries: Iterable[Entry]) -> tuple[dict[int, Fact], list[Damage]]:
    """Return the facts that `entries` put, by their numbers, and the damage of the unreadable ones."""
    facts: dict[int, Fact] = {}
    found: list[Damage] = []
    for entry in entries:
        change = entry.change
        try:
            facts[entry.sequence] = decode(change.kind, change.body or "")
        except IntegrityError as error:
            found.append(Damage(f"{change.kind} {change.fact_id}", str(error).splitlines()[0]))
    return facts, found


def damaged_facts(snapshot: Snapshot, blob_names: Collection[str]) -> Iterator[Damage]:
    """Yield the facts that point outside a text, or at something that is not there."""
    yield from _damaged_spans(snapshot)
    yield from _dangling(snapshot)
    for fact in snapshot.facts(("report", "intake")):
        if isinstance(fact, Report | Intake) and fact.sha256 not in blob_names:
            item = f"{kind_of(fact)} {id_of(fact)}"
            yield Damage(item, f"its raw bytes, blob {fact.sha256}, are not stored")


# -- Spans -----------------------------------------------------------------------------------


def _damaged_spans(snapshot: Snapshot) -> Iterator[Damage]:
    """Yield the facts with a span outside the text of the report they were read from."""
    for statement in snapshot.statements.values():
        item = f"statement {statement.id}"
        yield from _outside(item, statement.spans(), snapshot.reports.get(statement.report))
    for told in snapshot.propositions.values():
        said = snapshot.statements.get(told.statement)
        report = snapshot.reports.get(said.report) if said else None
        yield from _outside(f"proposition {told.id}", told.spans, report)
    for mentions in snapshot.mentions.values():
        spans = (mention.span for mention in mentions.items)
        yield from _outside(f"mentions {mentions.report}", spans, snapshot.reports.get(mentions.report))


def _outside(item: str, spans: Iterable[Span], report: Report | None) -> Iterator[Damage]:
    """Yield each span that is not inside `report`; a report that is missing is a dangling reference."""
    if report is None:
        return
    for span in spans:
        where = f"span {span.start}..{span.end}"
        if span.report != report.id:
            yield Damage(item, f"{where} points into report {span.report}, but it was read from {report.id}")
        elif span.end > len(report.text):
            yield Damage(
                item, f"{where} is outside the text of report {report.id} ({len(report.text)} characters)"
            )


# -- References ------------------------------------------------------------------------------


def _dangling(snapshot: Snapshot) -> Iterator[Damage]:
    """Yield each reference to a fact that does not stand."""
    for item, kind, fact_id in _references(snapshot):
        if snapshot.get(kind, fact_id) is None:
            yield Damage(item, f"refers to {kind} {fact_id}, which is not there")


def _references(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    """Yield (item that refers, kind, id) for every reference between facts, kind after kind.

    Decisions are left out: what a person ruled about may since have been taken back.
    """
    for fact in snapshot.facts(("intake", "referent", "mentions", "statement", "proposition")):
        match fact:
            case Intake():
                yield f"intake {fact.report}", "report", fact.report
            case Referent():
                yield f"referent {fact.id}", "report", fact.report
            case Mentions():
                yield from _references_of_mentions(fact)
            case Statement():
                yield from _references_of_statement(fact)
            case Proposition():
                yield from _references_of_proposition(fact)
    yield from _references_of_derived(snapshot)


def _references_of_mentions(mentions: Mentions) -> Iterator[tuple[str, str, str]]:
    item = f"mentions {mentions.report}"
    yield item, "report", mentions.report
    for mention in mentions.items:
        if isinstance(mention.value, ActorRef):
            yield item, "referent", mention.value.referent


def _references_of_statement(statement: Statement) -> Iterator[tuple[str, str, str]]:
    item = f"statement {statement.id}"
    yield item, "report", statement.report
    yield from ((item, "referent", link.referent) for link in statement.chain if link.referent is not None)
    if statement.parent is not None:
        yield item, "statement", statement.parent


def _references_of_proposition(proposition: Proposition) -> Iterator[tuple[str, str, str]]:
    item = f"proposition {proposition.id}"
    yield item, "statement", proposition.statement
    for roles in (proposition.agents, proposition.patients, proposition.gainers, proposition.losers):
        yield from ((item, "referent", referent) for referent in roles)


def _references_of_derived(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    for family in snapshot.families.values():
        yield from ((f"family {family.id}", "report", report) for report in family.reports)
    for actor in snapshot.actors.values():
        yield from ((f"actor {actor.key}", "referent", referent) for referent in actor.referents)
    for identity in snapshot.identities.values():
        yield f"identity {identity.referent}", "referent", identity.referent
        yield f"identity {identity.referent}", "actor", identity.actor
    for claim in snapshot.claims.values():
        yield from ((f"claim {claim.id}", "statement", bearing.statement) for bearing in claim.bearings)
    for relation in snapshot.relations.values():
        yield from ((f"relation {relation.id}", "claim", side) for side in (relation.left, relation.right))
    for standing in snapshot.standings.values():
        item = f"standing {standing.claim}"
        yield item, "claim", standing.claim
        for origin in standing.origins:
            yield from ((item, "statement", statement) for statement in origin.statements)
