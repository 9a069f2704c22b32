"""What is new between two snapshots of one case, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from counterclaim.board.clocks import clock_text
from counterclaim.board.glances import supporting_origins
from counterclaim.board.index import Index, outlet_name, speaker_name
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
from counterclaim.board.reshaping import merged, new_claims, relations, renamed, split_or_gone
from counterclaim.board.rulings import ruled_words
from counterclaim.ledger import Snapshot
from counterclaim.model import Bearing, Claim, Origin, Stance


def differences(before: Snapshot, after: Snapshot) -> tuple[Difference, ...]:
    """Return what is new in `after`, sorted: what came in, then what it did to the claims.

    Raises:
        IntegrityError: a claim that changed refers to a fact that is not there.
    """
    pair = Pair(before, after)
    return tuple(sorted((one for rule in RULES for one in rule(pair)), key=_told_order))


_ORDER = tuple(News)


def _told_order(one: Difference) -> tuple[int, str, str, str, str, str]:
    return _ORDER.index(one.news), one.gist, one.fact, one.who, one.was, one.now


# -- What came in ------------------------------------------------------------------------------


def _reports(pair: Pair) -> Iterator[Difference]:
    after = pair.after.snapshot
    new = sorted(set(after.reports) - set(pair.before.snapshot.reports))
    copies = {key: one for _, one in sorted(after.families.items()) for key in one.reports} if new else {}
    for key in new:
        report, family = after.reports[key], copies.get(key)
        others = len(family.reports) - 1 if family else 0
        copied = f"one text with {others} more, counted once: {family.because}" if family and others else ""
        yield Difference(
            News.REPORT,
            key,
            report.title or report.path,
            reason(f"read from {report.path}", copied),
            now=clock_text(report.published),
            where=outlet_name(report),
        )


def _rulings(pair: Pair) -> Iterator[Difference]:
    before, after = pair.before.snapshot.decisions, pair.after.snapshot.decisions
    gone = (before[key] for key in sorted(set(before) - set(after)))
    told = [*((News.RULING, one) for one in pair.rulings), *((News.RULING_GONE, one) for one in gone)]
    for news, one in told:
        gist = " ".join((one.kind, *one.about))
        now = ruled_words(one) if one.to else one.what
        yield Difference(news, one.id, gist, one.note or "no reason was given", now=now, who=one.by)


# -- What a claim stands on --------------------------------------------------------------------


def _statuses(pair: Pair) -> Iterator[Difference]:
    for was, now in pair.changed:
        if was:
            old, new = standing_of(pair.before, was[0]), standing_of(pair.after, now)
            if status_words(old) != status_words(new):
                because = reason(
                    f"was: {old.because}" if old else "",
                    f"now: {new.because}" if new else "",
                    *pair.ruled(*was, now),
                )
                yield Difference(
                    News.STATUS,
                    now.id,
                    now.gist,
                    because,
                    status_words(old),
                    status_words(new),
                    earlier=pair.other_ids(now),
                )


def _against(pair: Pair) -> Iterator[Difference]:
    """Tell of each speaker who denies or concedes a claim and did not before, and in which outlets.

    One whose name or side is another now, but whose words are the same, is no new one.
    """
    for was, now in pair.changed:
        for news, stance in ((News.DENIED, Stance.DENIES), (News.CONCEDED, Stance.CONCEDES)):
            before = {
                bearing.statement for one in was for bearing in one.bearings if bearing.stance is stance
            }
            for voice, told in _taking(pair.after, now, stance).items():
                if before.isdisjoint(bearing.statement for bearing in told):
                    yield Difference(
                        news,
                        now.id,
                        now.gist,
                        reason(*(bearing.because for bearing in told)),
                        who=voice,
                        where=outlets_of(pair.after, (pair.after.told(now, bearing) for bearing in told)),
                        earlier=pair.other_ids(now),
                    )


def _taking(index: Index, claim: Claim, stance: Stance) -> dict[str, list[Bearing]]:
    """Return who takes a stance to a claim, with the bearings that say so."""
    found: dict[str, list[Bearing]] = {}
    for bearing in claim.bearings:
        if bearing.stance is stance:
            found.setdefault(voice_of(index, index.told(claim, bearing)), []).append(bearing)
    return found


def _origins(pair: Pair) -> Iterator[Difference]:
    """Tell of claims that rest on more origins than before, or on fewer."""
    for was, now in pair.changed:
        old = [origin for one in was for origin in _old_origins(pair, one, now)]
        new = supporting_origins(now, standing_of(pair.after, now))
        if was and len(old) != len(new):
            yield Difference(
                News.ORIGINS,
                now.id,
                now.gist,
                reason(*_why_others(pair, old, new), *pair.ruled(*was, now)),
                str(len(old)),
                str(len(new)),
                earlier=pair.other_ids(now),
            )


def _old_origins(pair: Pair, old: Claim, now: Claim) -> Iterator[Origin]:
    """Yield the origins that an old claim rested on; of a split one, those that its part has a share in."""
    is_split, own = len(pair.matching.later(old.id)) > 1, members(now)
    for origin in supporting_origins(old, standing_of(pair.before, old)):
        if not is_split or not own.isdisjoint(origin.statements):
            yield origin


def _why_others(pair: Pair, old: Iterable[Origin], new: Iterable[Origin]) -> Iterator[str]:
    """Yield the origins that were none before, and those that are several of the old ones in one."""
    before = [set(origin.statements) for origin in old]
    for origin in new:
        shared = sum(not one.isdisjoint(origin.statements) for one in before)
        if not shared:
            yield f"new: {_origin_name(pair.after, origin)} ({origin.because})"
        elif shared > 1:
            yield f"one now, {shared} before: {_origin_name(pair.after, origin)} ({origin.because})"
    held = {statement for origin in new for statement in origin.statements}
    lost = sum(held.isdisjoint(one) for one in before)
    if lost:
        yield f"{lost} no longer {'supports' if lost == 1 else 'support'} it"


def _origin_name(index: Index, origin: Origin) -> str:
    actor = index.snapshot.actors.get(origin.speaker) if origin.speaker else None
    told = (index.snapshot.statements[key] for key in origin.statements if key in index.snapshot.statements)
    return actor.name if actor else next((speaker_name(index, one) for one in told), "nobody named")


RULES: tuple[Callable[[Pair], Iterator[Difference]], ...] = (
    _reports,
    _rulings,
    _statuses,
    _against,
    relations,
    new_claims,
    _origins,
    merged,
    split_or_gone,
    renamed,
)
"""Everything that is looked for."""
