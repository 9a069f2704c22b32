"""The ledger: facts, the append-only entries that record them, and the snapshots they add up to.

Pure: no clock, no storage. A fact is any frozen value of `model.py` that has an id; an entry
says that a fact was put, or taken back, at a time and with a tool; a snapshot is what all
entries up to some point amount to. Nothing is ever deleted: taking back is an entry too.

Two hashes, which are not the same thing:

* the *chain head* is the hash of the last entry, each of which holds the hash of the one before
  (a hash chain, as in Haber and Stornetta 1991): it shows that the log was not altered;
* the *ledger hash* is the hash of the canonical current state. It is the same for the same
  reports in any order and in any batches.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, cached_property
from itertools import groupby
from json.encoder import encode_basestring as quoted
from operator import itemgetter
from typing import Any, Protocol, runtime_checkable

from pydantic import TypeAdapter

from counterclaim.model import (
    Actor,
    Claim,
    Decision,
    DecisionKind,
    Family,
    Identity,
    Intake,
    Mentions,
    Proposition,
    Referent,
    Relation,
    Report,
    Standing,
    Statement,
)
from counterclaim.problems import IntegrityError, Problem

Fact = (
    Report
    | Referent
    | Mentions
    | Statement
    | Proposition
    | Family
    | Actor
    | Identity
    | Claim
    | Relation
    | Standing
    | Decision
    | Problem
    | Intake
)

KINDS: dict[str, type[Fact]] = {
    "report": Report,
    "referent": Referent,
    "mentions": Mentions,
    "statement": Statement,
    "proposition": Proposition,
    "family": Family,
    "actor": Actor,
    "identity": Identity,
    "claim": Claim,
    "relation": Relation,
    "standing": Standing,
    "decision": Decision,
    "problem": Problem,
    "intake": Intake,
}
"""The kinds of fact, in the order they are written: what a fact refers to comes before it."""

PER_REPORT = frozenset({"report", "intake", "referent", "mentions", "statement", "proposition"})
"""Kinds that depend on one report alone: once put, they are never replaced."""

DERIVED = frozenset({"family", "actor", "identity", "claim", "relation", "standing"})
"""Kinds that are worked out from all reports, and so may be put anew when a report comes in."""

GENESIS = "0" * 64
"""The hash that the first entry follows."""

_KIND_OF = {fact_type: kind for kind, fact_type in KINDS.items()}


def kind_of(fact: Fact) -> str:
    """Return the name of the kind of `fact`."""
    return _KIND_OF[type(fact)]


def id_of(fact: Fact) -> str:
    """Return the id under which `fact` stands in the ledger, unique within its kind."""
    match fact:
        case Mentions() | Intake():
            return fact.report
        case Standing():
            return fact.claim
        case Actor():
            return fact.key
        case Identity():
            return fact.referent
        case _:
            return fact.id


@cache
def _adapter(kind: str) -> TypeAdapter[Fact]:
    return TypeAdapter(KINDS[kind])


def encode(fact: Fact) -> str:
    """Return `fact` as canonical JSON: sorted keys, no blanks, the same bytes on every machine."""
    return canonical(_adapter(kind_of(fact)).dump_python(fact, mode="json"))


def canonical(value: Any) -> str:
    """Return a JSON value in its one canonical form."""
    return _CANONICAL.encode(value)


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decode(kind: str, body: str) -> Fact:
    """Return the fact that `encode` wrote.

    Raises:
        IntegrityError: the body is not a fact of that kind.
    """
    try:
        fact: Fact = _adapter(kind).validator.validate_json(body)
    except (KeyError, ValueError) as error:
        raise IntegrityError(f"stored body is not a {kind}: {error}") from error
    return fact


# -- Snapshots -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the ledger holds at some moment, by id. Read-only by convention; iterate in sorted order."""

    reports: Mapping[str, Report] = field(default_factory=dict)
    referents: Mapping[str, Referent] = field(default_factory=dict)
    mentions: Mapping[str, Mentions] = field(default_factory=dict)
    statements: Mapping[str, Statement] = field(default_factory=dict)
    propositions: Mapping[str, Proposition] = field(default_factory=dict)
    families: Mapping[str, Family] = field(default_factory=dict)
    actors: Mapping[str, Actor] = field(default_factory=dict)
    identities: Mapping[str, Identity] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)
    standings: Mapping[str, Standing] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    intakes: Mapping[str, Intake] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> Snapshot:
        """Return the snapshot that holds `facts`; of two with one id the later stands."""
        shelves: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
        for fact in facts:
            shelves[kind_of(fact)][id_of(fact)] = fact
        return cls(**{_SHELF[kind]: dict(sorted(shelf.items())) for kind, shelf in shelves.items()})

    def facts(self, kinds: Iterable[str] = KINDS) -> Iterator[Fact]:
        """Yield the facts of `kinds`, kind after kind, sorted by id."""
        for kind in kinds:
            shelf: Mapping[str, Fact] = getattr(self, _SHELF[kind])
            yield from (shelf[key] for key in sorted(shelf))

    def get(self, kind: str, fact_id: str) -> Fact | None:
        """Return one fact, or None."""
        shelf: Mapping[str, Fact] = getattr(self, _SHELF[kind])
        return shelf.get(fact_id)

    def actor_of(self) -> Mapping[str, Actor]:
        """Return the actor of every referent, looked up when it is asked for."""
        return _ActorOf(self)

    def told(self) -> Iterator[Statement]:
        """Yield the statements in which something is told as so: what the board shows."""
        return (statement for statement in self.statements.values() if statement.is_told)


