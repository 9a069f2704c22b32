from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from counterclaim.export import Earlier
from counterclaim.export.brief import (
    CLAIMED,
    CONCEDED,
    CONTESTED,
    FIGURES,
    LEFT_OUT,
    NOT_VERIFIED,
    SILENT,
    brief,
    brief_since,
)
from counterclaim.export.brief_figures import spread
from counterclaim.export.brief_sentences import QUOTED
from counterclaim.export.notes import escaped
from counterclaim.ledger import Snapshot
from counterclaim.model import (
    Bound,
    Decision,
    DecisionKind,
    Quantity,
    Relation,
    RelationKind,
    Stance,
    Status,
    When,
)
from exported import foreign, notes_of, plain, small
from factories import (
    a_claim,
    a_referent,
    a_report,
    a_snapshot,
    a_standing,
    a_statement,
    some_mentions,
)
from stories import HOSTILE, dam_breach, hostile, strike

STORIES = pytest.mark.parametrize("story", [dam_breach, strike, hostile, foreign, Snapshot])
STANDS = "Where it stands"


def sections(content: bytes) -> dict[str, list[str]]:
    """Return the lines below each heading."""
    parts = re.split(r"^## (.+)$", content.decode(), flags=re.MULTILINE)[1:]
    bodies = zip(parts[::2], parts[1::2], strict=True)
    return {title: [line for line in body.splitlines() if line] for title, body in bodies}


def sentences(content: bytes) -> list[str]:
    """Return what is said of the story: not the counts of what is left out, and not the notes."""
    told = sections(content)
    return [line for title, lines in told.items() if title not in {LEFT_OUT, STANDS} for line in lines]


def since(before: Snapshot, after: Snapshot) -> bytes:
    return brief_since(after, Earlier(before, "the end of 2024-03-01", "2024-03-01"))


def many(number: int) -> Snapshot:
    """Return a story of so many claims, each of which somebody says."""
    report = a_report("\n".join(f"Lee{n} said that gate {n} was open." for n in range(number)))
    told = [
        a_statement(report, f"gate {n} was open", speaker=a_referent(report, f"Lee{n}"))
        for n in range(number)
    ]
    claims = [a_claim(f"gate {n} was open", (one, Stance.ASSERTS)) for n, one in enumerate(told)]
    return a_snapshot(report, *told, *claims, *(a_standing(claim) for claim in claims))


# -- Evidence --------------------------------------------------------------------------------------


@STORIES
def test_no_sentence_stands_without_a_note(story: Callable[[], Snapshot]) -> None:
    for content in (brief(story()), since(Snapshot(), story())):
        assert [line for line in sentences(content) if not re.search(r"\[\^\d+\]", line)] == []


@STORIES
def test_every_note_is_cited_and_every_citation_has_a_note(story: Callable[[], Snapshot]) -> None:
    for content in (brief(story()), since(Snapshot(), story())):
        cited = re.findall(r"\[\^(\d+)\]", "\n".join(sentences(content)))
        assert list(dict.fromkeys(cited)) == [str(number) for number in range(1, len(notes_of(content)) + 1)]
        assert set(cited) == notes_of(content).keys()


@STORIES
def test_every_quotation_of_a_sentence_is_one_of_its_notes(story: Callable[[], Snapshot]) -> None:
    content = brief(story())
    notes = {number: note["quote"] for number, note in notes_of(content).items()}
    for line in sentences(content):
        told = re.sub(r"\\(.)", r"\1", line)
        quotes = "".join(notes[number] for number in re.findall(r"\[\^(\d+)\]", told))
        assert all(quote in quotes for quote in re.findall("“([^”]+)”", told))


# -- What a desk reads -----------------------------------------------------------------------------


def test_each_sort_of_claim_has_its_section() -> None:
    told = sections(brief(small().snapshot()))
    assert list(told) == [CONTESTED, CONCEDED, FIGURES, NOT_VERIFIED, CLAIMED, SILENT, LEFT_OUT, STANDS]
    assert "conceded by Ines Falk (operator): “spillway" in told[CONCEDED][0]
    assert "doubted by Valley Times: “The figures could not be checked" in told[NOT_VERIFIED][0]
    assert told[SILENT] == ["- no comment from The insurer: “declined to comment”[^9]"]


def test_a_claim_in_dispute_is_one_sentence_with_who_says_and_who_denies_it() -> None:
    (line,) = [
        line for line in sentences(brief(dam_breach())) if line.startswith("- **no warning was given**")
    ]
    assert line == (
        "- **no warning was given** (denied; 1 origin in 1 outlet): "
        "said by Tomas Reed (village): “The water came without any warning” … "
        "“65 houses were under water”[^3]; "
        "denied by The ministry (government): “an alarm had failed”[^4]"
    )


