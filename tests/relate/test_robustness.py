"""Contents of every shape: one word, numbers alone, hundreds of clauses, tens of thousands of words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from counterclaim.attribute import attribute
from counterclaim.ledger import Fact, Snapshot
from counterclaim.model import Act, Form, Proposition, Span, Statement, content_id
from counterclaim.normalize.actors import cast
from counterclaim.parse.parser import parse
from counterclaim.relate import propositions, relate
from relate_cases import everyone
from road import a_reading, gazetteer, reports_of, together, told_by
from timing import grows_linearly

DEED = "workers had closed plant {}"


def a_row(clauses: int, joined: str = " and ") -> str:
    """Return one statement with so many coordinated clauses."""
    return f"Laura Chen said that {joined.join(DEED.format(number) for number in range(clauses))}."


def a_quotation(words: int) -> str:
    """Return one quotation of so many words, ten to a sentence."""
    sentence = "The old bridge over the river was closed last week. "
    return f"“{(sentence * (words // 10)).strip()}” Laura Chen said."


@pytest.mark.parametrize(
    "words",
    [
        "War.",
        "42.",
        "3, 4, 5 and 6.",
        "12 000 1931 7.5 3/4.",
        "…",
        "No.",
        "?!",
        "Ja.",
        "the of and",
        "☂",
        "‘’",
        "-",
    ],
)
def test_a_content_of_any_few_words_raises_nothing(words: str) -> None:
    texts = (f"“{words}” Laura Chen said.", f"Laura Chen said: “{words}”", f"Laura Chen said that {words}")
    snapshot = together(*reports_of(*texts))
    told = {one.statement for claim in snapshot.claims.values() for one in claim.bearings}
    assert told <= snapshot.statements.keys()


def test_other_numbers_without_a_word_are_never_one_claim() -> None:
    snapshot = together(*reports_of("Laura Chen said: “12, 14, 16.”", "Omar Haddad said: “77, 80.”"))
    assert [len(claim.bearings) for claim in snapshot.claims.values()] == [1, 1]


@pytest.mark.parametrize("joined", [" and ", ", ", ", and that ", " but ", "; "])
def test_three_hundred_clauses_in_one_statement_raise_nothing(joined: str) -> None:
    found, _ = everyone(a_row(300, joined))
    assert found
    assert max(item.proposition.part for item in found) <= 7


def test_what_hundreds_of_clauses_tell_is_related_to_another_report() -> None:
    snapshot = together(*reports_of(a_row(300), "Omar Haddad said that workers had not closed plant 0."))
    assert snapshot.claims
    related = {side for one in snapshot.relations.values() for side in (one.left, one.right)}
    assert related <= snapshot.claims.keys()


def test_twenty_thousand_words_in_one_content_raise_nothing() -> None:
    report = a_reading(a_quotation(20_000), "Harbour Post").report
    snapshot = together(report)
    assert len(report.text.split()) > 19_000
    assert snapshot.claims


def reader(text: str) -> Callable[[], tuple[Proposition, ...]]:
    """Return what reads the propositions of a report whose whole text is one content."""
    report = a_reading(text, "Harbour Post").report
    document = parse(report.text)
    whole = Span(report.id, 0, len(text))
    told = Statement(content_id("st", report.id), report.id, (whole,), Act.ASSERT, Form.INDIRECT, "all of it")
    people = cast(report, document, attribute(report, document), gazetteer(), [])
    return lambda: propositions(document, (told,), people.mentions, "en", people.referents)


@pytest.mark.parametrize(("make", "size"), [(a_row, 150), (a_quotation, 4000)], ids=["clauses", "words"])
def test_twice_the_content_takes_about_twice_the_time(make: Callable[[int], str], size: int) -> None:
    read = {times: reader(make(times)) for times in (size, 2 * size)}
    assert read[size]()
    assert grows_linearly(lambda times: read[times](), size)


@pytest.mark.parametrize("text", ["12.", "War.", "the of and", "3, 4, 5 and 6."])
def test_a_content_without_a_verb_is_one_whole(text: str) -> None:
    (whole,) = reader(text)()
    assert (whole.part, whole.positive, whole.spans) == (0, True, ())


def test_twice_the_reports_take_about_twice_the_time() -> None:
    def crowd(many: int) -> Snapshot:
        facts: list[Fact] = []
        for number in range(many):
            town = f"Town{number}"
            text = f"Mayor Ann {town} said that {number + 3} people had died in {town} when a dam burst."
            facts += told_by(a_reading(text, f"Outlet {number}").report)
        return Snapshot.of(facts)

    size = 60
    crowds = {many: crowd(many) for many in (size, 2 * size)}
    actors = {many: together(*crowds[many].reports.values()).actor_of() for many in crowds}
    assert grows_linearly(lambda many: relate(crowds[many], actors[many]), size)
