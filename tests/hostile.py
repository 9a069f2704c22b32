"""Cases full of words that would run as a program, and what to look for on a page that shows them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page

from browsing import Reader
from counterclaim.ledger import Snapshot, changes
from counterclaim.model import Decision, DecisionKind
from counterclaim.problems import Problem, ProblemKind
from counterclaim.store import open_store
from payloads import PAYLOADS, hostile_records, poisoned
from web_case import NOON, made_case

FILTERS = (
    "status",
    "party",
    "text",
    "q",
    "place",
    "speaker",
    "date",
    "since",
    "page",
    "state",
    "as_of",
    "sort",
)
"""What addresses ask for; whatever they hold is shown again in forms, messages and links."""


def hostile_case(path: Path, reports: int | None = None) -> Path:
    """Make a case of reports that hold a payload everywhere, read by the whole road."""
    return made_case(path, islice(hostile_records(), reports))


def poisoned_case(path: Path, wholesome: Path) -> Path:
    """Make a case with a payload in every word of every fact of another, and in what people decided."""
    with open_store(wholesome) as store:
        held = store.snapshot()
        raw = {one.sha256: store.blob(one.sha256) for one in held.reports.values()}
        facts = Snapshot.of(poisoned([*held.facts(), *_decisions(held), *_problems()])).facts()
    with open_store(path, create=True) as store:
        store.append(changes(Snapshot(), facts), raw, recorded=NOON, tool="test 1")
    return path


def _decisions(held: Snapshot) -> Iterator[Decision]:
    claim, statement = next(iter(held.claims)), next(iter(held.statements))
    name = next(iter(held.actors.values())).name
    for number, payload in enumerate(PAYLOADS):
        kind, about, what, to = (
            (DecisionKind.NOTE, (claim,), "claim", ""),
            (DecisionKind.RELABEL, (statement,), "actor", payload),
            (DecisionKind.RELABEL, (name,), "party", payload),
            (DecisionKind.ALIAS, (payload,), "", f"{payload} {number}"),
        )[number % 4]
        made = datetime(2024, 3, 10, 1, number % 60, tzinfo=UTC)
        yield Decision(f"d-{number:012x}", kind, about, f"Ann {payload}", payload, what, to, (), made)


def _problems() -> Iterator[Problem]:
    for number, payload in enumerate(PAYLOADS):
        yield Problem(ProblemKind.BROKEN_RECORD, f"file {payload}", payload, payload, number)


def hostile_addresses() -> Iterator[str]:
    """Yield addresses that hold payloads: filters of all pages, and pages that are not there."""
    pages = ("/", "/search", "/timeline", "/actors", "/decisions", "/changes", "/reports", "/map", "/sources")
    for number, payload in enumerate(PAYLOADS):
        told = quote(payload.encode("utf-8", "replace"), safe="")
        every = "&".join(f"{name}={told}" for name in FILTERS if name not in {"page", "as_of", "since"})
        yield f"{pages[number % len(pages)]}?{every}"
        yield f"/search?q={told}&text={told}"
        yield f"/?as_of={told}"
        yield f"/changes?since={told}"
        yield f"/nothing/{told}"
        yield f"/{('claims', 'reports', 'actors', 'decide', 'static')[number % 5]}/{told}"
        yield f"/decisions?ruled={told}&already={told}"


INTRUDERS = """() => {
  const found = [];
  for (const one of document.querySelectorAll("*")) {
    const name = one.localName;
    for (const { name: key, value } of one.attributes) {
      if (/^on/i.test(key) || /^(data-)?hx-on/i.test(key)) found.push(`${name} ${key}=${value}`);
      const leads = /^(href|src|action|formaction|xlink:href|data|srcdoc)$/i.test(key);
      if (leads && /^[\\s\\x00-\\x1f]*(javascript|vbscript|data):/i.test(value))
        found.push(`${name} ${key}=${value}`);
    }
    const ours = one.type === "application/json" || /^\\/static\\//.test(one.getAttribute("src") || "");
    if (name === "script" && !ours) found.push(one.outerHTML.slice(0, 200));
    if (/^(iframe|frame|object|embed|base|applet|audio|video|marquee|math|xmp|template|noscript)$/.test(name))
      found.push(one.outerHTML.slice(0, 200));
    if (name === "meta" && /refresh/i.test(one.httpEquiv)) found.push(one.outerHTML);
  }
  return found;
}"""
"""What stands in a page that nobody of us wrote into it."""


def intruders(page: Page) -> list[str]:
    """Return what stands in a page that was meant as words, once all is unfolded and every pin is pressed."""
    page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")
    if page.locator("#map").count():
        page.wait_for_selector(".leaflet-container, #drawn:not([hidden])")
        page.wait_for_timeout(500)
    for pin in page.locator(".leaflet-marker-icon.leaflet-interactive").all():
        pin.dispatch_event("click")
    found: list[str] = page.evaluate(INTRUDERS)
    return found


def looked_at(reader: Reader, addresses: list[str], *, bypass_csp: bool) -> dict[str, list[str]]:
    """Open pages one after the other, and return what intruded in each; executions are in `reader.seen`."""
    context = reader.context(bypass_csp=bypass_csp)
    page = context.new_page()
    reader.listen(page)
    found = {}
    for address in addresses:
        page.goto(address)
        intruded = intruders(page)
        if intruded:
            found[address] = intruded
    page.close()
    return found
