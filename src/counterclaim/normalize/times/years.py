"""Rules for years, decades and centuries."""

from __future__ import annotations

import re
from datetime import date

from counterclaim.model import When
from counterclaim.normalize.times.expressions import TimeKind
from counterclaim.normalize.times.numbers import amount_of, ordinal_of
from counterclaim.normalize.times.periods import Period, Unit, midnight
from counterclaim.normalize.times.reading import Context, Reading, dated_or_unresolved, unresolved
from counterclaim.normalize.times.surroundings import follows, precedes

_CENTURIES = range(2, 31)  # those that TIMEX3 can write and a report may mean
_MODERN = range(1900, 2101)  # a number alone is taken as one of these years without further signs
_CENTURY = 100


def _containing(unit: Unit, year: int, because: str) -> Reading:
    return dated_or_unresolved(Period.containing(unit, date(year, 1, 1)), "", because, "off the calendar")


def year(match: re.Match[str], context: Context) -> Reading | None:
    """Read a number of four digits as a year, unless it counts something."""
    alone = match[0] == match["year"]
    if alone and not _is_year(match, context):
        return None
    return _containing(Unit.YEAR, int(match["year"]), "the year is written")


def _is_year(match: re.Match[str], context: Context) -> bool:
    before = context.text[max(0, match.start() - 1) : match.start()]
    after = context.text[match.end() : match.end() + 2]
    if before == "-":
        return follows(match, context, "year_prefix")
    more_digits = after[:1] in tuple(".,:") and after[1:].isdigit()
    if more_digits or before in tuple("$£€#,./+") or after[:1] in tuple("%/"):
        return False
    if precedes(match, context, "counted") or follows(match, context, "counting"):
        return False
    return int(match["year"]) in _MODERN or follows(match, context, "year_lead")


def two_years(match: re.Match[str], _context: Context) -> Reading | None:
    """Read "2023-24": a season or a school year, somewhere in the two years."""
    first = Period.containing(Unit.YEAR, date(int(match["year"]), 1, 1))
    last = first.shift(1) if first else None
    if first is None or last is None or last.timex[2:] != match["last"]:
        return None
    when = When(midnight(first.first), midnight(last.until), f"{first.timex}/{last.timex}")
    return Reading(TimeKind.DATE, when, "somewhere in the two years that are written", last)


def spelled_year(match: re.Match[str], context: Context) -> Reading | None:
    """Read a year in words: "nineteen ninety-six", "the year two thousand"."""
    first = amount_of(match["century"], context.lexicon) or 0
    rest = amount_of(match["rest"], context.lexicon) if match["rest"] else 0
    hundreds = first * _CENTURY if first < _CENTURY else first
    return _containing(Unit.YEAR, int(hundreds + (rest or 0)), "the year is spelled out")


def decade(match: re.Match[str], _context: Context) -> Reading | None:
    """Read a decade written with its century: "the 1990s"."""
    return _containing(Unit.DECADE, int(match["decade"]), "the decade is written")


def short_decade(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the '80s" or "the nineties": the latest such decade that had begun by publication."""
    digits = match.groupdict().get("tens")
    if digits and context.text[max(0, match.start("tens") - 1) : match.start("tens")] not in tuple("'’‘"):
        return None
    tens = int(digits or context.lexicon.value("tens_plural", match["word"]))
    if context.published is None:
        return unresolved(f"XX{tens // 10}X", "the century is not told and the day of publication is unknown")
    latest = context.published.year - (context.published.year - tens) % _CENTURY
    return _containing(Unit.DECADE, latest, "the latest such decade that had begun by publication")


def century(match: re.Match[str], context: Context) -> Reading | None:
    """Read a century by its number; the 20th is counted as 1900 to 1999."""
    number = ordinal_of(match["number"], context.lexicon)
    if number is None or number not in _CENTURIES:
        return None
    first = (number - 1) * _CENTURY
    return _containing(Unit.CENTURY, first, f"century {number}, counted from the year {first}")
