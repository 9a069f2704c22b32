"""A snapshot as people ruled it: relabelled statements laid over those stored, which stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count, takewhile
from typing import Generic, TypeVar

from counterclaim.decide.making import ACT, ACTOR, PLACE, TIME
from counterclaim.decide.moments import when_told
from counterclaim.decide.replay import Label, Rulings
from counterclaim.ledger import Snapshot, fetch
from counterclaim.model import Act, Link, Proposition, Role, Statement

_Fact = TypeVar("_Fact")


class Laid(Mapping[str, _Fact], Generic[_Fact]):
    """What is stored, but for some facts that others stand in for, and some that are hidden."""

    def __init__(
        self,
        stored: Mapping[str, _Fact],
        instead: Mapping[str, _Fact],
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        self._stored = stored
        self._instead = instead
        self._hidden = hidden

    def __getitem__(self, key: str) -> _Fact:
        """Return the fact that stands for `key` now."""
        if key in self._hidden:
            raise KeyError(key)
        return self._instead[key] if key in self._instead else self._stored[key]

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._stored if key not in self._hidden)

    def __len__(self) -> int:
        return len(self._stored) - sum(key in self._stored for key in self._hidden)

    def __contains__(self, key: object) -> bool:
        return key in self._stored and key not in self._hidden

    def fetch(self, keys: Iterable[str]) -> None:
        """Read at once what is stored of `keys`; see `ledger.fetch`."""
        fetch(self._stored, keys)


def overlaid(snapshot: Snapshot, rulings: Rulings) -> Snapshot:
    """Return the snapshot to be shown: its statements as people ruled them to be."""
    return _laid(snapshot, rulings, frozenset())


def heard(snapshot: Snapshot, rulings: Rulings) -> Snapshot:
    """Return the snapshot to be worked out from: as shown, without the statements that were rejected."""
    return _laid(snapshot, rulings, rulings.rejected)


def _laid(snapshot: Snapshot, rulings: Rulings, hidden: frozenset[str]) -> Snapshot:
    labels = rulings.labels
    if not labels and not hidden:
        return snapshot
    statements = {key: _relabelled(snapshot.statements[key], own) for key, own in labels.items()}
    placed = {key: own[PLACE] for key, own in labels.items() if PLACE in own}
    told = {
        one.id: replace(one, places=(label.meaning,))
        for key, label in placed.items()
        for one in _told_in(snapshot, key)
    }
    propositions: Mapping[str, Proposition] = Laid(snapshot.propositions, told)
    return replace(
        snapshot, statements=Laid(snapshot.statements, statements, hidden), propositions=propositions
    )


def _told_in(snapshot: Snapshot, statement: str) -> Iterator[Proposition]:
    """Yield what a statement tells: its parts are numbered, and the first that is not there ends them."""
    parts = (statement if part == 0 else f"{statement}.{part}" for part in count())
    yield from takewhile(bool, map(snapshot.propositions.get, parts))


def _relabelled(statement: Statement, labels: Mapping[str, Label]) -> Statement:
    """Return the statement as it was ruled to be, with who ruled so in its reason."""
    reasons = "; ".join((statement.because, *(one.because for _, one in sorted(labels.items()))))
    statement = replace(statement, because=reasons)
    if ACT in labels:
        act = Act(labels[ACT].meaning)
        statement = replace(statement, act=act, denied=act is Act.DENY)
    if TIME in labels:
        statement = replace(statement, about=when_told(labels[TIME].meaning))
    if ACTOR in labels:
        statement = replace(statement, chain=_spoken_by(statement, labels[ACTOR]))
    return statement


def _spoken_by(statement: Statement, label: Label) -> tuple[Link, ...]:
    """Return the chain with another speaker at its head; who passed the words on stays."""
    if statement.chain and statement.chain[0].role is Role.SPEAKER:
        first, *others = statement.chain
        return (replace(first, referent=label.meaning, because=label.because), *others)
    span = statement.source or statement.content[0]
    return (Link(Role.SPEAKER, span, label.meaning, label.because), *statement.chain)
