"""The rules by name, and the longest reading of the words at one place."""

from __future__ import annotations

from datetime import date

from counterclaim.normalize.times import (
    clock,
    dates,
    days,
    durations,
    named_days,
    phases,
    quarters,
    references,
    relative,
    sets,
    years,
)
from counterclaim.normalize.times.lexicon import Lexicon
from counterclaim.normalize.times.periods import Period
from counterclaim.normalize.times.reading import Context, Reading, Rule

_ALL: tuple[Rule, ...] = (
    clock.bare_part,
    clock.clock_word,
    clock.hour,
    clock.part_of_day,
    clock.told_part,
    clock.tonight,
    dates.day_in_month,
    dates.day_of_month,
    dates.days_of_month,
    dates.month,
    dates.numeric,
    days.beside,
    days.day_word,
    days.narrative_day,
    days.nth_weekday,
    days.then,
    days.weekday,
    durations.and_a_half,
    durations.counted,
    durations.half,
    durations.uncounted,
    named_days.holiday,
    named_days.season,
    phases.phase,
    quarters.half,
    quarters.quarter,
    quarters.told_quarter,
    quarters.year_and_period,
    quarters.year_before,
    references.earlier,
    references.reference,
    relative.ago,
    relative.business_year,
    relative.end_of_year,
    relative.from_told,
    relative.stretch,
    relative.told_unit,
    relative.unit,
    relative.week_of,
    sets.adverb,
    sets.every,
    sets.rate,
    years.century,
    years.decade,
    years.short_decade,
    years.spelled_year,
    years.two_years,
    years.year,
)


def rule_name(rule: Rule) -> str:
    """Return the name under which a language's table lists the patterns of `rule`: "dates.month"."""
    return f"{rule.__module__.rpartition('.')[2]}.{rule.__name__}"


RULES = {rule_name(rule): rule for rule in _ALL}
"""Every rule by the name that the tables use."""


def longest(
    text: str, start: int, lexicon: Lexicon, published: date | None, told: tuple[Period, ...]
) -> tuple[int, Reading] | None:
    """Return where the longest expression that begins at `start` ends and what it means, or None."""

    def read(inner_start: int, inner_end: int) -> Reading | None:
        return _whole(text, inner_start, inner_end, context)

    context = Context(lexicon, text, published, told, read)
    matches = [
        (match, RULES[name]) for name, pattern in lexicon.patterns if (match := pattern.match(text, start))
    ]
    for match, rule in sorted(matches, key=lambda pair: -pair[0].end()):
        reading = rule(match, context)
        if reading:
            return match.end(), reading
    return None


def _whole(text: str, start: int, end: int, context: Context) -> Reading | None:
    """Return what the words from `start` to `end`, taken together, mean; shorter than what is being read."""
    for name, pattern in context.lexicon.patterns:
        match = pattern.fullmatch(text, start, end)
        reading = RULES[name](match, context) if match else None
        if reading:
            return reading
    return None
