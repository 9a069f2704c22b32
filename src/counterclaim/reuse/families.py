"""Families: reports that copy one text, however many outlets print it and however they cut it.

Candidates share a key, a sampled run of words; the share of common runs decides. A credit never
does: two reports that both name an agency are two reports, unless their words are the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import NamedTuple

from counterclaim.blocking import Keys, Looked, MemoryKeys, together
from counterclaim.model import Family, Report, content_id
from counterclaim.reuse.shingles import RUN, sampled, shingles

LEAST_SHARE = 1 / 3
"""How much of the shorter body must stand in the longer one."""

FEWEST_RUNS = 8
"""One shared quotation of a dozen words makes no copy; a body shorter than that must be copied whole."""

LARGEST_BUCKET = 24
"""Of more texts under one key, each is compared with the next ones only: see `_Texts`."""

ASKED = 8
"""Texts of a group that another must be the same as, before it joins."""

Runs = frozenset[int]


def keys(report: Report) -> tuple[str, ...]:
    """Return the blocking keys: two reports without a common key are never compared.

    Of two bodies of 300 words that share a third, more than 99 in 100 have a key in common.
    """
    return _keys(shingles(report))


def _keys(runs: Runs) -> tuple[str, ...]:
    return tuple(f"run-{run:016x}" for run in sampled(runs))


def same_text(left: Report, right: Report) -> tuple[float, str] | None:
    """Return how much of the shorter body stands in the other, 0..1, and why; None for two texts."""
    return _compared(shingles(left), shingles(right))


def _compared(ours: Runs, theirs: Runs) -> tuple[float, str] | None:
    shorter, common = min(len(ours), len(theirs)), len(ours & theirs)
    if common == 0 or common < min(FEWEST_RUNS, shorter) or common < LEAST_SHARE * shorter:
        return None
    share = round(common / shorter, 3)
    return share, f"{common} of the {shorter} {RUN}-word runs of the shorter text stand in the other too"


TEXT, RUNS, FAMILY = "text", "runs", "family"
"""The spaces of the index: the text of each report, the keys of each text, and the family of each report."""


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
    groups = [group for some in texts.together(sorted(concerned)) for group in texts.groups(some)]
    members = frozenset(new).union(*(texts.printed(group) for group in groups))
    old = frozenset(family for one in members for family in index.keys(FAMILY, one))
    found = [texts.family(group) for group in groups if len(texts.printed(group)) > 1]
    of_report = {report: [family.id] for family in found for report in family.reports}
    index.put(FAMILY, {**dict.fromkeys(members, ()), **of_report})
    kept = frozenset(family.id for family in found)
    return Copied(tuple(sorted(found, key=lambda family: family.id)), old - kept, members)


def families_of(index: Keys) -> Mapping[str, str]:
    """Return the family of each report that has one, by what is known in an index."""
    return Looked(lambda report: next(iter(index.keys(FAMILY, report)), None))


@dataclass
class _Texts:
    """The texts that reports print, each known by its runs of words, and which of them are to be compared.

    A text that hundreds print word for word is one text, and is compared once. A key that many texts have
    is a stock phrase, or a text that everybody cut otherwise. Each is then compared with the next ones
    only: that binds all copies and costs no more than two steps a text.
    """

    reports: Mapping[str, Report]
    index: Keys
    _runs: dict[str, Runs] = field(default_factory=dict)
    _alike: dict[tuple[str, str], float] = field(default_factory=dict)

    def put(self, new: Sequence[str]) -> frozenset[str]:
        """Take in new reports, or old ones read anew; return the texts whose family may be another."""
        now = {one: _text(shingles(self.reports[one])) for one in new}
        touched = {text for one in new for text in (*self.index.keys(TEXT, one), *now[one])}
        left = self._beside(touched)
        self.index.put(TEXT, now)
        keys_of = {text: self._keys(text) for text in touched}
        every = sorted({key for text in touched for key in (*self.index.keys(RUNS, text), *keys_of[text])})
        was_large = {key: self._is_large(key) for key in every}
        self.index.put(RUNS, keys_of)
        concerned = touched | left | self._beside(touched)
        for key in every:
            if self._is_large(key) != was_large[key]:
                concerned.update(self.index.members(RUNS, key))
        return frozenset(text for text in concerned if self._is_printed(text))

    def printed(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the reports that print any of some texts, by id."""
        return tuple(sorted(report for text in texts for report in self.index.members(TEXT, text)))

    def together(self, texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """Yield the texts that hang together, each the same as some other, with any of `texts`."""
        yield from together(
            texts, lambda one: (other for other in self._partners(one) if self._likeness(one, other))
        )

    def groups(self, texts: Collection[str]) -> list[tuple[str, ...]]:
        """Return in which groups some texts are one: joined, the most alike first, where all are alike."""
        group_of = {text: _Group([text], (text,)) for text in texts}
        for left, right in self._pairs(texts):
            ours, theirs = group_of[left], group_of[right]
            if ours is not theirs and all(self._likeness(*two) for two in product(ours.asked, theirs.asked)):
                fewer, more = sorted((ours, theirs), key=lambda group: len(group.texts))
                more.take_in(fewer)
                group_of |= dict.fromkeys(fewer.texts, more)
        return sorted({tuple(sorted(group.texts)) for group in group_of.values()})

    def family(self, texts: Sequence[str]) -> Family:
        """Return the family of all that print one of `texts`, which are one text."""
        reports = self.printed(texts)
        shares = [self._likeness(*two) for two in combinations(texts[:ASKED], 2)]
        because = (
            f"{len(reports)} reports print one text: at least {min(shares, default=1):.0%} of the shorter "
            f"one's {RUN}-word runs stand in the other too, whichever two are compared"
        )
        return Family(content_id("fam", *reports), reports, because)

    def _pairs(self, texts: Collection[str]) -> list[tuple[str, str]]:
        """Return the pairs that are the same text, the most alike first."""
        scored = [
            (-likeness, one, other)
            for one in texts
            for other in self._partners(one)
            if one < other and (likeness := self._likeness(one, other))
        ]
        return [(left, right) for _, left, right in sorted(scored)]

    def _beside(self, texts: Iterable[str]) -> frozenset[str]:
        return frozenset(other for one in texts for other in self._partners(one))

    def _partners(self, text: str) -> frozenset[str]:
        found: set[str] = set()
        for key in self.index.keys(RUNS, text):
            is_small = not self._is_large(key)
            found.update(self.index.members(RUNS, key) if is_small else self.index.beside(RUNS, key, text, 1))
        return frozenset(found - {text})

    def _is_large(self, key: str) -> bool:
        return len(self.index.members(RUNS, key, LARGEST_BUCKET + 1)) > LARGEST_BUCKET

    def _is_printed(self, text: str) -> bool:
        return bool(self.index.members(TEXT, text, 1))

    def _keys(self, text: str) -> tuple[str, ...]:
        return _keys(self._runs_of(text)) if self._is_printed(text) else ()

    def _runs_of(self, text: str) -> Runs:
        if text not in self._runs:
            self._runs[text] = shingles(self.reports[self.index.members(TEXT, text, 1)[0]])
        return self._runs[text]

    def _likeness(self, one: str, other: str) -> float:
        """Return how much of the shorter text stands in the other; 0 for two texts."""
        pair = (min(one, other), max(one, other))
        if pair not in self._alike:
            found = _compared(self._runs_of(one), self._runs_of(other))
            self._alike[pair] = found[0] if found else 0.0
        return self._alike[pair]


@dataclass(eq=False)
class _Group:
    """Texts that are one, and those of them, by id, that another must be the same as to join."""

    texts: list[str]
    asked: tuple[str, ...]

    def take_in(self, other: _Group) -> None:
        """Join another group to this one."""
        self.texts += other.texts
        self.asked = tuple(sorted((*self.asked, *other.asked))[:ASKED])


def _text(runs: Runs) -> tuple[str, ...]:
    """Return what a text is known by; nothing of one that is too short to be compared."""
    return (content_id("txt", *sorted(runs)),) if runs else ()
