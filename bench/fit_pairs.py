"""Make the constants of `pairs.py` anew, and say how they do on pairs they were not made from.

    python bench/fit_pairs.py [FOLDER]

FOLDER holds input.jsonl and gold.jsonl of a set of paraphrases (default: MRPC's development part beside the
checkout). Each of several even halvings fits on one half and is looked at on the other, and back. The last
line fits on everything: those are the constants to keep, rounded. The regression is weighted so that both
answers count alike, and its constant is then set where the macro-F1 of what was fitted on is highest.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pairs import UNEQUAL, Sentence, features, opposed

HALVINGS = 10
SET = Path(__file__).resolve().parents[2] / "shared" / "benchmarks" / "pairs_mrpc"

_STEPS = 30
_RIDGE = 1e-3
_TRIED = 101

Floats = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sample:
    """Pairs as numbers: their features, whether they say the same, and which the regression decides on."""

    features: Floats
    same: Truths
    open: Truths

    def part(self, chosen: Truths) -> Sample:
        """Return some of the pairs."""
        return Sample(self.features[chosen], self.same[chosen], self.open[chosen])


@dataclass(frozen=True, slots=True)
class Fit:
    """The constants found."""

    weights: Floats
    constant: float

    def __str__(self) -> str:
        """Return the constants as they stand in `pairs.py`."""
        weights = ", ".join(f"{weight:.2f}" for weight in self.weights)
        return f"WEIGHTS = ({weights}), CONSTANT = {self.constant:.2f}"


def read(folder: Path) -> Sample:
    """Read a set; opposed pairs and those of unequal length are decided on without the regression."""
    inputs, gold = (_lines(folder / name) for name in ("input.jsonl", "gold.jsonl"))
    pairs = [(Sentence(row["text1"]), Sentence(row["text2"])) for row in inputs]
    return Sample(
        np.array([features(left, right) for left, right in pairs]),
        np.array([row["relation"] == "same" for row in gold]),
        np.array([_is_open(left, right) for left, right in pairs]),
    )


def _lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def _is_open(left: Sentence, right: Sentence) -> bool:
    shorter, longer = sorted((len(left.words), len(right.words)))
    return shorter >= UNEQUAL * longer and not opposed(left, right)


def fit(sample: Sample) -> Fit:
    """Return the constants that suit `sample`: a weighted ridge regression by Newton's method."""
    known, same = sample.features[sample.open], sample.same[sample.open]
    columns = np.column_stack([np.ones(len(known)), known])
    weight = np.where(same, 0.5 / same.mean(), 0.5 / (1 - same.mean()))
    ridge = np.diag([0.0] + [_RIDGE] * known.shape[1])
    found = np.zeros(columns.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-columns @ found))
        slope = columns.T @ (weight * (likely - same)) + ridge @ found
        bend = (columns.T * (weight * likely * (1 - likely))) @ columns + ridge
        found -= np.linalg.solve(bend, slope)
    sums = columns @ found
    borders = np.quantile(sums, np.linspace(0.05, 0.65, _TRIED))
    fits = [Fit(found[1:], float(found[0] - border)) for border in borders]
    return max(fits, key=lambda one: macro_f1(one, sample))


def macro_f1(fitted: Fit, sample: Sample) -> float:
    """Return the mean of the F1 of "same" and of all else."""
    said = (sample.features @ fitted.weights + fitted.constant > 0) & sample.open
    return float(np.mean([_f1(said, sample.same), _f1(~said, ~sample.same)]))


def _f1(said: Truths, true: Truths) -> float:
    return 2 * float((said & true).sum()) / max(1, int(said.sum() + true.sum()))


def main(arguments: Sequence[str]) -> int:
    """Print both figures of every halving, their means, and the constants of the whole."""
    sample = read(Path(arguments[0]) if arguments else SET)
    figures = []
    for seed in range(HALVINGS):
        first = np.random.default_rng(seed).permutation(len(sample.same)) % 2 == 0
        for half in (first, ~first):
            fitted = fit(sample.part(half))
            figures.append((macro_f1(fitted, sample.part(half)), macro_f1(fitted, sample.part(~half))))
            print(f"fitted on half {figures[-1][0]:.3f}, the other half {figures[-1][1]:.3f}: {fitted}")
    means = np.mean(figures, axis=0)
    print(f"mean: {means[0]:.3f} on what was fitted on, {means[1]:.3f} on the rest")
    whole = fit(sample)
    print(f"all {macro_f1(whole, sample):.3f}: {whole}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
