"""Times as a person writes them: a year, a month, a day, a moment, or two of them with a stroke between."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from counterclaim.model import When

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?)?", re.ASCII)
_OPEN = ".."
_LAST_MONTH = 12


def when_told(text: str) -> When | None:
    """Return the interval that `text` tells, None where it tells none.

    >>> when_told("2024-05") == When(datetime(2024, 5, 1), datetime(2024, 6, 1), "2024-05")
    True
    >>> when_told("2024-05-06/..") == When(datetime(2024, 5, 6), None, "2024-05-06/..")
    True
    >>> when_told("last week") is None
    True
    """
    first, _, last = text.partition("/")
    try:
        begin = None if first == _OPEN else _interval(first)[0]
        until = None if last == _OPEN else _interval(last or first)[1]
        return None if begin is None and until is None else When(begin, until, text)
    except (ValueError, OverflowError):
        return None


def _interval(text: str) -> tuple[datetime, datetime]:
    """Return where a year, a month, a day or a minute begins and ends.

    Raises:
        ValueError: it is none of these.
    """
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day, hour, minute = (int(part) if part else None for part in match.groups())
    assert year is not None
    begin = datetime(year, month or 1, day or 1, hour or 0, minute or 0)
    if hour is not None:
        return begin, begin + timedelta(minutes=1)
    if day is not None:
        return begin, begin + timedelta(days=1)
    if month is None or month == _LAST_MONTH:
        return begin, datetime(year + 1, 1, 1)
    return begin, datetime(year, month + 1, 1)
