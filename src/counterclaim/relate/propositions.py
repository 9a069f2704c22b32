"""One statement's content taken apart: what happens, who does it to whom, where, how much, is it so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from counterclaim.model import (
    Bound,
    Mention,
    Modality,
    Place,
    Proposition,
    Quantity,
    Referent,
    Statement,
    When,
)
from counterclaim.parse.document import Document, Token
from counterclaim.relate.contents import Background, Content
from counterclaim.relate.frames import frames
from counterclaim.relate.happenings import (
    beside,
    frame_of,
    frame_of_verb,
    frames_told,
    head_of,
    is_clause,
    is_negative,
    modality_of,
    not_yet,
    words,
    words_beside,
)
from counterclaim.relate.participants import (
    enemy,
    is_indefinite,
    object_sort,
    object_word,
    roles,
    subject_word,
)

_CONTENT_WORDS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
_EMPTY_WORDS = frozenset(
    {"be", "have", "do", "say", "also", "very", "so", "then", "there", "now", "here", "go", "get"}
)

_EXTENT = frozenset({"all", "every", "each", "none", "most", "few", "half", "entire", "whole"})

_LENGTH = re.compile(r"P(T?)(\d+(?:\.\d+)?)([YMWDHS])")
_LENGTHS = {"Y": ("year", 1.0), "M": ("year", 1 / 12), "W": ("hour", 168.0), "D": ("hour", 24.0)}
_SHORT_LENGTHS = {"H": ("hour", 1.0), "M": ("hour", 1 / 60), "S": ("hour", 1 / 3600)}

_V = TypeVar("_V", Quantity, When)


def propositions(
    document: Document,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    language: str,
    referents: Iterable[Referent] = (),
) -> tuple[Proposition, ...]:
    """Return the propositions of each statement, in their order: the whole content first, then its parts.

    Args:
        document: the parsed report.
        statements: who says what in it.
        mentions: its actors, places, times and quantities, these in units that can be compared.
        language: whose frames to use.
        referents: of what sort the speakers are: "it" can be a firm that speaks, but no person.
    """
    lexicon = frames(language)
    background = Background(document, lexicon, mentions, {one.id: one for one in referents})
    return tuple(told for one in statements for told in _told(Content(background, one)))


def enemies(report: str, told: Iterable[Proposition]) -> tuple[Referent, ...]:
    """Return the referent "the enemy" of `report`, if one of the propositions `told` in it has it."""
    one = enemy(report)
    return (one,) if any(one.id in (*each.agents, *each.patients) for each in told) else ()


def _told(content: Content) -> Iterator[Proposition]:
    """Yield the whole content by its main happening, then each happening told beside it."""
    head = head_of(content)
    yield _proposition(content, content, head)
    others = beside(content, head) if head is not None else []
    told = [one for one in others if modality_of(content, one) is not Modality.WANTED]
    for part, other in enumerate(told, 1):
        rest = [one for one in (head, *others) if one is not None and one is not other]
        yield _proposition(content, content.only(words_beside(content, other, rest)), other, part)
    later = not_yet(content, head) if head is not None else []
    for part, other in enumerate(later, len(told) + 1):
        undone = _proposition(content, content.only(words_beside(content, other, ())), other, part)
        frame = frame_of_verb(content, other)
        undone = replace(undone, frame=frame, positive=False, modality=Modality.DONE, gainers=(), losers=())
        yield replace(undone, object=other.lemma.lower()) if other.pos == "NOUN" else undone


def _proposition(whole: Content, content: Content, head: Token | None, part: int = 0) -> Proposition:
    """Return what `content`, the whole or a part of it, tells by its word `head`."""
    told = Proposition(
        statement=whole.statement.id,
        frame="",
        places=tuple(dict.fromkeys(_places(content))),
        quantities=(
            *(
                _of_people(whole, q, head)
                for q in _figures(content)
                if q.low is not None or q.high is not None
            ),
            *_lengths(content),
        ),
        when=next(_values(content, When), None),
        words=tuple(dict.fromkeys(_words(content.tokens))),
        part=part,
        spans=content.part,
    )
    return told if head is None else _with_happening(whole, told, head)


def _with_happening(content: Content, told: Proposition, head: Token) -> Proposition:
    frame = frame_of(content, head)
    agents, patients = roles(content, head)
    effects = {agents: content.lexicon.get(frame).agent, patients: content.lexicon.get(frame).patient}
    return replace(
        told,
        frame=frame,
        also=() if told.part else tuple(dict.fromkeys(one for one in frames_told(content) if one != frame)),
        clause=bool(told.part) or is_clause(content),
        positive=not is_negative(content, head),
        modality=modality_of(content, head),
        agents=agents,
        patients=patients,
        gainers=_affected(effects, "gains"),
        losers=_affected(effects, "loses"),
        subject=subject_word(content, head),
        object=object_word(content, head),
        object_sort=object_sort(content, head),
        indefinite=is_indefinite(content, head),
    )


def _affected(effects: Mapping[tuple[str, ...], str], wanted: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for who, effect in effects.items() if effect == wanted for one in who))


def _values(content: Content, kind: type[_V]) -> Iterator[_V]:
    return (mention.value for mention in content.told if isinstance(mention.value, kind))


def _figures(content: Content) -> Iterator[Quantity]:
    """Yield the figures told; of those in a time ("the past 24 hours") `_lengths` says which are."""
    times = [mention.span for mention in content.told if isinstance(mention.value, When)]
    timed = {position for span in times for position in range(span.start, span.end)}
    for mention in content.told:
        value = mention.value
        if isinstance(value, Quantity) and (mention.span.end - 1 not in timed or " per " in value.unit):
            yield value


def _of_people(content: Content, quantity: Quantity, head: Token | None) -> Quantity:
    """A bare number of a turnout, a crowd or a toll, or told as "the number of evacuees", counts people."""
    if quantity.unit or head is None:
        return quantity
    near = [head, *content.document.of(head.index, "nsubj", "nsubjpass", "dobj", "attr", "compound")]
    counted = [noun for one in near if one.lemma in words("measures.counts") for noun in _of(content, one)]
    people = any(one.lemma in words("measures.people") for one in (*near, *counted, *content.tokens))
    people = people or any(one.lemma in words("anybody") for one in counted)
    return replace(quantity, unit="person") if people else quantity


def _of(content: Content, noun: Token) -> Iterator[Token]:
    """Yield the nouns that a noun has with "of": "people" of "the number of people"."""
    for phrase in content.document.of(noun.index, "prep"):
        if phrase.lower == "of":
            yield from content.document.of(phrase.index, "pobj")


def _lengths(content: Content) -> Iterator[Quantity]:
    """Yield the lengths of time that are told for themselves: "six years in prison", not "within a day"."""
    for mention in content.told:
        value = mention.value
        if not isinstance(value, When) or value.begin is not None or value.until is not None:
            continue
        length = _LENGTH.fullmatch(value.timex)
        if length and mention.span.start not in content.background.framed:
            unit, factor = (_SHORT_LENGTHS if length[1] else _LENGTHS)[length[3]]
            number = float(length[2]) * factor
            yield Quantity(number, number, number, Bound.EXACT, unit)


def _places(content: Content) -> Iterator[str]:
    """Yield the towns and regions told of; a capital that acts is a government, not a place."""
    acting = content.background.acting
    for mention in content.told:
        value = mention.value
        if isinstance(value, Place) and value.kind != "country" and mention.span not in acting:
            yield value.key


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        word = token.lemma.lower()
        if (
            (token.pos in _CONTENT_WORDS or word in _EXTENT)
            and word not in _EMPTY_WORDS
            and token.text[:1].isalnum()
        ):
            yield word
