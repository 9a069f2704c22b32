"""For whom somebody speaks: the party of each actor in stories of one report or several."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from counterclaim.attribute import attribute
from counterclaim.gazetteer import Gazetteer, open_gazetteer
from counterclaim.model import Actor, ActorRef
from counterclaim.normalize.actors import Cast, cast, link
from counterclaim.normalize.actors.body_words import body_words
from counterclaim.normalize.actors.lexicon import actor_words
from counterclaim.parse.parser import parse
from factories import a_report

TABLE = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "normalize" / "sides.toml").read_text(encoding="utf-8")
)


@cache
def the_gazetteer() -> Gazetteer:
    return open_gazetteer()


def cast_of(text: str) -> tuple[Cast, dict[str, set[str]]]:
    """Return the cast of a text, and for the words of each mention the referents they are taken for."""
    report = a_report(text)
    document = parse(report.text)
    people = cast(report, document, attribute(report, document), the_gazetteer())
    found: dict[str, set[str]] = {}
    for mention in people.mentions:
        assert isinstance(mention.value, ActorRef)
        found.setdefault(report.quote(mention.span), set()).add(mention.value.referent)
    return people, found


def cases() -> list[Any]:
    failing = set(TABLE["known_failures"])
    assert failing <= {row["rule"] for row in TABLE["cases"]}
    return [
        pytest.param(
            row, id=row["rule"], marks=[pytest.mark.xfail(strict=True)] if row["rule"] in failing else []
        )
        for row in TABLE["cases"]
    ]


@pytest.mark.parametrize("row", cases())
def test_each_rule_of_the_case_file_holds(row: dict[str, Any]) -> None:
    casts = [cast_of(text) for text in row["reports"]]
    actors = link(chain.from_iterable(people.referents for people, _ in casts))

    def actor(words: str) -> Actor:
        number, colon, text = words.partition(": ")
        people, mentions = casts[int(number)] if colon else casts[0]
        wanted = text if colon else words
        meant = mentions.get(wanted) or {one.id for one in people.referents if wanted in one.names}
        found = [one for one in actors if meant & set(one.referents)]
        assert len(found) == 1, (words, found)
        return found[0]

    for words, party in row.get("parties", {}).items():
        told = actor(words)
        assert (told.party or "") == party, (words, told)
        assert told.party_because
    for left, right in row.get("one", []):
        assert actor(left) == actor(right), (left, right, actors)
    for left, right in row.get("apart", []):
        assert actor(left) != actor(right), (left, right, actors)


def test_link_is_the_same_whatever_the_order_of_the_reports() -> None:
    for row in TABLE["cases"]:
        referents = [one for text in row["reports"] for one in cast_of(text)[0].referents]
        assert link(referents) == link(referents[::-1])


def test_the_words_of_the_tables_are_words_for_bodies_and_titles() -> None:
    """A title or a crowd that no other table knows would never be found."""
    words, bodies = actor_words("en"), body_words("en")
    assert bodies.speaking <= set(words.roles.values())
    assert bodies.hired <= words.roles.keys()
    assert bodies.speaking_crowds <= words.crowds.keys()
    assert bodies.collectives.keys() <= words.crowds.keys()
    assert set(bodies.of_titles.values()) <= {sort.sort for sort in bodies.sorts.values()}
    assert bodies.endings <= bodies.sorts.keys()
