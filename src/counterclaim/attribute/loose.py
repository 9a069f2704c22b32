"""Quotations that the parser hung on no verb: find the verb beside them, or the speaker before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import subject
from counterclaim.attribute.saying import Saying
from counterclaim.model import Act
from counterclaim.parse.document import Document

_FARTHEST_VERB = 12
_BLOCKS_BACK = 1


def give_speakers(document: Document, sayings: Sequence[Saying], lexicon: Lexicon) -> list[Saying]:
    """Return `sayings` with every whole utterance given to somebody where that can be told."""
    known = list(sayings)
    for stand_in in _loose_stand_ins(document, known):
        joined = _join_interrupted(document, known, stand_in)
        if not joined:
            known += _beside_a_verb(document, stand_in, lexicon) or _speaker_before(document, known, stand_in)
    return known


def _loose_stand_ins(document: Document, sayings: Sequence[Saying]) -> Iterator[tuple[int, ...]]:
    """Yield the tokens of each stand-in that no saying has taken."""
    taken = {index for saying in sayings for index in saying.content}
    groups: dict[int, list[int]] = {}
    for token in document.tokens:
        if token.quotation is not None and token.index not in taken:
            groups.setdefault(token.quotation, []).append(token.index)
    yield from (tuple(indices) for _, indices in sorted(groups.items()))


def _join_interrupted(document: Document, known: list[Saying], stand_in: tuple[int, ...]) -> bool:
    """An interrupted quotation ("...", she said, "...") is one saying with two parts."""
    sentence = document.sentence_of[stand_in[0]]
    for number, saying in enumerate(known):
        if not saying.cue or saying.narrated or document.sentence_of[saying.cue[0]] != sentence:
            continue
        before = [i for i in saying.content if document.tokens[i].quotation is not None]
        if before and before[-1] < saying.cue[0] < stand_in[0]:
            known[number] = replace(saying, content=(*saying.content, *stand_in))
            return True
    return False


def _beside_a_verb(document: Document, stand_in: tuple[int, ...], lexicon: Lexicon) -> list[Saying]:
    """The nearest verb of saying in the same sentence introduces the quotation."""
    sentence = document.sentences[document.sentence_of[stand_in[0]]]
    candidates = [
        token
        for token in document.tokens[sentence.first : sentence.last]
        if token.quotation is None
        and token.pos == "VERB"
        and lexicon.verb(token.lemma, "clause")
        and min(abs(token.index - i) for i in stand_in) <= _FARTHEST_VERB
        and subject(document, token.index)
    ]
    if not candidates:
        return []
    cue = min(candidates, key=lambda token: min(abs(token.index - i) for i in stand_in))
    verb = lexicon.verb(cue.lemma, "clause")
    source = tuple(i for i in subject(document, cue.index) if i not in stand_in)
    act = verb.act if verb else Act.ASSERT
    return [Saying((cue.index,), source, stand_in, act, f"“{cue.text}” stands beside the quotation")]


def _speaker_before(document: Document, known: Sequence[Saying], stand_in: tuple[int, ...]) -> list[Saying]:
    """A quotation that stands alone continues the speaker of the one before it."""
    block = document.sentences[document.sentence_of[stand_in[0]]].block
    earlier = [
        saying
        for saying in known
        if saying.source
        and not saying.narrated
        and any(document.tokens[i].quotation is not None for i in saying.content)
        and max(saying.content) < stand_in[0]
        and 0 <= block - document.sentences[document.sentence_of[saying.content[0]]].block <= _BLOCKS_BACK
    ]
    if not earlier:
        return []
    speaker = max(earlier, key=lambda saying: max(saying.content))
    why = "the quotation continues the speaker before it"
    return [Saying((), speaker.source, stand_in, Act.ASSERT, "a quotation that stands alone", inferred=why)]
