"""The claim board: claims as rows, the story's parties as columns, stances as cells.

What a row's place on the board depends on is asked first, and of claims, standings and relations
alone where these tell; all else is asked only of the claims that are shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter

from counterclaim.board.clocks import clock_text
from counterclaim.board.filters import EVERYTHING, Filter, passing
from counterclaim.board.glances import Glance, candidates, glance, is_one_sided, rank_of, worked_out
from counterclaim.board.index import Index, outlet_name, party_of, speaker_actor, speaker_name
from counterclaim.board.labels import NO_PARTY, OUTLET_ITSELF, STRENGTH
from counterclaim.collecting import nothing_collected
from counterclaim.ledger import Snapshot
from counterclaim.model import (
    SUPPORTING,
    Bearing,
    Claim,
    Stance,
    Statement,
    Status,
    Verdict,
)

RULED = "ruled by "
"""How the reason for a party begins where a person gave it; all others were inferred."""

_NAMELESS = (NO_PARTY, OUTLET_ITSELF)

PAGE_SIZE = 200
"""How many rows a page of the board has, unless another number is asked for."""


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
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """The picture of a story; each row has one cell for each of `parties`, in their order.

    `total` claims pass the filter, of which `rows` may be one page. `undated` would pass too, but that
    a time which the filter asks for is not known of them.
    """

    parties: tuple[str, ...]
    rows: tuple[Row, ...]
    total: int = 0
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """Which rows to work out: the pages of `size` rows are numbered from 1."""

    number: int = 1
    size: int = PAGE_SIZE

    @property
    def first(self) -> int:
        """Return how many rows stand before this page."""
        return (self.number - 1) * self.size

    @property
    def last(self) -> int:
        """Return how many rows stand before the next page."""
        return self.number * self.size


def board(
    snapshot: Snapshot,
    filter: Filter = EVERYTHING,  # noqa: A002 - the word users know
    page: Page | None = None,
) -> Board:
    """Return the claims that pass `filter`, or a page of them: contested, conceded and denied ones first.

    After that, claims go by origins, by outlets (most first) and by gist. The columns are those of
    the whole story, whatever the filter; a page has those in brackets only if its own rows need them.

    Raises:
        IntegrityError: a row refers to a fact that is not there, or a span ends after its text.
    """
    with nothing_collected():
        return board_of(Index(snapshot), filter, page)


def board_of(index: Index, wanted: Filter = EVERYTHING, page: Page | None = None) -> Board:
    """Return what `board` does, of a snapshot whose look-ups are there already."""
    unfiltered = wanted == EVERYTHING
    every = len(index.snapshot.claims)
    seen = candidates(index, page.last if page and unfiltered else None)
    kept, undated = (seen, 0) if unfiltered else passing(index, seen, wanted)
    shown = _in_order(index, kept, page)
    looked_at = [one.claim for one in (shown if page else seen)]
    index.prepare(looked_at)
    parties = parties_of(index, looked_at)
    total = every if unfiltered else len(kept)
    return Board(parties, tuple(_row(index, one, parties) for one in shown), total, undated)


def parties_of(index: Index, claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the columns: parties that take a stance on most claims first, those in brackets last.

    Of claims other than `claims`, only what their standing tells is counted, which names no speaker
    without a party.
    """
    counts: Counter[str] = Counter()
    standings = index.snapshot.standings
    looked_at = {claim.id: claim for claim in claims}
    for claim in looked_at.values():
        speaking = {party_of(index, index.told(claim, bearing)) for bearing in claim.bearings}
        counts.update(speaking | worked_out(standings.get(claim.id)).keys())
    alike: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for claim_id, _, parties in index.sides:
        if claim_id not in looked_at:
            alike[parties].append(claim_id)
    for parties, claim_ids in alike.items():
        is_checked = parties <= counts.keys()  # what names a column is shown
        named = parties if is_checked else worked_out(standings[claim_ids[0]]).keys()
        counts.update(dict.fromkeys(named, len(claim_ids)))
    columns = sorted(counts.keys() - set(_NAMELESS), key=lambda party: (-counts[party], party))
    return (*columns, *(party for party in _NAMELESS if party in counts))


# -- Order -------------------------------------------------------------------------------------


def board_order(row: Row) -> tuple[int, int, int, str, str]:
    """Return the key that puts what is in dispute first, then what rests on most."""
    disputed = row.contested or row.denied
    rank = rank_of(row.status, row.verdict, conceded=row.conceded, disputed=disputed)
    return rank, -row.origins, -row.outlets, row.gist, row.claim


