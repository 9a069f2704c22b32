"""Stories: which reports are about one course of events.

Average-link clustering (Sokal and Michener 1958) over the cosine of TF-IDF weights of words and
pairs of words, as in the usual baselines of event clustering, with two limits that keep the cost of
a report flat: each has at most `NEAREST` neighbours, and reports far apart in time have nothing in
common. A story is for finding one's way; no claim is joined because two reports share one.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from counterclaim.lang import table
from counterclaim.model import BlockKind, Report, content_id
from counterclaim.reuse.shingles import words_of

LEAST_AFFINITY = 0.11
"""Mean cosine at which two groups of reports are one story."""

NEAREST = 24
"""Neighbours kept of one report."""

WINDOW = timedelta(days=30)
"""Reports published further apart than this are compared through others only."""

WIDEST = 2000
"""A word that more reports use tells no story from another and is left out."""

TOLD = frozenset(BlockKind) - {BlockKind.CREDIT, BlockKind.METADATA, BlockKind.BOILERPLATE}

_ENDINGS = ("ings", "ing", "ed", "es", "s")
_SHORTEST_STEM = 3
_MICRO = 1_000_000  # affinities are whole millionths: sums of them do not depend on their order

Weights = Mapping[str, float]
Affinities = dict[int, dict[int, int]]


def stories(reports: Sequence[Report]) -> dict[str, str]:
    """Return the story of every report: a label made of the ids of all its reports."""
    ordered = [report for _, report in sorted({report.id: report for report in reports}.items())]
    clusters = _average_link(_affinities(ordered), round(LEAST_AFFINITY * _MICRO), len(ordered))
    labels: dict[str, str] = {}
    for cluster in clusters:
        members = [ordered[index].id for index in cluster]
        labels |= dict.fromkeys(members, content_id("story", *members))
    return dict(sorted(labels.items()))


# -- Words -----------------------------------------------------------------------------------


def _terms(report: Report) -> Counter[str]:
    """Count the content words of a report, without endings, and the pairs that stand together."""
    small = frozenset(table("en", "words")["function_words"])
    found = [_stem(word) for word in words_of(report, TOLD) if len(word) > 1 and word not in small]
    return Counter([*found, *(f"{left} {right}" for left, right in pairwise(found))])


def _stem(word: str) -> str:
    """Cut one ending off: crude, but the same for every form it meets."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _weighted(counts: Sequence[Counter[str]]) -> list[Weights]:
    """Return TF-IDF weights of unit length; a pair of words counts only where two reports use it."""
    spread = Counter(term for count in counts for term in count)
    kept = {term for term, reports in spread.items() if reports > 1 or " " not in term}
    rarity = {term: math.log1p(len(counts) / spread[term]) for term in kept}
    return [
        _unit(
            {
                term: (1 + math.log(times)) * rarity[term]
                for term, times in sorted(count.items())
                if term in kept
            }
        )
        for count in counts
    ]


def _unit(weights: Weights) -> Weights:
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}


# -- Neighbours --------------------------------------------------------------------------------


def _affinities(reports: Sequence[Report]) -> Affinities:
    """Return, both ways, the cosine in millionths of each report to its nearest ones."""
    weights = _weighted([_terms(report) for report in reports])
    postings = _postings(weights)
    near: Affinities = {index: {} for index in range(len(reports))}
    for index, report in enumerate(reports):
        scores = _scores(weights[index], postings, len(reports))
        allowed = (other for other in _best_first(scores, index) if _in_window(report, reports[other]))
        for other, _ in zip(allowed, range(NEAREST), strict=False):
            near[index][other] = near[other][index] = int(scores[other])
    return near


def _postings(
    weights: Sequence[Weights],
) -> dict[str, tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]]:
    """Return the inverted index: who uses a term, and with which weight."""
    entries: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for index, terms in enumerate(weights):
        for term, weight in terms.items():
            entries[term].append((index, weight))
    return {
        term: (np.array([index for index, _ in entry]), np.array([weight for _, weight in entry]))
        for term, entry in entries.items()
        if 1 < len(entry) <= WIDEST
    }


def _scores(
    terms: Weights,
    postings: Mapping[str, tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]],
    size: int,
) -> npt.NDArray[np.int64]:
    scores = np.zeros(size)
    for term, weight in terms.items():
        if term in postings:
            users, theirs = postings[term]
            scores[users] += weight * theirs
    return np.rint(scores * _MICRO).astype(np.int64)


def _best_first(scores: npt.NDArray[np.int64], own: int) -> Iterator[int]:
    """Yield who has anything in common with report `own`, the nearest first."""
    for other in np.argsort(-scores, kind="stable").tolist():
        if scores[other] <= 0:
            return
        if other != own:
            yield other


def _in_window(left: Report, right: Report) -> bool:
    """Say whether two reports may be of one time; an unknown date excludes nothing."""
    ours = left.published.begin if left.published else None
    theirs = right.published.begin if right.published else None
    return ours is None or theirs is None or abs(ours - theirs) <= WINDOW


# -- Clusters ----------------------------------------------------------------------------------


def _average_link(near: Affinities, least: int, size: int) -> list[list[int]]:
    """Join the two groups of the highest mean affinity until none reaches `least`.

    Affinities that are not listed are 0. Ties go to the lower numbers, so the result is one.
    """
    members = {index: [index] for index in range(size)}
    queue = [
        (-float(score), left, right) for left in near for right, score in near[left].items() if left < right
    ]
    heapq.heapify(queue)
    while queue and -queue[0][0] >= least:
        mean, left, right = heapq.heappop(queue)
        if left not in members or right not in members or mean != -_mean(near, members, left, right):
            continue  # one of them has grown since, and stands in the queue anew
        members[left] += members.pop(right)
        _join(near, left, right)
        for other in near[left]:
            low, high = sorted((left, other))
            heapq.heappush(queue, (-_mean(near, members, low, high), low, high))
    return [sorted(cluster) for cluster in members.values()]


def _mean(near: Affinities, members: Mapping[int, list[int]], left: int, right: int) -> float:
    return near[left][right] / (len(members[left]) * len(members[right]))


def _join(near: Affinities, left: int, right: int) -> None:
    """Give the sums of `right` to `left`."""
    for other, total in near.pop(right).items():
        del near[other][right]
        if other != left:
            near[left][other] = near[other][left] = near[left].get(other, 0) + total
