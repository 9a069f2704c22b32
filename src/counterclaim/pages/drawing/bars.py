"""Lines of time: dark where all agree, light where it may have been, fading where an end is open.

Places along the line are percentages of its width, so that it fills whatever room there is and its
letters keep their size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from markupsafe import Markup

from counterclaim.board.lifelines import Lifeline, Stretch
from counterclaim.model import When
from counterclaim.pages.drawing.lettering import number

LABELS_APART = 22.0
"""Percent between the labels of an axis: a date has room enough on a telephone."""

FADE = 9.0
"""Percent over which an open end fades out."""

FOLD = 6.0
"""Percent that a folded stretch takes."""

_LEAST_FOLDED = 0.25
"""How much of all the time shown has to be empty, in one stretch, to be folded."""

_LINES_APART = 2.0
_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)
_MIDNIGHTS = (1, 2, 3, 7, 14, 28, 91, 182, 365, 730, 1825, 3650, 18250, 36500)
_HOURS = (1, 3, 6, 12)
_STEPS = (*(timedelta(hours=one) for one in _HOURS), *(timedelta(days=one) for one in _MIDNIGHTS))

_LANES = (("lane-happened", 2, 8), ("lane-said", 13, 5), ("lane-printed", 21, 5))
"""Class, top and height of the lane of each clock."""

HEIGHT = 28


@dataclass(frozen=True, slots=True)
class Scale:
    """The stretch of time that a line shows: moments in order, each with its place in percent.

    Between two of these places time runs evenly; `folded` are the parts where nothing is told, and
    where it runs much faster, so that they take little room.
    """

    knots: tuple[tuple[datetime, float], ...]
    folded: tuple[tuple[float, float], ...] = ()

    @property
    def begin(self) -> datetime:
        """Return the first moment shown."""
        return self.knots[0][0]

    @property
    def until(self) -> datetime:
        """Return the last moment shown."""
        return self.knots[-1][0]

    def at(self, moment: datetime) -> float:
        """Return how far along the line a moment is, in percent; what lies beyond is at the end."""
        for (begin, left), (until, right) in pairwise(self.knots):
            if moment < until:
                part = max(0.0, (moment - begin) / (until - begin))
                return left + part * (right - left)
        return 100.0

    def shows(self, when: When) -> bool:
        """Say whether any of an interval is on the line."""
        return when.could_overlap(When(self.begin, self.until))

    def runs(self) -> Iterator[tuple[datetime, datetime, float]]:
        """Yield the parts that are not folded: from when to when, and percent for a day."""
        for (begin, left), (until, right) in pairwise(self.knots):
            if (left, right) not in self.folded:
                yield begin, until, (right - left) / ((until - begin) / _DAY)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis; `label` is "" where there is no room for one."""

    at: float
    label: str


def scale_of(covered: Sequence[tuple[datetime, datetime]]) -> Scale | None:
    """Return a scale that shows all that is covered, and folds the long stretches of nothing between."""
    if not covered:
        return None
    first, last = covered[0][0], max(end for _, end in covered)
    least = (last - first) * _LEAST_FOLDED
    empty = [(one[1], other[0]) for one, other in pairwise(covered) if other[0] - one[1] > least]
    room = max(
        (last - first - sum((end - start for start, end in empty), timedelta())) / 25, timedelta(hours=6)
    )
    folds = [(start + room, end - room) for start, end in empty if end - start > 2 * room]
    begin = first - room if _count(first) > room else first
    until = last + room if datetime.max - last > room else last  # noqa: DTZ901 - the last moment there is
    shown = max((until - begin) - sum((end - start for start, end in folds), timedelta()), _INSTANT)
    knots, folded, at = [(begin, 0.0)], list[tuple[float, float]](), 0.0
    for start, end in folds:
        at += (start - knots[-1][0]) / shown * (100 - FOLD * len(folds))
        knots += [(start, at), (end, at + FOLD)]
        folded.append((at, at + FOLD))
        at += FOLD
    return Scale((*knots, (until, 100.0)), tuple(folded))


