"""When what claims tell of happened, was said and was printed: a line of time for each claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from counterclaim.board.clocks import clock_text
from counterclaim.board.filters import EVERYTHING, Filter, passing
from counterclaim.board.glances import Glance, candidates
from counterclaim.board.index import Index, party_of
from counterclaim.board.rows import Page, parties_of, strength
from counterclaim.model import Bearing, Claim, Stance, Statement, Status, When

_INSTANT = timedelta(microseconds=1)

_FAR = datetime.max  # noqa: DTZ901 - sorts what has no time behind all else, and is never shown


class Grouping(StrEnum):
    """How lines stand together: each claim once, or below every party that speaks of it."""

    CLAIM = "claim"
    PARTY = "party"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time on the line: it was within `possible` and, as far as all who tell of it agree, in `certain`.

    `certain` is None where an end is open, or where those who tell of it have no moment in common.
    """

    possible: When
    certain: When | None

    @property
    def possible_text(self) -> str:
        """Return when it may have been, as closed ISO text."""
        return clock_text(self.possible)

    @property
    def certain_text(self) -> str:
        """Return what all agree on, as closed ISO text; "" where that is nothing."""
        return clock_text(self.certain)

    @property
    def text(self) -> str:
        """Return both in one piece."""
        if self.certain is None or self.certain == self.possible:
            return self.possible_text
        return f"{self.possible_text} (all agree on {self.certain_text})"


@dataclass(frozen=True, slots=True)
class Lifeline:
    """One claim on the line of time, as told by all, or by one party alone.

    A thing happens once, however many tell of it, so `happened` is one stretch, or none; it may be
    said and printed several times. `stances` are those of the party, strongest first.
    """

    claim: str
    gist: str
    status: Status | None
    party: str
    happened: Stretch | None
    said: tuple[Stretch, ...]
    printed: tuple[Stretch, ...]
    stances: tuple[Stance, ...] = ()

    @property
    def is_dated(self) -> bool:
        """Say whether anything at all is known of when."""
        return bool(self.happened or self.said or self.printed)


@dataclass(frozen=True, slots=True)
class Lifelines:
    """A page of lines, of `total`; `covered` are the stretches of time that these are of.

    Of all that pass the filter, `happening` lines tell when the thing happened.
    """

    lines: tuple[Lifeline, ...]
    total: int
    happening: int
    grouping: Grouping
    covered: tuple[tuple[datetime, datetime], ...] = ()


def lifelines(
    index: Index,
    wanted: Filter = EVERYTHING,
    grouping: Grouping = Grouping.CLAIM,
    page: Page | None = None,
    period: When | None = None,
) -> Lifelines:
    """Return the claims that pass a filter by when they happened, or else were said, or printed.

    With a `period`, those of which nothing is told of that time are left out.

    Raises:
        IntegrityError: a claim refers to a fact that is not there.
    """
    seen = candidates(index, None)
    kept = seen if wanted == EVERYTHING else passing(index, seen, wanted)[0]
    index.prepare(one.claim for one in kept)
    found = [line for line in _lines(index, kept, grouping) if period is None or _touches(line, period)]
    rank = {party: number for number, party in enumerate(parties_of(index, [one.claim for one in kept]))}
    ordered = sorted(
        found, key=lambda line: (rank.get(line.party, -1), *_moment(line), line.gist, line.claim)
    )
    shown = ordered[page.first : page.last] if page else ordered
    return Lifelines(
        lines=tuple(shown),
        total=len(ordered),
        happening=sum(line.happened is not None for line in ordered),
        grouping=grouping,
        covered=covered(time for line in shown for time in _told(line)),
    )


def _lines(index: Index, kept: Iterable[Glance], grouping: Grouping) -> Iterator[Lifeline]:
    for seen in kept:
        told = [(bearing, index.told(seen.claim, bearing)) for bearing in seen.claim.bearings]
        if grouping is Grouping.CLAIM:
            yield _line(index, seen, "", told)
            continue
        of_party: defaultdict[str, list[tuple[Bearing, Statement]]] = defaultdict(list)
        for bearing, statement in told:
            of_party[party_of(index, statement)].append((bearing, statement))
        yield from (_line(index, seen, party, own) for party, own in of_party.items())


