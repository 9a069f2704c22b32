"""Whom all reports speak of together: the referents of each joined into actors.

Names are compared only where their words are alike (see `spellings`); a bare surname is never joined
where two people could be meant, nor a body where two countries could be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from counterclaim.model import Actor, ActorKind, Decision, Referent
from counterclaim.normalize.actors.actor import Group, actor_of, with_keys
from counterclaim.normalize.actors.lexicon import actor_words
from counterclaim.normalize.actors.nameless import join_nameless
from counterclaim.normalize.actors.parties import with_parties
from counterclaim.normalize.actors.rulings import gathered, rulings_of, sided
from counterclaim.normalize.actors.signatures import DESCRIBED, SORT, fuller_units, is_club, is_generic
from counterclaim.normalize.actors.spellings import Spelling, joined_spellings, spelling_key
from counterclaim.normalize.names import has_mixed_script

_BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.GOVERNMENT, ActorKind.UNIT, ActorKind.OUTLET})
_ROLE = "role:"
_LANGUAGE = "en"


class Join(NamedTuple):
    """Two referents, by id, that are one actor, and why."""

    left: str
    right: str
    because: str


def link(referents: Iterable[Referent], decisions: Iterable[Decision] = ()) -> tuple[Actor, ...]:
    """Return the actors that `referents`, from any number of reports, come to.

    The result depends on the set of referents and of decisions alone, not on their order. Referents
    with one name (and, for bodies, one country) are joined before all others, so that no further
    report parts them; what a person decided on names and sides outweighs all that was inferred.
    """
    rulings = rulings_of(decisions)
    everyone = sorted(referents, key=lambda one: one.id)
    equal, alike = _by_name(everyone)
    groups = _described(_components(everyone, equal, [*alike, *_same_signatures(everyone)]))
    groups = join_nameless(groups)
    ruled = gathered(groups, rulings)
    inferred = with_parties(ruled, [actor_of(group) for group in ruled])
    return with_keys(
        [sided(actor, group.members, rulings) for actor, group in zip(inferred, ruled, strict=True)]
    )


# -- Joins -------------------------------------------------------------------------------------------


def _by_name(everyone: Sequence[Referent]) -> tuple[list[Join], list[Join]]:
    """Return the joins of equal names, and those of names that are alike."""
    bearers: dict[tuple[object, ...], list[Referent]] = {}
    for one in everyone:
        if one.proper and not has_mixed_script(one.names[0]):
            bearers.setdefault(spelling_key(_spelling(one)), []).append(one)
    equal = [
        Join(some[0].id, one.id, f"“{one.names[0]}” and “{some[0].names[0]}” are one name")
        for some in bearers.values()
        for one in some[1:]
    ]
    first = {min(map(_spelling, some)): some[0].id for some in bearers.values()}
    alike = [
        Join(first[j.left], first[j.right], j.because)
        for j in joined_spellings(first)
        if j.left.country == j.right.country or not (_is_generic(j.left) or _is_generic(j.right))
    ]
    return equal, alike


def _spelling(one: Referent) -> Spelling:
    body = one.kind in _BODIES and not is_club(one.names[0], actor_words(_LANGUAGE))
    return Spelling(one.names[0], body, one.country or "" if body else "")


def _is_generic(one: Spelling) -> bool:
    """Say whether every country may have a body called so: "General Staff", "Defense Ministry"."""
    return one.body and is_generic(one.name, actor_words(_LANGUAGE))


def _same_signatures(everyone: Sequence[Referent]) -> Iterator[Join]:
    """Bodies with one signature (country, sort, words) are one, whatever they are called."""
    first_with: dict[tuple[str, str | None], Referent] = {}
    for one in everyone:
        for signature in one.signatures:
            if signature.startswith((_ROLE, DESCRIBED, SORT)) or has_mixed_script(one.name):
                continue
            known = first_with.setdefault((signature, _country_for(signature, one)), one)
            if known is not one:
                yield Join(known.id, one.id, f"“{known.name}” and “{one.name}” name the same body")
    first = {signature: one for (signature, _), one in reversed(first_with.items())}
    for bare, fuller in sorted(fuller_units(first).items()):
        yield Join(first[bare].id, first[fuller].id, f"“{first[bare].name}” fits only “{first[fuller].name}”")


def _country_for(signature: str, one: Referent) -> str | None:
    """Return the country that must be equal too, where a signature tells none and no word of its own."""
    telling = not signature.endswith("@") or not any(
        is_generic(name, actor_words(_LANGUAGE)) for name in one.names
    )
    return None if telling else one.country


# -- Groups ------------------------------------------------------------------------------------------


def _components(everyone: Sequence[Referent], equal: Iterable[Join], alike: Iterable[Join]) -> list[Group]:
    """Return the groups that the joins make; a join that would make one body of two countries' is refused.

    Of names that are alike, those whose country is told are joined first: a body without one then
    finds its like, or stays alone.
    """
    parent = {one.id: one.id for one in everyone}

    def root(of: str) -> str:
        while parent[of] != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    told = {one.id: one.country is not None for one in everyone}
    countries = {one.id: {one.country} if one.country and one.kind in _BODIES else set() for one in everyone}
    reasons: dict[str, list[str]] = {}
    ranked = sorted(set(alike), key=lambda join: (not (told[join.left] and told[join.right]), join))
    for left, right, because in [*sorted(set(equal)), *ranked]:
        keep, drop = sorted((root(left), root(right)))
        if keep != drop and len(countries[keep] | countries[drop]) <= 1:
            parent[drop] = keep
            countries[keep] |= countries[drop]
            reasons.setdefault(keep, []).extend([because, *reasons.pop(drop, [])])
    members: dict[str, list[Referent]] = {}
    for one in everyone:
        members.setdefault(root(one.id), []).append(one)
    return [Group(group, reasons.get(key, [])) for key, group in sorted(members.items())]


def _described(groups: Sequence[Group]) -> list[Group]:
    """A person only described joins the only named one known by that role: "the head of the union".

    One whose roles lead to two people joins neither.
    """
    bearers: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        if any(one.proper for one in group.members):
            for signature in _roles(group):
                bearers.setdefault(signature, set()).add(number)
    merged = {number: Group(list(group.members), list(group.reasons)) for number, group in enumerate(groups)}
    for number, group in enumerate(groups):
        only = [bearers[role] for role in _roles(group) if len(bearers.get(role, ())) == 1]
        known = set[int]().union(*only)
        is_named = any(one.proper for one in group.members)
        if len(known) == 1 and group.members[0].kind is ActorKind.PERSON and not is_named:
            into = merged[min(known)]
            because = f"“{group.members[0].name}” fits only “{into.members[0].name}”"
            into.members.extend(group.members)
            into.reasons.extend([because, *group.reasons])
            del merged[number]
    return [merged[number] for number in sorted(merged)]


def _roles(group: Group) -> list[str]:
    return sorted({s for one in group.members for s in one.signatures if s.startswith(_ROLE)})
