"""What follows from what, kept in an index: a value is worked out anew when what it looked at is another.

A *cell* is a few short texts under a kind and a name. Cells of some kinds are told; those of others follow
from them by rules. While a rule works out a cell, what it looks at is taken note of, so that nobody has to
say what a change concerns: it concerns the cells that looked there, and in turn those that looked at these.
As each cell is a function of what it looks at, any order and any batches come to the same.

A bucket, the names of the cells with one text in them, may be large. Of a kind with a limit only the first
so many, sorted, can be seen, and only a change among these is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from counterclaim.blocking import Keys, Room, together

MEMBERS, VALUES = "members", "values"
"""Which names a rule is for: those of the cells of another kind, or the texts in these."""

Source = tuple[str, str]
"""A kind, and MEMBERS or VALUES."""

_LOOKED, _WATCHED = "looked at", "watched"
"""Spaces of the index: what each cell looked at, and in which kinds anything was ever looked at."""

_CELL, _BUCKET = "\x1f", "\x1e"


@dataclass(frozen=True, slots=True)
class Rule:
    """How the cells of a kind follow, each by itself, for all names that the sources have."""

    kind: str
    sources: tuple[Source, ...]
    follows: Callable[[str], Iterable[str]]


class Joined(NamedTuple):
    """Names that are one, and why; the least of them is their value."""

    members: Sequence[str]
    reasons: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Joining:
    """How names are joined: each cell holds the least name of its group, none where it stands alone.

    `beside` gives the names that hang together with one, whichever of the two is asked; `joined` takes all
    that hangs together and says what of it is one.
    """

    kind: str
    sources: tuple[Source, ...]
    beside: Callable[[str], Iterable[str]]
    joined: Callable[[Sequence[str]], Iterable[Joined]]

    @property
    def why(self) -> str:
        """Return the kind of the cells with the reasons of each group, numbered."""
        return f"{self.kind}: why"


@dataclass(frozen=True, slots=True)
class Step:
    """Something between two rules that knows itself what a change concerns; `take` is given the names."""

    kind: str
    sources: tuple[Source, ...]
    take: Callable[[Sequence[str]], None]


class Cells:
    """Cells of many kinds, some told and some that follow, all in an index."""

    def __init__(self, index: Keys, room: str, limits: Mapping[str, int]) -> None:
        self.index = Room(index, room)
        self._limits = limits
        self._stages: tuple[Rule | Joining | Step, ...] = ()
        self._waiting: defaultdict[str, set[str]] = defaultdict(set)
        self._seen: set[str] | None = None
        self._buckets: dict[tuple[str, str], tuple[str, ...]] = {}
        self._turned: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        self._watched = set(self.index.members(_WATCHED, _WATCHED))

    # -- Looking -------------------------------------------------------------------------------------

    def of(self, kind: str, name: str) -> tuple[str, ...]:
        """Return the texts of a cell, sorted; none where there is no such cell."""
        if self._seen is not None:
            self._seen.add(f"{kind}{_CELL}{name}")
        return self.index.keys(kind, name)

    def the(self, kind: str, name: str) -> str:
        """Return the first text of a cell, or nothing."""
        return next(iter(self.of(kind, name)), "")

    def having(self, kind: str, text: str) -> tuple[str, ...]:
        """Return the names of the cells of a kind that have a text, sorted, as many as can be seen."""
        if self._seen is not None:
            self._seen.add(f"{kind}{_BUCKET}{text}")
        if (kind, text) not in self._buckets:
            self._buckets[kind, text] = self.index.members(kind, text, self._limits.get(kind))
        return self._buckets[kind, text]

    @contextmanager
    def unseen(self) -> Iterator[None]:
        """Look at what needs no note: it follows from a cell that is looked at anyway."""
        seen, self._seen = self._seen, None
        try:
            yield
        finally:
            self._seen = seen

    # -- Telling -------------------------------------------------------------------------------------

    def put(self, kind: str, cells: Mapping[str, Iterable[str]]) -> None:
        """Tell cells; whatever looked at what is now another is worked out anew by `settle`."""
        new = {name: tuple(sorted(set(texts))) for name, texts in cells.items()}
        old = {name: self.index.keys(kind, name) for name in new}
        turned = {name: texts for name, texts in new.items() if texts != old[name]}
        if not turned:
            return
        self.index.put(kind, turned)
        for name in turned:
            self._turned[kind].setdefault(name, old[name])
        moved = [(name, text) for name in turned for text in {*turned[name]} ^ {*old[name]}]
        for _, text in moved:
            self._buckets.pop((kind, text), None)
        self._feed(kind, MEMBERS, turned)
        self._feed(kind, VALUES, (text for _, text in moved))
        if f"{kind}{_CELL}" in self._watched:
            self._disturb(f"{kind}{_CELL}{name}" for name in turned)
        if f"{kind}{_BUCKET}" in self._watched:
            seen = {text for name, text in moved if self._is_seen(kind, text, name)}
            self._disturb(f"{kind}{_BUCKET}{text}" for text in seen)

    def add(self, kind: str, cells: Mapping[str, Iterable[str]]) -> None:
        """Tell texts that cells have besides those that they have already."""
        self.put(kind, {name: {*texts, *self.index.keys(kind, name)} for name, texts in cells.items()})

    def turned(self, kind: str) -> Mapping[str, tuple[str, ...]]:
        """Return the cells of a kind that are others than at the beginning, each as it was then."""
        return {name: old for name, old in self._turned[kind].items() if old != self.index.keys(kind, name)}

    def disturb(self, kind: str, names: Iterable[str]) -> None:
        """Have cells that follow worked out anew."""
        self._waiting[kind].update(names)

    def _feed(self, kind: str, side: str, names: Iterable[str]) -> None:
        every = [*names]
        for stage in self._stages:
            if (kind, side) in stage.sources:
                self._waiting[stage.kind].update(every)

    def _disturb(self, looked_at: Iterable[str]) -> None:
        for one in looked_at:
            for cell in self.index.members(_LOOKED, one):
                kind, _, name = cell.partition(_CELL)
                self._waiting[kind].add(name)

    def _is_seen(self, kind: str, text: str, name: str) -> bool:
        """Say whether a cell that came to a bucket, or left it, is or was among those that can be seen."""
        limit = self._limits.get(kind)
        if limit is None:
            return True
        view = self.index.members(kind, text, limit)
        return len(view) < limit or name <= view[-1]

    # -- Following -----------------------------------------------------------------------------------

    def follow(self, stages: Sequence[Rule | Joining | Step]) -> None:
        """Say what follows from what: each stage looks at what is told, and at stages before it."""
        self._stages = tuple(stages)

    def settle(self) -> None:
        """Work out anew what is another, stage by stage."""
        for stage in self._stages:
            names = sorted(self._waiting.pop(stage.kind, ()))
            if not names:
                continue
            if isinstance(stage, Rule):
                self._apply(stage, names)
            elif isinstance(stage, Joining):
                self._join(stage, names)
            else:
                stage.take(names)

    def _apply(self, rule: Rule, names: Sequence[str]) -> None:
        found: dict[str, tuple[str, ...]] = {}
        looked: dict[str, set[str]] = {}
        for name in names:
            self._seen = looked[name] = set()
            found[name] = tuple(rule.follows(name))
        self._seen = None
        self._note(rule.kind, looked)
        self.put(rule.kind, found)

    def _join(self, joining: Joining, names: Sequence[str]) -> None:
        mates = {
            one for name in names for group in self.index.keys(joining.kind, name)
            for one in self.index.members(joining.kind, group)
        }  # fmt: skip
        looked: dict[str, set[str]] = {}

        def beside(name: str) -> Sequence[str]:
            self._seen = looked[name] = set()
            return sorted(joining.beside(name))

        groups: dict[str, str] = {}
        reasons: dict[str, Sequence[str]] = {}
        for component in together(sorted(mates.union(names)), beside):
            self._seen = looked[component[0]]
            for one in joining.joined(component) if len(component) > 1 else ():
                least = min(one.members)
                groups |= dict.fromkeys(one.members, least) if len(one.members) > 1 else {}
                reasons[least] = one.reasons
        self._seen = None
        self._note(joining.kind, looked)
        old = {group for name in looked for group in self.index.keys(joining.kind, name)}
        numbered = {
            name: [f"{at:03} {because}" for at, because in enumerate(why)] for name, why in reasons.items()
        }
        self.put(joining.why, {**dict.fromkeys(old, ()), **numbered})
        self.put(joining.kind, {name: [groups[name]] if name in groups else () for name in looked})

    def _note(self, kind: str, looked: Mapping[str, Iterable[str]]) -> None:
        """Take note of what cells looked at."""
        self.index.put(_LOOKED, {f"{kind}{_CELL}{name}": texts for name, texts in looked.items()})
        for one in {one for texts in looked.values() for one in texts}:
            sort = _CELL if _CELL in one.partition(_BUCKET)[0] else _BUCKET
            watched = one.partition(sort)[0] + sort
            if watched not in self._watched:
                self._watched.add(watched)
                self.index.put(_WATCHED, {watched: [_WATCHED]})
