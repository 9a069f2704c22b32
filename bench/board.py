"""How long the first page of the board takes, now and as of a past moment, on a big made case.

    python bench/board.py [--claims 10000] [--runs 5]

The case is made of facts that look like those of real reports; nothing is parsed. It grows in steps, so
that claims that gained a statement were taken back and put anew. Each run is a process of its own that opens
the case, takes a snapshot and works out a page: what a reader waits for who has just come.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from counterclaim.board import Filter, Page, board
from counterclaim.ledger import Change, Fact, encode, id_of, kind_of
from counterclaim.model import (
    SUPPORTING,
    Act,
    Actor,
    ActorRef,
    Bearing,
    Claim,
    Form,
    Identity,
    Link,
    Mention,
    Mentions,
    Origin,
    PartyStance,
    Place,
    Proposition,
    Referent,
    Relation,
    RelationKind,
    Report,
    Role,
    Span,
    Stance,
    Standing,
    Statement,
    Status,
    When,
    content_id,
)
from counterclaim.store import open_store

STEPS = 10
"""In so many steps the case grows; the past moment asked for is the end of the last but one."""

BEGIN = datetime(2024, 3, 1, 12, tzinfo=UTC)
CLAIMS_A_REPORT, STATEMENTS_A_REPORT, VOICES_A_REPORT = 5, 8, 10
PARTIES = ("harbour board", "dockers' union", "ministry", "shipping line", "fishers", "city", "insurer", "")
PEOPLE = 1500
PLACES = tuple(Place(f"g-{number}", f"Pier {number}", 54.0 + number / 100, 8.0, 1.0) for number in range(60))
WORDS = (
    "crane",
    "pier",
    "stopped",
    "work",
    "dawn",
    "crews",
    "left",
    "berth",
    "unattended",
    "before",
    "their",
)
STANCES = (Stance.ASSERTS,) * 14 + (Stance.CONFIRMS, Stance.CONFIRMS, Stance.DENIES, Stance.DENIES)
LIMIT = 0.3
"""Seconds: what a page may take at most."""


# -- Made facts --------------------------------------------------------------------------------


class Story:
    """Made reports and what they tell; the same for the same number of claims."""

    def __init__(self, claims: int) -> None:
        self.random = Random(claims)  # noqa: S311 - nothing secret
        self.reports = claims // CLAIMS_A_REPORT
        self.told: dict[int, list[tuple[str, int, Stance]]] = defaultdict(list)
        """By the number of a claim: the statements on it, the voice and the stance of each."""

    def of_report(self, number: int) -> Iterator[Fact]:
        """Yield what one report tells on its own."""
        report = Report(f"rep-{number:05}", f"{number}.txt", f"{number:064x}", self._text(number), "made 1")
        day = When.day(2024, 1 + number % 12, 1 + number % 28)
        yield Report(
            **{name: getattr(report, name) for name in ("id", "path", "sha256", "text", "extractor")},
            title=f"Port news {number}",
            outlet=f"Outlet {number % 150}",
            published=day,
        )
        people = [self.random.randrange(PEOPLE) for _ in range(VOICES_A_REPORT)]
        for place, person in enumerate(people):
            name = f"Person {person}"
            yield Referent(
                f"ref-{number}-{place}", report.id, name, names=(name, "the head"), because="named so"
            )
        yield Mentions(report.id, tuple(self._mentions(report, number)))
        for place in range(STATEMENTS_A_REPORT):
            yield from self._statement(report, number, place, people[place], day)

    def _text(self, number: int) -> str:
        return f"Report {number}. " + " ".join(self.random.choice(WORDS) for _ in range(420))

    def _mentions(self, report: Report, number: int) -> Iterator[Mention]:
        for place in range(30):
            span = Span(report.id, 10 * place, 10 * place + 8)
            value = PLACES[(number + place) % len(PLACES)] if place % 4 else ActorRef(f"ref-{number}-0")
            yield Mention(span, value, "a name in the gazetteer")

    def _statement(self, report: Report, number: int, place: int, person: int, day: When) -> Iterator[Fact]:
        key, start = f"st-{number}-{place}", 20 + 200 * place
        source, cue = Span(report.id, start - 20, start - 8), Span(report.id, start - 7, start - 1)
        link = Link(Role.SPEAKER, source, f"ref-{number}-{place}", "named before the cue")
        content = (Span(report.id, start, start + 60),)
        yield Statement(
            key, report.id, content, Act.ASSERT, Form.INDIRECT, "cue: said", (link,), source, cue, said=day
        )
        yield Proposition(key, "stop", places=(PLACES[place].key,), words=WORDS[:6], when=day)
        new = place < CLAIMS_A_REPORT
        claim = CLAIMS_A_REPORT * number + place if new else self._old_claim(number)
        self.told[claim].append((key, person, self.random.choice(STANCES) if not new else Stance.ASSERTS))

    def _old_claim(self, number: int) -> int:
        return int(self.random.random() ** 2 * CLAIMS_A_REPORT * (number + 1))

    def together(self, reports: int) -> Iterator[Fact]:
        """Yield what the first `reports` tell together."""
        for person in range(PEOPLE):
            party = PARTIES[person % len(PARTIES)] or None
            yield Actor(f"a-{person}", f"Person {person}", party=party, because="the same name")
            yield from (Identity(one, f"a-{person}") for one in sorted(self.referents[person]))
        ids: list[str] = []
        for number in range(CLAIMS_A_REPORT * reports):
            told = self.told[number]
            claim = _claim(number, told)
            ids.append(claim.id)
            yield claim
            yield _standing(claim, told)
        for number in range(0, len(ids) - 40, 2):
            kind = RelationKind.CONFLICTS if number % 16 == 0 else RelationKind.SAME_TOPIC
            yield Relation(kind, ids[number], ids[number + 40], 0.5, "both tell of a crane that stopped work")

    referents: dict[int, set[str]]

    def steps(self) -> Iterator[list[Fact]]:
        """Yield, step after step, all facts that stand then but those of earlier reports."""
        self.referents = defaultdict(set)
        done = 0
        for step in range(1, STEPS + 1):
            upto = self.reports * step // (STEPS - 1)  # at the last but one, the case has all its claims
            alone = [fact for number in range(done, upto) for fact in self.of_report(number)]
            for fact in alone:
                if isinstance(fact, Referent):
                    self.referents[int(fact.name.split()[1])].add(fact.id)
            done = upto
            yield [*alone, *self.together(upto)]


def _claim(number: int, told: list[tuple[str, int, Stance]]) -> Claim:
    gist = f"crane {number} at pier {number % 60} had stopped work before dawn"
    bearings = tuple(Bearing(key, stance, f"cue: {stance}") for key, _, stance in told)
    places, day = (PLACES[number % len(PLACES)].key,), When.day(2024, 1 + number % 12, 1)
    key = content_id("cl", *(key for key, _, _ in told))
    return Claim(key, gist, "stop", bearings, "the same deed of the same crane", places, day)


def _standing(claim: Claim, told: list[tuple[str, int, Stance]]) -> Standing:
    stances = {stance for _, _, stance in told}
    by_person: defaultdict[int, list[str]] = defaultdict(list)
    for key, person, stance in told:
        if stance in SUPPORTING:
            by_person[person].append(key)
    origins = tuple(
        Origin(content_id("o", *keys), f"a-{person}", tuple(keys), "one speaker, one act of speaking")
        for person, keys in by_person.items()
    )
    parties = {(PARTIES[person % len(PARTIES)], stance) for _, person, stance in told}
    status = Status.CONTESTED if Stance.DENIES in stances else Status.ONE_SIDE
    if status is Status.ONE_SIDE and len(origins) > 1:
        status = Status.SEVERAL_ORIGINS
    named = tuple(PartyStance(party, stance) for party, stance in sorted(parties) if party)
    return Standing(claim.id, status, origins, named, f"{len(origins)} independent origins say so", 3)


def make_case(path: Path, claims: int) -> datetime:
    """Make the case and return the moment at which it holds that many claims."""
    standing: dict[tuple[str, str], str] = {}
    with open_store(path, create=True) as store:
        for step, facts in enumerate(Story(claims).steps(), 1):
            found = {(kind_of(fact), id_of(fact)): encode(fact) for fact in facts}
            recorded = BEGIN + timedelta(days=step)
            store.append(tuple(_changes(standing, found)), {}, recorded=recorded, tool="bench 1")
    return BEGIN + timedelta(days=STEPS - 1, hours=1)


def _changes(standing: dict[tuple[str, str], str], found: dict[tuple[str, str], str]) -> Iterable[Change]:
    """Yield what makes `standing` hold `found` and of claims, standings and relations nothing else."""
    derived = ("claim", "standing", "relation")
    for kind, key in [one for one in standing if one[0] in derived and one not in found]:
        del standing[kind, key]
        yield Change(kind, key, None)
    for (kind, key), body in found.items():
        if standing.get((kind, key)) != body:
            standing[kind, key] = body
            yield Change(kind, key, body)


# -- Measuring ---------------------------------------------------------------------------------


def page_seconds(
    path: Path,
    as_of: datetime | None,
    page: int,
    filter: Filter,  # noqa: A002
) -> tuple[float, float, str]:
    """Return how long it takes to open the case and work out one page, by clock and CPU, and what it has."""
    begin, worked = perf_counter(), process_time()
    with open_store(path) as store:
        shown = board(store.snapshot(as_of), filter, Page(page))
    found = f"{len(shown.rows)} of {shown.total} rows, {len(shown.parties)} parties"
    return perf_counter() - begin, process_time() - worked, found


WAYS: tuple[tuple[str, bool, int, Filter], ...] = (
    ("first page, now", False, 1, Filter()),
    ("first page, as of the past", True, 1, Filter()),
    ("page 30, as of the past", True, 30, Filter()),
    ("first page of the contested, as of the past", True, 1, Filter(contested=True)),
    ("first page with a speaker, as of the past", True, 1, Filter(speaker="person 77")),
)
"""What is measured: its name, whether in the past, which page, which filter. The second keeps the limit."""


def _in_a_process(path: Path, moment: datetime, way: int) -> tuple[float, float, str]:
    """Run one measurement in a process of its own, without the time that Python takes to start."""
    words = [sys.executable, __file__, "--one", str(way), "--case", str(path), "--moment", moment.isoformat()]
    told = subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()
    seconds, worked, found = told.split(" ", 2)
    return float(seconds), float(worked), found


def main() -> int:
    """Make the case, measure each way, and say whether the past is shown in time."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--claims", type=int, default=10_000)
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--case", type=Path)
    asked.add_argument("--moment", type=datetime.fromisoformat)
    asked.add_argument("--one", type=int)
    told = asked.parse_args()
    if told.one is not None:
        _, past, page, wanted = WAYS[told.one]
        print(*page_seconds(told.case, told.moment if past else None, page, wanted))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = told.case or Path(folder) / "case.db"
        begin = perf_counter()
        moment = make_case(path, told.claims)
        print(f"made a case of {told.claims:,} claims in {perf_counter() - begin:.1f} s")
        middles: list[float] = []
        for way, (name, *_) in enumerate(WAYS):
            runs = sorted(_in_a_process(path, moment, way) for _ in range(told.runs))
            seconds, _, found = runs[len(runs) // 2]
            worked = sorted(cpu for _, cpu, _ in runs)[len(runs) // 2]
            middles.append(seconds)
            print(f"{name}: {seconds:.3f} s (fastest {runs[0][0]:.3f}, CPU {worked:.3f}), {found}")
    return 0 if middles[1] < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
