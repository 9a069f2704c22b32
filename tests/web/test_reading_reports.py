"""The evidence reader: exact characters, whatever they are, and links that find words again."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from lxml import html
from lxml.html import HtmlElement
from starlette.testclient import TestClient

from counterclaim.board import found_again, sheet_of
from counterclaim.board.index import Index
from counterclaim.model import Form, Report, Span
from counterclaim.store import open_store
from counterclaim.web import Desk, application
from factories import a_report, a_snapshot, a_statement
from web_case import DAM, made_case


def page_of(client: TestClient, address: str, status: int = 200) -> HtmlElement:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return html.document_fromstring(answer.content.decode())


def reports(desk: Desk) -> list[Report]:
    return list(desk.at().snapshot.reports.values())


def told(page: HtmlElement) -> str:
    return " ".join(page.xpath("//main")[0].text_content().split())


def text_of(page: HtmlElement) -> str:
    """Return the text of the report as a browser holds it."""
    return "".join(one.text_content() for one in page.xpath("//div[@class='text']/p"))


@pytest.fixture(scope="module")
def odd_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a case whose characters are more than one unit, or more than one character."""
    text = (
        "A co\u0301ordinator \U0001f6a2 said the cafe\u0301 \U0001f468\u200d\U0001f469 at the gate in Marlow "
        "was closed.\n\n"
        "قالت النقابة إن الميناء مغلق.\n\n"
        "“Brandt told me: ‘The \U0001f6a2 crane was moved at midnight,’” engineer Samira Haddad said."
    )
    records = [{"id": "odd", "outlet": "Gate \U0001f6a2 Post", "published": "2024-03-05", "text": text}]
    return made_case(tmp_path_factory.mktemp("odd") / "odd.db", records)


@pytest.fixture
def odd(odd_case: Path) -> Iterator[tuple[TestClient, Desk]]:
    """Give a client over the case of odd characters."""
    desk = Desk(odd_case)
    with TestClient(application(desk), base_url="http://127.0.0.1") as client:
        yield client, desk
    desk.close()


def test_the_whole_text_is_shown_to_the_character(client: TestClient, desk: Desk) -> None:
    for report in reports(desk):
        assert text_of(page_of(client, f"/reports/{report.id}")) == report.text


def test_the_marks_of_each_statement_are_its_words(client: TestClient, desk: Desk) -> None:
    assert marked_words(client, desk) > 10


def test_marks_are_exact_over_combining_and_astral_characters(odd: tuple[TestClient, Desk]) -> None:
    client, desk = odd
    (report,) = reports(desk)
    page = page_of(client, f"/reports/{report.id}")
    assert text_of(page) == report.text
    assert marked_words(client, desk) >= 2
    assert set(page.xpath("//div[@class='text']/p/@dir")) == {"auto"}


def marked_words(client: TestClient, desk: Desk) -> int:
    """Check the marks of every statement, and return how many there are."""
    snapshot, checked = desk.at().snapshot, 0
    for report in snapshot.reports.values():
        page = page_of(client, f"/reports/{report.id}")
        for statement in (one for one in snapshot.told() if one.report == report.id):
            (anchor,) = page.xpath(f"//a[@id='statement-{statement.id}']")
            number = anchor.attrib["data-n"]
            marks = [mark for mark in page.xpath("//mark") if number in mark.attrib["data-s"].split()]
            assert "".join(mark.text_content() for mark in marks) == "".join(
                report.quote(span) for span in statement.content
            )
            checked += 1
    return checked


def test_a_statement_that_others_cut_lights_up_as_a_whole(client: TestClient, desk: Desk) -> None:
    """One quotation stands within another in the third report: a rule of its style sheet joins the parts."""
    page, cut = None, ""
    for report in reports(desk):
        cut = client.get(f"/reports/{report.id}/marks.css").text
        if cut:
            page = page_of(client, f"/reports/{report.id}")
            assert page.xpath("//link/@href")[-1] == f"/reports/{report.id}/marks.css"
            break
    assert page is not None
    assert '.text:has([data-n="' in cut


def test_the_margin_tells_channel_claim_and_the_same_claim_elsewhere(client: TestClient, desk: Desk) -> None:
    pages = {report.path: page_of(client, f"/reports/{report.id}") for report in reports(desk)}
    first, second = pages["reports.jsonl#dam-1"], pages["reports.jsonl#dam-2"]
    (onward,) = first.xpath("//p[@class='bears'][.//bdi='40 houses were flooded in Olton']/a[.='→']/@href")
    report, place = onward.split("#")
    assert text_of(page_of(client, report)) == text_of(second)
    (back,) = second.xpath("//p[@class='bears'][.//bdi='40 houses were flooded in Olton']/a[.='←']/@href")
    report, place = back.split("#")
    assert page_of(client, report).xpath(f"//a[@id='{place}']")
    assert "Valley Courier" in second.xpath("//p[@class='bears']/a[.='←']/@title")[0]


def test_a_permalink_marks_its_words_and_names_its_selectors(client: TestClient, desk: Desk) -> None:
    page = page_of(client, f"/reports/{reports(desk)[0].id}")
    for address in page.xpath("//a[@class='permalink']/@href"):
        path, fragment = address.split("#")
        assert ":~:text=" in fragment
        cited = page_of(client, path)
        words = "".join(
            mark.text_content()
            for mark in cited.xpath("//div[@class='text']//mark[contains(@class, 'sought')]")
        )
        assert words
        assert f"quote={urlencode({'': words})[1:]}" in path
        assert "are marked" in told(cited)


