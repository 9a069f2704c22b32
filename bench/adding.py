"""Measure what one more report costs, without parsing it, in cases of very different size.

    python bench/adding.py [REPORTS ...]

A real SQLite case is filled with made items of one sentence each (`made_reports`), as agencies send
them. At each size a line tells how long it takes to write the facts of one made report, of some five
statements, and to work out all that follows from it: the median and the 95th percentile of some that are
added one by one, in milliseconds of the processor, and how much of it is the linking of actors. They are of
the latest stories of the case, as many of each sort at each size: what a report costs hangs on its subject
much more than on the size of the case. The default sizes take minutes; 100,000 takes more than an hour.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from counterclaim import derive
from counterclaim.derive import take_in
from counterclaim.gazetteer import open_gazetteer
from counterclaim.ledger import Snapshot, changes
from counterclaim.pipeline import TOOL, Settings, follow
from counterclaim.store import Store, open_store
from counterclaim.weigh import standing_rules
from made_reports import STORY, Made, made, made_in, subject

SIZES = (1_000, 10_000)
STORIES_OF_A_SORT, REPORTS_OF_A_STORY = 8, 4
"""To how many of the latest stories of each sort reports are added one by one, and how many to each."""

_AT_ONCE = 2_500


@dataclass
class Cost:
    """Seconds that each added report took, and the part of them that went into linking actors."""

    reports: int
    whole: list[float] = field(default_factory=list)
    linking: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        """Return the line that is printed."""
        rest = [whole - link for whole, link in zip(self.whole, self.linking, strict=True)]
        return (
            f"one report added to {self.reports:,}: median {_share(self.whole, 0.5):.0f} ms, 95th percentile "
            f"{_share(self.whole, 0.95):.0f} ms; without linking actors {_share(rest, 0.5):.0f} and "
            f"{_share(rest, 0.95):.0f} ms"
        )


def _share(seconds: Sequence[float], share: float) -> float:
    return 1000 * sorted(seconds)[min(len(seconds) - 1, int(share * len(seconds)))]


def costs(sizes: Sequence[int], path: Path) -> Iterator[Cost]:
    """Fill one case to each of `sizes`, the smaller first, and yield what some more reports take there."""
    settings = Settings(open_gazetteer(), standing_rules())
    held = 0
    with open_store(path, create=True) as store:
        for size in sorted(sizes):
            while held < size:
                count = min(_AT_ONCE, size - held)
                _write(store, made(count, first=held, sort="brief"))
                held += count
                with store.transaction() as writing:
                    follow(writing, settings, _now)
            found = Cost(size)
            latest = _latest_stories(held)
            for one in made_in(latest, first=held):
                with _timed(found):
                    _write(store, [one])
                    with store.transaction() as writing:
                        follow(writing, settings, _now)
            held += len(latest)
            yield found


def _latest_stories(held: int) -> list[int]:
    """Return some of the latest stories among the first reports, as often as one is added to each."""
    by_sort: dict[int, list[int]] = {}
    for story in reversed(range(held // STORY)):
        by_sort.setdefault(subject(story), []).append(story)
    latest = [story for stories in by_sort.values() for story in stories[:STORIES_OF_A_SORT]]
    return latest * REPORTS_OF_A_STORY


def _write(store: Store, some: Iterable[Made]) -> None:
    """Write the facts of reports in one transaction."""
    with store.transaction() as writing:
        for one in some:
            blobs = {one.report.sha256: one.raw}
            writing.append(changes(Snapshot(), one.facts), blobs, recorded=_now(), tool=TOOL)
            take_in(writing.keys, one.facts)


@contextmanager
def _timed(found: Cost) -> Iterator[None]:
    """Measure one report, and within it how long `derive.link_anew` takes."""
    names = vars(derive)
    link, linking = names["link_anew"], [0.0]

    def timed(*arguments: object) -> object:
        began = time.process_time()
        answer: object = link(*arguments)
        linking[0] += time.process_time() - began
        return answer

    names["link_anew"] = timed
    began = time.process_time()
    try:
        yield
    finally:
        names["link_anew"] = link
    found.whole.append(time.process_time() - began)
    found.linking.append(linking[0])


def _now() -> datetime:
    return datetime.now(tz=UTC)


def main(arguments: Sequence[str]) -> int:
    """Print a line for each size."""
    with TemporaryDirectory() as folder:
        for found in costs([int(one) for one in arguments] or SIZES, Path(folder) / "case.db"):
            print(found, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
