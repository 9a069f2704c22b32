"""Rules for days and months of the calendar."""

from __future__ import annotations

import re
from datetime import date

from counterclaim.model import When
from counterclaim.normalize.times.expressions import TimeKind
from counterclaim.normalize.times.lexicon import key
from counterclaim.normalize.times.numbers import ordinal_of
from counterclaim.normalize.times.periods import Period, Unit, calendar_day, midnight
from counterclaim.normalize.times.reading import Context, Reading, dated, dated_or_unresolved, unresolved
from counterclaim.normalize.times.surroundings import (
    Tense,
    follows,
    is_capital,
    tense_beside,
    word_after,
)

_MONTHS = 12
_LEAP_YEAR = 2000  # 29 February exists if the year is unknown
_MONTH = 31  # days; what was to come a month ago may still be written of in the future tense
_AGAINST_TENSE = 200  # days: a little more than half a year, so that the tense settles what is far off
_NO_YEAR = "no year is given and the day of publication is unknown"
_HALF_YEAR = 6
_SOON = 2  # so many months ahead is nearer than the same month a year ago, whatever the tense


def numeric(match: re.Match[str], context: Context) -> Reading | None:
    """Read a date in figures; of 5/11/2023 the month comes first unless it cannot be one."""
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    if month > _MONTHS and "/" in match[0]:
        month, day = day, month
    if len(match["year"]) == 2:
        if context.published is None:
            return None
        year = _near_century(year, context.published.year)
    return _day(match, year, month, day, "the date is written in full")


def _near_century(year: int, published: int) -> int:
    """Return the year of those two digits that lies nearest to publication."""
    century = published // 100 * 100
    return min((century + year + step for step in (-100, 0, 100)), key=lambda y: abs(y - published))


def _day(match: re.Match[str], year: int, month: int, day: int, because: str) -> Reading:
    period = calendar_day(year, month, day)
    if period is None:
        return unresolved("", f"there is no such day as {match[0]!r}")
    return dated(period, because)


def day_of_month(match: re.Match[str], context: Context) -> Reading | None:
    """Read a day and month; a missing year is the one that makes it lie nearest to publication."""
    month, day = month_of(match, "month", context), ordinal_of(match["day"], context.lexicon)
    if month is None or day is None:
        return None
    year = _told_year(match, month, context)
    if year:
        return _weekday_checked(match, context, year, month, day)
    if calendar_day(_LEAP_YEAR, month, day) is None:
        return unresolved("", f"there is no such day as {match[0]!r}")
    if context.published is None:
        return unresolved(f"XXXX-{month:02d}-{day:02d}", _NO_YEAR)
    near = nearest_year(context.published, tense_beside(match, context), month, day)
    return _weekday_checked(match, context, near, month, day)


def _weekday_checked(match: re.Match[str], context: Context, year: int, month: int, day: int) -> Reading:
    """Read the date, and say so if the weekday written beside it is another."""
    because = "the date is written in full"
    if not (match["year"] or match["later_year"]):
        because = f"{year} is the year that brings it nearest to publication"
    weekday = _weekday_number(match["weekday"], context) if match["weekday"] else None
    period = calendar_day(year, month, day)
    if weekday and period and period.first.isoweekday() != weekday:
        because += f"; that day was not a {match['weekday']}"
    return _day(match, year, month, day, because)


def _told_year(match: re.Match[str], month: int, context: Context) -> int | None:
    """Return the year that is written, or that of the date it leads to: "30 December to 2 January 2021"."""
    if match["year"] or not match["later_year"]:
        return int(match["year"]) if match["year"] else None
    later: int = context.lexicon.value("months", match["later_month"])
    return int(match["later_year"]) - (later < month)


