"""The words that tell who somebody is, read from a language's table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from counterclaim import lang


@dataclass(frozen=True, slots=True)
class ActorWords:
    """Each mapping gives the class of a word: `roles["chief"]` is "head"."""

    honorifics: frozenset[str]
    roles: Mapping[str, str]
    organisations: Mapping[str, str]
    crowds: Mapping[str, str]
    state: frozenset[str]
    own_side: frozenset[str]
    metonyms: Mapping[str, str]
    pronouns: Mapping[str, str]
    no_actors: frozenset[str]
    portfolios: frozenset[str]


@cache
def actor_words(language: str) -> ActorWords:
    """Return the actor words of `language`."""
    words = lang.table(language, "actors")
    return ActorWords(
        honorifics=frozenset(words["honorifics"]),
        roles=_classes(words["roles"]),
        organisations=_classes(words["organisations"]),
        crowds=_classes(words["crowds"]),
        state=frozenset(words["state"]),
        own_side=frozenset(words["own_side"]),
        metonyms=words["metonyms"],
        pronouns=_classes(words["pronouns"]),
        no_actors=frozenset(words["no_actors"]),
        portfolios=frozenset(words["portfolios"]),
    )


def _classes(rows: Mapping[str, list[str]]) -> dict[str, str]:
    """Turn rows of class = words round; of two classes with one word the first stands."""
    found: dict[str, str] = {}
    for kind, words in rows.items():
        for word in words:
            found.setdefault(word, kind)
    return found
