"""Families: reports that copy one text, however many outlets print it and however they cut it.

Candidates share a key, a sampled run of words; the share of common runs decides. A credit never
does: two reports that both name an agency are two reports, unless their words are the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from counterclaim.model import Family, Report, content_id
from counterclaim.reuse.shingles import RUN, sampled, shingles

LEAST_SHARE = 1 / 3
"""How much of the shorter body must stand in the longer one."""

FEWEST_RUNS = 8
"""One shared quotation of a dozen words makes no copy; a body shorter than that must be copied whole."""

LARGEST_BUCKET = 24
"""Of more reports under one key, each is compared with the next only: see `_candidates`."""

ASKED = 8
"""Members of a group that a report must be the same text as, before it joins."""

Runs = frozenset[int]


def keys(report: Report) -> tuple[str, ...]:
    """Return the blocking keys: two reports without a common key are never compared.

    Of two bodies of 300 words that share a third, more than 99 in 100 have a key in common.
    """
    return tuple(f"run-{run:016x}" for run in sampled(shingles(report)))


def same_text(left: Report, right: Report) -> tuple[float, str] | None:
    """Return how much of the shorter body stands in the other, 0..1, and why; None for two texts."""
    return _compared(shingles(left), shingles(right))


def _compared(ours: Runs, theirs: Runs) -> tuple[float, str] | None:
    shorter, common = min(len(ours), len(theirs)), len(ours & theirs)
    if common == 0 or common < min(FEWEST_RUNS, shorter) or common < LEAST_SHARE * shorter:
        return None
    share = round(common / shorter, 3)
    return share, f"{common} of the {shorter} {RUN}-word runs of the shorter text stand in the other too"


def families(reports: Sequence[Report]) -> tuple[Family, ...]:
    """Return the families of two reports or more, by id.

    In a family each is the same text as each other, not only as some other (complete linkage), so a
    chain of reports that borrow from one another is not one text. Reports in any order give the same.
    """
    runs = {report.id: shingles(report) for report in reports}
    found = [_family(group, runs) for group in _groups(runs, _likenesses(runs))]
    return tuple(sorted(found, key=lambda family: family.id))


def _likenesses(runs: Mapping[str, Runs]) -> list[tuple[str, str]]:
    """Return the pairs that are the same text, the most alike first."""
    scored = [
        (-found[0], left, right)
        for left, right in sorted(_candidates(runs))
        if (found := _compared(runs[left], runs[right])) is not None
    ]
    return [(left, right) for _, left, right in sorted(scored)]


def _candidates(runs: Mapping[str, Runs]) -> set[tuple[str, str]]:
    """Return the pairs to be compared: those under one key.

    A key that many reports have is a stock phrase, or a text that everybody printed. Each is then
    compared with the next one only: that binds all copies and costs no more than one step a report.
    """
    buckets: dict[int, list[str]] = defaultdict(list)
    for report in sorted(runs):
        for run in sampled(runs[report]):
            buckets[run].append(report)
    return {pair for bucket in buckets.values() for pair in _pairs(bucket)}


def _pairs(bucket: Sequence[str]) -> Iterator[tuple[str, str]]:
    return combinations(bucket, 2) if len(bucket) <= LARGEST_BUCKET else pairwise(bucket)


def _groups(runs: Mapping[str, Runs], alike: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Join groups along `alike`, where every member asked on either side is the same text."""
    group_of: dict[str, tuple[str, ...]] = {report: (report,) for report in runs}
    for left, right in alike:
        ours, theirs = group_of[left], group_of[right]
        if ours != theirs and _all_alike(ours[:ASKED], theirs[:ASKED], runs):
            joined = tuple(sorted(ours + theirs))
            group_of |= dict.fromkeys(joined, joined)
    return sorted({group for group in group_of.values() if len(group) > 1})


def _all_alike(ours: Sequence[str], theirs: Sequence[str], runs: Mapping[str, Runs]) -> bool:
    return all(_compared(runs[left], runs[right]) is not None for left in ours for right in theirs)


def _family(group: tuple[str, ...], runs: Mapping[str, Runs]) -> Family:
    pairs = combinations(group[:ASKED], 2)
    shares = [found[0] for left, right in pairs if (found := _compared(runs[left], runs[right])) is not None]
    because = (
        f"{len(group)} reports print one text: at least {min(shares):.0%} of the shorter one's "
        f"{RUN}-word runs stand in the other too, whichever two are compared"
    )
    return Family(content_id("fam", *group), group, because)
