"""How one claim bears on another: every relation is one small function in `RULES`.

Only claims with contents that are candidates of one another are compared at all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from counterclaim.model import SUPPORTING, Claim, Modality, Relation, RelationKind
from counterclaim.relate.agreement import (
    VETOES,
    likeness,
    other_cause,
    other_counted,
    other_direction,
    other_doers,
    other_extent,
    other_figure,
    other_modality,
    other_place,
    other_time,
    other_word,
    vetoes,
)
from counterclaim.relate.alignment import align, told_words
from counterclaim.relate.candidates import Pair
from counterclaim.relate.claims import Made
from counterclaim.relate.figures import same_figure
from counterclaim.relate.frames import FrameLexicon
from counterclaim.relate.happenings import words
from counterclaim.relate.items import Item
from counterclaim.relate.vectors import load_vectors

ASKED = 6
"""The most statements of one claim that are compared with those of another."""

_CONFLICTS = 0.0
"""From this likeness on (log-odds of `likeness`) one point that cannot be so in both is a conflict."""

_OF_ONE_THING = -1.3
"""The same where a thing and its opposite are told of the very same, named or not."""

_OF_ONE_MEASURE = -2.5
"""The same for two figures of one measure: so many cubic metres of water, so many dead."""

_ELABORATES = -1.0
_SAME_TOPIC = -2.0


_GENERAL_UNITS = frozenset({"", "person", "%", "hour", "year", "time", "times", "km", "thing"})
_UNIT_WORDS = frozenset(
    {"metre", "meter", "cubic", "square", "kilometre", "kilometer", "mile", "tonne", "ton", "litre"}
)


@dataclass(frozen=True, slots=True)
class Side:
    """A claim with the statements that support it."""

    claim: Claim
    items: tuple[Item, ...]


Finding = tuple[float, str] | None
Rule = Callable[[Item, Item, FrameLexicon], Finding]


def supersedes(newer: Item, older: Item, lexicon: FrameLexicon) -> Finding:
    """The same speaker gives a new figure for the same measure in a later report."""
    if (
        not _one_speaker(newer, older)
        or newer.frame != older.frame
        or not _printed(newer) > _printed(older) > ""
    ):
        return None
    found = vetoes(newer, older, lexicon)
    measure = set(found) <= {other_figure, other_time} and other_figure in found
    if measure and newer.doers == older.doers and newer.done_to == older.done_to:
        return _found(newer, older, lexicon, _ELABORATES, "the same speaker gave another figure later")
    return None


def conflicts_in_figure(left: Item, right: Item, lexicon: FrameLexicon) -> Finding:
    """The same happening with figures that cannot both be right."""
    found = vetoes(left, right, lexicon)
    if set(found) != {other_figure} or not _may_be_one(left, right, lexicon):
        return None
    least = _OF_ONE_MEASURE if _of_one_measure(left, right, lexicon) else _CONFLICTS
    return _found(left, right, lexicon, least, f"{found[other_figure]}: both cannot be right")


def conflicts_in_extent(left: Item, right: Item, lexicon: FrameLexicon) -> Finding:
    """The whole of a thing, or only a number of its parts: both cannot be what happened."""
    found = vetoes(left, right, lexicon)
    if other_extent not in found or not set(found) <= {other_extent, other_counted}:
        return None
    return _found(left, right, lexicon, _CONFLICTS, found[other_extent])


def conflicts_in_people(left: Item, right: Item, lexicon: FrameLexicon) -> Finding:
    """One speaker's same figure, told of other people: who lost the 500?"""
    if not _one_speaker(left, right) or not lexicon.are_kin(left.frame, right.frame):
        return None
    differ = left.agents and right.agents and not _same_actors(left, right)
    if same_figure(left, right) and differ and not _apart(left, right, lexicon):
        return _strength(left, right, lexicon), "the same speaker tells the same figure of other people"
    return None


