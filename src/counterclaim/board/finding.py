"""What a search found: the words in their sentences, by claim and by report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counterclaim.board.clocks import clock_text
from counterclaim.board.filters import EVERYTHING, Filter, passing
from counterclaim.board.glances import Glance, glance
from counterclaim.board.index import Index, outlet_name, speaker_name
from counterclaim.board.rows import Page, board_of
from counterclaim.model import Span, Status, Verdict
from counterclaim.store import SearchHit
from counterclaim.store.words import wanted, words


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a text; `sought` says that they are a word that was sought."""

    text: str
    sought: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a report in which something was found, by whom they are where they are a statement's."""

    report: str
    outlet: str
    title: str
    published: str
    start: int
    end: int
    pieces: tuple[Piece, ...]
    statement: str | None = None
    speaker: str = ""

    @property
    def text(self) -> str:
        """Return the words themselves."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim with the statements on it in which something was found."""

    claim: str
    gist: tuple[Piece, ...]
    status: Status | None
    because: str
    verdict: Verdict | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, best first; `unclaimed` are statements that bear on no claim."""

    claims: tuple[FoundClaim, ...] = ()
    reports: tuple[Passage, ...] = ()
    unclaimed: tuple[Passage, ...] = ()
    undated: int = 0


def found(index: Index, query: str, hits: Iterable[SearchHit], filter: Filter = EVERYTHING) -> Found:  # noqa: A002
    """Return what hits of a store, best first, tell of the claims that pass a filter.

    With a filter, only reports in which such a claim is told are given. What does not stand in the
    snapshot, or stands there as other words, is left out: it was found in another state of the case.
    """
    standing = [hit for hit in hits if _stands(index, hit)]
    sought = frozenset(wanted(query))
    by_claim: defaultdict[str, list[Passage]] = defaultdict(list)
    unclaimed: list[Passage] = []
    for hit in (one for one in standing if one.kind == "statement"):
        passage = _passage(index, hit, sought)
        claims = [claim for claim, _ in index.bearings.get(hit.fact_id, ())]
        for claim in claims:
            by_claim[claim].append(passage)
        if not claims:
            unclaimed.append(passage)
    seen = [glance(index, index.snapshot.claims[claim]) for claim in by_claim]
    kept, undated = passing(index, seen, filter)
    reports = [_passage(index, hit, sought) for hit in standing if hit.kind == "report"]
    is_filtered = filter != EVERYTHING
    telling = {one.report for claim in kept for one in by_claim[claim.claim.id]}
    return Found(
        claims=tuple(_found_claim(one, by_claim[one.claim.id], sought) for one in kept),
        reports=tuple(one for one in reports if not is_filtered or one.report in telling),
        unclaimed=() if is_filtered else tuple(unclaimed),
        undated=undated,
    )


def found_by_filter(index: Index, filter: Filter, limit: int) -> tuple[Found, bool]:  # noqa: A002
    """Return the first claims that pass a filter, in the order of the board, and whether there are more."""
    shown = board_of(index, filter, Page(1, limit))
    claims = (
        FoundClaim(row.claim, (Piece(row.gist, sought=False),), row.status, row.because, row.verdict, ())
        for row in shown.rows
    )
    return Found(claims=tuple(claims), undated=shown.undated), shown.total > limit


def pieces(text: str, sought: frozenset[str]) -> tuple[Piece, ...]:
    """Return a text cut at the words that are sought; the pieces joined are the text.

    >>> [piece.text for piece in pieces("The crane, stopped.", frozenset({"crane"}))]
    ['The ', 'crane', ', stopped.']
    """
    cut: list[Piece] = []
    done = 0
    for word, start, end in words(text):
        if word in sought and start >= done:
            cut += [Piece(text[done:start], sought=False), Piece(text[start:end], sought=True)]
            done = end
    cut.append(Piece(text[done:], sought=False))
    return tuple(piece for piece in cut if piece.text)


def _found_claim(seen: Glance, passages: Sequence[Passage], sought: frozenset[str]) -> FoundClaim:
    because = seen.standing.because if seen.standing else ""
    claim = seen.claim
    return FoundClaim(
        claim.id, pieces(claim.gist, sought), seen.status, because, seen.verdict, tuple(passages)
    )


def _stands(index: Index, hit: SearchHit) -> bool:
    report = index.snapshot.reports.get(hit.span.report)
    if report is None or report.text[hit.span.start : hit.span.end] != hit.quote:
        return False
    return hit.kind == "report" or hit.fact_id in index.snapshot.statements


def _passage(index: Index, hit: SearchHit, sought: frozenset[str]) -> Passage:
    report = index.snapshot.reports[hit.span.report]
    statement = index.snapshot.statements[hit.fact_id] if hit.kind == "statement" else None
    span: Span = hit.span
    return Passage(
        report=report.id,
        outlet=outlet_name(report),
        title=report.title or "",
        published=clock_text(report.published),
        start=span.start,
        end=span.end,
        pieces=pieces(hit.quote, sought),
        statement=statement.id if statement else None,
        speaker=speaker_name(index, statement) if statement else "",
    )