def ticks(scale: Scale) -> tuple[Tick, ...]:
    """Return the marks of an axis: as fine as there is room for, and labels that never meet."""
    rate = max(rate for *_, rate in scale.runs())
    fine = next((one for one in _STEPS if one / _DAY * rate >= _LINES_APART), _STEPS[-1])
    fitting = (one for one in _STEPS if one / _DAY * rate >= LABELS_APART and one % fine == timedelta())
    coarse = next(fitting, fine)
    marks, last, is_alone = list[Tick](), -LABELS_APART, bool(scale.folded)
    for begin, until, _ in scale.runs():
        is_told = False
        for moment in _multiples(begin, until, fine):
            at = scale.at(moment)
            wanted = _is_multiple(moment, coarse) or (is_alone and not is_told and _is_multiple(moment, _DAY))
            has_room = at - last >= LABELS_APART and at <= 100 - LABELS_APART * 0.8
            marks.append(Tick(at, _label(moment, coarse) if wanted and has_room else ""))
            if marks[-1].label:
                last, is_told = at, True
    return tuple(marks)


def _is_multiple(moment: datetime, step: timedelta) -> bool:
    return _count(moment) % step == timedelta()


def _count(moment: datetime) -> timedelta:
    return moment - datetime.min  # noqa: DTZ901 - a place to count from, never shown


def _multiples(begin: datetime, until: datetime, step: timedelta) -> Iterator[datetime]:
    """Yield the multiples of a step, since the first day of all, that lie between two moments."""
    ahead = (-_count(begin)) % step
    while begin + ahead <= until:
        yield begin + ahead
        ahead += step
        if datetime.max - begin < ahead:  # noqa: DTZ901 - the last moment there is
            return


def _label(moment: datetime, step: timedelta) -> str:
    if step >= _DAY or not (moment.hour or moment.minute):
        return moment.date().isoformat()
    return moment.strftime("%H:%M")


def axis(scale: Scale) -> Markup:
    """Return the axis above the lines."""
    parts = [_open("axis", 20), *_folds(scale, 20)]
    parts.extend(
        Markup('<text class="fold" x="{}%" y="10">⋯</text>').format(number((left + right) / 2))
        for left, right in scale.folded
    )
    for tick in ticks(scale):
        x = number(tick.at)
        top = "13" if tick.label else "16"
        parts.append(Markup('<line x1="{0}%" x2="{0}%" y1="{1}" y2="20"/>').format(x, top))
        if tick.label:
            parts.append(Markup('<text x="{}%" y="10">{}</text>').format(x, tick.label))
    return Markup("").join([*parts, Markup("</svg>")])


def bars(line: Lifeline, scale: Scale) -> Markup:
    """Return the bars of one line: when it happened, was said, was printed, one below the other."""
    parts = [_open("bars", HEIGHT), *_folds(scale, HEIGHT)]
    labelled = (number(tick.at) for tick in ticks(scale) if tick.label)
    parts.extend(Markup('<line x1="{0}%" x2="{0}%" y1="0" y2="{1}"/>').format(x, HEIGHT) for x in labelled)
    told = ((line.happened,) if line.happened else (), line.said, line.printed)
    for (name, top, height), stretches in zip(_LANES, told, strict=True):
        shown = [one for one in stretches if scale.shows(one.possible)]
        parts.append(Markup('<g class="{}">').format(name))
        parts.extend(_rectangles(shown, scale, top, height))
        parts.append(Markup("</g>"))
    return Markup("").join([*parts, Markup("</svg>")])


def _open(kind: str, height: int) -> Markup:
    return Markup('<svg class="{}" width="100%" height="{}" aria-hidden="true" focusable="false">').format(
        kind, height
    )


def _folds(scale: Scale, height: int) -> Iterator[Markup]:
    return (_rectangle("fold", left, right, 0, height) for left, right in scale.folded)


def _rectangles(stretches: Iterable[Stretch], scale: Scale, top: int, height: int) -> Iterator[Markup]:
    """Yield the light stretches, each with the dark one within."""
    for one in stretches:
        left, right, fading = _ends(one.possible, scale)
        kind = f"light {fading}".strip()
        if one.certain != one.possible:
            yield _rectangle(kind, left, right, top, height)
        if one.certain is not None:
            dark = _ends(one.certain, scale)
            yield _rectangle("dark", dark[0], dark[1], top, height)


def _rectangle(kind: str, left: float, right: float, top: int, height: int) -> Markup:
    return Markup('<rect class="{}" x="{}%" y="{}" width="{}%" height="{}"/>').format(
        kind, number(left), top, number(right - left), height
    )


def _ends(when: When, scale: Scale) -> tuple[float, float, str]:
    """Return from where to where an interval is drawn, and which of its ends fades out, as it is open."""
    left = scale.at(when.begin) if when.begin else 0.0
    right = scale.at(when.until) if when.until else 100.0
    if when.begin is None and when.until is not None:
        return max(0.0, right - FADE), right, "from-open"
    if when.until is None and when.begin is not None:
        return left, min(100.0, left + FADE), "to-open"
    return left, right, ""
