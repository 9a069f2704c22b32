"""The noun that says what is counted: "ferry crossings" in "40 ferry crossings since Easter".

There is no parser here: a run of words after the number ends at a function word or a stop, and its
head is the first plural in it. This is the noun-phrase chunking by stop words of Boguraev (1993).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from counterclaim.normalize.quantities.figures import WINDOW, Number
from counterclaim.normalize.quantities.vocabulary import Vocabulary

LONGEST_RUN = 5
"""Words looked at between a number and its head, the head included."""

_WORD = re.compile(r"(?:[^\S\n]{1,3}\n?|\n)([^\W\d_](?:[\w-]|['’.](?=\w))*)")
_OF = re.compile(r"\s+of(?:\s+(the|these|those|its|his|her|their|our|my|your))?(?=\s)", re.IGNORECASE)
_HYPHENED = re.compile(r"-\s?([^\W\d_]+)")
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Head:
    """The phrase `[start, end)` that is counted, and its head in the singular."""

    start: int
    end: int
    unit: str


def find_head(text: str, position: int, value: float | None, words: Vocabulary) -> Head | None:
    """Return what is counted by a number that ends at `position`.

    >>> from counterclaim.normalize.quantities.vocabulary import vocabulary
    >>> find_head("7 steel bridges fell", 1, 7, vocabulary("en"))
    Head(start=2, end=15, unit='bridge')
    """
    hyphened = _HYPHENED.match(text, position)
    if hyphened:
        return _after_hyphen(hyphened, words)
    of = _OF.match(text, position)
    run = _run(text, of.end() if of else position, words)
    if of and run and run[0][1].casefold() in words.plain:
        return None  # "five of the eight judges" is two numbers
    if run and run[0][1].casefold() in words.heads["leading"]:
        del run[0]
    if value == 1 and of is None:
        return _singular_head(run, words)
    return _plural_head(run, words) or _abbreviation(run)


def find_noun(text: str, position: int, words: Vocabulary) -> Head | None:
    """Return the noun that stands after an attribute, with its adjectives: "suspended sentence"."""
    run = [match for match in _run(text, position, words) if match[1].islower()]
    return _singular_head(run, words)


def counted_before(text: str, number: Number, words: Vocabulary) -> str:
    """Return what a figure counts where that is told before it: "the number of jobs fell to 300"."""
    window = max(0, number.start - 2 * WINDOW)
    said = words.qualifier_before.search(text, window, number.start)
    stop = said.start() if said else number.start
    clause = max(window, *(text.rfind(mark, window, stop) + 1 for mark in ".;:"))
    of = text.rfind(" of ", clause, stop)
    before = [] if of < 0 else _WORDS.findall(text[of:stop].casefold())
    if words.heads["count_verbs"].isdisjoint(before[-1:]) or any(one.isdigit() for one in text[of:stop]):
        return ""
    if words.heads["count_words"].isdisjoint(_WORDS.findall(text[clause:of].casefold())):
        return ""
    head = find_head(text, of + len(" of"), None, words)
    return head.unit if head else ""


def _after_hyphen(match: re.Match[str], words: Vocabulary) -> Head | None:
    """Only words of the tables count there: "a six-man crew" is six, "two-party" is no two of anything."""
    word = match[1].casefold()
    unit = words.counted.get(word) or (word if word in words.heads["hyphened"] else "")
    return Head(match.start(1), match.end(1), unit) if unit else None


def _run(text: str, position: int, words: Vocabulary) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    while len(found) < LONGEST_RUN:
        match = _WORD.match(text, position)
        if match is None or match[1].casefold() in words.heads["stops"]:
            break
        found.append(match)
        position = match.end()
    return found


def _plural_head(run: list[re.Match[str]], words: Vocabulary) -> Head | None:
    """The first plural is the head; of two plurals in a row that end the run, the second."""
    for index, match in enumerate(run):
        if is_plural(match[1], words):
            last = run[index + 1] if index + 2 == len(run) and is_plural(run[index + 1][1], words) else match
            return Head(run[0].start(1), last.end(1), singular(last[1], words))
    return None


def _abbreviation(run: list[re.Match[str]]) -> Head | None:
    """With no plural, a word in capitals right after the number is taken for the unit: "3 ETH"."""
    if run and re.fullmatch(r"[A-Z]{2,4}", run[0][1]):
        return Head(run[0].start(1), run[0].end(1), run[0][1])
    return None


def _singular_head(run: list[re.Match[str]], words: Vocabulary) -> Head | None:
    """After "one" the head is the first word that does not look like an adjective."""
    for match in run:
        if not _is_adjective(match[1].casefold(), words):
            return Head(
                run[0].start(1), match.end(1), words.counted.get(match[1].casefold(), match[1].casefold())
            )
    return None


def _is_adjective(word: str, words: Vocabulary) -> bool:
    if word in words.heads["not_adjectives"]:
        return False
    return word in words.heads["adjectives"] or word.endswith(tuple(sorted(words.heads["adjective_endings"])))


def is_plural(word: str, words: Vocabulary) -> bool:
    """Say whether a word looks like a plural noun."""
    low = word.casefold()
    if low in words.plurals or low in words.counted or re.fullmatch(r"[A-Z]{2,}s", word):
        return True
    if low in words.heads["not_plural"] or low.endswith(("ss", "us", "is", "'s", "’s")):
        return False
    return low.endswith("s") and len(low) > 3


def singular(word: str, words: Vocabulary) -> str:
    """Return the singular of a plural noun, or the unit that the table has for it."""
    low = word.casefold()
    known = words.counted.get(low) or words.plurals.get(low)
    if known or low.endswith("ss"):
        return known or low
    if word[0].isupper() and low.endswith(tuple(words.heads["person_endings"])) and not word.isupper():
        return "person"
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return low[:-2]
    return low.removesuffix("s")
