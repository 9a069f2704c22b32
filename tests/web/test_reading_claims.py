"""The page of a claim: its words, clocks, origins, rivals and neighbours, and ids that are no more."""

from __future__ import annotations

import csv
import io

from lxml import html
from lxml.html import HtmlElement
from starlette.testclient import TestClient

from counterclaim.board import account, board
from counterclaim.model import DecisionKind
from counterclaim.web import Desk
from counterclaim.web.deciding import Wish, decided


def page_of(client: TestClient, address: str, status: int = 200) -> HtmlElement:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return html.document_fromstring(answer.content.decode())


def told(page: HtmlElement) -> str:
    return " ".join(page.xpath("//main")[0].text_content().split())


def claims(desk: Desk) -> list[str]:
    """Return the ids of the claims in the order of the board."""
    return [row.claim for row in board(desk.at().snapshot).rows]


def test_every_statement_is_shown_with_its_words_and_four_clocks(client: TestClient, desk: Desk) -> None:
    for claim in claims(desk):
        page, wanted = page_of(client, f"/claims/{claim}"), account(desk.at().snapshot, claim)
        shown = page.xpath("//ul[@class='testimonies']/li")
        assert len(shown) == len(wanted.testimonies)
        for item, one in zip(shown, wanted.testimonies, strict=True):
            (quote,) = item.xpath("./blockquote/a")
            assert quote.text == " … ".join(f"“{part.text}”" for part in one.quotes)
            assert quote.attrib["href"] == f"/reports/{one.report}#statement-{one.statement}"
            names = [name.text for name in item.xpath(".//dt")]
            assert names == ["Way", "Happened", "Said", "Printed", "Recorded"]
            assert item.xpath(".//dd")[-1].text == "2024-03-09 12:00 UTC"


def test_the_quotes_lead_to_places_in_the_evidence(client: TestClient, desk: Desk) -> None:
    for claim in claims(desk)[:3]:
        for address in page_of(client, f"/claims/{claim}").xpath("//blockquote/a/@href"):
            report, place = address.split("#")
            assert page_of(client, report).xpath(f"//a[@id='{place}']")


def test_origins_tell_why_they_are_one_and_what_was_left_out(client: TestClient, desk: Desk) -> None:
    for claim in claims(desk):
        shown, wanted = told(page_of(client, f"/claims/{claim}")), account(desk.at().snapshot, claim)
        for origin in wanted.origins:
            assert origin.because in shown
            assert all(one.because in shown for one in origin.left_out)


def test_rivals_stand_first_and_lead_to_one_another(client: TestClient, desk: Desk) -> None:
    by_gist = {row.gist: row.claim for row in board(desk.at().snapshot).rows}
    forty, twenty_five = (
        by_gist["40 houses were flooded in Olton"],
        by_gist["25 houses were flooded in Olton"],
    )
    page = page_of(client, f"/claims/{forty}")
    assert f"/claims/{twenty_five}" in page.xpath("//section[@class='rivals']//a/@href")
    assert "Disputed figures" in told(page)


def test_one_walks_over_the_whole_board_by_next_and_back_by_previous(client: TestClient, desk: Desk) -> None:
    every = claims(desk)
    walked, address = list[str](), f"/claims/{every[0]}"
    while address:
        page = page_of(client, address)
        walked.append(address.rpartition("/")[2])
        assert f"claim {len(walked)} of {len(every)}" in told(page)
        before = page.xpath("//a[@rel='prev']/@href")
        assert before == [f"/claims/{one}" for one in walked[-2:-1]]
        address = next(iter(page.xpath("//a[@rel='next']/@href")), "")
    assert walked == every


def test_the_beginning_of_an_id_leads_to_the_claim_and_stays_in_the_past(
    client: TestClient, desk: Desk
) -> None:
    claim = claims(desk)[0]
    answer = client.get(f"/claims/{claim[3:9]}?as_of=2024-03-10", follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["location"] == f"/claims/{claim}?as_of=2024-03-10"


def test_an_id_that_fits_several_claims_offers_them(client: TestClient, desk: Desk) -> None:
    page = page_of(client, "/claims/cl-", 404)
    assert "14 claims begin with" in told(page)
    assert set(page.xpath("//main//ul//a/@href")) == {f"/claims/{claim}" for claim in claims(desk)}


def test_an_id_that_nobody_ever_had_says_so(client: TestClient) -> None:
    assert "ever had an id" in told(page_of(client, "/claims/cl-nothing", 404))
    assert "<b>" not in client.get("/claims/<b>x<%2Fb>").text


def test_an_id_that_a_merge_has_changed_tells_what_became_of_it(client: TestClient, desk: Desk) -> None:
    first, second = claims(desk)[-2:]
    gist = desk.at().snapshot.claims[first].gist
    decided(desk, Wish(DecisionKind.MERGE, (first, second)), "Ann Reader", None)
    (new,) = set(claims(desk)) - set(desk.at("2024-03-09 12:00").snapshot.claims)
    page = page_of(client, f"/claims/{first}", 404)
    assert f"/claims/{new}" in page.xpath("//main//a/@href")
    assert gist in told(page)
    assert client.get(f"/claims/{first}?as_of=2024-03-09+12:00").status_code == 200
    assert "at this moment" in told(page_of(client, f"/claims/{new}?as_of=2020-01-01", 404))


def test_what_people_decided_stands_on_the_page(client: TestClient, desk: Desk) -> None:
    claim = claims(desk)[0]
    decided(desk, Wish(DecisionKind.REJECT, (claim,), note="a rumour"), "Ann Reader", None)
    shown = told(page_of(client, f"/claims/{claim}"))
    assert "rejected by people" in shown
    assert "rejected by Ann Reader" in shown
    assert "a rumour" in shown


def test_a_claim_as_data(client: TestClient, desk: Desk) -> None:
    claim = claims(desk)[0]
    found = client.get(f"/claims/{claim}.json").json()
    wanted = account(desk.at().snapshot, claim)
    assert found["gist"] == wanted.gist
    assert [one["statement"] for one in found["testimonies"]] == [one.statement for one in wanted.testimonies]
    rows = list(csv.DictReader(io.StringIO(client.get(f"/claims/{claim}.csv").text)))
    assert [row["statement"] for row in rows] == [one.statement for one in wanted.testimonies]
    assert client.get("/claims/cl-nothing.json").status_code == 404
