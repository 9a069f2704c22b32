"""The board as pages show it: filters in the address, pages, columns, the past, an empty case."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from lxml.html import HtmlElement
from starlette.testclient import TestClient

from counterclaim.board import board
from counterclaim.model import Status
from counterclaim.store import open_store
from counterclaim.web import Desk, application
from web_case import made_case


@contextmanager
def reading(case: Path) -> Iterator[TestClient]:
    """Give a client over a case."""
    desk = Desk(case)
    with TestClient(application(desk), base_url="http://127.0.0.1") as client:
        yield client
    desk.close()


def page_of(client: TestClient, address: str, status: int = 200) -> HtmlElement:
    """Return a page, which has the status it should have."""
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return html.document_fromstring(answer.content.decode())


def gists(page: HtmlElement) -> list[str]:
    return [link.text for link in page.xpath("//table//tbody/tr/th/a")]


def counts(page: HtmlElement) -> str:
    (told,) = page.xpath("//p[contains(@class, 'counts')]")
    return " ".join(told.text_content().split())


def test_the_rows_are_those_of_the_board_in_its_order(client: TestClient, desk: Desk) -> None:
    page, wanted = page_of(client, "/"), board(desk.at().snapshot)
    assert gists(page) == [row.gist for row in wanted.rows]
    heads = [head.text_content() for head in page.xpath("//thead//th")]
    assert heads == ["Claim", "Status", "Origins / outlets", *wanted.parties]
    assert counts(page) == "14 claims."


@pytest.mark.parametrize(
    ("query", "passes"),
    [
        ("contested=1", lambda row: row.contested),
        ("conceded=1", lambda row: row.conceded),
        ("one_sided=1", lambda row: row.one_sided),
        ("status=conceded", lambda row: row.status is Status.CONCEDED),
        ("status=one+side", lambda row: row.status is Status.ONE_SIDE),
        ("text=SIRENS", lambda row: "sirens" in row.gist),
        ("place=marlow", lambda row: "Marlow" in row.places),
        ("speaker=brandt", lambda row: any("Ivo Brandt" in cell.speakers for cell in row.cells)),
        ("party=Metro+Lines&contested=true", lambda row: row.contested and "Metro Lines" in parties(row)),
    ],
)
def test_a_filter_in_the_address_shows_the_claims_that_pass(
    client: TestClient, desk: Desk, query: str, passes: Callable[..., bool]
) -> None:
    every = board(desk.at().snapshot).rows
    wanted = [row.gist for row in every if passes(row)]
    assert 0 < len(wanted) < len(every)
    page = page_of(client, f"/?{query}")
    assert gists(page) == wanted
    assert f"(of {len(every)} in all)" in counts(page)


def parties(row: object) -> set[str]:
    return {cell.party for cell in row.cells if cell.stances}  # type: ignore[attr-defined]


def test_the_form_shows_what_was_asked_and_an_empty_field_asks_nothing(client: TestClient) -> None:
    page = page_of(client, "/?text=houses&status=&party=&speaker=&printed=2024-03")
    assert gists(page) == gists(page_of(client, "/?text=houses&printed=2024-03"))
    assert page.xpath("//input[@type='search']/@value") == ["houses"]
    assert page.xpath("//details[contains(@class, 'menu')][.//input[@name='printed']]/@open")


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("status=true", 422, "there are: one_side"),
        ("printed=soon", 422, "is no period"),
        ("page=0", 422, "counted from 1"),
        ("page=two", 422, "no whole number"),
        ("page=7", 404, "this list has one page"),
        ("parties=Atlantis", 422, "story has no party"),
        ("text=" + "x" * 300, 422, "longer than 200 characters"),
        ("as_of=soon", 422, "is no moment"),
    ],
)
def test_what_cannot_be_is_refused_with_what_could(
    client: TestClient, query: str, status: int, said: str
) -> None:
    page = page_of(client, f"/?{query}", status)
    assert said in page.xpath("//main")[0].text_content()


def test_nothing_passes_and_the_page_says_how_to_go_on(client: TestClient) -> None:
    page = page_of(client, "/?text=xylophone")
    assert "No claim passes" in page.xpath("//main")[0].text_content()
    assert page.xpath("//main//a[@href='/']")


def test_a_status_says_why_without_a_script(client: TestClient, desk: Desk) -> None:
    page, rows = page_of(client, "/"), board(desk.at().snapshot).rows
    reasons = page.xpath("//tbody//span[contains(@class, 'status')][@tabindex='0']/span[@class='why']")
    assert [reason.xpath("./bdi")[0].text for reason in reasons] == [row.because for row in rows]


def test_a_cell_leads_to_the_words_of_the_party(client: TestClient) -> None:
    page = page_of(client, "/")
    for address in page.xpath("//td//a[@class='said-so']/@href"):
        claim, place = address.split("#")
        assert page_of(client, claim).xpath(f"//li[@id='{place}']//blockquote")


# -- The past ------------------------------------------------------------------------------------


def test_the_past_is_marked_and_every_link_stays_in_it(client: TestClient) -> None:
    page = page_of(client, "/?as_of=2024-03-09+12:00&contested=1")
    assert "is-past" in page.xpath("//body/@class")[0]
    assert page.xpath("//p[@class='past']//a[.='Back to now']/@href") == ["/?contested=1"]
    inside = [address for address in page.xpath("//header//a/@href") if address.startswith("/")]
    inside += page.xpath("//tbody//a/@href")
    assert len(inside) > 5
    assert all(parse_qs(urlsplit(one).query)["as_of"] == ["2024-03-09 12:00"] for one in inside)
    assert page.xpath("//details[contains(@class, 'as-of')]//input[@name='contested']/@value") == ["1"]


def test_before_all_reports_the_page_says_that_nothing_was_known(client: TestClient) -> None:
    page = page_of(client, "/?as_of=2020-01-01")
    assert "Nothing was known yet" in page.xpath("//main")[0].text_content()


def test_the_present_is_not_marked(client: TestClient) -> None:
    page = page_of(client, "/")
    assert page.xpath("//p[@class='past']") == []
    assert page.xpath("//form//input[@name='as_of']/@value") == [""]


# -- Many ----------------------------------------------------------------------------------------

UNIONS = ("Miners", "Bakers", "Pilots", "Dockers", "Nurses", "Drivers", "Welders", "Weavers")


@pytest.fixture(scope="module")
def wide_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a story of eight parties."""
    said = [
        f"The {name} Union said that {number + 3} gates in Marlow were closed."
        for number, name in enumerate(UNIONS)
    ]
    record = {"id": "wide", "outlet": "Gate Post", "published": "2024-03-05", "text": "\n\n".join(said)}
    return made_case(tmp_path_factory.mktemp("wide") / "wide.db", [record])


