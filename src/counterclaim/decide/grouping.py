"""Which statements people ruled to say one thing, and which not: merges and splits, made to agree.

A merge joins all the statements it names. A split parts some from the rest. Where one person does both,
the later holds; where two people do, neither does for the statements they quarrel about, and the machine's
reading stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from counterclaim.decide.making import in_order
from counterclaim.decide.settling import Disagreement
from counterclaim.model import Decision, Joined, Parted


@dataclass(frozen=True, slots=True)
class Merge:
    """A decision to merge, and the statements it joins."""

    decision: Decision
    statements: frozenset[str]

    @property
    def joined(self) -> Joined:
        """Return the constraint."""
        return Joined(self.statements, said_by("merged", self.decision))


@dataclass(frozen=True, slots=True)
class Split:
    """A decision to split, the statements that it splits off, and those that it parts them from."""

    decision: Decision
    off: frozenset[str]
    rest: frozenset[str]

    def parted(self, joined: Iterable[frozenset[str]]) -> list[Parted]:
        """Return the constraint, without the statements that were `joined` to the rest again."""
        off = self.off.difference(*joined)
        return [Parted(off, self.rest, said_by("kept apart", self.decision))] if off and self.rest else []

    def clashes(self, merge: Merge) -> bool:
        """Say whether a merge joins what is parted here."""
        return bool(self.off & merge.statements and self.rest & merge.statements)


@dataclass(frozen=True, slots=True)
class Grouping:
    """What holds of merges and splits, and who disagrees."""

    joined: tuple[Joined, ...]
    parted: tuple[Parted, ...]
    disagreements: tuple[Disagreement, ...]


def grouped(merges: Sequence[Merge], splits: Sequence[Split]) -> Grouping:
    """Return the constraints that hold; the same for the same rulings in any order."""
    disagreements: set[Disagreement] = set()
    kept = {merge.decision.id: merge for merge in merges}
    outweighing: dict[str, list[frozenset[str]]] = {}
    for split in splits:
        for merge in merges:
            if not split.clashes(merge):
                continue
            earlier, later = in_order([split.decision, merge.decision])
            quarrel = earlier.by != later.by
            if quarrel:
                disagreements.add(Disagreement((earlier.id, later.id)))
            if quarrel or later is split.decision:
                left = kept[merge.decision.id].statements - split.off
                kept[merge.decision.id] = replace(merge, statements=left)
            if quarrel or later is merge.decision:
                outweighing.setdefault(split.decision.id, []).append(merge.statements)
    parted = {one.decision.id: one.parted(outweighing.get(one.decision.id, ())) for one in splits}
    at_odds = _at_odds(list(kept.values()), parted)
    disagreements |= {Disagreement(tuple(sorted(ids))) for ids in at_odds}
    dropped = {decision for ids in at_odds for decision in ids}
    return Grouping(
        tuple(one.joined for key, one in sorted(kept.items()) if key not in dropped),
        tuple(one for key, ones in sorted(parted.items()) if key not in dropped for one in ones),
        tuple(sorted(disagreements)),
    )


def _at_odds(merges: Sequence[Merge], parted: dict[str, list[Parted]]) -> set[frozenset[str]]:
    """Return the decisions, together, that join by several merges what a split parts."""
    found: set[frozenset[str]] = set()
    for statements, decisions in _chains(merges):
        for split, ones in parted.items():
            if any(one.statements & statements and one.others & statements for one in ones):
                found.add(decisions | {split})
    return found


def _chains(merges: Sequence[Merge]) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Return the statements that merges join when all of them hold, with the decisions that do so."""
    chains: list[tuple[frozenset[str], frozenset[str]]] = []
    for merge in merges:
        touching = [one for one in chains if one[0] & merge.statements]
        chains = [one for one in chains if one not in touching]
        statements = merge.statements.union(*(one[0] for one in touching))
        chains.append((statements, frozenset({merge.decision.id}).union(*(one[1] for one in touching))))
    return chains


def said_by(verb: str, decision: Decision) -> str:
    """Return who ruled what, with the note: "merged by Ann: the same speech"."""
    return f"{verb} by {decision.by}" + (f": {decision.note}" if decision.note else "")
