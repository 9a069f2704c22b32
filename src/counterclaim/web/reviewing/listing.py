"""All decisions of a case as a page lists them: what, on which words, by whom, and what can be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import Any

from counterclaim.board import Page, Ruling, State, rulings
from counterclaim.ledger import Snapshot
from counterclaim.model import DecisionKind
from counterclaim.normalize.settings import SETTINGS_FILE
from counterclaim.pages import ServedLinks
from counterclaim.problems import UsageError
from counterclaim.web.desk import View
from counterclaim.web.naming import Named, Naming

HEADER = ("decision", "state", "ruled", "about", "words", "by", "when", "note", "because")
"""The columns of the table, named as the command line names them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A decision in the list, with the words that it is on as they stand now, or stood if they are gone.

    `undoes` is the one that it took back, `can_undo` says whether a button can take it back.
    """

    ruling: Ruling
    things: tuple[Named, ...]
    undoes: Ruling | None
    can_undo: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list, newest first, and how many decisions are in each state and in the one asked for."""

    lines: tuple[Line, ...]
    counts: tuple[tuple[str, int], ...]
    state: str
    total: int


def listing(view: View, links: ServedLinks, state: str, page: Page) -> Listing:
    """Return a page of the decisions in a state; "" means all.

    Raises:
        UsageError: there is no such state.
    """
    if state and state not in list(State):
        raise UsageError(f"no decision can be {state!r}; choose one of: {', '.join(State)}")
    every = rulings(view.snapshot)
    counts = Counter(str(one.state) for one in every)
    asked = [one for one in reversed(every) if state in {"", one.state}]
    known = {one.id: one for one in every}
    undone, naming = _undone_undoings(every), Naming(links, view.snapshot)
    lines = tuple(_line(view.snapshot, one, known, undone, naming) for one in asked[page.first : page.last])
    order = tuple((str(one), counts[str(one)]) for one in State if counts[str(one)])
    return Listing(lines, order, state, len(asked))


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


def _line(
    snapshot: Snapshot, one: Ruling, known: dict[str, Ruling], undone: frozenset[str], naming: Naming
) -> Line:
    undoing = one.kind is DecisionKind.UNDO
    undoes = known.get(one.about[0]) if undoing and one.about else None
    holds = one.state is not State.UNDONE and one.id not in undone
    made = snapshot.decisions[one.id]
    then = [" … ".join(f"“{words.exact}”" for words in thing) for thing in made.anchors]
    told = zip_longest(one.about, then[: len(one.about)], fillvalue="")
    things = tuple(naming.of(fact) or Named(words or fact) for fact, words in told if not undoing)
    return Line(one, things, undoes, holds and one.by != SETTINGS_FILE)
