"""Cut words that translation or scraping has fused, so that the parser sees two.

The stored text stays as it is; this only says *where* a blank is missing. Each rule asks the
text itself for evidence: a half that stands elsewhere in the same text as a word of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim import lang

_WORD = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"\S+")
_FUSED_SENTENCE = re.compile(r"(?<=[a-z]{3})[.!?](?=[A-Za-z][a-z]{2})")
_WORD_AT_END = re.compile(r"[^\W\d_]{1,60}$")
_ADDRESS = re.compile(
    r"://|www\.|[@/\\_]|\.(?:com|org|net|gov|edu|info|news|html?|uk|de|fr|eu|tv|io)\b", re.IGNORECASE
)
_AFTER_UNIT = re.compile(r"(?:(?<=\d[mk])|(?<=\d(?:bn|km|kg|tn)))\.(?=\s[A-Z“\"])")
_LONGEST_WORD = 60
_MARKS = re.compile(r"[^\w\s]{61,}")
_SHORTEST_NAME = 3
_SHORTEST_NAME_BEFORE_SMALL_LETTER = 5


@dataclass(frozen=True, slots=True)
class Cut:
    """A blank is missing before character `at`."""

    at: int
    because: str


@dataclass(frozen=True, slots=True)
class _Evidence:
    """The words of the text, counted, and what the language's table says."""

    counts: Counter[str]
    small: frozenset[str]
    endings: frozenset[str]

    def meets(self, word: str) -> bool:
        """Say whether `word`, of which one may be fused, stands elsewhere in the text too."""
        return word.lower() in self.small or self.counts[word] > 1

    def names(self, word: str) -> bool:
        """A word of the text never written with a small letter: "Without" is not "With" and "out"."""
        lower = word.lower()
        return self.counts[word] > 0 and self.counts[lower] == 0 and lower not in self.small


def cuts(text: str, language: str = "en") -> tuple[Cut, ...]:
    """Return where `text` lacks a blank, in order."""
    words = lang.table(language, "words")
    counts = Counter(match.group() for match in _WORD.finditer(text))
    evidence = _Evidence(counts, frozenset(words["function_words"]), frozenset(words["name_endings"]))
    found = [cut for match in _WORD.finditer(text) if (cut := _in_word(match, evidence)) is not None]
    found += [
        Cut(at, "a run of marks is longer than any word")
        for marks in _MARKS.finditer(text)
        for at in range(marks.start() + _LONGEST_WORD, marks.end(), _LONGEST_WORD)
    ]
    found += [Cut(stop.start(), "a full stop ends the sentence") for stop in _AFTER_UNIT.finditer(text)]
    found += [cut for run in _RUN.finditer(text) for cut in _between_sentences(run, evidence)]
    return tuple(sorted(found, key=lambda cut: cut.at))


def _between_sentences(run: re.Match[str], evidence: _Evidence) -> Iterator[Cut]:
    """A stop between two words without a blank; before a small letter the words must be known."""
    words = run.group()
    if _ADDRESS.search(words):
        return
    for stop in _FUSED_SENTENCE.finditer(words):
        if words[stop.end()].isupper() or _known_on_both_sides(words, stop, evidence):
            yield Cut(run.start() + stop.end(), "a full stop stands between two words without a blank")


def _known_on_both_sides(words: str, stop: re.Match[str], evidence: _Evidence) -> bool:
    """A name of this text before the stop is enough; another word needs a word of this text after it."""
    before = _WORD_AT_END.search(words, max(0, stop.start() - _LONGEST_WORD), stop.start())
    after = _WORD.match(words, stop.end())
    if before is None or after is None or not evidence.meets(before.group()):
        return False
    return before.group()[0].isupper() or evidence.meets(after.group())


def _in_word(match: re.Match[str], evidence: _Evidence) -> Cut | None:
    """A word met once whose first half is a name of this text, and whose second half is a word too."""
    word = match.group()
    if evidence.counts[word] > 1 or not word[0].isupper() or len(word) > _LONGEST_WORD:
        return None
    for length in range(len(word) - 2, _SHORTEST_NAME - 1, -1):
        name, rest = word[:length], word[length:]
        if evidence.names(name) and _can_follow(name, rest, evidence):
            because = f"“{name}” and “{rest}” stand in this text as words of their own"
            return Cut(match.start() + length, because)
    return None


def _can_follow(name: str, rest: str, evidence: _Evidence) -> bool:
    """Many names end like a small word ("Harrison"), many words begin like a short name ("Hillside")."""
    if rest in evidence.endings:
        return False
    if not rest[0].isupper() and len(name) < _SHORTEST_NAME_BEFORE_SMALL_LETTER:
        return False
    return rest.lower() in evidence.small or (evidence.counts[rest] > 0 and len(rest) > _SHORTEST_NAME)
