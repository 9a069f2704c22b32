"""Reading in a real browser: without a script, by keyboard, on a phone, and from disk without a network."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from browsing import DARK, MIDDLE, NARROW, WIDE, Nursery, Reader, Served
from counterclaim.export.dossier import dossier, dossier_files
from counterclaim.store import open_store

PAGES = ("/", "/reports", "/search?q=houses", "/problems", "/claims/cl-", "/?as_of=2024-03-09+12:00")


def test_one_reads_from_the_board_to_the_words_without_a_script(reader: Reader, read_served: Served) -> None:
    page = reader.open(read_served.at("/"), java_script_enabled=False)
    page.get_by_role("checkbox", name="contested").check()
    page.get_by_role("button", name="Show").first.click()
    page.get_by_role("link", name="Metro Lines broke the agreement").click()
    page.locator("blockquote a").first.click()
    place = page.url.partition("#")[2]
    mark = page.locator(f"#{place} + mark")
    expect(mark).to_be_in_viewport()
    assert mark.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


def test_a_status_explains_itself_to_mouse_and_keyboard(reader: Reader, read_served: Served) -> None:
    page = reader.open(read_served.at("/"))
    status = page.locator("tbody .status").first
    why = status.locator(".why")
    expect(why).to_be_hidden()
    status.hover()
    expect(why).to_be_visible()
    page.mouse.move(0, 0)
    expect(why).to_be_hidden()
    status.focus()
    expect(why).to_be_visible()
    page.keyboard.press("Escape")
    expect(why).to_be_hidden()


def test_one_goes_back_in_time_and_to_now(reader: Reader, read_served: Served) -> None:
    page = reader.open(read_served.at("/?contested=1"))
    page.get_by_text("As of now").click()
    page.get_by_label("What was known at").fill("2020-01-01")
    page.get_by_role("button", name="Show").first.click()
    expect(page.get_by_text("This is the past")).to_be_visible()
    page.get_by_role("link", name="Back to now").click()
    assert page.url.endswith("/?contested=1")
    expect(page.locator("tbody tr").first).to_be_visible()


def test_no_page_is_wider_than_the_window(reader: Reader, read_served: Served) -> None:
    page = reader.open(read_served.at("/"), width=NARROW, color_scheme=DARK)
    claim = page.locator("tbody th a").first.get_attribute("href") or ""
    page.goto(read_served.at("/reports"))
    report = page.locator("tbody th a").first.get_attribute("href") or ""
    for address in (*PAGES, claim, report):
        page.goto(read_served.at(address))
        for width in (NARROW, MIDDLE):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


COMMAS_THAT_BEGIN_A_LINE = """() => {
  const begins = [];
  for (const cell of document.querySelectorAll(".board td .quiet")) {
    for (const name of cell.querySelectorAll("bdi")) {
      if (!(name.nextSibling?.data || "").startsWith(",")) continue;
      const comma = document.createRange();
      comma.setStart(name.nextSibling, 0);
      comma.setEnd(name.nextSibling, 1);
      const last = [...name.getClientRects()].at(-1), own = comma.getClientRects()[0];
      if (own.top > last.bottom - 2) begins.push(cell.textContent);
    }
  }
  return begins;
}"""


def test_no_line_of_a_list_of_speakers_begins_with_a_comma(
    reader: Reader, nursery: Nursery, bundled: Path
) -> None:
    with nursery.serving(bundled) as served:
        page = reader.open(served.at("/"))
        assert page.locator(".board td .quiet bdi + bdi").count() > 3
        for width in (WIDE, MIDDLE, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(COMMAS_THAT_BEGIN_A_LINE) == [], width


def test_the_dossier_works_from_disk_with_its_deep_links(
    reader: Reader, bundled: Path, tmp_path: Path
) -> None:
    with open_store(bundled) as store:
        (tmp_path / "dossier.html").write_bytes(dossier(store.snapshot()))
    context = reader.context(offline=True)
    page = reader.open((tmp_path / "dossier.html").as_uri(), context)
    assert _background(page) != "rgba(0, 0, 0, 0)", "the style sheet is allowed"
    page.locator("tbody th a").first.click()
    page.locator("article.claim:target blockquote a").first.click()
    _sees_the_words(page)
    deep = reader.open(page.url, context)
    _sees_the_words(deep)
    assert reader.seen.violations == reader.seen.errors == []


def test_the_folder_works_from_disk_with_its_deep_links(
    reader: Reader, bundled: Path, tmp_path: Path
) -> None:
    with open_store(bundled) as store:
        for name, content in dossier_files(store.snapshot()).items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(content)
    context = reader.context(offline=True)
    page = reader.open((tmp_path / "index.html").as_uri(), context)
    assert _background(page) != "rgba(0, 0, 0, 0)", "the style sheet is allowed"
    page.locator("tbody th a").first.click()
    page.locator("blockquote a").first.click()
    _sees_the_words(page)
    deep = reader.open(page.url, context)
    _sees_the_words(deep)
    page.get_by_role("link", name="Reports").click()
    expect(page.locator("tbody tr").first).to_be_visible()
    assert reader.seen.violations == reader.seen.errors == []


def _background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def _sees_the_words(page: Page) -> None:
    mark = page.locator(":target ~ mark").first
    expect(mark).to_be_in_viewport()
