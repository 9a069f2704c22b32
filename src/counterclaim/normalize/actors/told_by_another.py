"""Somebody told of by another, and not that other: "the wife of the president", "the bank's customers"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from counterclaim import lang
from counterclaim.model import Span
from counterclaim.normalize.actors.sighting import Sighting
from counterclaim.parse.document import Document, Token


@dataclass(frozen=True, slots=True)
class ToldByAnother:
    """Who heads a phrase without being a known actor, by whom he is told, and whether he belongs to it.

    `named` is his own name where it stands behind: "the daughter of Anna Berg, *Eva Lund*".
    """

    head: Token
    other: Sighting
    belongs: bool
    named: Sighting | None = None


def told_by_another(
    document: Document, span: Span, inside: Sequence[Sighting], language: str
) -> ToldByAnother | None:
    """Return who is meant by a phrase that only tells of others; None where it is one of these.

    Args:
        document: the report.
        span: the phrase.
        inside: whom it mentions, pronouns included, in text order; not empty.
        language: of the report.
    """
    words = _words(language)
    paths = {one: _path(document, span, one) for one in inside}
    head = _counted(document, paths[inside[0]][-1])
    if head.lemma.lower() not in words["nouns"] or head.index in {one.head for one in inside}:
        return None
    explaining = [one for one, path in paths.items() if any(step.dep == "appos" for step in path[:-1])]
    named = next((one for one in explaining if one.name), None)
    others = [one for one in inside if one not in explaining]
    if not others or (explaining and named is None):
        return None
    other = min(others, key=lambda one: (len(paths[one]), one.start))
    led_by = paths[other][-2] if len(paths[other]) > 1 else head
    return ToldByAnother(head, other, _belongs(head, led_by, words), named)


def _belongs(head: Token, led_by: Token, words: Mapping[str, frozenset[str]]) -> bool:
    """Say whether he speaks for the body that he is told by: "members of it", not "its clients"."""
    who = head.lemma.lower()
    within = who in words["belonging_within"] and led_by.lower in words["within"]
    return led_by.dep == "prep" and (within or who in words["belonging"])


def _counted(document: Document, head: Token) -> Token:
    """Return of whom a number is told: "two of her predecessors" are predecessors."""
    of = document.first_of(head.index, "prep") if head.pos in {"NUM", "DET", "ADJ", "PRON"} else None
    counted = document.first_of(of.index, "pobj") if of is not None and of.lower == "of" else None
    return head if counted is None else counted


def _path(document: Document, span: Span, one: Sighting) -> list[Token]:
    """Return the tokens from a sighting's head up to the one that governs all of the phrase."""
    path = [document.tokens[one.head]]
    for above in document.ancestors(one.head):
        if not span.start <= above.start < span.end:
            break
        path.append(above)
    return path


@cache
def _words(language: str) -> Mapping[str, frozenset[str]]:
    return {kind: frozenset(some) for kind, some in lang.table(language, "actors")["told_by_another"].items()}
