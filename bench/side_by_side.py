"""Sets Counterclaim beside textacy's `direct_quotations`, on the same texts and with the shared scorer.

    python bench/side_by_side.py [--update] [--shared FOLDER]

Prints tables in Markdown; with --update it puts them into `docs/attribution.md` too. Both programs start from
bare text and use one spaCy model. textacy runs as a process in an environment of its own, `.venv-peers`, that
`make bench` sets up from `bench/peers.lock`. Without it, or without the shared data, nothing is measured, and
the one line that is printed says so.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import predict
from quality import BENCH, MeasuringError, run

ROOT = BENCH.parent
PEER = (str(ROOT / ".venv-peers" / "bin" / "python"), str(BENCH / "peers_textacy.py"))
PAGE = ROOT / "docs" / "attribution.md"
FORMS = ("direct", "mixed", "indirect", "all")
NAMES = ("textacy", "Counterclaim")

Item = dict[str, Any]
Weights = defaultdict[str, float]
Scorer = Any  # the shared module `score_statements`


# -- Texts -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Texts:
    """Some texts with their gold, line by line."""

    name: str
    rows: list[Item]
    gold: list[Item]


def all_texts(shared: Path) -> Iterator[Texts]:
    """Yield the sets whose data are there."""
    for name, folder in (("PolNeAR", "statements_polnear"), ("CofeNet", "statements_cofenet")):
        data = shared / "benchmarks" / folder
        if (data / "gold.jsonl").is_file():
            yield Texts(name, _lines(data / "input.jsonl"), _lines(data / "gold.jsonl"))
    if (shared / "gold" / "gold.json").is_file():
        yield _five_reports(shared)


def _lines(path: Path) -> list[Item]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def _five_reports(shared: Path) -> Texts:
    """Return the hand-made gold in the shape of PolNeAR's; what several speakers say together counts once."""
    ledger = importlib.import_module("gold_to_ledger").convert(str(shared / "gold"), core=True)
    told = [one for one in ledger["statements"] if "+" not in one["id"]]
    gold = [
        {"id": report["id"], "versions": [{"attributions": [x for x in told if x["report"] == report["id"]]}]}
        for report in ledger["reports"]
    ]
    rows = [{"id": report["id"], "text": report["text"]} for report in ledger["reports"]]
    return Texts("Five reports", rows, gold)


# -- Answers ---------------------------------------------------------------------------------


def ours(rows: Sequence[Item]) -> tuple[list[Item], float]:
    """Return our answers and the seconds of processor time they took; the first text is read twice."""
    list(predict.predict("statements", rows[:1], ROOT))
    begin = time.process_time()
    return list(predict.predict("statements", rows, ROOT)), time.process_time() - begin


def theirs(rows: Sequence[Item], peer: Sequence[str] = PEER) -> tuple[list[Item], float]:
    """Return textacy's answers and the seconds of processor time they took.

    Raises:
        MeasuringError: textacy does not run.
    """
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.jsonl"
        texts.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        answers = [json.loads(line) for line in run(*peer, texts).splitlines()]
    return answers, sum(answer["seconds"] for answer in answers)


# -- Judging ---------------------------------------------------------------------------------


@dataclass(slots=True)
class Tally:
    """How much was in the gold, how much was told, and how much of either was right, by form.

    A right statement counts under the gold's form for recall, and under its own for precision.
    """

    gold: Weights = field(default_factory=lambda: defaultdict(float))
    told: Weights = field(default_factory=lambda: defaultdict(float))
    gold_right: Weights = field(default_factory=lambda: defaultdict(float))
    told_right: Weights = field(default_factory=lambda: defaultdict(float))

    def figures(self, form: str) -> tuple[float | None, float | None, float | None]:
        """Return precision, recall and F1 of a form; None where there was nothing to divide by."""
        precision = self.told_right[form] / self.told[form] if self.told[form] else None
        recall = self.gold_right[form] / self.gold[form] if self.gold[form] else None
        if precision is None or recall is None:
            return precision, recall, None
        return precision, recall, 2 * precision * recall / (precision + recall or 1.0)


def _overlaps(key: str) -> Callable[[Scorer, Item, Item], bool]:
    return lambda scorer, gold, told: scorer.iou(gold[key], told[key]) >= 0.5


