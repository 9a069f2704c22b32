from __future__ import annotations

import csv
import io
from html import escape

import pytest
from starlette.testclient import TestClient


def test_every_actor_is_listed_with_its_party_and_why(client: TestClient) -> None:
    data, page = client.get("/actors.json").json(), client.get("/actors").text
    assert data["total"] == len(data["actors"]) > 5
    for one in data["actors"]:
        assert f'href="/actors/{one["key"]}"' in page
        assert escape(one["party_because"]).replace("&#x27;", "&#39;") in page
    assert f"{data['total']} actors." in page


def test_a_page_of_an_actor_tells_every_spelling_and_why_they_were_joined(client: TestClient) -> None:
    one = next(one for one in client.get("/actors.json?text=brandt").json()["actors"])
    page, data = client.get(f"/actors/{one['key']}").text, client.get(f"/actors/{one['key']}.json").json()
    assert len(one["names"]) > 1
    assert all(f"<bdi>{name}</bdi>" in page for name in one["names"])
    assert "Joined because" in page
    assert len(data["spellings"]) == one["reports"] > 1


def test_what_an_actor_says_leads_to_the_words_and_to_the_claim(client: TestClient) -> None:
    key = client.get("/actors.json?text=brandt").json()["actors"][0]["key"]
    page, sayings = client.get(f"/actors/{key}").text, client.get(f"/actors/{key}.json").json()["sayings"]
    assert sayings
    for one in sayings:
        assert f'href="/reports/{one["report"]}#statement-{one["statement"]}"' in page
        assert one["claim"] is None or f'href="/claims/{one["claim"]}"' in page
    assert len(list(csv.DictReader(io.StringIO(client.get(f"/actors/{key}.csv").text)))) == len(sayings)


@pytest.mark.parametrize("asked", ["text=haddad", "kind=person", "speaking=1", "party=(party+not+known)"])
def test_a_filter_leaves_some_out_and_says_of_how_many(client: TestClient, asked: str) -> None:
    every = client.get("/actors.json").json()["total"]
    found = client.get(f"/actors.json?{asked}").json()["total"]
    assert 0 < found < every
    assert f"of {every} in all" in client.get(f"/actors?{asked}").text


def test_an_actor_that_is_not_there_is_answered_with_the_nearest(client: TestClient) -> None:
    answer = client.get("/actors/ivo-brand")
    assert answer.status_code == 404
    assert "ivo-brandt" in answer.text


def test_a_page_beyond_the_last_is_refused(client: TestClient) -> None:
    assert client.get("/actors?page=7").status_code == 404
    assert client.get(f"/actors?text={'x' * 300}").status_code == 422
