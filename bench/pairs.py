"""Do two sentences say the same, contradict one another, or neither: the task `pairs` of the contract.

Two sentences are alike if one may be a rewording of the other. Four features tell: how much of each is
found again in the other, how many words one has beyond the other, how many runs of three words stand in
both, and how near they are as wholes. Alike sentences conflict if only one of them says "not", or if their
figures cannot both be right; otherwise they say the same.

The constants are those of a logistic regression (`fit_pairs.py` makes them anew and says how well they do
on sentences they were not made from). Frames, participants and modality of the parsed sentences were tried
as further features: they changed nothing, for a pair of whole sentences tells several happenings each.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from counterclaim.model import Bound, Quantity
from counterclaim.normalize.quantities import comparable, find_quantities
from counterclaim.normalize.times import find_times
from counterclaim.relate.vectors import Vector, embed, load_vectors, similarity

WEIGHTS = (6.8, -1.2, -2.1, 3.1)
"""Of the four features of `features`, in their order."""

CONSTANT = -3.7
"""What is added to them; two sentences are alike where the sum is above 0."""

UNEQUAL = 0.6
"""Where one has less than this share of the other's words it is no rewording of it ..."""

TOLD_IN = 0.58
"""... but may be told in it: so much of it must then be found again there."""

_STEEPNESS = 10.0
_ROUNDED, _ABOUT = 1.01, 1.1

_TOKEN = re.compile(r"[^\W\d_]+(?=n't)|n't|[^\W\d_]+|\d[\d.,]*\d|\d")
_NEGATIONS = frozenset(
    {"n't", "no", "not", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot"}
    | {"false", "untrue", "wrong", "incorrect", "contrary", "myth", "deny", "denies", "denied"}
    | {"refute", "refutes", "refuted", "reject", "rejects", "rejected"}
)

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Sentence:
    """One of the two texts, as words and figures."""

    text: str

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words and numbers in their order, in lower case."""
        return tuple(_TOKEN.findall(self.text.casefold().replace("’", "'")))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words and numbers, each once."""
        return tuple(dict.fromkeys(self.tokens))

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """The runs of three words."""
        return frozenset(zip(self.tokens, self.tokens[1:], self.tokens[2:], strict=False))

    @cached_property
    def direction(self) -> Vector:
        """What the whole of it is about."""
        return embed(self.tokens, load_vectors())

    @cached_property
    def directions(self) -> Array:
        """The unit vector of each of `words`; zero where the word is not known."""
        vectors = load_vectors()
        found = np.zeros((len(self.words), vectors.dimensions))
        for number, word in enumerate(self.words):
            if word in vectors.rows:
                found[number] = vectors.table[vectors.rows[word]]
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return found / np.where(lengths == 0, 1.0, lengths)

    @cached_property
    def weights(self) -> Array:
        """What each of `words` counts: the rarer the more, by its rank in the table of vectors."""
        rows = load_vectors().rows
        ranks = (rows.get(word, len(rows)) for word in self.words)
        return np.array([math.sqrt(max(1, rank.bit_length())) for rank in ranks])

    @cached_property
    def figures(self) -> tuple[Quantity, ...]:
        """The figures, in units that can be compared; those of a time are none."""
        times = [found.span for found in find_times("", self.text, None)]
        found = (comparable(one).value for one in find_quantities("", self.text, times=times))
        return tuple(one for one in found if isinstance(one, Quantity))

    @property
    def negated(self) -> bool:
        """Whether one of its words says that something is not so."""
        return not _NEGATIONS.isdisjoint(self.tokens)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The relation of two texts, and how surely they say the same, 0..1; .5 is the border."""

    relation: str
    score: float


def compare(left: Sentence, right: Sentence) -> Verdict:
    """Say whether two texts are the same, in conflict, or neither ("other")."""
    score = likeness(left, right)
    if score <= 0.5:
        return Verdict("other", score)
    return Verdict("conflict", 1 - score) if opposed(left, right) else Verdict("same", score)


def likeness(left: Sentence, right: Sentence) -> float:
    """Return how likely one is a rewording of the other, or is told in it, 0..1."""
    shorter, longer = sorted((left, right), key=lambda one: len(one.words))
    if not shorter.words:
        return 0.0
    if len(shorter.words) < UNEQUAL * len(longer.words):
        return _logistic(_STEEPNESS * (found_again(shorter, longer) - TOLD_IN))
    told = zip(WEIGHTS, features(left, right), strict=True)
    return _logistic(CONSTANT + sum(weight * value for weight, value in told))


def features(left: Sentence, right: Sentence) -> tuple[float, float, float, float]:
    """Return what speaks for and against a rewording.

    How much of each is found again in the other, on average; the root of the number of words that one
    has beyond the other; the share of runs of three words that stand in both; the nearness of the
    wholes. Runs speak against: where as many words are shared, and their order too, only names and
    numbers were put in anew, as reports on two days of trading do.
    """
    again = (found_again(left, right) + found_again(right, left)) / 2
    beyond = max(len({*left.words} - {*right.words}), len({*right.words} - {*left.words}))
    runs = len(left.runs & right.runs) / max(1, len(left.runs | right.runs))
    nearness = similarity(left.direction, right.direction)
    return again, math.sqrt(beyond), runs, nearness


def found_again(one: Sentence, other: Sentence) -> float:
    """Return the weighted share of the words of `one` that stand in `other`, a near word for its nearness."""
    nearness = (one.directions @ other.directions.T).max(axis=1, initial=0.0)
    same = np.isin(one.words, other.words)
    return float(np.where(same, 1.0, nearness) @ one.weights / one.weights.sum())


def opposed(left: Sentence, right: Sentence) -> bool:
    """Say whether only one is negated, or no figure of a unit can be right in both."""
    return left.negated != right.negated or _clash(left.figures, right.figures)


def _clash(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> bool:
    pairs = [(one, other) for one in ours for other in theirs if one.unit == other.unit]
    told = [(one, other) for one, other in pairs if one.value is not None and other.value is not None]
    return bool(told) and not any(_compatible(one, other) for one, other in told)


def _compatible(one: Quantity, other: Quantity) -> bool:
    """Ranges that meet can both be right; "about" gives a tenth of leeway, else rounding is allowed for."""
    lows = [low for low in (one.low, other.low) if low is not None]
    highs = [high for high in (one.high, other.high) if high is not None]
    leeway = _ABOUT if Bound.ABOUT in {one.bound, other.bound} else _ROUNDED
    return not lows or not highs or max(lows) <= min(highs) * leeway


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value))
