from __future__ import annotations

import base64
import hashlib
import posixpath
import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

import pytest
from lxml import html
from lxml.html import HtmlElement

from counterclaim.export.dossier import dossier, dossier_files, dossier_folder, pages_in
from counterclaim.export.encoding import web_address
from counterclaim.ledger import Snapshot, ledger_hash
from counterclaim.model import Form
from counterclaim.pages.environment import clause, clock, exact
from factories import a_report, a_snapshot, a_statement, a_statement_with_all_beside_it
from stories import HOSTILE, dam_breach, hostile, strike

STORIES = pytest.mark.parametrize("story", [dam_breach, strike, hostile, Snapshot])
PLAIN = {
    *("a", "article", "aside", "bdi", "blockquote", "body", "br", "caption", "code", "dd", "div", "dl", "dt"),
    *("footer", "h1", "h2", "h3", "h4", "head", "header", "html", "li", "main", "mark", "meta", "nav", "p"),
    *("section", "span", "strong", "style", "table", "tbody", "td", "th", "thead", "title", "tr", "ul"),
}
ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "srcset", "background", "xlink:href"}


def page_of(snapshot: Snapshot) -> HtmlElement:
    return html.document_fromstring(dossier(snapshot).decode("utf-8"))


def texts(page: HtmlElement) -> list[str]:
    """Return the text of each report as a browser holds it."""
    shown = page.xpath("//div[@class='text']")
    return ["".join(paragraph.text_content() for paragraph in one.xpath("./p")) for one in shown]


@STORIES
def test_the_page_holds_nothing_that_runs_or_loads(story: Callable[[], Snapshot]) -> None:
    page = page_of(story())
    assert {element.tag for element in page.iter() if isinstance(element.tag, str)} <= PLAIN
    names = [name for element in page.iter() for name in element.attrib]
    assert not [name for name in names if name.startswith("on") or name == "style"]
    reports = {report.address for report in story().reports.values()}
    for element in page.iter():
        for name in ADDRESSES & set(element.attrib):
            assert element.attrib[name].startswith("#") or element.attrib[name] in reports
    styles = page.xpath("//style")[0].text
    assert "url(" not in styles
    assert "@import" not in styles


@STORIES
def test_every_link_within_the_page_leads_somewhere_and_ids_are_unique(
    story: Callable[[], Snapshot],
) -> None:
    page = page_of(story())
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {unquote(address[1:]) for address in page.xpath("//@href") if address.startswith("#")}
    assert targets <= set(ids)
    assert {f"statement-{statement}" for statement in story().statements} <= set(ids)
    assert {f"claim-{claim}" for claim in story().claims} <= set(ids)


@pytest.mark.parametrize("story", [dam_breach, strike, hostile])
def test_the_evidence_is_the_text_of_each_report_to_the_character(story: Callable[[], Snapshot]) -> None:
    unwritable = str.maketrans({"\x00": "\ufffd", "\ud800": "\ufffd"})
    wanted = sorted(report.text.translate(unwritable) for report in story().reports.values())
    assert sorted(texts(page_of(story()))) == wanted


@pytest.mark.parametrize("story", [dam_breach, strike, hostile])
def test_the_marks_of_a_statement_are_its_quotes(story: Callable[[], Snapshot]) -> None:
    page = page_of(story())
    unwritable = str.maketrans({"\x00": "\ufffd", "\ud800": "\ufffd"})
    for statement in story().statements.values():
        report = story().reports[statement.report]
        (anchor,) = page.xpath(f"//a[@id='statement-{statement.id}']")
        number = anchor.attrib["data-n"]
        marks = [mark for mark in page.xpath("//mark") if number in mark.attrib["data-s"].split()]
        quotes = "".join(report.quote(span) for span in statement.content)
        assert "".join(mark.text_content() for mark in marks) == quotes.translate(unwritable)


