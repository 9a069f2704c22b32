from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from counterclaim.export.brief import (
    CLAIMED,
    CONCEDED,
    CONTESTED,
    FIGURES,
    NOT_VERIFIED,
    SILENT,
    brief,
    escaped,
)
from counterclaim.ledger import Snapshot
from counterclaim.model import Stance, Status
from factories import a_claim, a_report, a_snapshot, a_standing, a_statement
from stories import HOSTILE, dam_breach, hostile, strike

REFERENCE = re.compile(r"\[[^\[\]]+, (undated|\d{4}-\d\d-\d\d), characters \d+-\d+(, \d+-\d+)*\]")
STORIES = pytest.mark.parametrize("story", [dam_breach, strike, hostile, Snapshot])

STRIKE = """\
# What the reports say

## What is claimed

- **ships were being unloaded** (one side; origins: 1, outlets: 1) \
[Harbour Post, 2024-03-02, characters 166-191]
    - ● The port company (employer) asserts: “ships were being unloaded” \
[Harbour Post, 2024-03-02, characters 166-191]

## Conceded

*none*
"""


def sections(text: str) -> dict[str, list[str]]:
    """Return the lines below each heading."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    bodies = zip(parts[::2], parts[1::2], strict=True)
    return {title: [line for line in body.splitlines() if line] for title, body in bodies}


@STORIES
def test_no_sentence_stands_without_a_reference(story: Callable[[], Snapshot]) -> None:
    for lines in sections(brief(story()).decode()).values():
        assert all(line == "*none*" or REFERENCE.search(line.replace("\\", "")) for line in lines)


@pytest.mark.parametrize("story", [dam_breach, strike])
def test_every_quoted_word_stands_at_its_reference(story: Callable[[], Snapshot]) -> None:
    texts = [" ".join(report.text.split()) for report in story().reports.values()]
    for quote in re.findall("“([^”]+)”", brief(story()).decode()):
        assert any(quote in text for text in texts)


def test_each_sort_of_claim_has_its_section() -> None:
    told = sections(brief(dam_breach()).decode())
    assert list(told) == [CLAIMED, CONCEDED, CONTESTED, FIGURES, NOT_VERIFIED, SILENT]
    assert told[CLAIMED] == ["*none*"]
    assert "Ines Falk (operator) concedes" in told[CONCEDED][1]
    assert [line[:10] for line in told[CONTESTED] if line.startswith("- ")] == [
        "- **40 hou",
        "- **65 hou",
        "- **no war",
    ]
    assert "“40 houses” by The dam operator" in told[FIGURES][0]
    assert "“65 houses” by Tomas Reed" in told[FIGURES][0]
    assert "could not be checked" in told[NOT_VERIFIED][0]
    assert "The insurer (party not known) stays silent" in told[SILENT][0]


def test_a_claim_that_cannot_be_verified_is_told_as_such() -> None:
    report = a_report("Lee said it rained.")
    told = a_statement(report, "it rained", source="Lee")
    claim = a_claim("it rained", (told, Stance.ASSERTS))
    story = a_snapshot(report, told, claim, a_standing(claim, Status.NOT_VERIFIABLE))
    assert sections(brief(story).decode())[NOT_VERIFIED][0].startswith("- **it rained** (not verifiable;")


def test_the_brief_of_the_strike_reads_as_it_should() -> None:
    assert STRIKE in brief(strike()).decode()


def test_nothing_in_a_hostile_story_is_read_as_markup() -> None:
    page = MarkdownIt("commonmark").enable("table").enable("strikethrough").render(brief(hostile()).decode())
    assert re.findall(r"<(?!/?(?:h1|h2|ul|li|p|strong|em|hr)\b)[^>]*>", page) == []


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
