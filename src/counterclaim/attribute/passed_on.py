"""Sayings that pass on what others said: "Reuters quoted X as saying", "is said to", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import clauses, noun_phrase
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.attribute.verbs import VERBAL, content_clause, verb_tokens
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token


def quoted_as_saying(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A relay: "Reuters quoted the brigade as saying ...", "the minister was quoted as saying ..."."""
    document = scene.document
    for token in verb_tokens(scene):
        if token.lemma not in {"quote", "cite"}:
            continue
        saying = _as_saying(document, token, lexicon)
        speaker, relay = _quoted_and_quoting(document, token)
        if saying is None or speaker is None:
            continue
        between = (i for i in range(token.index, saying.index) if document.tokens[i].dep == "prep")
        cue = (token.index, *between, saying.index)
        source = noun_phrase(document, speaker.index)
        relays = (noun_phrase(document, relay.index),) if relay else ()
        because = f"“{token.text} ... {saying.text}” passes on another's words"
        for content in _passed_on(scene, saying, lexicon):
            yield Saying(cue, source, content, Act.ASSERT, because, relays=relays)


def hearsay(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Said by nobody who is named: "the talks are said to have failed", "is reported to be ill"."""
    document = scene.document
    for token in verb_tokens(scene):
        known = lexicon.verb(token.lemma, "clause") or token.lemma in lexicon.hearsay["verbs"]
        if token.tag != "VBN" or not known:
            continue
        told = document.first_of(token.index, "nsubjpass")
        head = document.first_of(token.index, "xcomp")
        if told is None or head is None or not any(child.tag == "TO" for child in document.of(head.index)):
            continue
        content = tuple(sorted((*document.subtree(told.index), *document.subtree(head.index))))
        cue = tuple(sorted((*(c.index for c in document.of(token.index, "auxpass")), token.index)))
        yield Saying(cue, (), content, Act.ASSERT, f"“{token.text} to” tells what unnamed people say")


def hearsay_adverb(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A clause that is only handed on: "the drug reportedly failed its trial"."""
    document = scene.document
    for token in scene.tokens():
        verb = document.tokens[token.head]
        if token.lower in lexicon.hearsay["adverbs"] and token.dep == "advmod" and verb.pos in VERBAL:
            content = next(clauses(document, verb.index))
            because = f"“{token.text}” hands on what unnamed people say"
            yield Saying((token.index,), (), content, Act.ASSERT, because)


# -- What the rules share ------------------------------------------------------------------------


def _passed_on(scene: Scene, saying: Token, lexicon: Lexicon) -> Iterator[tuple[int, ...]]:
    """Yield what is passed on: the clause under "saying", or else the utterance that follows it."""
    head = content_clause(scene.document, saying, lexicon)
    if head is not None:
        yield from clauses(scene.document, head.index)
        return
    after = [token for token in scene.tokens() if token.index > saying.index and token.quotation is not None]
    if after:
        yield tuple(token.index for token in after if token.quotation == after[0].quotation)


def _quoted_and_quoting(document: Document, verb: Token) -> tuple[Token | None, Token | None]:
    """Return who is quoted, and who quotes: "B was quoted by A", "B, quoted by A", "A quoted B"."""
    passive = document.first_of(verb.index, "nsubjpass")
    if passive is not None:
        return passive, _agent(document, verb)
    if verb.dep == "acl" and verb.tag == "VBN":
        return document.tokens[verb.head], _agent(document, verb)
    return document.first_of(verb.index, "dobj"), document.first_of(verb.index, "nsubj")


def _agent(document: Document, verb: Token) -> Token | None:
    by = document.first_of(verb.index, "agent")
    return document.first_of(by.index, "pobj") if by else None


def _as_saying(document: Document, verb: Token, lexicon: Lexicon) -> Token | None:
    for child in document.of(verb.index, "prep", "advcl", "dobj", "mark"):
        for under in (child, *document.of(child.index, "pcomp", "advcl")):
            if under.tag == "VBG" and lexicon.verb(under.lemma, "clause"):
                return under
    return None
