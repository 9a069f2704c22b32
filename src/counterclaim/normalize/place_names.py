"""Names of places in a text, by their shape alone: runs of capitalised words that the gazetteer knows.

Whether a name means a place in this text, and which, is decided in `place_evidence` and `place_choice`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property

from counterclaim.gazetteer import Country, Gazetteer, Region, Town, fold
from counterclaim.lang import table

MOST_WORDS = 5  # "Republic of the Marshall Islands"
_LONGEST_ABBREVIATION = 5

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[A-Z]\.[A-Z][a-z]\.|[^\W\d_]+(?:['’ʼ](?![sS]\b)[^\W\d_]+)*")
_JOINT = re.compile(r"[ \u00a0]|-|\.? |[ \t]*\n[ \t]*|['’]")
_ENDS_SENTENCE = re.compile(r"(?:^|[.!?:;\n\u2022])[\s\"'“”‘’«»()\[\]*–—-]{0,40}$")

Area = Country | Region | Town


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text; a possessive ending is not part of it."""

    text: str
    start: int
    end: int

    @property
    def capitalised(self) -> bool:
        """Say whether the word begins with a capital letter."""
        return self.text[:1].isupper()


@dataclass(frozen=True)
class Text:
    """A text, cut into words, and the tables of its language."""

    text: str
    words: tuple[Word, ...]
    language: str

    @classmethod
    def of(cls, text: str, language: str) -> Text:
        """Cut `text` into words."""
        words = tuple(Word(found[0], found.start(), found.end()) for found in _WORD.finditer(text))
        return cls(text, words, language)

    def between(self, index: int) -> str:
        """Return the characters between the word at `index` and the one after it."""
        if index + 1 >= len(self.words):
            return self.text[self.words[index].end :]
        return self.text[self.words[index].end : self.words[index + 1].start]

    def joined(self, index: int) -> bool:
        """Say whether the word at `index` and the next may belong to one name."""
        return 0 <= index < len(self.words) - 1 and _JOINT.fullmatch(self.between(index)) is not None

    def opens_sentence(self, index: int) -> bool:
        """Say whether the word at `index` is the first of its sentence."""
        start = self.words[index].start
        return _ENDS_SENTENCE.search(self.text, max(0, start - 40), start) is not None

    @cached_property
    def lower_cased(self) -> frozenset[str]:
        """Return the words that also stand in lower case: they are no names."""
        return frozenset(word.text for word in self.words if word.text.islower())

    @cached_property
    def shouts(self) -> bool:
        """Say whether most of the text is in capitals, so that they mean nothing."""
        capitals = sum(word.text.isupper() for word in self.words)
        return capitals > len(self.words) // 2

    def cue(self, name: str) -> frozenset[str]:
        """Return a list of words of the language's table."""
        return cues(self.language, name)


@cache
def cues(language: str, name: str) -> frozenset[str]:
    """Return the list `name` of the language's place table."""
    return frozenset(table(language, "places")[name])


@dataclass(frozen=True)
class Sighting:
    """A name the gazetteer knows: words `first` to `last` (inclusive) and all it may mean."""

    source: Text
    first: int
    last: int
    options: tuple[Area, ...]

    @property
    def start(self) -> int:
        """Return where the name begins."""
        return self.source.words[self.first].start

    @property
    def end(self) -> int:
        """Return where the name ends."""
        return self.source.words[self.last].end

    @property
    def is_abbreviation(self) -> bool:
        """Say whether it is a region's short name: "Tex.", "TX"."""
        name = self.source.words[self.last].text
        regions = [option for option in self.options if isinstance(option, Region)]
        return (
            self.first == self.last
            and len(name) <= _LONGEST_ABBREVIATION
            and "." not in name
            and bool(regions)
            and all(fold(name) not in fold(region.name).split() for region in regions)
        )

    @cached_property
    def name(self) -> str:
        """Return the name as written."""
        return self.source.text[self.start : self.end]

    @cached_property
    def before(self) -> str:
        """Return the word before the name, or nothing where punctuation parts them."""
        return self.source.words[self.first - 1].text if self.source.joined(self.first - 1) else ""

    @cached_property
    def after(self) -> str:
        """Return the word after the name (a possessive ending apart), or nothing behind punctuation."""
        gap = self.source.between(self.last)
        has_next = self.last + 1 < len(self.source.words)
        return (
            self.source.words[self.last + 1].text
            if has_next and re.fullmatch(r"(?:['’]s?)?[ -]|\s+", gap)
            else ""
        )

    @property
    def head_before(self) -> str:
        """Return the word before "of" before the name: "city" in "the city of Leeds"."""
        words = self.source.words
        return words[self.first - 2].text if self.before == "of" and self.first > 1 else ""

    @property
    def follows_region_word(self) -> bool:
        """Say whether "the region of" stands before the name."""
        return self.head_before in self.source.cue("regions")

    @property
    def is_possessive(self) -> bool:
        """Say whether the name has a possessive ending."""
        return self.source.text[self.end : self.end + 2] in {"'s", "’s", "' ", "’ "}


def sightings(source: Text, gazetteer: Gazetteer) -> Iterator[Sighting]:
    """Yield the names of places in `source`, the longest first at each word, none overlapping."""
    meaning = _meanings(gazetteer)
    index = 0
    while index < len(source.words):
        found = _longest(source, index, meaning) if source.words[index].capitalised else None
        if found:
            yield _as_region(found, gazetteer)
        index = found.last + 1 if found else index + 1


def _meanings(gazetteer: Gazetteer) -> Callable[[str], tuple[Area, ...]]:
    """Return a look-up that remembers, for one text, what it was told."""
    return cache(lambda name: areas(gazetteer, name))


def areas(gazetteer: Gazetteer, name: str) -> tuple[Area, ...]:
    """Return everything that bears exactly this name."""
    kinds = gazetteer.kinds(name)
    country = gazetteer.country(name) if "country" in kinds else None
    regions = gazetteer.region(name) if "region" in kinds else ()
    towns = gazetteer.towns(name) if "town" in kinds else ()
    return (*((country,) if country else ()), *regions, *towns)


def _longest(source: Text, index: int, meaning: Callable[[str], tuple[Area, ...]]) -> Sighting | None:
    """Return the longest name that opens at `index`."""
    for last in reversed(_closings(source, index)):
        options = meaning(source.text[source.words[index].start : source.words[last].end])
        if options:
            return Sighting(source, index, last, options)
    return None


def _as_region(sighting: Sighting, gazetteer: Gazetteer) -> Sighting:
    """Take "the region of X" for the region called after the town, where the gazetteer has it."""
    if not sighting.follows_region_word:
        return sighting
    regions = (*gazetteer.region(f"{sighting.name} region"), *gazetteer.region(sighting.name))
    return replace(sighting, options=regions) if regions else sighting


def _closings(source: Text, index: int) -> list[int]:
    """Return the words at which a name that opens at `index` may close."""
    closings = [index]
    region_words, inner = source.cue("regions"), source.cue("inner_words")
    for last in range(index + 1, min(index + MOST_WORDS, len(source.words))):
        word = source.words[last]
        if not source.joined(last - 1):
            break
        if word.capitalised or word.text in region_words:
            closings.append(last)
        elif word.text not in inner:
            break
    return closings
