"""From the referents of one actor to the actor: its name, sort, side, and a key to read it by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import NamedTuple, TypeVar

from counterclaim.gazetteer import fold
from counterclaim.model import Actor, ActorKind, Referent, content_id
from counterclaim.normalize.names import has_mixed_script

_LONGEST_KEY = 60
_MARK = 4
_LONGEST_NAME = 4
_Word = TypeVar("_Word", bound=str)


class Group(NamedTuple):
    """Referents that are one actor, and the reasons; `called` is the name that a person gave it, if any."""

    members: list[Referent]
    reasons: list[str]
    called: str = ""


def actor_of(group: Group) -> Actor:
    """Return the actor that the members of a group are, still without a key."""
    members = group.members
    proper = [one for one in members if one.proper]
    shown = proper or members
    inferred = _name([one.name for one in proper]) if proper else _description([one.name for one in members])
    party = _told(members, "party")
    sides = (one.because for one in members if party and one.party == party)
    return Actor(
        key="",
        name=group.called or inferred,
        kind=_most_common([one.kind for one in shown]),
        names=tuple(sorted({name for one in members for name in (*one.names, group.called) if name})),
        referents=tuple(sorted(one.id for one in members)),
        proper=bool(proper or group.called) or any(one.kind is ActorKind.GOVERNMENT for one in members),
        party=party,
        country=_told(members, "country"),
        because="; ".join([*dict.fromkeys(group.reasons), *_flags(members)]) or _alone(members),
        party_because=f"inferred: {next(sides)}" if party else "nothing tells the side",
    )


def _alone(members: Sequence[Referent]) -> str:
    return f"one report alone speaks of “{members[0].name}”"


def _flags(members: Sequence[Referent]) -> Iterator[str]:
    """Yield what is odd about a name: it may not be the one that it looks like."""
    mixed = sorted({name for one in members for name in one.names if has_mixed_script(name)})
    odd = "mixes look-alike letters of two scripts: no other spelling is joined"
    yield from (f"“{name}” {odd}" for name in mixed)


def _name(names: Sequence[str]) -> str:
    """Return the fullest name that is not too long, of those the one without initials that is used most."""
    counts = Counter(names)

    def rank(name: str) -> tuple[int, int, int, int, str]:
        words = [word.strip(".") for word in name.split()]
        full = sum(len(word) > 1 for word in words)
        fullest = -len(words) if len(words) < _LONGEST_NAME else -1
        return (fullest, -full, -counts[name], -len(name), name)

    return min(counts, key=rank)


def _description(names: Sequence[str]) -> str:
    """Return the plainest of several descriptions: without a figure, used most, and short."""
    counts = Counter(names)

    def rank(name: str) -> tuple[bool, int, int, str]:
        return (any(letter.isdigit() for letter in name), -counts[name], len(name), name)

    return min(counts, key=rank)


def _told(members: Sequence[Referent], what: str) -> str | None:
    """Return what most of the reports tell; a party of one's own outweighs the country one is in."""
    values = [value for one in members if (value := getattr(one, what)) is not None]
    countries = {one.country for one in members}
    own = [value for value in values if value not in countries]
    return _most_common(own or values) if values else None


def _most_common(values: Sequence[_Word]) -> _Word:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))


def with_keys(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Give each actor a key to read: its name, for all but the first of those named so with a mark behind.

    The first is the one with the least referent, and the mark is made of its own least referent, so
    that no other actor changes a key but a namesake that comes first.
    """
    in_order = sorted(actors, key=_least)
    firsts: dict[str, Actor] = {}
    for actor in in_order:
        firsts.setdefault(_slug(actor), actor)
    taken = set(firsts)
    keyed: list[Actor] = []
    for actor in in_order:
        slug = _slug(actor)
        key = slug if firsts[slug] is actor else next(key for key in _marked(slug, actor) if key not in taken)
        taken.add(key)
        keyed.append(replace(actor, key=key))
    return tuple(sorted(keyed, key=lambda one: one.key))


def _least(actor: Actor) -> str:
    return min(actor.referents)


def _slug(actor: Actor) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(actor.name))[:_LONGEST_KEY].strip("-") or "actor"


def _marked(slug: str, actor: Actor) -> Iterator[str]:
    """Yield the keys that a namesake may have, the wanted one first, without end."""
    yield from (
        f"{slug}-{content_id('key', _least(actor), *range(tries)).rpartition('-')[2][:_MARK]}"
        for tries in count()
    )
