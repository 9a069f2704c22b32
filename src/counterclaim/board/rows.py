"""The claim board: claims as rows, the story's parties as columns, stances as cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from counterclaim.board.clocks import clock_text
from counterclaim.board.index import (
    Index,
    index_of,
    outlet_name,
    party_of,
    place_names,
    speaker_actor,
    speaker_name,
)
from counterclaim.board.labels import NO_PARTY, OUTLET_ITSELF, STRENGTH
from counterclaim.ledger import Snapshot
from counterclaim.model import (
    SUPPORTING,
    Bearing,
    Claim,
    Origin,
    RelationKind,
    Stance,
    Standing,
    Statement,
    Status,
)

RULED = "ruled by "
"""How the reason for a party begins where a person gave it; all others were inferred."""

CONTESTING = frozenset({Status.CONTESTED, Status.DENIED})
"""The statuses of a claim that somebody speaks against."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one party does to one claim: its stances, strongest first, and who speaks for it.

    An empty cell means that no report tells of the party saying anything about the claim; that
    a party refused to speak is a stance (`SILENT`). A stance without `speakers` was worked out
    from what the party says about another claim. `ruled` says that a person, not the reports, put a
    speaker with this party.
    """

    party: str
    stances: tuple[Stance, ...] = ()
    speakers: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One claim on the board.

    `origins` counts independent acts of speaking that support it, `outlets` the outlets that print
    them, `statements` everything that bears on it, for or against. `status`, `because` and
    `credibility` are the standing's; they are None and "" before the claim was weighed.
    """

    claim: str
    gist: str
    status: Status | None
    because: str
    origins: int
    outlets: int
    statements: int
    cells: tuple[Cell, ...]
    credibility: int | None = None
    about: str = ""
    places: tuple[str, ...] = ()
    contested: bool = False
    conceded: bool = False
    denied: bool = False
    one_sided: bool = False
    rivals: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """The whole picture; each row has one cell for each of `parties`, in their order."""

    parties: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows to show: those that pass everything that is set.

    `contested` keeps claims that somebody speaks against, `conceded` those that somebody says
    against his own interest, `one_sided` those that one side alone tells. `party`, `place` and
    `speaker` name one (a key, or a part of a name); `text` is looked for in the gist and in all
    quotes. Case does not matter.
    """

    contested: bool = False
    conceded: bool = False
    one_sided: bool = False
    status: Status | None = None
    party: str | None = None
    place: str | None = None
    speaker: str | None = None
    text: str | None = None


EVERYTHING = Filter()


def board(snapshot: Snapshot, filter: Filter = EVERYTHING) -> Board:  # noqa: A002 - the word users know
    """Return the claims that pass `filter`: contested, conceded and denied ones first.

    After that, claims go by origins, by outlets (most first) and by gist. The columns are always
    those of the whole story.
    """
    index = index_of(snapshot)
    parties = parties_of(index)
    rows = (row_of(index, claim, parties) for claim in snapshot.claims.values())
    kept = (row for row in rows if all(_passes(index, row, filter)))
    return Board(parties, tuple(sorted(kept, key=board_order)))


def parties_of(index: Index) -> tuple[str, ...]:
    """Return the columns: parties with most statements first, those in brackets last."""
    counts = Counter(party_of(index, statement) for statement in index.snapshot.told())
    worked_out = (told.party for standing in index.snapshot.standings.values() for told in standing.parties)
    counts.update(dict.fromkeys(worked_out, 0))
    nameless = (OUTLET_ITSELF, NO_PARTY)
    return tuple(sorted(counts, key=lambda party: (party in nameless, -counts[party], party)))


def board_order(row: Row) -> tuple[int, int, int, str, str]:
    """Return the key that puts what is in dispute first, then what rests on most."""
    disputes = (row.status is Status.CONTESTED, row.conceded, row.contested or row.denied)
    rank = disputes.index(True) if any(disputes) else len(disputes)
    return rank, -row.origins, -row.outlets, row.gist, row.claim


def row_of(index: Index, claim: Claim, parties: tuple[str, ...]) -> Row:
    """Return the row of one claim, with one cell for each of `parties`."""
    standing = index.snapshot.standings.get(claim.id)
    stances = {bearing.stance for bearing in claim.bearings}
    status = standing.status if standing else None
    rivals = sum(one.kind is RelationKind.CONFLICTS for one in index.relations.get(claim.id, ()))
    return Row(
        claim=claim.id,
        gist=claim.gist,
        status=status,
        because=standing.because if standing else "",
        origins=len(supporting_origins(claim, standing)),
        outlets=len(set(_outlets(index, claim))),
        statements=len({bearing.statement for bearing in claim.bearings}),
        cells=tuple(_cell(index, claim, standing, party) for party in parties),
        credibility=standing.credibility if standing else None,
        about=clock_text(claim.about),
        places=place_names(index, claim.places),
        contested=status in CONTESTING or bool(rivals),
        conceded=status is Status.CONCEDED or Stance.CONCEDES in stances,
        denied=status is Status.DENIED or Stance.DENIES in stances,
        one_sided=status not in CONTESTING and not rivals and _is_one_sided(index, claim),
        rivals=rivals,
    )


def _is_one_sided(index: Index, claim: Claim) -> bool:
    """Say whether one side alone says it, on however many origins, and nobody denies or concedes it."""
    stances = {bearing.stance for bearing in claim.bearings}
    told = [_statement(index, bearing) for bearing in claim.bearings if bearing.stance in SUPPORTING]
    sides = {_side(index, statement) for statement in told}
    against = {Stance.DENIES, Stance.CONCEDES}
    return len(sides) == 1 and OUTLET_ITSELF not in sides and stances.isdisjoint(against)


def _side(index: Index, statement: Statement) -> str:
    """Return for whom a statement speaks: a party, or the speaker where none is known."""
    party = party_of(index, statement)
    return speaker_name(index, statement) if party == NO_PARTY else party


def supporting_origins(claim: Claim, standing: Standing | None) -> tuple[Origin, ...]:
    """Return the origins with a statement that supports the claim: denials do not add to it."""
    supporting = {bearing.statement for bearing in claim.bearings if bearing.stance in SUPPORTING}
    origins = standing.origins if standing else ()
    return tuple(origin for origin in origins if supporting.intersection(origin.statements))


def _outlets(index: Index, claim: Claim) -> Iterator[str]:
    for bearing in claim.bearings:
        if bearing.stance in SUPPORTING:
            yield outlet_name(index.snapshot.reports[_statement(index, bearing).report])


def _cell(index: Index, claim: Claim, standing: Standing | None, party: str) -> Cell:
    told = [
        (bearing, _statement(index, bearing))
        for bearing in sorted(
            claim.bearings, key=lambda bearing: (strength(bearing.stance), bearing.statement)
        )
    ]
    own = [(bearing, statement) for bearing, statement in told if party_of(index, statement) == party]
    worked_out = standing.parties if standing else ()
    stances = {bearing.stance for bearing, _ in own}
    stances.update(stance.stance for stance in worked_out if stance.party == party)
    return Cell(
        party=party,
        stances=tuple(sorted(stances, key=strength)),
        speakers=_once(speaker_name(index, statement) for _, statement in own),
        statements=_once(statement.id for _, statement in own),
        ruled=any(_is_ruled(index, statement) for _, statement in own),
    )


def _is_ruled(index: Index, statement: Statement) -> bool:
    actor = speaker_actor(index, statement)
    return actor is not None and actor.party is not None and actor.party_because.startswith(RULED)


def strength(stance: Stance) -> int:
    """Return the rank of a stance; 0 is the strongest."""
    return STRENGTH.index(stance)


def _once(items: Iterable[str]) -> tuple[str, ...]:
    """Return items in their order, each once."""
    return tuple(dict.fromkeys(items))


def _statement(index: Index, bearing: Bearing) -> Statement:
    return index.snapshot.statements[bearing.statement]


# -- Filters -----------------------------------------------------------------------------------


def _passes(index: Index, row: Row, wanted: Filter) -> Iterator[bool]:
    """Yield one verdict for each thing that a filter can ask."""
    yield row.contested or not wanted.contested
    yield row.conceded or not wanted.conceded
    yield row.one_sided or not wanted.one_sided
    yield wanted.status is None or row.status == wanted.status
    yield wanted.party is None or _finds(wanted.party, (cell.party for cell in row.cells if cell.stances))
    claim = index.snapshot.claims[row.claim]
    yield wanted.place is None or _finds(wanted.place, (*claim.places, *row.places))
    statements = [_statement(index, bearing) for bearing in claim.bearings]
    yield wanted.speaker is None or _finds(wanted.speaker, _speakers(index, statements))
    yield wanted.text is None or _finds(wanted.text, (row.gist, *_quotes(index, statements)))


def _finds(wanted: str, texts: Iterable[str]) -> bool:
    folded = wanted.casefold()
    return any(folded in text.casefold() for text in texts)


def _speakers(index: Index, statements: Iterable[Statement]) -> Iterator[str]:
    """Yield every name, and the key, of those whom the words come from."""
    for statement in statements:
        yield speaker_name(index, statement)
        actor = speaker_actor(index, statement)
        if actor:
            yield from (actor.key, *actor.names)


def _quotes(index: Index, statements: Iterable[Statement]) -> Iterator[str]:
    for statement in statements:
        report = index.snapshot.reports[statement.report]
        yield from (report.quote(span) for span in statement.content)
