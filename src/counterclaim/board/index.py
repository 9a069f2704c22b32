"""Look-ups over one snapshot, made once, and the few questions that every view asks of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from counterclaim.board.clocks import clock_text
from counterclaim.board.integrity import faults
from counterclaim.board.labels import NO_PARTY, NOT_NAMED, OUTLET_ITSELF
from counterclaim.ledger import Snapshot
from counterclaim.model import Actor, Bearing, Form, Place, Relation, Report, Statement
from counterclaim.problems import IntegrityError


@dataclass(frozen=True, slots=True)
class Index:
    """A snapshot with what is asked of it again and again.

    `actors` is keyed by referent, `bearings` by statement (with the claim's id), `relations` by
    claim (on either side), `statements` by report (in the order of the text), `places` by key.
    `attitudes` are the statements in which nothing is told as so; no claim rests on them.
    """

    snapshot: Snapshot
    actors: Mapping[str, Actor]
    bearings: Mapping[str, tuple[tuple[str, Bearing], ...]]
    relations: Mapping[str, tuple[Relation, ...]]
    statements: Mapping[str, tuple[Statement, ...]]
    attitudes: Mapping[str, tuple[Statement, ...]]
    places: Mapping[str, str]


def index_of(snapshot: Snapshot) -> Index:
    """Return the look-ups over `snapshot`.

    Raises:
        IntegrityError: a fact refers to one that is not there, or a span ends after its text.
    """
    for fault in faults(snapshot):
        raise IntegrityError(fault)
    bearings: defaultdict[str, list[tuple[str, Bearing]]] = defaultdict(list)
    for claim_id, claim in sorted(snapshot.claims.items()):
        for bearing in claim.bearings:
            bearings[bearing.statement].append((claim_id, bearing))
    relations: defaultdict[str, list[Relation]] = defaultdict(list)
    for _, relation in sorted(snapshot.relations.items()):
        for side in sorted({relation.left, relation.right}):
            relations[side].append(relation)
    statements: defaultdict[str, list[Statement]] = defaultdict(list)
    attitudes: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in sorted(snapshot.statements.values(), key=text_order):
        (statements if statement.is_told else attitudes)[statement.report].append(statement)
    return Index(
        snapshot=snapshot,
        actors=snapshot.actor_of(),
        bearings={key: tuple(told) for key, told in bearings.items()},
        relations={key: tuple(told) for key, told in relations.items()},
        statements={key: tuple(told) for key, told in statements.items()},
        attitudes={key: tuple(held) for key, held in attitudes.items()},
        places=dict(_places(snapshot)),
    )


def text_order(statement: Statement) -> tuple[str, int, int, str]:
    """Return the key that sorts statements as they stand in the reports."""
    first = min(statement.content)
    return statement.report, first.start, -first.end, statement.id


def _places(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for _, mentions in sorted(snapshot.mentions.items()):
        for mention in mentions.items:
            if isinstance(mention.value, Place):
                yield mention.value.key, mention.value.name


def is_outlets_own(statement: Statement) -> bool:
    """Say whether the outlet itself says so: narrated, with no source named."""
    return statement.form is Form.NARRATOR and statement.source is None


def outlet_name(report: Report) -> str:
    """Return the name under which a report is cited: its outlet, else its title, else its file."""
    return report.outlet or report.title or report.path or report.id


def speaker_actor(index: Index, statement: Statement) -> Actor | None:
    """Return the actor whom the words come from, where it is known."""
    return index.actors.get(statement.speaker) if statement.speaker else None


def name_of(index: Index, referent_id: str | None) -> str | None:
    """Return the name of the actor that a referent is, or else the referent's own."""
    if referent_id is None:
        return None
    if referent_id in index.actors:
        return index.actors[referent_id].name
    referent = index.snapshot.referents.get(referent_id)
    return referent.name if referent else None


def speaker_name(index: Index, statement: Statement) -> str:
    """Return who speaks: the actor's name, else the words of the source, else the outlet."""
    report = index.snapshot.reports[statement.report]
    if is_outlets_own(statement):
        return outlet_name(report)
    named = name_of(index, statement.speaker)
    if named:
        return named
    source = statement.source or (statement.chain[0].span if statement.chain else None)
    return report.quote(source) if source else NOT_NAMED


def party_of(index: Index, statement: Statement) -> str:
    """Return the column a statement stands in: its speaker's party, or one of the two in brackets."""
    if is_outlets_own(statement):
        return OUTLET_ITSELF
    actor = speaker_actor(index, statement)
    if actor is None and statement.speaker is not None:
        referent = index.snapshot.referents.get(statement.speaker)
        return (referent.party if referent else None) or NO_PARTY
    return (actor.party if actor else None) or NO_PARTY


def place_names(index: Index, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of places; a key that nothing names stands for itself."""
    return tuple(index.places.get(key, key) for key in keys)


def published_text(index: Index, statement: Statement) -> str:
    """Return when the statement's report was printed, "" where that is not known."""
    return clock_text(index.snapshot.reports[statement.report].published)
