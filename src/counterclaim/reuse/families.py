"""Families: reports that copy one text, however many outlets print it and however they cut it.

Candidates share a key, a sampled run of words; the share of common runs decides. A credit never
does: two reports that both name an agency are two reports, unless their words are the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from counterclaim.blocking import Keys, Looked, MemoryKeys, together
from counterclaim.model import Family, Report, content_id
from counterclaim.reuse.shingles import RUN, sampled, shingles

LEAST_SHARE = 1 / 3
"""How much of the shorter body must stand in the longer one."""

FEWEST_RUNS = 8
"""One shared quotation of a dozen words makes no copy; a body shorter than that must be copied whole."""

LARGEST_BUCKET = 24
"""Of more reports under one key, each is compared with the next ones only: see `_Texts`."""

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


RUNS, FAMILY = "runs", "family"
"""The spaces of the index: the blocking keys of each report, and the family that it belongs to."""


class Copied(NamedTuple):
    """What became of families: those that stand now, the ids of those gone, and the reports looked at."""

    families: tuple[Family, ...]
    gone: frozenset[str]
    reports: frozenset[str]

    @property
    def first_prints(self) -> Mapping[str, str]:
        """Return of each report looked at the first of all that print its text, by id; "" for no copy."""
        first = {report: min(family.reports) for family in self.families for report in family.reports}
        return {report: first.get(report, "") for report in self.reports}


def families(reports: Sequence[Report]) -> tuple[Family, ...]:
    """Return the families of two reports or more, by id; reports in any order give the same."""
    by_id = {report.id: report for report in reports}
    return families_anew(by_id, MemoryKeys(), by_id).families


def families_anew(reports: Mapping[str, Report], index: Keys, new: Iterable[str]) -> Copied:
    """Return what becomes of families by new reports; it costs what these have to do with others.

    In a family each is the same text as each other, not only as some other (complete linkage), so a
    chain of reports that borrow from one another is not one text.

    Args:
        reports: all reports, by id.
        index: what is known of the reports before; it is brought up to date.
        new: the ids of those that are new.
    """
    texts = _Texts(reports, index)
    concerned = texts.put(sorted(new))
    components = list(texts.together(sorted(concerned)))
    members = frozenset(concerned).union(*components)
    old = frozenset(family for one in members for family in index.keys(FAMILY, one))
    found = [
        _family(group, {one: texts.runs(one) for one in group})
        for some in components
        for group in _groups({one: texts.runs(one) for one in some}, texts.likenesses(some))
    ]
    of_report = {report: [family.id] for family in found for report in family.reports}
    index.put(FAMILY, {**dict.fromkeys(members, ()), **of_report})
    kept = frozenset(family.id for family in found)
    return Copied(tuple(sorted(found, key=lambda family: family.id)), old - kept, members)


def families_of(index: Keys) -> Mapping[str, str]:
    """Return the family of each report that has one, by what is known in an index."""
    return Looked(lambda report: next(iter(index.keys(FAMILY, report)), None))


@dataclass
class _Texts:
    """The texts of reports, and which of them are to be compared.

    A key that many reports have is a stock phrase, or a text that everybody printed. Each is then
    compared with the next ones only: that binds all copies and costs no more than two steps a report.
    """

    reports: Mapping[str, Report]
    index: Keys
    _alike: dict[tuple[str, str], float] = field(default_factory=dict)

    def runs(self, report: str) -> Runs:
        """Return the runs of words of a report."""
        return shingles(self.reports[report])

    def put(self, new: Sequence[str]) -> frozenset[str]:
        """Take in new reports; return those that may be the same text as others than before."""
        keys_of = {one: keys(self.reports[one]) for one in new}
        every = sorted({key for found in keys_of.values() for key in found})
        before = {key: len(self.index.members(RUNS, key, LARGEST_BUCKET + 1)) for key in every}
        self.index.put(RUNS, keys_of)
        concerned = {*new}.union(*(self._partners(one) for one in new))
        for key in every:
            bucket = self.index.members(RUNS, key, LARGEST_BUCKET + 1 + len(new))
            if before[key] <= LARGEST_BUCKET < len(bucket):
                concerned.update(bucket)
        return frozenset(concerned)

    def _partners(self, report: str) -> frozenset[str]:
        found: set[str] = set()
        for key in self.index.keys(RUNS, report):
            bucket = self.index.members(RUNS, key, LARGEST_BUCKET + 1)
            is_small = len(bucket) <= LARGEST_BUCKET
            found.update(bucket if is_small else self.index.beside(RUNS, key, report, 1))
        return frozenset(found - {report})

    def together(self, reports: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """Yield the reports that hang together, each the same text as some other, with any of `reports`."""
        yield from together(
            reports, lambda one: (other for other in self._partners(one) if self._likeness(one, other))
        )

    def likenesses(self, reports: Collection[str]) -> list[tuple[str, str]]:
        """Return the pairs among `reports` that are the same text, the most alike first."""
        scored = [
            (-self._likeness(one, other), one, other)
            for one in reports
            for other in self._partners(one)
            if one < other and self._likeness(one, other)
        ]
        return [(left, right) for _, left, right in sorted(scored)]

    def _likeness(self, one: str, other: str) -> float:
        """Return how much of the shorter text stands in the other; 0 for two texts."""
        pair = (min(one, other), max(one, other))
        if pair not in self._alike:
            found = _compared(self.runs(one), self.runs(other))
            self._alike[pair] = found[0] if found else 0.0
        return self._alike[pair]


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
