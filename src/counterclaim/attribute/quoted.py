"""Which words stand between quotation marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from operator import attrgetter

from counterclaim.parse.document import Document, Quotation


def stand_ins(document: Document, words: Iterable[int]) -> list[int]:
    """Return those of `words` that stand for whole utterances."""
    return [index for index in words if document.tokens[index].quotation is not None]


def has_utterance(document: Document, words: Iterable[int]) -> bool:
    """Say whether a whole utterance is among `words`."""
    return any(document.tokens[index].quotation is not None for index in words)


def quotations_in(document: Document, start: int, end: int) -> Iterator[Quotation]:
    """Yield the quotations that share characters with `[start, end)`, but for those inside others."""
    first = bisect_left(document.outermost, start, key=attrgetter("end"))
    for number in range(first, len(document.outermost)):
        if document.outermost[number].start >= end:
            return
        yield document.outermost[number]


def fragments_in(document: Document, words: Iterable[int]) -> Iterator[Quotation]:
    """Yield the quotations from the first to the last of `words` that are no whole utterances."""
    return (quote for quote in quotations_in(document, *document.extent(words)) if not quote.speech)
