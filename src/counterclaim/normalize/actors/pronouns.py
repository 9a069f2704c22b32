"""Whom a pronoun stands for: the last speaker, the last subject, the antecedent of its clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from counterclaim.model import ActorKind, ActorRef, Mention, Referent, Span, Statement
from counterclaim.normalize.actors.scene import Scene
from counterclaim.normalize.actors.sighting import Sighting
from counterclaim.parse.document import Token

_BODIES = frozenset({ActorKind.GOVERNMENT, ActorKind.ORGANISATION, ActorKind.UNIT, ActorKind.OUTLET})
_SUBJECTS = frozenset({"it", "he", "she"})
_SPEAKERS_OWN = frozenset({"i", "we", "me", "us"})
_RELATIVE = frozenset({"WP", "WDT", "WP$"})
_CONTENTS_BACK = 8

Fits = Callable[[Referent], bool]


@dataclass(frozen=True, slots=True)
class Past:
    """What has gone before: who spoke, with where the words that name the speaker begin, and who is a she.

    Both grow while the statements of a report are read in order.
    """

    heard: list[tuple[int, Referent]]
    genders: dict[str, str]

    def add(self, start: int, speaker: Referent, gender: str) -> None:
        """Remember that `speaker` spoke, and was named by a pronoun of `gender` if that is not empty."""
        self.heard.append((start, speaker))
        if gender:
            self.genders.setdefault(speaker.id, gender)


def antecedent(scene: Scene, pronoun: Sighting, statement: Statement, past: Past) -> Referent | None:
    """Return whom a pronoun that is a source stands for.

    That is the last fitting speaker; or a person who was the subject of a sentence since; failing
    both, the last fitting name (a much shortened centering theory, Grosz, Joshi & Weinstein 1995).
    """

    def fits(referent: Referent) -> bool:
        return _fits(pronoun, referent) and _genders_agree(scene, pronoun, referent, past)

    start, speaker = _last_heard(pronoun, statement, past, fits)
    since = _subject_since(scene, pronoun, start, fits) if pronoun.pronoun == "person" else None
    return since or speaker or _last_named(scene, pronoun, fits)


def _genders_agree(scene: Scene, pronoun: Sighting, referent: Referent, past: Past) -> bool:
    """Refuse "he" for one who was "she", "Mrs" or "spokeswoman" before, and the other way round."""
    genders = scene.words.genders
    asked = genders.get(pronoun.text.lower())
    told = {genders[word] for name in referent.names for word in name.lower().split() if word in genders}
    told |= {past.genders[referent.id]} if referent.id in past.genders else set()
    return asked is None or not told or asked in told


def _last_heard(
    pronoun: Sighting, statement: Statement, past: Past, fits: Fits
) -> tuple[int, Referent | None]:
    """A speaker's own "I" is not the speaker before him, unless it stands inside what that one says."""
    if pronoun.text.lower() in _SPEAKERS_OWN and statement.parent is None:
        return 0, None
    earlier = ((start, one) for start, one in reversed(past.heard) if start < pronoun.start and fits(one))
    return next(earlier, (0, None))


def _subject_since(scene: Scene, pronoun: Sighting, position: int, fits: Fits) -> Referent | None:
    """Return the person by name who was last a subject after `position`, outside what anybody says."""
    for one in scene.groups.before(pronoun.start):
        if one.start <= position:
            return None
        referent = scene.referent(one)
        is_subject = scene.document.tokens[one.head].dep in {"nsubj", "nsubjpass"}
        if is_subject and referent.proper and fits(referent) and not _is_said(scene, one):
            return referent
    return None


def _is_said(scene: Scene, one: Sighting) -> bool:
    """Say whether it stands inside what somebody is reported to say."""
    at = bisect_left(scene.contents, Span(scene.report.id, one.start + 1, one.start + 2))
    return any(
        span.start <= one.start and one.end <= span.end
        for span in scene.contents[max(0, at - _CONTENTS_BACK) : at]
    )


def _last_named(scene: Scene, pronoun: Sighting, fits: Fits) -> Referent | None:
    before = (scene.referent(one) for one in scene.groups.before(pronoun.start))
    return next((one for one in before if one.proper and fits(one)), None)


def _fits(pronoun: Sighting, referent: Referent) -> bool:
    """Say who can be meant: "he" is a person, "they" are several, "it" may be a body or a person."""
    if pronoun.pronoun == "person":
        return referent.kind is ActorKind.PERSON
    if pronoun.pronoun == "many":
        return referent.kind is not ActorKind.PERSON
    return referent.kind in {*_BODIES, ActorKind.PERSON}


# -- Relative clauses ------------------------------------------------------------------------------


def is_relative(scene: Scene, span: Span) -> bool:
    """Say whether a source is nothing but "who", "which" or "that" of a relative clause."""
    return _relative(scene, span) is not None


def _relative(scene: Scene, span: Span) -> Token | None:
    """Return the relative pronoun that begins where `span` does and is all of it."""
    at = bisect_left(scene.document.tokens, span.start, key=lambda token: token.start)
    words = scene.document.tokens[at : at + 1]
    return next((word for word in words if word.tag in _RELATIVE and word.end == span.end), None)


def relative_antecedent(scene: Scene, span: Span) -> Referent | None:
    """Return whom "who" stands for: the noun its clause hangs on, else the nearest person before it."""
    word = _relative(scene, span)
    if word is None:
        return None
    above = (token for token in scene.document.ancestors(word.index))
    clause = next((token for token in above if token.dep == "relcl"), None)
    heads = (
        {clause.head, *(child.index for child in scene.document.of(clause.head, "appos"))}
        if clause
        else set()
    )
    before = [one for one in scene.groups.before(span.start) if _is_same_sentence(scene, one, word)]
    explained = (scene.referent(one) for one in before if one.head in heads)
    people = (scene.referent(one) for one in before if scene.referent(one).kind is ActorKind.PERSON)
    return next(explained, None) or next(people, None)


def _is_same_sentence(scene: Scene, one: Sighting, word: Token) -> bool:
    return scene.document.sentence_of[one.head] == scene.document.sentence_of[word.index]


# -- Pronouns that nobody speaks with --------------------------------------------------------------


def subject_pronouns(scene: Scene, taken: frozenset[int]) -> Iterator[Mention]:
    """Yield the subject pronouns of the third person with whom they stand for.

    `taken` are the places of those that a source holds.
    """
    for one in scene.groups.all:
        subject = scene.document.tokens[one.head].dep in {"nsubj", "nsubjpass"}
        if one.start in taken or not (one.pronoun and subject and one.text.lower() in _SUBJECTS):
            continue
        meant = _nearest_in_sentence(scene, one)
        if meant is not None:
            because = f"“{one.text}” is taken for {meant.name}, the nearest fitting in the sentence"
            yield Mention(Span(scene.report.id, one.start, one.end), ActorRef(meant.id), because)


def _nearest_in_sentence(scene: Scene, pronoun: Sighting) -> Referent | None:
    number = scene.document.sentence_of[pronoun.head]
    opening = scene.document.tokens[scene.document.sentences[number].first].start
    kinds = _BODIES if pronoun.pronoun == "thing" else {ActorKind.PERSON}
    for one in scene.groups.before(pronoun.start):
        if one.start < opening:
            return None
        if scene.document.sentence_of[one.head] == number and scene.referent(one).kind in kinds:
            return scene.referent(one)
    return None