def _line(index: Index, seen: Glance, party: str, told: list[tuple[Bearing, Statement]]) -> Lifeline:
    statements = [statement for _, statement in told]
    published = (index.snapshot.reports[one.report].published for one in statements)
    return Lifeline(
        claim=seen.claim.id,
        gist=seen.claim.gist,
        status=seen.status,
        party=party,
        happened=happening(_happened(seen.claim, statements, alone=not party)),
        said=_stretches(one.said for one in statements),
        printed=_stretches(published),
        stances=tuple(sorted({bearing.stance for bearing, _ in told}, key=strength)),
    )


def _happened(claim: Claim, statements: Iterable[Statement], *, alone: bool) -> Iterator[When]:
    """Yield every time that is told of what a claim is about, or else the one worked out for all of it."""
    times = [one.about for one in statements]
    yield from (one for one in (*times, claim.about if alone and not any(times) else None) if one)


def happening(times: Iterable[When]) -> Stretch | None:
    """Return when one thing happened that several tell of: at most from..until, and where all agree.

    >>> told = [When.day(2024, 3, 2), When(datetime(2024, 3, 1), datetime(2024, 3, 5))]
    >>> happening(told).text
    '2024-03-01/2024-03-04 (all agree on 2024-03-02)'
    """
    told = [one for one in times if one.begin or one.until]
    if not told:
        return None
    begins, ends = [one.begin for one in told], [one.until for one in told]
    known_begins, known_ends = [one for one in begins if one], [one for one in ends if one]
    possible = When(None if None in begins else min(known_begins), None if None in ends else max(known_ends))
    begin, until = max(known_begins, default=None), min(known_ends, default=None)
    agreed = begin is not None and until is not None and begin < until
    return Stretch(possible, When(begin, until) if agreed else None)


def _stretches(times: Iterable[When | None]) -> tuple[Stretch, ...]:
    """Return each time once, as they follow each other; one with both ends told is certain."""
    told = {(one.begin, one.until): one for one in times if one and (one.begin or one.until)}
    ordered = sorted(told.values(), key=lambda one: (one.begin or one.until or _FAR, one.until or _FAR))
    return tuple(Stretch(one, one if one.begin and one.until else None) for one in ordered)


# -- Order -------------------------------------------------------------------------------------


def _moment(line: Lifeline) -> tuple[bool, datetime]:
    """Return what a line is sorted by: when it happened, or else was said, or else printed."""
    told = (one for one in (line.happened, *line.said, *line.printed) if one)
    first = next((one.possible.begin or one.possible.until for one in told), None)
    return first is None, first or _FAR


def _told(line: Lifeline) -> Iterator[When]:
    """Yield when it was said and printed; where nothing tells of that, when it happened."""
    told = [*line.said, *line.printed] or ([line.happened] if line.happened else [])
    yield from (one.possible for one in told)


def covered(times: Iterable[When]) -> tuple[tuple[datetime, datetime], ...]:
    """Return times as stretches that lie apart; one with an open end counts as the end that is told.

    >>> told = [When.day(2024, 3, 2), When.day(2024, 3, 3), When(None, datetime(2024, 5, 1))]
    >>> [(begin.day, until.day) for begin, until in covered(told)]
    [(2, 4), (1, 1)]
    """
    ends = ((one.begin or one.until, one.until or one.begin) for one in times)
    apart: list[tuple[datetime, datetime]] = []
    for begin, until in sorted((begin, until) for begin, until in ends if begin and until):
        if apart and begin <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(until, apart[-1][1])
        else:
            apart.append((begin, until))
    return tuple(apart)


def _touches(line: Lifeline, period: When) -> bool:
    """Say whether any time that is told is of a period; an open end counts as the end that is told."""
    told = (one for one in (line.happened, *line.said, *line.printed) if one)
    return any(_narrowed(one.possible).could_overlap(period) for one in told)


def _narrowed(when: When) -> When:
    """Return the end that is told where the other is open, and else the interval."""
    if when.begin is None and when.until is not None:
        return When(max(when.until, datetime.min + _INSTANT) - _INSTANT, when.until)  # noqa: DTZ901 - a bound
    return when if when.until else When(when.begin, when.begin)
