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


Words = Mapping[str, frozenset[str]]
"""Sets of words, by the names they have in a table."""


@dataclass(frozen=True)
class Lexicon:
    """All cues of one language, with the words that are read beside them.

    The tables in `lang` say what each list is for: there a field has the name of its section, and a set
    of words that of its list.
    """

    # Words that introduce what somebody says, and how they are used.
    verbs: Mapping[str, tuple[Verb, ...]]
    nouns: Mapping[str, tuple[Nominal, ...]]
    adjectives: Mapping[str, tuple[Nominal, ...]]
    according: Mapping[str, str]
    catenatives: Mapping[str, str]
    kinds: Words
    pleas: Words
    findings: Words
    hearsay: Words
    light: Words
    showing: Words
    keeping: Words

    # Words that tell what somebody thinks or wants, and who can.
    attitudes: Mapping[str, tuple[Attitude, ...]]
    judging: Words
    holders: Words
    nobody: Words
    unsaid: Mapping[str, frozenset[str]]
    people: Mapping[str, frozenset[str]]
    pronouns: Words

    # Words of the outlet's own notes.
    silence: Words
    verification: Words
    agencies: frozenset[str]

    # Words beside a cue, a quotation or a content.
    prepositions: Words
    modals: Words
    quotations: Words
    denials: Words
    channels: Mapping[str, str]
    channel_verbs: Mapping[str, str]
    ways: Words
    addressees: Words
    beside: Words
    certainty: Mapping[str, Mapping[str, Certainty]]

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
    sets = {name: _sets(cues[name]) for name in _SETS}
    return Lexicon(
        **sets,
        verbs=_verbs(cues["verbs"]),
        nouns=_nominals(nouns["nouns"], "lemmas"),
        adjectives=_nominals(adjectives["adjectives"], "words"),
        according={row["head"]: row["preposition"] for row in cues["phrases"]["according"]},
        catenatives=_by_word(cues["catenatives"]),
        light=_sets(nouns["light"]),
        showing=_sets(nouns["showing"]),
        keeping=_sets(adjectives["keeping"]),
        attitudes=_attitudes(attitudes["verbs"]),
        judging=_sets(attitudes["prepositions"]),
        holders=_sets(attitudes["holders"]),
        unsaid=_sets(cues["unsaid"]),
        people=_sets(cues["people"]),
        agencies=frozenset(lang.table(language, "blocks")["agencies"]),
        denials=_sets(lang.table(language, "denials")),
        quotations=_sets(lang.table(language, "quotations")),
        channels=_by_word(cues["channels"]),
        channel_verbs=cues["channel_verbs"],
        certainty={where: _certainties(rows) for where, rows in cues["certainty"].items()},
    )


_SETS = (
    "kinds",
    "pleas",
    "findings",
    "hearsay",
    "pronouns",
    "nobody",
    "silence",
    "verification",
    "prepositions",
    "modals",
    "ways",
    "addressees",
    "beside",
)
"""The sections of the table of cues that are sets of words and no more."""


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


def _by_word(rows: dict[str, list[str]]) -> dict[str, str]:
    return {word: name for name, words in rows.items() for word in words}


def _certainties(rows: dict[str, list[str]]) -> dict[str, Certainty]:
    return {word: Certainty(certainty) for certainty, words in rows.items() for word in words}
