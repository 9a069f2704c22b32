"""Rules for periods and stretches counted from publication or from the time told of last."""

from __future__ import annotations

import re
from datetime import date, timedelta

from counterclaim.model import When
from counterclaim.normalize.times.expressions import TimeKind
from counterclaim.normalize.times.numbers import amount_of
from counterclaim.normalize.times.periods import CLOCK_UNITS, Period, Unit, duration_timex, midnight, moved
from counterclaim.normalize.times.reading import Context, Reading, dated, dated_or_unresolved, unresolved
from counterclaim.normalize.times.surroundings import Tense, follows, tense_beside

_UNKNOWN = {
    Unit.DAY: "XXXX-XX-XX",
    Unit.WEEK: "XXXX-WXX",
    Unit.WEEKEND: "XXXX-WXX-WE",
    Unit.MONTH: "XXXX-XX",
    Unit.QUARTER: "XXXX-QX",
}


_FINER = {Unit.CENTURY: Unit.DECADE, Unit.DECADE: Unit.YEAR, Unit.YEAR: Unit.MONTH}
"""How coarse "half a century ago" is."""


def unit_of(word: str, context: Context) -> Unit:
    """Return the unit that a word in the singular or plural names."""
    return Unit(context.lexicon.value("units", word) or context.lexicon.value("units_plural", word))


def unit(match: re.Match[str], context: Context) -> Reading | None:
    """Read "last month", "this week", "the following year"."""
    relation = match.groupdict().get("relation")
    anchor, steps = context.lexicon.value("relations", relation) if relation else ("published", 0)
    named = unit_of(match["unit"], context)
    if relation and anchor == "told" and steps == 1 and follows(match, context, "next_lead"):
        return None
    told = context.latest() if anchor == "told" else None
    base = told.first if told else context.published if anchor == "published" else None
    if base is None:
        return unresolved(_UNKNOWN.get(named, "XXXX"), "the text does not tell what to count from")
    here = Period.containing(named, base)
    period = here.shift(steps) if here else None
    because = f"{match[0]!r} counted from {f'{told.timex}, told of last' if told else 'publication'}"
    if anchor == "published" and steps == 0 and period:
        return _so_far(match, context, period, because)
    return dated_or_unresolved(period, "", because, "off the calendar")


def _so_far(match: re.Match[str], context: Context, period: Period, because: str) -> Reading:
    """Read the period that publication lies in: up to publication, or whole if the tense is future."""
    when = period.when()
    future = tense_beside(match, context) is Tense.FUTURE
    if context.published and when.begin and not future:
        end = midnight(context.published + timedelta(days=1))
        when = When(when.begin, max(end, when.begin), period.timex)
        because += ", up to and including its day"
    return Reading(TimeKind.DATE, when, because, period)