def _in_order(index: Index, kept: Iterable[Glance], page: Page | None) -> list[Glance]:
    """Return what stands on a page, or on all of them, in the order of the board.

    Only claims that share the page's ranks are asked for their outlets, which need reports.
    """

    def among_equals(seen: Glance) -> tuple[int, str, str]:
        return -_outlets(index, seen.claim), seen.claim.gist, seen.claim.id

    on_page: list[tuple[list[Glance], int, int]] = []
    position = 0
    for equals in _by_rank(kept):
        begin = max(0, page.first - position) if page else 0
        end = page.last - position if page else len(equals)
        if begin < len(equals) and end > 0:
            on_page.append((equals, begin, end))
        position += len(equals)
    several = (one.claim for equals, *_ in on_page for one in equals if len(one.claim.bearings) > 1)
    index.prepare(several)
    return [one for equals, begin, end in on_page for one in sorted(equals, key=among_equals)[begin:end]]


def _by_rank(kept: Iterable[Glance]) -> list[list[Glance]]:
    """Return claims in groups of one rank and as many origins, in the order of the board."""
    of_rank: defaultdict[tuple[int, int], list[Glance]] = defaultdict(list)
    for seen in kept:
        of_rank[seen.rank, -seen.origins].append(seen)
    return [equals for _, equals in sorted(of_rank.items(), key=itemgetter(0))]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands on the whole board: its number, counted from 1, and the claims beside it."""

    number: int
    total: int
    before: Claim | None
    after: Claim | None


def place_of(index: Index, claim: Claim) -> Place:
    """Return where a claim stands on the board; only claims of its own rank are looked at closely."""
    groups = _by_rank(candidates(index, None))
    own = next(at for at, group in enumerate(groups) if any(one.claim.id == claim.id for one in group))
    ahead = sum(len(group) for group in groups[:own])
    near = _in_order(index, groups[own], None)
    place = next(number for number, one in enumerate(near) if one.claim.id == claim.id)
    if place == 0 and own > 0:
        near = [_in_order(index, groups[own - 1], None)[-1], *near]
        place, ahead = 1, ahead - 1
    if place + 1 == len(near) and own + 1 < len(groups):
        near = [*near, _in_order(index, groups[own + 1], None)[0]]
    total = sum(len(group) for group in groups)
    before, after = near[place - 1 : place], near[place + 1 : place + 2]
    return Place(
        number=ahead + place + 1,
        total=total,
        before=before[0].claim if before else None,
        after=after[0].claim if after else None,
    )


# -- Rows --------------------------------------------------------------------------------------


def row_of(index: Index, claim: Claim, parties: tuple[str, ...]) -> Row:
    """Return the row of one claim, with one cell for each of `parties`."""
    return _row(index, glance(index, claim), parties)


def _row(index: Index, seen: Glance, parties: tuple[str, ...]) -> Row:
    claim, standing = seen.claim, seen.standing
    return Row(
        claim=claim.id,
        gist=claim.gist,
        status=seen.status,
        because=standing.because if standing else "",
        origins=seen.origins,
        outlets=_outlets(index, claim),
        statements=len({bearing.statement for bearing in claim.bearings}),
        cells=_cells(index, seen, parties),
        credibility=standing.credibility if standing else None,
        about=clock_text(claim.about),
        places=index.place_names(claim),
        contested=seen.contested,
        conceded=seen.conceded,
        denied=seen.denied,
        one_sided=is_one_sided(index, seen),
        rivals=seen.rivals,
        verdict=seen.verdict,
    )


def _outlets(index: Index, claim: Claim) -> int:
    """Return how many outlets print what supports the claim; one statement stands in one."""
    told = {bearing.statement: bearing for bearing in claim.bearings if bearing.stance in SUPPORTING}
    if len(told) < 2:
        return len(told)
    reports = {index.stored(claim, bearing).report for bearing in told.values()}
    return len({outlet_name(index.snapshot.reports[report]) for report in reports})


def _cells(index: Index, seen: Glance, parties: tuple[str, ...]) -> tuple[Cell, ...]:
    own: defaultdict[str, list[tuple[Bearing, Statement]]] = defaultdict(list)
    for bearing in sorted(seen.claim.bearings, key=lambda one: (strength(one.stance), one.statement)):
        statement = index.told(seen.claim, bearing)
        own[party_of(index, statement)].append((bearing, statement))
    found = worked_out(seen.standing)
    return tuple(_cell(index, party, own.get(party, []), found.get(party, set())) for party in parties)


def _cell(index: Index, party: str, own: Iterable[tuple[Bearing, Statement]], found: set[Stance]) -> Cell:
    told = tuple(own)
    if not told and not found:
        return Cell(party)
    stances = found.union(bearing.stance for bearing, _ in told)
    return Cell(
        party=party,
        stances=tuple(sorted(stances, key=strength)),
        speakers=_once(speaker_name(index, statement) for _, statement in told),
        statements=_once(statement.id for _, statement in told),
        ruled=any(_is_ruled(index, statement) for _, statement in told),
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
