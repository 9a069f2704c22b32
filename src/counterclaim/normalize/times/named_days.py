"""Rules for seasons and for days that have a name: Christmas, Easter, Victory Day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from counterclaim.normalize.times.periods import Period, Unit
from counterclaim.normalize.times.reading import Context, Reading, dated, dated_or_unresolved, unresolved
from counterclaim.normalize.times.surroundings import Tense, follows, tense_beside

_SEASONS = 4


def season(match: re.Match[str], context: Context) -> Reading | None:
    """Read a season; one without a year is the one that publication or the tense points to."""
    if not (match["relation"] or match["year"] or follows(match, context, "season_lead")):
        return None
    middle = int(context.lexicon.value("seasons", match["season"]))
    if match["year"]:
        period = Period.containing(Unit.SEASON, date(int(match["year"]), middle, 1))
        return dated_or_unresolved(period, "", "season and year are written", "")
    if context.published is None:
        return unresolved("", "no year is given and the day of publication is unknown")
    here = Period.containing(Unit.SEASON, date(context.published.year, middle, 1))
    period = _season_near(
        here, context.published, context.steps(match["relation"]), tense_beside(match, context)
    )
    return dated_or_unresolved(period, "", f"the {match['season']} that fits the day of publication", "")


def _season_near(here: Period | None, published: date, steps: int | None, tense: Tense) -> Period | None:
    """Return the season of the year of publication, or that of the year before or after."""
    if here is None or steps == 0:
        return here
    if steps == -1:
        return here if here.until <= published else here.shift(-_SEASONS)
    if steps == 1 or tense is Tense.FUTURE:
        return here if here.until > published else here.shift(_SEASONS)
    return here.shift(-_SEASONS) if tense is Tense.PAST and here.first > published else here


def holiday(match: re.Match[str], context: Context) -> Reading | None:
    """Read a named day; without a year it is the one nearest to publication that fits the tense."""
    rule = context.lexicon.value("holidays", match["holiday"])
    if match["year"]:
        return dated(_holiday(rule, int(match["year"])), "the named day of that year")
    if context.published is None:
        return unresolved("", "no year is given and the day of publication is unknown")
    days = [_holiday(rule, context.published.year + step) for step in (-1, 0, 1)]
    steps, tense = context.steps(match["relation"]), tense_beside(match, context)
    if steps == -1 or (steps is None and tense is Tense.PAST):
        return dated(
            max((day for day in days if day.first <= context.published), key=_first), "the latest such day"
        )
    if steps == 1 or (steps is None and tense is Tense.FUTURE):
        return dated(
            min((day for day in days if day.first >= context.published), key=_first), "the next such day"
        )
    return dated(_holiday(rule, context.published.year), "the named day of the year of publication")


def _first(period: Period) -> date:
    return period.first


def _holiday(rule: dict[str, int], year: int) -> Period:
    if "easter" in rule:
        return Period(Unit.DAY, easter(year) + timedelta(days=rule["easter"]))
    if "day" in rule:
        return Period(Unit.DAY, date(year, rule["month"], rule["day"]))
    first = date(year, rule["month"], 1)
    days = (rule["weekday"] - first.isoweekday()) % 7 + 7 * (rule["nth"] - 1)
    return Period(Unit.DAY, first + timedelta(days=days))


def easter(year: int) -> date:
    """Return Western Easter Sunday (the anonymous Gregorian method, Meeus 1991)."""
    golden, century, rest = year % 19, year // 100, year % 100
    skipped, leap = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - skipped - correction + 15) % 30
    weekday = (32 + 2 * leap + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month_number, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month_number, day + 1)
