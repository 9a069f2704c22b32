"""How one claim bears on another: every relation is one small function in `RULES`.

Only claims with contents that are candidates of one another are compared at all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from counterclaim.model import Modality, Relation, RelationKind
from counterclaim.relate.candidates import Pair
from counterclaim.relate.comparisons import Comparison, Comparisons
from counterclaim.relate.figures import same_figure
from counterclaim.relate.happenings import words
from counterclaim.relate.items import Item
from counterclaim.relate.measures import measures
from counterclaim.relate.vetoes import (
    VETOES,
    only_one_counts,
    other_cause,
    other_counted,
    other_direction,
    other_doers,
    other_extent,
    other_figure,
    other_modality,
    other_place,
    other_thing,
    other_time,
    other_word,
)

_CONFLICTS = 0.0
"""From this likeness on (log-odds of `likeness`) one point that cannot be so in both is a conflict."""

_OF_ONE_THING = -1.3
"""The same where a thing and its opposite are told of the very same, named or not."""

_OF_ONE_MEASURE = -2.5
"""The same for two figures of one measure: so many cubic metres of water, so many dead."""

_ELABORATES = -1.0
_SAME_TOPIC = -2.5
_SURELY_TOPIC = -1.0
_NEARLY_SURE = 1.0
_SEVERAL = 2
_EVEN = 0.5


_EXTENT = frozenset({other_extent, other_counted, other_thing, only_one_counts})
_CIRCUMSTANCES = frozenset({other_place, other_time, other_doers, other_cause})
_GENERAL_UNITS = frozenset({"", "person", "%", "hour", "year", "time", "times", "km", "thing"})


Finding = tuple[float, str] | None
Rule = Callable[[Comparison], Finding]


def supersedes(two: Comparison) -> Finding:
    """The same speaker gives a new figure for the same measure in a later report."""
    newer, older = two.left, two.right
    if not two.one_speaker or newer.frame != older.frame or not _printed(newer) > _printed(older) > "":
        return None
    measure = two.vetoes.keys() <= {other_figure, other_time} and other_figure in two.vetoes
    if measure and newer.doers == older.doers and newer.done_to == older.done_to:
        return _found(two, _ELABORATES, "the same speaker gave another figure later")
    return None


def conflicts_in_figure(two: Comparison) -> Finding:
    """The same happening with figures that cannot both be right."""
    left, right = measures(two.left), measures(two.right)
    if set(two.vetoes) != {other_figure} or (left and right and left.isdisjoint(right)):
        return None  # the hurt are not the dead
    otherwise = _CONFLICTS if two.are_kin else _NEARLY_SURE
    least = _OF_ONE_MEASURE if _of_one_measure(two) and not two.name_others else otherwise
    return _found(two, least, f"{two.vetoes[other_figure]}: both cannot be right")


def conflicts_in_toll(two: Comparison) -> Finding:
    """Two counts of the dead, the hurt or the arrested of one story that cannot both be right."""
    left, right = measures(two.left), measures(two.right)
    one_story = two.one_story or len(two.shared_words) >= _SEVERAL
    if not left or left != right or len(left) > 1 or two.one_speaker:
        return None
    if not one_story or two.name_others:
        return None
    if other_figure not in two.vetoes or not two.vetoes.keys() <= {other_figure, other_cause, other_thing}:
        return None
    return max(_probability(two), _EVEN), f"{two.vetoes[other_figure]}: two counts of those {min(left)}"


def conflicts_in_extent(two: Comparison) -> Finding:
    """The whole of a thing, or only a number of its parts: both cannot be what happened."""
    if other_extent not in two.vetoes or not two.vetoes.keys() <= _EXTENT:
        return None
    return _found(two, _CONFLICTS, two.vetoes[other_extent])


def conflicts_in_people(two: Comparison) -> Finding:
    """One speaker's same figure, told of other people: who lost the 500?"""
    left, right = two.left, two.right
    if not two.one_speaker or not two.are_kin or two.apart or not (left.agents and right.agents):
        return None
    if left.units & right.units or left.agents == right.agents or not same_figure(left, right):
        return None
    return _probability(two), "the same speaker tells the same figure of other people"


def conflicts_in_kind(two: Comparison) -> Finding:
    """A thing and its opposite told of the same people, or of the same thing, at the same time."""
    against = two.vetoes.keys() & {other_direction, other_word}
    if not against or set(two.vetoes) - against - {other_modality, only_one_counts} or two.one_speaker:
        return None
    if two.lexicon.are_converse(two.left.frame, two.right.frame) or _is_open(two):
        return None
    if not two.about and len(two.shared_words) < _SEVERAL:
        return None
    if two.left.proposition.positive != two.right.proposition.positive and not two.same_deed:
        return None
    least = _OF_ONE_THING if _of_one_thing(two) and not two.name_others else _CONFLICTS
    return _found(two, least, f"{two.vetoes[min(against, key=VETOES.index)]}: both cannot be so")


