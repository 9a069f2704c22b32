"""How long a page takes until all of it is painted, in a real browser, on cases small and large.

    python bench/pages.py [--seeds FOLDER] [--large 1000 10000] [--runs 3]

A run opens a page in a new window, of a server that was started for it: neither has kept anything. Told are
the milliseconds from the click to DOMContentLoaded, from there to the last paint (the latest of first paint,
largest contentful paint and load), and the sum, of the run in the middle of all. A mark that is not reached
is told, and ends the program with 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser

from board import make_case
from browsing import CHROMIUM, Nursery, Reader, Served, a_browser
from counterclaim.gazetteer import open_gazetteer
from counterclaim.pipeline import Settings, add
from counterclaim.read import Details, read
from counterclaim.store import open_store
from counterclaim.weigh import standing_rules
from crawling import every_page

EXAMPLE = Path(__file__).parents[1] / "examples" / "bakhmut-2023"
SEEDS = Path(__file__).parents[2] / "shared" / "seeds"

MARK_OF_PAGE, MARK_OF_BOARD, MARK_OF_LARGE_BOARD = 1_000, 1_500, 2_000
"""Milliseconds from DOMContentLoaded to the last paint; for the board of a made case, from the click on."""

_NOON = datetime(2023, 5, 13, 12, tzinfo=UTC)

_WATCH = """
window.__painted = 0;
new PerformanceObserver(list => {
  for (const one of list.getEntries()) window.__painted = Math.max(window.__painted, one.startTime);
}).observe({type: "largest-contentful-paint", buffered: true});
"""

_TOLD = """async () => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const way = performance.getEntriesByType("navigation")[0];
  const paints = performance.getEntriesByType("paint").map(one => one.startTime);
  return [way.domContentLoadedEventStart, Math.max(window.__painted, way.loadEventEnd, ...paints)];
}"""


class Taken(NamedTuple):
    """Milliseconds from the click to DOMContentLoaded, and to the last paint."""

    content: float
    painted: float

    @property
    def after(self) -> float:
        """Return what passed from DOMContentLoaded to the last paint."""
        return self.painted - self.content


def read_case(path: Path, folder: Path) -> Path:
    """Make the case of the reports in a folder."""
    items = list(read(folder, Details(), today=_NOON.date()))
    with open_store(path, create=True) as store:
        add(store, items, Settings(open_gazetteer(), standing_rules()), lambda: _NOON)
    return path


def taken(browser: Browser, served: Served, path: str) -> Taken:
    """Return how long a page took to open."""
    reader = Reader(browser)
    context = reader.context()
    context.add_init_script(_WATCH)
    page = reader.open(served.at(path), context)
    page.wait_for_load_state("networkidle")
    content, painted = page.evaluate(_TOLD)
    reader.close()
    return Taken(content, painted)


def told(name: str, path: str, times: list[Taken], mark: float, *, whole: bool) -> bool:
    """Print a line on a page, and say whether it is as quick as it has to be."""
    in_order = sorted(times, key=lambda one: one.painted if whole else one.after)
    middle = in_order[len(in_order) // 2]
    judged = middle.painted if whole else middle.after
    verdict = "" if judged < mark else f"  OVER {mark:,.0f} ms"
    figures = f"{middle.content:7.0f} {middle.after:7.0f} {middle.painted:7.0f}"
    print(f"{name:12} {path[:44]:44} {figures}{verdict}")
    return judged < mark


class Case(NamedTuple):
    """A case to measure, and how many claims it was made with; 0: it was read, not made."""

    name: str
    path: Path
    made: int


def measured(browser: Browser, nursery: Nursery, case: Case, runs: int) -> Iterator[bool]:
    """Measure the pages of a case: all kinds of them, or the pages of the board where it is a made one."""
    board = MARK_OF_BOARD if case.made <= 1_000 else MARK_OF_LARGE_BOARD
    mark = board if case.made else MARK_OF_PAGE
    with nursery.serving(case.path) as served:
        pages = _pages(served, case.made)
    for path in pages:
        times = []
        for _ in range(runs):
            with nursery.serving(case.path) as served:
                times.append(taken(browser, served, path))
        yield told(case.name, path, times, mark, whole=bool(case.made))


def _pages(served: Served, made: int) -> list[str]:
    last = -(-made // 200)
    return ["/", "/?page=2", f"/?page={last}", "/?status=contested"] if made else every_page(served)


def main() -> int:
    """Measure, print, and return 1 where a mark is not reached."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--seeds", type=Path, default=SEEDS)
    parser.add_argument("--large", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    if not CHROMIUM.exists():
        print(f"NOT MEASURED: there is no {CHROMIUM}; apt-get install chromium", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as folder, a_browser() as browser:
        cases = list(_cases(Path(folder), asked.seeds, asked.large))
        nursery = Nursery()
        print(f"{'case':12} {'page':44} {'content':>7} {'painted':>7} {'sum, ms':>7}")
        reached = [one for case in cases for one in measured(browser, nursery, case, asked.runs)]
        nursery.close()
    print(f"{sum(reached)} of {len(reached)} pages within their marks")
    return 0 if all(reached) else 1


def _cases(folder: Path, seeds: Path, large: list[int]) -> Iterator[Case]:
    """Yield the cases, each read or made when it is asked for."""
    yield Case("bundled", read_case(folder / "bundled.db", EXAMPLE), 0)
    if seeds.exists():
        yield Case("five seeds", read_case(folder / "seeds.db", seeds), 0)
    else:
        print(f"NOT MEASURED: the five seeds; there is no {seeds}", file=sys.stderr)
    for claims in large:
        path = folder / f"made-{claims}.db"
        make_case(path, claims)
        yield Case(f"{claims:,} made", path, claims)


if __name__ == "__main__":
    sys.exit(main())
