"""Facts with all in them that a web page could put into a text: each page shows it and runs none of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from counterclaim.ledger import Fact, Snapshot, changes
from counterclaim.model import Report
from counterclaim.pages.links import ServedLinks
from counterclaim.store import open_store
from counterclaim.web import Desk, application
from sample_facts import NOON, TOOL
from stories import dam_breach, hostile, strike


@pytest.mark.parametrize("story", [hostile, dam_breach, strike])
def test_every_page_shows_every_fact_and_runs_nothing(story: Callable[[], Snapshot], tmp_path: Path) -> None:
    snapshot, links = story(), ServedLinks()
    with open_store(tmp_path / "case.db", create=True) as store:
        facts = [_storable(fact) for fact in snapshot.facts()]
        store.append(changes(Snapshot(), facts), {}, recorded=NOON, tool=TOOL)
    desk = Desk(tmp_path / "case.db")
    things = [*map(links.claim, snapshot.claims), *map(links.report, snapshot.reports)]
    listings = ["/board", "/reports", "/problems", "/search"]
    with TestClient(application(desk), base_url="http://127.0.0.1") as client:
        for address in (*things, *listings, "/search?q=script"):
            page = client.get(address)
            assert page.status_code == 200, address
            _runs_nothing(page.content.decode())
        for address in (*things, *listings):
            json.loads(client.get(f"{address}.json").content.decode())
            assert client.get(f"{address}.csv").status_code == 200, address
    desk.close()


def _storable(fact: Fact) -> Fact:
    """Return a fact without half a character, which no store takes."""
    return replace(fact, text=fact.text.replace("\ud800", "?")) if isinstance(fact, Report) else fact


def _runs_nothing(page: str) -> None:
    """Look for anything but our own scripts, and for handlers."""
    document = html.document_fromstring(page)
    scripts = [one.attrib.get("src", "") for one in document.xpath("//script")]
    assert all(address.startswith("/static/") for address in scripts)
    assert not document.xpath("//img | //iframe | //object | //@style | //style")
    names = [name for element in document.iter() for name in element.attrib]
    assert not [name for name in names if name.startswith("on")]
    for address in document.xpath("//@href"):
        assert address.startswith(("/", "#", "http://", "https://"))
