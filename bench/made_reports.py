"""Make as many reports as are wanted, as the facts that the program reads from them, without a parser.

Each mould in `moulds.toml` is read and parsed once, and so is each brief, a mould of one sentence. A made
report is a mould with other people, things and
figures of the same length, so that all positions hold. Reports come in stories, each with its own people
and things; the stories are many and of one size, as in a crawl that goes on for months.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from counterclaim.gazetteer import open_gazetteer
from counterclaim.ledger import Fact, decode, encode, id_of, kind_of
from counterclaim.model import Report, When, content_id
from counterclaim.pipeline import facts_of
from counterclaim.relate.vectors import load_vectors

MOULDS = Path(__file__).with_name("moulds.toml")
STORY = 25
"""Reports of one story."""

_OTHER_THING = 0.4
"""The share of things that one report names otherwise than its story does."""

_START = datetime(2024, 1, 1)
_COMMONEST, _RAREST = 400, 9000
_OUTLETS = (
    "Harbour Post",
    "Valley Tribune",
    "Morning Courier",
    "Daily Ledger",
    "Radio North",
    "The Observer",
)
_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprstv"


@dataclass(frozen=True, slots=True)
class Mould:
    """A report that was parsed, as one JSON text for each fact, and the words in it that are replaced."""

    facts: tuple[tuple[str, str], ...]
    ids: tuple[str, ...]
    people: tuple[str, ...]
    things: tuple[str, ...]
    figures: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Made:
    """A made report: its facts, the report first, and its raw bytes."""

    facts: tuple[Fact, ...]
    raw: bytes

    @property
    def report(self) -> Report:
        """Return the report among the facts."""
        return next(fact for fact in self.facts if isinstance(fact, Report))


@cache
def moulds(sort: str = "mould") -> tuple[Mould, ...]:
    """Return all moulds, or all briefs, parsed by the real parser; two and two are of one sort of story."""
    rows = tomllib.loads(MOULDS.read_text(encoding="utf-8"))[sort]
    return tuple(_mould(row) for row in rows)


def _mould(row: Mapping[str, Any]) -> Mould:
    text = row["text"]
    report = Report("rep-mould", "mould.txt", "0" * 64, text, "made 1", published=When.day(2024, 1, 1))
    facts = facts_of(replace(report, id=content_id("rep", text)), open_gazetteer())
    people, things, figures = (tuple(row[name]) for name in ("people", "things", "figures"))
    bodies = tuple((kind_of(fact), encode(fact)) for fact in facts)
    ids = tuple(sorted({id_of(fact) for fact in facts if kind_of(fact) != "proposition"}))
    return Mould(bodies, ids, people, things, figures, text)


def made(count: int, seed: int = 1, first: int = 0, sort: str = "mould") -> Iterator[Made]:
    """Yield `count` made reports, the same for the same seed.

    Args:
        count: how many.
        seed: of chance.
        first: the number of the first one; report number n belongs to story n // STORY.
        sort: "mould" for reports, "brief" for items of one sentence on the same stories.
    """
    for number in range(first, first + count):
        yield _made(number, number // STORY, seed, sort)


def made_in(stories: Iterable[int], first: int, seed: int = 1, sort: str = "mould") -> Iterator[Made]:
    """Yield one more report of each of `stories`, numbered from `first`, which no other report may be."""
    for number, story in enumerate(stories, start=first):
        yield _made(number, story, seed, sort)


def subject(story: int, seed: int = 1) -> int:
    """Return what sort of story a story is: the number of its pair of moulds, and of its pair of briefs."""
    return _random_of(story, seed).randrange(len(moulds()) // 2)


def _random_of(story: int, seed: int) -> Random:
    return Random(f"{seed} story {story}")  # noqa: S311 - no secret


def _made(number: int, in_story: int, seed: int, sort: str) -> Made:
    own, story = Random(f"{seed} {number}"), _random_of(in_story, seed)  # noqa: S311 - no secret
    family = story.randrange(len(moulds(sort)) // 2)
    mould = moulds(sort)[2 * family + own.randrange(2)]
    others = _names(mould, story) | _things(mould, story, own) | _figures(mould, own)
    others |= {one: content_id(one.partition("-")[0], number, seed, one) for one in mould.ids}
    pattern = _pattern(tuple(sorted(others)))
    day = _START + timedelta(hours=6 * in_story + own.randrange(72))
    text = _text(pattern, others, mould.text)
    raw = f"{number} {seed} {text}".encode()
    facts = [decode(kind, _text(pattern, others, body)) for kind, body in mould.facts]
    return Made(tuple(_as_made(fact, raw, day, number, own) for fact in facts), raw)


def _as_made(fact: Fact, raw: bytes, day: datetime, number: int, own: Random) -> Fact:
    """Return a report with its own bytes, day, outlet and file; all other facts as they are."""
    if not isinstance(fact, Report):
        return fact
    return replace(
        fact,
        sha256=hashlib.sha256(raw).hexdigest(),
        path=f"made/{number}.txt",
        outlet=own.choice(_OUTLETS),
        published=When.day(day.year, day.month, day.day),
    )


# -- Other words -------------------------------------------------------------------------------------


def _names(mould: Mould, story: Random) -> dict[str, str]:
    """Return another name for each word of the people's names, and the same in small letters."""
    words = sorted({word for name in mould.people for word in name.split()})
    kept = {"Colonel", "Judge", "Governor", "Brigade", "Harbour", "Party"}
    others = {word: _name(len(word), story) for word in words if word not in kept}
    return others | {word.lower(): other.lower() for word, other in others.items()}


def _name(length: int, random: Random) -> str:
    letters = [random.choice(_VOWELS if at % 2 else _CONSONANTS) for at in range(length)]
    return "".join(letters).title()


def _things(mould: Mould, story: Random, own: Random) -> dict[str, str]:
    """Return what each thing is in this story, or, for some, in this report alone."""
    usual = {thing: story.choice(_words_of(len(thing))) for thing in mould.things}
    others = {
        thing: own.choice(_words_of(len(thing))) if own.random() < _OTHER_THING else word
        for thing, word in usual.items()
    }
    return others | {thing.title(): word.title() for thing, word in others.items()}


def _figures(mould: Mould, own: Random) -> dict[str, str]:
    return {one: str(own.randrange(10 ** (len(one) - 1), 10 ** len(one))) for one in mould.figures}


@cache
def _words_of(length: int) -> Sequence[str]:
    """Return the words of that many letters that are neither very common nor very rare."""
    words = list(load_vectors("en").rows)[_COMMONEST:_RAREST]
    return [word for word in words if len(word) == length and word.isalpha() and word.isascii()]


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of `words`: whole words, names also inside keys ("role:mayor@bentin")."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("(?<![A-Za-z0-9])(?:" + "|".join(map(re.escape, longest_first)) + ")(?![A-Za-z0-9])")


def _text(pattern: re.Pattern[str], others: Mapping[str, str], text: str) -> str:
    return pattern.sub(lambda found: others[found[0]], text)
