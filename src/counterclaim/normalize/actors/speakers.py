"""Whose words they are: the referent behind the source of every statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from counterclaim.model import ActorKind, ActorRef, Link, Mention, Referent, Span, Statement, content_id
from counterclaim.normalize.actors.pronouns import Past, antecedent, is_relative, relative_antecedent
from counterclaim.normalize.actors.scene import Scene
from counterclaim.normalize.actors.sighting import Sighting
from counterclaim.normalize.actors.told_by_another import ToldByAnother, told_by_another
from counterclaim.normalize.names import has_mixed_script, name_key
from counterclaim.parse.document import Document


@dataclass(frozen=True, slots=True)
class Source:
    """Whom a link was taken for, and, where no name stood there, the mention that came of it."""

    link: Link
    referent: Referent | None = None
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """The statements with their speakers, in text order; `sources` are those of all their links."""

    statements: tuple[Statement, ...]
    sources: tuple[Source, ...]


def give_speakers(scene: Scene, statements: Sequence[Statement]) -> Spoken:
    """Return the statements with a referent in each link where one can be told."""
    past = Past([], {})
    filled: list[Statement] = []
    sources: list[Source] = []
    for statement in sorted(statements, key=lambda one: (one.source or one.content[0]).start):
        chain = [_source(scene, link, statement, past) for link in statement.chain]
        filled.append(replace(statement, chain=tuple(source.link for source in chain)))
        sources += chain
        if chain and chain[0].referent is not None and statement.source is not None:
            gender = scene.words.genders.get(scene.report.quote(statement.source).lower(), "")
            past.add(statement.source.start, chain[0].referent, gender)
    in_order = sorted(filled, key=lambda one: (one.content[0].start, one.id))
    return Spoken(tuple(in_order), tuple(sources))


def _source(scene: Scene, link: Link, statement: Statement, past: Past) -> Source:
    """A source is whom its words name, else whom its pronoun stands for, else somebody not named."""
    inside = list(scene.groups.inside(link.span))
    pronoun = next((one for one in inside if one.pronoun), None)
    named = [one for one in inside if not one.pronoun]
    other = told_by_another(scene.document, link.span, inside, scene.words.language) if inside else None
    if other is not None:
        return _told_by_another(scene, link, other)
    if named and not (pronoun and pronoun.start == link.span.start and pronoun.end == link.span.end):
        return _named(scene, link, named)
    if pronoun is not None:
        meant = antecedent(scene, pronoun, statement, past)
        why = "the nearest fitting before it"
        return _inferred(link, Span(scene.report.id, pronoun.start, pronoun.end), pronoun.text, meant, why)
    if is_relative(scene, link.span):
        relative = relative_antecedent(scene, link.span)
        return _inferred(link, link.span, scene.report.quote(link.span), relative, "whom its clause explains")
    return _named_elsewhere(scene, link) or _unnamed(scene, link)


def _named(scene: Scene, link: Link, named: Sequence[Sighting]) -> Source:
    """Of several that the words name, the one that governs the others is the source."""
    head = min(named, key=lambda one: (_depth(scene.document, one.head), not one.name, one.start))
    referent = scene.referent(head)
    because = link.because or f"named as “{head.text}”"
    return Source(replace(link, referent=referent.id, because=because), referent)


def _depth(document: Document, token: int) -> int:
    return sum(1 for _ in document.ancestors(token))


def _inferred(link: Link, span: Span, word: str, meant: Referent | None, why: str) -> Source:
    """Whom a pronoun stands for is a mention of its own, with the reason."""
    if meant is None:
        return Source(link)
    because = f"“{word}” is taken for {meant.name}, {why}"
    mention = Mention(span, ActorRef(meant.id), because)
    return Source(replace(link, referent=meant.id, because=because), meant, mention)


def _named_elsewhere(scene: Scene, link: Link) -> Source | None:
    """A name that the parser took for something else ("Lee:" in a headline) is that of its only bearer."""
    text = scene.report.quote(link.span)
    if has_mixed_script(text) or not name_key(text):
        return None
    bearers = scene.called.get(name_key(text), ())
    return (
        _inferred(link, link.span, text, bearers[0], "the only one so named here")
        if len(bearers) == 1
        else None
    )


def _told_by_another(scene: Scene, link: Link, told: ToldByAnother) -> Source:
    """Who is told of by another is somebody by himself; who belongs to a body is on its side."""
    if told.named is not None:
        return _named(scene, link, [told.named])
    kind = ActorKind.GROUP if told.head.tag in {"NNS", "NNPS"} else ActorKind.PERSON
    other = None if told.other.pronoun else scene.referent(told.other)
    if other is None or not told.belongs or other.kind is ActorKind.PERSON:
        return _unnamed(scene, link, kind)
    because = f"not named; “{told.head.text}” belongs to “{other.name}”"
    return _unnamed(scene, link, kind, other.party, because)


def _unnamed(
    scene: Scene,
    link: Link,
    kind: ActorKind = ActorKind.GROUP,
    party: str | None = None,
    because: str = "not named",
) -> Source:
    """A source that is no known actor ("others", "those present") is somebody all the same."""
    text = scene.report.quote(link.span)
    referent = Referent(
        id=content_id("ref", scene.report.id, link.span.start, link.span.end),
        report=scene.report.id,
        name=text,
        kind=kind,
        names=(text,),
        party=party,
        because=because,
    )
    mention = Mention(link.span, ActorRef(referent.id), "a source that is not named")
    return Source(replace(link, referent=referent.id, because="not named"), referent, mention)
