"""The only place that asks what time it is; every stage below is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from time import monotonic

_EARLIEST_ZONE = timedelta(hours=14)


def now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(tz=UTC)


def today() -> date:
    """Return the latest day that it is anywhere on Earth (UTC+14): no later one can have been printed."""
    return (now() + _EARLIEST_ZONE).date()


def seconds() -> float:
    """Return a count of seconds that never goes back, for measuring how long something took."""
    return monotonic()
