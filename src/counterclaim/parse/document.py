"""What the parser gives to the other rooms: tokens and sentences that point into the stored text.

The parser works on a repaired copy of the text: fused words are cut, whole quotations are replaced
by a stand-in clause, quotation marks around single words are left out. None of that shows here:
every token carries its place in the *stored* text, and a stand-in carries the number of the
quotation it stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from counterclaim.model import Block


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks: `[start, end)` without the marks, `[outer_start, outer_end)` with them.

    `speech` is a whole utterance ("We won," she said); otherwise it is a fragment inside somebody
    else's sentence (he called it "very difficult"). `inside` is the number of the quotation around it.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    block: int
    speech: bool
    inside: int | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark: its analysis and its place in the stored text.

    `pos` is a Universal part of speech, `tag` a Penn Treebank tag, `dep` a CLEAR-style dependency
    label; `head` is the index of the governor, the token's own for a root.
    """

    index: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    quotation: int | None = None

    @property
    def lower(self) -> str:
        """Return the word in lower case."""
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `[first, last)`, of one block; `quotation` is the utterance whose inside it is, if any."""

    first: int
    last: int
    block: int
    quotation: int | None = None


@dataclass(frozen=True)
class Document:
    """A parsed report."""

    text: str
    blocks: tuple[Block, ...]
    quotations: tuple[Quotation, ...]
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The indices of the tokens that each token governs, in text order."""
        governed: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                governed[token.head].append(token.index)
        return tuple(tuple(indices) for indices in governed)

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """The number of the sentence that each token stands in."""
        numbers = [0] * len(self.tokens)
        for number, sentence in enumerate(self.sentences):
            for index in range(sentence.first, sentence.last):
                numbers[index] = number
        return tuple(numbers)

    @cached_property
    def outermost(self) -> tuple[Quotation, ...]:
        """The quotations that stand in no other, in text order."""
        return tuple(quote for quote in self.quotations if quote.inside is None)

    @cached_property
    def insides(self) -> dict[int, tuple[int, ...]]:
        """The tokens inside each whole utterance, by the number of its quotation."""
        found: dict[int, list[int]] = {}
        for sentence in self.sentences:
            if sentence.quotation is not None:
                found.setdefault(sentence.quotation, []).extend(range(sentence.first, sentence.last))
        return {number: tuple(indices) for number, indices in found.items()}

    def of(self, index: int, *labels: str) -> Iterator[Token]:
        """Yield the tokens that `index` governs, those with one of the dependency `labels` if given."""
        for child in self.children[index]:
            if not labels or self.tokens[child].dep in labels:
                yield self.tokens[child]

    def first_of(self, index: int, *labels: str) -> Token | None:
        """Return the first token that `index` governs with one of the dependency `labels`."""
        for child in self.children[index]:
            if not labels or self.tokens[child].dep in labels:
                return self.tokens[child]
        return None

    def subtree(self, index: int, without: frozenset[int] = frozenset()) -> tuple[int, ...]:
        """Return `index` and all it governs, in text order, less the branches at `without`."""
        found, waiting = [], [index]
        while waiting:
            at = waiting.pop()
            found.append(at)
            waiting.extend(child for child in self.children[at] if child not in without)
        return tuple(sorted(found))

    def ancestors(self, index: int) -> Iterator[Token]:
        """Yield the governors of `index` up to the root."""
        while self.tokens[index].head != index:
            index = self.tokens[index].head
            yield self.tokens[index]

    def extent(self, indices: Iterable[int]) -> tuple[int, int]:
        """Return the characters of the stored text from the first to the last of the tokens."""
        tokens = [self.tokens[index] for index in indices]
        return min(token.start for token in tokens), max(token.end for token in tokens)
