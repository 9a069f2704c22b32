"""Cut a report into the passages that the parser reads, each with a map back to the stored text.

A passage is either a block with its whole utterances replaced by a stand-in clause, or the inside
of one such utterance. So a quotation of five sentences does not tear "..., she said" from its
speaker, and no word is parsed twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counterclaim.model import Block, BlockKind
from counterclaim.parse.document import Quotation
from counterclaim.parse.repair import Cut

READ_KINDS = frozenset({BlockKind.HEADLINE, BlockKind.SUBHEADING, BlockKind.PARAGRAPH, BlockKind.CAPTION})
"""Blocks that are read; nothing is attributed out of the others."""

STAND_IN = "this happened"
"""A clause that any parser takes as what is said in: "This happened, she said"."""

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

    def __init__(self, text: str, cuts: Sequence[Cut]) -> None:
        self.text = text
        self.cuts = {cut.at for cut in cuts}
        self.written: list[str] = []
        self.places: list[int | None] = []
        self.stand_ins: list[tuple[int, int, int]] = []

    def copy(self, start: int, end: int) -> None:
        for at in range(start, end):
            if at in self.cuts:
                self.insert(". " if self.text[at].isupper() and self.text[at - 1].islower() else " ")
            self.written.append(" " if self.text[at].isspace() else self.text[at])
            self.places.append(at)

    def insert(self, words: str) -> None:
        self.written.extend(words)
        self.places.extend([None] * len(words))

    def stand_in(self, quotation: Quotation, number: int) -> None:
        start = len(self.written)
        opens_sentence = not "".join(self.written).strip()
        self.insert(STAND_IN.capitalize() if opens_sentence else STAND_IN)
        self.stand_ins.append((start, len(self.written), number))
        self.insert(_mark_after(self.text, quotation))

    def passages(self, block: int, quotation: int | None) -> Iterator[Passage]:
        text = "".join(self.written)
        for start, end in _pieces(text):
            inside = [(a - start, b - start, n) for a, b, n in self.stand_ins if start <= a < end]
            places = tuple(self.places[start:end])
            yield Passage(text[start:end], places, block, quotation, tuple(inside))


def passages(
    text: str, blocks: Sequence[Block], quotations: Sequence[Quotation], cuts: Sequence[Cut]
) -> Iterator[Passage]:
    """Yield the passages of a report: each block's frame, then the inside of its utterances."""
    for number, block in enumerate(blocks):
        if block.kind not in READ_KINDS:
            continue
        mine = [(index, quote) for index, quote in enumerate(quotations) if quote.block == number]
        yield from _frame(text, block, number, mine, cuts)
        for index, quote in mine:
            if quote.speech:
                yield from _inside(text, quote, index, mine, cuts)


def _frame(
    text: str, block: Block, number: int, mine: list[tuple[int, Quotation]], cuts: Sequence[Cut]
) -> Iterator[Passage]:
    writer = _Writer(text, [cut for cut in cuts if block.start < cut.at < block.end])
    at = block.start
    for index, quote in mine:
        if quote.inside is not None and mine and _within_speech(quote, mine):
            continue
        if quote.speech:
            writer.copy(at, quote.outer_start)
            writer.stand_in(quote, index)
        else:
            at = _copy_without_marks(writer, at, quote)
            continue
        at = quote.outer_end
    writer.copy(at, block.end)
    yield from writer.passages(number, None)


def _within_speech(quote: Quotation, mine: list[tuple[int, Quotation]]) -> bool:
    return any(other.speech and other.start <= quote.start and quote.end <= other.end for _, other in mine)


def _copy_without_marks(writer: _Writer, at: int, quote: Quotation) -> int:
    """A fragment stays in its sentence; its marks only confuse the parser."""
    if quote.outer_start < at:  # nested in a fragment that was copied already
        return at
    writer.copy(at, quote.outer_start)
    writer.copy(quote.start, quote.end)
    return quote.outer_end


def _inside(
    text: str, quote: Quotation, index: int, mine: list[tuple[int, Quotation]], cuts: Sequence[Cut]
) -> Iterator[Passage]:
    writer = _Writer(text, [cut for cut in cuts if quote.start < cut.at < quote.end])
    at = quote.start
    for _, inner in mine:
        if inner.start >= quote.start and inner.end <= quote.end and inner is not quote:
            at = _copy_without_marks(writer, at, inner)
    writer.copy(min(at, quote.end), quote.end)
    yield from writer.passages(quote.block, index)


def _mark_after(text: str, quote: Quotation) -> str:
    """Return the mark that must follow the stand-in so that its sentence goes on, or ends, as it did."""
    last = text[quote.end - 1]
    rest = text[quote.outer_end : quote.outer_end + 40].lstrip()
    if rest[:1] in {",", ".", ";", ":", "!", "?"}:
        return ""
    goes_on = rest[:1].islower() or last in ",!?-—" and bool(rest)
    return "," if goes_on else "."


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cut an overlong text at blanks."""
    start = 0
    while len(text) - start > LONGEST_PASSAGE:
        cut = text.rfind(" ", start + LONGEST_PASSAGE // 2, start + LONGEST_PASSAGE)
        end = cut if cut > start else start + LONGEST_PASSAGE
        yield start, end
        start = end
    if text[start:].strip():
        yield start, len(text)
