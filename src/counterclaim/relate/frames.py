"""The open lexicon of event frames: which words call up which happening, and whom it pleases or hurts.

In the spirit of Fillmore's frames, with effects on the participants as in the polarity lexicons of
connotation frames (Rashkin et al. 2016); the tables are our own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from counterclaim import lang

_NOT_FRAMES = frozenset({"light", "catenative", "negating", "conceding", "asking"})


@dataclass(frozen=True, slots=True)
class Frame:
    """One sort of happening and what it does to those who take part."""

    name: str
    agent: str = ""
    patient: str = ""
    hostile: bool = False
    opposite: frozenset[str] = frozenset()
    undoes: frozenset[str] = frozenset()
    converse: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FrameLexicon:
    """All frames of a language, by name and by the words that call them up.

    Adjectives and states ("closed", "under_control") are found among the nouns and among the verbs
    too, for what somebody is may be told by either; a noun or a verb of the same letters goes first.
    """

    frames: Mapping[str, Frame]
    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    adjectives: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    light: frozenset[str]
    catenative: frozenset[str]
    negating: frozenset[str]
    conceding: frozenset[str]
    asking: frozenset[str]

    def get(self, name: str) -> Frame:
        """Return the frame called `name`, an empty one for a bare head word."""
        return self.frames.get(name) or Frame(name)

    def words_of(self, name: str) -> frozenset[str]:
        """Return the single words that call up the frame called `name`, the parts of phrasal verbs too."""
        return self.words.get(name, frozenset())

    def are_kin(self, left: str, right: str) -> bool:
        """Say whether both may be told of one event."""
        return left == right or right in self.get(left).kin or left in self.get(right).kin

    def are_opposite(self, left: str, right: str) -> bool:
        """Say whether both cannot be true of the same actor at the same time."""
        either_way = right in self.get(left).opposite or left in self.get(right).opposite
        return either_way or self.are_in_turn(left, right)

    def are_in_turn(self, left: str, right: str) -> bool:
        """Say whether one ends the other: of two times both may be true ("arrested" and "released")."""
        return right in self.get(left).undoes or left in self.get(right).undoes

    def related(self, name: str) -> frozenset[str]:
        """Return the frames that are kin, opposite or converse to `name`, whichever of the two says so."""
        return self.links.get(name, frozenset())

    @cached_property
    def links(self) -> Mapping[str, frozenset[str]]:
        """The related frames of each frame, both ways."""
        found: dict[str, set[str]] = {}
        for name, frame in self.frames.items():
            for other in frame.kin | frame.opposite | frame.undoes | frame.converse:
                found.setdefault(name, set()).add(other)
                found.setdefault(other, set()).add(name)
        return {name: frozenset(others) for name, others in found.items()}

    def are_converse(self, left: str, right: str) -> bool:
        """Say whether they are two views of one happening."""
        return right in self.get(left).converse or left in self.get(right).converse


@cache
def frames(language: str) -> FrameLexicon:
    """Return the frame lexicon of `language`; where two frames have one word the first stands."""
    rows = lang.table(language, "frames")
    named = {name: row for name, row in rows.items() if name not in _NOT_FRAMES}
    adjectives = _by_word(named, "adjectives")
    return FrameLexicon(
        frames={name: _frame(name, row) for name, row in named.items()},
        verbs=adjectives | _by_word(named, "verbs"),
        nouns=adjectives | _by_word(named, "nouns"),
        adjectives=adjectives,
        words={name: _words(row) for name, row in named.items()},
        light=frozenset(rows["light"]["verbs"]),
        catenative=frozenset(rows["catenative"]["verbs"]),
        negating=frozenset(rows["negating"]["verbs"]),
        conceding=frozenset(rows["conceding"]["words"]),
        asking=frozenset(rows["asking"]["words"]),
    )


@cache
def opposite_words(language: str) -> Mapping[str, frozenset[str]]:
    """Return for each word those that cannot be so of the same thing at the same time; all are lemmas."""
    found: dict[str, set[str]] = {}
    for group in lang.table(language, "opposites").values():
        for pair in (pair for kind in group.values() for pair in kind):
            left, right = pair.split("/")
            found.setdefault(left, set()).add(right)
            found.setdefault(right, set()).add(left)
    return {word: frozenset(others) for word, others in found.items()}


def _frame(name: str, row: Mapping[str, Any]) -> Frame:
    return Frame(
        name,
        row.get("agent", ""),
        row.get("patient", ""),
        row.get("hostile", False),
        frozenset(row.get("opposite", [])),
        frozenset(row.get("undoes", [])),
        frozenset(row.get("converse", [])),
        frozenset(row.get("kin", [])),
    )


def _by_word(rows: Mapping[str, Mapping[str, Any]], kind: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, row in rows.items():
        for word in row.get(kind, []):
            found.setdefault(word, name)
    return found


def _words(row: Mapping[str, Any]) -> frozenset[str]:
    told = (word for kind in ("verbs", "nouns", "adjectives") for word in row.get(kind, []))
    return frozenset(part for word in told for part in word.split("_"))
