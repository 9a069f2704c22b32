"""Sayings whose source a phrase names: "the dam was safe, according to the mayor"."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.attribute.clauses import clauses
from counterclaim.attribute.labels import VERBAL
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import follows_comma, noun_phrase, object_of, phrase_with
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token


def according_to(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A phrase that names the source: "the dam was safe, according to the mayor"."""
    document = scene.document
    for token in scene.tokens():
        preposition = lexicon.according.get(token.lower)
        to = phrase_with(document, token, {preposition}) if preposition else None
        named = object_of(document, to)
        if to is None or named is None:
            continue
        head = _clause_head(document, token)
        marks = (mark.index for mark in document.of(head, "mark") if mark.lower == "that")
        without = frozenset((*document.subtree(token.index), *marks))
        cue, source = (token.index, to.index), noun_phrase(document, named.index)
        for part in clauses(document, head):
            content = tuple(index for index in part if index not in without)
            if content:
                yield Saying(cue, source, content, Act.ASSERT, "“according to” names the source")


def _clause_head(document: Document, token: Token) -> int:
    """Return the verb of the clause that the phrase belongs to; at the end, of all coordinate clauses."""
    governor = next((one for one in document.ancestors(token.index) if one.pos in VERBAL), None)
    if governor is None:
        return token.head
    set_off = token.index > governor.index and follows_comma(document, token.index)
    if set_off and document.subtree(token.index)[-1] >= document.subtree(governor.index)[-1] - 1:
        while governor.dep == "conj" and document.tokens[governor.head].pos in VERBAL:
            governor = document.tokens[governor.head]
    return governor.index
