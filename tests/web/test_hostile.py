"""Words that would run as a program stay words: here on a few pages, in `make browse` on all."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import Nursery, Reader
from counterclaim.export import exporter
from counterclaim.store import open_store
from hostile import hostile_addresses, intruders, looked_at, poisoned_case
from payloads import PAYLOADS


@pytest.fixture
def poison(case: Path, tmp_path: Path) -> Path:
    """Give a case in which every word is a payload."""
    return poisoned_case(tmp_path / "poison.db", case)


def test_pages_with_all_payloads(nursery: Nursery, reader: Reader, poison: Path) -> None:
    """Pages full of payloads run nothing, even where no policy would stop it."""
    paths = (
        "/",
        "/decisions",
        "/problems",
        "/actors",
        "/timeline",
        "/sources",
        "/changes",
        "/reports",
        "/map",
    )
    with nursery.serving(poison) as served:
        addresses = [served.at(path) for path in (*paths, *list(hostile_addresses())[:7])]
        assert looked_at(reader, addresses, bypass_csp=True) == {}
        assert looked_at(reader, addresses[:4], bypass_csp=False) == {}
    assert reader.seen.executions == []
    assert reader.seen.violations == []


def test_what_is_looked_for_is_found(browser: Browser) -> None:
    """On a page that lets words become markup, most payloads run or are found: the look sees something."""
    reader = Reader(browser)
    page = reader.context(bypass_csp=True).new_page()
    reader.listen(page)
    found = 0
    for payload in PAYLOADS[::3]:
        before = len(reader.seen.executions)
        page.goto("about:blank")
        page.set_content(f"<!doctype html><title>x</title><main>{payload}</main>")
        found += bool(intruders(page)) or len(reader.seen.executions) > before
    assert found >= 17
    assert len(reader.seen.executions) >= 7
    reader.close()


def test_dossier_with_all_payloads(reader: Reader, poison: Path, tmp_path: Path) -> None:
    """The dossier, opened from the disk, runs nothing either."""
    with open_store(poison) as store:
        (tmp_path / "dossier.html").write_bytes(exporter("html").write(store.snapshot()))
    address = (tmp_path / "dossier.html").as_uri()
    assert looked_at(reader, [address], bypass_csp=True) == {}
    assert reader.seen.executions == []
