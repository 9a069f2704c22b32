"""Cut a report into the passages that the parser reads, each with a map back to the stored text.

A passage is either a block with its whole utterances replaced by a stand-in clause, or the inside
of one such utterance. So a quotation of five sentences does not tear "..., she said" from its
speaker, and no word is parsed twice.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter, itemgetter

from counterclaim.model import Block, BlockKind
from counterclaim.parse.document import Quotation
from counterclaim.parse.repair import Cut

_BLANK = re.compile(r"\s")

READ_KINDS = frozenset(BlockKind) - {BlockKind.CREDIT, BlockKind.METADATA, BlockKind.BOILERPLATE}
"""Blocks that are read; nothing is attributed out of the others."""

STAND_IN = "this happened"
"""A clause that any parser takes as what is said in: "This happened, she said"."""

_CLOSING = " '\"’”»›"
_CLOSING_SENTENCE = frozenset(",.;:!?)")
_GOING_ON = frozenset(",!?-—")

LONGEST_PASSAGE = 20_000
"""Characters parsed at once: keeps memory flat when a page is one endless line."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Text for the parser.

    `places[i]` is where character i stands in the stored text, None for one that we put in;
    `stand_ins` are `(start, end, quotation number)` in the passage's own characters.
    """

    text: str
    places: tuple[int | None, ...]
    block: int
    quotation: int | None
    stand_ins: tuple[tuple[int, int, int], ...] = ()


class _Writer:
    """Puts a passage together character by character."""

    def __init__(self, text: str, cuts: Sequence[int]) -> None:
        self.text = text
        self.cuts = cuts
        self.written: list[str] = []
        self.places: list[int | None] = []
        self.stand_ins: list[tuple[int, int, int]] = []

    def copy(self, start: int, end: int) -> None:
        """Write the text from `start` to `end`: a blank before each cut, and a space for every blank."""
        if start >= end:
            return
        first, last = bisect_left(self.cuts, start), bisect_left(self.cuts, end)
        cuts = self.cuts[first:last]
        inner = cuts[1:] if cuts and cuts[0] == start else cuts
        for at, until in pairwise((start, *inner, end)):
            if (at > start or len(inner) < len(cuts)) and self.written:
                self.insert(". " if self.text[at].isupper() and self.text[at - 1].islower() else " ")
            self.written.extend(_BLANK.sub(" ", self.text[at:until]))
            self.places.extend(range(at, until))

    def insert(self, words: str) -> None:
        self.written.extend(words)
        self.places.extend([None] * len(words))

    def part(self, at: int) -> None:
        """Keep the word at `at` apart from the word before it, where only a mark stood between them."""
        if self.written and self.written[-1].isalnum() and self.text[at : at + 1].isalnum():
            self.insert(" ")

    def stand_in(self, quotation: Quotation, number: int) -> None:
        opens_sentence = all(character.isspace() for character in self.written)
        if self.written and not self.written[-1].isspace():
            self.insert(" ")
        start = len(self.written)
        self.insert(STAND_IN.capitalize() if opens_sentence else STAND_IN)
        self.stand_ins.append((start, len(self.written), number))
        self.insert(_mark_after(self.text, quotation))
        after = self.text[quotation.outer_end : quotation.outer_end + 1]
        if after and not after.isspace() and after not in _CLOSING_SENTENCE:
            self.insert(" ")

    def passages(self, block: int, quotation: int | None) -> Iterator[Passage]:
        text = "".join(self.written)
        for start, end in _pieces(text, self.stand_ins):
            first = bisect_left(self.stand_ins, start, key=itemgetter(0))
            last = bisect_left(self.stand_ins, end, key=itemgetter(0))
            inside = tuple((a - start, b - start, n) for a, b, n in self.stand_ins[first:last])
            yield Passage(text[start:end], tuple(self.places[start:end]), block, quotation, inside)


def passages(
    text: str, blocks: Sequence[Block], quotations: Sequence[Quotation], cuts: Sequence[Cut]
) -> Iterator[Passage]:
    """Yield the passages of a report: each block's frame, then the inside of its utterances.

    `quotations` are in text order, outer before inner, as `quotations()` gives them.
    """
    places = sorted({cut.at for cut in cuts})
    for number, block in enumerate(blocks):
        if block.kind not in READ_KINDS:
            continue
        first = bisect_left(quotations, number, key=attrgetter("block"))
        mine = range(first, bisect_right(quotations, number, key=attrgetter("block")))
        yield from _frame(_Writer(text, places), block, number, mine, quotations)
        for index in mine:
            if quotations[index].speech:
                yield from _inside(_Writer(text, places), index, mine, quotations)


def _frame(
    writer: _Writer, block: Block, number: int, mine: range, quotations: Sequence[Quotation]
) -> Iterator[Passage]:
    at = block.start
    for index in mine:
        quote = quotations[index]
        if quote.speech and quote.outer_start >= at:
            writer.copy(at, quote.outer_start)
            writer.stand_in(quote, index)
            at = quote.outer_end
        else:
            at = _copy_without_marks(writer, at, quote)
    writer.copy(at, block.end)
    yield from writer.passages(number, None)


def _copy_without_marks(writer: _Writer, at: int, quote: Quotation) -> int:
    """A fragment stays in its sentence; its marks only confuse the parser."""
    if quote.outer_start < at:  # nested in what stands there already
        return at
    writer.copy(at, quote.outer_start)
    writer.part(quote.start)
    writer.copy(quote.start, quote.end)
    writer.part(quote.outer_end)
    return quote.outer_end


def _inside(writer: _Writer, index: int, mine: range, quotations: Sequence[Quotation]) -> Iterator[Passage]:
    quote = quotations[index]
    at = quote.start
    for following in range(index + 1, mine.stop):
        inner = quotations[following]
        if inner.outer_start >= quote.end:
            break
        at = _copy_without_marks(writer, at, inner)
    writer.copy(min(at, quote.end), quote.end)
    yield from writer.passages(quote.block, index)


def _mark_after(text: str, quote: Quotation) -> str:
    """Return the mark that must follow the stand-in so that its sentence goes on, or ends, as it did."""
    last = text[quote.start : quote.end].rstrip(_CLOSING)[-1:]
    rest = text[quote.outer_end : quote.outer_end + 40].lstrip()
    if rest[:1] in {",", ".", ";", ":", "!", "?"}:
        return ""
    goes_on = rest[:1].islower() or ((last in _GOING_ON or last.isalnum()) and bool(rest))
    return "," if goes_on else "."


def _pieces(text: str, stand_ins: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Cut an overlong text at blanks, but never within a stand-in."""
    start = 0
    while len(text) - start > LONGEST_PASSAGE:
        cut = text.rfind(" ", start + LONGEST_PASSAGE // 2, start + LONGEST_PASSAGE)
        end = cut if cut > start else start + LONGEST_PASSAGE
        before = bisect_left(stand_ins, end, key=itemgetter(0)) - 1
        if before >= 0 and end < stand_ins[before][1]:
            end = stand_ins[before][0]
        yield start, end
        start = end
    if text[start:].strip():
        yield start, len(text)