def test_a_note_names_outlet_day_file_characters_words_and_a_link() -> None:
    (line,) = [line for line in brief(dam_breach()).decode().split("\n") if "spillway%20" in line]
    assert re.sub(r"^\[\^\d+\]: ", "", line) == (
        r"Coast \<Courier\>, 2024-03-03, file coast.html, characters 55-97: “spillway had not been inspected "
        "since 2019” [open](<https://coast.example/flood?a=1&b=2#:~:text=spillway%20had%20not%20been%20inspected"
        "%20since%202019>)"
    )


def test_a_claim_that_speaks_against_another_is_told_with_whose_it_is() -> None:
    report = a_report("Lee said that two boats had sunk. Kim said that no boat had sunk.")
    lee, kim = a_referent(report, "Lee", party="farm"), a_referent(report, "Kim", party="mill")
    two = a_statement(report, "two boats had sunk", speaker=lee)
    none = a_statement(report, "no boat had sunk", speaker=kim)
    claims = [a_claim("two boats sank", (two, Stance.ASSERTS)), a_claim("none sank", (none, Stance.ASSERTS))]
    conflict = Relation(RelationKind.CONFLICTS, claims[0].id, claims[1].id, 0.9, "other figures")
    told = sections(brief(a_snapshot(report, lee, kim, two, none, *claims, conflict)))
    (line,) = told[CONTESTED]
    assert re.sub(r"\[\^\d\]", "", line) == (
        "- **none sank** (not weighed): said by Kim (mill): “no boat had sunk”; "
        "against it: two boats sank, said by Lee (farm)"
    )
    assert not [line for line in told[LEFT_OUT] if CONTESTED in line]
    ruling = Decision("e-9", DecisionKind.CONFIRM, (claims[0].id,), "desk", what="claim")
    ruled = a_snapshot(report, lee, kim, two, none, *claims, conflict, ruling)
    assert len(sections(brief(ruled))[CONTESTED]) == 2


def test_words_said_against_a_claim_are_told_apart_from_words_that_are_denied() -> None:
    report = a_report("Lee said it rained. Kim denied that it rained. Ann said it was dry.")
    said = a_statement(report, "it rained", source="Lee")
    denied = replace(a_statement(report, "that it rained", source="Kim"), denied=True)
    otherwise = a_statement(report, "it was dry", source="Ann")
    claim = a_claim("rain fell", (said, Stance.ASSERTS), (denied, Stance.DENIES), (otherwise, Stance.DENIES))
    (line,) = sections(brief(a_snapshot(report, said, denied, otherwise, claim)))[CONTESTED]
    assert "denied by Kim: “that it rained”" in line
    assert "contradicted by Ann: “it was dry”" in line


def test_the_origins_that_a_claim_rests_on_are_counted_once_and_heard() -> None:
    report, other = a_report("Lee said it rained."), a_report("Kim said it rained.", outlet="Valley Times")
    told = [a_statement(one, "it rained", source=who) for one, who in ((report, "Lee"), (other, "Kim"))]
    claim = a_claim("it rained", *((one, Stance.ASSERTS) for one in told))
    case = a_snapshot(report, other, *told, claim, a_standing(claim, Status.SEVERAL_ORIGINS))
    (line,) = sections(brief(case))[CLAIMED]
    assert re.sub(r"\[\^\d\]", "", line) in {
        f"- **it rained** (2 origins in 2 outlets): said by {one}; said by {two}"
        for one, two in (("Lee", "Kim"), ("Kim", "Lee"))
    }


def test_words_that_the_gist_has_already_are_not_said_twice() -> None:
    (line,) = sections(brief(strike()))[CLAIMED]
    assert line == (
        "- **ships were being unloaded** (one side; 1 origin in 1 outlet): "
        "said by The port company (employer)[^3]"
    )


def test_disputed_figures_are_ranges_with_who_says_which() -> None:
    persons, houses = sections(brief(small().snapshot()))[FIGURES]
    assert persons == (
        "- **300 or less to 900** (person): “at most 300 people” says The port company (employer)[^4]; "
        "“900 dockers” says Ana Ruiz (union)[^3]"
    )
    assert houses == (
        "- **40 to 65** (house): “40 houses” says The dam operator (operator)[^1]; "
        "“65 houses” says Tomas Reed (village)[^2]"
    )


