"""How names sound: readings by the spelling habits of many languages, and how near two readings are.

Names come into English print by many roads. A word in Latin letters is read by the habits of each
language in the table, one in Cyrillic by its letters; two words are as near as their nearest
readings. Nearness is an edit distance in which letters of like sound cost less, after Editex
(Zobel and Dart, "Phonetic string matching", SIGIR 1996).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from counterclaim.lang import table
from counterclaim.normalize.names.letters import romanise, script_of, strip_marks

Steps = tuple[tuple[re.Pattern[str], str], ...]

VOWELS = frozenset("aeiou")

_CYRILLIC = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
            [*"abvgde", "io", *"Zziiklmnoprstuf", *"hTCSS", "", "i", "", "e", "iu", "ia", *"iiegu"],
            strict=True,
        )
    )
)
_LATIN = str.maketrans(
    {
        **dict.fromkeys("šşșś", "S"),
        **dict.fromkeys("čć", "C"),
        **dict.fromkeys("žż", "Z"),
        **dict.fromkeys("ţț", "T"),
        "ź": "z",
        "ł": "l",
        "ø": "o",
        "ß": "s",
        "æ": "e",
        "œ": "e",
        "đ": "dZ",
        "ı": "i",
        "þ": "t",
        "ð": "d",
        "ä": "e",
        "å": "o",
        "ğ": "",
        "ę": "en",
        "ą": "on",
        "ə": "e",
    }
)
_LIKE: tuple[tuple[str, float], ...] = (
    ("gh", 0.15),
    ("ZJ", 0.15),
    ("vu", 0.2),
    ("Tz", 0.2),
    ("zs", 0.25),
    ("vf", 0.25),
    ("ei", 0.25),
    ("ou", 0.25),
    ("TC", 0.3),
    ("Ts", 0.3),
    ("SC", 0.3),
    ("Ss", 0.3),
    ("JC", 0.3),
    ("Zz", 0.3),
    ("Ji", 0.3),
    ("ao", 0.3),
    ("SZ", 0.3),
    ("Zi", 0.35),
    ("ea", 0.35),
    ("hk", 0.4),
    ("gk", 0.4),
    ("dt", 0.4),
    ("bp", 0.45),
    ("aeiou", 0.45),
    ("SZCTJsz", 0.5),
    ("bv", 0.6),
    ("mn", 0.6),
    ("zd", 0.6),
    ("hi", 0.7),
    ("lr", 0.8),
    ("Td", 0.8),
)
"""What it costs to hear one sound of a group for another; the first group that holds both counts."""

_DROPPED = {"a": 0.45, "e": 0.45, "o": 0.45, "u": 0.45, "h": 0.4, "i": 0.35}
"""What it costs to miss a sound; any other costs 1."""


def _costs() -> dict[tuple[str, str], float]:
    costs: dict[tuple[str, str], float] = {}
    for group, cost in _LIKE:
        for left in group:
            for right in group:
                costs.setdefault((left, right), 0.0 if left == right else cost)
    return costs


_COSTS = _costs()


@cache
def _languages() -> tuple[Steps, ...]:
    """Return each language's steps, with those common to all at the end."""
    readings = table("en", "names")["readings"]
    return tuple(steps(readings["languages"][name]) for name in sorted(readings["languages"]))


@cache
def _common(part: str) -> Steps:
    return steps(table("en", "names")["readings"][part])


def steps(rows: list[list[str]]) -> Steps:
    """Return rewriting steps from a table, ready to run."""
    return tuple((re.compile(pattern), becomes) for pattern, becomes in rows)


def rewrite(text: str, rewriting: Steps) -> str:
    """Return `text` after all steps, in order."""
    for pattern, becomes in rewriting:
        text = pattern.sub(becomes, text)
    return text


@lru_cache(maxsize=20_000)
def readings(word: str) -> tuple[str, ...]:
    """Return the ways to say one word, without repeats, in a fixed order."""
    written = unicodedata.normalize("NFC", word).casefold()
    if any(script_of(char) == "CYRILLIC" for char in written):
        return (rewrite(_only_letters(written.translate(_CYRILLIC)), _common("final")),)
    if any(script_of(char) == "GREEK" for char in written):
        written = romanise(word)
    said = (_only_letters(rewrite(written, language).translate(_LATIN)) for language in _languages())
    forms = dict.fromkeys(said)  # most languages say most words alike
    return tuple(dict.fromkeys(rewrite(rewrite(form, _common("common")), _common("final")) for form in forms))


def _only_letters(text: str) -> str:
    return "".join(char for char in strip_marks(text) if char.isalpha())


def likeness(left: str, right: str) -> float:
    """Return how alike two words can sound, from 0 to 1.

    >>> likeness("Choigou", "Шойгу") > 0.85 > likeness("Choigou", "Шевчук")
    True
    """
    return max((_nearness(one, other) for one in readings(left) for other in readings(right)), default=0.0)


def _nearness(left: str, right: str) -> float:
    if not left or not right:
        return 0.0
    ends_apart = 0.2 if (left[-1] in VOWELS) != (right[-1] in VOWELS) else 0.0
    return max(0.0, 1 - (distance(left, right) + ends_apart) / ((len(left) + len(right)) / 2))


def distance(left: str, right: str) -> float:
    """Return the weighted edit distance of two readings."""
    previous = [0.0]
    for sound in right:
        previous.append(previous[-1] + _DROPPED.get(sound, 1.0))
    for heard in left:
        dropped = _DROPPED.get(heard, 1.0)
        current = [previous[0] + dropped]
        for index, sound in enumerate(right):
            exchanged = previous[index] + (0.0 if heard == sound else _COSTS.get((heard, sound), 1.0))
            added = current[index] + _DROPPED.get(sound, 1.0)
            current.append(min(exchanged, previous[index + 1] + dropped, added))
        previous = current
    return previous[-1]
