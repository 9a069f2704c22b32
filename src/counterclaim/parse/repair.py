"""Cut words that translation or scraping has fused, so that the parser sees two.

The stored text stays as it is; this only says *where* a blank is missing. Each rule asks the
text itself for evidence: a half that stands elsewhere in the same text as a word of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from counterclaim import lang

_WORD = re.compile(r"[^\W\d_]+")
_FUSED_SENTENCE = re.compile(r"(?<=[a-z]{3})[.!?](?=[A-Za-z][a-z]{2})")
_DOMAIN_ENDS = re.compile(r"(?:com|org|net|gov|edu|info|news|html?|uk|de|fr|eu|tv|io)\b")
_SHORT = 2
_NAME_LENGTH_FOR_SHORT_SUFFIX = 5


@dataclass(frozen=True, slots=True)
class Cut:
    """A blank is missing before character `at`."""

    at: int
    because: str


def cuts(text: str, language: str = "en") -> tuple[Cut, ...]:
    """Return where `text` lacks a blank, in order."""
    counts = Counter(match.group() for match in _WORD.finditer(text))
    small = frozenset(lang.table(language, "words")["function_words"])
    found = [cut for match in _WORD.finditer(text) if (cut := _in_word(match, counts, small)) is not None]
    found += [
        Cut(match.end(), "a full stop stands between two words without a blank")
        for match in _FUSED_SENTENCE.finditer(text)
        if not _DOMAIN_ENDS.match(text, match.end())
    ]
    return tuple(sorted(found, key=lambda cut: cut.at))


def _in_word(match: re.Match[str], counts: Counter[str], small: frozenset[str]) -> Cut | None:
    """A word met once whose first half is a name of this text, and whose second half is a word too."""
    word = match.group()
    if counts[word] > 1 or not word[0].isupper() or len(word) <= _NAME_LENGTH_FOR_SHORT_SUFFIX:
        return None
    for length in range(len(word) - _SHORT, 2, -1):
        name, rest = word[:length], word[length:]
        if counts[name] and _can_follow(name, rest, counts, small):
            return Cut(
                match.start() + length, f"“{name}” and “{rest}” stand in this text as words of their own"
            )
    return None


def _can_follow(name: str, rest: str, counts: Counter[str], small: frozenset[str]) -> bool:
    if rest.lower() in small:
        return len(rest) > _SHORT or rest[0].isupper() or len(name) > _NAME_LENGTH_FOR_SHORT_SUFFIX
    return counts[rest] > 0 and len(rest) > _SHORT + 1
