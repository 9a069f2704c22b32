"""Time expressions as they are handed on: where, of what kind, which interval, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from counterclaim.model import Mention, Span, When


class TimeKind(StrEnum):
    """The kinds of time expression of TIMEX3 (ISO 24617-1)."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a time, the interval they name, and one sentence on how that was worked out."""

    span: Span
    kind: TimeKind
    when: When
    because: str


def mention(expression: TimeExpression) -> Mention:
    """Return the expression as a mention whose value is its interval."""
    return Mention(expression.span, expression.when, expression.because)


def export_begin_until(when: When) -> tuple[str | None, str | None]:
    """Return an interval in closed ISO 8601 form, as exports write it; an open end stays None.

    Whole days are dates and the last day is included; anything finer is given to the minute, and
    midnight at an end is 24:00 of the day before.

    >>> export_begin_until(When.day(2023, 5, 11))
    ('2023-05-11', '2023-05-11')
    """
    if all(end is None or end.time() == time() for end in (when.begin, when.until)):
        begin = when.begin.date().isoformat() if when.begin else None
        return begin, _last_day(when) if when.until else None
    return _minute(when.begin), _closing_minute(when.until)


def _last_day(when: When) -> str | None:
    if when.until is None:
        return None
    empty = when.begin == when.until  # an instant at midnight belongs to the day it opens
    return (when.until - timedelta(days=0 if empty else 1)).date().isoformat()


def _minute(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="minutes") if moment else None


def _closing_minute(moment: datetime | None) -> str | None:
    if moment is None or moment.time() != time():
        return _minute(moment)
    return f"{(moment - timedelta(days=1)).date().isoformat()}T24:00"
