"""The words by which bodies are named again, and those that say who speaks for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from counterclaim import lang


class Sort(NamedTuple):
    """What sort of body a word names, and of which trade: nothing where it may be any of the sort."""

    sort: str
    trade: str = ""


@dataclass(frozen=True, slots=True)
class BodyWords:
    """`sorts` gives what a word names, `endings` the last words of names that only bodies bear.

    `idle` words before a body tell nothing of it. The classes of titles in `speaking`, the titles in
    `hired` and the crowds in `speaking_crowds` are voices of a body, unless a word of `past` stands there;
    `leads` are the verbs that make one so, `offices` the words for what speaks for a person. `of_titles`
    gives the sort of body that a title belongs to, `collectives` one word for a crowd with a side.
    """

    sorts: Mapping[str, Sort]
    endings: frozenset[str]
    idle: frozenset[str]
    speaking: frozenset[str]
    hired: frozenset[str]
    speaking_crowds: frozenset[str]
    past: frozenset[str]
    leads: frozenset[str]
    offices: frozenset[str]
    of_titles: Mapping[str, str]
    collectives: Mapping[str, str]

    def sort_of(self, name: str) -> Sort:
        """Return what the last word, or two, of a name or a description say that it is.

        >>> body_words("en").sort_of("Aral Airways")
        Sort(sort='company', trade='airline')
        """
        last = name.lower().split()[-2:]
        return self.sorts.get(" ".join(last)) or self.sorts.get(last[-1] if last else "") or Sort("")

    def is_past(self, description: str) -> bool:
        """Say whether somebody was something once: "a former director", "the ex-mayor".

        >>> body_words("en").is_past("ex-mayor of Aral")
        True
        """
        return not self.past.isdisjoint(description.lower().replace("-", " ").split())


@cache
def body_words(language: str) -> BodyWords:
    """Return the body words of `language`."""
    words = lang.table(language, "actors")
    bodies = words["bodies"]
    return BodyWords(
        sorts={
            word: Sort(sort, "" if trade == "general" else trade)
            for sort, trades in words["sorts"].items()
            for trade, some in trades.items()
            for word in some
        },
        endings=frozenset(bodies["endings"]),
        idle=frozenset(bodies["idle"]),
        speaking=frozenset(bodies["speaking"]),
        hired=frozenset(bodies["hired"]),
        speaking_crowds=frozenset(bodies["speaking_crowds"]),
        past=frozenset(bodies["past"]),
        leads=frozenset(bodies["leads"]),
        offices=frozenset(bodies["offices"]),
        of_titles={title: sort for sort, titles in bodies["of_titles"].items() for title in titles},
        collectives={word: one for one, some in words["collectives"].items() for word in some},
    )
