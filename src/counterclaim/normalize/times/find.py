"""Finding time expressions: at each word the longest pattern whose rule accepts it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from counterclaim.model import Span, When
from counterclaim.normalize.times.expressions import TimeExpression
from counterclaim.normalize.times.grammar import longest
from counterclaim.normalize.times.lexicon import Lexicon, read_lexicon
from counterclaim.normalize.times.periods import Period, midnight
from counterclaim.normalize.times.reading import Reading
from counterclaim.normalize.times.surroundings import word_before

_WORD = re.compile(r"\w+")
_ANCHOR_YEARS = range(1000, 9000)  # so that nothing near publication falls off the calendar
_WORDS_BACK = 7  # no pattern's first head stands further from its beginning


def find_times(
    report: str, text: str, published: When | None, language: str = "en"
) -> tuple[TimeExpression, ...]:
    """Return the time expressions of `text` in its order, none overlapping another.

    Args:
        report: the id that the spans carry.
        text: the report's text; time taken is proportional to its length.
        published: when it appeared. Only a single day anchors "on Thursday" and the like; with
            None, or with a longer or open interval, their begin and until stay None.
        language: a language that `lang` has a table for.

    Values are those of TIMEX3 as in TimeBank (Pustejovsky et al. 2003; ISO 24617-1).
    """
    lexicon, anchor = read_lexicon(language), publication_day(published)
    told: tuple[Period, ...] = ()
    found: list[TimeExpression] = []
    position = 0
    for start in _starts(text, lexicon):
        if start < position:
            continue
        taken = longest(text, start, lexicon, anchor, told)
        if taken is None:
            continue
        end, reading = taken
        meant = _opened(reading, start, text, lexicon, anchor)
        found.append(TimeExpression(Span(report, start, end), meant.kind, meant.when, meant.because))
        told = _remembered(told, reading.period)
        position = end
    return tuple(found)


def _remembered(told: tuple[Period, ...], period: Period | None) -> tuple[Period, ...]:
    """Return the periods told of, the latest last, one for each unit."""
    if period is None:
        return told
    return (*(other for other in told if other.unit is not period.unit), period)


def publication_day(published: When | None) -> date | None:
    """Return the day of publication; None unless the interval lies within one day."""
    if published is None or published.begin is None or published.until is None:
        return None
    day = published.begin.date()
    one_day = day.year in _ANCHOR_YEARS and published.until <= midnight(day) + timedelta(days=1)
    return day if one_day else None


def _starts(text: str, lexicon: Lexicon) -> Iterator[int]:
    """Yield, in order, the words at which an expression may begin: a few before each head, and the head."""
    recent: deque[int] = deque(maxlen=_WORDS_BACK)
    for word in _WORD.finditer(text):
        recent.append(word.start())
        if word[0][0].isdigit() or word[0].lower() in lexicon.heads:
            yield from recent
            recent.clear()


def _opened(reading: Reading, start: int, text: str, lexicon: Lexicon, published: date | None) -> Reading:
    """Return the reading as a preposition before it opens or closes its interval ("since", "until")."""
    effect = lexicon.value("prepositions", word_before(text, start))
    begin, until = reading.when.begin, reading.when.until
    if effect is None or reading.period is None or begin is None or until is None:
        return reading
    running = midnight(published + timedelta(days=1)) if published else None
    ends = {
        "from it on": (begin, running if running and running > begin else None),
        "up to it": (None, until),
        "before it": (None, begin),
        "after it": (until, None),
    }
    when = When(*ends[effect], reading.when.timex)
    return replace(reading, when=when, because=f"{reading.because}; {effect}")