@pytest.mark.parametrize(
    ("figures", "shown"),
    [
        ([Quantity(2000, 2000, 2000, Bound.EXACT, "m"), None], "2,000"),
        ([Quantity(5, None, 5, Bound.AT_LEAST, "m"), Quantity(1, 2, 1, Bound.ABOUT, "m")], "1 to 5 or more"),
        ([Quantity(None, 5, 5, Bound.AT_MOST, "m"), Quantity(9, 9, 9, Bound.EXACT, "m")], "5 or less to 9"),
        ([Quantity(None, None, None, Bound.EXACT, "m", readings=(1.0, 2.0))], "no clear figure"),
        ([None], "no clear figure"),
    ],
)
def test_a_range_goes_from_the_least_to_the_most_and_tells_open_ends(
    figures: list[Quantity | None], shown: str
) -> None:
    assert spread(figures) == shown


def test_of_many_figures_the_lowest_and_the_highest_are_told() -> None:
    report = a_report("\n".join(f"Lee{n} said that {n} boats had sunk." for n in range(1, 8)))
    told = [
        a_statement(report, f"{n} boats had sunk", speaker=a_referent(report, f"Lee{n}")) for n in range(1, 8)
    ]
    claims = [a_claim(f"{n} boats had sunk", (one, Stance.ASSERTS)) for n, one in enumerate(told, 1)]
    conflicts = [
        Relation(RelationKind.CONFLICTS, left.id, right.id, 0.9, "other figures")
        for left, right in pairwise(claims)
    ]
    boats = [(f"{n} boats", Quantity(n, n, n, Bound.EXACT, "boat")) for n in range(1, 8)]
    (line,) = sections(brief(a_snapshot(report, *told, *claims, *conflicts, some_mentions(report, *boats))))[
        FIGURES
    ]
    assert re.sub(r"\[\^\d+\]", "", line) == (
        "- **1 to 7** (boat): “1 boats” says Lee1; “2 boats” says Lee2; 3 more between; "
        "“6 boats” says Lee6; “7 boats” says Lee7"
    )


def test_a_long_quotation_is_cut_at_a_blank_and_its_note_has_all_of_it() -> None:
    words = "the bridge " + "very " * 40 + "late was closed"
    report = a_report(f"Lee said {words}.")
    told = a_statement(report, words, source="Lee")
    content = brief(a_snapshot(report, told, a_claim("it was closed", (told, Stance.ASSERTS))))
    (line,) = sections(content)[CLAIMED]
    (quote,) = re.findall("“([^”]+)” …", line)
    assert len(quote) <= QUOTED
    assert plain(words).startswith(f"{quote} ")
    assert notes_of(content)["1"]["quote"] == f"“{plain(words)}”"


def test_a_claim_that_people_rejected_is_left_out_and_counted() -> None:
    story = strike()
    (work,) = [claim.id for claim in story.claims.values() if claim.gist == "ships were being unloaded"]
    ruling = Decision("e-9", DecisionKind.REJECT, (work,), "desk", what="claim")
    told = sections(brief(replace(story, decisions={"e-9": ruling})))
    assert CLAIMED not in told
    assert "- 1 claim that people rejected: `counterclaim decisions`" in told[LEFT_OUT]


def test_a_claim_that_cannot_be_verified_is_told_as_such() -> None:
    report = a_report("Lee said it rained.")
    told = a_statement(report, "it rained", source="Lee")
    claim = a_claim("it rained", (told, Stance.ASSERTS))
    story = a_snapshot(report, told, claim, a_standing(claim, Status.NOT_VERIFIABLE))
    assert sections(brief(story))[NOT_VERIFIED][0].startswith("- **it rained** (not verifiable;")


# -- A page ----------------------------------------------------------------------------------------


def test_what_does_not_fit_is_counted_with_the_command_that_shows_it() -> None:
    told = sections(brief(many(20)))
    assert len(told[CLAIMED]) == 6
    assert "- Claimed: 14 more; to see them: `counterclaim claims`" in told[LEFT_OUT]
    assert len(notes_of(brief(many(20)))) == 6


def test_it_says_from_what_to_what_its_reports_were_printed() -> None:
    week = When(datetime(2024, 3, 4), datetime(2024, 3, 11))
    some = [a_report("Lee said it rained.", published=week), a_report("Kim said it froze.", published=None)]
    assert "*From 2 reports, printed 2024-03-04 to 2024-03-10." in brief(a_snapshot(*some)).decode()


def test_sections_without_anything_are_named_and_not_shown() -> None:
    told = sections(brief(strike()))
    assert CONCEDED not in told
    assert "- Nothing to tell under: Conceded, Not verified, Silent" in told[LEFT_OUT]


