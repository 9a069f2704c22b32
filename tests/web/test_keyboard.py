"""A person who has no mouse: everything is reached, and decided, by keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browsing import Reader, Served


@pytest.fixture
def board(reader: Reader, served: Served) -> Page:
    """Open the board."""
    page = reader.open(served.at("/"))
    page.wait_for_function("document.querySelector('[data-keys]:not([hidden])') && window.htmx")
    return page


def press(page: Page, keys: str) -> None:
    """Press keys, one after the other."""
    for key in keys.split():
        page.keyboard.press(key)


def test_confirm_reject_and_undo(board: Page) -> None:
    """J goes down, a confirms, x rejects, u takes the last back; one stays where one was."""
    press(board, "j j k")
    first = board.locator("tbody tr").first
    expect(first).to_have_attribute("data-current", "")
    press(board, "a")
    expect(board.locator(".said")).to_contain_text("confirmed")
    expect(first).to_contain_text("confirmed by people")
    expect(first).to_have_attribute("data-current", "")
    press(board, "u")
    expect(board.locator(".said")).to_contain_text("took back")
    expect(first).not_to_contain_text("by people")
    press(board, "x")
    expect(board.locator("main")).to_contain_text("rejected by people")
    press(board, "z")
    expect(board.locator("tbody")).not_to_contain_text("rejected by people")


def test_merge_by_keys(board: Page) -> None:
    """C chooses claims, m merges those chosen."""
    rows = board.locator("tbody tr")
    before = rows.count()
    press(board, "j c j c")
    expect(board.locator("[data-chosen]")).to_have_text("2 chosen")
    press(board, "m")
    expect(rows).to_have_count(before - 1)
    press(board, "u")
    expect(rows).to_have_count(before)


def test_open_and_split_by_keys(board: Page) -> None:
    """Enter opens a claim, s unfolds what splits it, and the boxes are reached by Tab."""
    press(board, "j Enter")
    board.wait_for_url("**/claims/**")
    board.wait_for_function("window.htmx")
    told = board.locator(".testimonies > li")
    before = told.count()
    press(board, "s Space Tab")
    for _ in range(before - 1):
        press(board, "Tab")
    expect(board.get_by_role("button", name="Split off")).to_be_focused()
    press(board, "Enter")
    expect(board.locator(".said")).to_contain_text("split off")
    expect(told).not_to_have_count(before)


def test_statement_is_confirmed_where_one_is(board: Page) -> None:
    """On the page of a claim j and k go through its statements, and a confirms the one that one is at."""
    press(board, "j Enter")
    board.wait_for_url("**/claims/**")
    board.wait_for_function("window.htmx")
    press(board, "j j a")
    expect(board.locator(".said")).to_contain_text("confirmed")
    expect(board.locator(".testimonies > li").nth(1)).to_contain_text("confirmed by people")


def test_words_are_reached_by_keys(board: Page) -> None:
    """From the board to the very words of a report, and back to the claim, by keys alone."""
    press(board, "j Enter")
    board.wait_for_url("**/claims/**")
    board.wait_for_function("document.readyState === 'complete'")
    press(board, "j Enter")
    board.wait_for_url("**/reports/**")
    board.wait_for_function("document.readyState === 'complete'")
    press(board, "j Enter")
    board.wait_for_url("**/claims/**")


def test_words_are_confirmed_where_they_stand(board: Page) -> None:
    """In the text of a report a confirms the statement that one is at, and u takes it back."""
    press(board, "j Enter")
    board.wait_for_url("**/claims/**")
    board.locator("blockquote a").first.click()
    board.wait_for_url("**/reports/**")
    board.wait_for_function("window.htmx")
    press(board, "j j a")
    expect(board.locator(".said")).to_contain_text("confirmed")
    press(board, "u")
    expect(board.locator(".said")).to_contain_text("took back")


def test_list_of_keys(board: Page) -> None:
    """? shows the keys; while it is open no key decides; Escape closes it."""
    press(board, "j ?")
    expect(board.get_by_role("dialog", name="Keys")).to_be_visible()
    press(board, "a Escape")
    expect(board.get_by_role("dialog", name="Keys")).to_be_hidden()
    assert board.locator(".said").count() == 0


def test_what_is_typed_is_no_key(board: Page) -> None:
    """Letters that are typed into a field are words, not orders."""
    press(board, "j n")
    field = board.locator(".decide input[name=note]")
    expect(field).to_be_focused()
    board.keyboard.type("aux jaws")
    assert field.input_value() == "aux jaws"
    assert board.locator(".said").count() == 0


def test_skip_link_and_focus_are_seen(board: Page) -> None:
    """The first Tab leads past the menu, and what has the focus is outlined."""
    press(board, "Tab")
    expect(board.get_by_role("link", name="Skip to content")).to_be_focused()
    press(board, "Enter Tab")
    inside = board.evaluate("document.getElementById('main').contains(document.activeElement)")
    assert inside
    outline = board.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
