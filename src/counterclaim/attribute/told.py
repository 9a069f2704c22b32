"""Who has said what so far, while the quotations of a report are given to their speakers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from counterclaim.attribute.phrases import sentence_at
from counterclaim.attribute.quoted import stand_ins
from counterclaim.attribute.saying import Saying
from counterclaim.model import BlockKind
from counterclaim.parse.document import Document, Sentence

_FARTHEST_VERB = 12


class Told:
    """What is known so far, found again by sentence and by block, so that a long report takes no longer."""

    def __init__(self, document: Document, sayings: Sequence[Saying]) -> None:
        self.document = document
        self.sayings: list[Saying] = []
        self.given: set[int] = set()
        self.by_cue: dict[int, int] = {}
        self.by_sentence: dict[int, list[int]] = {}
        self.quoted_in: dict[int, list[tuple[int, int]]] = {}
        self.frame: dict[int, list[Sentence]] = {}
        for sentence in document.sentences:
            if sentence.quotation is None:
                self.frame.setdefault(sentence.block, []).append(sentence)
        self.extend(sayings)

    def extend(self, sayings: Iterable[Saying]) -> None:
        """Take in `sayings`."""
        for saying in sayings:
            self.add(saying)

    def add(self, saying: Saying) -> None:
        """Take in a saying: what it says is given to somebody now."""
        if saying.cue and not saying.narrated:
            sentence = self.document.sentence_of[saying.cue[0]]
            self.by_sentence.setdefault(sentence, []).append(len(self.sayings))
        utterances = stand_ins(self.document, saying.content)
        if saying.source and not saying.narrated and utterances:
            self._place(utterances, len(self.sayings))
            self.by_cue.update(dict.fromkeys(saying.cue, len(self.sayings)))
        self.given.update(saying.content)
        self.sayings.append(saying)

    def join(self, found: Saying, stand_in: tuple[int, ...]) -> bool:
        """A verb between two quotations ("...", she said, "...") introduces both as one saying."""
        number = next((self.by_cue[index] for index in found.cue if index in self.by_cue), None)
        if number is None or _led_apart(self.document, self.sayings[number], stand_in):
            return False
        self._grow(number, stand_in)
        return True

    def join_interrupted(self, stand_in: tuple[int, ...]) -> bool:
        """An interrupted quotation ("...", she said, "...") is one saying with two parts."""
        for number in self.by_sentence.get(self.document.sentence_of[stand_in[0]], ()):
            saying = self.sayings[number]
            other = stand_ins(self.document, saying.content)
            between = other and _stands_between(saying.cue[0], tuple(other), stand_in)
            if between and not _led_apart(self.document, saying, stand_in):
                self._grow(number, stand_in)
                return True
        return False

    def _grow(self, number: int, stand_in: tuple[int, ...]) -> None:
        saying = self.sayings[number]
        self.sayings[number] = replace(saying, content=tuple(sorted({*saying.content, *stand_in})))
        self.given.update(stand_in)
        self._place(stand_in, number)

    def _place(self, utterances: Sequence[int], number: int) -> None:
        """Note where in its paragraph each utterance of a saying ends."""
        for index in utterances:
            insort(self.quoted_in.setdefault(self.block(index), []), (index, number))

    def last_quoted(self, block: int, before: int) -> Saying | None:
        """Return the saying of the last utterance in the block before a word."""
        near = self.quoted_in.get(block, [])
        position = bisect_left(near, (before, 0))
        return self.sayings[near[position - 1][1]] if position else None

    def opens_block(self, stand_in: tuple[int, ...]) -> bool:
        """Say whether a quotation begins its paragraph."""
        first = self.frame[self.block(stand_in[0])][0].first
        return stand_in[0] == first

    def sentence_before(self, stand_in: tuple[int, ...]) -> Sentence | None:
        """Return the last sentence above the quotation: in its paragraph, or else in the one before."""
        here = self.block(stand_in[0])
        own = self.frame[here]
        position = bisect_right(own, stand_in[0], key=attrgetter("last"))
        over = self.frame.get(here - 1, []) if self.opens_block(stand_in) else []
        above = own[position - 1 : position] if position else over[-1:]
        if not above or self.document.blocks[above[0].block].kind is not BlockKind.PARAGRAPH:
            return None
        return above[0]

    def first_quoted(self, block: int) -> Saying | None:
        """Return the saying of the first utterance in the block."""
        near = self.quoted_in.get(block, [])
        return self.sayings[near[0][1]] if near else None

    def latest_in(self, sentence: Sentence) -> Iterator[Saying]:
        """Yield the sayings whose cue stands in the sentence, the last one first."""
        numbers = self.by_sentence.get(self.document.sentence_of[sentence.first], ())
        return (self.sayings[number] for number in reversed(numbers))

    def block(self, index: int) -> int:
        """Return the number of the block that a word stands in."""
        return sentence_at(self.document, index).block


def _led_apart(document: Document, saying: Saying, stand_in: tuple[int, ...]) -> bool:
    """After a colon another utterance begins: "We lost," says Roe: "It was late."."""
    starts = (stand_in[0], *stand_ins(document, saying.content)[:1])
    return any(start and document.tokens[start - 1].text == ":" for start in starts)


def _stands_between(cue: int, one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """The verb stands after one part and before the other, which is not far."""
    first, second = sorted((one, other))
    near = cue - first[-1] <= _FARTHEST_VERB
    return first[-1] < cue < second[0] and (near or first == one)
