"""The cue lexicon of a language, read from its table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

from counterclaim import lang
from counterclaim.model import Act, Certainty


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that introduces speech: what the speaker does with it, and what it takes as its content."""

    lemma: str
    act: Act
    takes: frozenset[str]
    denies: bool
    weak: bool


@dataclass(frozen=True, slots=True)
class Attitude(Verb):
    """A verb of knowing, believing, wishing, judging or speaking about: who holds it, and how firmly."""

    certainty: Certainty
    prepositions: frozenset[str]
    texts: bool


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun or an adjective that tells what somebody says, thinks or wants, and what it takes."""

    act: Act
    certainty: Certainty
    clause: bool
    infinitive: bool
    prepositions: frozenset[str]
    alone: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """All cues of one language."""

    verbs: Mapping[str, tuple[Verb, ...]]
    nouns: Mapping[str, tuple[Nominal, ...]]
    adjectives: Mapping[str, tuple[Nominal, ...]]
    light: Mapping[str, frozenset[str]]
    showing: Mapping[str, frozenset[str]]
    keeping: Mapping[str, frozenset[str]]
    according: Mapping[str, str]
    inverting: frozenset[str]
    plain: frozenset[str]
    questioning: frozenset[str]
    closing: frozenset[str]
    anonymity: frozenset[str]
    pleas: Mapping[str, frozenset[str]]
    measuring: frozenset[str]
    catenatives: Mapping[str, str]
    truth: Mapping[str, frozenset[str]]
    silence: Mapping[str, frozenset[str]]
    verification: Mapping[str, frozenset[str]]
    hearsay: Mapping[str, frozenset[str]]
    channels: Mapping[str, str]
    channel_verbs: Mapping[str, str]
    ways: Mapping[str, frozenset[str]]
    addressees: Mapping[str, frozenset[str]]
    beside: Mapping[str, frozenset[str]]
    certainty: Mapping[str, Mapping[str, Certainty]]
    agencies: frozenset[str]
    attitudes: Mapping[str, tuple[Attitude, ...]]
    holders: Mapping[str, frozenset[str]]
    findings: Mapping[str, frozenset[str]]

    @cached_property
    def of_attitudes(self) -> Lexicon:
        """The same with the verbs of thinking and wishing in place of those of saying."""
        return replace(self, verbs=self.attitudes)

    def verb(self, lemma: str, construction: str) -> Verb | None:
        """Return the row of `lemma` that takes `construction`."""
        return next((verb for verb in self.verbs.get(lemma, ()) if construction in verb.takes), None)

    def attitude(self, lemma: str, construction: str) -> Iterator[Attitude]:
        """Yield the rows of the attitude `lemma` that take `construction`."""
        return (row for row in self.attitudes.get(lemma, ()) if construction in row.takes)


@cache
def lexicon(language: str) -> Lexicon:
    """Return the cue lexicon of `language`."""
    cues, attitudes = lang.table(language, "cues"), lang.table(language, "attitudes")
    nouns, adjectives = lang.table(language, "cue_nouns"), lang.table(language, "cue_adjectives")
    return Lexicon(
        verbs=_verbs(cues["verbs"]),
        nouns=_nominals(nouns["nouns"], "lemmas"),
        adjectives=_nominals(adjectives["adjectives"], "words"),
        light=_sets(nouns["light"]),
        showing=_sets(nouns["showing"]),
        keeping=_sets(adjectives["keeping"]),
        according={row["head"]: row["preposition"] for row in cues["phrases"]["according"]},
        catenatives={verb: kind for kind, verbs in cues["catenatives"].items() for verb in verbs},
        anonymity=frozenset(cues["phrases"]["anonymity"]),
        pleas=_sets(cues["phrases"]["pleas"]),
        measuring=frozenset(cues["phrases"]["measuring"]),
        closing=frozenset(cues["phrases"]["closing"]),
        questioning=frozenset(cues["phrases"]["questioning"]),
        plain=frozenset(cues["phrases"]["plain"]),
        inverting=frozenset(cues["phrases"]["inverting"]),
        truth=_sets(cues["truth"]),
        silence=_sets(cues["silence"]),
        verification=_sets(cues["verification"]),
        hearsay=_sets(cues["hearsay"]),
        channel_verbs=cues["channel_verbs"],
        ways=_sets(cues["ways"]),
        addressees=_sets(cues["addressees"]),
        beside=_sets(cues["beside"]),
        certainty={where: _certainties(rows) for where, rows in cues["certainty"].items()},
        agencies=frozenset(lang.table(language, "blocks")["agencies"]),
        attitudes=_attitudes(attitudes["verbs"]),
        holders=_sets(attitudes["holders"]),
        findings=_sets(cues["findings"]),
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


def _nominals(rows: list[dict[str, Any]], words: str) -> dict[str, tuple[Nominal, ...]]:
    nominals: dict[str, tuple[Nominal, ...]] = {}
    for row in rows:
        nominal = Nominal(
            Act(row["act"]),
            Certainty(row.get("certainty", "certain")),
            clause=row.get("clause", False),
            infinitive=row.get("infinitive", False),
            prepositions=frozenset(row.get("prepositions", ())),
            alone=frozenset(row.get("alone", ())),
        )
        for word in row[words]:
            nominals[word] = (*nominals.get(word, ()), nominal)
    return nominals


def _attitudes(rows: list[dict[str, Any]]) -> dict[str, tuple[Attitude, ...]]:
    attitudes: dict[str, tuple[Attitude, ...]] = {}
    for row in rows:
        for lemma in row["lemmas"]:
            attitude = Attitude(
                lemma,
                Act.OTHER,
                frozenset(row["takes"]),
                denies=False,
                weak=False,
                certainty=Certainty(row["certainty"]),
                prepositions=frozenset(row.get("prepositions", ())),
                texts=row.get("texts", False),
            )
            attitudes[lemma] = (*attitudes.get(lemma, ()), attitude)
    return attitudes


def _sets(rows: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in rows.items()}


def _certainties(rows: dict[str, list[str]]) -> dict[str, Certainty]:
    return {word: Certainty(certainty) for certainty, words in rows.items() for word in words}
