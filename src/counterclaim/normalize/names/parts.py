"""What a name is made of: words that tell, and titles, legal forms, numbers and small words set aside."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from counterclaim.lang import table
from counterclaim.normalize.names.letters import romanise

_WORD = re.compile(
    r"\d+(?:st|nd|rd|th)(?![^\W_])|(?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W_])|[^\W_]+(?:['’ʼ`][^\W_]+)*"
)
_APOSTROPHE = re.compile(r"['’ʼ`.]")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)?")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
_LONGEST_FORM = 5

LONGEST_NAME, LONGEST_WORD = 32, 64
"""Words of a name, and letters of a word, beyond these are not read: no name is that long."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: as written, and in plain Latin letters."""

    text: str
    plain: str
    is_acronym: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart. `words` tell who it is; `forms` are kinds of legal form, `numbers` its figures."""

    words: tuple[Word, ...]
    forms: frozenset[str] = frozenset()
    numbers: tuple[int, ...] = ()

    @property
    def initials(self) -> str:
        """Return the first letters of two words or more, else nothing."""
        return "".join(word.plain[0] for word in self.words) if len(self.words) > 1 else ""


@cache
def word_list(*path: str) -> frozenset[str]:
    """Return a list of words of the table, by its path."""
    found = table("en", "names")
    for step in path:
        found = found[step]
    return frozenset(found)


@cache
def _forms() -> dict[tuple[str, ...], str]:
    rows = table("en", "names")["legal_forms"]
    return {tuple(form.split()): kind for kind, forms in rows.items() for form in forms}


@lru_cache(maxsize=20_000)
def parse(name: str, *, person: bool = False) -> Name:
    """Return the parts of a name; of a person's name titles are set aside, of another's legal forms.

    >>> [word.plain for word in parse("General Ana Ruiz", person=True).words]
    ['ana', 'ruiz']
    >>> sorted(parse("Third Mill Works GmbH").forms), parse("Third Mill Works GmbH").numbers
    (['limited'], (3,))
    """
    words = _words(unicodedata.normalize("NFKC", name))
    if person:
        kept = [word for word in words if word.plain not in word_list("titles")] or words
        return Name(_telling(kept, word_list("particles")))
    kept, forms = _without_forms(words)
    kept, numbers = _without_numbers(kept)
    return Name(_telling(kept, word_list("words", "empty")), forms, numbers)


def _telling(words: list[Word], small: frozenset[str]) -> tuple[Word, ...]:
    """Leave out small words, unless there are no others."""
    return tuple([word for word in words if word.plain not in small] or words)


def _words(name: str) -> list[Word]:
    found = []
    for match in _WORD.finditer(name.replace("&", " and ")):
        text = _APOSTROPHE.sub("", re.sub(r"['’]s$", "", match[0]))[:LONGEST_WORD]
        plain = romanise(text)
        plain = table("en", "names")["abbreviations"].get(plain, plain)
        if plain:
            found.append(Word(text, plain, is_acronym=text.isupper() and 2 <= len(text) <= 6))
    return found[:LONGEST_NAME]


def _without_forms(words: list[Word]) -> tuple[list[Word], frozenset[str]]:
    """Take away legal forms, wherever they stand; a name that is nothing else keeps its words."""
    kept: list[Word] = []
    kinds: set[str] = set()
    index = 0
    while index < len(words):
        length = next((n for n in range(_LONGEST_FORM, 0, -1) if _form(words, index, n)), 0)
        if length:
            kinds.add(_form(words, index, length))
        else:
            kept.append(words[index])
        index += length or 1
    return (kept, frozenset(kinds)) if kept else (words, frozenset())


def _form(words: list[Word], index: int, length: int) -> str:
    return _forms().get(tuple(word.plain for word in words[index : index + length]), "")


def _without_numbers(words: list[Word]) -> tuple[list[Word], tuple[int, ...]]:
    """Take numbers out: "3rd", "Third", "III" (not as the first word) and "3" are one number."""
    numbers = [_number(word, first=index == 0) for index, word in enumerate(words)]
    kept = [word for word, number in zip(words, numbers, strict=True) if number is None]
    return kept, tuple(sorted(number for number in numbers if number is not None))


def _number(word: Word, *, first: bool) -> int | None:
    written = _ORDINAL.fullmatch(word.plain)
    if written and len(word.plain) <= len("0000th"):
        return int("".join(str(unicodedata.decimal(char)) for char in written[1]))
    in_words: dict[str, int] = table("en", "names")["ordinals"]
    if word.plain in in_words:
        return in_words[word.plain]
    return _roman(word.text) if not first and _ROMAN.fullmatch(word.text) else None


def _roman(text: str) -> int:
    values = [_ROMAN_DIGITS[char] for char in text]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))
