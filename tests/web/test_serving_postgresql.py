"""A case on a PostgreSQL server is read and decided on in the browser as one in a file is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from counterclaim.export import EXPORTERS
from counterclaim.model import Verdict
from counterclaim.web import Desk
from postgresql_server import started_or_skipped
from web_case import DAM, made_case


@pytest.fixture
def desk(pytestconfig: pytest.Config) -> Iterator[Desk]:
    """Open a case on a server of its own that holds the reports on the dam."""
    address = started_or_skipped(pytestconfig).new_case()
    made_case(Path(address), DAM)
    opened = Desk(address, user="Ann Reader")
    yield opened
    opened.close()


def test_the_board_is_read_and_a_claim_confirmed(client: TestClient, desk: Desk) -> None:
    board = client.get("/").text
    assert "<title>Claims and counterclaims · postgres</title>" in board, "how it is reached is not told"
    claim, *_ = found = re.findall(r'<tr data-claim="([^"]+)"', board)
    assert set(found) == desk.at().snapshot.claims.keys()
    fields = {name: _value(board, name) for name in ("csrf", "seen", "back")}
    after = client.post("/decisions", data={**fields, "ruling": "confirm", "about": claim})
    assert after.status_code == 200
    assert "confirmed" in after.text
    assert desk.at().index.rulings.of_claims == {claim: Verdict.CONFIRMED}
    stale = client.post("/decisions", data={**fields, "ruling": "reject", "about": claim})
    assert stale.status_code == 409
    assert "Ann Reader" in client.get("/decisions").text


def test_the_past_and_a_search_are_those_of_a_case_in_a_file(client: TestClient, desk: Desk) -> None:
    sequence, _ = desk.store.head()
    assert "No claim" not in client.get(f"/search?q=sirens&as_of=%23{sequence}").text
    every = next(one for one in EXPORTERS if one.name == "csv")
    assert client.get("/api/v1/export/csv").content == every.write(desk.at().snapshot)
    assert client.get("/search.json?q=sirens").json()["claims"]
    assert client.get("/?as_of=%230").status_code == 200


def _value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, name
    return found[1]
