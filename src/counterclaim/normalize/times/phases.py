"""The rule for a part of a period: "early June", "late on 10 May", "earlier this week"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from counterclaim.model import When
from counterclaim.normalize.times.expressions import TimeKind
from counterclaim.normalize.times.periods import Unit, midnight
from counterclaim.normalize.times.reading import Context, Reading

_THIRDS = {"first third": (0, 1), "middle third": (1, 2), "last third": (2, 3)}
_HOURS = {"first third": ("TMO", 0, 8), "middle third": ("TMI", 10, 14), "last third": ("TEV", 18, 24)}


def phase(match: re.Match[str], context: Context) -> Reading | None:
    """Read the expression inside, and narrow it to the part that the word before it names."""
    inner = context.read(match.start("inner"), match.end("inner"))
    if inner is None or inner.kind is not TimeKind.DATE:
        return None
    share = context.lexicon.value("phases", match["phase"])
    whole = inner.period.when() if inner.period else inner.when
    because = f"{inner.because}; of it the {share}"
    if whole.begin is None or whole.until is None:
        return Reading(inner.kind, inner.when, inner.because, inner.period)
    if inner.period and inner.period.unit is Unit.DAY and share in _HOURS:
        return _hours(share, whole.begin, inner, because)
    begin, until = _narrowed(share, whole.begin, whole.until, context)
    return Reading(inner.kind, When(begin, until, whole.timex), because, inner.period)


def _hours(share: str, begin: datetime, inner: Reading, because: str) -> Reading:
    """Return the hours that "early", "mid" or "late" leave of a day."""
    sign, first, last = _HOURS[share]
    when = When(begin + timedelta(hours=first), begin + timedelta(hours=last), inner.when.timex + sign)
    return Reading(TimeKind.TIME, when, f"{because}, taken as {first}:00 to {last}:00", inner.period)


def _narrowed(share: str, begin: datetime, until: datetime, context: Context) -> tuple[datetime, datetime]:
    if share in _THIRDS:
        first, last = _THIRDS[share]
        days = (until - begin).days
        return begin + timedelta(days=days * first // 3), begin + timedelta(days=days * last // 3)
    if context.published and share == "so far":
        end = midnight(context.published + timedelta(days=1))
        return begin, min(until, max(end, begin))
    if context.published and share == "to come":
        return max(begin, min(midnight(context.published), until)), until
    return begin, until
