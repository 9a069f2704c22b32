from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations

from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from browsing import Served
from counterclaim.board.index import Index
from counterclaim.board.sources import SourceGraph, sources
from counterclaim.ledger import Snapshot
from counterclaim.pages.drawing.lettering import Box
from counterclaim.pages.drawing.sources import drawn, layout
from stories import dam_breach, hostile


def picture(snapshot: Snapshot) -> str:
    """Return the graph of a story, drawn."""
    return drawn(sources(Index(snapshot)), lambda one: f"/actors/{one.actor}" if one.actor else "", "Graph")


def test_no_source_lies_on_another_and_all_are_in_the_frame() -> None:
    placed = layout(sources(Index(dam_breach())))
    frame = Box(0, 0, placed.width, placed.height)
    assert all(frame.holds(box) for box in placed.boxes.values())
    assert not any(one.meets(other) for one, other in combinations(placed.boxes.values(), 2))


def test_lines_stay_in_the_frame() -> None:
    placed = layout(sources(Index(dam_breach())))
    for path in re.findall(r' d="([^"]+)"', picture(dam_breach())):
        numbers = [float(one) for one in re.findall(r"-?[0-9.]+", path)]
        assert all(0 <= x <= placed.width for x in numbers[::2])
        assert all(0 <= y <= placed.height for y in numbers[1::2])


def test_words_go_from_left_to_right() -> None:
    graph = sources(Index(dam_breach()))
    placed = layout(graph).boxes
    assert all(placed[one.giver].right < placed[one.taker].left for one in graph.feeds)


def test_the_same_story_gives_the_same_picture_and_none_gives_an_empty_one() -> None:
    assert picture(dam_breach()) == picture(dam_breach())
    assert layout(SourceGraph((), (), 0)).boxes == {}


def test_names_that_attack_are_only_text() -> None:
    drawing = picture(hostile())
    assert "<script" not in drawing
    assert "<img" not in drawing
    assert "&lt;script" in drawing


def test_the_page_has_the_graph_with_links_and_the_same_as_a_table(client: TestClient) -> None:
    page, data = client.get("/sources").text, client.get("/sources.json").json()
    assert page.count("data-node=") == data["total"]
    assert page.count("data-from=") == len(data["feeds"])
    assert all(
        f'href="/actors/{one["actor"]}"' in page
        for one in data["sources"]
        if one["layer"] == "speaker" and one["actor"]
    )
    assert page.count('<td data-party="to">') == len(data["feeds"])


def test_fewer_can_stand_alone(client: TestClient) -> None:
    page = client.get("/sources?shown=2").text
    assert "more speakers of" in page or "more outlets" in page
    assert client.get("/sources?shown=x").status_code == 422


def test_the_table_as_csv_has_a_row_for_every_line(client: TestClient) -> None:
    feeds = client.get("/sources.json").json()["feeds"]
    assert client.get("/sources.csv").text.count("\r\n") == len(feeds) + 1


def test_what_has_the_focus_points_out_what_it_has_to_do_with(
    read_served: Served, page_at: Callable[..., Page]
) -> None:
    page = page_at(read_served.at("/sources"))
    node = page.locator("svg.sources .speaker a").first
    node.focus()
    key = page.locator("svg.sources .speaker:focus-within").get_attribute("data-node")
    expect(page.locator("svg.sources.looking")).to_be_visible()
    near = page.locator("svg.sources path.near")
    assert near.count() == page.locator(f'svg.sources path[data-from="{key}"]').count() > 0
