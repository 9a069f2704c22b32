"""Intervals as readers write them: closed, with the last day included.

Inside, an interval is `[begin, until)`; outside, "11 May" is the pair 2023-05-11, 2023-05-11 and
an evening runs from 2023-05-10T18:00 to 2023-05-10T24:00 (ISO 8601).
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from counterclaim.model import When

Closed = tuple[str | None, str | None]


def closed(when: When | None) -> Closed:
    """Return the first and the last moment of an interval as ISO text; None is an open end.

    >>> closed(When.day(2024, 3, 2))
    ('2024-03-02', '2024-03-02')
    """
    if when is None:
        return None, None
    if _is_whole_days(when):
        begin = when.begin.date().isoformat() if when.begin else None
        until = (when.until - timedelta(days=1)).date().isoformat() if when.until else None
        return begin, until
    return _minute(when.begin) if when.begin else None, _last_minute(when.until) if when.until else None


def clock_text(when: When | None) -> str:
    """Return an interval in one piece: a day, or "from/to" with ".." for an open end (ISO 8601-2).

    >>> clock_text(When(None, datetime(2024, 3, 3)))
    '../2024-03-02'
    """
    begin, until = closed(when)
    if begin is None and until is None:
        return ""
    return begin if begin is not None and begin == until else f"{begin or '..'}/{until or '..'}"


def _is_whole_days(when: When) -> bool:
    """Say whether every end that is told is a midnight, with at least a day between or before."""
    if when.until is not None and when.until.toordinal() == 1:
        return False
    ends = [end for end in (when.begin, when.until) if end is not None]
    return all(end.time() == time.min for end in ends) and (when.begin is None or when.begin != when.until)


def _minute(moment: datetime) -> str:
    precision = "minutes" if moment.time() == moment.time().replace(second=0, microsecond=0) else "seconds"
    return moment.isoformat(timespec=precision)


def _last_minute(moment: datetime) -> str:
    """Return the end of an interval; midnight is the end of the day before, not the start of the next."""
    if moment.time() != time.min or moment.toordinal() == 1:
        return _minute(moment)
    return f"{(moment - timedelta(days=1)).date().isoformat()}T24:00"
