"""Which claims may conflict though no rule decided so: a list for a person to check, and nothing more.

Nothing here is a fact, and nothing of it goes to the ledger: the rules of `relations` are conservative,
and this is what they were not sure enough of. A user's own model may put the list in another order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from counterclaim.ledger import Snapshot
from counterclaim.model import SUPPORTING, Claim, Relation, RelationKind
from counterclaim.relate.candidates import Pair, candidates
from counterclaim.relate.frames import FrameLexicon, frames
from counterclaim.relate.items import Item, items
from counterclaim.relate.vectors import load_vectors, similarity
from counterclaim.relate.vetoes import Veto, other_direction, other_extent, other_figure, other_word

NEAR = 0.5
"""Claims whose words are less near than this are listed only if they are known to be on one topic."""

_CONTRARY: tuple[Veto, ...] = (other_direction, other_word, other_figure, other_extent)
"""What may mean that both cannot be so: a negation, an opposite, a figure, the whole and a part."""


@dataclass(frozen=True, slots=True)
class PossibleConflict:
    """Two claims to check, by their ids, the smaller first, and why.

    `nearness` is the cosine of their words. `contrary` says whether something in them speaks against
    both being so; otherwise they are only on one topic.
    """

    left: str
    right: str
    nearness: float
    contrary: bool
    because: str


def possible_conflicts(snapshot: Snapshot, language: str = "en") -> tuple[PossibleConflict, ...]:
    """Return the pairs of claims that may conflict and on which no rule decided.

    Those in which something is contrary come first, then those that are only on one topic; of both,
    the nearest first.
    """
    lexicon = frames(language)
    everyone, _ = items(snapshot, snapshot.actor_of(), load_vectors(language), lexicon)
    told = _told_by(snapshot.claims, everyone)
    topics, decided = _related(snapshot.relations.values())
    compared = set(_of_claims(candidates(everyone, lexicon), told)) | topics.keys()
    found = (
        _judged(pair, told, topics.get(pair), lexicon)
        for pair in compared - decided
        if not _in_one_breath(pair, snapshot.claims)
    )
    return tuple(sorted((one for one in found if one is not None), key=_order))


def _order(one: PossibleConflict) -> tuple[bool, float, str, str]:
    return not one.contrary, -one.nearness, one.left, one.right


def _told_by(claims: Mapping[str, Claim], everyone: Sequence[Item]) -> dict[str, tuple[Item, ...]]:
    """Return the contents that tell each claim: of its statements those of its frame, else the whole ones."""
    items_of: dict[str, list[Item]] = {}
    for item in everyone:
        items_of.setdefault(item.statement.id, []).append(item)
    found: dict[str, tuple[Item, ...]] = {}
    for claim in claims.values():
        supporting = (one.statement for one in claim.bearings if one.stance in SUPPORTING)
        told = [item for statement in supporting for item in items_of.get(statement, ())]
        of_frame = [item for item in told if item.frame == claim.frame]
        found[claim.id] = tuple(of_frame or [item for item in told if not item.proposition.part])
    return found


def _related(relations: Iterable[Relation]) -> tuple[dict[Pair, str], set[Pair]]:
    """Return why claims are on one topic, and the pairs of which a rule says more than that."""
    topics: dict[Pair, str] = {}
    decided: set[Pair] = set()
    for one in relations:
        pair = (min(one.left, one.right), max(one.left, one.right))
        if one.kind is RelationKind.SAME_TOPIC:
            topics[pair] = one.because
        else:
            decided.add(pair)
    return topics, decided


def _of_claims(pairs: Iterable[Pair], told: Mapping[str, Sequence[Item]]) -> Iterator[Pair]:
    """Yield the pairs of claims whose contents are compared anyway."""
    claims_of: dict[str, list[str]] = {}
    for claim, contents in told.items():
        for item in contents:
            claims_of.setdefault(item.id, []).append(claim)
    for one, other in pairs:
        for left, right in product(claims_of.get(one, ()), claims_of.get(other, ())):
            if left != right:
                yield min(left, right), max(left, right)


def _in_one_breath(pair: Pair, claims: Mapping[str, Claim]) -> bool:
    """Say whether one statement bears on both: it was seen to tell two things, or to deny one."""
    left, right = ({one.statement for one in claims[side].bearings} for side in pair)
    return bool(left & right)


def _judged(
    pair: Pair, told: Mapping[str, Sequence[Item]], topic: str | None, lexicon: FrameLexicon
) -> PossibleConflict | None:
    """Return a pair of claims if something is contrary in near contents, or they are on one topic."""
    contents = list(product(*(told[side] for side in pair)))
    nearest = max((similarity(a.vector, b.vector) for a, b in contents), default=0.0)
    against = [reason for a, b in contents if (reason := _contrary(a, b, lexicon)) is not None]
    if against and (nearest >= NEAR or topic is not None):
        return PossibleConflict(*pair, round(nearest, 3), contrary=True, because=min(against))
    if topic is not None:
        return PossibleConflict(*pair, round(nearest, 3), contrary=False, because=f"on one topic: {topic}")
    return None


def _contrary(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """Return what may speak against both being so; of two happenings both may be."""
    if lexicon.are_converse(left.frame, right.frame):
        return _of_one(left, right)
    if not _may_be_one(left.frame, right.frame, lexicon):
        return None
    found = (rule(left, right, lexicon) for rule in _CONTRARY)
    return next((reason for reason in found if reason is not None), None)


def _of_one(left: Item, right: Item) -> str | None:
    """Two views of one happening may both be so, but not of the same: nobody wins and loses at once."""
    same = left.who & right.who
    if not same or left.proposition.positive != right.proposition.positive:
        return None
    return f"“{left.frame}” and “{right.frame}” are both told of {min(same)}"


def _may_be_one(left: str, right: str, lexicon: FrameLexicon) -> bool:
    """Say whether two frames can be told of one happening; of a word that is in no table, that is open."""
    known = {left, right} <= lexicon.frames.keys()
    return not known or lexicon.are_kin(left, right) or lexicon.are_opposite(left, right)
