"""Rules for times of the day: clock times, noon, mornings, nights."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from counterclaim.model import When
from counterclaim.normalize.times.expressions import TimeKind
from counterclaim.normalize.times.numbers import amount_of
from counterclaim.normalize.times.periods import Period, Unit, midnight
from counterclaim.normalize.times.reading import Context, Reading, unresolved
from counterclaim.normalize.times.surroundings import follows

_NOON = 12
_HOURS = 24
_EVENING = 18
_SMALL_HOURS = 6


def _day_of(match: re.Match[str], context: Context) -> tuple[Period | None, str]:
    """Return the day of a clock time: the one beside it, the one told of last, or that of publication."""
    groups = match.groupdict()
    if groups.get("inner"):
        reading = context.read(match.start("inner"), match.end("inner"))
        named = reading.period if reading else None
        timex = reading.when.timex if reading else ""
        return (named if named and named.unit is Unit.DAY else None), timex or "XXXX-XX-XX"
    told = context.latest(Unit.DAY)
    if told is None and context.published:
        told = Period(Unit.DAY, context.published)
    return told, "XXXX-XX-XX"


def at(period: Period, begin: datetime, until: datetime, sign: str, because: str) -> Reading:
    """Return a stretch of one day, with the TIMEX3 sign of the time of day."""
    return Reading(TimeKind.TIME, When(begin, until, period.timex + sign), because, period)


def _moment(match: re.Match[str], context: Context, hour: int, minute: int) -> Reading:
    period, unknown = _day_of(match, context)
    sign = f"T{hour:02d}:{minute:02d}"
    if period is None:
        return unresolved(unknown + sign, "the day is unknown", TimeKind.TIME)
    begin = midnight(period.first) + timedelta(hours=hour, minutes=minute)
    return at(period, begin, begin + timedelta(minutes=1), sign, f"that minute of {period.timex}")


def hour(match: re.Match[str], context: Context) -> Reading | None:
    """Read a clock time; one without a.m. or p.m. only where a preposition or a zone says it is one."""
    groups = match.groupdict()
    sure = groups.get("half") or groups.get("part") or groups.get("sure")
    if not sure and not follows(match, context, "clock_lead"):
        return None
    number = int(amount_of(match["hour"], context.lexicon) or 0)
    if groups.get("half"):
        number = number % _NOON + _NOON * (match["half"].lower()[0] == "p")
    elif groups.get("part"):
        number = number % _NOON + _NOON * _is_after_noon(match["part"], number, context)
    return _moment(match, context, number, int(groups.get("minute") or 0)) if number < _HOURS else None


def _is_after_noon(word: str, number: int, context: Context) -> bool:
    """Say whether that hour of a part of the day comes after noon; a night has hours before and after."""
    _, first, _ = context.lexicon.value("parts", word)
    small_hours = first >= _EVENING and (number < _SMALL_HOURS or number == _NOON)
    return bool(first >= _NOON and not small_hours)


def clock_word(match: re.Match[str], context: Context) -> Reading | None:
    """Read "noon" and "midnight"; midnight is the end of the day it is named with."""
    number = int(context.lexicon.value("clock_words", match["word"]))
    return _moment(match, context, number, 0)


def part(period: Period | None, word: str, context: Context, unknown: str) -> Reading:
    """Return the morning, afternoon, evening or night of a day."""
    sign, first, last = context.lexicon.value("parts", word)
    if period is None:
        return unresolved(unknown + sign, "the day is unknown", TimeKind.TIME)
    begin = midnight(period.first)
    because = f"the {word.lower()} of {period.timex}, taken as {first}:00 to {last}:00"
    return at(period, begin + timedelta(hours=first), begin + timedelta(hours=last), sign, because)


def part_of_day(match: re.Match[str], context: Context) -> Reading | None:
    """Read "Thursday evening", "the night of 3 May"."""
    period, unknown = _day_of(match, context)
    return part(period, match["part"], context, unknown)


def told_part(match: re.Match[str], context: Context) -> Reading | None:
    """Read "this morning", "last night" from publication, and "that evening" from the day told of last."""
    anchor, steps = context.lexicon.value("relations", match["relation"])
    told = context.latest(Unit.DAY) if anchor == "told" else None
    if anchor == "published" and context.published:
        told = Period(Unit.DAY, context.published)
    return part(told.shift(steps) if told else None, match["part"], context, "XXXX-XX-XX")


def bare_part(match: re.Match[str], context: Context) -> Reading | None:
    """Read "in the morning" as that of the day told of last."""
    if not follows(match, context, "part_lead"):
        return None
    return part(context.latest(Unit.DAY), match["part"], context, "XXXX-XX-XX")


def tonight(match: re.Match[str], context: Context) -> Reading | None:
    """Read "tonight", and "overnight" as the night that ended on the day of publication."""
    if match.groupdict().get("inner"):
        return _night_into(match, context)
    if context.published is None:
        return unresolved("XXXX-XX-XXTNI", "the day of publication is unknown", TimeKind.TIME)
    today = Period(Unit.DAY, context.published)
    night = midnight(today.first)
    if match.groupdict().get("over"):
        because = "the night that ended on the day of publication"
        return at(today, night - timedelta(hours=6), night + timedelta(hours=6), "TNI", because)
    return at(
        today, night + timedelta(hours=18), night + timedelta(hours=24), "TNI", "the night of publication"
    )


def _night_into(match: re.Match[str], context: Context) -> Reading:
    """Read "overnight into Sunday": the night that ends on that day."""
    day, unknown = _day_of(match, context)
    if day is None:
        return unresolved(f"{unknown}TNI", "the day is unknown", TimeKind.TIME)
    begin = midnight(day.first)
    because = f"the night that ended on {day.timex}"
    return at(day, begin - timedelta(hours=6), begin + timedelta(hours=6), "TNI", because)
