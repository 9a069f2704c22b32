"""The words that tell who somebody is, read from a language's tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from counterclaim import lang


@dataclass(frozen=True, slots=True)
class ActorWords:
    """Each mapping gives the class of a word: `roles["chief"]` is "head".

    A title is one word or two; `titles` gives those that mean the same in one form, and `generic` are
    those that may stand for any other of their class. Titles of no class with a generic one are a
    class each.

    `common` are words that are no name by themselves, even with a capital; `sayings` the lemmas of
    the verbs of saying; `outlets` the names of news agencies. `plain` gives, by class of body, the
    words that do not tell one body of a country from another ("armed" forces), and `numbered` what
    a word names beside an ordinal ("the 3rd company" is a unit).
    """

    language: str
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
    titles: Mapping[str, str]
    generic: frozenset[str]
    clubs: frozenset[str]
    broadcasters: frozenset[str]
    titles_in_bodies: frozenset[str]
    lesser: frozenset[str]
    before_names: frozenset[str]
    others: frozenset[str]
    others_counted: frozenset[str]
    leaders: frozenset[str]
    unit_words: Mapping[str, str]
    does_in_court: Mapping[str, str]
    suffers_in_court: Mapping[str, str]

    def title(self, words: str) -> str:
        """Return a title in the form that is compared: "chairwoman" and "chairman" are one, as is "Sen."."""
        return _ungendered(self.titles.get(words, words))


@cache
def actor_words(language: str) -> ActorWords:
    """Return the actor words of `language`."""
    words = lang.table(language, "actors")
    roles, bodies, crowds = (_classes(words[key]) for key in ("roles", "organisations", "crowds"))
    titles: Mapping[str, str] = words["same_title"]
    roles |= {short: roles[full] for short, full in titles.items()}
    no_actors, portfolios = frozenset(words["no_actors"]), frozenset(words["portfolios"])
    crowds = _classes({"people": list(_classes(words["collectives"]))}) | crowds
    small = frozenset(lang.table(language, "words")["function_words"])
    return ActorWords(
        language=language,
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
        titles=titles,
        generic=frozenset(
            _ungendered(titles.get(title, title)) for some in words["generic"].values() for title in some
        ),
        clubs=frozenset(words["clubs"]),
        broadcasters=frozenset(words["broadcasters"]),
        titles_in_bodies=frozenset(words["titles_in_bodies"]),
        lesser=frozenset(words["lesser"]),
        before_names=frozenset(words["before_names"]),
        others=frozenset(words["others"]),
        others_counted=frozenset(words["others_counted"]),
        leaders=frozenset(words["leaders"]),
        unit_words=words["same_unit_word"],
        does_in_court=_classes(words["in_court"]["does"]),
        suffers_in_court=_classes(words["in_court"]["suffers"]),
    )


def _ungendered(title: str) -> str:
    for ending in ("woman", "man", "person", "people"):
        title = title.removesuffix(ending)
    return title


def _classes(rows: Mapping[str, list[str]]) -> dict[str, str]:
    """Turn rows of class = words round; of two classes with one word the first stands."""
    found: dict[str, str] = {}
    for kind, words in rows.items():
        for word in words:
            found.setdefault(word, kind)
    return found
