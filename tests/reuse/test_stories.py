from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model import Report, When
from counterclaim.reuse import stories

STRIKE = (
    "Bus drivers in Norwick began a strike over split shifts on Monday, their union said, and few buses ran.",
    "No buses ran in Norwick as the drivers' strike over split shifts went on, the union said.",
    "Norwick council offered the striking bus drivers talks about split shifts, but their union refused.",
)
VOLCANO = (
    "The volcano on Isla Perdida threw ash five kilometres high and villages on its slope were evacuated.",
    "Ash from the Isla Perdida volcano closed the airport; families evacuated from the slope are in schools.",
    "Scientists on Isla Perdida fear that the volcano may throw more ash. The slope stays evacuated.",
)
TRIAL = ("A jury in Ashford found the pharmacist guilty of selling false vaccines to two clinics.",)
ALL = (*STRIKE, *VOLCANO, *TRIAL)


def reports(texts: tuple[str, ...], *days: int) -> list[Report]:
    published = dict(enumerate(When.day(2024, 1 + day // 28, 1 + day % 28) for day in days))
    return [
        Report(f"r{at}", "", "", text, "as given", published=published.get(at))
        for at, text in enumerate(texts)
    ]


def groups(labels: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(report for report in labels if labels[report] == story) for story in labels.values()}


def test_reports_on_one_course_of_events_are_one_story() -> None:
    found = groups(stories(reports(ALL)))
    assert found == {frozenset({"r0", "r1", "r2"}), frozenset({"r3", "r4", "r5"}), frozenset({"r6"})}


def test_two_reports_that_share_only_common_words_are_two_stories() -> None:
    assert len(groups(stories(reports((STRIKE[0], VOLCANO[0]))))) == 2


def test_the_same_words_months_apart_are_two_stories() -> None:
    assert len(groups(stories(reports(STRIKE[:2], 0, 1)))) == 1
    assert len(groups(stories(reports(STRIKE[:2], 0, 60)))) == 2


def test_an_unknown_date_excludes_nothing() -> None:
    known, unknown = reports(STRIKE[:2])
    dated = Report("r9", "", "", known.text, "as given", published=When(datetime(2024, 1, 1), None))
    assert len(groups(stories([dated, unknown]))) == 1


def test_no_reports_have_no_story_and_an_empty_one_has_its_own() -> None:
    assert stories([]) == {}
    assert len(stories(reports(("", "...")))) == 2


@given(st.permutations(range(len(ALL))))
def test_stories_do_not_depend_on_the_order_of_reports(order: list[int]) -> None:
    made = reports(ALL)
    assert stories([made[at] for at in order]) == stories(made)
