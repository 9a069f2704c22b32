from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from browsing import NARROW, Served
from counterclaim.pages.drawing.borders import FILE, has


def test_every_place_is_in_the_table_with_links_to_its_claims(client: TestClient) -> None:
    data = client.get("/map.json").json()
    page = client.get("/map").text
    assert {site["name"] for site in data["places"]} >= {"Olton"} or data["places"]
    for site in data["places"]:
        assert f"<bdi>{site['name']}</bdi>" in page
        assert all(f'href="/claims/{told["claim"]}"' in page for told in site["claims"])


def test_the_page_says_what_a_position_is_worth(client: TestClient) -> None:
    data, page = client.get("/map.json").json(), client.get("/map").text
    assert data["places"]
    assert all(site["precision"] in page for site in data["places"])
    assert "no point is meant" in page


def test_claims_at_places_and_claims_without_add_up(client: TestClient) -> None:
    data = client.get("/map.json").json()
    placed = {told["claim"] for site in data["places"] for told in site["claims"]}
    assert len(placed) + data["nowhere"] == data["total"]


def test_the_table_as_csv_has_a_row_for_every_claim_at_a_place(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/map.csv").text)))
    data = client.get("/map.json").json()
    assert len(rows) == sum(len(site["claims"]) for site in data["places"])


def test_the_drawn_map_needs_no_script(read_served: Served, page_at: Callable[..., Page]) -> None:
    page = page_at(read_served.at("/map"), java_script_enabled=False, width=NARROW)
    expect(page.locator("svg.map")).to_be_visible()
    expect(page.locator("#map")).not_to_be_visible()


def test_with_script_a_place_opens_its_claims_and_nothing_is_fetched_from_elsewhere(
    read_served: Served, page_at: Callable[..., Page]
) -> None:
    if not (has(FILE) and has("vendor/leaflet.js")):
        pytest.skip(
            "THE LIVELY MAP WAS NOT TRIED: leaflet or the borders are missing; apt-get install npm, make"
        )
    page = page_at(read_served.at("/map"))
    pin = page.locator(".pin.town[role=button]").first
    pin.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup-content a").first).to_be_visible()
    href = page.locator(".leaflet-popup-content a").first.get_attribute("href")
    assert href is not None
    assert href.startswith("/claims/")
    expect(page.locator("#drawn")).not_to_be_visible()
