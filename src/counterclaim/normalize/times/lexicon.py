"""A language's table of time words, compiled: values by word, and one regular expression a pattern."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from counterclaim import lang

_GAP = r"(?:[ \t\u00a0\u2009\u202f]{1,3}|[ \t]{0,2}\r?\n[ \t]{0,3})"
_PLACEHOLDER = re.compile(r"\{([a-z][a-z_0-9]*)\}")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the rules know of one language; `patterns` are tried in order, `heads` are their key words."""

    tables: Mapping[str, Any]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    heads: frozenset[str]

    def value(self, table: str, word: str) -> Any:
        """Return what `word` means in `table`, or None."""
        return self.tables[table].get(key(word))

    def listed(self, context: str, word: str) -> bool:
        """Say whether `word` stands in the word list `context`."""
        return key(word) in self.tables["contexts"][context]


def key(text: str) -> str:
    """Return `text` as the tables write it: lower case, single blanks, no final point."""
    return " ".join(text.lower().replace("’", "'").split()).removesuffix(".")


@cache
def read_lexicon(language: str) -> Lexicon:
    """Return the compiled table of `language`; the same object every time."""
    tables = lang.table(language, "times")
    pieces = {name: _alternatives(words) for name, words in tables.items() if isinstance(words, dict)}
    for name, pattern in tables["pieces"].items():
        pieces[name] = _expand(pattern, pieces)
    patterns = tuple(
        (rule["name"], _compile(pattern, pieces)) for rule in tables["rules"] for pattern in rule["patterns"]
    )
    return Lexicon(tables, patterns, _heads(tables))


def _alternatives(words: Mapping[str, Any]) -> str:
    """Return a pattern of all words, the longest first, so that none is cut short."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return (
        "(?:"
        + "|".join(re.escape(word).replace(r"\ ", " ").replace("'", "['’]") for word in longest_first)
        + ")"
    )


def _expand(pattern: str, pieces: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: pieces[found[1]], pattern)


def _compile(pattern: str, pieces: Mapping[str, str]) -> re.Pattern[str]:
    whole = _expand(pattern, pieces).replace(" ", _GAP.replace(" ", r"\x20"))
    return re.compile(whole + r"(?!\w)", re.IGNORECASE)


def _heads(tables: Mapping[str, Any]) -> frozenset[str]:
    """Return the words of which every expression has at least one; a number always counts as one."""
    phrases = [phrase for name in tables["heads"]["tables"] for phrase in tables[name]]
    words = {word for phrase in (*phrases, *tables["heads"]["words"]) for word in _WORD.findall(phrase)}
    return frozenset(words - set(tables["heads"]["not"]))
