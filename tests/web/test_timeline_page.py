from __future__ import annotations

import csv
import io

import pytest
from starlette.testclient import TestClient


def test_every_claim_has_a_line_with_a_link_and_its_times_in_words(client: TestClient) -> None:
    data = client.get("/timeline.json").json()
    page = client.get("/timeline").text
    assert data["total"] == len(data["lines"]) > 10
    assert all(f'href="/claims/{line["claim"]}"' in page for line in data["lines"])
    assert page.count('<svg class="bars"') == data["total"]
    assert page.count('printed</b> <span class="when">2024-03-0') == data["total"]


def test_the_table_as_csv_has_a_row_for_every_line(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/timeline.csv?by=party").text)))
    lines = client.get("/timeline.json?by=party").json()["lines"]
    assert [row["claim"] for row in rows] == [line["claim"] for line in lines]
    assert all(row["party"] for row in rows)


def test_a_time_keeps_what_can_be_of_it_and_stands_in_the_address(client: TestClient) -> None:
    every = client.get("/timeline.json").json()["total"]
    few = client.get("/timeline.json?time=2024-03-07..").json()["total"]
    assert 0 < few < every
    assert 'value="2024-03-07.."' in client.get("/timeline?time=2024-03-07..").text
    assert "No claim passes" in client.get("/timeline?time=1999").text


@pytest.mark.parametrize("asked", ["by=moon", "time=soonish", "page=99", "status=true", "time=" + "9" * 90])
def test_what_cannot_be_asked_is_refused_with_a_page(client: TestClient, asked: str) -> None:
    answer = client.get(f"/timeline?{asked}")
    assert answer.status_code in {404, 422}
    assert '<a href="/">' in answer.text


def test_nothing_was_known_before_the_first_entry(client: TestClient) -> None:
    assert client.get("/timeline.json?as_of=%230").json()["total"] == 0
    assert "No claim is known yet" in client.get("/timeline?as_of=%230").text
