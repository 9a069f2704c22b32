"""From the referents of one actor to the actor: its name, sort, side, and a key to read it by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from counterclaim.gazetteer import fold
from counterclaim.model import Actor, ActorKind, Referent

_LONGEST_KEY = 60
_LONGEST_NAME = 4
_Word = TypeVar("_Word", bound=str)


def actor_of(members: Sequence[Referent], reasons: Sequence[str]) -> Actor:
    """Return the actor that `members` are, still without a key."""
    proper = [one for one in members if one.proper] or list(members)
    party = _told(members, "party")
    sides = (one.because for one in members if party and one.party == party)
    return Actor(
        key="",
        name=_name([one.name for one in proper]),
        kind=_most_common([one.kind for one in proper]),
        names=tuple(sorted({name for one in members for name in one.names})),
        referents=tuple(sorted(one.id for one in members)),
        proper=any(one.proper or one.kind is ActorKind.GOVERNMENT for one in members),
        party=party,
        country=_told(members, "country"),
        because="; ".join(
            [*dict.fromkeys(reasons), f"party inferred: {next(sides, 'nothing tells the side')}"]
        ),
    )


def _name(names: Sequence[str]) -> str:
    """Return the fullest name that is not too long, of those the one used most."""
    counts = Counter(names)

    def rank(name: str) -> tuple[int, int, int, str]:
        words = len(name.split())
        return (-words if words < _LONGEST_NAME else -1, -counts[name], -len(name), name)

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
    """Give each actor a readable key made of its name; of two with one name the second is numbered."""
    taken: Counter[str] = Counter()
    keyed: list[Actor] = []
    for actor in sorted(actors, key=lambda one: (fold(one.name), one.referents)):
        slug = re.sub(r"[^a-z0-9]+", "-", fold(actor.name)).strip("-")[:_LONGEST_KEY] or "actor"
        taken[slug] += 1
        key = slug if taken[slug] == 1 else f"{slug}-{taken[slug]}"
        keyed.append(replace(actor, key=key))
    return tuple(sorted(keyed, key=lambda one: one.key))
