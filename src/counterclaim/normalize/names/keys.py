"""Keys of names: one for the common transliterations, and several wider ones to find candidates by."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from counterclaim.lang import table
from counterclaim.normalize.names.letters import romanise
from counterclaim.normalize.names.parts import Name, parse
from counterclaim.normalize.names.sounds import Steps, readings, rewrite, steps

_SOUNDED = str.maketrans(
    {**dict.fromkeys("šşșś", "sh"), **dict.fromkeys("čć", "ch"), **dict.fromkeys("žż", "zh")}
)
_BONES = frozenset("sgbdmlr")
_SHORTEST_CUT = 3
"""A skeleton shorter than this keeps all its consonants: with one fewer it would mean anything."""


@cache
def _key_steps() -> Steps:
    return steps(table("en", "names")["key"]["steps"])


@cache
def _classes() -> dict[int, str]:
    """Return each consonant's class, and nothing for the rest."""
    classes = table("en", "names")["key"]["classes"]
    return str.maketrans({sound: group[0] for group in classes for sound in group})


@lru_cache(maxsize=20_000)
def word_key(word: str) -> str:
    """Return the key of one word; digits stay."""
    letters = re.sub(r"[^\w]|_", "", romanise(word.casefold().translate(_SOUNDED)))
    return rewrite(letters, _key_steps()) or letters


def name_key(name: str) -> str:
    """Return a key that the usual transliterations of a name share, whatever the order of its words.

    >>> name_key("Yevgeniy Malyar") == name_key("MALIAR, Evgueni")
    True
    """
    return " ".join(sorted(word_key(word.text) for word in parse(name).words))


def blocking_keys(name: str) -> tuple[str, ...]:
    """Return the keys under which to look for names that may be the same; `compare` demands a shared one.

    A key is the skeleton of consonant classes of a word (Soundex without its first letter, Russell
    1918): of its key, whole and with any one consonant left out (SymSpell, Garbe 2012), and of each
    way to say it; the whole name in one word; and, for organisations, an acronym or a number.
    """
    parsed = parse(name)
    words = parsed.words
    keys = {key for word in words for key in _word_keys(word.text)}
    keys |= _cut(_skeleton(word_key("".join(word.text for word in words))))
    keys |= {f"#{number}" for number in parsed.numbers}
    return tuple(sorted(keys | _acronyms(parsed)))


def _acronyms(name: Name) -> set[str]:
    found = {word.plain for word in name.words if word.is_acronym} | {name.initials}
    return {f"={letters}" for letters in sorted(found - {""})}


@lru_cache(maxsize=20_000)
def _word_keys(word: str) -> frozenset[str]:
    ways = readings(word)
    if len(ways) == 1:  # one script's letters say how it sounds: here the cuts are made
        return frozenset(_cut(_skeleton(ways[0])) | _cut(_skeleton(word_key(word))))
    return frozenset({_skeleton(way) for way in ways} | _cut(_skeleton(word_key(word)))) - {""}


def _skeleton(sounds: str) -> str:
    """Return the consonant classes of a word, or its first letter if it has no consonant."""
    bones = "".join(sound for sound in sounds.translate(_classes()) if sound in _BONES)
    return re.sub(r"(.)\1+", r"\1", bones) or sounds[:1]


def _cut(skeleton: str) -> set[str]:
    """Return a skeleton and, if it is long enough, all that lack one of its consonants."""
    shorter = range(len(skeleton)) if len(skeleton) >= _SHORTEST_CUT else ()
    return {skeleton, *(skeleton[:index] + skeleton[index + 1 :] for index in shorter)} - {""}
