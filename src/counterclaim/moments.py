"""Times as people type them, and a case as it stood at one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from types import MappingProxyType

from counterclaim.ledger import Entry, Snapshot
from counterclaim.model import When
from counterclaim.problems import UsageError
from counterclaim.store import MemoryStore, Store

MOMENTS = '2026-03-01, "2026-03-01 12:00", 2026-03-01T12:00+02:00, yesterday, "3 days ago"'
"""What a moment may look like, for messages."""

PERIODS = "2023-05-11, 2023-05, 2023, or a range such as 2023-05-01..2023-05-11, 2023.. or ..2023-05"
"""What a period may look like, for messages."""

_AGO = re.compile(r"([0-9]{1,6}) (minute|hour|day|week)s? ago")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile("([0-9]{4})-([0-9]{2})")
_YEAR = re.compile("[0-9]{4}")
_NUMBER = re.compile("#?([0-9]{1,12})")
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
_LAST_INSTANT = time(23, 59, 59, 999_999)

_DAYS: Mapping[str, int] = MappingProxyType({"today": 0, "yesterday": 1})


# -- Moments -----------------------------------------------------------------------------------


def moment(typed: str, now: datetime) -> datetime:
    """Return the moment that `typed` means: a day is meant to its end, a time without a zone is local.

    Raises:
        UsageError: it is no moment; the message shows how one is written.
    """
    words = " ".join(typed.split()).casefold()
    if words == "now":
        return now
    if words in _DAYS:
        return _end_of((now.astimezone() - timedelta(days=_DAYS[words])).date())
    ago = _AGO.fullmatch(words)
    try:
        if ago:
            return now - timedelta(**{f"{ago[2]}s": int(ago[1])})
        return _end_of(date.fromisoformat(words)) if _DAY.fullmatch(words) else _instant(words)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{typed!r} is no moment; write it as {MOMENTS}") from error


def _end_of(day: date) -> datetime:
    """Return the last instant of a day, where the user is."""
    return datetime.combine(day, _LAST_INSTANT).astimezone()


def _instant(words: str) -> datetime:
    """Return a date and time; one without a zone is meant where the user is."""
    if not re.match("[0-9]{4}-[0-9]{2}-[0-9]{2}[ t]", words):
        raise ValueError(words)
    return datetime.fromisoformat(words.upper()).astimezone()


# -- Periods -----------------------------------------------------------------------------------


def period(typed: str) -> When:
    """Return the days that `typed` means: a day, a month, a year, or a range of these with both ends.

    Raises:
        UsageError: it is no period; the message shows how one is written.
    """
    begin, dots, until = typed.strip().partition("..")
    try:
        if not dots:
            return When(*_days(begin))
        first, last = _days(begin or until), _days(until or begin)
        if last < first:
            raise UsageError(f"{typed!r} ends before it begins: swap its ends")
        return When(first[0] if begin else None, last[1] if until else None)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{typed!r} is no period; write it as {PERIODS}") from error


def _days(words: str) -> tuple[datetime, datetime]:
    """Return when a day, month or year begins, and when the next one does."""
    month = _MONTH.fullmatch(words)
    if month:
        begin = datetime(int(month[1]), int(month[2]), 1)
        return begin, (begin + timedelta(days=31)).replace(day=1)
    if _YEAR.fullmatch(words):
        return datetime(int(words), 1, 1), datetime(int(words) + 1, 1, 1)
    if not _DAY.fullmatch(words):
        raise ValueError(words)
    begin = datetime.combine(date.fromisoformat(words), time.min)
    return begin, begin + timedelta(days=1)


# -- A case as it stood ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stood:
    """A case as it stood: what it held, and number and hash of the last of its `total` entries that counts.

    `moment` is when that was asked for, None where an entry was asked for by its number; where nothing
    counts, `first` is when the first entry of all was recorded.
    """

    snapshot: Snapshot
    sequence: int
    head: str
    total: int
    moment: datetime | None = None
    first: datetime | None = None

    def __str__(self) -> str:
        """Return the moment, or the entry, and how much of the log counts."""
        return f"{name_of(self)} ({self.sequence:,} of {_entries(self.total)})"


def stood_at(store: Store, asked: datetime) -> Stood:
    """Return the case as it stood at a moment."""
    sequence, head = store.head(asked)
    first = None if sequence else next((entry.recorded for entry in store.entries()), None)
    return Stood(store.snapshot(asked), sequence, head, store.head()[0], asked, first)


def stood_when(store: Store, typed: str, now: datetime) -> Stood:
    """Return the case as it stood at a moment, or once the entry of a number was written.

    What was written together is never cut in two, so a number may lead on to an entry after it.

    Raises:
        UsageError: it is neither, or there are not so many entries.
    """
    number = _NUMBER.fullmatch(typed.strip())
    if number is None:
        return stood_at(store, moment(typed, now))
    wanted, (total, _) = int(number[1]), store.head()
    if wanted > total:
        raise UsageError(f"there is no entry {wanted}: the case has {_entries(total)}")
    written = entry_of(store, wanted)
    stood = stood_at(store, written.recorded if written else _BEFORE_ALL)
    return replace(stood, moment=None)


def entry_of(store: Store, number: int) -> Entry | None:
    """Return the entry of the log that has a number; None before the first."""
    return next(store.entries(number - 1), None) if number else None


def as_kept(store: Store, sequence: int) -> Store:
    """Return a store in memory of the entries up to one, for what a store tells of the present alone."""
    past = MemoryStore()
    past.restore(takewhile(lambda entry: entry.sequence <= sequence, store.entries()), {})
    return past


def name_of(stood: Stood) -> str:
    """Return as of when, or of which entry, a case is shown, as people read it."""
    return shown(stood.moment) if stood.moment else f"entry {stood.sequence:,}"


def shown(asked: datetime) -> str:
    """Return a moment as people read it, with its zone."""
    if asked.timetz().replace(tzinfo=None) == _LAST_INSTANT:
        return f"the end of {asked.date().isoformat()} ({asked.strftime('%z')})"
    return asked.isoformat(sep=" ", timespec="seconds")


def _entries(count: int) -> str:
    return f"{count:,} {'entry' if count == 1 else 'entries'}"
