"""Quotations that no rule has given to anybody: find the verb beside them, or the speaker before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from counterclaim.attribute.introduced import introduced, introduced_above, is_person
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.partial import part_quoted
from counterclaim.attribute.phrases import subject
from counterclaim.attribute.saying import Saying
from counterclaim.attribute.utterances import nearest_speaker, said_aloud, uncut, unquoted_left_out
from counterclaim.model import Act, BlockKind
from counterclaim.parse.document import Document, Quotation, Sentence, Token

_FARTHEST_VERB = 12
_BLOCKS_BACK = 1
_DASHES = frozenset({"—", "–", "―", "-", "--"})
_LONGEST_SIGNATURE = 12
_LONGEST_SUBHEADING = 8


def give_speakers(document: Document, sayings: Sequence[Saying], lexicon: Lexicon) -> list[Saying]:
    """Return `sayings` with every whole utterance given to somebody where that can be told."""
    tidy = nearest_speaker(document, [unquoted_left_out(document, saying) for saying in sayings])
    told = _Told(document, [*tidy, *part_quoted(document, tidy, lexicon)])
    waiting: list[tuple[int, ...]] = []
    for stand_in in _loose_stand_ins(document, tidy):
        if not (_take_beside(told, stand_in, lexicon) or told.join_interrupted(stand_in)):
            told.extend(told.speaker_before(stand_in, lexicon))
            waiting += [stand_in] if stand_in[0] not in told.given else []
    for stand_in in reversed(waiting):
        told.extend(told.speaker_below(stand_in))
    return [said_aloud(document, uncut(document, saying)) for saying in told.sayings]


def _take_beside(told: _Told, stand_in: tuple[int, ...], lexicon: Lexicon) -> bool:
    """Give the quotation to whom the words beside it name, as a part of what they introduce already."""
    found = introduced(told.document, stand_in, lexicon) or _signed(told.document, stand_in)
    if found is None:
        return False
    if not told.join(found, stand_in):
        told.add(found)
    return True


class _Told:
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

    def extend(self, sayings: Sequence[Saying]) -> None:
        for saying in sayings:
            self.add(saying)

    def add(self, saying: Saying) -> None:
        if saying.cue and not saying.narrated:
            sentence = self.document.sentence_of[saying.cue[0]]
            self.by_sentence.setdefault(sentence, []).append(len(self.sayings))
        utterances = quoted(self.document, saying)
        if saying.source and not saying.narrated and utterances:
            self._place(utterances, len(self.sayings))
            self.by_cue.update(dict.fromkeys(saying.cue, len(self.sayings)))
        self.given.update(saying.content)
        self.sayings.append(saying)

    def join(self, found: Saying, stand_in: tuple[int, ...]) -> bool:
        """A verb between two quotations ("...", she said, "...") introduces both as one saying."""
        number = next((self.by_cue[index] for index in found.cue if index in self.by_cue), None)
        if number is None or self._led_apart(self.sayings[number], stand_in):
            return False
        self._grow(number, stand_in)
        return True

    def join_interrupted(self, stand_in: tuple[int, ...]) -> bool:
        """An interrupted quotation ("...", she said, "...") is one saying with two parts."""
        for number in self.by_sentence.get(self.document.sentence_of[stand_in[0]], ()):
            saying = self.sayings[number]
            other = quoted(self.document, saying)
            between = other and _stands_between(saying.cue[0], tuple(other), stand_in)
            if between and not self._led_apart(saying, stand_in):
                self._grow(number, stand_in)
                return True
        return False

    def _led_apart(self, saying: Saying, stand_in: tuple[int, ...]) -> bool:
        """After a colon another utterance begins: "We lost," says Roe: "It was late."."""
        starts = (stand_in[0], *quoted(self.document, saying)[:1])
        return any(start and self.document.tokens[start - 1].text == ":" for start in starts)

    def _grow(self, number: int, stand_in: tuple[int, ...]) -> None:
        saying = self.sayings[number]
        self.sayings[number] = replace(saying, content=tuple(sorted({*saying.content, *stand_in})))
        self.given.update(stand_in)
        self._place(stand_in, number)

    def _place(self, utterances: Sequence[int], number: int) -> None:
        """Note where in its paragraph each utterance of a saying ends."""
        for index in utterances:
            insort(self.quoted_in.setdefault(self._block(index), []), (index, number))

    def speaker_before(self, stand_in: tuple[int, ...], lexicon: Lexicon) -> list[Saying]:
        """A quotation that stands alone has the speaker of the one, or of the sentence, before it."""
        here = self._block(stand_in[0])
        opens = self._opens_block(stand_in)
        if opens and _is_subheading(self.document, stand_in):
            return []
        earlier = self._last_quoted(here, stand_in[0])
        if earlier is None and opens:
            earlier = self._last_quoted(here - _BLOCKS_BACK, stand_in[0])
        sentence = self._sentence_before(stand_in)
        if sentence is not None:
            found = (
                self._said_before(sentence, stand_in)
                or self._above(sentence, stand_in, lexicon)
                or self._told_of(sentence, earlier, stand_in)
            )
            if found is not None:
                return [found]
        if earlier is None:
            return []
        why = "the quotation continues the speaker before it"
        return [_alone(earlier.cue, earlier.source, stand_in, why)]

    def speaker_below(self, stand_in: tuple[int, ...]) -> list[Saying]:
        """A quotation that its paragraph does not close goes on in the next, which may tell its speaker."""
        number = self.document.tokens[stand_in[0]].quotation
        if number is None or not _is_open(self.document, number):
            return []
        below = self.quoted_in.get(self._block(stand_in[0]) + 1, [])
        if not below:
            return []
        first = self.sayings[below[0][1]]
        why = "the quotation goes on in the next paragraph"
        return [_alone(first.cue, first.source, stand_in, why)]

    def _last_quoted(self, block: int, before: int) -> Saying | None:
        near = self.quoted_in.get(block, [])
        position = bisect_left(near, (before, 0))
        return self.sayings[near[position - 1][1]] if position else None

    def _opens_block(self, stand_in: tuple[int, ...]) -> bool:
        first = self.frame[self._block(stand_in[0])][0].first
        return stand_in[0] == first

    def _sentence_before(self, stand_in: tuple[int, ...]) -> Sentence | None:
        """Return the last sentence above the quotation: in its paragraph, or else in the one before."""
        here = self._block(stand_in[0])
        own = self.frame[here]
        position = bisect_right(own, stand_in[0], key=attrgetter("last"))
        over = self.frame.get(here - 1, []) if self._opens_block(stand_in) else []
        above = own[position - 1 : position] if position else over[-1:]
        if not above or self.document.blocks[above[0].block].kind is not BlockKind.PARAGRAPH:
            return None
        return above[0]

    def _told_of(
        self, sentence: Sentence, earlier: Saying | None, stand_in: tuple[int, ...]
    ) -> Saying | None:
        """The sentence before the quotation is about its speaker: "... Roe was angry. '...'"."""
        inside = range(sentence.first, sentence.last)
        if any(self.document.tokens[index].quotation is not None for index in inside):
            return None
        if earlier is not None and any(
            i in inside for i in (*earlier.cue, *earlier.source, *earlier.content)
        ):
            return None
        speaker = _about(self.document, sentence)
        if not speaker or not is_person(self.document, speaker):
            return None
        if earlier is None and sentence.block != self._block(stand_in[0]):
            return None
        if earlier is not None and not _is_another(self.document, speaker, earlier.source):
            return None
        why = "the sentence before the quotation tells of its speaker"
        return _alone(self._cue_of(sentence, speaker), speaker, stand_in, why)

    def _said_before(self, sentence: Sentence, stand_in: tuple[int, ...]) -> Saying | None:
        """The sentence before quotes a part of what its speaker says: He called it "too little". "..."."""
        number = self.document.sentence_of[sentence.first]
        inside = range(sentence.first, sentence.last)
        whole = any(self.document.tokens[index].quotation is not None for index in inside)
        if whole or sentence.block != self._block(stand_in[0]):
            return None
        for at in reversed(self.by_sentence.get(number, ())):
            saying = self.sayings[at]
            if saying.source and any(True for _ in self._fragments(saying)):
                return _alone(
                    saying.cue, saying.source, stand_in, "the quotation continues the speaker before it"
                )
        return None

    def _fragments(self, saying: Saying) -> Iterator[Quotation]:
        """Yield the fragments that the content of `saying` may enter."""
        start, end = self.document.extent(saying.content)
        first = bisect_left(self.document.outermost, start, key=attrgetter("end"))
        for number in range(first, len(self.document.outermost)):
            quote = self.document.outermost[number]
            if quote.start >= end:
                return
            if not quote.speech:
                yield quote

    def _cue_of(self, sentence: Sentence, speaker: tuple[int, ...]) -> tuple[int, ...]:
        """Return the word with which the sentence before told already what `speaker` says."""
        number = self.document.sentence_of[sentence.first]
        told = [self.sayings[at] for at in self.by_sentence.get(number, ())]
        return next((saying.cue for saying in reversed(told) if saying.source == speaker), ())

    def _above(self, sentence: Sentence, stand_in: tuple[int, ...], lexicon: Lexicon) -> Saying | None:
        """A paragraph that ends in a colon leads to the quotation below it."""
        words = list(self.document.tokens[sentence.first : sentence.last])
        if sentence.block == self._block(stand_in[0]) or any(token.quotation is not None for token in words):
            return None
        found = introduced_above(self.document, words, stand_in, lexicon)
        return found and replace(found, inferred="the paragraph before leads to the quotation")

    def _block(self, index: int) -> int:
        return self.document.sentences[self.document.sentence_of[index]].block


def _alone(cue: tuple[int, ...], source: tuple[int, ...], stand_in: tuple[int, ...], why: str) -> Saying:
    return Saying(cue, source, stand_in, Act.ASSERT, "a quotation that stands alone", inferred=why)


def _about(document: Document, sentence: Sentence) -> tuple[int, ...]:
    """Return the subject of the sentence."""
    root = next(
        (
            i
            for i in range(sentence.first, sentence.last)
            if document.tokens[i].head == i and document.tokens[i].pos != "PUNCT"
        ),
        sentence.first,
    )
    return subject(document, root)


def _is_another(document: Document, one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Two sources are two people where both are names, and they share none."""
    names = [
        {document.tokens[i].lower for i in words if document.tokens[i].pos == "PROPN"}
        for words in (one, other)
    ]
    return bool(names[0]) and not names[0] & names[1] and bool(names[1])


