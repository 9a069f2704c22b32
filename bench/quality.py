"""Measures the program on the shared sets and holds it to the figures it once reached.

    python bench/quality.py [--ratchet | --update] [--long] [--only PREFIX] [--shared FOLDER]

The sets and the figures kept of each stand in `quality.toml`. The data and the scorers are shared beside
the checkout and are no part of it: a set whose data are absent is left out, and said to be. The program is
run as a stranger would run it, as a process, and scored by the shared scorers.

Exit codes: 0 all well, 1 a figure fell (only with --ratchet) or a set could not be measured, 2 wrong use.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kept_figures import MeasuredSet, Quality, parse, render, with_reached

BENCH = Path(__file__).resolve().parent
TIMEOUT_SECONDS = 1800.0


# -- Measuring -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Programs:
    """The commands that are measured."""

    predict: tuple[str, ...] = (sys.executable, str(BENCH / "predict.py"))
    counterclaim: tuple[str, ...] = (str(Path(sys.executable).parent / "counterclaim"),)
    stories: tuple[str, ...] = (sys.executable, str(BENCH / "whole_stories.py"))


class MeasuringError(Exception):
    """A program that was to be measured, or a scorer, did not do its work."""


Figures = Mapping[str, float | None]


def has_data(measured: MeasuredSet, shared: Path) -> bool:
    """Say whether the data and the gold of a set are there."""
    if measured.task == "ledger":
        return (shared / "seeds").is_dir() and (shared / "gold").is_dir()
    if measured.task == "story":
        return (shared / "eval" / "score_ledger.py").is_file()
    folder = shared / "benchmarks" / measured.name
    return (folder / "input.jsonl").is_file() and (folder / "gold.jsonl").is_file()


def measure(measured: MeasuredSet, shared: Path, programs: Programs) -> Figures:
    """Run the program on one set and return all figures of its scorer, None where it tells none.

    Raises:
        MeasuringError: the program or the scorer failed, or the scorer's answer cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        if measured.task == "ledger":
            score = _score_ledger(shared, programs, Path(folder))
        elif measured.task == "story":
            score = _score_story(measured, shared, programs)
        else:
            score = _score_predictions(measured, shared, programs, Path(folder))
    try:
        figures: Figures = json.loads(score)["figures"]
    except (ValueError, KeyError, TypeError) as error:
        raise MeasuringError(f"the scorer's answer cannot be read: {error!r}") from error
    return figures


def _score_predictions(measured: MeasuredSet, shared: Path, programs: Programs, folder: Path) -> str:
    data = shared / "benchmarks" / measured.name
    predictions = folder / "predictions.jsonl"
    predictions.write_text(run(*programs.predict, measured.task, data / "input.jsonl"), encoding="utf-8")
    scorer = shared / "eval" / "score.py"
    return run(sys.executable, scorer, measured.task, data / "gold.jsonl", predictions, "--json")


def _score_ledger(shared: Path, programs: Programs, folder: Path) -> str:
    case: tuple[str | Path, ...] = (*programs.counterclaim, "-c", folder / "case.db")
    run(*case, "add", shared / "seeds")
    exported = folder / "ledger.json"
    exported.write_text(run(*case, "export", "json"), encoding="utf-8")
    return run(sys.executable, shared / "eval" / "score_ledger.py", shared / "gold", exported, "--json")


def _score_story(measured: MeasuredSet, shared: Path, programs: Programs) -> str:
    """Score a story of our own; its name stands behind "story_"."""
    name = measured.name.removeprefix("story_")
    told = run(*programs.stories, name, "--json", "--shared", shared)
    return json.dumps({"figures": json.loads(told).get(name)})


def run(*command: str | Path) -> str:
    """Run a program with nothing to read and return what it wrote.

    Raises:
        MeasuringError: it could not be started, ended with another code than 0, or took too long.
    """
    name = " ".join(Path(word).name for word in command)
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONUTF8": "1"},
            timeout=TIMEOUT_SECONDS,
        )
    except subprocess.CalledProcessError as error:
        last_words = "\n".join(error.stderr.strip().splitlines()[-5:])
        raise MeasuringError(f"`{name}` ended with {error.returncode}: {last_words}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MeasuringError(f"`{name}`: {error}") from error
    return done.stdout


# -- Comparing -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was kept, what is reached (None: the scorer tells no number), and whether it fell."""

    set_name: str
    figure: str
    kept: float
    reached: float | None
    fell: bool

    def __str__(self) -> str:
        """Return the row of the table."""
        reached = "n/a" if self.reached is None else f"{self.reached:.3f}"
        change = "" if self.reached is None else f"{self.reached - self.kept:+.3f}"
        mark = "  FELL" if self.fell else ""
        return f"{self.set_name:<22} {self.figure:<28} {self.kept:>7.3f} {reached:>8} {change:>7}{mark}"


TABLE_HEAD = f"{'set':<22} {'figure':<28} {'kept':>7} {'reached':>8} {'change':>7}"


def compare(measured: MeasuredSet, reached: Figures, allowance: float) -> list[Row]:
    """Return a row for every figure kept of a set, and for every one that must be 0."""
    return [
        *(_compare_kept(measured, figure, reached.get(figure), allowance) for figure in measured.figures),
        *(_compare_zero(measured, figure, reached.get(figure)) for figure in measured.must_be_zero),
    ]


def _compare_kept(measured: MeasuredSet, figure: str, reached: float | None, allowance: float) -> Row:
    """A figure fell when it is lower than the kept one by more than the allowance; n/a counts as 0."""
    kept = measured.figures[figure]
    # The kept figure is rounded to four places, so half of the last place is no fall.
    fell = kept - (reached or 0.0) > allowance + 0.00005
    return Row(measured.name, figure, kept, reached, fell)


def _compare_zero(measured: MeasuredSet, figure: str, reached: float | None) -> Row:
    """A figure that must be 0 fell when it is anything else, or is not told."""
    return Row(measured.name, figure, 0.0, reached, fell=reached != 0)


# -- The run ---------------------------------------------------------------------------------


@dataclass(slots=True)
class Outcome:
    """What a run has found so far."""

    reached: dict[str, Figures] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)


