"""The cue lexicon of a language, read from its table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from counterclaim import lang
from counterclaim.model import Act


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that introduces speech: what the speaker does with it, and what it takes as its content."""

    lemma: str
    act: Act
    takes: frozenset[str]
    denies: bool
    weak: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cues of one language."""

    verbs: Mapping[str, tuple[Verb, ...]]
    nouns: Mapping[str, Act]
    noun_prepositions: frozenset[str]
    according: Mapping[str, str]
    truth: Mapping[str, frozenset[str]]
    silence: Mapping[str, frozenset[str]]
    verification: Mapping[str, frozenset[str]]
    hearsay: Mapping[str, frozenset[str]]
    channels: Mapping[str, str]
    ways: Mapping[str, frozenset[str]]

    def verb(self, lemma: str, construction: str) -> Verb | None:
        """Return the row of `lemma` that takes `construction`."""
        return next((verb for verb in self.verbs.get(lemma, ()) if construction in verb.takes), None)


@cache
def lexicon(language: str) -> Lexicon:
    """Return the cue lexicon of `language`."""
    cues = lang.table(language, "cues")
    nouns = {noun: Act(act) for act, words in cues["nouns"].items() if act != "about" for noun in words}
    return Lexicon(
        verbs=_verbs(cues["verbs"]),
        nouns=nouns,
        noun_prepositions=frozenset(cues["nouns"]["about"]),
        according={row["head"]: row["preposition"] for row in cues["phrases"]["according"]},
        truth=_sets(cues["truth"]),
        silence=_sets(cues["silence"]),
        verification=_sets(cues["verification"]),
        hearsay=_sets(cues["hearsay"]),
        ways=_sets(cues["ways"]),
        channels={word: channel for channel, words in cues["channels"].items() for word in words},
    )


def _verbs(rows: list[dict[str, Any]]) -> dict[str, tuple[Verb, ...]]:
    verbs: dict[str, tuple[Verb, ...]] = {}
    for row in rows:
        for lemma in row["lemmas"]:
            verb = Verb(
                lemma,
                Act(row["act"]),
                frozenset(row["takes"]),
                denies=row.get("denies", False),
                weak=row.get("weak", False),
            )
            verbs[lemma] = (*verbs.get(lemma, ()), verb)
    return verbs


def _sets(rows: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in rows.items()}
