"""The open lexicon of event frames: which words call up which happening, and whom it pleases or hurts.

In the spirit of Fillmore's frames, with effects on the participants as in the polarity lexicons of
connotation frames (Rashkin et al. 2016); the tables are our own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from counterclaim import lang

_NOT_FRAMES = frozenset({"light", "catenative", "negating"})


@dataclass(frozen=True, slots=True)
class Frame:
    """One sort of happening and what it does to those who take part."""

    name: str
    agent: str = ""
    patient: str = ""
    hostile: bool = False
    opposite: frozenset[str] = frozenset()
    converse: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FrameLexicon:
    """All frames of a language, by name and by the words that call them up."""

    frames: Mapping[str, Frame]
    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    light: frozenset[str]
    catenative: frozenset[str]
    negating: frozenset[str]

    def get(self, name: str) -> Frame:
        """Return the frame called `name`, an empty one for a bare head word."""
        return self.frames.get(name) or Frame(name)

    def are_kin(self, left: str, right: str) -> bool:
        """Say whether both may be told of one event."""
        return left == right or right in self.get(left).kin or left in self.get(right).kin

    def are_opposite(self, left: str, right: str) -> bool:
        """Say whether both cannot be true of the same actor at the same time."""
        return right in self.get(left).opposite or left in self.get(right).opposite

    def are_converse(self, left: str, right: str) -> bool:
        """Say whether they are two views of one happening."""
        return right in self.get(left).converse or left in self.get(right).converse


@cache
def frames(language: str) -> FrameLexicon:
    """Return the frame lexicon of `language`; where two frames have one word the first stands."""
    rows = lang.table(language, "frames")
    named = {name: row for name, row in rows.items() if name not in _NOT_FRAMES}
    verbs: dict[str, str] = {}
    nouns: dict[str, str] = {}
    for name, row in named.items():
        for word in row.get("verbs", []):
            verbs.setdefault(word, name)
        for word in row.get("nouns", []):
            nouns.setdefault(word, name)
    return FrameLexicon(
        frames={
            name: Frame(
                name,
                row.get("agent", ""),
                row.get("patient", ""),
                row.get("hostile", False),
                frozenset(row.get("opposite", [])),
                frozenset(row.get("converse", [])),
                frozenset(row.get("kin", [])),
            )
            for name, row in named.items()
        },
        verbs=verbs,
        nouns=nouns,
        light=frozenset(rows["light"]["verbs"]),
        catenative=frozenset(rows["catenative"]["verbs"]),
        negating=frozenset(rows["negating"]["verbs"]),
    )
