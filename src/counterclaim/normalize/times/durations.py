"""Rules for lengths of time: "two weeks", "half a year", "24-hour", "for months"."""

from __future__ import annotations

import re
from datetime import timedelta

from counterclaim.model import When
from counterclaim.normalize.times.expressions import TimeKind
from counterclaim.normalize.times.numbers import amount_of
from counterclaim.normalize.times.periods import Unit, duration_timex, midnight
from counterclaim.normalize.times.reading import Context, Reading
from counterclaim.normalize.times.relative import unit_of
from counterclaim.normalize.times.surroundings import Tense, follows, tense_beside, word_after

_CLOCK = re.compile(r"(?:2[0-3]|[01]\d)[0-5]\d")


def _length(match: re.Match[str], context: Context, timex: str) -> Reading:
    """Return a length; one that something has lasted ("for weeks") ends at publication at the latest."""
    lasting = follows(match, context, "lasting_lead")
    past = lasting and tense_beside(match, context) is not Tense.FUTURE
    if past and context.published:
        until = midnight(context.published + timedelta(days=1))
        because = "a length of time that was over or still running at publication; its beginning is not told"
        return Reading(TimeKind.DURATION, When(None, until, timex), because)
    return Reading(TimeKind.DURATION, When(None, None, timex), "a length of time; when it began is not told")


def counted(match: re.Match[str], context: Context) -> Reading | None:
    """Read a number of units; an article before a unit is a length only beside a word that says so."""
    named, count = unit_of(match["unit"], context), match["count"]
    article = count.lower() in ("a", "an") and "approx" in match.groupdict() and not match["approx"]
    if article and not _article_counts(match, context, named):
        return None
    amount = amount_of(count, context.lexicon)
    if (named is Unit.SECOND and amount == 1) or _is_no_length(match, context, named):
        return None
    return _length(match, context, duration_timex(amount, named))


def _article_counts(match: re.Match[str], context: Context, named: Unit) -> bool:
    if context.text[match.end("count") : match.start("unit")].strip(" -‐‑–\n\r\t"):
        return True  # "a full year", "a further week"
    if named in (Unit.SECOND, Unit.MINUTE, Unit.QUARTER, Unit.HALF):
        return False
    return follows(match, context, "article_lead")


def _is_no_length(match: re.Match[str], context: Context, named: Unit) -> bool:
    """Say whether it is an age ("6-year-old"), a fraction ("three-quarters"), a year, a clock ("1430")."""
    follower = word_after(context.text, match.end()).lower()
    age = match.groupdict().get("age") or context.lexicon.listed("age_follower", follower)
    hyphened = not context.text[match.start("unit") - 1].isspace()
    fraction = named is Unit.QUARTER and (hyphened or (follower == "of" and match["unit"][-1] not in "sS"))
    year = len(match["count"]) == 4 and match["count"][:2] in ("19", "20")
    clock = named is Unit.HOUR and _CLOCK.fullmatch(match["count"]) and follows(match, context, "hours_lead")
    return bool(age or clock) or fraction or year


def and_a_half(match: re.Match[str], context: Context) -> Reading | None:
    """Read "a year and a half"."""
    return _length(match, context, duration_timex(1.5, unit_of(match["unit"], context)))


def half(match: re.Match[str], context: Context) -> Reading | None:
    """Read "half a year"."""
    return _length(match, context, duration_timex(0.5, unit_of(match["unit"], context)))


def uncounted(match: re.Match[str], context: Context) -> Reading | None:
    """Read "for months", "day-long": units without a number."""
    groups = match.groupdict()
    if groups.get("word"):
        return _length(match, context, context.lexicon.value("lengths", match["word"]))
    if groups.get("single"):
        return _length(match, context, duration_timex(1, unit_of(match["single"], context)))
    long = match.end() > match.end("unit")
    if not long and not follows(match, context, "duration_lead"):
        return None
    return _length(match, context, duration_timex(None, unit_of(match["unit"], context)))
