"""Which contents are compared at all, and that this costs the same for each, however many there are."""

from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random

import pytest

from counterclaim.ledger import Snapshot
from counterclaim.model import (
    Act,
    Actor,
    ActorKind,
    Bound,
    Form,
    Proposition,
    Quantity,
    Referent,
    Report,
    Span,
    Statement,
    content_id,
)
from counterclaim.normalize.actors import link
from counterclaim.relate.candidates import FIRST, LARGEST_BUCKET, Pair, candidates, keys, wording
from counterclaim.relate.items import Item, items
from counterclaim.relate.vectors import load_vectors
from factories import a_referent, a_report, an_actor
from made_reports import made
from relate_cases import LEXICON, everyone, first_of

FRAMES = ("rise", "kill", "capture", "resign", "strike_work", "convict", "approve", "win", "flood", "sell")
WORDS = (
    "price", "village", "harbour", "court", "minister", "driver", "river", "vote", "bread", "bridge",
    "vaccine", "goalkeeper", "ballot", "valve", "comet", "verdict", "depot", "reactor", "airport", "tannery",
    "school", "dam", "pension", "striker", "witness", "turnout", "crew", "ward",
)  # fmt: skip


def a_content(
    report: Report, speaker: Referent, number: int, random: Random
) -> tuple[Statement, Proposition]:
    """Return one made-up content: a happening, a few words, sometimes a place and a figure."""
    span = Span(report.id, number, number + 1)
    told = Statement(
        content_id("s", report.id, str(number)), report.id, (span,), Act.ASSERT, Form.INDIRECT, "made up"
    )
    figure = float(random.randrange(2000))
    subject, other, *words = random.sample(WORDS, 5)
    return told, Proposition(
        told.id,
        random.choice(FRAMES),
        agents=(speaker.id,) if number % 7 == 0 else (),
        places=(f"place-{random.randrange(300)}",) if number % 3 == 0 else (),
        quantities=(Quantity(figure, figure, figure, Bound.EXACT, "person"),) if number % 4 == 0 else (),
        words=(subject, other, *words),
        subject=subject,
        object=other,
    )


