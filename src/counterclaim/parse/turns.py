"""Find the turns of a transcript: paragraphs that a speaker's name and a colon open.

"JUDGE ROE: Please sit down." A page is a transcript only where two speakers take turns at least
twice each, so that a "WATCH:" or a dateline never makes one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counterclaim.model import Block, BlockKind

_LABEL = re.compile(r"[“\"]?(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}):\s+(?=[^\s“\"])")
_SPOKEN = frozenset({BlockKind.PARAGRAPH, BlockKind.SUBHEADING})  # a short question looks like a title
_LONGEST_LABEL = 60
_FEWEST_TURNS = 2
_FEWEST_SPEAKERS = 2
_CLOSERS = '”"'


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in one paragraph: `[start, end)`, without the name before it."""

    block: int
    start: int
    end: int


def turns(text: str, blocks: Sequence[Block]) -> tuple[Turn, ...]:
    """Return the turns of the transcripts in `text`, in text order."""
    labelled = list(_labelled(text, blocks))
    taken = Counter(name for name, _ in labelled)
    speakers = {name for name, times in taken.items() if times >= _FEWEST_TURNS}
    if len(speakers) < _FEWEST_SPEAKERS:
        return ()
    return tuple(turn for _, turn in labelled)


def _labelled(text: str, blocks: Sequence[Block]) -> Iterator[tuple[str, Turn]]:
    """Yield each paragraph that a name and a colon open, with the name."""
    for number, block in enumerate(blocks):
        if block.kind not in _SPOKEN:
            continue
        label = _LABEL.match(text, block.start, min(block.end, block.start + _LONGEST_LABEL))
        if label is None or label.end() >= block.end:
            continue
        opened = text[block.start] in '“"'
        end = block.end - (opened and text[block.end - 1] in _CLOSERS)
        yield label["name"], Turn(number, label.end(), end)
