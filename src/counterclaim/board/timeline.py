"""Statements in the order in which they were made, as far as the reports tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counterclaim.board.clocks import clock_text
from counterclaim.board.index import Index, index_of, party_of, published_text, speaker_name, text_order
from counterclaim.ledger import Snapshot
from counterclaim.model import Stance, Statement, When


@dataclass(frozen=True, slots=True)
class Moment:
    """One statement on the line of time.

    `said` is the interval it was made in, None where nothing tells; the three texts are closed ISO.
    """

    statement: str
    report: str
    said: When | None
    said_text: str
    published_text: str
    about_text: str
    speaker: str
    party: str
    quote: str
    claims: tuple[tuple[str, Stance], ...]


def timeline(snapshot: Snapshot) -> tuple[Moment, ...]:
    """Return all statements by when they were said, or else printed; those of unknown time come last."""
    index = index_of(snapshot)
    told = sorted(index.snapshot.told(), key=lambda statement: _order(snapshot, statement))
    return tuple(_moment(index, statement) for statement in told)


def _order(snapshot: Snapshot, statement: Statement) -> tuple[bool, datetime, tuple[str, int, int, str]]:
    published = snapshot.reports[statement.report].published
    first = _anchor(statement.said) or _anchor(published)
    return first is None, first or datetime.min, text_order(statement)  # noqa: DTZ901 - never shown


def _anchor(when: When | None) -> datetime | None:
    """Return the end by which an interval is sorted: its begin, or else its end."""
    return (when.begin or when.until) if when else None


def _moment(index: Index, statement: Statement) -> Moment:
    report = index.snapshot.reports[statement.report]
    bearings = index.bearings.get(statement.id, ())
    return Moment(
        statement=statement.id,
        report=statement.report,
        said=statement.said,
        said_text=clock_text(statement.said),
        published_text=published_text(index, statement),
        about_text=clock_text(statement.about),
        speaker=speaker_name(index, statement),
        party=party_of(index, statement),
        quote=" ... ".join(report.quote(span) for span in statement.content),
        claims=tuple((claim, bearing.stance) for claim, bearing in bearings),
    )
