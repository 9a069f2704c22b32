"""How one claim bears on another: every relation is one small function in `RULES`.

Only claims that share a frame, a kin, opposite or converse frame, or that stand among each other's
nearest by their words, are compared at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from counterclaim.model import SUPPORTING, Claim, Relation, RelationKind
from counterclaim.relate.agreement import (
    other_extent,
    other_modality,
    other_place,
    other_time,
)
from counterclaim.relate.figures import clashing_figures, same_figure
from counterclaim.relate.frames import FrameLexicon
from counterclaim.relate.items import Item
from counterclaim.relate.vectors import neighbours, similarity

CANDIDATES = 12
"""The most other claims that one claim is compared with."""

ASKED = 6
"""The most statements of one claim that are compared with those of another."""

_FLOOR = 0.35
_SAME_MATTER = 0.5
_RELATED = 0.25
_ELABORATES = 0.55
_SAME_TOPIC = 0.62


@dataclass(frozen=True, slots=True)
class Side:
    """A claim with the statements that support it."""

    claim: Claim
    items: tuple[Item, ...]


Finding = tuple[float, str] | None
Rule = Callable[[Item, Item, FrameLexicon], Finding]


def supersedes(newer: Item, older: Item, lexicon: FrameLexicon) -> Finding:
    """The same speaker gives a new figure for the same measure in a later report."""
    if not _one_speaker(newer, older) or newer.frame != older.frame or not lexicon.frames.get(newer.frame):
        return None
    clash = clashing_figures(newer, older)
    later = _printed(newer) is not None and _printed(older) is not None and _printed(newer) > _printed(older)
    if clash and later and newer.doers == older.doers and newer.done_to == older.done_to:
        return _nearness(newer, older), "the same speaker gave another figure later"
    return None


def conflicts_in_figure(left: Item, right: Item, lexicon: FrameLexicon) -> Finding:
    """The same happening with figures that cannot both be right."""
    clash = clashing_figures(left, right)
    if clash is None or not lexicon.are_kin(left.frame, right.frame) or _apart(left, right, lexicon):
        return None
    if not _same_people(left, right) or _nearness(left, right) < _SAME_MATTER:
        return None
    return _nearness(left, right), f"the figures for {clash[0].unit or 'the same thing'} cannot both be right"


def conflicts_in_extent(left: Item, right: Item, lexicon: FrameLexicon) -> Finding:
    """The whole of a thing, or only a number of its parts: both cannot be what happened."""
    reason = other_extent(left, right, lexicon)
    if reason is None or _apart(left, right, lexicon) or not _same_people(left, right):
        return None
    return (_nearness(left, right), reason) if _nearness(left, right) >= _SAME_MATTER else None


def conflicts_in_people(left: Item, right: Item, lexicon: FrameLexicon) -> Finding:
    """One speaker's same figure, told of other people: who lost the 500?"""
    if not _one_speaker(left, right) or not lexicon.are_kin(left.frame, right.frame):
        return None
    differ = left.agents and right.agents and not _same_actors(left, right)
    if same_figure(left, right) and differ and not _apart(left, right, lexicon):
        return _nearness(left, right), "the same speaker tells the same figure of other people"
    return None


def conflicts_in_kind(left: Item, right: Item, lexicon: FrameLexicon) -> Finding:
    """A thing and its opposite told of the same people at the same time."""
    opposite = lexicon.are_opposite(left.frame, right.frame) and left.affirms and right.affirms
    negated = left.frame == right.frame and left.affirms != right.affirms
    if not (opposite or negated) or _apart(left, right, lexicon) or _one_speaker(left, right):
        return None
    about = left.doers & right.doers or left.done_to & right.done_to or left.bodies & right.bodies
    if not about or not _one_matter(left, right):
        return None
    return _nearness(
        left, right
    ), f"“{left.frame}” and “{right.frame}” cannot both be so of {' and '.join(sorted(about))}"


def elaborates(left: Item, right: Item, lexicon: FrameLexicon) -> Finding:
    """The same happening told with a figure or a unit that the other does not give."""
    if not lexicon.are_kin(left.frame, right.frame) or _apart(left, right, lexicon):
        return None
    more = [q for q in left.proposition.quantities if q.low is not None or q.high is not None]
    adds_figure = bool(more) and not right.proposition.quantities
    adds_unit = bool(left.units) and not right.units
    if (adds_figure or adds_unit) and _same_people(left, right) and _nearness(left, right) >= _ELABORATES:
        return _nearness(left, right), "adds a figure" if adds_figure else "names the unit"
    return None


