"""Sayings that marks lead to: a colon in a sentence or a headline, a quotation within a quotation."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from counterclaim.attribute.cue import Cue
from counterclaim.attribute.holders import may_say_clause
from counterclaim.attribute.labels import RELATIVE, VERBAL
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import trimmed
from counterclaim.attribute.quoted import has_utterance
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.attribute.subjects import speaker
from counterclaim.attribute.verbs import content_clause, sayings
from counterclaim.model import Act, BlockKind
from counterclaim.parse.document import Document, Quotation, Token

_SHORTEST = 2
_FARTHEST = 4
_LONGEST_HEADLINE_SOURCE = 6


# -- Colons --------------------------------------------------------------------------------------


def colon(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What follows a verb of saying and a colon: "they told us: sign, and then we will see"."""
    document, last = scene.document, scene.sentence.last
    for token in scene.verbs:
        after = document.tokens[token.index + 1 : last]
        marks = [one.index for one in after[:_FARTHEST] if one.text == ":"]
        if not marks or not all(one.head == token.index for one in after[: marks[0] - token.index - 1]):
            continue
        told = trimmed(document, tuple(range(marks[0] + 1, last)))
        if not has_utterance(document, told):
            yield from _said(
                scene, lexicon, token, told, f"a colon leads from “{token.text}” to what is said"
            )


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
    if _names_speaker(document, source) and _tells(document, content):
        yield Saying((colon,), source, content, Act.ASSERT, "a headline names the speaker before a colon")


def _names_speaker(document: Document, words: tuple[int, ...]) -> bool:
    """A name or a noun, without a verb: "Ferry sinks: ..." names nobody."""
    tokens = [document.tokens[index] for index in words]
    named = bool(tokens) and tokens[-1].pos in {"PROPN", "NOUN"}
    return named and not any(token.pos in VERBAL | {"ADP"} and token.lower != "of" for token in tokens)


def _tells(document: Document, words: tuple[int, ...]) -> bool:
    """A headline tells something with a verb or a quotation; its "what we know" is no saying."""
    has_verb = any(document.tokens[index].pos in VERBAL for index in words)
    asks = bool(words) and document.tokens[words[0]].tag in RELATIVE | {"WRB"}
    return (has_verb or has_utterance(document, words)) and not asks


# -- Quotations within quotations ----------------------------------------------------------------


def inner_quotation(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A quotation within a quotation, right after its verb: “I said, ‘Let me out,’ and she laughed”."""
    document = scene.document
    for quote in _inner(scene):
        within = [one for one in scene.tokens() if quote.start <= one.start < quote.end]
        before = [one for one in scene.verbs if within and one.index < within[0].index]
        if len(within) < _SHORTEST or not before or within[0].index - before[-1].index > _FARTHEST:
            continue
        told = trimmed(document, tuple(one.index for one in within))
        because = f"“{before[-1].text}” leads to a quotation within the quotation"
        yield from _said(scene, lexicon, before[-1], told, because)


def _inner(scene: Scene) -> Iterator[Quotation]:
    """Yield the quotations that stand in the one whose inside this sentence is."""
    around, quotations = scene.sentence.quotation, scene.document.quotations
    if around is None:
        return
    first = bisect_left(quotations, quotations[around].start, key=attrgetter("start"))
    for number in range(first, len(quotations)):
        if quotations[number].start >= quotations[around].end:
            return
        if quotations[number].inside == around:
            yield quotations[number]


# -- What the rules share ------------------------------------------------------------------------


def _said(
    scene: Scene, lexicon: Lexicon, token: Token, told: tuple[int, ...], because: str
) -> Iterator[Saying]:
    """Give what is told to the speaker of a verb that has no clause of its own."""
    document, verb = scene.document, lexicon.verb(token.lemma, "clause")
    if verb is None or not told or content_clause(document, token, lexicon) is not None:
        return
    source = speaker(document, token.index)
    if source and may_say_clause(document, source, verb, lexicon):
        yield from sayings(Cue(document, lexicon, token, verb), source, [told], because)
