"""Measure what one more report costs: how many pairs of contents are scored because of it.

    python bench/candidates.py [CONTENTS ...]

A ledger is made up, the same on every run: stories of very different size, each with its own people, places,
things and words; verbs and words are used as unevenly as in any text (Zipf 1949; the ranks are those of the
word vectors). Its contents are built as facts, without a parser; nearly each is a claim of its own (9,600 of
10,000). Reports of the largest story follow, and for each size of ledger a line says how many pairs with a
statement of one of these are candidates, what scoring them takes, and what finding the candidates of the
whole ledger takes.
"""

from __future__ import annotations

import sys
import time
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from statistics import mean

from counterclaim.ledger import Snapshot
from counterclaim.model import (
    Act,
    Actor,
    ActorKind,
    Bound,
    Form,
    Link,
    Proposition,
    Quantity,
    Report,
    Role,
    Span,
    Statement,
    When,
)
from counterclaim.relate.candidates import candidates
from counterclaim.relate.comparisons import Comparison
from counterclaim.relate.frames import FrameLexicon, frames
from counterclaim.relate.items import Item, items
from counterclaim.relate.vectors import load_vectors

SIZES = (1_000, 10_000)
STATEMENTS = 20
"""Statements of one report."""

ADDED = 10
"""Reports that follow; each is counted on its own, for one alone may be a lucky one."""

STORIES = 60
_PEOPLE, _PLACES, _THINGS = 15, 8, 80
_COMMONEST, _RAREST_THING = 150, 12_000
"""Ranks of words: those before the first are words of grammar."""

_UNITS = ("person", "house", "km", "currency", "percent", "year")
_START = datetime(2024, 1, 1)
_ACTS = (Act.ASSERT, Act.ASSERT, Act.ASSERT, Act.CONFIRM, Act.ACCUSE, Act.WARN)
_SYLLABLES = ("ba", "ren", "to", "mi", "sol", "ka", "vi", "dun", "ar", "les", "pe", "gor")

Pair = tuple[str, str]


def compared(everyone: Sequence[Item], lexicon: FrameLexicon) -> frozenset[Pair]:
    """Return the pairs of contents that the program scores: the one place to change if it finds them anew."""
    return candidates(everyone, lexicon)


# -- A made ledger -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Story:
    """What the reports of one story are about."""

    people: tuple[Actor, ...]
    places: tuple[str, ...]
    things: tuple[str, ...]
    frames: tuple[str, ...]
    first_day: int


