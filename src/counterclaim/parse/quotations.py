"""Find the quotations of a block, before any parser cuts it into sentences.

Quotation marks come in every style, straight and curly, nested, unbalanced, and mangled by
translation. An apostrophe is none, and a paragraph that opens a quotation without closing it is
all quotation (the usual way to print a speech of several paragraphs).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from counterclaim.model import Block
from counterclaim.parse.document import Quotation

_PAIRS = {"“": "”", "„": "“", "«": "»", "‘": "’", "‹": "›", "``": "''"}
_STRAIGHT = {'"', "'", "''"}
_SINGLE = {"‘", "'"}
_MARK = re.compile("``|''|[“”„«»‘’‹›\"']")
_LONG_ENOUGH_TO_BE_SPEECH = 8
_LONGEST_ASIDE = 80
_FARTHEST_CLOSER = 600
_MOST_CLOSERS = 20
_DEEPEST = 8  # no writer nests deeper, and a page of opening marks must not take for ever
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


@dataclass(frozen=True, slots=True)
class _Open:
    mark: str
    start: int
    depth: int


def quotations(text: str, blocks: tuple[Block, ...]) -> tuple[Quotation, ...]:
    """Return the quotations of all blocks, outer before inner, in text order."""
    found: list[Quotation] = []
    for number, block in enumerate(blocks):
        in_block = sorted(_in_block(text, block, number), key=lambda quote: (quote.start, -quote.end))
        found += _nested(in_block, len(found))
    return tuple(_judged(text, found))


def _judged(text: str, found: list[Quotation]) -> Iterator[Quotation]:
    """Say of each quotation whether it is an utterance, or goes on with the utterance before it."""
    before: Quotation | None = None
    for quote in found:
        speech = _is_speech(text, quote) or (before is not None and _goes_on(text, before, quote))
        judged = replace(quote, speech=speech)
        if quote.inside is None:
            before = judged
        yield judged


def _in_block(text: str, block: Block, number: int) -> Iterator[Quotation]:
    waiting: list[_Open] = []
    for match in _MARK.finditer(text, block.start, block.end):
        mark, at = match.group(), match.start()
        if _is_apostrophe(text, at, mark):
            continue
        opener = _closes(text, match, waiting)
        if opener is not None:
            del waiting[opener.depth :]
            yield from _quotation(text, opener, at, match.end(), number)
        elif len(waiting) < _DEEPEST and _opens(text, match, block):
            waiting.append(_Open(mark, at, len(waiting)))
    if waiting and waiting[0].mark not in _SINGLE:
        yield from _quotation(text, waiting[0], block.end, block.end, number)


def _quotation(text: str, opener: _Open, end: int, outer_end: int, block: int) -> Iterator[Quotation]:
    start = opener.start + len(opener.mark)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Quotation(start, end, opener.start, outer_end, block, speech=True)


def _is_apostrophe(text: str, at: int, mark: str) -> bool:
    """A single mark between two letters, or before a decade, belongs to the word."""
    if mark not in {"'", "’", "‘"}:
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before.isalnum() and after.isalnum():
        return True
    return after.isdigit() and not before.isalnum() and text[at + 2 : at + 4] in {"0s", "0'"}


def _closes(text: str, match: re.Match[str], waiting: list[_Open]) -> _Open | None:
    """Return the innermost waiting opener that this mark can close."""
    mark, at, end = match.group(), match.start(), match.end()
    after = text[end : end + 1]
    for opener in reversed(waiting):
        if mark in _STRAIGHT and opener.mark == mark and not (after.isalnum() and text[at - 1].isspace()):
            return opener
        if _PAIRS.get(opener.mark) == mark:
            return opener
        # Translation turns closing marks into opening ones: «so it went. «
        if mark == opener.mark and mark in {"«", "“"} and not after.isalnum() and at - opener.start > 1:
            return opener
        # Curly and German openers may be closed by a curly or a straight mark.
        if mark in {"”", '"'} and opener.mark in {"“", "„", '"'} and not after.isalnum():
            return opener
    return None


def _opens(text: str, match: re.Match[str], block: Block) -> bool:
    """A mark opens where a word follows and none is glued on before it; a single one must be closed later."""
    mark, at, end = match.group(), match.start(), match.end()
    before = text[at - 1] if at > block.start else " "
    after = text[end] if end < block.end else " "
    if mark in {"”", "»", "›", "’"} or (after.isspace() and mark in _STRAIGHT):
        return False
    if mark in _PAIRS and mark not in _SINGLE:
        return True
    if before.isalnum():
        return False
    return mark in {'"', "''"} or _closed_later(text, end, block.end, _PAIRS.get(mark, mark))


def _closed_later(text: str, start: int, end: int, closer: str) -> bool:
    """A mark that can close stands within reach; where the first few cannot, none will."""
    at, limit = start - 1, min(end, start + _FARTHEST_CLOSER)
    for _ in range(_MOST_CLOSERS):
        at = text.find(closer, at + 1, limit)
        if at == -1:
            return False
        if not text[at + 1 : at + 2].isalnum() and not text[at - 1].isspace():
            return True
    return False


def _nested(in_block: list[Quotation], offset: int) -> Iterator[Quotation]:
    """Say for each quotation which one is around it."""
    around: list[int] = []
    for number, quote in enumerate(in_block):
        while around and in_block[around[-1]].outer_end < quote.outer_end:
            around.pop()
        yield replace(quote, inside=around[-1] + offset if around else None)
        around.append(number)


def _goes_on(text: str, before: Quotation, quote: Quotation) -> bool:
    """Between the parts of an utterance stands only who said it: "We won," she said, "and ..."."""
    between = text[before.outer_end : min(quote.outer_start, before.outer_end + _LONGEST_ASIDE + 1)]
    return (
        before.speech
        and quote.inside is None
        and before.block == quote.block
        and text[before.end - 1] == ","
        and len(between) <= _LONGEST_ASIDE
        and between.rstrip().endswith(",")
        and not re.search(r"[.!?]\s", between)
    )


def _is_speech(text: str, quote: Quotation) -> bool:
    """A whole utterance begins like a sentence and is long or ends like one; the rest are fragments."""
    if quote.inside is not None:
        return False
    words = text[quote.start : quote.end]
    first = _WORD.search(words)
    if first is None:
        return False
    begins = first.group()[0].isupper() or first.group()[0].isdigit() or words.startswith(("...", "…"))
    ends = words[-1] in ",.!?…-—" or text[quote.outer_end : quote.outer_end + 1] in {",", "."}
    count = len(_WORD.findall(words))
    inner_break = re.search(r"[.!?]\s+[A-Z“‘]", words) is not None
    return begins and (inner_break or count >= _LONG_ENOUGH_TO_BE_SPEECH or (ends and count > 1))
