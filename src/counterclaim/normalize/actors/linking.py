"""Whom all reports speak of together: the referents of each joined into actors.

Blocking keys bring candidates together, so that no two reports are compared name by name; a bare
surname is never joined where two people could be meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from counterclaim.gazetteer import fold
from counterclaim.model import Actor, ActorKind, Referent
from counterclaim.normalize.names import blocking_keys, compare

_BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.GOVERNMENT, ActorKind.UNIT, ActorKind.OUTLET})
_MOST_IN_A_BUCKET = 200


def link(referents: Iterable[Referent]) -> tuple[Actor, ...]:
    """Return the actors that `referents`, from any number of reports, come to.

    The result depends on the set of referents alone, not on its order.
    """
    everyone = sorted(referents, key=lambda one: one.id)
    joins = [*_same_names(everyone), *_same_signatures(everyone)]
    groups = _components(everyone, joins)
    groups = _described(groups)
    return _with_keys([_actor(members, reasons) for members, reasons in groups])


_Word = TypeVar("_Word", bound=str)

Join = tuple[str, str, str]
Group = tuple[list[Referent], list[str]]


def _same_names(everyone: Sequence[Referent]) -> Iterator[Join]:
    """Join referents whose fullest names are one name; a bare name only if one fuller name fits."""
    proper = [one for one in everyone if one.proper]
    buckets: dict[str, list[Referent]] = {}
    for one in proper:
        for key in sorted(set(blocking_keys(one.names[0]))):
            buckets.setdefault(key, []).append(one)
    fuller: dict[str, dict[str, Referent]] = {}
    for _, bucket in sorted(buckets.items()):
        for number, left in enumerate(bucket[:_MOST_IN_A_BUCKET]):
            for right in bucket[number + 1 : _MOST_IN_A_BUCKET]:
                if not _comparable(left, right):
                    continue
                match = compare(left.names[0], right.names[0], _kind(left))
                if not match.same:
                    continue
                short, full = sorted((left, right), key=lambda one: len(one.names[0].split()))
                if len(short.names[0].split()) == len(full.names[0].split()):
                    yield left.id, right.id, f"“{left.names[0]}” and “{right.names[0]}”: {match.because}"
                else:
                    fuller.setdefault(short.id, {})[full.id] = full
    yield from _unambiguous(fuller, {one.id: one for one in everyone})


def _unambiguous(
    fuller: Mapping[str, Mapping[str, Referent]], by_id: Mapping[str, Referent]
) -> Iterator[Join]:
    """A short name joins the fuller ones only if these are all one name."""
    for short, candidates in sorted(fuller.items()):
        full = sorted(candidates.values(), key=lambda one: one.id)
        if all(compare(full[0].names[0], other.names[0], _kind(other)).same for other in full[1:]):
            name = by_id[short].names[0]
            for one in full:
                yield short, one.id, f"“{name}” is short for “{one.names[0]}”, the only one so named"


def _comparable(left: Referent, right: Referent) -> bool:
    """A person is no body; bodies of two countries are two."""
    if left.id == right.id or (left.kind in _BODIES) != (right.kind in _BODIES):
        return False
    return not (left.kind in _BODIES and left.country and right.country and left.country != right.country)


def _kind(one: Referent) -> str:
    return "Organization" if one.kind in _BODIES else "Person"


def _same_signatures(everyone: Sequence[Referent]) -> Iterator[Join]:
    """Bodies with one signature (country, sort, words) are one, whatever they are called."""
    first_with: dict[str, Referent] = {}
    for one in everyone:
        for signature in one.signatures:
            if signature.startswith("role:"):
                continue
            known = first_with.setdefault(signature, one)
            if known is not one:
                yield known.id, one.id, f"“{known.name}” and “{one.name}” name the same body"


def _components(everyone: Sequence[Referent], joins: Iterable[Join]) -> list[Group]:
    parent = {one.id: one.id for one in everyone}

    def root(of: str) -> str:
        while parent[of] != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    reasons: dict[str, list[str]] = {}
    countries = {one.id: {one.country} if one.country and one.kind in _BODIES else set() for one in everyone}
    told = {one.id: one.country is not None for one in everyone}
    # Joins where both countries are told come first: a body without one then finds its like, or stays alone.
    for left, right, because in sorted(
        set(joins), key=lambda join: (not (told[join[0]] and told[join[1]]), join)
    ):
        keep, drop = sorted((root(left), root(right)))
        if keep != drop and len(countries[keep] | countries[drop]) <= 1:
            parent[drop] = keep
            countries[keep] |= countries[drop]
            reasons.setdefault(keep, []).extend([because, *reasons.pop(drop, [])])
    members: dict[str, list[Referent]] = {}
    for one in everyone:
        members.setdefault(root(one.id), []).append(one)
    return [(group, reasons.get(key, [])) for key, group in sorted(members.items())]


def _described(groups: list[Group]) -> list[Group]:
    """A person only described joins the only named one known by that role: "the head of the union"."""
    bearers: dict[str, set[int]] = {}
    for number, (members, _) in enumerate(groups):
        if any(one.proper for one in members):
            for signature in {s for one in members for s in one.signatures if s.startswith("role:")}:
                bearers.setdefault(signature, set()).add(number)
    target: dict[int, tuple[int, str]] = {}
    for number, (members, _) in enumerate(groups):
        roles = sorted({s for one in members for s in one.signatures if s.startswith("role:")})
        fitting = [(next(iter(bearers[s])), s) for s in roles if len(bearers.get(s, ())) == 1]
        if fitting and not any(one.proper for one in members) and members[0].kind is ActorKind.PERSON:
            target[number] = fitting[0]
    merged: dict[int, Group] = {n: (list(m), list(r)) for n, (m, r) in enumerate(groups) if n not in target}
    for number, (into, _) in sorted(target.items()):
        members, reasons = groups[number]
        merged[into][0].extend(members)
        merged[into][1].append(f"“{members[0].name}” fits only “{merged[into][0][0].name}”")
        merged[into][1].extend(reasons)
    return [merged[number] for number in sorted(merged)]


# -- Actors ------------------------------------------------------------------------------------------


def _actor(members: Sequence[Referent], reasons: Sequence[str]) -> Actor:
    proper = [one for one in members if one.proper] or list(members)
    counts = Counter(one.name for one in proper)
    name = min(counts, key=lambda n: (-len(n.split()) if len(n.split()) < 4 else -1, -counts[n], -len(n), n))
    party, country = _told(members, "party"), _told(members, "country")
    party_from = next(
        (one.because for one in members if one.party == party and party), "nothing tells the side"
    )
    return Actor(
        key="",
        name=name,
        kind=_most_common([one.kind for one in proper]),
        names=tuple(sorted({n for one in members for n in one.names})),
        referents=tuple(sorted(one.id for one in members)),
        proper=any(one.proper or one.kind is ActorKind.GOVERNMENT for one in members),
        party=party,
        country=country,
        because="; ".join([*dict.fromkeys(reasons), f"party inferred: {party_from}"]),
    )


def _told(members: Sequence[Referent], what: str) -> str | None:
    """Return what most of the reports tell; a party of one's own outweighs the country one is in."""
    values = [value for one in members if (value := getattr(one, what)) is not None]
    countries = {one.country for one in members}
    own = [value for value in values if value not in countries]
    return _most_common(own or values) if values else None


def _most_common(values: Sequence[_Word]) -> _Word:
    return max(sorted(set(values)), key=values.count)


def _with_keys(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Give each actor a readable key made of its name; of two with one name the second is numbered."""
    taken: Counter[str] = Counter()
    keyed: list[Actor] = []
    for actor in sorted(actors, key=lambda one: (fold(one.name), one.referents)):
        slug = re.sub(r"[^a-z0-9]+", "-", fold(actor.name)).strip("-")[:60] or "actor"
        taken[slug] += 1
        key = slug if taken[slug] == 1 else f"{slug}-{taken[slug]}"
        keyed.append(replace(actor, key=key))
    return tuple(sorted(keyed, key=lambda one: one.key))
