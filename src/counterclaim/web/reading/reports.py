"""The evidence: the reports, and the text of each with every statement marked."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from fastapi import APIRouter, Request, Response

from counterclaim.board import Sheet, found_again, numbers_of, report_lines, sheet_of
from counterclaim.board.sheets import ReportLine
from counterclaim.export.csv_table import statement_table
from counterclaim.model import Report
from counterclaim.pages import Paging, page, sheet_values
from counterclaim.problems import NotFoundError
from counterclaim.web.answers import Table, answered, as_csv, as_json, links_of, shown
from counterclaim.web.desk import TheDesk, TheView, TheWhole, View
from counterclaim.web.reading.asked import data_links, number_of, page_number, refuse_beyond

router = APIRouter(include_in_schema=False)

_COLUMNS = tuple(one.name for one in fields(ReportLine))
_LONGEST_QUOTE = 2000
_CONTEXT = 32
"""How many characters before and after a quote are told with it (W3C Web Annotation)."""


@router.get("/reports")
def every(request: Request, view: TheView) -> Response:
    """List a page of the reports, the earliest first."""
    return shown(request, view, "reports.html", lambda: _listing(request, view))


@router.get("/reports.json")
def every_as_data(request: Request, view: TheWhole) -> Response:
    """List the reports as JSON."""
    return as_json(request, view, lambda: [asdict(line) for line in report_lines(view.index)])


@router.get("/reports.csv")
def every_as_table(request: Request, view: TheWhole) -> Response:
    """List the reports as a table."""

    def told() -> Table:
        return _COLUMNS, ([getattr(line, name) for name in _COLUMNS] for line in report_lines(view.index))

    return as_csv(request, view, told)


@router.get("/reports/{report_id}.json")
def as_data(request: Request, view: TheView, report_id: str) -> Response:
    """Give a report, its text and its statements with their selectors (W3C Web Annotation), as JSON."""
    _report(view, report_id)
    return as_json(request, view, lambda: _selected(sheet_of(view.index, report_id)))


@router.get("/reports/{report_id}.csv")
def as_table(request: Request, view: TheView, report_id: str) -> Response:
    """Give the statements of a report as a table, with the columns of the CSV export."""
    _report(view, report_id)

    def told() -> Table:
        notes = (note for one in sheet_of(view.index, report_id).paragraphs for note in one.notes)
        return statement_table(one.told for note in notes for one in (note.bears or (note,)))

    return as_csv(request, view, told)


@router.get("/reports/{report_id}/raw")
def raw(desk: TheDesk, view: TheView, report_id: str) -> Response:
    """Give the bytes that came in, to be kept as a file: never as a page."""
    report = _report(view, report_id)
    headers = {
        "Content-Disposition": f'attachment; filename="{report.sha256[:16]}.raw.txt"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
    }
    return Response(desk.store.blob(report.sha256), media_type="text/plain", headers=headers)


@router.get("/reports/{report_id}/marks.css")
def marks(request: Request, view: TheView, report_id: str) -> Response:
    """Give the rules by which a statement lights up as a whole where others cut it."""
    _report(view, report_id)

    def made() -> bytes:
        return page("marks.css", cut=sheet_values(sheet_of(view.index, report_id))["cut"]).encode()

    return answered(request, view, made, "text/css; charset=utf-8")


@router.get("/reports/{report_id}")
def report(request: Request, view: TheView, report_id: str) -> Response:
    """Show the text of a report; words that the address cites are marked, even if they have moved."""
    _report(view, report_id)
    return shown(request, view, "report.html", lambda: _values(request, view, report_id))


def _report(view: View, report_id: str) -> Report:
    with view.lock:
        found: Report | None = view.snapshot.reports.get(report_id)
    if found is None:
        when = " at that moment" if view.asked else ""
        raise NotFoundError(f"there is no report {report_id!r} in this case{when}")
    return found


def _values(request: Request, view: View, report_id: str) -> dict[str, Any]:
    report = _report(view, report_id)
    start, end = number_of(request, "start"), number_of(request, "end")
    quote = request.query_params.get("quote", "")[:_LONGEST_QUOTE]
    sought = found_again(report, start, end, quote)
    links = links_of(view)
    where = f"/reports/{report_id}"
    return sheet_values(sheet_of(view.index, report_id, sought)) | {
        "sought": sought,
        "sought_words": quote or ("words" if start is not None else ""),
        "moved": sought is not None and start is not None and sought.start != start,
        "raw": links.page(f"{where}/raw"),
        "marks": links.page(f"{where}/marks.css"),
        "data": data_links(links, where, {}),
    }


def _listing(request: Request, view: View) -> dict[str, Any]:
    lines, links = report_lines(view.index), links_of(view)
    paging = Paging(
        page_number(request),
        len(lines),
        "report",
        lambda number: links.page("/reports", page=number if number > 1 else ""),
    )
    refuse_beyond(paging)
    first = (paging.number - 1) * paging.size
    return {
        "lines": lines[first : first + paging.size],
        "paging": paging,
        "reports": len(lines),
        "problems": len(view.snapshot.problems),
        "data": data_links(links, "/reports", {}),
    }


def _selected(sheet: Sheet) -> dict[str, Any]:
    """Return a report with its statements, each with the selectors that find its words again."""
    report, numbers = sheet.report, numbers_of([sheet])
    notes = (note for paragraph in sheet.paragraphs for note in paragraph.notes)
    return {
        "report": report.id,
        "title": report.title,
        "outlet": sheet.outlet,
        "published": sheet.published,
        "recorded": sheet.recorded,
        "path": report.path,
        "address": report.address,
        "sha256": report.sha256,
        "extractor": report.extractor,
        "copies": [one.id for one in sheet.copies.reports] if sheet.copies else [],
        "text": report.text,
        "statements": [
            {
                "number": numbers[note.told.statement],
                "selectors": [_selectors(report, one.start, one.end) for one in note.told.quotes],
                "bears": [asdict(bearer) for bearer in note.bears],
                **asdict(note.told),
            }
            for note in notes
        ],
    }


def _selectors(report: Report, start: int, end: int) -> list[dict[str, Any]]:
    text = report.text
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _CONTEXT) : start],
            "suffix": text[end : end + _CONTEXT],
        },
    ]
