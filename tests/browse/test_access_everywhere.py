"""axe-core on every page of the bundled case, in every width, light and dark, folded and unfolded."""

from __future__ import annotations

from pathlib import Path

import pytest

from axe import grave_findings
from browsing import DARK, LIGHT, MIDDLE, NARROW, WIDE, Nursery, Reader
from counterclaim.export import exporter
from counterclaim.store import open_store
from crawling import every_page


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("width", [WIDE, MIDDLE, NARROW])
def test_every_page(nursery: Nursery, reader: Reader, bundled: Path, width: int, scheme: str) -> None:
    """Nothing serious or critical, no error, nothing that the policy stops, no page wider than the screen."""
    context = reader.context(width=width, color_scheme=scheme)
    found, wide = {}, {}
    with nursery.serving(bundled) as served:
        pages = every_page(served)
        for path in pages:
            page = reader.open(served.at(path), context)
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
            findings = grave_findings(page)
            if findings:
                found[path] = findings
            across = page.evaluate("document.documentElement.scrollWidth")
            if across > width:
                wide[path] = across
            page.close()
    assert found == {}
    assert wide == {}
    assert reader.seen.violations == []
    assert [one for one in reader.seen.errors if "404" not in one and "422" not in one] == []
    assert len(pages) >= 15


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_what_appears_while_one_decides(nursery: Nursery, reader: Reader, bundled: Path, scheme: str) -> None:
    """What is said after a ruling, the page of a conflict, the list of keys, and the past are pages too."""
    with nursery.serving(bundled) as served:
        context = reader.context(color_scheme=scheme)
        page, other = (reader.open(served.at("/"), context) for _ in range(2))
        for one in (page, other):
            one.locator(".choose").first.check()
        assert grave_findings(page) == []
        page.get_by_role("button", name="Confirm", exact=True).click()
        page.locator(".said").wait_for()
        assert grave_findings(page) == []
        other.get_by_role("button", name="Reject", exact=True).click()
        other.get_by_role("button", name="Decide all the same").wait_for()
        assert grave_findings(other) == []
        page.keyboard.press("?")
        page.get_by_role("dialog").wait_for()
        assert grave_findings(page) == []
        page.goto(served.at("/decisions"))
        assert grave_findings(page) == []
        page.goto(served.at("/?as_of=%2320"))
        assert grave_findings(page) == []


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_dossier(reader: Reader, bundled: Path, tmp_path: Path, scheme: str) -> None:
    """The dossier is a page too."""
    with open_store(bundled) as store:
        (tmp_path / "dossier.html").write_bytes(exporter("html").write(store.snapshot()))
    page = reader.open((tmp_path / "dossier.html").as_uri(), color_scheme=scheme, bypass_csp=True)
    assert grave_findings(page) == []
