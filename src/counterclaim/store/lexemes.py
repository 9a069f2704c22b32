"""The words of a text as PostgreSQL's full-text search keeps them: folded by us, not by its dictionaries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from counterclaim.store.words import words

_LONGEST_WORD = 500
"""Characters of a word that are kept: a lexeme has at most 2,046 bytes."""

_MOST_PLACES, _LAST_PLACE = 255, 16_383
"""How many places of a word are kept, and the last that is told apart (PostgreSQL manual, 12.11)."""

_MOST_BYTES = 1_000_000
"""How many bytes of distinct words a text may have, of at most 1,048,575; what comes later is not found."""

_LEXEME = re.compile(r"'([^']*)':([\d,]+)")
"""A word of `words` has no quotation mark of its own."""


def lexemes(text: str) -> str:
    """Return the words of `text` with their places, in the writing of a `tsvector`.

    >>> lexemes("Élan, then rain; élan.")
    "'elan':1,4 'rain':3 'then':2"
    """
    return " ".join(
        f"{_quoted(word)}:{','.join(map(str, found))}" for word, found in sorted(places(text).items())
    )


def places(text: str) -> dict[str, list[int]]:
    """Return the places of every word that is kept of `text`."""
    found: dict[str, list[int]] = defaultdict(list)
    room = _MOST_BYTES
    for place, (word, _, _) in enumerate(words(text), 1):
        kept = word[:_LONGEST_WORD]
        room -= 2 if kept in found else len(kept.encode()) + 8
        if room < 0:
            break
        if len(found[kept]) < _MOST_PLACES and min(place, _LAST_PLACE) not in found[kept][-1:]:
            found[kept].append(min(place, _LAST_PLACE))
    return dict(found)


def places_kept(vector: str) -> dict[str, list[int]]:
    """Return the places of every word in a `tsvector` as the server writes it.

    >>> places_kept("'elan':1,4 'rain':3")
    {'elan': [1, 4], 'rain': [3]}
    """
    return {word: [int(place) for place in found.split(",")] for word, found in _LEXEME.findall(vector)}


def query_of(sought: Iterable[str]) -> str:
    """Return a `tsquery` for texts that hold all the words sought.

    >>> query_of(("elan", "rain"))
    "'elan' & 'rain'"
    """
    return " & ".join(_quoted(word[:_LONGEST_WORD]) for word in sought)


def storable(text: str) -> str:
    """Return `text` with the one character that PostgreSQL cannot keep, NUL, shown as no character."""
    return text.replace("\x00", "\ufffd")


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
