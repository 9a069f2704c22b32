"""Rules for times that recur: "every day", "weekly", "Tuesdays", "twice a year"."""

from __future__ import annotations

import re

from counterclaim.model import When
from counterclaim.normalize.times.expressions import TimeKind
from counterclaim.normalize.times.numbers import amount_of
from counterclaim.normalize.times.periods import duration_timex
from counterclaim.normalize.times.reading import Context, Reading
from counterclaim.normalize.times.relative import unit_of
from counterclaim.normalize.times.surroundings import follows


def _recurring(timex: str) -> Reading:
    return Reading(TimeKind.SET, When(None, None, timex), "a time that recurs; no single interval is meant")


def every(match: re.Match[str], context: Context) -> Reading | None:
    """Read "every two weeks", "each July", "Tuesday nights"."""
    groups, lexicon = match.groupdict(), context.lexicon
    if groups.get("unit"):
        amount = amount_of(groups["count"], lexicon) if groups.get("count") else 1
        return _recurring(
            duration_timex(2 if groups.get("other") else amount, unit_of(match["unit"], context))
        )
    if groups.get("month"):
        number = lexicon.value("months", groups["month"])
        return _recurring(f"XXXX-{number:02d}") if number else None
    part = lexicon.value("parts", groups["part"])[0] if groups.get("part") else ""
    return _recurring(f"XXXX-WXX-{lexicon.value('weekdays', groups['weekday'])}{part}")


def adverb(match: re.Match[str], context: Context) -> Reading | None:
    """Read "daily" and its like, unless they are part of a newspaper's name."""
    if match[0][:1].isupper() and context.text[match.end() : match.end() + 1] == " ":
        return None
    return _recurring(context.lexicon.value("sets", match["word"]))


def rate(match: re.Match[str], context: Context) -> Reading | None:
    """Read "a year" where it says how often: "twice a year", "per day"."""
    if not match["per"] and not follows(match, context, "rate_lead"):
        return None
    return _recurring(duration_timex(1, unit_of(match["unit"], context)))
