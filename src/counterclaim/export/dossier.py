"""The dossier: the pages that are served, to keep and to send on, as one file or as a folder of files.

Neither holds a script nor asks for anything from anywhere: the content security policy of the one page
allows one style sheet, by its hash. Every quote links to its place in the full text of its report, where
overlapping and nested statements are marked exactly to the character.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from counterclaim.board import (
    PAGE_SIZE,
    Board,
    Place,
    Sheet,
    accounts,
    board,
    cut_numbers,
    disputed_figures,
    numbers_of,
    report_lines,
    sheets,
    summary,
    unclaimed,
)
from counterclaim.board.index import Index, index_of
from counterclaim.export.counting import counted
from counterclaim.export.encoding import encoded, zipped
from counterclaim.ledger import Snapshot, ledger_hash
from counterclaim.pages import (
    FolderLinks,
    Paging,
    SheetLinks,
    claim_values,
    columns_of,
    file_name,
    page,
    sheet_values,
    static_file,
)
from counterclaim.problems import Problem

_MENU = (("/", "Board"), ("/reports", "Reports"), ("/problems", "Problems"))


def dossier(snapshot: Snapshot) -> bytes:
    """Return all of a case as one page."""
    index = index_of(snapshot)
    evidence, shown = sheets(index), board(snapshot)
    numbers = numbers_of(evidence)
    columns, rest = columns_of(shown.parties)
    style = _style(page("marks.css", cut=cut_numbers(evidence, numbers)))
    made = page(
        "dossier.html",
        links=SheetLinks(),
        style=Markup(style),  # noqa: S704 - our own sheet, into which nothing goes but whole numbers
        style_hash=_style_hash(style),
        board=shown,
        columns=columns,
        rest=rest,
        accounts=accounts(snapshot),
        unclaimed=unclaimed(snapshot),
        disputes=disputed_figures(snapshot),
        sheets=evidence,
        numbers=numbers,
        recorded={sheet.report.id: sheet.recorded for sheet in evidence},
        problems=_problems(snapshot),
        summary=summary(snapshot),
        ledger_hash=ledger_hash(snapshot),
    )
    return encoded(made)


def _style(rules: str) -> str:
    """Return the style sheet of the served pages, with rules of one's own."""
    return f"\n{static_file('site.css').decode()}{rules}"


def _style_hash(style: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")


def _problems(snapshot: Snapshot) -> list[Problem]:
    return [problem for _, problem in sorted(snapshot.problems.items())]


# -- A folder ----------------------------------------------------------------------------------


def dossier_folder(snapshot: Snapshot) -> bytes:
    """Return the files of `dossier_files` as one archive."""
    return zipped(dossier_files(snapshot))


def pages_in(content: bytes) -> str:
    """Count the pages of an archive that `dossier_folder` made."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return counted(sum(name.endswith(".html") for name in packed.namelist()), "page")


def dossier_files(snapshot: Snapshot) -> Mapping[str, bytes]:
    """Return a page for the board, each claim and each report, by the names of their files.

    Its links are relative: it can be read from disk, or put as it is where files are served.
    """
    return dict(sorted(_files(snapshot)))


def _files(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    index, shown = index_of(snapshot), board(snapshot)
    yield "static/site.css", static_file("site.css")
    yield from _board_files(snapshot, shown)
    yield from _claim_files(index, shown)
    evidence = sheets(index)
    yield from (made for sheet in evidence for made in _report_files(sheet))
    lines = report_lines(index)
    listing = Paging(1, len(lines), "report", lambda _: "", size=max(1, len(lines)))
    yield _file("reports", "reports.html", lines=lines, paging=listing, **_counts(snapshot))
    problems = _problems(snapshot)
    fatal = sum(one.fatal for one in problems)
    yield _file("problems", "problems.html", problems=problems, fatal=fatal)


def _file(name: str, template: str, **values: Any) -> tuple[str, bytes]:
    """Return a file of the folder; `name` is its path without the suffix."""
    links = FolderLinks("../" * name.count("/"))
    where = "/" if name == "index" else f"/{name}"
    made = page(template, case="Dossier", menu=_MENU, path=where, links=links, **values)
    return f"{name}.html", encoded(made)


def _counts(snapshot: Snapshot) -> dict[str, int]:
    return {"reports": len(snapshot.reports), "problems": len(snapshot.problems)}


def _board_files(snapshot: Snapshot, shown: Board) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of the board."""
    columns, rest = columns_of(shown.parties)
    disputes = disputed_figures(snapshot)
    for number in range(1, Paging(1, len(shown.rows), "claim", _board_page).last + 1):
        rows = shown.rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        on_page = {row.claim for row in rows}
        yield _file(
            _board_page(number).removesuffix(".html"),
            "board.html",
            board=Board(shown.parties, rows, shown.total),
            columns=columns,
            rest=rest,
            disputes=[one for one in disputes if one.left in on_page or one.right in on_page],
            paging=Paging(number, len(shown.rows), "claim", _board_page),
            nothing=not shown.rows,
            **_counts(snapshot),
        )


def _board_page(number: int) -> str:
    return "index.html" if number == 1 else f"board-{number}.html"


def _claim_files(index: Index, shown: Board) -> Iterator[tuple[str, bytes]]:
    """Yield the page of each claim, with those before and after it on the board."""
    claims = [index.snapshot.claims[row.claim] for row in shown.rows]
    for number, claim in enumerate(claims):
        before = claims[number - 1] if number else None
        after = claims[number + 1] if number + 1 < len(claims) else None
        place = Place(number + 1, len(claims), before, after)
        yield _file(f"claims/{file_name(claim.id)}", "claim.html", place=place, **claim_values(index, claim))


def _report_files(sheet: Sheet) -> Iterator[tuple[str, bytes]]:
    """Yield the page of a report, and the style sheet that lights up its statements as a whole."""
    name, values = f"reports/{file_name(sheet.report.id)}", sheet_values(sheet)
    if values["cut"]:
        yield f"{name}.css", page("marks.css", cut=values["cut"]).encode()
    yield _file(name, "report.html", marks=f"{file_name(sheet.report.id)}.css", **values)