@runtime_checkable
class Fetching(Protocol):
    """A shelf of a snapshot that reads many facts at once more cheaply than one by one."""

    def fetch(self, keys: Iterable[str]) -> None:
        """Read the facts of `keys`, for they will be asked for."""


def fetch(shelf: object, keys: Iterable[str]) -> None:
    """Read the facts of `keys` at once where a shelf can do so; else each is read when it is asked for."""
    if isinstance(shelf, Fetching):
        shelf.fetch(keys)


class _ActorOf(Mapping[str, Actor]):
    """The actor of each referent; ledgers that tell no identities have them in lists, which are read once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def __getitem__(self, referent: str) -> Actor:
        """Return the actor of a referent."""
        identity = self._snapshot.identities.get(referent)
        return self._snapshot.actors[identity.actor] if identity else self._listed[referent]

    def __iter__(self) -> Iterator[str]:
        yield from sorted({*self._snapshot.identities, *self._listed})

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @cached_property
    def _listed(self) -> dict[str, Actor]:
        return {referent: actor for actor in self._snapshot.actors.values() for referent in actor.referents}


_SHELF = {kind: f"{kind}s" for kind in KINDS} | {
    "family": "families",
    "mentions": "mentions",
    "identity": "identities",
}


def in_force(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Return the decisions that hold, by id: not those undone, and no undoing, which rules nothing itself.

    To undo an undoing brings the first decision back.
    """
    every = {one.id: one for one in decisions}
    undone_by: dict[str, list[str]] = {}
    for one in every.values():
        for about in one.about if one.kind is DecisionKind.UNDO else ():
            undone_by.setdefault(about, []).append(one.id)

    def holds(key: str, asked: frozenset[str]) -> bool:
        """A ring of undoings, which no person can make, holds nowhere."""
        return key not in asked and not any(holds(undo, asked | {key}) for undo in undone_by.get(key, ()))

    return {
        key: one
        for key, one in sorted(every.items())
        if one.kind is not DecisionKind.UNDO and holds(key, frozenset())
    }