def test_a_link_still_finds_words_that_have_moved(client: TestClient, desk: Desk) -> None:
    report = next(one for one in reports(desk) if "sirens" in one.text)
    words, start = "The sirens in Olton failed", report.text.index("The sirens")
    moved = urlencode({"start": start + 7, "end": start + 7 + len(words), "quote": words})
    page = page_of(client, f"/reports/{report.id}?{moved}")
    assert "at other characters now" in told(page)
    assert "".join(page.xpath("//mark[contains(@class, 'sought')]/text()")) == words
    gone = page_of(
        client, f"/reports/{report.id}?{urlencode({'start': 0, 'end': 5, 'quote': 'no such words'})}"
    )
    assert "do not stand in this report" in told(gone)
    assert text_of(gone) == report.text


@pytest.mark.parametrize(
    ("start", "end", "quote", "found"),
    [
        (4, 9, "crane", (4, 9)),
        (4, 9, "", (4, 9)),
        (0, 5, "crane", (4, 9)),
        (30, 35, "crane", (21, 26)),
        (13, 18, "crane", (21, 26)),
        (None, None, "crane", (4, 9)),
        (4, 999, "crane", (4, 9)),
        (9, 4, "", None),
        (None, None, "", None),
        (4, 9, "gone", None),
    ],
)
def test_words_are_found_at_their_place_or_at_the_nearest(
    start: int | None, end: int | None, quote: str, found: tuple[int, int] | None
) -> None:
    report = a_report("The crane stood; the crane was off")
    assert found_again(report, start, end, quote) == (Span(report.id, *found) if found else None)


def test_words_that_are_cited_cut_no_mark_apart() -> None:
    report = a_report("Lee: the sea took the whole pier away")
    around = a_statement(report, "the sea took the whole pier away", form=Form.DIRECT)
    start = report.text.index("took the")
    sheet = sheet_of(Index(a_snapshot(report, around)), report.id, Span(report.id, start, start + 8))
    marks = [(mark.text, mark.depth, mark.sought) for mark in sheet.paragraphs[0].marks]
    assert marks == [
        ("Lee: ", 0, False),
        ("the sea ", 1, False),
        ("took the", 1, True),
        (" whole pier away", 1, False),
    ]


def test_the_raw_bytes_are_a_file_and_never_a_page(client: TestClient, desk: Desk) -> None:
    for report in reports(desk):
        answer = client.get(f"/reports/{report.id}/raw")
        assert hashlib.sha256(answer.content).hexdigest() == report.sha256
        assert answer.headers["content-type"].startswith("text/plain")
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_page_tells_what_the_report_is(client: TestClient, desk: Desk) -> None:
    for report in reports(desk):
        shown = told(page_of(client, f"/reports/{report.id}"))
        for fact in (report.outlet, report.path, report.sha256, "recorded 2024-03-09 12:00 UTC"):
            assert fact is not None
            assert fact in shown


def test_copies_of_one_text_are_named(tmp_path: Path) -> None:
    copy = {**DAM[1], "id": "copy", "outlet": "Morning Copy"}
    desk = Desk(made_case(tmp_path / "copies.db", [*DAM, copy]))
    with TestClient(application(desk), base_url="http://127.0.0.1") as client:
        listed = told(page_of(client, "/reports"))
        assert listed.count("one of 2 copies, counted once") == 2
        (one,) = [report for report in reports(desk) if report.outlet == "Morning Copy"]
        assert "The same text, counted once, stands in Harbour Post" in told(
            page_of(client, f"/reports/{one.id}")
        )
    desk.close()


def test_a_report_that_is_not_there_is_said_so(client: TestClient, desk: Desk) -> None:
    for suffix in ("", ".json", ".csv", "/raw", "/marks.css"):
        assert client.get(f"/reports/rep-none{suffix}").status_code == 404
    report = reports(desk)[0].id
    assert "at that moment" in told(page_of(client, f"/reports/{report}?as_of=2020-01-01", 404))


def test_the_list_names_every_report_in_the_order_of_printing(client: TestClient, desk: Desk) -> None:
    page = page_of(client, "/reports")
    titles = [link.text for link in page.xpath("//tbody/tr/th/a")]
    wanted = sorted(reports(desk), key=lambda one: (one.published.timex if one.published else "~", one.path))
    assert titles == [report.title for report in wanted]
    assert "5 reports" in told(page)
    rows = list(csv.DictReader(io.StringIO(client.get("/reports.csv").text)))
    assert [row["title"] for row in rows] == titles
    assert [line["title"] for line in client.get("/reports.json").json()] == titles


def test_a_report_as_data_has_selectors_that_hold(client: TestClient, desk: Desk) -> None:
    for report in reports(desk):
        found = client.get(f"/reports/{report.id}.json").json()
        assert found["text"] == report.text
        for statement in found["statements"]:
            for position, quote in statement["selectors"]:
                begin, end = position["start"], position["end"]
                assert report.text[begin:end] == quote["exact"]
                assert report.text[:begin].endswith(quote["prefix"])
                assert report.text[end:].startswith(quote["suffix"])
        rows = list(csv.DictReader(io.StringIO(client.get(f"/reports/{report.id}.csv").text)))
        assert {row["statement"] for row in rows} == {one["statement"] for one in found["statements"]}


def test_the_table_of_reports_has_the_same_columns_with_and_without_reports(
    client: TestClient, tmp_path: Path
) -> None:
    open_store(tmp_path / "new.db", create=True).close()
    desk = Desk(tmp_path / "new.db")
    with TestClient(application(desk), base_url="http://127.0.0.1") as empty:
        header = empty.get("/reports.csv").text
        assert client.get("/reports.csv").text.splitlines()[0] == header.strip()
    desk.close()