def conflicts_in_circumstance(two: Comparison) -> Finding:
    """What happens once cannot have happened in two places, on two days, or by two hands."""
    left, right = two.left, two.right
    if len(two.vetoes) != 1 or two.vetoes.keys().isdisjoint(_CIRCUMSTANCES):
        return None
    if left.frame not in words("once") or two.one_speaker or left.report.id == right.report.id:
        return None
    if two.left.proposition.indefinite or two.right.proposition.indefinite:  # there are two gold medals
        return None
    if two.name_others and not two.vetoes.keys() & {other_doers, other_place}:
        return None
    if _tells_of_himself(left) and _tells_of_himself(right):
        return None
    (reason,) = two.vetoes.values()
    return _found(two, _CONFLICTS, f"“{left.frame}” happens once, but {reason}")


def elaborates(two: Comparison) -> Finding:
    """The same happening told with a figure or a unit that the other does not give."""
    left, right = two.left, two.right
    if not two.are_kin or two.apart or not two.same_people:
        return None
    more = [q for q in left.proposition.quantities if q.low is not None or q.high is not None]
    if more and not right.proposition.quantities:
        return _found(two, _ELABORATES, "adds a figure")
    return _found(two, _ELABORATES, "names the unit") if left.units and not right.units else None


def same_topic(two: Comparison) -> Finding:
    """About the same matter; nothing more can be told safely."""
    if two.lexicon.are_converse(two.left.frame, two.right.frame):
        because = f"“{two.left.frame}” and “{two.right.frame}” are two views of one happening"
        return _found(two, _SAME_TOPIC, because)
    several = len(two.shared_words) >= _SEVERAL and two.likeness.score >= _SURELY_TOPIC
    if not (two.about or several or two.share_a_name):
        return None
    return _found(two, _SAME_TOPIC, f"{two.likeness.because}, but no rule says more")


RULES: tuple[tuple[RelationKind, Rule], ...] = (
    (RelationKind.SUPERSEDES, supersedes),
    (RelationKind.CONFLICTS, conflicts_in_figure),
    (RelationKind.CONFLICTS, conflicts_in_toll),
    (RelationKind.CONFLICTS, conflicts_in_extent),
    (RelationKind.CONFLICTS, conflicts_in_people),
    (RelationKind.CONFLICTS, conflicts_in_kind),
    (RelationKind.CONFLICTS, conflicts_in_circumstance),
    (RelationKind.ELABORATES, elaborates),
    (RelationKind.SAME_TOPIC, same_topic),
)
"""Every relation there is; the first rule that finds one decides."""

_DIRECTED = frozenset({RelationKind.SUPERSEDES, RelationKind.ELABORATES})


def relation(claims: Pair, contents: Sequence[Pair], compared: Comparisons) -> Relation | None:
    """Return how the first claim bears on the second by the contents of both that are compared."""
    there = [compared.from_to(left, right) for left, right in contents]
    back = [two.turned for two in there]
    for kind, rule in RULES:
        ways = [(claims, there), (claims[::-1], back)] if kind in _DIRECTED else [(claims, there)]
        for (one, other), ways_compared in ways:
            found = [finding for two in ways_compared if (finding := rule(two))]
            if found:
                score, because = max(found)
                return Relation(kind, one, other, round(min(score, 1.0), 3), because)
    return None


# -- What the rules share ------------------------------------------------------------------------------


def _found(two: Comparison, least: float, because: str) -> Finding:
    """Return the finding if the two are like enough."""
    return (_probability(two), because) if two.likeness.score >= least else None


def _probability(two: Comparison) -> float:
    return 1 / (1 + math.exp(-two.likeness.score))


def _tells_of_himself(item: Item) -> bool:
    """Say whether a speaker tells it of himself: both candidates may say that they won the debate."""
    return item.speaker is not None and item.speaker.key in item.agents


def _of_one_thing(two: Comparison) -> bool:
    """Say whether the very same actor or thing takes part in both, not only somebody of its side."""
    told = [{one.proposition.subject, one.proposition.object} - {""} for one in (two.left, two.right)]
    actors = (two.left.agents & two.right.agents) | (two.left.patients & two.right.patients)
    return bool(actors or told[0] & told[1])


def _of_one_measure(two: Comparison) -> bool:
    """Two figures measure one thing: people to whom the same happened, or a unit of the same substance."""
    left, right = two.left, two.right
    if two.one_speaker and left.report.id == right.report.id:
        return False
    if two.are_kin and left.frame in two.lexicon.frames:
        return True
    units = {q.unit for q in left.proposition.quantities} & {q.unit for q in right.proposition.quantities}
    return bool(units - _GENERAL_UNITS) and bool(two.shared_words - words("units"))


def _is_open(two: Comparison) -> bool:
    """Say whether one is only wanted, or told of another world (done, to come)."""
    told = {two.left.proposition.modality, two.right.proposition.modality}
    return Modality.WANTED in told or (other_modality in two.vetoes and Modality.DONE in told)


def _printed(item: Item) -> str:
    published = item.report.published
    return published.begin.isoformat() if published and published.begin else ""
