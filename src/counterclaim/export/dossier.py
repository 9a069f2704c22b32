"""The dossier: board, accounts and evidence in one HTML page that works from disk.

The page holds no script and asks for nothing from anywhere: its content security policy allows
one style sheet, by its hash. Every quote links to its place in the full text of its report, where
overlapping and nested statements are marked exactly to the character.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from counterclaim import __version__
from counterclaim.board import (
    CREDIBILITY_WORDS,
    GLYPHS,
    SCOPE_WORDS,
    STATUS_MEANING,
    STATUS_WORDS,
    STRENGTH,
    Segment,
    Testimony,
    accounts,
    board,
    bracketed,
    clock_text,
    disputed_figures,
    summary,
    unclaimed,
)
from counterclaim.board.evidence import segments
from counterclaim.board.index import index_of, outlet_name
from counterclaim.export.encoding import encoded, web_address
from counterclaim.ledger import Snapshot, ledger_hash
from counterclaim.model import Report

DEEPEST = 3
"""From this many statements on, one over the other, a mark gets no darker."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A segment as shown: `over` are the statements that cover it, `opens` those that begin there."""

    text: str
    over: tuple[Testimony, ...]
    opens: tuple[Testimony, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One report in the evidence: what it is, and its full text in paragraphs of marks."""

    report: Report
    outlet: str
    published: str
    paragraphs: tuple[tuple[Mark, ...], ...]


def dossier(snapshot: Snapshot) -> bytes:
    """Return the page."""
    told = accounts(snapshot)
    loose = unclaimed(snapshot)
    testimonies = _by_statement([*(one for account in told for one in account.testimonies), *loose])
    sheets = _sheets(snapshot, testimonies)
    numbers = _numbers(sheets)
    pages = _pages()
    style = pages.get_template("dossier.css").render(cut=_cut_numbers(sheets, numbers))
    page = pages.get_template("dossier.html").render(
        style=Markup(style),  # noqa: S704 - our own sheet, into which nothing goes but whole numbers
        style_hash=_style_hash(style),
        board=board(snapshot),
        accounts=told,
        unclaimed=loose,
        disputes=disputed_figures(snapshot),
        sheets=sheets,
        numbers=numbers,
        problems=[problem for _, problem in sorted(snapshot.problems.items())],
        summary=summary(snapshot),
        ledger_hash=ledger_hash(snapshot),
        version=__version__,
    )
    return encoded(page)


def _pages() -> Environment:
    """Return the templates; whatever they show is escaped, and a name they miss is an error."""
    pages = Environment(
        loader=PackageLoader("counterclaim.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    pages.filters.update(bracketed=bracketed, clause=clause, exact=exact, link=web_address)
    pages.globals.update(
        glyphs=GLYPHS,
        stances=STRENGTH,
        status_words=STATUS_WORDS,
        status_meaning=STATUS_MEANING,
        credibility_words=CREDIBILITY_WORDS,
        scope_words=SCOPE_WORDS,
    )
    return pages


def exact(text: str) -> Markup:
    """Return text as a browser keeps it: a bare carriage return would become a line feed."""
    return escape(text).replace("\r", Markup("&#13;"))


def clause(because: str) -> str:
    """Return a reason without its full stop, for use within a sentence."""
    return because.strip().removesuffix(".")


def _style_hash(style: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")


def _by_statement(testimonies: Iterable[Testimony]) -> dict[str, Testimony]:
    """Return one testimony for each statement: the one on the claim that stands first on the board."""
    first: dict[str, Testimony] = {}
    for told in testimonies:
        first.setdefault(told.statement, told)
    return first


def _sheets(snapshot: Snapshot, testimonies: Mapping[str, Testimony]) -> tuple[Sheet, ...]:
    index = index_of(snapshot)
    sheets = (
        Sheet(
            report=report,
            outlet=outlet_name(report),
            published=clock_text(report.published),
            paragraphs=_paragraphs(segments(report, index.statements.get(report.id, ())), testimonies),
        )
        for report in snapshot.reports.values()
    )
    return tuple(
        sorted(sheets, key=lambda sheet: (sheet.published or "~", sheet.report.path, sheet.report.id))
    )


def _paragraphs(cut: Iterable[Segment], testimonies: Mapping[str, Testimony]) -> tuple[tuple[Mark, ...], ...]:
    paragraphs = groupby(cut, key=lambda segment: segment.paragraph)
    return tuple(tuple(_mark(segment, testimonies) for segment in members) for _, members in paragraphs)


def _mark(segment: Segment, testimonies: Mapping[str, Testimony]) -> Mark:
    over = tuple(testimonies[statement] for statement in segment.statements)
    opens = tuple(told for told in over if told.quotes[0].start == segment.start)
    return Mark(segment.text, over, opens, min(len(over), DEEPEST))


def _numbers(sheets: Iterable[Sheet]) -> dict[str, int]:
    """Return the number under which each statement is cited: 1, 2, 3 as they stand in the texts."""
    numbers: dict[str, int] = {}
    for sheet in sheets:
        for paragraph in sheet.paragraphs:
            for told in (told for mark in paragraph for told in mark.opens):
                numbers[told.statement] = len(numbers) + 1
    return numbers


def _cut_numbers(sheets: Iterable[Sheet], numbers: Mapping[str, int]) -> list[int]:
    """Return the statements that more than one mark shows: only these need a rule to light up as a whole."""
    marks: dict[str, int] = {}
    for sheet in sheets:
        for paragraph in sheet.paragraphs:
            for told in (told for mark in paragraph for told in mark.over):
                marks[told.statement] = marks.get(told.statement, 0) + 1
    return sorted(numbers[statement] for statement, count in marks.items() if count > 1)