def _equal(key: str) -> Callable[[Scorer, Item, Item], bool]:
    return lambda _, gold, told: gold[key] == told[key]


def _attributed(scorer: Scorer, gold: Item, told: Item) -> bool:
    nobody = not gold["source"] and not told["source"]
    return _overlaps("content")(scorer, gold, told) and (nobody or _overlaps("source")(scorer, gold, told))


@dataclass(frozen=True, slots=True)
class Figure:
    """One question put to a found statement, the part it is about, and what the token scorer calls it."""

    name: str
    part: str
    is_right: Callable[[Scorer, Item, Item], bool]
    in_tokens: str = ""


FIGURES = (
    Figure("found", "content", _overlaps("content"), "content_iou50"),
    Figure("right content", "content", _equal("content"), "content_exact"),
    Figure("right cue", "cue", _equal("cue"), "cue_exact"),
    Figure("right speaker", "source", _overlaps("source"), "source_iou50"),
    Figure("found, with its speaker", "content", _attributed),
)


def tallies(texts: Texts, answers: Sequence[Item], scorer: Scorer) -> dict[str, Tally]:
    """Return a tally for every figure; a text that k people annotated counts once, not k times."""
    counted = {figure.name: Tally() for figure in FIGURES}
    for row, gold, answer in zip(texts.rows, texts.gold, answers, strict=True):
        told = _prepared(answer["statements"], row["text"], scorer)
        if gold.get("flat"):
            told = scorer.outermost(told)
        for version in gold["versions"]:
            wanted = _prepared(version["attributions"], row["text"], scorer)
            _count(wanted, told, 1 / len(gold["versions"]), counted, scorer)
    return counted


def _prepared(statements: Sequence[Item], text: str, scorer: Scorer) -> list[Item]:
    """Return statements with normalised parts and the form that the quotation marks in the text show."""
    parts = [{key: scorer.segs(one.get(key)) for key in scorer.KEYS} for one in statements]
    shown = [
        {key: scorer.normal(one[key], text) for key in one} | {"form": scorer.form(one["content"], text)}
        for one in parts
    ]
    return [one for one in shown if one["content"]]


def _count(
    wanted: Sequence[Item], told: Sequence[Item], weight: float, counted: Mapping[str, Tally], scorer: Scorer
) -> None:
    """Pair each gold statement with one told statement as the shared scorer does, and count."""

    def likeness(left: int, right: int) -> float:
        shared = [scorer.iou(wanted[left][key], told[right][key]) for key in ("content", "cue", "source")]
        return float(shared[0] and shared[0] + 1e-4 * shared[1] + 1e-5 * shared[2])

    pairs = scorer.match(len(wanted), len(told), likeness)
    for figure in FIGURES:
        tally = counted[figure.name]
        _add(tally.gold, [one for one in wanted if one[figure.part]], weight)
        _add(tally.told, [one for one in told if one[figure.part]], weight)
        for left, right in pairs:
            gold, ours_or_theirs = wanted[left], told[right]
            if gold[figure.part] and figure.is_right(scorer, gold, ours_or_theirs):
                _add(tally.gold_right, [gold], weight)
                _add(tally.told_right, [ours_or_theirs], weight)


def _add(weights: Weights, statements: Sequence[Item], weight: float) -> None:
    for one in statements:
        for form in (one["form"], "all"):
            weights[form] += weight


# -- Tables ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: precision, recall and F1 of textacy, then ours."""

    figure: str
    form: str
    theirs: tuple[float | None, ...]
    ours: tuple[float | None, ...]

    def __str__(self) -> str:
        """Return the line in Markdown."""
        told = [_shown(one) for one in (*self.theirs, *self.ours)]
        return f"| {self.form} | {self.figure} | " + " | ".join(told) + " |"

    @property
    def is_ahead(self) -> bool:
        """Whether our F1 is the higher; where textacy tells nothing of a form, our recall."""
        which = 2 if self.theirs[2] is not None and self.ours[2] is not None else 1
        return (self.ours[which] or 0.0) > (self.theirs[which] or 0.0)


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}".removeprefix("0")