def _is_subheading(document: Document, stand_in: tuple[int, ...]) -> bool:
    """A short line between single marks heads a part of the report: 'The last of the ferries'."""
    quote = document.quotations[document.tokens[stand_in[0]].quotation or 0]
    block = document.blocks[quote.block]
    whole = quote.outer_start == block.start and block.end - quote.outer_end <= 1
    short = len(document.text[quote.start : quote.end].split()) <= _LONGEST_SUBHEADING
    return whole and short and document.text[quote.outer_start] in "'‘"


def _is_open(document: Document, number: int) -> bool:
    """No mark closes the quotation."""
    quote = document.quotations[number]
    return quote.outer_start < quote.start and quote.outer_end == quote.end


def _signed(document: Document, stand_in: tuple[int, ...]) -> Saying | None:
    """A name after a dash at the end signs the quotation: "It was a good year." — Ann Roe, teacher."""
    here = document.sentences[document.sentence_of[stand_in[0]]].block
    words: list[Token] = []
    for token in document.tokens[stand_in[-1] + 1 : stand_in[-1] + 1 + _LONGEST_SIGNATURE]:
        sentence = document.sentences[document.sentence_of[token.index]]
        if sentence.block != here or sentence.quotation is not None:
            break
        if token.quotation is not None:
            return None
        words.append(token)
    words = [token for token in words if token.text not in {".", ","} or token.pos != "PUNCT"]
    if len(words) < 2 or words[0].text not in _DASHES or not words[1].text[0].isupper():
        return None
    if any(token.pos in {"VERB", "AUX"} and token.text.islower() for token in words):
        return None
    source = tuple(token.index for token in words[1:])
    return Saying((words[0].index,), source, stand_in, Act.ASSERT, "a name after a dash signs the quotation")


def _stands_between(cue: int, one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """The verb stands after one part and before the other, which is not far."""
    first, second = sorted((one, other))
    near = cue - first[-1] <= _FARTHEST_VERB
    return first[-1] < cue < second[0] and (near or first == one)


def quoted(document: Document, saying: Saying) -> list[int]:
    """Return the tokens of the content that stand for whole utterances."""
    return [index for index in saying.content if document.tokens[index].quotation is not None]


def _loose_stand_ins(document: Document, sayings: Sequence[Saying]) -> Iterator[tuple[int, ...]]:
    """Yield the tokens of each stand-in that no saying has taken."""
    taken = {index for saying in sayings for index in saying.content}
    groups: dict[int, list[int]] = {}
    for token in document.tokens:
        if token.quotation is not None and token.index not in taken:
            groups.setdefault(token.quotation, []).append(token.index)
    yield from (tuple(indices) for _, indices in sorted(groups.items()))
