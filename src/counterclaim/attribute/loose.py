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
    told = _Told(document, list(sayings))
    for stand_in in _loose_stand_ins(document, sayings):
        if not told.join_interrupted(stand_in):
            for saying in _beside_a_verb(document, stand_in, lexicon) or told.speaker_before(stand_in):
                told.add(saying)
    return told.sayings


class _Told:
    """What is known so far, found again by sentence and by block, so that a long report takes no longer."""

    def __init__(self, document: Document, sayings: list[Saying]) -> None:
        self.document = document
        self.sayings: list[Saying] = []
        self.by_sentence: dict[int, list[int]] = {}
        self.quoted_in: dict[int, list[Saying]] = {}
        for saying in sayings:
            self.add(saying)

    def add(self, saying: Saying) -> None:
        if saying.cue and not saying.narrated:
            sentence = self.document.sentence_of[saying.cue[0]]
            self.by_sentence.setdefault(sentence, []).append(len(self.sayings))
        if saying.source and not saying.narrated and _quoted(self.document, saying):
            self.quoted_in.setdefault(self._block(saying.content[0]), []).append(saying)
        self.sayings.append(saying)

    def join_interrupted(self, stand_in: tuple[int, ...]) -> bool:
        """An interrupted quotation ("...", she said, "...") is one saying with two parts."""
        for number in self.by_sentence.get(self.document.sentence_of[stand_in[0]], ()):
            saying = self.sayings[number]
            other = _quoted(self.document, saying)
            if other and _stands_between(saying.cue[0], tuple(other), stand_in):
                content = tuple(sorted((*saying.content, *stand_in)))
                self.sayings[number] = replace(saying, content=content)
                return True
        return False

    def speaker_before(self, stand_in: tuple[int, ...]) -> list[Saying]:
        """A quotation that stands alone continues the speaker of the one before it."""
        here = self._block(stand_in[0])
        near = [
            saying
            for block in range(here - _BLOCKS_BACK, here + 1)
            for saying in self.quoted_in.get(block, ())
        ]
        earlier = [saying for saying in near if max(saying.content) < stand_in[0]]
        if not earlier:
            return []
        speaker = max(earlier, key=lambda saying: max(saying.content))
        cue = speaker.cue if self._block(speaker.content[0]) == here else ()
        why = "the quotation continues the speaker before it"
        return [
            Saying(cue, speaker.source, stand_in, Act.ASSERT, "a quotation that stands alone", inferred=why)
        ]

    def _block(self, index: int) -> int:
        return self.document.sentences[self.document.sentence_of[index]].block


def _stands_between(cue: int, one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """The verb stands after one part and before the other, which is not far."""
    first, second = sorted((one, other))
    near = cue - first[-1] <= _FARTHEST_VERB
    return first[-1] < cue < second[0] and (near or first == one)


def _quoted(document: Document, saying: Saying) -> list[int]:
    return [index for index in saying.content if document.tokens[index].quotation is not None]


def _loose_stand_ins(document: Document, sayings: Sequence[Saying]) -> Iterator[tuple[int, ...]]:
    """Yield the tokens of each stand-in that no saying has taken."""
    taken = {index for saying in sayings for index in saying.content}
    groups: dict[int, list[int]] = {}
    for token in document.tokens:
        if token.quotation is not None and token.index not in taken:
            groups.setdefault(token.quotation, []).append(token.index)
    yield from (tuple(indices) for _, indices in sorted(groups.items()))


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