def conflicts_in_kind(left: Item, right: Item, lexicon: FrameLexicon) -> Finding:
    """A thing and its opposite told of the same people, or of the same thing, at the same time."""
    found = vetoes(left, right, lexicon)
    against = found.keys() & {other_direction, other_word}
    if not against or set(found) - against - {other_modality} or _one_speaker(left, right):
        return None
    about = _about(left) & _about(right) or len(_shared_words(left, right, lexicon)) > 1
    if lexicon.are_converse(left.frame, right.frame) or not about:
        return None
    if _is_wanted(left) or _is_wanted(right) or (other_modality in found and not _in_turn(left, right)):
        return None
    of_one = (left.agents & right.agents) | (left.patients & right.patients) | _words(left) & _words(right)
    least = _OF_ONE_THING if of_one and not _name_others(left, right) else _CONFLICTS
    reason = found[min(against, key=VETOES.index)]
    return _found(left, right, lexicon, least, f"{reason}: both cannot be so")


def conflicts_in_circumstance(left: Item, right: Item, lexicon: FrameLexicon) -> Finding:
    """What happens once cannot have happened in two places, on two days, or by two hands."""
    found = vetoes(left, right, lexicon)
    if len(found) != 1 or not found.keys() & {other_place, other_time, other_doers, other_cause}:
        return None
    if left.frame not in words("once") or _one_speaker(left, right) or left.report.id == right.report.id:
        return None
    (reason,) = found.values()
    return _found(left, right, lexicon, _CONFLICTS, f"“{left.frame}” happens once, but {reason}")


def elaborates(left: Item, right: Item, lexicon: FrameLexicon) -> Finding:
    """The same happening told with a figure or a unit that the other does not give."""
    if not lexicon.are_kin(left.frame, right.frame) or _apart(left, right, lexicon):
        return None
    more = [q for q in left.proposition.quantities if q.low is not None or q.high is not None]
    adds_figure = bool(more) and not right.proposition.quantities
    adds_unit = bool(left.units) and not right.units
    if (adds_figure or adds_unit) and _same_people(left, right):
        return _found(left, right, lexicon, _ELABORATES, "adds a figure" if adds_figure else "names the unit")
    return None


def same_topic(left: Item, right: Item, lexicon: FrameLexicon) -> Finding:
    """About the same matter; nothing more can be told safely."""
    if lexicon.are_converse(left.frame, right.frame):
        because = f"“{left.frame}” and “{right.frame}” are two views of one happening"
        return _found(left, right, lexicon, _SAME_TOPIC, because)
    found = likeness(left, right, lexicon)
    if not _about(left) & _about(right) and not _share_a_name(left, right, lexicon):
        return None
    return _found(left, right, lexicon, _SAME_TOPIC, f"{found.because}, but no rule says more")


RULES: tuple[tuple[RelationKind, Rule], ...] = (
    (RelationKind.SUPERSEDES, supersedes),
    (RelationKind.CONFLICTS, conflicts_in_figure),
    (RelationKind.CONFLICTS, conflicts_in_extent),
    (RelationKind.CONFLICTS, conflicts_in_people),
    (RelationKind.CONFLICTS, conflicts_in_kind),
    (RelationKind.CONFLICTS, conflicts_in_circumstance),
    (RelationKind.ELABORATES, elaborates),
    (RelationKind.SAME_TOPIC, same_topic),
)
"""Every relation there is; the first rule that finds one decides."""

_DIRECTED = frozenset({RelationKind.SUPERSEDES, RelationKind.ELABORATES})


def relations(made: Sequence[Made], pairs: Iterable[Pair], lexicon: FrameLexicon) -> tuple[Relation, ...]:
    """Return how the claims bear on one another, sorted by id; only those with `pairs` are compared."""
    sides = {one.claim.id: Side(one.claim, _supporters(one)) for one in made}
    claims_of: dict[str, list[str]] = {}
    for one in made:
        for item in one.items:
            claims_of.setdefault(item.id, []).append(one.claim.id)
    between = {
        (min(a, b), max(a, b))
        for left, right in pairs
        for a in claims_of.get(left, ())
        for b in claims_of.get(right, ())
        if a != b
    }
    found = [relation for a, b in sorted(between) if (relation := _relation(sides[a], sides[b], lexicon))]
    return tuple(sorted(found, key=lambda relation: relation.id))


