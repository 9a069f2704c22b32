"""All decisions of a case as a page lists them: what, on which words, by whom, and what can be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import Any

from counterclaim.board import PAGE_SIZE, Ruling, State, rulings
from counterclaim.ledger import Snapshot
from counterclaim.model import DecisionKind
from counterclaim.normalize.settings import SETTINGS_FILE
from counterclaim.web.desk import View

HEADER = ("decision", "state", "ruled", "about", "words", "by", "when", "note", "because")
"""The columns of the table, named as the command line names them."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that was ruled on: its words, and the claim or the report they stand in unless gone."""

    words: str
    claim: str = ""
    report: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A decision in the list; `undoes` is the one that it took back, `can_undo` whether a button can."""

    ruling: Ruling
    things: tuple[Thing, ...]
    undoes: Ruling | None
    can_undo: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list, newest first, and how many decisions are in each state."""

    lines: tuple[Line, ...]
    counts: tuple[tuple[str, int], ...]
    state: str
    total: int
    page: int
    pages: int


def listing(view: View, state: str = "", number: int = 1) -> Listing:
    """Return a page of the decisions in a state; "" means all."""
    every = rulings(view.snapshot)
    counts = Counter(str(one.state) for one in every)
    asked = [one for one in reversed(every) if state in {"", one.state}]
    pages = max(1, -(-len(asked) // PAGE_SIZE))
    at = min(max(number, 1), pages)
    own = asked[(at - 1) * PAGE_SIZE : at * PAGE_SIZE]
    known = {one.id: one for one in every}
    undone = _undone_undoings(every)
    lines = tuple(_line(view.snapshot, one, known, undone) for one in own)
    order = tuple((str(one), counts[str(one)]) for one in State if counts[str(one)])
    return Listing(lines, order, state, len(asked), at, pages)


def rows(view: View) -> Iterator[Sequence[str]]:
    """Yield the row of each decision, in the order in which they were made."""
    for one in rulings(view.snapshot):
        about, words = ", ".join(one.about), " | ".join(one.quotes)
        yield one.id, str(one.state), one.ruled, about, words, one.by, one.made, one.note, one.because


def as_document(view: View) -> dict[str, Any]:
    """Return all decisions as JSON says them."""
    every = [asdict(one) for one in rulings(view.snapshot)]
    return {"decisions": every, "total": len(every)}


def _undone_undoings(every: Iterable[Ruling]) -> frozenset[str]:
    """Return the undoings that were undone themselves."""
    kinds = {one.id: one.kind for one in every}
    about = (fact for one in every if one.kind is DecisionKind.UNDO for fact in one.about)
    return frozenset(fact for fact in about if kinds.get(fact) is DecisionKind.UNDO)


def _line(snapshot: Snapshot, one: Ruling, known: dict[str, Ruling], undone: frozenset[str]) -> Line:
    undoing = one.kind is DecisionKind.UNDO
    undoes = known.get(one.about[0]) if undoing and one.about else None
    holds = one.state is not State.UNDONE and one.id not in undone
    made = snapshot.decisions[one.id]
    then = [" … ".join(f"“{words.exact}”" for words in thing) for thing in made.anchors]
    told = zip_longest(one.about, then[: len(one.about)], fillvalue="")
    things = tuple(_thing(snapshot, fact, words or fact) for fact, words in told if not undoing)
    return Line(one, things, undoes, holds and one.by != SETTINGS_FILE)


def _thing(snapshot: Snapshot, fact: str, words_then: str) -> Thing:
    if fact in snapshot.claims:
        return Thing(snapshot.claims[fact].gist, claim=fact)
    if fact in snapshot.statements:
        statement = snapshot.statements[fact]
        text = snapshot.reports[statement.report].text
        words = " … ".join(text[span.start : span.end] for span in statement.content)
        return Thing(f"“{words}”", report=statement.report, statement=fact)
    return Thing(words_then)
