"""The cast of one report: who is in it, which words are theirs, whose the statements are."""

from __future__ import annotations

import time
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.attribute import attribute
from counterclaim.gazetteer import Gazetteer, open_gazetteer
from counterclaim.model import ActorRef, Report
from counterclaim.normalize.actors import Cast, cast
from counterclaim.parse.parser import parse
from factories import a_report

TABLE = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "normalize" / "actors.toml").read_text(encoding="utf-8")
)
WORDS = st.sampled_from(
    [
        "Ann",
        "Lee",
        "Bank",
        "Mr.",
        "the",
        "president",
        "said",
        "that",
        "Norway",
        "Danish",
        "of",
        "who",
        "he",
        "it",
        "troops",
        "its",
        "3rd",
        "Brigade",
        ",",
        ".",
        "“",
        "”",
        ":",
        "P\u0430ul",
        "reported",
        "officials",
        "\n\n",
    ]
)


@cache
def the_gazetteer() -> Gazetteer:
    return open_gazetteer()


def cast_of(report: Report) -> Cast:
    document = parse(report.text)
    return cast(report, document, attribute(report, document), the_gazetteer())


def shown(report: Report, people: Cast) -> dict[str, set[str]]:
    """Return the words of every mention with the referents they are taken for."""
    found: dict[str, set[str]] = {}
    for mention in people.mentions:
        assert isinstance(mention.value, ActorRef)
        found.setdefault(report.quote(mention.span), set()).add(mention.value.referent)
    return found


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
    report = a_report(row["text"])
    people = cast_of(report)
    words = shown(report, people)
    names = {one.id: one.name for one in people.referents}
    for wanted in row.get("actors", []):
        fitting = [
            one
            for one in people.referents
            if all(getattr(one, key) == value for key, value in wanted.items() if key != "mentions")
            and all(words.get(text) == {one.id} for text in wanted.get("mentions", []))
        ]
        assert len(fitting) == 1, (wanted, people.referents, words)
    for beginning, name in row.get("says", []):
        told = [s for s in people.statements if report.quote(s.content[0]).startswith(beginning)]
        assert [names.get(s.speaker or "") for s in told] == [name], (beginning, people.statements)
    for left, right in row.get("apart", []):
        assert words[left].isdisjoint(words[right]), words
    assert not words.keys() & set(row.get("nobody", [])), words
    sides = {one.name: one.party for one in people.referents}
    assert [sides[name] for name in row.get("sideless", [])] == [None] * len(row.get("sideless", []))
    for name in row.get("flagged", []):
        assert all("mixes" in one.because for one in people.referents if one.id in words[name]), (
            people.referents
        )


@settings(max_examples=60, deadline=None)
@given(parts=st.lists(WORDS, max_size=25))
def test_spans_lie_in_the_text_and_every_mention_has_a_referent_and_a_reason(parts: list[str]) -> None:
    report = a_report(" ".join(parts))
    people = cast_of(report)
    known = {one.id for one in people.referents}
    assert len(known) == len(people.referents)
    for mention in people.mentions:
        assert isinstance(mention.value, ActorRef)
        assert mention.value.referent in known
        assert mention.because
        assert mention.span.end <= len(report.text)
    assert all(link.referent is None or link.referent in known for s in people.statements for link in s.chain)
    assert people == cast_of(report)


def test_a_long_report_takes_no_time_that_grows_with_its_square() -> None:
    """Six hundred people, each named several times, would be compared pair by pair for minutes."""
    names = [
        f"{first}{a}o {last}{b}en"
        for first in ("Al", "Be")
        for a in "dklmnr"
        for last in ("Hag", "Sor")
        for b in "abdfgklmnoprst"
    ]
    text = "\n\n".join(
        f"{name} met the Danish minister. {name.split()[1]} left its bank." for name in names * 3
    )
    report = a_report(text)
    document = parse(text)
    gazetteer = the_gazetteer()
    start = time.process_time()
    cast(report, document, (), gazetteer)
    assert time.process_time() - start < 6
