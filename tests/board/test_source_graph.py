from __future__ import annotations

from dataclasses import replace

from counterclaim.board.index import Index
from counterclaim.board.sources import Layer, SourceGraph, sources
from counterclaim.ledger import Snapshot
from counterclaim.model import Stance
from factories import a_claim, a_referent, a_report, a_snapshot, a_statement
from stories import dam_breach, strike


def named(graph: SourceGraph) -> set[tuple[str, str, int]]:
    """Return who feeds whom, by name, and how many statements."""
    names = {one.id: one.name for one in graph.sources}
    return {(names[one.giver], names[one.taker], one.statements) for one in graph.feeds}


def a_crowd(count: int) -> Snapshot:
    """Return a story in which so many people say the same."""
    people = [f"Person {number:02}" for number in range(count)]
    report = a_report(" ".join(f"{name} said the bridge was closed." for name in people))
    referents = [
        a_referent(report, name, party="left" if number % 2 else "right")
        for number, name in enumerate(people)
    ]
    told = [a_statement(report, f"{one.name} said the bridge was closed", speaker=one) for one in referents]
    claim = a_claim("the bridge was closed", *((one, Stance.ASSERTS) for one in told))
    return a_snapshot(report, *referents, *told, claim)


def test_words_go_from_speaker_to_outlet() -> None:
    found = named(sources(Index(strike())))
    assert found == {("Ana Ruiz", "Harbour Post", 1), ("The port company", "Harbour Post", 2)}


def test_a_relay_stands_between_and_copies_of_one_text_are_one_family() -> None:
    graph = sources(Index(dam_breach()))
    found = named(graph)
    assert ("Ines Falk", "the agency", 1) in found
    assert ("the agency", "one text in 2 reports", 1) in found
    assert {taker for giver, taker, _ in found if giver == "one text in 2 reports"} == {
        "Valley Times",
        "Coast <Courier>",
    }
    (family,) = [one for one in graph.sources if one.layer is Layer.FAMILY]
    assert family.because == "they share a passage"


def test_what_an_outlet_says_itself_comes_from_nobody() -> None:
    graph = sources(Index(dam_breach()))
    assert "Valley Times" not in {one.name for one in graph.sources if one.layer is Layer.SPEAKER}


def test_a_credited_agency_feeds_its_outlet_with_no_statement_of_its_own() -> None:
    report = replace(a_report(), credits=("Hill Wire",))
    (feed,) = sources(Index(a_snapshot(report))).feeds
    assert feed.is_credit
    assert (feed.giver, feed.taker) == ("relay:hill wire", "outlet:Harbour Post")


def test_those_with_least_to_say_stand_together_and_no_statement_is_lost() -> None:
    index = Index(a_crowd(10))
    graph = sources(index, 4)
    speakers = [one for one in graph.sources if one.layer is Layer.SPEAKER]
    assert (graph.total, graph.folded) == (11, 6)
    assert [one.name for one in speakers][:2] == ["3 more speakers of left", "3 more speakers of right"]
    assert [one.stands_for for one in speakers] == [3, 3, 0, 0, 0, 0]
    assert sum(one.statements for one in graph.feeds) == 10
    assert sources(index, None).folded == 0


def test_one_alone_is_not_folded_for_that_would_save_nothing() -> None:
    assert sources(Index(a_crowd(5)), 4).folded == 0


def test_an_empty_case_has_no_sources() -> None:
    assert sources(Index(Snapshot())).sources == ()
