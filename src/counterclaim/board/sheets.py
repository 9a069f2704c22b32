"""A report as evidence: its text in paragraphs, every statement marked, and beside each what it bears on.

The marks of a paragraph joined are its text, to the character.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from counterclaim.board.accounts import Testimony, as_testimony
from counterclaim.board.clocks import clock_text
from counterclaim.board.evidence import Segment, segments
from counterclaim.board.glances import glance
from counterclaim.board.index import Index, outlet_name
from counterclaim.model import Bearing, Claim, Report, Span, Statement
from counterclaim.problems import NotFoundError

DEEPEST = 3
"""From this many statements on, one over the other, a mark gets no darker."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters under the same statements: `over` are those that cover them, `opens` those that begin there.

    `sought` says that they are words which a reader asked for.
    """

    text: str
    over: tuple[Testimony, ...]
    opens: tuple[Testimony, ...]
    depth: int
    sought: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A statement on the same claim in another report."""

    statement: str
    report: str
    outlet: str
    published: str


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a statement does to one claim, and where other reports tell of it before and after."""

    told: Testimony
    gist: str
    before: Elsewhere | None
    after: Elsewhere | None


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in the margin beside a statement: its testimony, and each claim it bears on."""

    told: Testimony
    bears: tuple[Bearer, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a report, and the notes on the statements that begin in it."""

    marks: tuple[Mark, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Copies:
    """The reports that copy one text, this one among them, and why they are taken to be copies."""

    reports: tuple[Report, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One report in the evidence: what it is, when it was recorded, and its full text."""

    report: Report
    outlet: str
    published: str
    recorded: str
    copies: Copies | None
    paragraphs: tuple[Paragraph, ...]


def sheet_of(index: Index, report_id: str, sought: Span | None = None) -> Sheet:
    """Return a report as evidence; `sought` are words of it to be marked besides.

    Raises:
        NotFoundError: there is no such report.
        IntegrityError: a span of a statement ends after the text.
    """
    report = index.snapshot.reports.get(report_id)
    if report is None:
        raise NotFoundError(f"there is no report {report_id!r}")
    statements = [index.checked(one) for one in index.statements.get(report_id, ())]
    notes = {one.id: _note(index, one) for one in statements}
    ends = (sought.start, sought.end) if sought else ()
    return Sheet(
        report=report,
        outlet=outlet_name(report),
        published=clock_text(report.published),
        recorded=recorded(index, report_id),
        copies=_copies(index, report_id),
        paragraphs=_paragraphs(segments(report, statements, ends), notes, sought),
    )


def sheets(index: Index) -> tuple[Sheet, ...]:
    """Return all reports as evidence, the earliest first."""
    every = (sheet_of(index, report) for report in index.snapshot.reports)
    return tuple(sorted(every, key=lambda one: (one.published or "~", one.report.path, one.report.id)))


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in a list of them; `copies` reports, if more than one, print the same text."""

    report: str
    title: str
    outlet: str
    path: str
    published: str
    published_because: str
    statements: int
    recorded: str
    copies: int


def report_lines(index: Index) -> tuple[ReportLine, ...]:
    """Return all reports in a line each, the earliest first."""
    copies = {
        key: len(family.reports) for family in index.snapshot.families.values() for key in family.reports
    }
    lines = (
        ReportLine(
            report=report.id,
            title=report.title or "",
            outlet=outlet_name(report),
            path=report.path,
            published=clock_text(report.published),
            published_because=report.published_because,
            statements=len(index.statements.get(report.id, ())),
            recorded=recorded(index, report.id),
            copies=copies.get(report.id, 0),
        )
        for report in index.snapshot.reports.values()
    )
    return tuple(sorted(lines, key=lambda line: (line.published or "~", line.path, line.report)))


def numbers_of(every: Iterable[Sheet]) -> dict[str, int]:
    """Return the number under which each statement is cited: 1, 2, 3 as they stand in the texts."""
    opened = (note.told.statement for sheet in every for one in sheet.paragraphs for note in one.notes)
    return {statement: number for number, statement in enumerate(opened, 1)}


def cut_numbers(every: Iterable[Sheet], numbers: Mapping[str, int]) -> list[int]:
    """Return the statements that more than one mark shows: only these need a rule to light up as a whole."""
    marks: dict[str, int] = {}
    for sheet in every:
        for told in (told for one in sheet.paragraphs for mark in one.marks for told in mark.over):
            marks[told.statement] = marks.get(told.statement, 0) + 1
    return sorted(numbers[statement] for statement, count in marks.items() if count > 1)


def recorded(index: Index, report_id: str) -> str:
    """Return when a report came into the ledger, in UTC; "" where that is not told."""
    intake = index.snapshot.intakes.get(report_id)
    received = intake.received if intake else None
    return f"{received:%Y-%m-%d %H:%M} UTC" if received else ""


def found_again(report: Report, start: int | None, end: int | None, quote: str) -> Span | None:
    """Return where words stand that somebody cited: at the place told, else the nearest such words.

    A text that was extracted anew may have moved them (W3C Web Annotation: a position selector and a
    quote selector that stand for one another).
    """
    at, until = start or 0, end or 0
    if 0 <= at < until <= len(report.text) and quote in {"", report.text[at:until]}:
        return Span(report.id, at, until)
    if not quote:
        return None
    before, after = report.text.rfind(quote, 0, at + len(quote)), report.text.find(quote, at)
    places = [place for place in (before, after) if place >= 0]
    nearest = min(places, key=lambda place: abs(place - at), default=None)
    return None if nearest is None else Span(report.id, nearest, nearest + len(quote))


def _paragraphs(
    cut: Iterable[Segment], notes: Mapping[str, Note], sought: Span | None
) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    for _, members in groupby(cut, key=lambda segment: segment.paragraph):
        marks = tuple(_mark(segment, notes, sought) for segment in members)
        opened = tuple(notes[told.statement] for mark in marks for told in mark.opens)
        found.append(Paragraph(marks, opened))
    return tuple(found)


def _mark(segment: Segment, notes: Mapping[str, Note], sought: Span | None) -> Mark:
    over = tuple(notes[statement].told for statement in segment.statements)
    opens = tuple(told for told in over if told.quotes[0].start == segment.start)
    is_sought = sought is not None and sought.start <= segment.start and segment.end <= sought.end
    return Mark(segment.text, over, opens, min(len(over), DEEPEST), is_sought)


def _note(index: Index, statement: Statement) -> Note:
    """Return the margin note of a statement; the claim that stands first on the board comes first."""
    claims = index.snapshot.claims
    on = [(claims[key], bearing) for key, bearing in index.bearings.get(statement.id, ())]
    on.sort(key=lambda one: (*_rank(index, one[0]), one[1].stance))
    bears = tuple(_bearer(index, statement, claim, bearing) for claim, bearing in on)
    return Note(bears[0].told if bears else as_testimony(index, statement), bears)


def _rank(index: Index, claim: Claim) -> tuple[int, int, str, str]:
    """Return the key that sorts claims as the board does, but for outlets."""
    seen = glance(index, claim)
    return seen.rank, -seen.origins, claim.gist, claim.id


def _bearer(index: Index, statement: Statement, claim: Claim, bearing: Bearing) -> Bearer:
    before, after = _elsewhere(index, statement, claim)
    return Bearer(as_testimony(index, statement, claim.id, bearing), claim.gist, before, after)


def _elsewhere(index: Index, statement: Statement, claim: Claim) -> tuple[Elsewhere | None, Elsewhere | None]:
    """Return the mentions of a claim in other reports that come before and after a statement on it."""
    told = (index.told(claim, bearing) for bearing in claim.bearings)
    others = {_reading_order(index, one): one for one in told if one.report != statement.report}
    own = _reading_order(index, statement)
    in_order = sorted(others.items(), key=itemgetter(0))
    earlier = [one for key, one in in_order if key < own]
    later = [one for key, one in in_order if key > own]
    return (
        _mention(index, earlier[-1]) if earlier else None,
        _mention(index, later[0]) if later else None,
    )


def _reading_order(index: Index, statement: Statement) -> tuple[str, str, str, int, str]:
    """Return the key that sorts statements as the reports were printed."""
    report = index.snapshot.reports[statement.report]
    printed = clock_text(report.published) or "~"
    return printed, report.path, report.id, min(statement.content).start, statement.id


def _mention(index: Index, statement: Statement) -> Elsewhere:
    report = index.snapshot.reports[statement.report]
    return Elsewhere(statement.id, report.id, outlet_name(report), clock_text(report.published))


def _copies(index: Index, report_id: str) -> Copies | None:
    for family in index.snapshot.families.values():
        if report_id in family.reports and len(family.reports) > 1:
            reports = (index.snapshot.reports.get(key) for key in family.reports)
            return Copies(tuple(one for one in reports if one is not None), family.because)
    return None
