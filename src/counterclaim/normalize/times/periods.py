"""The calendar: periods a report can name, their TIMEX3 values, and steps from one to another.

Civil, proleptic Gregorian; weeks and their numbers are those of ISO 8601. Nothing here knows a language.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from counterclaim.model import When


class Unit(StrEnum):
    """What time is counted in."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


CLOCK_UNITS = (Unit.SECOND, Unit.MINUTE, Unit.HOUR)
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.WEEKEND: 7}
_MONTHS = {
    Unit.MONTH: 1,
    Unit.SEASON: 3,
    Unit.QUARTER: 3,
    Unit.HALF: 6,
    Unit.YEAR: 12,
    Unit.DECADE: 120,
    Unit.CENTURY: 1200,
}
_SEASONS = ("WI", "SP", "SU", "FA")  # meteorological, northern: winter begins in December
_FIRST_YEAR, _LAST_YEAR = 1, 9899  # a century, the longest period, still ends inside the calendar


@dataclass(frozen=True, slots=True)
class Period:
    """One named stretch of the calendar: a day, an ISO week, a month, a year; `first` is its first day."""

    unit: Unit
    first: date

    @classmethod
    def containing(cls, unit: Unit, day: date) -> Period | None:
        """Return the period of `unit` that `day` lies in; None outside the calendar.

        A weekend is that of the day's ISO week, whether or not the day lies in it.
        """
        if not _FIRST_YEAR < day.year < _LAST_YEAR:
            return None
        if unit is Unit.DAY:
            return cls(unit, day)
        if unit in (Unit.WEEK, Unit.WEEKEND):
            return cls(unit, day - timedelta(days=day.weekday()) + timedelta(days=5 * (unit is Unit.WEEKEND)))
        return _of_months(unit, (day.year * 12 + day.month - 1 + _season_lag(unit)) // _MONTHS[unit])

    @property
    def until(self) -> date:
        """The first day after the period."""
        if self.unit is Unit.WEEKEND:
            return self.first + timedelta(days=2)
        if self.unit in _DAYS:
            return self.first + timedelta(days=_DAYS[self.unit])
        return add_months(self.first, _MONTHS[self.unit])

    @property
    def timex(self) -> str:
        """The TIMEX3 value: "2023-05-11", "2023-W19", "2023-W19-WE", "1989-Q3", "1998-SU", "199X"."""
        year = self.first.year
        match self.unit:
            case Unit.WEEK | Unit.WEEKEND:
                iso = self.first.isocalendar()
                return f"{iso.year}-W{iso.week:02d}" + ("-WE" if self.unit is Unit.WEEKEND else "")
            case Unit.MONTH:
                return f"{year:04d}-{self.first.month:02d}"
            case Unit.QUARTER | Unit.HALF:
                return f"{year:04d}-{self.unit[0].upper()}{self.first.month // _MONTHS[self.unit] + 1}"
            case Unit.SEASON:
                return f"{add_months(self.first, 1).year:04d}-{_SEASONS[self.first.month % 12 // 3]}"
            case Unit.YEAR | Unit.DECADE | Unit.CENTURY:
                known = {Unit.YEAR: 4, Unit.DECADE: 3, Unit.CENTURY: 2}[self.unit]
                return f"{year:04d}"[:known].ljust(4, "X")
            case _:
                return self.first.isoformat()

    def shift(self, steps: int) -> Period | None:
        """Return the period of the same unit `steps` later (earlier if negative); None off the calendar."""
        if self.unit in _DAYS:
            moved = self.first.toordinal() + steps * _DAYS[self.unit]
            low, high = date(_FIRST_YEAR + 1, 1, 1).toordinal(), date(_LAST_YEAR, 1, 1).toordinal()
            return Period(self.unit, date.fromordinal(moved)) if low <= moved < high else None
        months = self.first.year * 12 + self.first.month - 1 + _season_lag(self.unit)
        return _of_months(self.unit, months // _MONTHS[self.unit] + steps)

    def when(self) -> When:
        """Return the whole period as an interval."""
        return When(midnight(self.first), midnight(self.until), self.timex)


def _season_lag(unit: Unit) -> int:
    """Return 1 for seasons, which are counted from December, and 0 for all else."""
    return int(unit is Unit.SEASON)


def _of_months(unit: Unit, index: int) -> Period | None:
    year, month = divmod(index * _MONTHS[unit] - _season_lag(unit), 12)
    return Period(unit, date(year, month + 1, 1)) if _FIRST_YEAR <= year < _LAST_YEAR else None


def midnight(day: date) -> datetime:
    """Return the moment at which `day` begins."""
    return datetime.combine(day, time())


def add_months(day: date, months: int) -> date:
    """Return `day` so many months later, or the last day of that month if it is shorter.

    >>> add_months(date(2023, 1, 31), 1)
    datetime.date(2023, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def calendar_day(year: int, month: int, day: int) -> Period | None:
    """Return that day, or None if there is no such day (31 April)."""
    in_calendar = _FIRST_YEAR < year < _LAST_YEAR and 1 <= month <= len(calendar.month_name) - 1
    if not in_calendar or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return Period(Unit.DAY, date(year, month, day))


def moved(day: date, amount: float, unit: Unit) -> date | None:
    """Return the day that lies `amount` units from `day`; None off the calendar.

    Hours and less are rounded away from `day` to whole days: 24 hours before the 11th reach the 10th.
    """
    if unit in _MONTHS:
        months = round(amount * _MONTHS[unit])
        in_calendar = _FIRST_YEAR < day.year + months / 12 < _LAST_YEAR
        return add_months(day, months) if in_calendar else None
    if unit in CLOCK_UNITS:
        hours = abs(amount) / {Unit.HOUR: 1, Unit.MINUTE: 60, Unit.SECOND: 3600}[unit]
        amount = (1 if amount > 0 else -1) * -(-hours // 24)
    days = round(amount * _DAYS.get(unit, 1))
    ordinal = day.toordinal() + days
    return date.fromordinal(ordinal) if 1 <= ordinal < date(_LAST_YEAR, 1, 1).toordinal() else None


_DESIGNATORS = {
    Unit.SECOND: ("PT", "S", 1),
    Unit.MINUTE: ("PT", "M", 1),
    Unit.HOUR: ("PT", "H", 1),
    Unit.DAY: ("P", "D", 1),
    Unit.WEEKEND: ("P", "WE", 1),
    Unit.WEEK: ("P", "W", 1),
    Unit.MONTH: ("P", "M", 1),
    Unit.SEASON: ("P", "M", 3),
    Unit.QUARTER: ("P", "Q", 1),
    Unit.HALF: ("P", "M", 6),
    Unit.YEAR: ("P", "Y", 1),
    Unit.DECADE: ("P", "Y", 10),
    Unit.CENTURY: ("P", "Y", 100),
}
_HALVES = {Unit.MINUTE: "30S", Unit.HOUR: "30M", Unit.DAY: "T12H", Unit.YEAR: "6M"}
_VAGUE = {Unit.DECADE: "PXDE", Unit.CENTURY: "PXCE"}


def duration_timex(amount: float | None, unit: Unit) -> str:
    """Return the TIMEX3 value of a length of time; `amount` None is an unknown number.

    >>> duration_timex(2.5, Unit.YEAR), duration_timex(24, Unit.HOUR), duration_timex(None, Unit.WEEK)
    ('P2Y6M', 'PT24H', 'PXW')
    """
    prefix, letter, factor = _DESIGNATORS[unit]
    if amount is None:
        return _VAGUE.get(unit, f"{prefix}X{letter}")
    whole, rest = divmod(amount * factor, 1)
    if rest == 0.5 and unit in _HALVES:
        return (f"{prefix}{whole:.12g}{letter}" if whole else prefix.removesuffix("T")) + _half(
            unit, int(whole)
        )
    return f"{prefix}{amount * factor:.12g}{letter}"


def _half(unit: Unit, whole: int) -> str:
    """Return half of `unit`, with the T that opens a clock part if nothing opened it yet."""
    half = _HALVES[unit]
    return half if whole or unit in (Unit.DAY, Unit.YEAR) else f"T{half}"
