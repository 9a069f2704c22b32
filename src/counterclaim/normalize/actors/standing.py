"""The parties of one report: who stands for himself, and who for the body that he speaks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from counterclaim.model import ActorKind, Referent
from counterclaim.normalize.actors.sides import Side, Stage, is_whole_crowd, root_of, sides_of
from counterclaim.normalize.actors.sighting import Sighting
from counterclaim.normalize.actors.signatures import is_body
from counterclaim.parse.document import Document

_RIVALS = 2
_FOUGHT_WITH = frozenset({"army", "command", "unit"})
_BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.UNIT, ActorKind.GOVERNMENT})


def with_sides(referents: Mapping[int, Referent], stage: Stage) -> dict[int, Referent]:
    """Return the referents, by group, with the party of each: its own, or that of whom it speaks for."""
    members = stage.groups.members()
    sides = sides_of(stage)
    spoken_for = {
        side.group for group, side in sides.items() if any(_is_mouthpiece(one) for one in members[group])
    }
    rivals = _are_rivals(referents)
    standing = {
        group: _standing(one, members[group], stage, spoken=group in spoken_for, rivals=rivals)
        for group, one in referents.items()
    }
    return {group: _sided(group, standing, sides) for group in standing}


def _are_rivals(referents: Mapping[int, Referent]) -> bool:
    """Say whether the bodies of two countries are in the report: there an institution is its country's."""
    countries = {one.country for one in referents.values() if one.country and one.kind in _BODIES}
    return len(countries) >= _RIVALS


# -- For itself --------------------------------------------------------------------------------------


def _standing(
    one: Referent, members: Sequence[Sighting], stage: Stage, *, spoken: bool, rivals: bool
) -> Referent:
    """Return who has no larger side as a party of its own: a body, a crowd, whom others speak for."""
    if one.party is not None:
        return one
    label = _body_label(one, members, stage.document, rivals=rivals) or _crowd_label(members, stage)
    if not label and spoken and one.kind is ActorKind.PERSON and one.proper:
        return replace(one, party=one.name, because=f"“{one.name}” has others speak for him or her")
    return replace(one, party=label, because=f"“{label}” stands for itself") if label else one


def _body_label(one: Referent, members: Sequence[Sighting], document: Document, *, rivals: bool) -> str:
    """A body goes by its name or its description; one of a state does not where states are rivals."""
    bodies = [
        member
        for member in members
        if is_body(member)
        and not member.crowd
        and (member.name or _is_definite(member, document) or _is_described(member, document))
    ]
    classes = {member.body for member in bodies}
    if (
        not bodies
        or one.kind is ActorKind.OUTLET
        or "media" in classes
        or classes & _FOUGHT_WITH
        or one.country
    ):
        return ""
    of_a_state = bool(classes & {"ministry", "government", "police", "parliament", "court"})
    return "" if of_a_state and rivals else one.name


def _is_definite(one: Sighting, document: Document) -> bool:
    """Say whether a bare body is one that is known: "police", "the union", not "a group"."""
    told = {token.lower for token in document.of(one.head, "det", "nummod")}
    owned = any(token.tag == "PRP$" for token in document.of(one.head, "poss"))
    return bool(one.sort) and not owned and told <= {"the"}


def _is_described(one: Sighting, document: Document) -> bool:
    """Say whether words of its own describe a body: not "his group", which is his."""
    return bool(one.modifiers) and not any(token.tag == "PRP$" for token in document.of(one.head, "poss"))


def _is_mouthpiece(one: Sighting) -> bool:
    """Say whether it speaks for people too: a lawyer, a spokesman, an office."""
    return one.role in {"lawyer", "spokesman"} or (bool(one.body) and not one.crowd)


def _crowd_label(members: Sequence[Sighting], stage: Stage) -> str:
    """A crowd that is meant as a whole goes by one word for those people: "residents", "families"."""
    for one in members:
        word = stage.bodies.collectives.get(stage.document.tokens[one.head].lower)
        if word and one.crowd and not one.country and is_whole_crowd(one, stage):
            return word
    return ""


# -- For others --------------------------------------------------------------------------------------


def _sided(group: int, standing: Mapping[int, Referent], sides: Mapping[int, Side]) -> Referent:
    """Return who speaks for another with that one's party; a country that is told stays before its bodies."""
    one = standing[group]
    if group not in sides:
        return one
    root = standing[root_of(group, sides)]
    of_a_state = one.country is not None and one.party == one.country and not _is_own_side(root)
    if root.party is None or of_a_state:
        return one
    return replace(one, party=root.party, because=f"{sides[group].because}; {root.because}")


def _is_own_side(root: Referent) -> bool:
    return root.party is not None and root.party != root.country and root.kind is ActorKind.ORGANISATION
