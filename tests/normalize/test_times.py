"""Times: what is found, which interval it names, and what always holds."""

from __future__ import annotations

import time
import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.model import Span, When
from counterclaim.normalize.times import (
    TimeExpression,
    TimeKind,
    export_begin_until,
    find_times,
    infer_published,
    mention,
)
from counterclaim.normalize.times.grammar import RULES
from counterclaim.normalize.times.lexicon import read_lexicon
from counterclaim.normalize.times.named_days import easter
from counterclaim.normalize.times.periods import Period, Unit, duration_timex

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "normalize" / "times.toml").read_text(encoding="utf-8")
)["cases"]
PUBLISHED = When.day(2024, 3, 14)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31))
WORDS = (
    "early late mid- last next this the a few two 12 31 2023 1998 May June Feb. Thursday Sun morning "
    "night noon 7:35 p.m. week years ago earlier quarter third half and of on since until will said "
    "before day then now every Christmas winter 1990s 20th century decades , . '80s year-earlier 9999 "
    "999999 1 / - 5/11/2023 2023-02-30 hundred thousand centuries hours"
)
PIECES = st.sampled_from([*WORDS.split(), "the day before", "in the", "\n", "\n\n"])
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=25).map(" ".join),
    st.lists(PIECES, max_size=25).map("".join),
)
ANCHORS = st.one_of(st.none(), DAYS.map(lambda day: When.day(day.year, day.month, day.day)))


def only(text: str, published: When | None = PUBLISHED) -> TimeExpression:
    [found] = find_times("r", text, published)
    return found


def row(text: str, found: TimeExpression) -> list[str]:
    begin, until = export_begin_until(found.when)
    return [text[found.span.start : found.span.end], found.when.timex, begin or "", until or ""]


def anchor(case: dict[str, Any]) -> When | None:
    return None if case.get("published") == "" else PUBLISHED


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    rows = [row(case["text"], found) for found in find_times("r", case["text"], anchor(case))]
    assert rows == case["found"]


def test_every_rule_of_the_table_is_a_function_and_every_function_is_used() -> None:
    assert {name for name, _ in read_lexicon("en").patterns} == set(RULES)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They met on 3 May 2021.", TimeKind.DATE),
        ("They met at 3 p.m.", TimeKind.TIME),
        ("They met for two days.", TimeKind.DURATION),
        ("They met every day.", TimeKind.SET),
    ],
)
def test_kinds_are_those_of_timex3(text: str, kind: TimeKind) -> None:
    assert only(text).kind is kind


def test_a_mention_keeps_span_value_and_reason() -> None:
    found = only("They met on 3 May 2021.")
    kept = mention(found)
    assert (kept.span, kept.value, kept.because) == (Span("r", 12, 22), found.when, found.because)


def test_the_reason_says_that_a_day_does_not_exist() -> None:
    assert "no such day" in only("It was dated 31 April 2022.").because


def test_the_reason_says_that_a_weekday_is_wrong() -> None:
    assert "not a Monday" in only("It was signed on Monday, 3 May 2023.").because


@pytest.mark.parametrize(
    "published",
    [
        None,
        When(datetime(2024, 3, 1), None),
        When(datetime(2024, 3, 1), datetime(2024, 4, 1)),
        When(None, None),
    ],
)
def test_only_a_single_day_of_publication_anchors(published: When | None) -> None:
    found = only("The court ruled on Thursday.", published)
    assert found.when == When(None, None, "XXXX-WXX-4")


def test_an_hour_of_publication_anchors_as_its_day() -> None:
    published = When(datetime(2024, 3, 14, 9), datetime(2024, 3, 14, 10))
    assert only("The court ruled yesterday.", published).when == When.day(2024, 3, 13)


# -- Export ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "closed"),
    [
        (When.day(2023, 5, 11), ("2023-05-11", "2023-05-11")),
        (When(datetime(2023, 5, 10, 18), datetime(2023, 5, 11)), ("2023-05-10T18:00", "2023-05-10T24:00")),
        (When(datetime(2023, 5, 10, 6), datetime(2023, 5, 10, 12)), ("2023-05-10T06:00", "2023-05-10T12:00")),
        (When(datetime(2023, 5, 10), None), ("2023-05-10", None)),
        (When(None, datetime(2023, 5, 10)), (None, "2023-05-09")),
        (When(None, None), (None, None)),
    ],
)
def test_exports_close_the_interval(when: When, closed: tuple[str | None, str | None]) -> None:
    assert export_begin_until(when) == closed


# -- The day of publication, if nobody tells it -----------------------------------------------------


def test_a_labelled_full_date_is_the_day_of_publication() -> None:
    text = "Harbour reopens\nPublished: 11 May 2023\n\nThe harbour opened in 1911."
    assert infer_published(text) == When.day(2023, 5, 11)


