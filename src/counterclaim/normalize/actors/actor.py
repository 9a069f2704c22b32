"""From the referents of one actor to the actor: its name, sort, side, and a key to read it by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from counterclaim.cells import MEMBERS, Cells, Rule, Source
from counterclaim.gazetteer import fold
from counterclaim.model import Actor, ActorKind, Referent, content_id
from counterclaim.normalize.names import has_mixed_script

_LONGEST_KEY = 60
_MARK = 4
_LONGEST_NAME = 4
_Word = TypeVar("_Word", bound=str)
_Value = TypeVar("_Value", bound=Hashable)


class Group(NamedTuple):
    """Referents that are one actor, and the reasons; `called` is the name that a person gave it, if any.

    `prints` are the texts in which they stand, each by the first report that printed it: copies vote once.
    """

    members: list[Referent]
    prints: list[str]
    reasons: list[str]
    called: str = ""


def actor_of(group: Group) -> Actor:
    """Return the actor that the members of a group are, still without a key."""
    members = group.members
    told = [*zip(group.prints, members, strict=True)]
    shown = [(text, one) for text, one in told if one.proper] or told
    party = _told(told, "party")
    sides = (one.because for one in members if party and one.party == party)
    return Actor(
        key="",
        name=group.called or named(members, group.prints),
        kind=_most_common([(text, one.kind) for text, one in shown]),
        names=tuple(sorted({name for one in members for name in (*one.names, group.called) if name})),
        referents=tuple(sorted(one.id for one in members)),
        proper=bool(group.called) or any(one.proper or one.kind is ActorKind.GOVERNMENT for one in members),
        party=party,
        country=_told(told, "country"),
        because="; ".join([*dict.fromkeys(group.reasons), *_flags(members)]) or _alone(members),
        party_because=f"inferred: {next(sides)}" if party else "nothing tells the side",
    )


def named(members: Sequence[Referent], prints: Sequence[str]) -> str:
    """Return what an actor is called by the referents that are it, each in a text that is printed."""
    told = [(text, one.name) for text, one in zip(prints, members, strict=True) if one.proper]
    if told:
        return _name(votes(told))
    return _description(votes((text, one.name) for text, one in zip(prints, members, strict=True)))


def votes(told: Iterable[tuple[str, _Value]]) -> Counter[_Value]:
    """Return in how many texts each value is told; a text counts once, however many reports print it."""
    return Counter(value for _, value in dict.fromkeys(told))


def _alone(members: Sequence[Referent]) -> str:
    return f"one report alone speaks of “{members[0].name}”"


def _flags(members: Sequence[Referent]) -> Iterator[str]:
    """Yield what is odd about a name: it may not be the one that it looks like."""
    mixed = sorted({name for one in members for name in one.names if has_mixed_script(name)})
    odd = "mixes look-alike letters of two scripts: no other spelling is joined"
    yield from (f"“{name}” {odd}" for name in mixed)


def _name(counts: Counter[str]) -> str:
    """Return the fullest name that is not too long, of those the one without initials that is used most."""

    def rank(name: str) -> tuple[int, int, int, int, str]:
        words = [word.strip(".") for word in name.split()]
        full = sum(len(word) > 1 for word in words)
        fullest = -len(words) if len(words) < _LONGEST_NAME else -1
        return (fullest, -full, -counts[name], -len(name), name)

    return min(counts, key=rank)


def _description(counts: Counter[str]) -> str:
    """Return the plainest of several descriptions: without a figure, used most, and short."""

    def rank(name: str) -> tuple[bool, int, int, str]:
        return (any(letter.isdigit() for letter in name), -counts[name], len(name), name)

    return min(counts, key=rank)


def _told(told: Sequence[tuple[str, Referent]], what: str) -> str | None:
    """Return what most of the texts tell; a party of one's own outweighs the country one is in."""
    values = [(text, value) for text, one in told if (value := getattr(one, what)) is not None]
    countries = {one.country for _, one in told}
    own = [(text, value) for text, value in values if value not in countries]
    return _most_common(own or values) if values else None


def _most_common(told: Iterable[tuple[str, _Word]]) -> _Word:
    counts = votes(told)
    return min(counts, key=lambda value: (-counts[value], value))


# -- Keys ----------------------------------------------------------------------------------------------

SLUG, MARK, KEY = "slug", "mark", "key"
"""What each actor's name comes to as a key, that with a mark behind, and the key that it has."""


class Keyring:
    """The rules by which each actor has a key to read.

    It is its name, for all but the first of those named so with a mark behind; the mark is longer where two
    share the short one. So no other actor changes a key but a namesake that comes first.
    """

    def __init__(self, cells: Cells, name: Callable[[str], str]) -> None:
        self._cells = cells
        self._name = name

    def stages(self, source: Source) -> tuple[Rule, ...]:
        """Return what says which key each actor has."""
        return (
            Rule(SLUG, (source,), lambda actor: [slug(name)] if (name := self._name(actor)) else []),
            Rule(MARK, ((SLUG, MEMBERS),), self._mark),
            Rule(KEY, ((SLUG, MEMBERS),), self._key),
        )

    def _mark(self, actor: str) -> Iterator[str]:
        yield from (f"{one}-{_digest(actor)[:_MARK]}" for one in self._cells.of(SLUG, actor))

    def _key(self, actor: str) -> Iterator[str]:
        for plain in self._cells.of(SLUG, actor):
            is_first = self._cells.having(SLUG, plain)[0] == actor
            yield plain if is_first else self._marked(plain, actor)

    def _marked(self, plain: str, actor: str) -> str:
        short = self._cells.the(MARK, actor)
        is_free = self._cells.having(MARK, short)[0] == actor and not self._cells.having(SLUG, short)
        return short if is_free else f"{plain}-{_digest(actor)}"


def slug(name: str) -> str:
    """Return a name as a key: small letters, and hyphens between words."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name))[:_LONGEST_KEY].strip("-") or "actor"


def _digest(actor: str) -> str:
    return content_id("key", actor).rpartition("-")[2]