def rows(texts: Texts, answers: Sequence[Sequence[Item]], scorer: Scorer) -> list[Row]:
    """Return the lines of a set's table: by form where the gold is of whole statements."""
    if "tokens" in texts.gold[0]:
        return _token_rows(texts, answers, scorer)
    left, right = (tallies(texts, told, scorer) for told in answers)
    return [
        Row(figure.name, form, left[figure.name].figures(form), right[figure.name].figures(form))
        for form in FORMS
        for figure in FIGURES
        if left[figure.name].gold[form]
    ]


def _token_rows(texts: Texts, answers: Sequence[Sequence[Item]], scorer: Scorer) -> list[Row]:
    """CofeNet's gold tells the parts, not which belong together: there is no form and no pairing."""
    left, right = (scorer.score(texts.gold, told, texts.rows)["figures"] for told in answers)

    def shown(told: Mapping[str, float], name: str) -> tuple[float, ...]:
        return told[f"{name}_p"], told[f"{name}_r"], told[f"{name}_f1"]

    named = [(figure.name, figure.in_tokens) for figure in FIGURES if figure.in_tokens]
    return [Row(name, "all", shown(left, key), shown(right, key)) for name, key in named]


def table(texts: Texts, scorer: Scorer, peer: Sequence[str]) -> Iterator[str]:
    """Yield a set's table line by line."""
    (found_by_them, their_seconds), (found_by_us, our_seconds) = theirs(texts.rows, peer), ours(texts.rows)
    made = rows(texts, (found_by_them, found_by_us), scorer)
    words = sum(len(row["text"].split()) for row in texts.rows)
    yield f"**{texts.name}** ({len(texts.rows)} texts, {words:,} words)"
    yield ""
    yield "| quoted | | " + " | ".join(f"{name} {what}" for name in NAMES for what in ("P", "R", "F1")) + " |"
    yield "|---|---|" + "--:|" * 6
    yield from map(str, made)
    yield f"| | words per second | | | {words / their_seconds:,.0f} | | | {words / our_seconds:,.0f} |"
    yield ""
    yield _verdict(made, is_slower=our_seconds > their_seconds)


def _verdict(made: Sequence[Row], *, is_slower: bool) -> str:
    """Say in how many lines we are ahead, and name those where textacy is, or is the more precise."""
    ahead = sum(row.is_ahead for row in made) + (not is_slower)
    behind = [*_named(row for row in made if not row.is_ahead), *["words per second"] * is_slower]
    less_precise = _named(row for row in made if (row.ours[0] or 0.0) < (row.theirs[0] or 0.0))
    return (
        f"Ahead in {ahead} of {len(made) + 1} lines. Behind: {', '.join(behind) or 'none'}. "
        f"Less precise: {', '.join(less_precise) or 'none'}."
    )


def _named(made: Iterable[Row]) -> list[str]:
    return [f"{row.figure} ({row.form})" for row in made]


# -- The run ---------------------------------------------------------------------------------


def with_tables(page: str, tables: str) -> str:
    """Return a page with the tables between its two marks."""
    return re.sub(r"(?<=<!-- side by side -->\n).*?(?=<!-- end -->)", lambda _: tables, page, flags=re.DOTALL)


def main(arguments: Sequence[str], peer: Sequence[str] = PEER, page: Path = PAGE) -> int:
    """Measure and print; return 0 also where there is nothing to measure."""
    options = _options(arguments)
    if not (options.shared / "eval" / "score_statements.py").is_file():
        print(f"SKIPPED: nothing stands beside textacy, for there are no shared data at {options.shared}")
        return 0
    if not (Path(peer[0]).parent.parent / ".locked").is_file():
        print("SKIPPED: nothing stands beside textacy, which could not be set up; `make bench` tries again")
        return 0
    sys.path.insert(0, str(options.shared / "eval"))
    scorer = importlib.import_module("score_statements")
    try:
        tables = "\n\n".join("\n".join(table(texts, scorer, peer)) for texts in all_texts(options.shared))
    except MeasuringError as error:
        print(f"textacy could not be measured: {error}", file=sys.stderr)
        return 1
    print(tables)
    if options.update:
        page.write_text(with_tables(page.read_text(encoding="utf-8"), tables + "\n"), encoding="utf-8")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="side_by_side.py", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--update", action="store_true", help="put the tables into docs/attribution.md")
    default = Path(os.environ.get("COUNTERCLAIM_SHARED") or ROOT.parent / "shared")
    parser.add_argument("--shared", type=Path, default=default, metavar="FOLDER", help="the shared data")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
