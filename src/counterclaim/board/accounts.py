"""All there is to say about one claim: who says what, with which words, by what way, and why."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from counterclaim.board.clocks import clock_text
from counterclaim.board.index import (
    Index,
    index_of,
    is_outlets_own,
    name_of,
    outlet_name,
    party_of,
    speaker_actor,
    speaker_name,
    text_order,
)
from counterclaim.board.labels import ACT_WORDS, RELATION_WORDS, STANCE_WORDS
from counterclaim.board.news import reason
from counterclaim.board.rows import Row, board_order, parties_of, row_of, strength
from counterclaim.board.rulings import Ruling, rulings_on
from counterclaim.ledger import Snapshot
from counterclaim.model import (
    SUPPORTING,
    Act,
    Actor,
    Bearing,
    Certainty,
    Claim,
    Form,
    LeftOut,
    Link,
    Origin,
    Relation,
    RelationKind,
    Report,
    Role,
    Scope,
    Span,
    Stance,
    Statement,
    Verdict,
)
from counterclaim.problems import NotFoundError

NEAREST = 5
"""How many ids are offered where none, or more than one, was meant."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words as they stand in a report's text: `text == report.text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Hand:
    """One hand that the words passed through; `key` is its actor's, where it is known."""

    role: Role
    name: str
    key: str | None
    words: Quote
    because: str


@dataclass(frozen=True, slots=True)
class Testimony:
    """One statement as it bears on one claim (or, `claim` None, on none).

    `does` is what the speaker does, as a verb. `because` says why it was read as a statement,
    `stance_because` why with that stance, `party_because` whether its party was inferred, and from
    what, or ruled. `hedges` are the words that the `certainty` was read from,
    `quarrel` tells of one who concedes that his party was ruled to be a faction of its side,
    `verdict` what people said of it as a whole and `decisions` what they ruled on it,
    `matter` what somebody keeps silent on, `scope` how far an outlet's own note reaches. Times are closed
    ISO text, "" where they are not known.
    """

    statement: str
    claim: str | None
    stance: Stance | None
    stance_because: str
    does: str
    speaker: str
    actor: str | None
    party: str
    party_because: str
    outlets_own: bool
    quotes: tuple[Quote, ...]
    source: Quote | None
    cue: Quote | None
    chain: tuple[Hand, ...]
    channel: str | None
    act: Act
    form: Form
    denied: bool
    level: int
    said: str
    about: str
    report: str
    outlet: str
    title: str
    path: str
    address: str | None
    published: str
    published_because: str
    because: str
    certainty: Certainty
    hedges: tuple[Quote, ...]
    addressee: Quote | None
    matter: Quote | None
    scope: Scope | None
    quarrel: str = ""
    verdict: Verdict | None = None
    decisions: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A relation as seen from one claim: "conflicts with", "is denied by", and the other claim."""

    kind: RelationKind
    words: str
    claim: str
    gist: str
    score: float
    because: str


@dataclass(frozen=True, slots=True)
class OriginView:
    """One act of speaking: who, in which statements, and why they are one. `supports` the claim or not.

    `outlets` print it, `relays` passed it on: neither counts. `left_out` are those of its statements
    that may be somebody else's but were not counted, each with the reason.
    """

    id: str
    speaker: str
    statements: tuple[str, ...]
    supports: bool
    because: str
    outlets: tuple[str, ...] = ()
    relays: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that the ledger holds about one claim; testimonies go by stance, strongest first."""

    claim: str
    gist: str
    frame: str
    because: str
    row: Row
    testimonies: tuple[Testimony, ...]
    relations: tuple[Neighbour, ...]
    origins: tuple[OriginView, ...]
    decisions: tuple[Ruling, ...]


def account(snapshot: Snapshot, claim_id: str) -> Account:
    """Return the account of the claim with that id, or with the only id that begins so.

    Raises:
        NotFoundError: no id begins so, or several do; the message names the nearest.
    """
    claim = claim_called(snapshot, claim_id)
    index = Index(snapshot)
    return _account(index, claim, parties_of(index, snapshot.claims.values()))


