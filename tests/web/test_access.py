"""Every page can be used by people who see, hear or move otherwise; `make browse` tries all widths."""

from __future__ import annotations

from axe import grave_findings
from browsing import WIDE, Reader, Served
from crawling import every_page, kind_of_page

EXPECTED = {
    "/",
    "/claims/*",
    "/reports",
    "/reports/*",
    "/actors",
    "/timeline",
    "/map",
    "/sources",
    "/changes",
}


def test_every_page(reader: Reader, read_served: Served) -> None:
    """Nothing serious or critical is found on any page, nothing fails in it, and no page is too wide."""
    context = reader.context()
    found, wide = {}, {}
    for path in every_page(read_served):
        page = reader.open(read_served.at(path), context)
        findings = grave_findings(page)
        if findings:
            found[path] = findings
        across = page.evaluate("document.documentElement.scrollWidth")
        if across > WIDE:
            wide[path] = across
        page.close()
    assert found == {}
    assert wide == {}
    assert reader.seen.violations == []
    assert [one for one in reader.seen.errors if "404" not in one and "422" not in one] == []


def test_pages_are_found(read_served: Served) -> None:
    """The pages that are looked at are all kinds that there are, not a few that happen to be linked."""
    assert {kind_of_page(path) for path in every_page(read_served)} >= EXPECTED
