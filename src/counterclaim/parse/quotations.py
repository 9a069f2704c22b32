"""Find the quotations of a block, before any parser cuts it into sentences.

Quotation marks come in every style, straight and curly, nested, unbalanced, and mangled by
translation. An apostrophe is none, and a paragraph that opens a quotation without closing it is
all quotation (the usual way to print a speech of several paragraphs). A turn of a transcript is a
quotation that needs no marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from counterclaim import lang
from counterclaim.model import Block
from counterclaim.parse.document import Quotation
from counterclaim.parse.turns import Turn, turns

_PAIRS = {"“": "”", "„": "“", "«": "»", "‘": "’", "‹": "›", "``": "''"}
_STRAIGHT = {'"', "'", "''"}
_SINGLE = {"‘", "'"}
_MARK = re.compile("``|''|[“”„«»‘’‹›\"']")
_LONG_ENOUGH_TO_BE_SPEECH = 8
_FRAGMENT = 4  # fewer words in the middle of a sentence are part of it, unless a verb leads up to them
_LONGEST_INTRODUCTION = 40
_LONGEST_TITLE = 12
_LONGEST_ASIDE = 160
_FARTHEST_CLOSER = 600
_MOST_CLOSERS = 20
_DEEPEST = 8  # no writer nests deeper, and a page of opening marks must not take for ever
_INNER_BREAK = re.compile(r"[.!?]\s+[A-Z“‘]")
_SENTENCE_END = re.compile(r"\b[a-z][\w'’]{0,40}[.!?]\s")  # "Mr. " ends none
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


@dataclass(frozen=True, slots=True)
class _Open:
    mark: str
    start: int
    depth: int


def quotations(text: str, blocks: tuple[Block, ...], language: str = "en") -> tuple[Quotation, ...]:
    """Return the quotations of all blocks, outer before inner, in text order."""
    spoken = {turn.block: turn for turn in turns(text, blocks)}
    found: list[Quotation] = []
    for number, block in enumerate(blocks):
        turn = spoken.get(number)
        in_block = [*_of_turn(turn), *_in_block(text, _read(block, turn), number)]
        in_block.sort(key=lambda quote: (quote.start, -quote.end))
        found += _nested(in_block, len(found))
    around = _Around(text, blocks, frozenset(turn.start for turn in spoken.values()), language)
    return tuple(_judged(around, found))


def _of_turn(turn: Turn | None) -> Iterator[Quotation]:
    if turn is not None:
        yield Quotation(turn.start, turn.end, turn.start, turn.end, turn.block, speech=True)


def _read(block: Block, turn: Turn | None) -> Block:
    """Within a turn only what is said can be quoted, not the name before it."""
    return block if turn is None else replace(block, start=turn.start, end=turn.end)


def _judged(around: _Around, found: Sequence[Quotation]) -> Iterator[Quotation]:
    """Say of each quotation whether it is an utterance, or goes on with the utterance before it."""
    before: Quotation | None = None
    for quote in found:
        speech = around.is_speech(quote) or (before is not None and _goes_on(around.text, before, quote))
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
            waiting.append(_Open("“" if mark == "”" else mark, at, len(waiting)))
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
        if _PAIRS.get(opener.mark) == mark or (opener.mark == "‘" and mark == "'"):
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
    if mark == "”" and at == block.start:  # a closing mark opens the paragraph: ”We are lost.”
        return after.isalnum()
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
        and not _SENTENCE_END.search(between)
    )


# -- Utterance or fragment -------------------------------------------------------------------------


@cache
def _table(language: str, name: str) -> frozenset[str]:
    return frozenset(lang.table(language, "quotations")[name])


@dataclass(frozen=True, slots=True)
class _Around:
    """A text with what must be known to tell an utterance from a fragment of somebody else's sentence."""

    text: str
    blocks: tuple[Block, ...]
    turns: frozenset[int]
    language: str

    def is_speech(self, quote: Quotation) -> bool:
        """Say whether `quote` is an utterance: a turn, a sentence, or words that a verb leads up to."""
        if quote.inside is not None:
            return False
        if quote.start in self.turns and quote.start == quote.outer_start:
            return True
        words = _WORD.findall(self.text, quote.start, quote.end)
        if self._is_introduced(quote, len(words)):
            return True
        return bool(words) and not self._is_title(quote, words) and self._is_sentence(quote, words)

    def _before(self, quote: Quotation) -> str:
        """Return the end of what stands before `quote` in its block."""
        first = self.blocks[quote.block].start
        return self.text[max(first, quote.outer_start - _LONGEST_INTRODUCTION) : quote.outer_start].rstrip()

    def _is_sentence(self, quote: Quotation, words: Sequence[str]) -> bool:
        """A whole utterance begins like a sentence and is long or ends like one."""
        said = self.text[quote.start : quote.end]
        if not (words[0][0].isupper() or words[0][0].isdigit() or said.startswith(("...", "…"))):
            return False
        if len(words) >= _LONG_ENOUGH_TO_BE_SPEECH or _INNER_BREAK.search(said):
            return True
        before = self._before(quote)
        apart = not before or before[-1] in '.!?…:;,—–-([”"“'
        if len(words) == 1:
            return (not before or before[-1] in ".!?") and said[-1] in ",!?"
        ends = said[-1] in ",.!?…-—" or self.text[quote.outer_end : quote.outer_end + 1] in {",", "."}
        led = apart or said[-1] in "!?" or self._last_word(before) in self._words("introducing")
        return ends and (led or len(words) >= _FRAGMENT)

    def _is_introduced(self, quote: Quotation, count: int) -> bool:
        """Words in lower case are an utterance after a colon, a verb of saying, or "that"."""
        before, said = self._before(quote), self.text[quote.start : quote.end]
        last = self._last_word(before)
        ends = said[-1] in ".!?…," or self.text[quote.outer_end : quote.outer_end + 1] in {".", ";", ""}
        if last == "that":
            return ends and count >= _FRAGMENT
        if before[-1:] == ":" or (before[-1:] == "," and self._leads(before)):
            return said[-1] in ".!?…," and count >= _FRAGMENT - 1
        return last in self._words("introducing") and ends and count > 1

    def _is_title(self, quote: Quotation, words: Sequence[str]) -> bool:
        """A name of a book or a show: every word of weight has a capital, and it calls and asks nothing."""
        if len(words) > _LONGEST_TITLE or self.text[quote.end - 1] in "!?…":
            return False
        if _INNER_BREAK.search(self.text, quote.start, quote.end):
            return False
        heavy = [word for word in words if word not in self._words("title_words")]
        return len(heavy) > 1 and all(word[0].isupper() or word[0].isdigit() for word in heavy)

    def _leads(self, before: str) -> bool:
        """A verb of saying is among the last words: telling her, "..."."""
        return not self._words("introducing").isdisjoint(_WORD.findall(before.lower())[-_FRAGMENT:])

    def _words(self, name: str) -> frozenset[str]:
        return _table(self.language, name)

    @staticmethod
    def _last_word(before: str) -> str:
        return before[before.rfind(" ") + 1 :].lower()