def test_more_than_six_parties_share_a_column_and_the_reader_chooses(wide_case: Path) -> None:
    with reading(wide_case) as client:
        page = page_of(client, "/")
        heads = [head.text_content() for head in page.xpath("//thead//th")]
        assert len(heads) == 3 + 6 + 1
        assert heads[-1] == "Others"
        every = page.xpath("//input[@name='parties']/@value")
        assert len(every) == 8
        chosen = [every[7], every[1]]
        page = page_of(client, f"/?parties={chosen[0]}&parties={chosen[1]}")
        heads = [head.text_content() for head in page.xpath("//thead//th")]
        assert heads[3:] == [every[1], every[7], "Others"]
        told = " ".join(page.xpath("//table")[0].text_content().split())
        assert all(name in told for name in UNIONS), "a party without a column of its own is still shown"


def test_a_long_board_comes_in_pages_of_200_with_their_counts(tmp_path: Path) -> None:
    import board as bench  # noqa: PLC0415 - makes a big case

    bench.make_case(tmp_path / "big.db", 270)
    with reading(tmp_path / "big.db") as client:
        first, second = page_of(client, "/"), page_of(client, "/?page=2")
        assert counts(first).startswith("1–200 of 300 claims")
        assert counts(second).startswith("201–300 of 300 claims")
        assert first.xpath("//a[@rel='next']/@href") == ["/?page=2"]
        assert second.xpath("//a[@rel='prev']/@href") == ["/"]
        assert len(gists(first)) == 200
        assert len(set(gists(first) + gists(second))) == 300
        rows = list(csv.DictReader(io.StringIO(client.get("/board.csv").text)))
        assert len(rows) == 300, "the table is not cut"


def test_an_empty_case_says_what_to_do_next(tmp_path: Path) -> None:
    open_store(tmp_path / "new.db", create=True).close()
    with reading(tmp_path / "new.db") as client:
        for address in ("/", "/reports"):
            told = page_of(client, address).xpath("//main")[0].text_content()
            assert "There are no reports in this case yet" in told
            assert "counterclaim add" in told
        for address in (
            "/problems",
            "/search",
            "/search?q=word",
            "/board.json",
            "/board.csv",
            "/reports.csv",
        ):
            assert client.get(address).status_code == 200


# -- As data -------------------------------------------------------------------------------------


def test_the_board_as_data_holds_what_the_page_shows(client: TestClient) -> None:
    page = page_of(client, "/?contested=1")
    found = client.get("/board.json?contested=1").json()
    rows = list(csv.DictReader(io.StringIO(client.get("/board.csv?contested=1").text)))
    assert [row["gist"] for row in found["rows"]] == gists(page) == [row["gist"] for row in rows]
    assert found["total"] == len(rows)
    links = page.xpath("//p[contains(@class, 'data')]/a/@href")
    assert links == ["/board.json?contested=1", "/board.csv?contested=1"]


def test_disputed_figures_are_told_with_who_gives_which(client: TestClient) -> None:
    page = page_of(client, "/")
    (listed,) = page.xpath("//h2[@id='figures']/following-sibling::ul")
    told = " ".join(listed.text_content().split())
    assert "“25 houses” by regulator" in told
    assert "“3,000 drivers” by Transport Union" in told
    for address in listed.xpath(".//a/@href"):
        report, place = address.split("#")
        assert page_of(client, report).xpath(f"//a[@id='{place}']")
