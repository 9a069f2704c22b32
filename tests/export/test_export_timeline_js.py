from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from lxml import html

from counterclaim.export.timeline_js import timeline_js
from counterclaim.ledger import Snapshot
from counterclaim.model import When
from exported import Json, foreign
from factories import a_referent, a_report, a_snapshot, a_statement
from stories import dam_breach, hostile, strike

STORIES = pytest.mark.parametrize("story", [dam_breach, strike, hostile, foreign, Snapshot])


def events(snapshot: Snapshot) -> list[Json]:
    found: list[Json] = json.loads(timeline_js(snapshot))["events"]
    return found


def event_of(said: When | None, published: When | None = None) -> Json:
    report = a_report(published=published)
    told = a_statement(report, "the bridge was closed", said=said)
    (event,) = events(a_snapshot(report, told))
    return event


@STORIES
def test_every_statement_is_an_event_or_counted_as_left_out(story: Callable[[], Snapshot]) -> None:
    document = json.loads(timeline_js(story()))
    assert len(document["events"]) + document["left_out"]["number"] == sum(1 for _ in story().told())
    assert document["title"]["text"]["headline"]


@STORIES
def test_an_event_has_what_the_format_requires(story: Callable[[], Snapshot]) -> None:
    for event in events(story()):
        ends = [datetime(**event[name]) for name in ("start_date", "end_date") if name in event]
        assert ends == sorted(ends)
        assert event["text"]["headline"]
        assert event["unique_id"] in story().statements


def test_what_was_left_out_is_told_on_the_title() -> None:
    document = json.loads(timeline_js(hostile()))
    assert document["left_out"]["number"] == 2
    assert (
        "2 statements left out: no time of speech or of print is known" in document["title"]["text"]["text"]
    )


def test_a_statement_stands_when_it_was_said_and_else_when_it_was_printed() -> None:
    evening = When(datetime(2024, 3, 1, 18), datetime(2024, 3, 2), "2024-03-01TEV")
    said = event_of(evening, When.day(2024, 3, 2))
    assert said["start_date"] == {"year": 2024, "month": 3, "day": 1, "hour": 18, "minute": 0}
    assert said["end_date"] == {"year": 2024, "month": 3, "day": 1, "hour": 23, "minute": 59}
    assert said["display_date"] == "2024-03-01T18:00 to 2024-03-01T24:00"
    printed = event_of(None, When.day(2024, 3, 2))
    assert printed["start_date"] == {"year": 2024, "month": 3, "day": 2}
    assert (printed["display_date"], "end_date" in printed) == ("printed 2024-03-02", True)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (When(None, datetime(2024, 3, 3)), "2024-03-02 or before"),
        (When(datetime(2024, 3, 1), None), "2024-03-01 or later"),
    ],
)
def test_an_open_end_is_told_in_words(said: When, shown: str) -> None:
    assert event_of(said)["display_date"] == shown


def test_an_interval_that_tells_nothing_is_no_time() -> None:
    assert event_of(When(None, None), When.day(2024, 3, 2))["display_date"] == "printed 2024-03-02"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("The board", "The board (port)"), ("The board (port)", "The board (port)"), ("port", "port")],
)
def test_a_name_that_tells_its_side_is_not_followed_by_it(name: str, shown: str) -> None:
    report = a_report(f"{name} said the bridge was closed.")
    speaker = a_referent(report, name, party="port")
    (event,) = events(
        a_snapshot(report, speaker, a_statement(report, "the bridge was closed", speaker=speaker))
    )
    assert event["text"]["headline"] == f"{shown} asserts"


@pytest.mark.parametrize("story", [hostile, foreign])
def test_nothing_in_a_slide_is_read_as_markup(story: Callable[[], Snapshot]) -> None:
    dated = {key: replace(one, published=When.day(2024, 3, 2)) for key, one in story().reports.items()}
    for event in events(replace(story(), reports=dated)):
        slide = html.fragment_fromstring(event["text"]["text"], create_parent=True)
        assert {element.tag for element in slide.iter()} <= {"div", "p", "q", "a"}
        assert html.fromstring(f"<p>{event['text']['headline']}</p>").xpath("count(//*)") <= 3
