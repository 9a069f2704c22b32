"""Which of the languages known here a text is written in, by the share of small words in it."""

from __future__ import annotations

import re

from counterclaim import lang

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENOUGH_WORDS = 30
_SHARE = 0.2
"""English news has some 40 % of small words, German and French read as English below 10 %."""

_LONGEST_SAMPLE = 20_000


def language_of(text: str) -> str | None:
    """Return the language of `text`; the first known one where it is too short to tell, None where none fits.

    Only the first 20,000 characters are looked at.
    """
    words = [word.lower() for word in _WORD.findall(text[:_LONGEST_SAMPLE])]
    if len(words) < _ENOUGH_WORDS:
        return lang.LANGUAGES[0]
    shares = {language: _share(words, language) for language in lang.LANGUAGES}
    best = max(lang.LANGUAGES, key=lambda language: shares[language])
    return best if shares[best] >= _SHARE else None


def _share(words: list[str], language: str) -> float:
    small = frozenset(lang.table(language, "words")["function_words"])
    return sum(word in small for word in words) / len(words)
