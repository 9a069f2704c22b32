"""The words for what changed between two snapshots of a case, and what is asked of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from counterclaim.board.index import Index, outlet_name, party_of, speaker_name
from counterclaim.board.labels import STATUS_WORDS, with_side
from counterclaim.board.matching import Matching, members
from counterclaim.ledger import Snapshot
from counterclaim.model import Claim, Decision, Standing, Statement


class News(StrEnum):
    """What sort of thing changed, in the order in which it is told."""

    REPORT = "new report"
    RULING = "new ruling"
    RULING_GONE = "ruling taken back"
    STATUS = "status changed"
    DENIED = "newly denied"
    CONCEDED = "newly conceded"
    CONFLICT = "new conflict"
    CONFLICT_GONE = "conflict gone"
    CLAIM = "new claim"
    ORIGINS = "other origins"
    MERGED = "merged"
    SPLIT = "split"
    RELATION = "new relation"
    RENAMED = "renamed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed: what `was` before, what is `now`, and why.

    `fact` is the id of what it is about: a claim as it is called now (one that is gone or split, as it
    was called), a report, or a ruling; `gist` is that in words. `who` and `where` name speaker and
    outlets where somebody spoke. `earlier` are other ids under which the claim went before.
    """

    news: News
    fact: str
    gist: str
    because: str
    was: str = ""
    now: str = ""
    who: str = ""
    where: str = ""
    earlier: tuple[str, ...] = ()


class Pair:
    """Two snapshots, with what is asked of both."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        self.before = Index(before)
        self.after = Index(after)
        self.matching = Matching(before, after)

    @cached_property
    def changed(self) -> tuple[tuple[tuple[Claim, ...], Claim], ...]:
        """Each claim of now that is not what it was, with the claims it was: none where it is new."""
        before, after = self.before.snapshot, self.after.snapshot
        return tuple(
            (tuple(before.claims[old] for old in self.matching.earlier(key)), claim)
            for key, claim in sorted(after.claims.items())
            if before.claims.get(key) != claim or before.standings.get(key) != after.standings.get(key)
        )

    @cached_property
    def rulings(self) -> tuple[Decision, ...]:
        """The rulings that were not there before."""
        before, after = self.before.snapshot.decisions, self.after.snapshot.decisions
        return tuple(after[key] for key in sorted(set(after) - set(before)))

    def ruled(self, *claims: Claim) -> Iterator[str]:
        """Yield the new rulings about any of `claims`, or about what bears on them."""
        about = {one.id for one in claims}.union(*(members(one) for one in claims))
        for one in self.rulings:
            if about.intersection(one.about):
                yield f"{one.kind} ruled by {one.by}" + (f": {one.note}" if one.note else "")

    def other_ids(self, now: Claim) -> tuple[str, ...]:
        """Return the ids under which a claim of now went before, where these are others."""
        return tuple(old for old in self.matching.earlier(now.id) if old != now.id)


def reason(*parts: str) -> str:
    """Return reasons as one, each once."""
    return "; ".join(dict.fromkeys(part for part in parts if part))


def standing_of(index: Index, claim: Claim) -> Standing | None:
    """Return how a claim stands, if it was weighed."""
    return index.snapshot.standings.get(claim.id)


def status_words(standing: Standing | None) -> str:
    """Return a status as a reader sees it."""
    return STATUS_WORDS[standing.status] if standing else "not weighed"


def voice_of(index: Index, statement: Statement) -> str:
    """Return who speaks, with the side where it is known."""
    return with_side(speaker_name(index, statement), party_of(index, statement))


def outlets_of(index: Index, statements: Iterable[Statement]) -> str:
    """Return the outlets that print statements, each once."""
    return ", ".join(sorted({outlet_name(index.snapshot.reports[one.report]) for one in statements}))
