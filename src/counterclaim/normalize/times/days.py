"""Rules for days told by weekday, by publication, or by the day told of last."""

from __future__ import annotations

import re
from datetime import date, timedelta

from counterclaim.normalize.times.expressions import TimeKind
from counterclaim.normalize.times.periods import Period, Unit
from counterclaim.normalize.times.reading import Context, Reading, dated, dated_or_unresolved, unresolved
from counterclaim.normalize.times.surroundings import Tense, follows, sentence_before, tense_beside

_WEEK = 7


def weekday(match: re.Match[str], context: Context) -> Reading | None:
    """Read a weekday: the latest up to publication, or the next if it is to come, or as its relation says."""
    number = int(context.lexicon.value("weekdays", match["weekday"]))
    relation = match["relation"]
    anchor, steps = context.lexicon.value("relations", relation) if relation else ("", 0)
    told = context.latest(Unit.DAY)
    day = _from_told(told.first, number, steps, context) if anchor == "told" and told else None
    if told and _ends_range(match, context, told.first):
        day = _step(told.first, number, 1)
    if told and day:
        return _day(day, f"{match[0]!r} counted from {told.timex}, the day told of last")
    if context.published is None:
        return unresolved(f"XXXX-WXX-{number}", "the day of publication is unknown")
    if anchor == "published":
        return _day(_related(context.published, number, steps), f"{match[0]!r} counted from publication")
    if tense_beside(match, context) is Tense.FUTURE:
        day = context.published + timedelta(days=(number - context.published.isoweekday()) % _WEEK)
        return _day(
            day, f"the next {match['weekday']} from publication: the sentence tells of what is to come"
        )
    day = context.published - timedelta(days=(context.published.isoweekday() - number) % _WEEK)
    return _day(day, f"the latest {match['weekday']} up to publication")


def _from_told(told: date, number: int, steps: int, context: Context) -> date | None:
    """Return the weekday seen from the day told of last.

    "That Friday" said of another day is the next one if the day lies far back; else it settles nothing.
    """
    if steps:
        return _step(told, number, steps)
    if told.isoweekday() == number:
        return told
    recent = context.published is not None and abs(context.published - told) <= timedelta(days=_WEEK)
    return None if recent else _step(told, number, 1)


def _ends_range(match: re.Match[str], context: Context, told: date) -> bool:
    """Say whether a weekday told of just before leads to this one: "from Monday to Friday"."""
    before = sentence_before(context.text, match.start()).replace(",", " ").split()[-3:]
    if len(before) < 2 or not context.lexicon.listed("range_lead", before[-1]):
        return False
    joined = before[-1] != "and" or before[0].lower() == "between"
    return joined and context.lexicon.value("weekdays", before[-2]) == told.isoweekday()


def nth_weekday(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the second Tuesday of November"."""
    inner = context.read(match.start("inner"), match.end("inner"))
    if inner is None or inner.period is None or inner.period.unit is not Unit.MONTH:
        return inner
    number, month = int(context.lexicon.value("weekdays", match["weekday"])), inner.period
    nth: int | None = context.lexicon.value("ordinals", match["nth"])
    last = _step(month.until, number, -1)
    day = (
        _step(month.first - timedelta(days=1), number, 1) + timedelta(days=_WEEK * (nth - 1)) if nth else last
    )
    if day > last:
        return unresolved(month.timex, f"there is no such day in {month.timex}")
    return _day(day, f"counted in {month.timex}")


def _day(day: date, because: str) -> Reading:
    return dated(Period(Unit.DAY, day), because)


def _step(day: date, number: int, steps: int) -> date:
    """Return the weekday strictly before (or, for a positive step, strictly after) `day`."""
    if steps > 0:
        return day + timedelta(days=(number - day.isoweekday() - 1) % _WEEK + 1)
    return day - timedelta(days=(day.isoweekday() - number - 1) % _WEEK + 1)


def _related(published: date, number: int, steps: int) -> date:
    """Return the weekday before ("last"), after ("next") or in the same week as ("this") publication."""
    if steps:
        return _step(published, number, steps)
    return published + timedelta(days=number - published.isoweekday())


def day_word(match: re.Match[str], context: Context) -> Reading | None:
    """Read "today" and its like, counted from publication."""
    if context.published is None:
        return unresolved("XXXX-XX-XX", "the day of publication is unknown")
    period = Period(Unit.DAY, context.published).shift(int(context.lexicon.value("day_words", match["word"])))
    return dated_or_unresolved(period, "", f"{match[0]!r} counted from publication", "off the calendar")


def narrative_day(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the day before" and its like, counted from the day told of last."""
    told = context.latest(Unit.DAY)
    if told is None:
        return unresolved("XXXX-XX-XX", "the text tells of no day to count from")
    period = told.shift(int(context.lexicon.value("narrative_days", match["word"])))
    return dated_or_unresolved(
        period, "", f"counted from {told.timex}, the day told of last", "off the calendar"
    )


def beside(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the day before Thursday": the day next to the one named."""
    inner = context.read(match.start("inner"), match.end("inner"))
    if inner is None or inner.period is None:
        return inner
    period = inner.period.shift(int(context.lexicon.value("narrative_days", match["word"])))
    return dated_or_unresolved(period, "", f"next to {inner.period.timex}", "off the calendar")


def then(match: re.Match[str], context: Context) -> Reading | None:
    """Read "then" as the time told of last, if it stands for a time and not for "after that"."""
    told = context.latest()
    if told is None or not follows(match, context, "then_lead"):
        return None
    return Reading(TimeKind.DATE, told.when(), f"{match[0]!r} is the time told of last, {told.timex}", told)
