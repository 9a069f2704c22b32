"""Search and problems: words in their sentences, by claim and by report, as far as a filter lets pass."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from lxml import html
from lxml.html import HtmlElement
from starlette.testclient import TestClient

from counterclaim.ledger import Change, encode
from counterclaim.model import Report
from counterclaim.pipeline import add
from counterclaim.problems import Problem, ProblemKind
from counterclaim.store import open_store
from counterclaim.web import Desk, application
from road import settings
from web_case import NOON


def page_of(client: TestClient, address: str, status: int = 200) -> HtmlElement:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return html.document_fromstring(answer.content.decode())


def told(page: HtmlElement) -> str:
    return " ".join(page.xpath("//main")[0].text_content().split())


def claims(page: HtmlElement) -> list[str]:
    found = page.xpath("//section[@aria-labelledby='claims-title']//p[@class='gist']/a")
    return [link.text_content() for link in found]


def titles(page: HtmlElement) -> list[str]:
    found = page.xpath("//section[@aria-labelledby='reports-title']//p[@class='gist']/a")
    return [link.text_content() for link in found]


def test_words_are_found_in_claims_and_in_reports_and_marked(client: TestClient) -> None:
    page = page_of(client, "/search?q=SIRENS")
    assert claims(page) == ["The sirens in Olton failed"]
    assert titles(page) == ["Operator admits late warning"]
    marked = page.xpath("//mark[@class='sought']/text()")
    assert len(marked) >= 3
    assert {word.casefold() for word in marked} == {"sirens"}


def test_a_place_that_was_found_leads_to_the_very_words(client: TestClient) -> None:
    page = page_of(client, "/search?q=houses+flooded")
    links = page.xpath("//p[@class='passage']//a/@href")
    assert links
    for address in links:
        path, fragment = address.split("#")
        place = fragment.split(":~:")[0]
        assert page_of(client, path).xpath(f"//a[@id='{place}']"), address


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("party=Metro+Lines", {"only 900 drivers joined the strike in Marlow"}),
        ("speaker=transport", {"3,000 drivers joined the strike in Marlow on Tuesday [5 March 2024]"}),
        ("status=contested", set()),
    ],
)
def test_a_filter_narrows_what_was_found(client: TestClient, query: str, found: set[str]) -> None:
    every = set(claims(page_of(client, "/search?q=drivers")))
    assert len(every) == 2
    page = page_of(client, f"/search?q=drivers&{query}")
    assert set(claims(page)) == found
    assert bool(titles(page)) == bool(found), "reports that tell no such claim are left out"


def test_without_words_a_filter_alone_lists_the_claims_that_pass(client: TestClient) -> None:
    page = page_of(client, "/search?place=marlow")
    board = html.document_fromstring(client.get("/?place=marlow").text)
    assert claims(page) == board.xpath("//tbody/tr/th/a/text()")


def test_nothing_found_says_what_to_try(client: TestClient) -> None:
    assert "try fewer or other words" in told(page_of(client, "/search?q=xylophone"))


def test_the_empty_search_explains_itself(client: TestClient) -> None:
    assert "Whole words, in any order" in told(page_of(client, "/search"))


@pytest.fixture
def lighthouse(case: Path) -> Iterator[tuple[TestClient, int]]:
    """Give a case from which a report was taken away, and the entry after which it still stood."""
    text = "The lighthouse keeper waved at the sirens."
    report = Report("rep-light", "light.txt", "0" * 64, text, "made 1", title="Light")
    with open_store(case) as store:
        there, _ = store.head()
        for day, body in enumerate([encode(report), None], 1):
            change = Change("report", report.id, body)
            store.append((change,), {}, recorded=NOON + timedelta(days=day), tool="test 1")
    desk = Desk(case)
    with TestClient(application(desk), base_url="http://127.0.0.1") as made:
        yield made, there + 1
    desk.close()


def test_what_stood_in_the_past_and_is_gone_is_found_there(lighthouse: tuple[TestClient, int]) -> None:
    """Of a past moment the words of that moment are searched, on the page and by programs."""
    client, there = lighthouse
    past = {"q": "lighthouse", "as_of": f"#{there}"}
    assert titles(page_of(client, "/search?q=lighthouse")) == []
    assert titles(page_of(client, f"/search?{urlencode(past)}")) == ["Light"]
    assert [one["report"] for one in client.get("/api/v1/search", params=past).json()["items"]] == [
        "rep-light"
    ]
    before = {**past, "as_of": f"#{there - 1}"}
    assert titles(page_of(client, f"/search?{urlencode(before)}")) == []
    assert client.get("/api/v1/search", params=before).json()["items"] == []


def test_the_past_knows_nothing_of_what_came_later(client: TestClient) -> None:
    page = page_of(client, "/search?q=sirens&as_of=2020-01-01")
    assert claims(page) == titles(page) == []


@pytest.mark.parametrize(
    "query", ['"', "a AND (", "*", "NEAR(", "<b>x</b>", "\u202e", "%00", "'; drop table"]
)
def test_no_character_means_anything_to_the_search(client: TestClient, query: str) -> None:
    answer = client.get("/search", params={"q": query})
    assert answer.status_code == 200
    assert "<b>x" not in answer.text


def test_what_was_found_as_data(client: TestClient) -> None:
    page, found = page_of(client, "/search?q=warning"), client.get("/search.json?q=warning").json()
    gists = ["".join(piece["text"] for piece in one["gist"]) for one in found["claims"]]
    assert gists == claims(page)
    rows = list(csv.DictReader(io.StringIO(client.get("/search.csv?q=warning").text)))
    assert {row["gist"] for row in rows if row["gist"]} == set(gists)
    assert all("warning" in row["quote"].casefold() for row in rows)


# -- Problems ------------------------------------------------------------------------------------


def test_problems_are_told_with_what_to_do(tmp_path: Path) -> None:
    broken = Problem(ProblemKind.BROKEN_RECORD, "a.jsonl", "<i>not JSON</i>", "mend the line", line=3)
    kept = Problem(ProblemKind.FUTURE_DATE, "b.txt", "printed tomorrow", "check the date", fatal=False)
    with open_store(tmp_path / "case.db", create=True) as store:
        add(store, [kept, broken], settings(), lambda: NOON)
    desk = Desk(tmp_path / "case.db")
    with TestClient(application(desk), base_url="http://127.0.0.1") as client:
        page = page_of(client, "/problems")
        rows = [" ".join(row.text_content().split()) for row in page.xpath("//tbody/tr")]
        assert "2 problems came up while reading; 1 kept something" in told(page)
        assert rows[0].startswith("a.jsonl:3 <i>not JSON</i> broken record mend the line")
        assert rows[1].endswith("check the date the report was kept")
        assert [one["path"] for one in client.get("/problems.json").json()] == ["a.jsonl", "b.txt"]
        assert client.get("/problems.csv").text.count("\r\n") == 3
        assert "2 problems" in told(page_of(client, "/"))
    desk.close()


def test_a_case_without_problems_says_so(client: TestClient) -> None:
    assert "Nothing went wrong while reading" in told(page_of(client, "/problems"))