def ledger_hash(snapshot: Snapshot) -> str:
    """Return the SHA-256 of the canonical current state, in hexadecimal.

    Problems, intakes and paths are left out: how a report came in, and under which file name first, is not
    what it says. Of the decisions only those in force count.
    """
    digest = hashlib.sha256()
    ruled = replace(snapshot, decisions=in_force(snapshot.decisions.values()))
    for kind in KINDS:
        if kind in {"intake", "problem"}:
            continue
        for fact in ruled.facts([kind]):
            said = replace(fact, path="") if isinstance(fact, Report) else fact
            digest.update(f"{kind}\x1f{id_of(fact)}\x1f{encode(said)}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


# -- Entries ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """A fact to put, or (`body` None) to take back."""

    kind: str
    fact_id: str
    body: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. Order is `sequence`, never the clock; `recorded` is UTC."""

    sequence: int
    recorded: datetime
    tool: str
    change: Change
    previous: str
    hash: str


def changes(before: Snapshot, facts: Iterable[Fact], taking_back: Iterable[str] = ()) -> tuple[Change, ...]:
    """Return what must be written so that the ledger holds `facts`.

    Args:
        before: what it holds now.
        facts: what is to hold; a fact that already stands unchanged needs no change.
        taking_back: kinds of which nothing but `facts` is to remain: the rest is taken back.
    """
    wanted: dict[tuple[str, str], Fact] = {(kind_of(fact), id_of(fact)): fact for fact in facts}
    for of_kind, some in groupby(sorted(wanted), key=itemgetter(0)):
        fetch(getattr(before, _SHELF[of_kind]), [fact_id for _, fact_id in some])
    puts = [
        Change(kind, fact_id, encode(wanted[kind, fact_id]))
        for kind, fact_id in sorted(wanted, key=_writing_order)
        if before.get(kind, fact_id) != wanted[kind, fact_id]
    ]
    gone = [
        Change(kind, id_of(fact), None)
        for kind in KINDS
        if kind in set(taking_back)
        for fact in before.facts([kind])
        if (kind, id_of(fact)) not in wanted
    ]
    return (*puts, *gone)


def _writing_order(key: tuple[str, str]) -> tuple[int, str]:
    kind, fact_id = key
    return list(KINDS).index(kind), fact_id


def seal(
    new: Iterable[Change], recorded: datetime, tool: str, last: tuple[int, str] = (0, GENESIS)
) -> list[Entry]:
    """Return `new` changes as entries that follow the entry with sequence number and hash `last`."""
    entries: list[Entry] = []
    sequence, previous = last
    for change in new:
        sequence += 1
        digest = entry_hash(sequence, recorded, tool, change, previous)
        entries.append(Entry(sequence, recorded, tool, change, previous, digest))
        previous = digest
    return entries


def entry_hash(sequence: int, recorded: datetime, tool: str, change: Change, previous: str) -> str:
    """Return the hash of one entry over all it says and the hash of the entry before."""
    kind, fact_id, body = change.kind, change.fact_id, change.body
    return line_hash(sequence, recorded.isoformat(), tool, kind, fact_id, body, previous)


def line_hash(sequence: int, *said: str | None) -> str:
    """Return the hash of one entry: time as text, tool, kind, id, body, hash of the entry before."""
    line = ",".join(["null" if text is None else quoted(text) for text in said])  # as `canonical` has it
    return hashlib.sha256(f"[{sequence},{line}]".encode("utf-8", "surrogatepass")).hexdigest()


def replay(entries: Iterable[Entry]) -> Snapshot:
    """Return what `entries`, in order, add up to."""
    state: dict[tuple[str, str], str] = {}
    for entry in entries:
        change = entry.change
        if change.body is None:
            state.pop((change.kind, change.fact_id), None)
        else:
            state[change.kind, change.fact_id] = change.body
    return Snapshot.of(decode(kind, body) for (kind, _), body in state.items())


def broken_links(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield a sentence for each entry that was altered, or that does not follow the one before."""
    sequence, previous = 0, GENESIS
    for entry in entries:
        if entry.sequence != sequence + 1:
            yield f"entry {entry.sequence} follows entry {sequence}: an entry is missing or moved"
        if entry.previous != previous:
            yield f"entry {entry.sequence} does not follow the hash of the entry before it"
        if entry.hash != entry_hash(entry.sequence, entry.recorded, entry.tool, entry.change, entry.previous):
            yield f"entry {entry.sequence} was altered: its hash is not that of what it says"
        sequence, previous = entry.sequence, entry.hash
