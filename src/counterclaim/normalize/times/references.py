"""Rules for words that place something before, at or after publication without saying when."""

from __future__ import annotations

import re
from datetime import date, timedelta

from counterclaim.model import When
from counterclaim.normalize.times.expressions import TimeKind
from counterclaim.normalize.times.periods import midnight
from counterclaim.normalize.times.reading import Context, Reading
from counterclaim.normalize.times.surroundings import follows, precedes


def reference(match: re.Match[str], context: Context) -> Reading | None:
    """Read "now", "recently", "soon"."""
    conjunction = precedes(match, context, "soon_follower")
    if conjunction and context.lexicon.listed("soon", match["word"]):
        return None
    return _reference(context.lexicon.value("references", match["word"]), context.published)


def _reference(timex: str, published: date | None) -> Reading:
    if published is None:
        return Reading(TimeKind.DATE, When(None, None, timex), "the day of publication is unknown")
    begin, until = midnight(published), midnight(published + timedelta(days=1))
    if timex == "PRESENT_REF":
        return Reading(TimeKind.DATE, When(begin, until, timex), "the day of publication")
    if timex == "PAST_REF":
        return Reading(TimeKind.DATE, When(None, until, timex), "at some time up to publication")
    return Reading(TimeKind.DATE, When(begin, None, timex), "at some time from publication on")


def earlier(match: re.Match[str], context: Context) -> Reading | None:
    """Read "earlier" where it stands for a time of its own: at the end of a phrase or before a comma."""
    after = context.text[match.end() : match.end() + 1]
    listed = follows(match, context, "earlier_lead")
    if (
        listed
        or after not in tuple(",.;:)\n")
        or not context.text[match.start() - 1 : match.start()].isspace()
    ):
        return None
    return _reference("PAST_REF", context.published)
