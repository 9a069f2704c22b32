"""The date that an editor adds to "on Thursday" or "in March", where it is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from counterclaim.model import Value, When

_CALENDAR = re.compile(r"\d{4}")
_YEAR = re.compile(r"\b\d{4}\b")
_DIGIT = re.compile(r"\d")
_LONGEST = timedelta(days=366)
_LONGEST_OF_DAYS = timedelta(days=31)


def date_to_add(words: str, value: Value, months: Sequence[str]) -> str:
    """Return what is missing of a date as written, or "": lengths of time and vague ones have none.

    Args:
        words: the date as written.
        value: what it is taken to mean.
        months: the names of the months.
    """
    if not isinstance(value, When) or value.begin is None or value.until is None:
        return ""
    if not _CALENDAR.match(value.timex) or _YEAR.search(words) or value.until - value.begin > _LONGEST:
        return ""
    begin, last = value.begin, value.until - timedelta(microseconds=1)
    names_month = any(month.lower()[:3] in words.lower() for month in months)
    if names_month and begin.year == last.year:
        day_or_month_alone = _DIGIT.search(words) or _is_months(begin, value.until)
        return str(begin.year) if day_or_month_alone else ""
    return _label(begin, value.until, months)


def _label(begin: datetime, until: datetime, months: Sequence[str]) -> str:
    last = until - timedelta(microseconds=1)
    if begin.date() == last.date():
        return f"{begin.day} {months[begin.month - 1]} {begin.year}"
    if _is_months(begin, until):
        return _months_label(begin, last, months)
    if until - begin > _LONGEST_OF_DAYS:
        return ""
    start = str(begin.day)
    start += f" {months[begin.month - 1]}" if (begin.year, begin.month) != (last.year, last.month) else ""
    start += f" {begin.year}" if begin.year != last.year else ""
    return f"{start} to {last.day} {months[last.month - 1]} {last.year}"


def _is_months(begin: datetime, until: datetime) -> bool:
    """Say whether an interval is made of whole months."""
    return begin.day == until.day == 1 and begin.time() == until.time() == time.min


def _months_label(begin: datetime, last: datetime, months: Sequence[str]) -> str:
    if begin.month == 1 and last.month == len(months) and begin.year == last.year:
        return str(begin.year)
    first, final = months[begin.month - 1], months[last.month - 1]
    if begin.year != last.year:
        return f"{first} {begin.year} to {final} {last.year}"
    return f"{first} {begin.year}" if begin.month == last.month else f"{first} to {final} {last.year}"
