"""What was said when, as the JSON of TimelineJS (Knight Lab), without a spreadsheet and without a server.

A statement stands at the time at which it was said, or else, and this is then said, was printed. One
of which neither is known has no place on a line of time; how many these are is told in the title.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from html import escape

from counterclaim.board import Testimony, summary, with_side
from counterclaim.board.timeline import Moment, timeline
from counterclaim.export.citing import Json, characters, statements
from counterclaim.export.counting import counted
from counterclaim.export.encoding import document, web_address
from counterclaim.ledger import Snapshot
from counterclaim.model import When

_HEADLINE = 90
"""The longest headline that a slide has room for, in characters."""

WITHOUT_TIME = "no time of speech or of print is known"


def timeline_js(snapshot: Snapshot) -> bytes:
    """Return the timeline: an event for each statement of known time."""
    told = {group[0].statement: group for group in statements(snapshot)}
    moments = timeline(snapshot)
    events = [event for one in moments for event in _event(snapshot, one, told[one.statement])]
    left_out = len(moments) - len(events)
    rest = f"; {counted(left_out, 'statement')} left out: {WITHOUT_TIME}" if left_out else ""
    return document(
        {
            "title": {
                "text": {"headline": "What the reports say", "text": escape(f"{summary(snapshot)}{rest}")}
            },
            "left_out": {"number": left_out, "because": WITHOUT_TIME},
            "events": events,
        }
    )


def _event(snapshot: Snapshot, moment: Moment, group: tuple[Testimony, ...]) -> Iterator[Json]:
    """Yield the event of a statement, or nothing where no time of it is known."""
    printed = snapshot.reports[moment.report].published
    when = moment.said if _ends(moment.said) else printed
    ends = _ends(when)
    if ends is None:
        return
    told = group[0]
    shown = in_words(moment.said_text) if when is moment.said else f"printed {moment.published_text}"
    yield {
        "unique_id": told.statement,
        **_dates(*ends),
        "display_date": escape(shown),
        "group": escape(told.party),
        "text": {"headline": escape(_headline(told)), "text": _text(group)},
    }


def in_words(clock: str) -> str:
    """Return a time with its open end in words, for a slide shows it beside one day.

    >>> in_words("../2024-03-02"), in_words("2024-03-01/2024-03-02")
    ('2024-03-02 or before', '2024-03-01 to 2024-03-02')
    """
    first, stroke, last = clock.partition("/")
    if not stroke:
        return clock
    if first == "..":
        return f"{last} or before"
    return f"{first} or later" if last == ".." else f"{first} to {last}"


def _headline(told: Testimony) -> str:
    words = f"{with_side(told.speaker, told.party)} {told.does}"
    return words if len(words) <= _HEADLINE else f"{words[:_HEADLINE]}…"


def _text(group: tuple[Testimony, ...]) -> str:
    """Return the quotation with its place and what it bears on, as HTML; all that is told is escaped."""
    told = group[0]
    quotes = " ... ".join(f"<q>{escape(quote.text)}</q>" for quote in told.quotes)
    where = f"{told.outlet}, {told.published or 'undated'}, characters {characters(told.quotes)}"
    page = web_address(told.address)
    cited = f'<a href="{escape(page)}">{escape(where)}</a>' if page else escape(where)
    claims = ", ".join(f"{one.stance.value} {one.claim}" for one in group if one.claim and one.stance)
    return f"<p>{quotes}</p><p>{cited}</p>" + (f"<p>{escape(claims)}</p>" if claims else "")


def _ends(when: When | None) -> tuple[datetime, datetime] | None:
    """Return the first and the last moment that an interval tells; an open end is as the other one."""
    if when is None or (when.begin is None and when.until is None):
        return None
    last = when.until - timedelta(minutes=1) if when.until and when.until.toordinal() > 1 else None
    first = when.begin or last
    assert first is not None
    return first, max(first, last or first)


def _dates(first: datetime, last: datetime) -> Json:
    """Return start and end, by days or both to the minute: beside an hour, a day would be its midnight."""
    is_of_days = all((one.hour, one.minute) in {(0, 0), (23, 59)} for one in (first, last))
    start, end = _date(first, by_day=is_of_days), _date(last, by_day=is_of_days)
    return {"start_date": start} | ({"end_date": end} if last > first else {})


def _date(moment: datetime, *, by_day: bool) -> Json:
    day = {"year": moment.year, "month": moment.month, "day": moment.day}
    return day if by_day else day | {"hour": moment.hour, "minute": moment.minute}
