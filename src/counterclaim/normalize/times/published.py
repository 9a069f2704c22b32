"""When a report appeared, if nobody says: only from full dates in its own text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from counterclaim.model import Report, When
from counterclaim.normalize.times.expressions import TimeExpression
from counterclaim.normalize.times.find import find_times
from counterclaim.normalize.times.lexicon import Lexicon, key, read_lexicon
from counterclaim.normalize.times.periods import Period, Unit, midnight
from counterclaim.normalize.times.surroundings import Tense, tense_near

_FULL_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_LABEL = re.compile(r"(?:^|\n)[ \t]{0,8}([^\W\d_][\w ]{0,24}?)[ \t]{0,3}:?[ \t]{0,3}$")
_LABEL_REACH = 48


def infer_published(text: str, language: str = "en") -> When | None:
    """Return when the report appeared, as far as its own full dates tell; None if they tell nothing.

    A line that opens "Published: 11 May 2023" gives that day. Otherwise the latest full date told of
    in the past tense gives an interval from that day on, open at its end. A bare weekday, or a date
    without its year, gives nothing: unknown is unknown, and never the day of the run.
    """
    lexicon = read_lexicon(language)
    days = [(found, day) for found in find_times("", text, None, language) if (day := _full_day(found))]
    labelled = [day for found, day in days if _is_labelled(found, text, lexicon)]
    if labelled:
        return Period(Unit.DAY, max(labelled)).when()
    past = [day for found, day in days if _is_past(found, text, lexicon)]
    return When(midnight(max(past)), None) if past else None


def _full_day(found: TimeExpression) -> date | None:
    """Return the day that the expression names with its year, or that a time of day belongs to."""
    written = _FULL_DAY.fullmatch(found.when.timex)
    return date(int(written[1]), int(written[2]), int(written[3])) if written else None


def _is_labelled(found: TimeExpression, text: str, lexicon: Lexicon) -> bool:
    label = _LABEL.search(text[max(0, found.span.start - _LABEL_REACH) : found.span.start])
    return label is not None and lexicon.listed("published", key(label[1]))


def _is_past(found: TimeExpression, text: str, lexicon: Lexicon) -> bool:
    return tense_near(text, found.span.start, found.span.end, lexicon) is Tense.PAST


def dated(report: Report) -> Report:
    """Return `report` with the date that its text allows where nobody told one; never the day of the run."""
    inferred = infer_published(report.text, report.language) if report.published is None else None
    if inferred is None:
        return report
    return replace(report, published=inferred, published_because="inferred from the dates in the text")