class Zipf:
    """Chooses the nth of so many things with a chance of 1 / n."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.sums: dict[int, list[float]] = {}

    def rank(self, count: int) -> int:
        """Return a number below `count`; 0 comes most often."""
        if count not in self.sums:
            self.sums[count] = list(accumulate(1 / rank for rank in range(1, count + 1)))
        sums = self.sums[count]
        return min(count - 1, bisect(sums, self.random.random() * sums[-1]))

    def choose(self, things: Sequence[str]) -> str:
        """Return one of `things`, the first most often."""
        return things[self.rank(len(things))]


def stories(random: Random, words: Sequence[str], lexicon: FrameLexicon) -> tuple[Story, ...]:
    """Return `STORIES` stories; what stands first in one is told of most."""
    return tuple(_story(number, random, words, lexicon) for number in range(STORIES))


def _story(number: int, random: Random, words: Sequence[str], lexicon: FrameLexicon) -> Story:
    camps = [f"camp {number}-{side}" for side in range(3)]
    people = [_actor(f"{number}-{one}", random, random.choice(camps)) for one in range(_PEOPLE)]
    return Story(
        people=tuple(people),
        places=tuple(f"place-{number}-{one}" for one in range(_PLACES)),
        things=tuple(random.sample(words[_COMMONEST:_RAREST_THING], _THINGS)),
        frames=tuple(random.sample(sorted(lexicon.frames), len(lexicon.frames))),
        first_day=random.randrange(300),
    )


def _actor(key: str, random: Random, party: str) -> Actor:
    name = " ".join("".join(random.choices(_SYLLABLES, k=3)).title() for _ in range(2))
    kind = random.choice([ActorKind.PERSON, ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.UNIT])
    return Actor(key, name, kind, names=(name,), referents=(key,), proper=True, party=party)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes reports of stories, whose sizes are as uneven as words are."""

    random: Random
    zipf: Zipf
    words: tuple[str, ...]
    stories: tuple[Story, ...]

    @classmethod
    def seeded(cls, lexicon: FrameLexicon) -> Maker:
        """Return a maker that makes the same reports every time."""
        random = Random(1)  # noqa: S311 - made reports are no secret
        words = tuple(word for word in load_vectors().rows if word.isalpha())
        return cls(random, Zipf(random), words, stories(random, words, lexicon))

    def report(self, number: int, story: Story) -> list[Report | Statement | Proposition]:
        """Return one report with its statements and what they tell."""
        name = f"report-{number:05}"
        day = timedelta(days=story.first_day + self.zipf.rank(40))
        published = When(_START + day, _START + day + timedelta(days=1))
        told = [self._told(f"s-{number:05}-{one:02}", story) for one in range(STATEMENTS)]
        lines = [" ".join(one.words) for one in told]
        report = Report(name, "", "", ".\n".join(lines), "made", published=published)
        starts = accumulate((len(line) + 2 for line in lines), initial=0)
        statements = [
            self._statement(one.statement, Span(name, start, start + len(line)), story)
            for one, start, line in zip(told, starts, lines, strict=False)
        ]
        return [report, *statements, *told]

    def _statement(self, key: str, content: Span, story: Story) -> Statement:
        speaker = story.people[self.zipf.rank(_PEOPLE)].key
        chain = (Link(Role.SPEAKER, content, speaker),)
        act = self.random.choice(_ACTS)
        return Statement(key, content.report, (content,), act, Form.INDIRECT, "made", chain)

    def _told(self, key: str, story: Story) -> Proposition:
        random, zipf = self.random, self.zipf
        subject, thing = zipf.choose(story.things), zipf.choose(story.things)
        known = random.random() < 0.7
        frame = zipf.choose(story.frames) if known else zipf.choose(self.words[_COMMONEST:])
        rest = [zipf.choose(story.things) for _ in range(random.randint(0, 4))]
        rest += [zipf.choose(self.words[_COMMONEST:]) for _ in range(random.randint(1, 5))]
        acting = random.random() < 0.6
        return Proposition(
            key,
            frame,
            positive=random.random() < 0.93,
            agents=(story.people[zipf.rank(_PEOPLE)].key,) if acting else (),
            patients=(story.people[zipf.rank(_PEOPLE)].key,) if random.random() < 0.3 else (),
            places=(zipf.choose(story.places),) if random.random() < 0.4 else (),
            quantities=tuple(self._figures()),
            words=tuple(dict.fromkeys([subject, frame, thing, *rest])),
            subject="" if acting else subject,
            object=thing,
        )

    def _figures(self) -> Iterator[Quantity]:
        if self.random.random() < 0.25:
            number = float(self.random.choice([1, 5, 10, 50, 100]) * (1 + self.zipf.rank(30)))
            yield Quantity(number, number, number, Bound.EXACT, self.zipf.choose(_UNITS))


def ledger(contents: int, maker: Maker) -> tuple[Snapshot, tuple[str, ...]]:
    """Return a ledger with so many contents and `ADDED` reports more of the largest story; and their ids."""
    before = contents // STATEMENTS
    facts: list[Report | Statement | Proposition] = []
    for number in range(before):
        facts += maker.report(number, maker.stories[maker.zipf.rank(STORIES)])
    added = [maker.report(before + number, maker.stories[0]) for number in range(ADDED)]
    actors = [one for story in maker.stories for one in story.people]
    ids = tuple(one.id for report in added for one in report if isinstance(one, Report))
    return Snapshot.of([*facts, *(fact for report in added for fact in report), *actors]), ids


# -- Measuring ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cost:
    """What one more report costs: pairs for each report added, and times in seconds."""

    contents: int
    pairs: tuple[int, ...]
    scoring: float
    finding: float

    def __str__(self) -> str:
        """Return the line that is printed."""
        return (
            f"one report of {STATEMENTS} statements against {self.contents:,} contents: "
            f"{mean(self.pairs):.0f} pairs scored (at most {max(self.pairs)}), {self.scoring * 1000:.0f} ms; "
            f"candidates of the whole ledger found in {self.finding:.1f} s"
        )


def cost(contents: int) -> Cost:
    """Make a ledger and return what each of its last reports costs."""
    lexicon = frames("en")
    snapshot, added = ledger(contents, Maker.seeded(lexicon))
    everyone, _ = items(snapshot, snapshot.actor_of(), load_vectors(), lexicon)
    by_id = {item.id: item for item in everyone}
    began = time.perf_counter()
    pairs = compared(everyone, lexicon)
    found = time.perf_counter()
    of_report = [
        [pair for pair in sorted(pairs) if report in {by_id[one].report.id for one in pair}]
        for report in added
    ]
    counted = time.perf_counter()
    for left, right in (pair for scored in of_report for pair in scored):
        _ = Comparison(by_id[left], by_id[right], lexicon).agreement
    scoring = (time.perf_counter() - counted) / len(added)
    return Cost(contents, tuple(len(scored) for scored in of_report), scoring, found - began)


def main(arguments: Sequence[str]) -> int:
    """Print a line for each size of ledger."""
    for contents in [int(one) for one in arguments] or SIZES:
        print(cost(contents), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
