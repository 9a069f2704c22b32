"""One statement's content taken apart: what happens, who does it to whom, where, how much, is it so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from counterclaim.model import (
    Bound,
    Mention,
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
from counterclaim.relate.happenings import frame_of, frames_told, head_of, is_clause, is_negative, modality_of
from counterclaim.relate.participants import enemy, roles

_CONTENT_WORDS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
_EMPTY_WORDS = frozenset(
    {"be", "have", "do", "say", "also", "very", "so", "then", "there", "now", "here", "go", "get"}
)

_LENGTH = re.compile(r"P(\d+(?:\.\d+)?)([YMWD])")
_LENGTHS = {"Y": ("year", 1.0), "M": ("year", 1 / 12), "W": ("hour", 168.0), "D": ("hour", 24.0)}

_V = TypeVar("_V", Quantity, When)


def propositions(
    document: Document,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    language: str,
    referents: Iterable[Referent] = (),
) -> tuple[Proposition, ...]:
    """Return the proposition of each statement, in their order.

    Args:
        document: the parsed report.
        statements: who says what in it.
        mentions: its actors, places, times and quantities, these in units that can be compared.
        language: whose frames to use.
        referents: of what sort the speakers are: "it" can be a firm that speaks, but no person.
    """
    lexicon = frames(language)
    background = Background(document, lexicon, mentions, {one.id: one for one in referents})
    return tuple(_told(Content(background, one)) for one in statements)


def enemies(report: str, told: Iterable[Proposition]) -> tuple[Referent, ...]:
    """Return the referent "the enemy" of `report`, if one of the propositions `told` in it has it."""
    one = enemy(report)
    return (one,) if any(one.id in (*each.agents, *each.patients) for each in told) else ()


def _told(content: Content) -> Proposition:
    statement = content.statement.id
    places, words = tuple(dict.fromkeys(_places(content))), tuple(dict.fromkeys(_words(content.tokens)))
    counted = (q for q in _figures(content) if q.low is not None or q.high is not None)
    quantities = (*counted, *_lengths(content))
    when = next(_values(content, When), None)
    head = head_of(content)
    if head is None:
        return Proposition(statement, "", places=places, quantities=quantities, when=when, words=words)
    frame = frame_of(content, head)
    agents, patients = roles(content, head)
    effects = {agents: content.lexicon.get(frame).agent, patients: content.lexicon.get(frame).patient}
    return Proposition(
        statement=statement,
        frame=frame,
        also=tuple(dict.fromkeys(other for other in frames_told(content) if other != frame)),
        clause=is_clause(content),
        positive=not is_negative(content, head),
        modality=modality_of(content, head),
        agents=agents,
        patients=patients,
        gainers=_affected(effects, "gains"),
        losers=_affected(effects, "loses"),
        places=places,
        quantities=quantities,
        when=when,
        words=words,
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
        if isinstance(mention.value, Quantity) and mention.span.end - 1 not in timed:
            yield mention.value


def _lengths(content: Content) -> Iterator[Quantity]:
    """Yield the lengths of time that are told for themselves: "six years in prison", not "within a day"."""
    for mention in content.told:
        value = mention.value
        if not isinstance(value, When) or value.begin is not None or value.until is not None:
            continue
        length = _LENGTH.fullmatch(value.timex)
        if length and mention.span.start not in content.background.framed:
            unit, factor = _LENGTHS[length[2]]
            number = float(length[1]) * factor
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
        if token.pos in _CONTENT_WORDS and word not in _EMPTY_WORDS and token.text[:1].isalnum():
            yield word
