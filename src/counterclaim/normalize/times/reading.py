"""What a rule is given and what it gives back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from counterclaim.model import When
from counterclaim.normalize.times.expressions import TimeKind
from counterclaim.normalize.times.lexicon import Lexicon
from counterclaim.normalize.times.periods import Period, Unit


@dataclass(frozen=True, slots=True)
class Reading:
    """What some words mean; `period` is set if later words ("that year") can refer back to it."""

    kind: TimeKind
    when: When
    because: str
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Where a rule stands: the text, the day of publication (if known), and the periods told of so far.

    `read` reads a shorter stretch of the same text, for rules whose pattern holds a whole expression.
    """

    lexicon: Lexicon
    text: str
    published: date | None
    told: tuple[Period, ...]
    read: Callable[[int, int], Reading | None]

    def steps(self, relation: str | None) -> int | None:
        """Return how many periods on a relation leads ("last": -1); None if there is no such word."""
        known = self.lexicon.value("relations", relation) if relation else None
        return int(known[1]) if known else None

    def latest(self, *units: Unit) -> Period | None:
        """Return the period of one of `units` that was told of last; of any unit if none is named."""
        return next((period for period in reversed(self.told) if not units or period.unit in units), None)


Rule = Callable[[re.Match[str], Context], Reading | None]
"""Returns None if the words, where they stand, do not name a time after all."""


def dated(period: Period, because: str) -> Reading:
    """Return a whole period of the calendar as a reading."""
    return Reading(TimeKind.DATE, period.when(), because, period)


def unresolved(timex: str, because: str, kind: TimeKind = TimeKind.DATE) -> Reading:
    """Return a reading that names no interval, because the text does not tell which."""
    return Reading(kind, When(None, None, timex), because)


def dated_or_unresolved(period: Period | None, timex: str, because: str, because_not: str) -> Reading:
    """Return the period if there is one, and otherwise what is known of it."""
    return dated(period, because) if period else unresolved(timex, because_not)