def _supporters(made: Made) -> tuple[Item, ...]:
    supporting = {b.statement for b in made.claim.bearings if b.stance in SUPPORTING}
    return tuple(one for one in made.items if one.statement.id in supporting)[:ASKED]


def worth_telling(made: Sequence[Made], found: Iterable[Relation]) -> frozenset[str]:
    """Return the ids of the claims to keep: what is told beside others only where it is disputed.

    It is not kept where claims that stand anyway tell that the same statements conflict.
    """
    statements = {one.claim.id: frozenset(b.statement for b in one.claim.bearings) for one in made}
    kept = {one.claim.id for one in made if not one.beside}
    conflicts = [one for one in found if one.kind is RelationKind.CONFLICTS]
    told = [
        (statements[one.left], statements[one.right])
        for one in conflicts
        if one.left in kept and one.right in kept
    ]
    for one in conflicts:
        left, right = statements[one.left], statements[one.right]
        if not any((left <= a and right <= b) or (left <= b and right <= a) for a, b in told):
            kept |= {one.left, one.right}
    return frozenset(kept)


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


def _found(left: Item, right: Item, lexicon: FrameLexicon, least: float, because: str) -> Finding:
    """Return the finding if the two are like enough."""
    score = likeness(left, right, lexicon).score
    return (_probability(score), because) if score >= least else None


def _strength(left: Item, right: Item, lexicon: FrameLexicon) -> float:
    return _probability(likeness(left, right, lexicon).score)


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def _about(item: Item) -> frozenset[str]:
    """Return whom and what a content is about, whatever part they take."""
    return item.who | item.what | item.bodies


def _words(item: Item) -> frozenset[str]:
    """Return the head words of who and what takes part."""
    return frozenset({item.proposition.subject, item.proposition.object} - {""})


def _names(item: Item) -> frozenset[str]:
    """Return the words of a content that no table of words knows: most are names."""
    known = load_vectors().rows
    return frozenset(word for word in told_words(item) if word not in known)


def _name_others(left: Item, right: Item) -> bool:
    """Say whether each names somebody or something that the other does not."""
    return bool(_names(left) - _names(right)) and bool(_names(right) - _names(left))


def _share_a_name(left: Item, right: Item, lexicon: FrameLexicon) -> bool:
    """Say whether two contents share a name and a word beside it."""
    shared = {one for one, _ in align(left, right, lexicon).words}
    return bool(shared & _names(left)) and len(shared) > 1


def _shared_words(left: Item, right: Item, lexicon: FrameLexicon) -> frozenset[str]:
    """Return the words of the left content that the right one has too, names left out."""
    shared = {one for one, _ in align(left, right, lexicon).words}
    return frozenset(shared) - _names(left) - left.names


def _of_one_measure(left: Item, right: Item, lexicon: FrameLexicon) -> bool:
    """Two figures measure one thing: people to whom the same happened, or a unit of the same substance."""
    if left.report.id == right.report.id and left.speaker == right.speaker:
        return False
    units = {q.unit for q in left.proposition.quantities} & {q.unit for q in right.proposition.quantities}
    if lexicon.are_kin(left.frame, right.frame) and left.frame in lexicon.frames:
        return True
    return bool(units - _GENERAL_UNITS) and bool(_shared_words(left, right, lexicon) - _UNIT_WORDS)


def _may_be_one(left: Item, right: Item, lexicon: FrameLexicon) -> bool:
    """Say whether two figures can be of one happening: of one frame, one measure, or nearly the same words."""
    if _of_one_measure(left, right, lexicon):
        return True
    return lexicon.are_kin(left.frame, right.frame) or likeness(left, right, lexicon).score >= 1


def _is_wanted(item: Item) -> bool:
    return item.proposition.modality is Modality.WANTED


def _in_turn(left: Item, right: Item) -> bool:
    """Say whether one tells what goes on and the other what is to come: "will stay open", "is closed"."""
    return Modality.DONE not in {left.proposition.modality, right.proposition.modality}


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
