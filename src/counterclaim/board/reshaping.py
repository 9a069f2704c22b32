"""Which claims are new, merged, split, gone or called otherwise, and how they newly bear on one another."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from counterclaim.board.index import AGAINST
from counterclaim.board.labels import RELATION_WORDS
from counterclaim.board.matching import members
from counterclaim.board.news import (
    Difference,
    News,
    Pair,
    outlets_of,
    reason,
    standing_of,
    status_words,
    voice_of,
)
from counterclaim.model import Claim, Relation, RelationKind


def new_claims(pair: Pair) -> Iterator[Difference]:
    """Tell of claims that share no statement with one that was there: how they stand, and who tells them."""
    for was, now in pair.changed:
        if not was:
            own = members(now)
            told = [pair.after.told(now, bearing) for bearing in now.bearings if bearing.statement in own]
            known = {one.report for one in told} <= set(pair.before.snapshot.reports)
            standing = standing_of(pair.after, now)
            yield Difference(
                News.CLAIM,
                now.id,
                now.gist,
                reason(
                    standing.because if standing else now.because,
                    "told in reports that the case held before" if known else "",
                    *pair.ruled(now),
                ),
                now=status_words(standing),
                who=", ".join(dict.fromkeys(voice_of(pair.after, one) for one in told)),
                where=outlets_of(pair.after, told),
            )


def merged(pair: Pair) -> Iterator[Difference]:
    """Tell of claims of now that several were."""
    for was, now in pair.changed:
        one_now = sorted(
            (one for one in was if one.id in pair.matching.merged(now.id)), key=attrgetter("gist", "id")
        )
        if len(one_now) > 1:
            because = reason(*pair.ruled(*was, now), f"one claim: {now.because}")
            words = " | ".join(one.gist for one in one_now)
            earlier = tuple(one.id for one in one_now)
            yield Difference(News.MERGED, now.id, now.gist, because, words, now.gist, earlier=earlier)


def split_or_gone(pair: Pair) -> Iterator[Difference]:
    """Tell of claims that are several now, or none."""
    before, after = pair.before.snapshot, pair.after.snapshot
    for key in pair.matching.vanished:
        old, now = before.claims[key], [after.claims[one] for one in pair.matching.later(key)]
        if not now:
            yield Difference(News.GONE, key, old.gist, reason(_where_gone(pair, old), *pair.ruled(old)))
        elif len(now) > 1:
            apart = (f"{one.id}: {one.because}" for one in now)
            yield Difference(
                News.SPLIT,
                key,
                old.gist,
                reason(*pair.ruled(old, *now), *apart),
                old.gist,
                " | ".join(f"{one.id}: {one.gist}" for one in now),
            )


def _where_gone(pair: Pair, old: Claim) -> str:
    """Say what became of the statements of a claim that is no more."""
    told = members(old)
    elsewhere = sorted({key for one in told for key, _ in pair.after.bearings.get(one, ())})
    if elsewhere:
        return f"what was told is a part of {', '.join(elsewhere)}"
    left = told & set(pair.after.snapshot.statements)
    return "what was told makes no claim now" if left else "its statements are no longer in the case"


def renamed(pair: Pair) -> Iterator[Difference]:
    """Tell of claims that have another id or other words, and are neither merged nor split."""
    for was, now in pair.changed:
        if len(was) == 1 and len(pair.matching.later(was[0].id)) == 1:
            (old,) = was
            reworded = old.gist.casefold() != now.gist.casefold()
            if reworded or old.id != now.id:
                names = (old.gist, now.gist) if reworded else (old.id, now.id)
                because = reason(
                    *_gained(old, now),
                    "another wording is the clearest" if reworded else "",
                    *pair.ruled(old, now),
                )
                earlier = pair.other_ids(now)
                yield Difference(News.RENAMED, now.id, now.gist, because, *names, earlier=earlier)


def _gained(old: Claim, now: Claim) -> Iterator[str]:
    """Yield how many statements a claim gained and lost."""
    for verb, number in (
        ("gained", len(members(now) - members(old))),
        ("lost", len(members(old) - members(now))),
    ):
        if number:
            yield f"{verb} {number} statement{'' if number == 1 else 's'}"
    if old.id != now.id and members(old) == members(now):
        yield "the same statements in other parts"


_Ends = tuple[RelationKind, str, str]

_MUTUAL = frozenset({RelationKind.CONFLICTS, RelationKind.SAME_TOPIC})
"""Relations that have no direction."""


def relations(pair: Pair) -> Iterator[Difference]:
    """Tell of relations that are new between the same claims, and of conflicts that are no more."""
    matching = pair.matching
    old = {
        _ends(one.kind, left, right): one
        for _, one in sorted(pair.before.snapshot.relations.items())
        for left in matching.later(one.left)
        for right in matching.later(one.right)
        if left != right
    }
    new = {
        _ends(one.kind, one.left, one.right): one for _, one in sorted(pair.after.snapshot.relations.items())
    }
    for ends in sorted(new.keys() - old.keys()):
        if new[ends].kind is not RelationKind.SAME_TOPIC:
            news = News.CONFLICT if new[ends].kind in AGAINST else News.RELATION
            yield _related(pair, news, new[ends], (new[ends].left, new[ends].right))
    for ends in sorted(old.keys() - new.keys()):
        if old[ends].kind in AGAINST and not _is_still_told(old[ends], pair, new):
            yield _related(pair, News.CONFLICT_GONE, old[ends], ends[1:])


def _is_still_told(old: Relation, pair: Pair, new: dict[_Ends, Relation]) -> bool:
    """Say whether a conflict holds between any parts of the claims it was between."""
    return any(
        _ends(old.kind, left, right) in new
        for left in pair.matching.later(old.left)
        for right in pair.matching.later(old.right)
    )


def _ends(kind: RelationKind, left: str, right: str) -> _Ends:
    return (kind, right, left) if kind in _MUTUAL and right < left else (kind, left, right)


def _related(pair: Pair, news: News, relation: Relation, ends: tuple[str, str]) -> Difference:
    left, right = ends
    claims = pair.after.snapshot.claims
    words = f"{RELATION_WORDS[relation.kind][0]} {right}: {claims[right].gist}"
    gone = news is News.CONFLICT_GONE
    because = f"before: {relation.because}" if gone else relation.because
    because = reason(because, *pair.ruled(claims[left], claims[right]))
    return Difference(
        news, left, claims[left].gist, because, was=words if gone else "", now="" if gone else words
    )