def same_topic(left: Item, right: Item, lexicon: FrameLexicon) -> Finding:
    """About the same matter; nothing more can be told safely."""
    nearness = _nearness(left, right)
    least = _FLOOR if same_figure(left, right) else _SAME_MATTER
    if lexicon.are_converse(left.frame, right.frame) and nearness >= least:
        return nearness, f"“{left.frame}” and “{right.frame}” are two views of one happening"
    if nearness >= _SAME_TOPIC:
        return nearness, f"words alike to {nearness:.2f}, but no rule says more"
    return None


RULES: tuple[tuple[RelationKind, Rule], ...] = (
    (RelationKind.SUPERSEDES, supersedes),
    (RelationKind.CONFLICTS, conflicts_in_figure),
    (RelationKind.CONFLICTS, conflicts_in_extent),
    (RelationKind.CONFLICTS, conflicts_in_people),
    (RelationKind.CONFLICTS, conflicts_in_kind),
    (RelationKind.ELABORATES, elaborates),
    (RelationKind.SAME_TOPIC, same_topic),
)
"""Every relation there is; the first rule that finds one decides."""

_DIRECTED = frozenset({RelationKind.SUPERSEDES, RelationKind.ELABORATES})


def relations(
    claims: Sequence[Claim], by_id: Mapping[str, Item], lexicon: FrameLexicon
) -> tuple[Relation, ...]:
    """Return how the claims bear on one another, sorted by id."""
    sides = {claim.id: Side(claim, _supporters(claim, by_id)) for claim in claims}
    sides = {key: side for key, side in sides.items() if side.items}
    near = neighbours({key: side.items[0].vector for key, side in sides.items()}, _FLOOR, CANDIDATES)
    pairs = sorted({(min(key, n.id), max(key, n.id)) for key, found in near.items() for n in found})
    found = [relation for a, b in pairs if (relation := _relation(sides[a], sides[b], lexicon))]
    return tuple(sorted(found, key=lambda relation: relation.id))


def _supporters(claim: Claim, by_id: Mapping[str, Item]) -> tuple[Item, ...]:
    supporting = (b.statement for b in claim.bearings if b.stance in SUPPORTING)
    return tuple(by_id[one] for one in supporting if one in by_id)[:ASKED]


def _relation(left: Side, right: Side, lexicon: FrameLexicon) -> Relation | None:
    for kind, rule in RULES:
        ways = [(left, right), (right, left)] if kind in _DIRECTED else [(left, right)]
        for one, other in ways:
            found = [f for a in one.items for b in other.items if (f := rule(a, b, lexicon))]
            if found:
                score, because = max(found)
                return Relation(kind, one.claim.id, other.claim.id, round(min(score, 1.0), 3), because)
    return None


# -- What the rules share ------------------------------------------------------------------------------


def _nearness(left: Item, right: Item) -> float:
    return similarity(left.vector, right.vector)


def _one_matter(left: Item, right: Item) -> bool:
    """Say whether the words are near, or share one that is no name and calls up no frame."""
    if _nearness(left, right) >= _SAME_MATTER:
        return True
    shared = set(left.proposition.words) & set(right.proposition.words)
    return _nearness(left, right) >= _RELATED and bool(shared - left.names - right.names)


def _one_speaker(left: Item, right: Item) -> bool:
    return left.speaker is not None and right.speaker is not None and left.speaker.key == right.speaker.key


def _printed(item: Item) -> str:
    published = item.report.published
    return published.begin.isoformat() if published and published.begin else ""


def _apart(left: Item, right: Item, lexicon: FrameLexicon) -> bool:
    """Say whether the two are told of other times, of other places, or of other worlds (done, to come)."""
    return any(rule(left, right, lexicon) for rule in (other_time, other_place, other_modality))


def _same_people(left: Item, right: Item) -> bool:
    """Say whether nothing speaks against the same side doing it to the same side."""
    doers = not left.doers or not right.doers or bool(left.doers & right.doers)
    done_to = not left.done_to or not right.done_to or bool(left.done_to & right.done_to)
    return doers and done_to


def _same_actors(left: Item, right: Item) -> bool:
    return bool(left.units & right.units) or left.agents == right.agents