def test_a_nested_statement_is_marked_within_the_one_around_it() -> None:
    report = a_report("Lee: the sea took the whole pier away")
    around = a_statement(report, "the sea took the whole pier away", form=Form.DIRECT)
    within = a_statement(report, "the whole pier", form=Form.DIRECT)
    marks = page_of(a_snapshot(report, around, within)).xpath("//mark")
    assert [(mark.text, mark.attrib["class"], mark.attrib["data-s"]) for mark in marks] == [
        ("the sea took ", "depth-1", "1"),
        ("the whole pier", "depth-2", "1 2"),
        (" away", "depth-1", "1"),
    ]
    sheet = dossier(a_snapshot(report, around, within)).decode()
    assert '.text:has([data-n="1"]:target) mark[data-s~="1"]' in sheet
    assert '.text:has([data-n="2"]:target)' not in sheet


@STORIES
def test_the_policy_allows_one_style_sheet_by_its_hash(story: Callable[[], Snapshot]) -> None:
    page = dossier(story()).decode("utf-8")
    (style,) = re.findall("<style>(.*?)</style>", page, flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"content=\"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none';" in page


def test_hostile_words_are_shown_and_not_run() -> None:
    page = dossier(hostile()).decode("utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert "{{7*7}}" in page
    shown = page_of(hostile())
    assert shown.xpath("//h3")[0].text_content() == HOSTILE
    assert [address for address in shown.xpath("//@href") if "javascript" in address] == []


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://paper.example/a?b=1&c=2", True),
        ("http://paper.example", True),
        ("HTTPS://paper.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//paper.example", False),
        ("https:paper.example", False),
        ("https://[broken", False),
        ("java\nscript:alert(1)", False),
        ("https://paper.example/\tx", False),
        ("file:///paper", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(address: str | None, is_link: bool) -> None:  # noqa: FBT001  what pytest hands over
    assert (web_address(address) is not None) is is_link


def test_a_date_that_was_inferred_says_so() -> None:
    inferred = replace(a_report(), published_because="inferred from the dates in the text")
    for report, times in ((inferred, 2), (a_report(), 0)):
        snapshot = a_snapshot(report, a_statement(report, "the bridge was closed"))
        shown = dossier(snapshot).decode("utf-8")
        assert shown.count("(inferred from the dates in the text)") == times


def test_what_stands_beside_a_statement_is_told() -> None:
    report = a_report()
    shown = dossier(a_snapshot(report, a_statement_with_all_beside_it(report))).decode("utf-8")
    for told in (
        "Said to: <bdi>the bridge</bdi>.",
        "Silent on: <bdi>the bridge</bdi>.",
        "Reaches: what the party that it names said above it.",
        "Certainty: probable (<bdi>“was”</bdi>, <bdi>“closed”</bdi>).",
    ):
        assert told in shown


def test_the_address_of_a_report_is_its_only_outside_link() -> None:
    outside = [address for address in page_of(dam_breach()).xpath("//@href") if not address.startswith("#")]
    assert outside == ["https://coast.example/flood?a=1&b=2"]


def test_the_board_is_a_table_that_can_be_read_aloud() -> None:
    page = page_of(dam_breach())
    columns = [head.text_content() for head in page.xpath("//thead//th[@scope='col']")]
    assert columns[:4] == ["Claim", "Status", "Origins / outlets", "village"]
    rows = page.xpath("//tbody/tr")
    assert all(len(row.xpath("./th[@scope='row']")) == 1 for row in rows)
    assert all(len(row.xpath("./th|./td")) == len(columns) for row in rows)
    assert rows[2].xpath(".//span[@class='concedes']")[0].text_content() == "◐concedes"
    reasons = page.xpath("//tbody//span[@tabindex='0']/span[@class='why']")
    assert len(reasons) == len(rows)
    assert all(reason.text_content().strip(": ") for reason in reasons)
    assert all(
        glyph.attrib["aria-hidden"] == "true" for glyph in page.xpath("//span[contains(@class, 'glyph')]")
    )


def test_paragraphs_find_their_own_direction() -> None:
    assert set(page_of(dam_breach()).xpath("//div[@class='text']/p/@dir")) == {"auto"}


def test_the_foot_names_counts_hash_and_sources() -> None:
    foot = page_of(dam_breach()).xpath("//footer")[0].text_content()
    assert "2 reports, 8 statements, 4 claims, 3 contested" in foot
    assert ledger_hash(dam_breach()) in foot
    assert "GeoNames (geonames.org), CC BY 4.0" in foot


def test_problems_are_listed_with_what_to_do() -> None:
    (problem,) = page_of(dam_breach()).xpath("//section[@id='problems']//li")
    assert problem.text_content().startswith("copy.txt: the same text as valley.txt (nothing to do)")


def test_a_carriage_return_survives_a_browser() -> None:
    assert exact("a\r\n<b>") == "a&#13;\n&lt;b&gt;"


def test_a_reason_within_a_sentence_has_no_full_stop() -> None:
    assert clause("They agree. ") == "They agree"


def test_an_interval_is_told_as_people_read_it() -> None:
    assert [clock(told) for told in ("", "2024-03-01", "../2024-03-01", "2024-03-01/..")] == [
        *("", "2024-03-01", "by 2024-03-01", "from 2024-03-01"),
    ]
    assert clock("2024-03-01T18:00/2024-03-01T24:00") == "2024-03-01 18:00 to 24:00"
    assert clock("2024-03-01/2024-03-04") == "2024-03-01 to 2024-03-04"


# -- The folder ----------------------------------------------------------------------------------


def folder_of(snapshot: Snapshot) -> dict[str, HtmlElement]:
    files = dossier_files(snapshot)
    return {name: html.document_fromstring(made.decode()) for name, made in files.items() if ".html" in name}


def leads_to(name: str, address: str) -> tuple[str, str]:
    """Return the file, seen from the folder, and the place in it that a relative address leads to."""
    path, _, place = address.partition("#")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name, unquote(place)


@STORIES
def test_every_link_within_the_folder_leads_to_a_file_and_a_place_in_it(
    story: Callable[[], Snapshot],
) -> None:
    pages, files = folder_of(story()), dossier_files(story())
    addresses = {report.address for report in story().reports.values()}
    for name, page in pages.items():
        for address in page.xpath("//@href"):
            if address in addresses:
                continue
            file, place = leads_to(name, address)
            assert file in files, (name, address)
            assert not place or place in pages[file].xpath("//@id"), (name, address)


@STORIES
def test_the_folder_holds_a_page_for_each_claim_and_each_report(story: Callable[[], Snapshot]) -> None:
    pages = folder_of(story())
    assert {f"claims/{claim}.html" for claim in story().claims} <= set(pages)
    assert {f"reports/{report}.html" for report in story().reports} <= set(pages)
    count = 3 + len(story().claims) + len(story().reports)
    assert len(pages) == count
    assert pages_in(dossier_folder(story())) == f"{count} pages"


@STORIES
def test_no_page_of_the_folder_runs_or_loads_anything_from_elsewhere(story: Callable[[], Snapshot]) -> None:
    for name, page in folder_of(story()).items():
        assert not page.xpath("//script | //form | //img | //style | //@style"), name
        assert not [one for element in page.iter() for one in element.attrib if one.startswith("on")], name
        assert all(not address.startswith(("/", "http")) for address in page.xpath("//link/@href")), name


@pytest.mark.parametrize("story", [dam_breach, strike, hostile])
def test_the_folder_shows_the_text_of_each_report_to_the_character(story: Callable[[], Snapshot]) -> None:
    unwritable = str.maketrans({"\x00": "\ufffd", "\ud800": "\ufffd"})
    for key, report in story().reports.items():
        page = folder_of(story())[f"reports/{key}.html"]
        assert texts(page) == [report.text.translate(unwritable)]


def test_an_id_that_is_no_file_name_does_not_leave_the_folder() -> None:
    report = replace(a_report(), id="../../secret")
    names = dossier_files(a_snapshot(report, a_statement(report, "the bridge was closed")))
    assert [name for name in names if ".." in name or name.startswith("/")] == []


def test_the_same_case_gives_the_same_archive() -> None:
    assert dossier_folder(dam_breach()) == dossier_folder(dam_breach())
