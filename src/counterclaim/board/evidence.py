"""A report's text cut into segments, so that overlapping and nested statements can be marked.

The cut is a sweep line over the ends of all contents: within a segment the set of statements that
cover it does not change. Nothing is added or left out: the segments joined are the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from counterclaim.board.index import text_order
from counterclaim.model import Report, Statement

_LINE_ENDS = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters `[start, end)` of a report, all covered by the same `statements` (those around first).

    `paragraph` counts from 0; the line ends after a paragraph belong to it.
    """

    start: int
    end: int
    text: str
    statements: tuple[str, ...]
    paragraph: int


def segments(
    report: Report, statements: Iterable[Statement], also: Iterable[int] = ()
) -> tuple[Segment, ...]:
    """Return the text of `report` cut at every end of a paragraph or of a content of `statements`.

    It is cut at the characters `also` too, as far as they lie within the text.
    """
    opening: defaultdict[int, list[str]] = defaultdict(list)
    closing: defaultdict[int, list[str]] = defaultdict(list)
    rank: dict[str, int] = {}
    for statement in sorted(statements, key=text_order):
        rank[statement.id] = len(rank)
        for span in statement.content:
            opening[span.start].append(statement.id)
            closing[span.end].append(statement.id)
    starts = _paragraph_starts(report.text)
    within = (place for place in also if 0 < place < len(report.text))
    cuts = sorted({*starts, *opening, *closing, *within, len(report.text)})
    covering: set[str] = set()
    cut: list[Segment] = []
    for start, end in pairwise(cuts):
        covering.difference_update(closing[start])
        covering.update(opening[start])
        over = tuple(sorted(covering, key=rank.__getitem__))
        cut.append(Segment(start, end, report.text[start:end], over, bisect_right(starts, start) - 1))
    return tuple(cut)


def _paragraph_starts(text: str) -> list[int]:
    return [0, *(end.end() for end in _LINE_ENDS.finditer(text) if end.start() > 0 and end.end() < len(text))]