def told_unit(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the week", "the year": the one told of last, else that of publication, or the latest weekend."""
    named = unit_of(match["unit"], context)
    told = context.latest()
    if told and told.unit is named:
        return dated(told, f"{match[0]!r} told of last, {told.timex}")
    if context.published is None:
        return unresolved(_UNKNOWN.get(named, "XXXX"), "the day of publication is unknown")
    here = Period.containing(named, context.published)
    if named is Unit.WEEKEND and here:
        here = _weekend(match, context, here, context.published)
    return dated_or_unresolved(
        here, "", f"{match[0]!r} in which publication lies, or nearest to it", "off the calendar"
    )


def _weekend(match: re.Match[str], context: Context, here: Period, published: date) -> Period | None:
    """Return the latest weekend that had begun, or the coming one if the sentence is of what is to come."""
    future = tense_beside(match, context) is Tense.FUTURE
    return here if future or here.first <= published else here.shift(-1)


def week_of(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the week of 6 March"."""
    inner = context.read(match.start("inner"), match.end("inner"))
    period = Period.containing(Unit.WEEK, inner.period.first) if inner and inner.period else None
    return dated_or_unresolved(period, "XXXX-WXX", "the week in which that day lies", "the day is unknown")


def business_year(_match: re.Match[str], _context: Context) -> Reading | None:
    """Read "the year ended 30 June": twelve months that need not be a calendar year."""
    return unresolved("P1Y", "a business year, which need not be a calendar year", TimeKind.DURATION)


def end_of_year(_match: re.Match[str], context: Context) -> Reading | None:
    """Read "year-end": the end of the year of publication."""
    if context.published is None:
        return unresolved("XXXX", "the day of publication is unknown")
    period = Period.containing(Unit.YEAR, context.published)
    if period is None:
        return None
    when = When(midnight(date(context.published.year, 12, 1)), midnight(period.until), period.timex)
    return Reading(TimeKind.DATE, when, "the last month of the year of publication", period)


def stretch(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the past 24 hours", "recent weeks", "the next two years": a length up to or from publication."""
    groups = match.groupdict()
    named = unit_of(match["unit"], context)
    amount = _amount(groups, context)
    side = int(context.lexicon.value("spans", match["side"]))
    timex = duration_timex(amount, named)
    if context.published is None:
        return unresolved(timex, "the day of publication is unknown", TimeKind.DURATION)
    reach = context.lexicon.tables["recent_days"].get(named, 1)
    far = (
        moved(context.published, side * amount, named)
        if amount
        else moved(context.published, side * reach, Unit.DAY)
    )
    if far is None:
        return unresolved(timex, "off the calendar", TimeKind.DURATION)
    first, last = min(far, context.published), max(far, context.published)
    when = When(midnight(first), midnight(last + timedelta(days=1)), timex)
    vague = "" if amount else f"; a vague length is taken as at most {reach} days"
    return Reading(TimeKind.DURATION, when, f"from {first} to {last}, counted from publication{vague}")


def _amount(groups: dict[str, str | None], context: Context) -> float | None:
    """Return the number written, else 1 for a singular ("the past year") and None for a plural."""
    if groups.get("count"):
        return amount_of(groups["count"] or "", context.lexicon)
    return 1 if context.lexicon.value("units", groups["unit"] or "") else None


def ago(match: re.Match[str], context: Context) -> Reading | None:
    """Read "three weeks ago": the day, week, month or year that lies so far before publication."""
    groups = match.groupdict()
    named = unit_of(match["unit"], context)
    amount = amount_of(groups["count"], context.lexicon) if groups.get("count") else None
    if groups.get("halved"):
        amount = 1.5
    if context.published is None:
        return unresolved("PAST_REF", "the day of publication is unknown")
    if amount is None:
        until = midnight(context.published)
        return Reading(TimeKind.DATE, When(None, until, "PAST_REF"), "an unknown time before publication")
    if named in CLOCK_UNITS:
        return _hours_ago(match, amount, named, context.published)
    day = moved(context.published, -amount, named)
    if day is None:
        return unresolved("PAST_REF", "off the calendar")
    named = named if amount == int(amount) else _FINER.get(named, named)
    return _at_distance(day, named, groups.get("approx"), context, f"{match[0]!r} counted from publication")


def _hours_ago(match: re.Match[str], amount: float, named: Unit, published: date) -> Reading:
    first = moved(published, -amount, named) or published
    when = When(midnight(first), midnight(published + timedelta(days=1)), duration_timex(amount, named))
    return Reading(
        TimeKind.DURATION, when, f"{match[0]!r}: the hour of publication is unknown, so the days it may be"
    )


def _at_distance(day: date, named: Unit, approx: str | None, context: Context, because: str) -> Reading:
    """Return the period around `day` that is as coarse as the unit; "more than" leaves the beginning open."""
    coarse = {Unit.DECADE: Unit.YEAR, Unit.CENTURY: Unit.CENTURY, Unit.WEEKEND: Unit.WEEKEND}.get(
        named, named
    )
    period = Period.containing(coarse, day)
    if period is None:
        return unresolved("PAST_REF", "off the calendar")
    if approx and context.lexicon.listed("at_least", approx):
        when = When(None, midnight(day), period.timex)
        return Reading(
            TimeKind.DATE, when, f"{because}; {approx!r} leaves open how long before {day}", period
        )
    if approx and context.published and context.lexicon.listed("at_most", approx):
        when = When(midnight(day), midnight(context.published + timedelta(days=1)), period.timex)
        return Reading(TimeKind.DATE, when, f"{because}; {approx!r} leaves open how long after {day}", period)
    return dated(period, because)


def from_told(match: re.Match[str], context: Context) -> Reading | None:
    """Read "two days later": so long before or after the time told of last."""
    told = context.latest()
    named = unit_of(match["unit"], context)
    amount = amount_of(match["count"], context.lexicon)
    sign = 1 if context.lexicon.listed("later", match["direction"]) else -1
    if told is None or amount is None or named in CLOCK_UNITS:
        return unresolved(
            duration_timex(amount, named), "the text does not tell what to count from", TimeKind.DURATION
        )
    day = moved(told.first, sign * amount, named)
    if day is None:
        return None
    period = Period.containing(min(named, told.unit, key=_coarseness), day)
    return dated_or_unresolved(period, "", f"counted from {told.timex}, told of last", "off the calendar")


def _coarseness(named: Unit) -> int:
    return list(Unit).index(named)
