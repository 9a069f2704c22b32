"""Text to passages: lines that are not blank, with hard-wrapped lines joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from counterclaim.model import BlockKind

WIDEST_WRAP, NARROWEST_WRAP = 100, 40
"""Hard-wrapped text is between so many characters wide."""

FEWEST_FULL = 3
"""So many full lines at least show that a text was wrapped by a program."""

STOPS = '.!?…:;"”’»)'
"""Marks at which a sentence may end."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text, and its kind as far as it is known; `lists` says that links follow."""

    start: int
    end: int
    kind: BlockKind | None = None
    lists: bool = False


def trimmed(text: str, start: int, end: int, kind: BlockKind | None = None) -> Iterator[Piece]:
    """Yield the stretch without white space at its ends, or nothing if it is blank."""
    stretch = text[start:end]
    body = stretch.strip()
    if body:
        start += len(stretch) - len(stretch.lstrip())
        yield Piece(start, start + len(body), kind)


def passages(text: str) -> list[Piece]:
    """Return the lines that are not blank, hard-wrapped ones joined."""
    lines: list[Piece] = []
    follows: list[bool] = []  # whether the line stands directly under the one before, no blank between
    position, blank = 0, True
    for line in text.splitlines(keepends=True):
        found = list(trimmed(text, position, position + len(line)))
        lines += found
        follows += [not blank] * len(found)
        position, blank = position + len(line), not found
    return _joined(text, lines, follows)


def _joined(text: str, lines: list[Piece], follows: list[bool]) -> list[Piece]:
    """Return the lines, each that only goes on because the one above was full joined to it."""
    width = _wrap_width(text, lines, follows)
    joined: list[Piece] = []
    for index, piece in enumerate(lines):
        if width and follows[index] and _is_full(text, lines[index - 1], piece, width):
            joined[-1] = replace(joined[-1], end=piece.end)
        else:
            joined.append(piece)
    return joined


def _wrap_width(text: str, lines: list[Piece], follows: list[bool]) -> int:
    """Return the width at which the text was hard-wrapped, or 0 if it was not.

    It was if most lines that have another directly under them could not have taken in its first
    word. A line that ends a sentence shows nothing: paragraphs of one line may be equally long.
    """
    lengths = sorted(line.end - line.start for line in lines)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return 0
    pairs = [pair for pair, direct in zip(pairwise(lines), follows[1:], strict=True) if direct]
    full = sum(
        _is_full(text, upper, lower, width) and text[upper.end - 1] not in STOPS for upper, lower in pairs
    )
    return width if full >= max(FEWEST_FULL, len(pairs) * 3 / 5) else 0


def _is_full(text: str, upper: Piece, lower: Piece, width: int) -> bool:
    """Say whether the first word of `lower` had no room left at the end of `upper`."""
    word = text[lower.start : lower.end].split(maxsplit=1)[0]
    return upper.end - upper.start + 1 + len(word) > width
