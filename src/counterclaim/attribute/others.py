"""Sayings that neither a verb nor a noun of saying introduces: "according to", headlines with a colon."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import clauses, noun_phrase
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.model import Act, BlockKind
from counterclaim.parse.document import Document, Token

_LONGEST_HEADLINE_SOURCE = 6


def according_to(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A phrase that names the source: "the dam was safe, according to the mayor"."""
    document = scene.document
    for token in scene.tokens():
        preposition = lexicon.according.get(token.lower)
        if preposition is None:
            continue
        to = next((child for child in document.of(token.index, "prep") if child.lower == preposition), None)
        named = document.first_of(to.index, "pobj") if to else None
        if to is None or named is None:
            continue
        phrase = document.subtree(token.index)
        head = _clause_head(document, token)
        without = frozenset({token.index, *_leading_marks(document, head)})
        cue, source = (token.index, to.index), noun_phrase(document, named.index)
        for part in clauses(document, head):
            content = tuple(index for index in part if index not in phrase and index not in without)
            if content:
                yield Saying(cue, source, content, Act.ASSERT, "“according to” names the source")


def headline_colon(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A headline that names the speaker before a colon: "Mayor: The dam will hold"."""
    del lexicon
    document = scene.document
    if document.blocks[scene.sentence.block].kind is not BlockKind.HEADLINE:
        return
    tokens = list(scene.tokens())
    colon = next((token.index for token in tokens if token.text == ":"), None)
    if colon is None or colon - tokens[0].index > _LONGEST_HEADLINE_SOURCE:
        return
    source = tuple(token.index for token in tokens if token.index < colon)
    content = tuple(token.index for token in tokens if token.index > colon)
    if _is_speaker(document, source) and _has_verb(document, content) and not _asks(document, content):
        yield Saying((colon,), source, content, Act.ASSERT, "a headline names the speaker before a colon")


def _is_speaker(document: Document, words: tuple[int, ...]) -> bool:
    """A name or a noun, without a verb: "Ferry sinks: ..." names nobody."""
    tokens = [document.tokens[index] for index in words]
    named = bool(tokens) and tokens[-1].pos in {"PROPN", "NOUN"}
    return named and not any(token.pos in {"VERB", "AUX", "ADP"} and token.lower != "of" for token in tokens)


def _asks(document: Document, content: tuple[int, ...]) -> bool:
    """A headline's "what we know" is no saying."""
    return bool(content) and document.tokens[content[0]].tag in {"WP", "WRB", "WDT"}


# -- What the rules share ------------------------------------------------------------------------


def _clause_head(document: Document, token: Token) -> int:
    """Return the verb of the clause that the phrase belongs to; at the end, of all coordinate clauses."""
    governor = next((one for one in document.ancestors(token.index) if one.pos in {"VERB", "AUX"}), None)
    if governor is None:
        return token.head
    set_off = token.index > governor.index and document.tokens[token.index - 1].text == ","
    if set_off and document.subtree(token.index)[-1] >= document.subtree(governor.index)[-1] - 1:
        while governor.dep == "conj" and document.tokens[governor.head].pos in {"VERB", "AUX"}:
            governor = document.tokens[governor.head]
    return governor.index


def _leading_marks(document: Document, head: int) -> Iterator[int]:
    return (child.index for child in document.of(head, "mark") if child.lower == "that")


def _has_verb(document: Document, content: tuple[int, ...]) -> bool:
    return any(
        document.tokens[i].pos in {"VERB", "AUX"} or document.tokens[i].quotation is not None for i in content
    )