def test_the_latest_full_date_told_in_the_past_is_a_lower_bound() -> None:
    text = "The judge said on 9 May 2023 that they met on 3 April 2023. The trial will start on 4 July 2024."
    assert infer_published(text) == When(datetime(2023, 5, 9), None)


@pytest.mark.parametrize(
    "text",
    [
        "The judge said on Thursday that she agreed.",
        "The judge said on Friday, May 12, that she agreed.",
        "The trial will start on 4 July 2024.",
        "Yesterday the judge said so.",
        "",
    ],
)
def test_what_fixes_no_day_leaves_publication_unknown(text: str) -> None:
    assert infer_published(text) is None


# -- What always holds ----------------------------------------------------------------------------


@given(TEXTS, ANCHORS)
@settings(deadline=None, max_examples=150)
def test_spans_lie_in_the_text_in_order_and_apart(text: str, published: When | None) -> None:
    found = find_times("r", text, published)
    ends = [0, *(position for item in found for position in (item.span.start, item.span.end))]
    assert ends == sorted(ends)
    assert ends[-1] <= len(text)


@given(TEXTS, ANCHORS)
@settings(deadline=None, max_examples=80)
def test_same_text_and_anchor_give_the_same_answer_and_each_has_a_reason(
    text: str, published: When | None
) -> None:
    found = find_times("r", text, published)
    assert found == find_times("r", text, published)
    assert all(item.because for item in found)
    assert all(export_begin_until(item.when) is not None for item in found)


@given(TEXTS)
@settings(deadline=None, max_examples=60)
def test_an_inferred_day_of_publication_is_written_in_the_text(text: str) -> None:
    inferred = infer_published(text)
    assert inferred is None or (inferred.begin is not None and str(inferred.begin.year)[2:] in text)


@given(DAYS, st.integers(0, 6))
@settings(deadline=None, max_examples=60)
def test_a_weekday_resolves_to_that_weekday_within_a_week(day: date, number: int) -> None:
    published = When.day(day.year, day.month, day.day)
    past = only(f"The council met on {WEEKDAYS[number]}.", published).when.begin
    coming = only(f"The council will meet on {WEEKDAYS[number]}.", published).when.begin
    assert past is not None
    assert coming is not None
    assert past.weekday() == coming.weekday() == number
    assert timedelta() <= day - past.date() < timedelta(days=7)
    assert timedelta() <= coming.date() - day < timedelta(days=7)


@given(DAYS, st.sampled_from(list(Unit)[3:]), st.integers(-9, 9))
@settings(deadline=None)
def test_periods_hold_their_day_and_steps_can_be_taken_back(day: date, unit: Unit, steps: int) -> None:
    period = Period.containing(unit, day)
    assert period is not None
    moved = period.shift(steps)
    assert moved is not None
    assert moved.shift(-steps) == period
    assert unit is Unit.WEEKEND or period.first <= day < period.until


@given(DAYS)
@settings(deadline=None)
def test_a_written_day_resolves_to_itself_whatever_the_anchor(day: date) -> None:
    text = f"It was signed on {day.day} {day:%B} {day.year}."
    assert only(text, None).when == only(text).when == When.day(day.year, day.month, day.day)


@pytest.mark.parametrize(
    ("year", "day"), [(1999, date(1999, 4, 4)), (2024, date(2024, 3, 31)), (2038, date(2038, 4, 25))]
)
def test_easter_is_the_western_one(year: int, day: date) -> None:
    assert easter(year) == day


@pytest.mark.parametrize(
    ("amount", "unit", "timex"),
    [
        (3, Unit.DAY, "P3D"),
        (1.5, Unit.MINUTE, "PT1M30S"),
        (0.5, Unit.HOUR, "PT30M"),
        (0.5, Unit.DAY, "PT12H"),
        (2, Unit.DECADE, "P20Y"),
        (0.5, Unit.CENTURY, "P50Y"),
        (2, Unit.QUARTER, "P2Q"),
        (None, Unit.DECADE, "PXDE"),
        (None, Unit.MINUTE, "PTXM"),
        (1000000, Unit.YEAR, "P1000000Y"),
    ],
)
def test_durations_are_written_as_timex3_does(amount: float | None, unit: Unit, timex: str) -> None:
    assert duration_timex(amount, unit) == timex


@pytest.mark.parametrize(
    "piece",
    ["The vote of 3 May 2021 was held on Thursday evening. ", "1,", "May ", "the past few ", "a ", "x", "\n"],
)
def test_time_taken_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        begin = time.process_time()
        find_times("r", text, PUBLISHED)
        return time.process_time() - begin

    seconds(1_000)
    small = min(seconds(8_000) for _ in range(3))
    assert min(seconds(32_000) for _ in range(2)) < 10 * small + 0.05
