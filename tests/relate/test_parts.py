"""What one content tells beside its main happening, and that it stays apart from what is only supposed."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

import relate_cases
from counterclaim.model import Modality
from counterclaim.relate.items import Item
from relate_cases import everyone, marked, words_of

CASES: list[dict[str, Any]] = relate_cases.table("parts")["case"]


def parts(text: str) -> list[Item]:
    """Return what the first statement of a report tells beside its main happening."""
    found, _ = everyone(text)
    first = min(found, key=lambda item: item.statement.content[0].start).statement.id
    told = [item for item in found if item.statement.id == first and item.proposition.part]
    return sorted(told, key=lambda item: item.proposition.part)


@pytest.mark.parametrize("case", marked("parts"))
def test_a_content_tells_so_much_beside_its_main_happening(case: dict[str, Any]) -> None:
    told = parts(case["text"])
    found = {
        "beside": [words_of(item) for item in told],
        "frames": [item.frame for item in told],
        "so": [item.proposition.positive for item in told],
    }
    asked = {key: value for key, value in case.items() if key in found}
    assert {key: found[key] for key in asked} == asked


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_the_words_of_a_part_are_words_of_the_content_cut_exactly(case: dict[str, Any]) -> None:
    found, _ = everyone(case["text"])
    for item in found:
        text = item.report.text
        for span in item.spans:
            quoted = text[span.start : span.end]
            assert quoted == quoted.strip() != ""
            assert not text[span.start - 1].isalnum()
            assert not text[span.end : span.end + 1].isalnum()
            assert any(whole.start <= span.start < span.end <= whole.end for whole in item.statement.content)
        assert all(one.end < other.start for one, other in pairwise(item.spans))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_parts_are_numbered_and_the_whole_content_is_the_first(case: dict[str, Any]) -> None:
    found, _ = everyone(case["text"])
    of_statement: dict[str, list[Item]] = {}
    for item in found:
        of_statement.setdefault(item.statement.id, []).append(item)
    for statement, told in of_statement.items():
        assert sorted(item.proposition.part for item in told) == list(range(len(told)))
        whole, *others = sorted(told, key=lambda item: item.proposition.part)
        assert whole.id == statement
        assert whole.spans == whole.statement.content
        assert all(item.id.startswith(f"{statement}.") for item in others)
        assert all(not item.proposition.also for item in others)


def test_what_is_beside_tells_no_more_than_its_own_figures_places_and_words() -> None:
    (villages, dam) = parts(
        "Ines Falk said that the storm had killed 3 people in Porto, that 2 villages had been evacuated near "
        "Leeds and that the dam had been closed."
    )
    assert [quantity.value for quantity in villages.proposition.quantities] == [2.0]
    assert len(villages.proposition.places) == 1
    assert not dam.proposition.quantities
    assert not dam.proposition.places
    assert {"village", "evacuate"} <= set(villages.proposition.words)
    assert not {"people", "kill", "dam"} & set(villages.proposition.words)


def test_what_has_not_happened_yet_pleases_and_hurts_nobody() -> None:
    (later,) = parts("The Sudanese army said that it needed more time before starting the attack.")
    assert later.proposition.modality is Modality.DONE
    assert not later.proposition.positive
    assert not later.gaining
    assert not later.losing


def test_a_content_with_many_happenings_tells_a_few_of_them_beside() -> None:
    deeds = " and ".join(f"that troops had destroyed bridge {number}" for number in range(40))
    assert len(parts(f"The general said that rebels had fled and {deeds}.")) <= 6


@pytest.mark.xfail(strict=True, reason="a known failure: only the first of clauses without “and” is read")
def test_no_clause_of_a_row_is_lost() -> None:
    found, _ = everyone(
        "The union said that drivers had walked out, depots had closed and buses had stopped."
    )
    words = {word for item in found for word in item.proposition.words}
    assert {"driver", "depot", "bus"} <= words


@pytest.mark.xfail(strict=True, reason="a known failure: only the first clause of a question counts as asked")
def test_every_clause_of_a_question_is_asked() -> None:
    found, _ = everyone("The mayor asked whether the dam had burst or the valley had flooded.")
    assert not found
