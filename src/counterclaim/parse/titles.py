"""Headlines In Which Every Word Has A Capital, put into sentence case for the parser.

A parser trained on running text takes such words for names. The body of the report tells which are:
a word that stands in small letters there, and never with a capital inside a sentence, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from counterclaim.lang import table
from counterclaim.model import Block, BlockKind

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENOUGH = 0.7
_FEWEST = 4


def in_sentence_case(text: str, blocks: Sequence[Block]) -> str:
    """Return `text` with the words of such headlines in small letters; every character keeps its place."""
    titles = [block for block in blocks if block.kind is BlockKind.HEADLINE]
    titles = [block for block in titles if is_title_case(text[block.start : block.end])]
    if not titles:
        return text
    small, capital = _body_words(text, blocks)
    written = list(text)
    for block in titles:
        for start, word in _later_words(text[block.start : block.end]):
            lower, at = word.lower(), block.start + start
            known = lower in small or lower in _function_words()
            if known and word not in capital and len(lower) == len(word):
                written[at : at + len(word)] = lower
    return "".join(written)


def is_title_case(line: str) -> bool:
    """Say whether most of the longer words have a capital and small letters after it."""
    words = [word for _, word in _later_words(line) if word.lower() not in _function_words()]
    titled = sum(word[0].isupper() and not word.isupper() for word in words)
    return len(words) >= _FEWEST and titled >= _ENOUGH * len(words)


def _later_words(line: str) -> Iterator[tuple[int, str]]:
    """Yield the words of a headline after its first, with their places."""
    words = _WORD.finditer(line)
    next(words, None)
    yield from ((word.start(), word.group()) for word in words)


def _body_words(text: str, blocks: Sequence[Block]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of the paragraphs in small letters, and those with a capital inside a sentence."""
    small: set[str] = set()
    capital: set[str] = set()
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            for word in _WORD.finditer(text, block.start, block.end):
                before = text[max(block.start, word.start() - 2) : word.start()]
                if word.group().islower():
                    small.add(word.group())
                elif before[:1].isalnum() or before[:1] == ",":
                    capital.add(word.group())
    return frozenset(small), frozenset(capital)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(table("en", "words")["function_words"])