def day_in_month(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the 15th of last month"."""
    inner, day = (
        context.read(match.start("inner"), match.end("inner")),
        ordinal_of(match["day"], context.lexicon),
    )
    if inner is None or inner.period is None or day is None:
        return unresolved("", "the month is unknown")
    first = inner.period.first
    return _day(match, first.year, first.month, day, f"a day of {inner.period.timex}")


def _weekday_number(word: str, context: Context) -> int | None:
    full: int | None = context.lexicon.value("weekdays", word)
    short: int | None = context.lexicon.value("weekdays_short", word)
    return full or short


def nearest_year(published: date, tense: Tense, month: int, day: int) -> int:
    """Return the year in which that day lies nearest to publication; a tense against it makes it further."""

    def distance(year: int) -> int:
        days = (date(year, month, min(day, 28)) - published).days
        against = (tense is Tense.FUTURE and days < -_MONTH) or (tense is Tense.PAST and days > 0)
        return abs(days) + (_AGAINST_TENSE if against else 0)

    return min((published.year, published.year - 1, published.year + 1), key=distance)


def days_of_month(match: re.Match[str], context: Context) -> Reading | None:
    """Read several days of one month: "May 10-12"."""
    month = month_of(match, "month", context)
    first, last = ordinal_of(match["day"], context.lexicon), ordinal_of(match["last"], context.lexicon)
    if month is None or first is None or last is None or last <= first:
        return None
    year = int(match["year"] or 0)
    if not year and context.published is None:
        return unresolved(f"XXXX-{month:02d}-XX", _NO_YEAR)
    if not year and context.published:
        year = nearest_year(context.published, tense_beside(match, context), month, first)
    begin, end = calendar_day(year, month, first), calendar_day(year, month, last)
    if begin is None or end is None:
        return unresolved("", f"there is no such day as {match[0]!r}")
    when = When(midnight(begin.first), midnight(end.until), f"{begin.timex}/{end.timex}")
    return Reading(TimeKind.DATE, when, f"from {begin.timex} to {end.timex}, both included", end)


def month_of(match: re.Match[str], group: str, context: Context) -> int | None:
    """Return the month's number; None for a word that is a month only with a capital ("may", "march")."""
    word = match[group]
    if key(word) in context.lexicon.tables["capital"] and not is_capital(context.text, match.start(group)):
        return None
    number: int | None = context.lexicon.value("months", word)
    return number


def month(match: re.Match[str], context: Context) -> Reading | None:
    """Read a month; without a year it is the one the tense points to, the latest such month for the past."""
    groups = match.groupdict()
    number = month_of(match, "month", context)
    told = groups.get("year") or groups.get("of_year") or groups.get("later_year")
    if number is None or not (told or _is_month(match, context)):
        return None
    year = _told_year(match, number, context) if "later_year" in groups else None
    if year:
        return _month(year, number, "month and year are written")
    if context.published is None:
        return unresolved(f"XXXX-{number:02d}", _NO_YEAR)
    near = _month_year(match, context, number, context.published)
    return _month(near, number, f"the month of {near}, by the day of publication and the tense")


def _is_month(match: re.Match[str], context: Context) -> bool:
    """Say whether a lone month's name is not a person's or a verb."""
    if match.groupdict().get("relation"):
        return True
    name, months = key(match["month"]), context.lexicon.tables["months"]
    cut_short = any(other.startswith(name) and other != name for other in months)
    if cut_short:
        return match["month"].endswith(".") or not _name_follows(match, context)
    if follows(match, context, "month_lead"):
        return True
    return name not in context.lexicon.tables["capital"] and not _name_follows(match, context)


def _name_follows(match: re.Match[str], context: Context) -> bool:
    """Say whether a word with a capital stands directly after: "Jan" and "April" may be first names."""
    follower = word_after(context.text, match.end())
    adjacent = context.text[match.end() : match.end() + 1] == " "
    return adjacent and follower[:1].isupper() and not follower.isupper()


def _month_year(match: re.Match[str], context: Context, number: int, published: date) -> int:
    groups = match.groupdict()
    if groups.get("of_year"):
        return published.year + int(context.lexicon.value("relations", groups["of_year"])[1])
    steps, ahead = context.steps(groups.get("relation")), number - published.month
    if steps == -1:  # "last May" said in June is hardly the month just gone, which is called last month
        return published.year - (ahead >= -1)
    if steps == 1:
        return published.year + (ahead <= 0)
    return (
        published.year if steps == 0 else _year_by_tense(published.year, ahead, tense_beside(match, context))
    )


def _year_by_tense(year: int, ahead: int, tense: Tense) -> int:
    """Return the year of a month that lies `ahead` months after the month of publication in `year`."""
    if tense is Tense.FUTURE:
        return year + (ahead < 0)
    if tense is Tense.PAST:
        return year - (ahead > _SOON)
    return year - (ahead > _HALF_YEAR) + (ahead < -_HALF_YEAR)


def _month(year: int, number: int, because: str) -> Reading:
    period = Period.containing(Unit.MONTH, date(year, number, 1))
    return dated_or_unresolved(period, "", because, "off the calendar")
