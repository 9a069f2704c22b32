import pytest

from counterclaim.model import When
from counterclaim.relate.agreement import VETOES, Agreement, agreement, veto
from counterclaim.relate.figures import clashing_figures, in_words, same_figure
from counterclaim.relate.frames import frames
from counterclaim.relate.items import Item, items
from counterclaim.relate.vectors import load_vectors
from road import a_reading, reports_of, together

LEXICON = frames("en")


def pair_of(left: str, right: str) -> tuple[Item, Item]:
    """Return the first items of two one-sentence reports, in that order."""
    reports = reports_of(left, right)
    snapshot = together(*reports)
    found, _ = items(snapshot, snapshot.actor_of(), load_vectors("en"), LEXICON)
    first, second = (next(item for item in found if item.report.id == report.id) for report in reports)
    return first, second


def reason(left: str, right: str) -> str:
    """Return why the two cannot be one claim, and see that it is the same the other way round."""
    one, other = pair_of(left, right)
    found = veto(one, other, LEXICON)
    assert (found is None) is (veto(other, one, LEXICON) is None)
    assert found is None or agreement(one, other, LEXICON) is None
    return found or ""


def agreed(left: str, right: str) -> Agreement | None:
    one, other = pair_of(left, right)
    return agreement(one, other, LEXICON)


TOLL = "The police said that the flood had killed 40 people."

VETOED = {
    "other_direction": (
        "Laura Chen said that sales had risen in Leeds.",
        "Omar Haddad said that sales had fallen in Leeds.",
        "“rise” is the opposite of “fall”",
    ),
    "other_direction, by not": (
        "Laura Chen said that Velora had closed the plant.",
        "Omar Haddad said that Velora had not closed the plant.",
        "one says it is not so",
    ),
    "other_modality": (
        "Laura Chen said that Velora would close the plant.",
        "Laura Chen said that Velora had closed the plant.",
        "one is future, the other done",
    ),
    "other_figure": (
        TOLL,
        "Ines Falk said that the flood had killed 65 people.",
        "40 person is not 65 person",
    ),
    "other_counted": (
        TOLL,
        "The police said that the flood had destroyed 40 houses.",
        "one counts in person, the other in house",
    ),
    "other_extent": (
        "Abel Tadesse said that the fire had destroyed the entire fleet.",
        "Gebre Hailu said that the fire had destroyed 3 boats of the fleet.",
        "one tells of the whole, the other of a number",
    ),
    "other_doers": (
        "Observers said that Sudanese troops had captured the bridge.",
        "Observers said that Libyan troops had captured the bridge.",
        "done by Sudan, not Libya",
    ),
    "other_place": (
        "The fire brigade said that the fire had destroyed houses in Izmir.",
        "The fire brigade said that the fire had destroyed houses in Ankara.",
        "told of other places",
    ),
    "other_time": (
        "Jan Bakker said that his team had won the cup in 2018.",
        "Jan Bakker said that his team had won the cup in 2022.",
        "told of other times",
    ),
}


@pytest.mark.parametrize("rule", VETOED)
def test_a_veto_says_why_two_contents_are_two_claims(rule: str) -> None:
    left, right, because = VETOED[rule]
    assert reason(left, right) == because


def test_units_of_two_names_are_two() -> None:
    left = "Abel Tadesse said that the 3rd Brigade had fled from Adwa."
    right = "Abel Tadesse said that the 72nd Brigade had fled from Adwa."
    assert reason(left, right) == "3rd-brigade is not 72nd-brigade"


def test_reports_printed_more_than_three_weeks_apart_are_not_on_one_event() -> None:
    first = a_reading(TOLL, "Outlet 1", When.day(2024, 1, 1)).report
    later = a_reading(TOLL, "Outlet 2", When.day(2024, 3, 1)).report
    assert len(together(first, later).claims) == 2


def test_every_veto_has_a_case() -> None:
    cases = {name.split(",", maxsplit=1)[0] for name in VETOED} | {"other_unit"}
    assert {rule.__name__ for rule in VETOES} == cases


def test_the_same_words_agree_and_say_what_agrees() -> None:
    found = agreed(TOLL, "Forty people were killed by the flood, the police said.")
    assert found is not None
    assert found.because.startswith("both tell of “casualty”; ")
    assert "both give 40 person" in found.because


def test_miles_and_kilometers_agree_once_converted() -> None:
    one, other = pair_of(
        "Ines Falk said that the flood had advanced 10 miles.",
        "Ines Falk said that the flood had advanced 16.1 kilometers.",
    )
    assert clashing_figures(one, other) is None
    same = same_figure(one, other)
    assert same is not None
    assert in_words(same) == "16.0934 km"


def test_whole_numbers_that_differ_by_one_are_two_figures() -> None:
    assert same_figure(*pair_of(TOLL, TOLL.replace("40", "41"))) is None


def test_an_upper_bound_and_a_figure_below_it_can_both_hold() -> None:
    assert clashing_figures(*pair_of(TOLL.replace("40", "up to 40"), TOLL.replace("40", "25"))) is None
    assert clashing_figures(*pair_of(TOLL.replace("40", "up to 40"), TOLL.replace("40", "65"))) is not None


def test_one_frame_told_of_one_person_agrees_whatever_its_words() -> None:
    found = agreed(
        "Paul Grant said that Laura Chen had resigned.", "Omar Haddad said that Laura Chen had stepped down."
    )
    assert found is not None
    assert "one tells no more" in found.because


def test_nearness_alone_never_joins() -> None:
    assert (
        agreed("Paul Grant said that the museum was old.", "Omar Haddad said that an old museum burned.")
        is None
    )
