"""The words that tell who somebody is, read from a language's tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from counterclaim import lang


@dataclass(frozen=True, slots=True)
class ActorWords:
    """Each mapping gives the class of a word: `roles["chief"]` is "head".

    `common` are words that are no name by themselves, even with a capital; `sayings` the lemmas of
    the verbs of saying; `outlets` the names of news agencies. `plain` gives, by class of body, the
    words that do not tell one body of a country from another ("armed" forces), and `numbered` what
    a word names beside an ordinal ("the 3rd company" is a unit).
    """

    honorifics: frozenset[str]
    roles: Mapping[str, str]
    organisations: Mapping[str, str]
    crowds: Mapping[str, str]
    state: frozenset[str]
    own_side: frozenset[str]
    metonyms: Mapping[str, str]
    pronouns: Mapping[str, str]
    genders: Mapping[str, str]
    no_actors: frozenset[str]
    portfolios: frozenset[str]
    ordinals: Mapping[str, str]
    ceremonies: frozenset[str]
    common: frozenset[str]
    outlets: frozenset[str]
    sayings: frozenset[str]
    plain: Mapping[str, frozenset[str]]
    numbered: Mapping[str, str]


@cache
def actor_words(language: str) -> ActorWords:
    """Return the actor words of `language`."""
    words = lang.table(language, "actors")
    roles, bodies, crowds = (_classes(words[key]) for key in ("roles", "organisations", "crowds"))
    no_actors, portfolios = frozenset(words["no_actors"]), frozenset(words["portfolios"])
    small = frozenset(lang.table(language, "words")["function_words"])
    return ActorWords(
        honorifics=frozenset(words["honorifics"]),
        roles=roles,
        organisations=bodies,
        crowds=crowds,
        state=frozenset(words["state"]),
        own_side=frozenset(words["own_side"]),
        metonyms=words["metonyms"],
        pronouns=_classes(words["pronouns"]),
        genders=_classes(words["genders"]),
        no_actors=no_actors,
        portfolios=portfolios,
        ordinals=words["ordinals"],
        ceremonies=frozenset(words["ceremonies"]),
        common=frozenset({*no_actors, *portfolios, *small, *roles, *crowds, *bodies, *words["common"]}),
        outlets=frozenset(
            name for names in lang.table(language, "blocks")["agencies"].values() for name in names
        ),
        sayings=frozenset(lemma for row in lang.table(language, "cues")["verbs"] for lemma in row["lemmas"]),
        plain={kind: frozenset(some) for kind, some in words["plain"].items()},
        numbered=words["numbered"],
    )


def _classes(rows: Mapping[str, list[str]]) -> dict[str, str]:
    """Turn rows of class = words round; of two classes with one word the first stands."""
    found: dict[str, str] = {}
    for kind, words in rows.items():
        for word in words:
            found.setdefault(word, kind)
    return found
