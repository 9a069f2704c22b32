"""Anchors: how a ruling is bound to words, and how these words are found again.

Whatever happens to ids, positions and the text that was made of the raw bytes, a person ruled on
words. They are kept as a position and as a quotation with what stands around it (the position and quote
selectors of W3C Web Annotation), and are looked for in that order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from counterclaim.ledger import Snapshot
from counterclaim.model import SUPPORTING, Anchor, Claim, Report, Span, Stance, Statement

BESIDE = 32
"""Characters before and after the words that are kept with them, to tell one place from another."""

ENOUGH = 0.5
"""So much of two stretches of text has to be common to both, for one to stand for the other."""

_ROOM = 4
"""So many times as many characters hold the ones beside a quotation, however many blanks are among them."""


def anchors_of(fact: Statement | Claim, snapshot: Snapshot) -> tuple[Anchor, ...]:
    """Return anchors in the content of a statement, or of the statements that make a claim.

    A claim is made by those who say it; by those who deny it where nobody here says it.
    """
    statements = [fact] if isinstance(fact, Statement) else makers(fact, snapshot)
    spans = sorted({span for one in statements for span in one.content})
    return tuple(_anchor(snapshot.reports[span.report], span) for span in spans)


def makers(claim: Claim, snapshot: Snapshot) -> list[Statement]:
    """Return the statements that say what a claim says; without any, those that deny it, else all."""
    for wanted in (SUPPORTING, {Stance.DENIES}, set(Stance)):
        found = sorted({bearing.statement for bearing in claim.bearings if bearing.stance in wanted})
        if found:
            return [snapshot.statements[one] for one in found]
    return []


def _anchor(report: Report, span: Span) -> Anchor:
    return Anchor(
        sha256=report.sha256,
        report=report.id,
        start=span.start,
        end=span.end,
        exact=report.quote(span),
        prefix=report.text[max(0, span.start - BESIDE) : span.start],
        suffix=report.text[span.end : span.end + BESIDE],
    )


def found(anchor: Anchor, snapshot: Snapshot) -> Span | None:
    """Return where the words of an anchor stand now; None where nobody but a person can tell."""
    return Finder(snapshot).span(anchor)


class Finder:
    """Finds words and statements again; what it has to look through, it looks through once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._spans: dict[Anchor, Span | None] = {}

    @cached_property
    def _of_bytes(self) -> Mapping[str, Sequence[Report]]:
        """The reports made of each file, by its hash."""
        made: dict[str, list[Report]] = {}
        for _, report in sorted(self.snapshot.reports.items()):
            made.setdefault(report.sha256, []).append(report)
        return made

    @cached_property
    def _of_report(self) -> Mapping[str, Sequence[Statement]]:
        """The statements of each report, by id."""
        told: dict[str, list[Statement]] = {}
        for _, statement in sorted(self.snapshot.statements.items()):
            told.setdefault(statement.report, []).append(statement)
        return told

    @cached_property
    def _bearing_on(self) -> Mapping[str, frozenset[str]]:
        """The claims that each statement bears on."""
        found: dict[str, set[str]] = {}
        for key, claim in self.snapshot.claims.items():
            for bearing in claim.bearings:
                found.setdefault(bearing.statement, set()).add(key)
        return {statement: frozenset(claims) for statement, claims in found.items()}

    def span(self, anchor: Anchor) -> Span | None:
        """Return where the words of an anchor stand: in its report, else in one of the same raw bytes."""
        if anchor not in self._spans:
            own = self.snapshot.reports.get(anchor.report)
            reports = [own] if own is not None else self._of_bytes.get(anchor.sha256, ())
            places = (_place(report, anchor) for report in reports)
            self._spans[anchor] = next((place for place in places if place is not None), None)
        return self._spans[anchor]

    def statements(self, anchor: Anchor) -> tuple[str, ...]:
        """Return the statements with the words of an anchor for content, else those that share most of it."""
        span = self.span(anchor)
        told = self._of_report.get(span.report, ()) if span else ()
        same = tuple(one.id for one in told if span in one.content)
        if same or span is None:
            return same
        shares = {one.id: max(_common(span, other) for other in one.content) for one in told}
        most = max(shares.values(), default=0.0)
        return tuple(one for one, share in shares.items() if share == most >= ENOUGH)

    def the_statement(self, wanted: str, anchors: Iterable[Anchor]) -> str | None:
        """Return the one statement with `anchors` for content: `wanted`, if its words are still these."""
        words = tuple(anchors)
        known = self.snapshot.statements.get(wanted)
        if known is not None and (not words or self._words(known) == sorted(one.exact for one in words)):
            return wanted
        each = [set(self.statements(one)) for one in words]
        common = set.intersection(*each) if each else set()
        spans = {self.span(one) for one in words}
        whole = {one for one in common if set(self.snapshot.statements[one].content) == spans} or common
        return whole.pop() if len(whole) == 1 else None

    def _words(self, statement: Statement) -> list[str]:
        report = self.snapshot.reports[statement.report]
        return sorted(report.quote(span) for span in statement.content)

    def the_claim(self, wanted: str, anchors: Iterable[Anchor]) -> str | None:
        """Return the one claim that `anchors` are of: `wanted`, else that which most of them bear on."""
        if wanted in self.snapshot.claims:
            return wanted
        making = {statement for anchor in anchors for statement in self.statements(anchor)}
        shared = Counter(claim for one in making for claim in self._bearing_on.get(one, ()))
        most = max(shared.values(), default=0)
        fitting = [claim for claim, number in shared.items() if number == most >= ENOUGH * len(making)]
        return fitting[0] if len(fitting) == 1 else None


# -- One text ----------------------------------------------------------------------------------------


def _place(report: Report, anchor: Anchor) -> Span | None:
    """Return where the words stand: at their position, else the one place that fits what is around them."""
    if 0 <= anchor.start < anchor.end and report.text[anchor.start : anchor.end] == anchor.exact:
        return Span(report.id, anchor.start, anchor.end)
    ranked = [(_fit(report.text, start, end, anchor), start, end) for start, end in _quoted(report, anchor)]
    best = max((fit for fit, _, _ in ranked), default=0)
    fitting = [Span(report.id, start, end) for fit, start, end in ranked if fit == best]
    return fitting[0] if len(fitting) == 1 else None


def _quoted(report: Report, anchor: Anchor) -> Iterator[tuple[int, int]]:
    """Yield where the words are found, whatever blanks and line breaks part them."""
    if anchor.exact.strip():
        yield from (match.span() for match in spaced(anchor.exact).finditer(report.text))


def spaced(quote: str) -> re.Pattern[str]:
    """Return what finds the words of a quote, whatever blanks and line breaks part them."""
    return re.compile(r"\s+".join(map(re.escape, quote.split())))


def _fit(text: str, start: int, end: int, anchor: Anchor) -> int:
    """Return how many characters right before and right after a place are those of the anchor."""
    room = _ROOM * BESIDE
    before, after = text[max(0, start - room) : start], text[end : end + room]
    return _same(anchor.prefix[::-1], before[::-1]) + _same(anchor.suffix, after)


def _same(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common, blanks left out."""
    pairs = zip("".join(one.split()), "".join(other.split()), strict=False)
    return next((number for number, (a, b) in enumerate(pairs) if a != b), min(map(_letters, (one, other))))


def _letters(text: str) -> int:
    return len("".join(text.split()))


def _common(one: Span, other: Span) -> float:
    """Return the share of two spans that both cover (the index of Jaccard)."""
    if not one.overlaps(other):
        return 0.0
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (max(one.end, other.end) - min(one.start, other.start))
