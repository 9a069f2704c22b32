"""Sayings that pass on what others said: "Reuters quoted X as saying", "is said to", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.attribute.clauses import clauses, is_infinitive, is_negated
from counterclaim.attribute.cue import verb_words
from counterclaim.attribute.labels import VERBAL
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import mark_of, noun_phrase, object_of, phrase_with
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.attribute.subjects import agent
from counterclaim.attribute.verbs import content_clause
from counterclaim.model import Act, Certainty
from counterclaim.parse.document import Document, Token


def quoted_as_saying(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A relay: "Reuters quoted the brigade as saying ...", "the minister was quoted as saying ..."."""
    document = scene.document
    for token in scene.verbs:
        if token.lemma not in lexicon.hearsay["quoting"]:
            continue
        saying = _as_saying(document, token, lexicon)
        speaker, quoting = _quoted_and_quoting(document, token)
        if saying is None or speaker is None:
            continue
        relay = quoting or object_of(document, phrase_with(document, saying, {"by"}))
        between = (i for i in range(token.index, saying.index) if document.tokens[i].dep == "prep")
        cue = (token.index, *between, saying.index)
        source = noun_phrase(document, speaker.index)
        relays = (noun_phrase(document, relay.index),) if relay else ()
        because = f"“{token.text} ... {saying.text}” passes on another's words"
        for content in _passed_on(scene, token, saying, lexicon):
            yield Saying(cue, source, content, Act.ASSERT, because, relays=relays)


def hearsay(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Told or thought of somebody: "the talks are said to have failed", "she is expected to win"."""
    document = scene.document
    for token in scene.verbs:
        about = document.first_of(token.index, "nsubjpass")
        head = document.first_of(token.index, "xcomp")
        if about is None or head is None or not is_infinitive(document, head):
            continue
        content = (*document.subtree(about.index), *document.subtree(head.index))
        if token.lemma in lexicon.hearsay["told"] | lexicon.hearsay["thought"]:
            yield from _impersonal(
                document, token, content, f"“{token.text} to” tells what others say", lexicon
            )


def impersonal(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A passive with "it": "it is believed that the boat sank", "it was announced that he had left"."""
    document = scene.document
    for token in scene.verbs:
        it = document.first_of(token.index, "nsubjpass", "expl")
        head = document.first_of(token.index, "ccomp")
        if it is None or it.lower != "it" or head is None or mark_of(document, head) != "that":
            continue
        content = document.subtree(head.index)
        yield from _impersonal(
            document, token, content, f"“it ... {token.text}” tells what others say", lexicon
        )


def regarded_as(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What others take somebody for: "she is seen as the favourite", "the dam is considered safe"."""
    document = scene.document
    for token in scene.verbs:
        about = document.first_of(token.index, "nsubjpass")
        if token.tag != "VBN" or token.lemma not in lexicon.hearsay["regarded"] or about is None:
            continue
        name = phrase_with(document, token, {"as"}) or document.first_of(token.index, "oprd")
        if name is not None and name.index > token.index:
            content = (*document.subtree(about.index), *document.subtree(name.index))
            yield _passive(document, token, content, Act.OTHER, f"“{token.text}” tells what others think")


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


def _impersonal(
    document: Document, verb: Token, content: tuple[int, ...], because: str, lexicon: Lexicon
) -> Iterator[Saying]:
    if verb.tag != "VBN":
        return
    if verb.lemma in lexicon.hearsay["thought"]:
        yield _passive(document, verb, content, Act.OTHER, because)
    elif lexicon.verb(verb.lemma, "clause") or verb.lemma in lexicon.hearsay["told"]:
        yield _passive(document, verb, content, Act.ASSERT, because)


def _passive(document: Document, verb: Token, content: tuple[int, ...], act: Act, because: str) -> Saying:
    by = agent(document, verb)
    source = noun_phrase(document, by.index) if by else ()
    words = tuple(sorted(i for i in content if i not in source))
    certainty = Certainty.PROBABLE if act is Act.OTHER else Certainty.CERTAIN
    return Saying(
        verb_words(document, verb),
        source,
        words,
        act,
        because,
        denied=is_negated(document, verb.index),
        certainty=certainty,
    )


def _passed_on(scene: Scene, quoted: Token, saying: Token, lexicon: Lexicon) -> Iterator[tuple[int, ...]]:
    """Yield what is passed on: the clause under "saying", or the utterance that stands before or behind."""
    before = content_clause(scene.document, quoted, lexicon)
    head = content_clause(scene.document, saying, lexicon)
    if head is None and before is not None and before.quotation is not None:
        head = before
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
        return passive, agent(document, verb)
    if verb.dep == "acl" and verb.tag == "VBN":
        return document.tokens[verb.head], agent(document, verb)
    return document.first_of(verb.index, "dobj"), document.first_of(verb.index, "nsubj")


def _as_saying(document: Document, verb: Token, lexicon: Lexicon) -> Token | None:
    for child in document.of(verb.index, "prep", "advcl", "dobj", "mark"):
        for under in (child, *document.of(child.index, "pcomp", "advcl")):
            if under.tag == "VBG" and lexicon.verb(under.lemma, "clause"):
                return under
    return None