@pytest.mark.parametrize("number", [40, 400])
def test_a_brief_is_about_a_page_however_large_the_case(number: int) -> None:
    assert len(" ".join(sentences(brief(many(number)))).split()) < 700


# -- What is new -----------------------------------------------------------------------------------


def test_what_is_new_stands_first_with_its_notes() -> None:
    told = sections(since(strike(), small().snapshot()))
    new = next(iter(told))
    assert new == "New since the end of 2024-03-01"
    assert told[new][0] == "- new reports: Coast \\<Courier\\>[^1], Valley Times[^2]"
    assert any(
        "**no warning was given**: new (denied); newly denied by The ministry (government)" in line
        for line in told[new]
    )


def test_a_claim_that_moved_is_told_by_what_is_new_about_it() -> None:
    report = a_report("Lee said it rained. Kim denied that it rained.")
    lee, kim = a_referent(report, "Lee", party="farm"), a_referent(report, "Kim", party="mill")
    said = a_statement(report, "it rained", speaker=lee)
    denied = replace(a_statement(report, ("that it rained",), speaker=kim, cue="denied"), denied=True)
    old, new = (
        a_claim("it rained", (said, Stance.ASSERTS)),
        a_claim("it rained", (said, Stance.ASSERTS), (denied, Stance.DENIES)),
    )
    before = a_snapshot(report, lee, kim, said, old, a_standing(old))
    after = a_snapshot(report, lee, kim, said, denied, new, a_standing(new, Status.CONTESTED))
    content = since(before, after)
    line = sections(content)["New since the end of 2024-03-01"][0]
    assert line == "- **it rained**: one side, now contested; newly denied by Kim (mill)[^1]"
    assert notes_of(content)["1"]["quote"] == "“that it rained”"


def test_that_a_claim_rests_on_more_is_told() -> None:
    report, other = a_report("Lee said it rained."), a_report("Kim said it rained.", outlet="Valley Times")
    first, second = (
        a_statement(one, "it rained", source=who) for one, who in ((report, "Lee"), (other, "Kim"))
    )
    alone = a_claim("it rained", (first, Stance.ASSERTS))
    both = a_claim("it rained", (first, Stance.ASSERTS), (second, Stance.ASSERTS))
    before = a_snapshot(report, first, alone, a_standing(alone))
    after = a_snapshot(report, other, first, second, both, a_standing(both))
    _, line = sections(since(before, after))["New since the end of 2024-03-01"]
    assert line == "- **it rained**: 1 origin, now 2[^2]"


def test_changes_that_are_not_told_are_counted() -> None:
    ruling = Decision("e-9", DecisionKind.NOTE, (), "desk", "asked again")
    after = replace(strike(), decisions={"e-9": ruling})
    told = sections(since(strike(), after))[LEFT_OUT]
    assert (
        '- New since the end of 2024-03-01: 1 more; to see them: `counterclaim diff --since "2024-03-01"`'
        in told
    )


def test_that_nothing_is_new_is_said() -> None:
    told = sections(since(strike(), strike()))
    assert any("Nothing to tell under: New since the end of 2024-03-01" in line for line in told[LEFT_OUT])


# -- Markdown --------------------------------------------------------------------------------------


@pytest.mark.parametrize("story", [hostile, foreign])
def test_nothing_in_a_hostile_story_is_read_as_markup(story: Callable[[], Snapshot]) -> None:
    page = MarkdownIt("commonmark").enable("table").enable("strikethrough").render(brief(story()).decode())
    known = "h1|h2|ul|li|p|strong|em|hr|code"
    found = re.findall(rf"<(?!/?(?:{known})\b)[^>]*>", page)
    assert [
        tag for tag in found if not tag.startswith(('<a href="https://a.example/b#c:~:text=', "</a>"))
    ] == []


@given(st.text("\\`*_{}[]()<>#|~$&!^=@%+ab :/1-", min_size=1, max_size=20))
def test_escaped_text_is_read_back_as_it_was(text: str) -> None:
    (paragraph,) = (
        token for token in MarkdownIt("commonmark").parse(f"x{escaped(text)}") if token.type == "inline"
    )
    assert {child.type for child in paragraph.children or []} <= {"text", "text_special"}
    shown = "".join(child.content for child in paragraph.children or [])
    assert shown == "x" + " ".join(text.split())


def test_the_hostile_words_are_kept() -> None:
    assert escaped(HOSTILE) in brief(hostile()).decode()
