"""What stands beside an expression: the words next to it, and the tense of the nearest verb.

Every look is bounded to a few hundred characters, so that reading stays linear in the text.
"""

from __future__ import annotations

import re
from enum import StrEnum

from counterclaim.normalize.times.lexicon import Lexicon, key
from counterclaim.normalize.times.reading import Context

_REACH_BACK, _REACH_ON = 160, 120
_WORD = re.compile(r"\w{1,20}n['’]t|['’]?\w+(?:-\w+)*|[$£€#]")
_SENTENCE_END = re.compile(r"(?<=[a-z\d)”\"]{2})[.!?][\"”’)]?\s+(?=[A-Z“\"])|\n\s*\n")


class Tense(StrEnum):
    """Whether the nearest verb tells of what was or of what is to come."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


def word_before(text: str, start: int) -> str:
    """Return the word that ends just before `start`, in lower case; empty if there is none close by."""
    words = _WORD.findall(text[max(0, start - 40) : start])
    return words[-1].lower() if words else ""


def word_after(text: str, end: int) -> str:
    """Return the word that begins just after `end`, as it is written; empty if there is none close by."""
    found = _WORD.search(text, end, min(len(text), end + 40))
    return found[0] if found else ""


def follows(match: re.Match[str], context: Context, words: str) -> bool:
    """Say whether the word just before the expression stands in the list `words`."""
    return context.lexicon.listed(words, word_before(context.text, match.start()))


def precedes(match: re.Match[str], context: Context, words: str) -> bool:
    """Say whether the word just after the expression stands in the list `words`."""
    return context.lexicon.listed(words, word_after(context.text, match.end()))


def sentence_before(text: str, start: int) -> str:
    """Return the part of the sentence before `start`, as far as it is looked at."""
    first = max(0, start - _REACH_BACK)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, first, start + 1)]
    return text[ends[-1] if ends else first : start]


def sentence_after(text: str, end: int) -> str:
    """Return the part of the sentence after `end`, as far as it is looked at."""
    stretch = text[end : end + _REACH_ON]
    found = _SENTENCE_END.search(stretch)
    return stretch[: found.start()] if found else stretch


def tense_beside(match: re.Match[str], context: Context) -> Tense:
    """Return the tense of the verb nearest to what a rule has matched."""
    return tense_near(context.text, match.start(), match.end(), context.lexicon)


def tense_near(text: str, start: int, end: int, lexicon: Lexicon) -> Tense:
    """Return the tense of the nearest verb before the expression, else of the nearest one after it."""
    before = _WORD.findall(sentence_before(text, start))
    after = _WORD.findall(sentence_after(text, end))
    tenses = (
        *(_tense_at(before, i, lexicon) for i in reversed(range(len(before)))),
        *(_tense_at(after, i, lexicon) for i in range(len(after))),
    )
    return next((tense for tense in tenses if tense is not Tense.UNKNOWN), Tense.UNKNOWN)


def _tense_at(words: list[str], i: int, lexicon: Lexicon) -> Tense:
    """Return the tense that word `i` tells by itself or with the one after it."""
    table, word = lexicon.tables["tense"], key(words[i])
    if word in table["future"] or " ".join(map(key, words[i : i + 2])) in table["future"]:
        return Tense.FUTURE
    if i and key(words[i - 1]) in table["passive"]:
        return Tense.UNKNOWN
    regular = (
        words[i].islower() and word.endswith(tuple(table["past_endings"])) and word not in table["not_past"]
    )
    return Tense.PAST if regular or word in table["past"] else Tense.UNKNOWN


def is_capital(text: str, position: int) -> bool:
    """Say whether the character there is a capital letter."""
    return text[position].isupper()


def in_game(match: re.Match[str], context: Context) -> bool:
    """Say whether the sentence is about a match, which has quarters and halves of its own."""
    before, after = sentence_before(context.text, match.start()), sentence_after(context.text, match.end())
    return any(context.lexicon.listed("game", word) for word in _WORD.findall(f"{before} {after}"))
