"""Rules for the periods of business pages: quarters, halves, and the same period a year before."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from counterclaim.normalize.times.periods import Period, Unit, add_months
from counterclaim.normalize.times.reading import Context, Reading, dated, dated_or_unresolved, unresolved
from counterclaim.normalize.times.surroundings import Tense, in_game, tense_beside


def _named_year(match: re.Match[str], context: Context) -> int | None:
    """Return the year that stands in the expression, or that "this year", "last year" mean."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if groups.get("of_year") and context.published:
        return context.published.year + int(context.lexicon.value("relations", groups["of_year"])[1])
    return None


def _quarter(year: int, number: int) -> Period | None:
    return Period.containing(Unit.QUARTER, date(year, number * 3, 1))


def quarter(match: re.Match[str], context: Context) -> Reading | None:
    """Read a numbered quarter; without a year the latest that had begun, or the next if it is to come."""
    word, named = match["ordinal"], _named_year(match, context)
    number = int(word) if word.isdigit() else int(context.lexicon.value("quarter_ordinals", word))
    if named:
        return dated_or_unresolved(_quarter(named, number), "", "quarter and year are written", "")
    if in_game(match, context):
        return None
    if context.published is None:
        return unresolved(f"XXXX-Q{number}", "no year is given and the day of publication is unknown")
    here = _quarter(context.published.year, number)
    if here and here.first > context.published:
        future = tense_beside(match, context) is Tense.FUTURE
        near = (here.first - context.published).days <= 31
        here = here if future or near else here.shift(-4)
    return dated_or_unresolved(here, "", "the quarter of that number that fits the day of publication", "")


def told_quarter(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the quarter": the one told of last, else the last one complete at publication."""
    if in_game(match, context):
        return None
    return _told_or_complete(context, "the quarter")


def _told_or_complete(context: Context, words: str) -> Reading:
    told = context.latest(Unit.QUARTER)
    if told:
        return dated(told, f"{words} told of last, {told.timex}")
    if context.published is None:
        return unresolved("XXXX-QX", "the day of publication is unknown")
    complete = _complete(context.published)
    return dated_or_unresolved(
        complete, "XXXX-QX", "the last quarter complete at publication", "off the calendar"
    )


def _complete(published: date) -> Period | None:
    """Return the last quarter that was over on that day."""
    here = Period.containing(Unit.QUARTER, published)
    return here.shift(-1) if here else None


def year_before(match: re.Match[str], context: Context) -> Reading | None:
    """Read "a year earlier": the period told of last, or the one named, one year before."""
    groups = match.groupdict()
    if groups.get("ordinal"):
        number = int(context.lexicon.value("quarter_ordinals", groups["ordinal"]))
        told = context.latest(Unit.QUARTER, Unit.YEAR)
        year = told.first.year if told else context.published.year if context.published else None
        return dated_or_unresolved(
            _quarter(year - 1, number) if year else None, f"XXXX-Q{number}", "a year before", "unknown"
        )
    base = _base(match, context)
    if base is None:
        return unresolved("XXXX", "the text names no period to count from")
    earlier = Period.containing(base.unit, add_months(base.first, -12))
    reading = dated_or_unresolved(earlier, "XXXX", f"one year before {base.timex}", "off the calendar")
    return replace(reading, period=None)  # a period only compared with is not the one told of


def _base(match: re.Match[str], context: Context) -> Period | None:
    """Return the period from which a year is counted back: quarter, half, month or year."""
    groups = match.groupdict()
    if context.lexicon.listed("quarters", groups.get("unit") or ""):
        return context.latest(Unit.QUARTER) or (_complete(context.published) if context.published else None)
    told = context.latest(Unit.QUARTER, Unit.HALF, Unit.YEAR)
    if told and (told.unit is Unit.QUARTER or not groups.get("ago")):
        return told
    return Period.containing(Unit.YEAR, context.published) if context.published else None


def year_and_period(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the 2021 quarter": the quarter told of last, in that year."""
    told = context.latest(Unit.QUARTER)
    year = int(match["year"])
    period = (
        _quarter(year, told.first.month // 3 + 1) if told else Period.containing(Unit.YEAR, date(year, 1, 1))
    )
    return dated_or_unresolved(period, "", f"the period told of last, in {year}", "")


def half(match: re.Match[str], context: Context) -> Reading | None:
    """Read half a year, if a year is named with it: a match has halves too."""
    year = _named_year(match, context) or (context.published.year if context.published else None)
    number = int(context.lexicon.value("half_ordinals", match["ordinal"]))
    period = Period.containing(Unit.HALF, date(year, number * 6, 1)) if year else None
    return dated_or_unresolved(period, f"XXXX-H{number}", "the half of the year named", "the year is unknown")
