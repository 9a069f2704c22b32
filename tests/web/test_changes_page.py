from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from counterclaim.model import Claim, DecisionKind
from counterclaim.pipeline import add
from counterclaim.read import Details
from counterclaim.read.jsonl import read_jsonl
from counterclaim.store import open_store
from counterclaim.web import Desk, application
from counterclaim.web.deciding import Wish, decided
from road import settings
from web_case import NOON

LATER = (
    b'{"id": "dam-4", "outlet": "Harbour Post", "published": "2024-03-12", "title": "Mayor takes it back", '
    b'"text": "Mayor Ana Petrov denied on Tuesday that the Kestrel dam overflowed on Sunday night.\\n"}'
)


@pytest.fixture
def grown(case: Path) -> tuple[Path, int]:
    """Give a case to which a report was added three days after the others, and how many entries it had."""
    with open_store(case) as store:
        entries, _ = store.head()
        add(
            store,
            list(read_jsonl(LATER, "later.jsonl", Details())),
            settings(),
            lambda: NOON + timedelta(days=3),
        )
    return case, entries


def asking(case: Path, days: float) -> TestClient:
    """Return a client of a case so many days after its first reports."""
    return TestClient(
        application(Desk(case, now=lambda: NOON + timedelta(days=days))), base_url="http://127.0.0.1"
    )


def since(client: TestClient, asked: str = "") -> int:
    """Return from which entry on changes are told."""
    answer = client.get("/changes.json", params={"since": asked} if asked else {})
    assert answer.status_code == 200
    found: int = answer.json()["since"]
    return found


def test_by_default_changes_are_told_since_yesterday(grown: tuple[Path, int]) -> None:
    case, entries = grown
    assert since(asking(case, 3.1)) == entries


def test_where_nothing_changed_since_yesterday_the_last_sitting_is_told(grown: tuple[Path, int]) -> None:
    case, entries = grown
    assert since(asking(case, 30)) == entries


def test_a_case_of_one_sitting_is_told_from_the_beginning(case: Path) -> None:
    assert since(asking(case, 30)) == 0


def test_a_new_denial_is_told_with_who_and_why(grown: tuple[Path, int]) -> None:
    client = asking(grown[0], 3.1)
    found = client.get("/changes.json").json()["differences"]
    denied = next(one for one in found if one["news"] == "newly denied")
    page = client.get("/changes").text
    assert "Petrov" in denied["who"]
    assert denied["because"]
    assert 'id="newly-denied"' in page
    assert f'href="/claims/{denied["fact"]}"' in page


def test_an_address_without_an_entry_leads_to_one_that_tells_the_same_for_ever(
    grown: tuple[Path, int],
) -> None:
    case, entries = grown
    answer = asking(case, 3.1).get("/changes?as_of=now", follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["location"] == f"/changes?as_of=now&since=%23{entries}"


def test_between_two_moments_of_the_past_nothing_of_later_is_told(grown: tuple[Path, int]) -> None:
    case, entries = grown
    found = asking(case, 5).get(f"/changes.json?since=%230&as_of=%23{entries}").json()
    assert (found["since"], found["until"]) == (0, entries)
    assert "Mayor takes it back" not in {one["gist"] for one in found["differences"]}


@pytest.mark.parametrize("asked", ["someday", "#999999"])
def test_what_is_no_moment_is_refused(client: TestClient, asked: str) -> None:
    assert client.get("/changes", params={"since": asked}).status_code == 422


def test_a_beginning_after_the_end_is_refused(client: TestClient) -> None:
    assert client.get("/changes?since=%235&as_of=%230").status_code == 422


def test_the_table_as_csv_has_a_row_for_every_change(client: TestClient) -> None:
    total = client.get("/changes.json?since=%230").json()["total"]
    assert total > 10
    assert client.get("/changes.csv?since=%230").text.count("\r\n") == total + 1
    assert f"{total} changes" in client.get("/changes?since=%230").text


def ruled(case: Path) -> tuple[TestClient, list[Claim]]:
    """Return a client of a case in which two claims were merged and a third was split, and these three."""
    desk = Desk(case, user="Ann Reader")
    before = desk.at().snapshot
    several = (one for one in before.claims.values() if len(one.bearings) > 1)
    third = next(several)
    first, second = [one for one in before.claims.values() if one != third][:2]
    decided(desk, Wish(DecisionKind.MERGE, (first.id, second.id)), "Ann Reader", None)
    split = Wish(DecisionKind.SPLIT, (third.bearings[0].statement,), claim=third.id)
    decided(desk, split, "Ann Reader", None)
    return TestClient(application(desk), base_url="http://127.0.0.1"), [first, second, third]


def test_a_ruling_is_told_with_what_the_claims_say_and_with_no_id(case: Path) -> None:
    with open_store(case) as store:
        entries, _ = store.head()
    client, claims = ruled(case)
    page = html.document_fromstring(client.get(f"/changes?since=%23{entries}").text)
    listed = page.xpath("//ul[@class='changes']")
    links = {str(one.get("href")): one.text_content() for one in page.xpath("//ul[@class='changes']//a")}
    for claim in claims:
        assert links[f"/claims/{claim.id}"] == claim.gist
    told = " ".join(one.text_content() for one in listed)
    assert "merge" in told
    assert re.findall(r"\b(?:cl|st|d)-[0-9a-f]{12}", told) == []
    decision = next(one for one in links if one.startswith("/decisions#"))
    assert f'id="{decision.partition("#")[2]}"' in client.get("/decisions").text