def a_crowd(contents: int) -> tuple[Item, ...]:
    """Return so many made-up contents, ten in each report."""
    random, facts, actors = Random(7), list[Report | Referent | Statement | Proposition](), list[Actor]()
    for at in range(contents // 10):
        report = a_report(f"Ana told ten things, the {at}th report says.", outlet=f"Outlet {at}")
        speaker = a_referent(report, "Ana", kind=ActorKind.PERSON)
        actors.append(an_actor(speaker))
        facts += [report, speaker]
        for number in range(10):
            facts += a_content(report, speaker, number, random)
    actor_of = {one: actor for actor in actors for one in actor.referents}
    found, _ = items(Snapshot.of(facts), actor_of, load_vectors("en"), LEXICON)
    return found


@cache
def made_contents(reports: int) -> tuple[Item, ...]:
    """Return the contents of so many made reports."""
    snapshot = Snapshot.of(fact for report in made(reports) for fact in report.facts)
    actor_of = {one: actor for actor in link(snapshot.referents.values(), ()) for one in actor.referents}
    return items(snapshot, actor_of, load_vectors("en"), LEXICON)[0]


def pairs_of(*texts: str) -> frozenset[tuple[str, str]]:
    found, _ = everyone(*texts)
    return candidates(found, LEXICON)


def test_a_pair_stands_once_with_the_smaller_id_first() -> None:
    found = candidates(a_crowd(200), LEXICON)
    assert found
    assert all(left < right for left, right in found)


@cache
def pairs_among(everybody: tuple[Item, ...]) -> frozenset[Pair]:
    """Return the pairs among some contents, found once."""
    return candidates(everybody, LEXICON)


def pairs_of_each(everybody: tuple[Item, ...]) -> float:
    """Return how many pairs each content brings."""
    return len(pairs_among(everybody)) / len(everybody)


def test_a_new_content_brings_no_more_pairs_where_there_are_ten_times_as_many() -> None:
    """Measured with made reports: 23.1 pairs for each of 350 contents, 19.8 of 3,100, 21.2 of 10,300."""
    few, many = (pairs_of_each(made_contents(reports)) for reports in (60, 600))
    assert many <= 1.1 * few
    assert many <= 25


def test_contents_of_few_words_and_frames_bring_hardly_more_pairs_either() -> None:
    """Measured: 39.7 pairs for each of 300 contents, 61.4 of 3,000."""
    few, many = (pairs_of_each(a_crowd(contents)) for contents in (300, 3000))
    assert many <= 1.6 * few


def test_no_content_is_compared_with_a_large_part_of_all() -> None:
    """Measured: at most 187 of 3,100."""
    everybody = made_contents(600)
    count = Counter(one for pair in pairs_among(everybody) for one in pair)
    assert max(count.values()) <= 250
    assert len(everybody) > 10 * 250


def test_what_all_tell_is_compared_with_the_next_only_and_binds_all() -> None:
    texts = [f"Police in town {number} said that the flood had killed 40 people." for number in range(90)]
    count = Counter(one for pair in pairs_of(*texts) for one in pair)
    assert len(texts) > LARGEST_BUCKET
    assert sorted(count.values()) == [1, 1, *[2] * (len(texts) - 2)]


def test_of_each_wording_the_first_few_alone_are_compared_with_others() -> None:
    first, second = (
        [f"Police in town {number} said that the {what} had killed 40 people." for number in range(10)]
        for what in ("flood", "storm")
    )
    found, _ = everyone(*first, *second)
    wording_of = {item.id: wording(item) for item in found}
    assert len(set(wording_of.values())) == 2
    across = [pair for pair in candidates(found, LEXICON) if len({wording_of[one] for one in pair}) == 2]
    assert len(across) == FIRST * FIRST


def test_two_parts_of_one_statement_are_never_compared() -> None:
    text = (
        "The minister said that the storm had killed three people, that two villages had been evacuated "
        "and that the dam had been closed."
    )
    found, _ = everyone(text, text.replace("minister", "mayor"))
    assert max(item.proposition.part for item in found) >= 2
    pairs = candidates(found, LEXICON)
    assert pairs
    of_statement = {item.id: item.statement.id for item in found}
    assert all(of_statement[left] != of_statement[right] for left, right in pairs)


def test_the_order_of_contents_does_not_matter() -> None:
    everybody = list(a_crowd(300))
    found = candidates(everybody, LEXICON)
    for seed in range(3):
        Random(seed).shuffle(everybody)
        assert candidates(everybody, LEXICON) == found


def test_nobody_is_compared_where_there_is_nobody_else() -> None:
    assert candidates((), LEXICON) == frozenset()
    assert pairs_of("Laura Chen said that Velora had closed the plant.") == frozenset()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "Judge Elena Rossi said that the court had convicted Karl Timm.",
            "Livia Conti said that judges had acquitted Karl Timm.",
        ),
        (
            "The union said that 900 dockers had walked out in Porto.",
            "The port company said that 300 dockers had stopped work in Porto.",
        ),
        (
            "Mayor Ines Falk said that 12 bodies had been recovered.",
            "The hospital said that nine people had died.",
        ),
        (
            "The league said that Valmont United had beaten Rosario Athletic.",
            "Coach Martin Sosa said that Rosario Athletic had lost to Valmont United.",
        ),
        (
            "The commission said that turnout had reached 61 percent.",
            "The opposition said that 48 percent had voted.",
        ),
    ],
    ids=[
        "court: opposites",
        "strike: one place",
        "flood: one measure",
        "sport: two views",
        "election: one unit",
    ],
)
def test_what_may_be_rivals_is_compared(left: str, right: str) -> None:
    one, other = first_of(left, right)
    assert (min(one.id, other.id), max(one.id, other.id)) in pairs_of(left, right)


def test_what_shares_nothing_is_not_compared() -> None:
    assert not pairs_of(
        "Astronomer Inge Holm said that the telescope had found a comet.",
        "The union said that eleven dockers had been dismissed.",
    )


def test_opposite_and_kin_happenings_share_a_key_with_those_who_take_part() -> None:
    one, other = first_of(
        "Judge Elena Rossi said that the court had convicted the banker.",
        "Lawyer Karl Timm said that the court had acquitted the banker.",
    )
    assert one.frame != other.frame
    assert set(keys(one, LEXICON)) & set(keys(other, LEXICON))
