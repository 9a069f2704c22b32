"""Fits what each ground weighs in saying that two contents say the same: `relate.agreement.WEIGHTS`.

    python bench/fit_agreement.py [--shared FOLDER]

A logistic regression with a penalty on pairs of contents of which it is known whether they say the same:
the open pairs of `tests/cases/relate`, the open stories of `stories/` and the shared annotated reports.
Held pairs and held stories are never looked at. Only pairs that no veto keeps apart are fitted on. It prints
the weights, and how they would do on each third when they are fitted on the other two.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from counterclaim.ledger import Snapshot
from counterclaim.relate.agreement import WEIGHTS, grounds
from counterclaim.relate.alignment import align
from counterclaim.relate.frames import FrameLexicon, frames
from counterclaim.relate.items import Item, items
from counterclaim.relate.vectors import load_vectors
from counterclaim.relate.vetoes import vetoes
from counterclaim.store import open_store
from quality import Programs, run
from whole_stories import main as score_stories

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
HELD_STORIES = frozenset({"election"})
PENALTY = 0.5
STEPS, RATE = 6000, 0.002
FOLDS = 3
SAME = frozenset({"same", "concession", "denial"})
LEAST_OVERLAP = 0.4

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Known:
    """Two contents, and whether they say the same."""

    left: Item
    right: Item
    same: bool


def of_pairs(lexicon: FrameLexicon) -> Iterator[Known]:
    """Yield the likeliest contents of each open pair of short reports."""
    road = import_module("road")  # of the tests, which are on the path by now

    for name in ("pairs", "fresh_pairs"):
        path = ROOT / "tests" / "cases" / "relate" / f"{name}.toml"
        for pair in tomllib.loads(path.read_text(encoding="utf-8"))["pair"]:
            if pair.get("held"):
                continue
            reports = road.reports_of(pair["left"], pair["right"])
            snapshot = Snapshot.of([fact for report in reports for fact in road.told_by(report)])
            told = contents(snapshot, lexicon)
            both = [[one for one in told if one.report.id == report.id] for report in reports]
            ranked = [(-align(a, b, lexicon).both, a.id, b.id, a, b) for a in both[0] for b in both[1]]
            if ranked:
                *_, left, right = min(ranked, key=lambda row: row[:3])
                yield Known(left, right, pair["want"] in SAME)


def of_gold(folder: Path, case: Path, lexicon: FrameLexicon) -> Iterator[Known]:
    """Yield all pairs of contents of annotated reports: the same if they bear on one claim."""
    gold: dict[str, Any] = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    texts = {
        story["id"]: (folder / "texts" / story["file"]).read_bytes().decode() for story in gold["stories"]
    }
    with open_store(case) as store:
        told = [one for one in contents(store.snapshot(), lexicon) if not one.proposition.part]
    meant = {
        said["id"]: one
        for said in gold["statements"]
        if said.get("kind") == "attributed"
        for one in told
        if one.report.text == texts[said["story"]] and overlap(said, one) >= LEAST_OVERLAP
    }
    claims = {
        said["id"]: {claim["claim"] for claim in said.get("claims") or []} for said in gold["statements"]
    }
    for left, right in combinations(sorted(meant), 2):
        if meant[left] is not meant[right]:
            yield Known(meant[left], meant[right], bool(claims[left] & claims[right]))


def overlap(said: Mapping[str, Any], one: Item) -> float:
    """Return how much of the characters of either is in both."""
    here = {at for span in said["content"] for at in range(span["start"], span["end"])}
    there = {at for span in one.statement.content for at in range(span.start, span.end)}
    return len(here & there) / len(here | there)


def contents(snapshot: Snapshot, lexicon: FrameLexicon) -> Sequence[Item]:
    """Return all contents of a case, ready to be compared."""
    return items(snapshot, snapshot.actor_of(), load_vectors(), lexicon)[0]


def known(shared: Path, lexicon: FrameLexicon) -> list[Known]:
    """Return every pair to fit on."""
    found = list(of_pairs(lexicon))
    with tempfile.TemporaryDirectory() as kept:
        case = Path(kept) / "case.db"
        run(*Programs().counterclaim, "-c", case, "add", shared / "seeds")
        found += of_gold(shared / "gold", case, lexicon)
        for path in sorted((ROOT / "bench" / "stories").glob("*.toml")):
            if path.stem not in HELD_STORIES:
                folder = Path(kept) / path.stem
                score_stories(["--keep", kept, path.stem])
                found += of_gold(folder, folder / "case.db", lexicon)
    return [one for one in found if not vetoes(one.left, one.right, lexicon)]


def features(pairs: Sequence[Known], lexicon: FrameLexicon) -> tuple[Array, Array]:
    """Return a row of grounds for each pair, in the order of `WEIGHTS`, and which say the same."""
    order = {name: at for at, name in enumerate(WEIGHTS)}
    table = np.zeros((len(pairs), len(order)))
    for row, pair in enumerate(pairs):
        aligned = align(pair.left, pair.right, lexicon)
        for name, much, _ in grounds(pair.left, pair.right, lexicon, aligned):
            table[row, order[name]] = much
    return table, np.array([float(pair.same) for pair in pairs])


def fit(table: Array, same: Array) -> Array:
    """Return the weights that make what is known likeliest, less a penalty on all but the first."""
    weights = np.zeros(table.shape[1])
    held_down = np.array([0.0, *[PENALTY] * (table.shape[1] - 1)])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-table @ weights))
        weights += RATE * (table.T @ (same - likely) - held_down * weights)
    return weights


def f1(table: Array, same: Array, weights: Array) -> tuple[float, float, float]:
    """Return precision, recall and F1 of "the same" where the log-odds are above 0."""
    told = table @ weights >= 0
    right = float(same[told].sum())
    precision, recall = right / max(1.0, float(told.sum())), right / float(same.sum())
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def in_words(figures: tuple[float, float, float]) -> str:
    """Return precision, recall and F1 for a reader."""
    return "precision {:.2f}, recall {:.2f}, F1 {:.2f}".format(*figures)


def main() -> None:
    """Fit, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    lexicon = frames("en")
    pairs = known(parser.parse_args().shared, lexicon)
    table, same = features(pairs, lexicon)
    print(f"{len(pairs)} pairs that no veto keeps apart, {int(same.sum())} of them the same")
    for fold in range(FOLDS):
        out = np.arange(len(pairs)) % FOLDS == fold
        figures = f1(table[out], same[out], fit(table[~out], same[~out]))
        print(f"  third {fold + 1}, fitted without it: {in_words(figures)}")
    now = f1(table, same, np.array(list(WEIGHTS.values())))
    print(f"  all, with the weights of now: {in_words(now)}")
    for name, weight in zip(WEIGHTS, fit(table, same), strict=True):
        print(f'    "{name}": {weight:.1f},')


if __name__ == "__main__":
    main()