def account_of(index: Index, claim: Claim) -> Account:
    """Return what `account` does, of a snapshot whose look-ups are there already."""
    return _account(index, claim, parties_of(index, [claim]))


def accounts(snapshot: Snapshot) -> tuple[Account, ...]:
    """Return the accounts of all claims, in the order of the board."""
    index = index_of(snapshot)
    parties = parties_of(index, snapshot.claims.values())
    told = (_account(index, claim, parties) for claim in snapshot.claims.values())
    return tuple(sorted(told, key=lambda account: board_order(account.row)))


def unclaimed(snapshot: Snapshot) -> tuple[Testimony, ...]:
    """Return the statements that bear on no claim, as they stand in the reports."""
    index = index_of(snapshot)
    loose = (told for told in index.snapshot.told() if told.id not in index.bearings)
    return tuple(as_testimony(index, statement) for statement in sorted(loose, key=text_order))


def fitting_ids(snapshot: Snapshot, wanted: str) -> list[str]:
    """Return the ids of the claims that begin so, with or without what stands before their hyphen."""
    ids = sorted(snapshot.claims)
    return [key for key in ids if key.startswith(wanted) or key.partition("-")[2].startswith(wanted)]


def claim_called(snapshot: Snapshot, wanted: str) -> Claim:
    """Return the claim with that id, or with the only id that begins so.

    Raises:
        NotFoundError: no id begins so, or several do; the message names the nearest.
    """
    if wanted in snapshot.claims:
        return snapshot.claims[wanted]
    ids, fitting = sorted(snapshot.claims), fitting_ids(snapshot, wanted)
    if len(fitting) == 1:
        return snapshot.claims[fitting[0]]
    nearest = fitting[:NEAREST] or sorted(ids, key=lambda key: (-_likeness(wanted, key), key))[:NEAREST]
    reason = f"{len(fitting)} claims begin with {wanted!r}" if fitting else f"no claim begins with {wanted!r}"
    raise NotFoundError(f"{reason}; nearest: {', '.join(nearest)}" if nearest else reason)


def _likeness(wanted: str, key: str) -> float:
    """Return how much the beginning of an id looks like what was asked for, 0 to 1."""
    return difflib.SequenceMatcher(None, wanted, key[: len(wanted)]).ratio()


def _account(index: Index, claim: Claim, parties: tuple[str, ...]) -> Account:
    testimonies = [
        as_testimony(index, index.told(claim, bearing), claim.id, bearing) for bearing in claim.bearings
    ]
    return Account(
        claim=claim.id,
        gist=claim.gist,
        frame=claim.frame,
        because=reason(*claim.because.split("; ")),
        row=row_of(index, claim, parties),
        testimonies=tuple(sorted(testimonies, key=_testimony_order)),
        relations=_neighbours(index, claim),
        origins=_origins(index, claim),
        decisions=rulings_on(index, [claim.id, *(bearing.statement for bearing in claim.bearings)]),
    )


def _testimony_order(told: Testimony) -> tuple[int, str, str, int, str]:
    """Strongest stance first, then by clock and by place in the text."""
    rank = -1 if told.stance is None else strength(told.stance)
    return rank, told.published or "~", told.report, told.quotes[0].start, told.statement


