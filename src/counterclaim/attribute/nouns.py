"""Sayings told by a noun: "the firm's claim that sales rose", "her report about the leak"."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import noun_phrase
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token


def noun(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A noun of saying with an owner: "the firm's claim that sales rose", "her report about the leak"."""
    document = scene.document
    for token in scene.tokens():
        act = lexicon.nouns.get(token.lemma) if token.pos == "NOUN" else None
        owner = document.first_of(token.index, "poss") if act else None
        if act is None or owner is None:
            continue
        content = _noun_content(document, token, lexicon)
        if content:
            source = noun_phrase(document, owner.index)
            because = f"the noun “{token.text}” with its owner"
            yield Saying((token.index,), source, content, act, because, denied=act is Act.DENY)


def denial_aside(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A denial set against a saying: "the company said output rose despite the union's denials"."""
    document = scene.document
    for token in scene.tokens():
        if token.pos != "NOUN" or lexicon.nouns.get(token.lemma) is not Act.DENY:
            continue
        owner = document.first_of(token.index, "poss")
        governor = document.tokens[token.head]
        if owner is None or governor.lower != "despite":
            continue
        denied = next((a for a in document.ancestors(governor.index) if a.pos in {"VERB", "AUX"}), None)
        if denied is None:
            continue
        head = document.first_of(denied.index, "ccomp") or denied
        aside = document.subtree(governor.index)
        content = tuple(index for index in document.subtree(head.index) if index not in aside)
        source = noun_phrase(document, owner.index)
        because = "a denial is set against what was just told"
        yield Saying((token.index,), source, content, Act.DENY, because, denied=True)


# -- What the rules share ------------------------------------------------------------------------


def _noun_content(document: Document, token: Token, lexicon: Lexicon) -> tuple[int, ...]:
    clause = document.first_of(token.index, "acl")
    if clause is not None and _is_that_clause(document, clause):
        return document.subtree(clause.index)
    for phrase in document.of(token.index, "prep"):
        about = document.first_of(phrase.index, "pobj")
        if phrase.lower in lexicon.noun_prepositions and about is not None:
            return document.subtree(about.index)
    return ()


def _is_that_clause(document: Document, clause: Token) -> bool:
    first = document.tokens[document.subtree(clause.index)[0]]
    return document.first_of(clause.index, "mark") is not None or (
        first.lower == "that" and document.first_of(clause.index, "nsubj") not in {None, first}
    )
