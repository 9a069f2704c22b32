"""The cast of one report: its sightings gathered into referents, and its statements given speakers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from counterclaim.gazetteer import Gazetteer
from counterclaim.model import ActorRef, Mention, Place, Referent, Report, Span, Statement
from counterclaim.normalize.actors.groups import Groups
from counterclaim.normalize.actors.joins import join_all
from counterclaim.normalize.actors.lexicon import actor_words
from counterclaim.normalize.actors.pronouns import subject_pronouns
from counterclaim.normalize.actors.scene import Scene, scene_of
from counterclaim.normalize.actors.sightings import sightings
from counterclaim.normalize.actors.speakers import Spoken, give_speakers
from counterclaim.parse.document import Document


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom a report speaks of, where, and its statements with the speakers filled in."""

    referents: tuple[Referent, ...]
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]


def cast(
    report: Report,
    document: Document,
    statements: Sequence[Statement],
    gazetteer: Gazetteer,
    others: Sequence[Mention] = (),
) -> Cast:
    """Return the cast of one report.

    Args:
        report: the report.
        document: its analysis.
        statements: who said what, the sources still bare spans.
        gazetteer: for countries and capitals.
        others: mentions of times and places, whose words are nobody's names.
    """
    words = actor_words(report.language)
    blocked = [mention.span for mention in others if not _may_act(mention, report, gazetteer)]
    groups = Groups(sightings(document, words, gazetteer, blocked))
    join_all(groups, document, statements, words)
    scene = scene_of(report, document, groups, statements, words)
    spoken = give_speakers(scene, statements)
    everyone = (*scene.referents.values(), *_unnamed(spoken, scene.referents.values()))
    return Cast(everyone, tuple(_mentions(scene, spoken)), spoken.statements)


def _may_act(mention: Mention, report: Report, gazetteer: Gazetteer) -> bool:
    """A country or its capital may stand for its government; a town, a region or a date does not."""
    if not isinstance(mention.value, Place):
        return False
    return mention.value.kind == "country" or gazetteer.capital_of(report.quote(mention.span)) is not None


def _unnamed(spoken: Spoken, known: Iterable[Referent]) -> tuple[Referent, ...]:
    """Return the sources that no sighting was of."""
    ids = {one.id for one in known}
    found = {source.referent.id: source.referent for source in spoken.sources if source.referent is not None}
    return tuple(one for key, one in sorted(found.items()) if key not in ids)


def _mentions(scene: Scene, spoken: Spoken) -> Iterator[Mention]:
    """Yield every mention of an actor, resolved pronouns too."""
    for one in scene.groups.named:
        referent = scene.referent(one)
        because = scene.groups.because(scene.groups.group_of(one))
        span = Span(scene.report.id, one.start, one.end)
        yield Mention(span, ActorRef(referent.id), because or f"the only mention of {referent.name} here")
    inferred = [source.mention for source in spoken.sources if source.mention is not None]
    yield from inferred
    yield from subject_pronouns(scene, frozenset(mention.span.start for mention in inferred))
