"""What axe-core finds on a page: https://github.com/dequelabs/axe-core, fetched by tools/vendor.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).parent / "web" / "vendor" / "axe.min.js"

_GRAVE = {"serious", "critical"}


def grave_findings(page: Page) -> list[str]:
    """Return what is seriously or critically wrong on a page for people who cannot see it."""
    if not AXE.exists():
        pytest.skip("NOT TESTED FOR ACCESS: there is no axe-core; python tools/vendor.py fetches it")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['impact']}: {one['id']}: {node['target']}: {node['failureSummary']}"
        for one in found["violations"]
        if one["impact"] in _GRAVE
        for node in one["nodes"][:5]
    ]