def as_testimony(
    index: Index, statement: Statement, claim_id: str | None = None, bearing: Bearing | None = None
) -> Testimony:
    """Return one statement as it bears on a claim, or on none."""
    report = index.snapshot.reports[statement.report]
    actor = speaker_actor(index, statement)
    return Testimony(
        statement=statement.id,
        claim=claim_id,
        stance=bearing.stance if bearing else None,
        stance_because=bearing.because if bearing else "",
        does=STANCE_WORDS[bearing.stance] if bearing else ACT_WORDS[statement.act],
        speaker=speaker_name(index, statement),
        actor=actor.key if actor else None,
        party=party_of(index, statement),
        party_because=actor.party_because if actor else "",
        outlets_own=is_outlets_own(statement),
        quotes=tuple(quote_of(report, span) for span in statement.content),
        source=quote_of(report, statement.source) if statement.source else None,
        cue=quote_of(report, statement.cue) if statement.cue else None,
        chain=tuple(_hand(index, report, link) for link in statement.chain),
        channel=statement.channel,
        act=statement.act,
        form=statement.form,
        denied=statement.denied,
        level=statement.level,
        said=clock_text(statement.said),
        about=clock_text(statement.about),
        report=report.id,
        outlet=outlet_name(report),
        title=report.title or "",
        path=report.path,
        address=report.address,
        published=clock_text(report.published),
        published_because=report.published_because,
        because=statement.because,
        certainty=statement.certainty,
        hedges=tuple(quote_of(report, span) for span in statement.hedges),
        addressee=quote_of(report, statement.addressee) if statement.addressee else None,
        matter=quote_of(report, statement.matter) if statement.matter else None,
        scope=statement.scope,
        quarrel=_quarrel(actor) if bearing and bearing.stance is Stance.CONCEDES else "",
        verdict=index.rulings.of_statements.get(statement.id),
        decisions=rulings_on(index, [statement.id]),
    )


def _quarrel(actor: Actor | None) -> str:
    """Say of a speaker who concedes that a person ruled his party to be a faction of its side."""
    if actor is None or not actor.party or actor.camp in {None, actor.party}:
        return ""
    return f"{actor.party} is ruled to be a faction of {actor.camp}, and may speak against the rest of it"


def quote_of(report: Report, span: Span) -> Quote:
    """Return the words that a span points at, with their place."""
    return Quote(span.start, span.end, report.quote(span))


def _hand(index: Index, report: Report, link: Link) -> Hand:
    words = quote_of(report, link.span)
    actor = index.actors.get(link.referent) if link.referent else None
    name = name_of(index, link.referent) or words.text
    return Hand(link.role, name, actor.key if actor else None, words, link.because)


def _neighbours(index: Index, claim: Claim) -> tuple[Neighbour, ...]:
    return tuple(_neighbour(index, claim, relation) for relation in index.relations.get(claim.id, ()))


def _neighbour(index: Index, claim: Claim, relation: Relation) -> Neighbour:
    other = index.other(claim, relation)
    words = RELATION_WORDS[relation.kind][0 if relation.left == claim.id else 1]
    return Neighbour(relation.kind, words, other.id, other.gist, relation.score, relation.because)


def _origins(index: Index, claim: Claim) -> tuple[OriginView, ...]:
    standing = index.snapshot.standings.get(claim.id)
    stances = {bearing.statement: bearing.stance for bearing in claim.bearings}
    return tuple(
        OriginView(
            id=origin.id,
            speaker=_origin_speaker(index, origin.speaker, origin.statements),
            statements=origin.statements,
            supports=any(stances.get(statement) in SUPPORTING for statement in origin.statements),
            because=origin.because,
            outlets=_outlets(index, origin),
            relays=origin.relays,
            left_out=origin.left_out,
        )
        for origin in (standing.origins if standing else ())
    )


def _outlets(index: Index, origin: Origin) -> tuple[str, ...]:
    told = (index.snapshot.statements[key] for key in origin.statements if key in index.snapshot.statements)
    return tuple(sorted({outlet_name(index.snapshot.reports[one.report]) for one in told}))


def _origin_speaker(index: Index, speaker: str | None, statements: tuple[str, ...]) -> str:
    """Return the name of an origin's speaker, given as an actor or a referent, or else from its words."""
    if speaker is not None and speaker in index.snapshot.actors:
        return index.snapshot.actors[speaker].name
    told = (index.snapshot.statements[key] for key in statements if key in index.snapshot.statements)
    return name_of(index, speaker) or next((speaker_name(index, statement) for statement in told), "")
