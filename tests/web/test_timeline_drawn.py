from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.board.index import Index
from counterclaim.board.lifelines import Lifeline, Stretch, lifelines
from counterclaim.model import Status, When
from counterclaim.pages.drawing.bars import LABELS_APART, Scale, axis, bars, scale_of, ticks
from stories import dam_breach

DAYS = st.integers(0, 300_000).map(lambda hours: datetime(2000, 1, 1) + timedelta(hours=hours))


@st.composite
def stretches(draw: st.DrawFn) -> list[tuple[datetime, datetime]]:
    """Give stretches of time that lie apart, as they follow each other."""
    ends = sorted(draw(st.sets(DAYS, min_size=2, max_size=10)))
    return list(zip(ends[::2], ends[1::2], strict=False))


def a_line(happened: When | None = None, said: When | None = None) -> Lifeline:
    """Return a line with one time told, or two."""
    is_closed = said is not None and said.begin is not None and said.until is not None
    told = (Stretch(said, said if is_closed else None),) if said else ()
    of_old = Stretch(happened, None) if happened else None
    return Lifeline("cl-1", "a dam broke", Status.ONE_SIDE, "", of_old, told, ())


def percents(drawn: str) -> list[float]:
    """Return every place and width in a picture."""
    return [float(one) for one in re.findall(r'="(-?[0-9.]+)%"', drawn)]


MARCH = Scale(((datetime(2024, 3, 1), 0.0), (datetime(2024, 3, 11), 100.0)))


@given(stretches())
def test_a_scale_runs_from_left_to_right_over_all_that_is_covered(
    covered: list[tuple[datetime, datetime]],
) -> None:
    scale = scale_of(covered)
    assert scale is not None
    places = [scale.at(end) for stretch in covered for end in stretch]
    assert places == sorted(places)
    assert places[0] > 0
    assert places[-1] < 100
    assert scale.knots[0][1] == 0
    assert scale.knots[-1][1] == 100


@given(stretches())
def test_labels_of_an_axis_never_meet_and_marks_are_in_order(
    covered: list[tuple[datetime, datetime]],
) -> None:
    scale = scale_of(covered)
    assert scale is not None
    marks = ticks(scale)
    labelled = [one.at for one in marks if one.label]
    assert [one.at for one in marks] == sorted(one.at for one in marks)
    assert all(right - left >= LABELS_APART for left, right in pairwise(labelled))
    assert all(0 <= one <= 100 - LABELS_APART / 2 for one in labelled)
    assert len(marks) < 120


@given(stretches(), DAYS, DAYS, st.sampled_from(["closed", "from open", "to open", "open"]))
def test_whatever_is_drawn_stays_within_the_line(
    covered: list[tuple[datetime, datetime]], one: datetime, other: datetime, ends: str
) -> None:
    scale = scale_of(covered)
    assert scale is not None
    is_open = {"from open": (True, False), "to open": (False, True), "open": (True, True)}.get(
        ends, (False, False)
    )
    when = When(None if is_open[0] else min(one, other), None if is_open[1] else max(one, other))
    drawn = bars(a_line(when, when), scale)
    told = re.findall(r'<rect class="[^"]*" x="([0-9.]+)%" y="[0-9]+" width="([0-9.]+)%"', drawn)
    assert all(float(left) + float(wide) <= 100.02 for left, wide in told)
    assert all(0 <= place <= 100 for place in percents(drawn))


def test_a_long_time_of_nothing_is_folded() -> None:
    march, may = datetime(2024, 3, 1), datetime(2024, 5, 20)
    day = timedelta(days=1)
    scale = scale_of([(march, march + day), (may, may + day)])
    assert scale is not None
    assert len(scale.folded) == 1
    assert scale.at(march + day) - scale.at(march) > 20
    assert "⋯" in axis(scale)


def test_light_is_possible_dark_is_certain_and_an_open_end_fades() -> None:
    days = When(datetime(2024, 3, 2), datetime(2024, 3, 6))
    both = Lifeline("c", "", None, "", Stretch(days, When.day(2024, 3, 3)), (), ())
    assert '<rect class="light" x="10%" y="2" width="40%"' in bars(both, MARCH)
    assert '<rect class="dark" x="20%" y="2" width="10%"' in bars(both, MARCH)
    until = bars(a_line(said=When(None, datetime(2024, 3, 6))), MARCH)
    assert 'class="light from-open"' in until
    assert "dark" not in until


def test_what_is_not_of_the_time_shown_is_not_drawn() -> None:
    assert "<rect" not in bars(a_line(said=When.day(2025, 1, 1)), MARCH)


def test_the_same_lines_give_the_same_picture() -> None:
    def drawn() -> list[str]:
        found = lifelines(Index(dam_breach()))
        scale = scale_of(found.covered)
        assert scale is not None
        return [axis(scale), *(bars(line, scale) for line in found.lines)]

    assert drawn() == drawn()