def measure_all(quality: Quality, options: argparse.Namespace, programs: Programs) -> Outcome:
    """Measure every set that is wanted and whose data are there, printing each as it is done."""
    outcome = Outcome()
    print(TABLE_HEAD)
    for measured in quality.sets:
        if not measured.name.startswith(options.only):
            continue
        if reason := _reason_to_leave_out(measured, options):
            outcome.left_out[measured.name] = reason
            continue
        _measure_one(measured, quality.allowance, options.shared, programs, outcome)
    return outcome


def _reason_to_leave_out(measured: MeasuredSet, options: argparse.Namespace) -> str:
    if not has_data(measured, options.shared):
        return "no data"
    return "long" if measured.ratchet == "long" and not options.long else ""


def _measure_one(
    measured: MeasuredSet, allowance: float, shared: Path, programs: Programs, outcome: Outcome
) -> None:
    began = time.monotonic()
    try:
        figures = measure(measured, shared, programs)
    except MeasuringError as error:
        outcome.failed[measured.name] = str(error)
        print(f"{measured.name:<22} FAILED {error}", flush=True)
        return
    rows = compare(measured, figures, allowance)
    outcome.reached[measured.name] = figures
    outcome.rows += rows
    print(*rows, sep="\n", flush=True)
    print(f"{measured.name}: {time.monotonic() - began:.1f} s", file=sys.stderr, flush=True)


def closing_lines(outcome: Outcome, allowance: float) -> Iterable[str]:
    """Yield what was left out and why, what could not be measured, what fell, and last the sum of it all."""
    for name, reason in outcome.left_out.items():
        yield f"left out: {name} ({reason})"
    yield from (f"failed: {name}" for name in outcome.failed)
    fallen = [row for row in outcome.rows if row.fell]
    yield from (f"fell: {row.set_name} {row.figure}" for row in fallen)
    counted = f"{len(outcome.rows)} figures of {len(outcome.reached)} sets"
    yield (
        f"quality: {counted}, {len(fallen)} fell by more than {allowance}, "
        f"{len(outcome.failed)} sets failed, {len(outcome.left_out)} left out"
    )


def main(
    arguments: Sequence[str], kept: Path = BENCH / "quality.toml", programs: Programs | None = None
) -> int:
    """Measure, print and, where asked, hold or renew the kept figures; return the exit code."""
    options = _options(arguments)
    if not options.shared.is_dir():
        print(f"SKIPPED: no figure was measured, for there are no shared data at {options.shared.resolve()}")
        return 0
    quality = parse(kept.read_text(encoding="utf-8"))
    if not any(measured.name.startswith(options.only) for measured in quality.sets):
        print(f"no set begins with {options.only!r}", file=sys.stderr)
        return 2
    outcome = measure_all(quality, options, programs or Programs())
    print(*closing_lines(outcome, quality.allowance), sep="\n")
    if options.update:
        kept.write_text(render(with_reached(quality, outcome.reached)), encoding="utf-8")
    fell = options.ratchet and any(row.fell for row in outcome.rows)
    return int(fell or bool(outcome.failed))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="quality.py", description=(__doc__ or "").partition("\n")[0])
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--ratchet", action="store_true", help="end with 1 when a figure fell")
    mode.add_argument("--update", action="store_true", help="keep the figures reached")
    parser.add_argument("--long", action="store_true", help='measure the sets with ratchet = "long" too')
    parser.add_argument("--only", default="", metavar="PREFIX", help="only sets whose name begins so")
    parser.add_argument(
        "--shared",
        type=Path,
        metavar="FOLDER",
        help="the shared data (default: $COUNTERCLAIM_SHARED, or ../shared beside the checkout)",
    )
    options = parser.parse_args(arguments)
    if options.shared and not options.shared.is_dir():
        parser.error(f"no such folder: {options.shared}")
    options.shared = options.shared or _default_shared()
    return options


def _default_shared() -> Path:
    return Path(os.environ.get("COUNTERCLAIM_SHARED") or BENCH.parent.parent / "shared")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
