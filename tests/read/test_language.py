from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.problems import Problem, ProblemKind
from counterclaim.read import Details, Reading, read
from counterclaim.read.language import language_of

ENGLISH = (
    "The union said on Friday that the workers at the plant would go on strike if the firm did not pay. " * 3
)
GERMAN = (
    "Die Gewerkschaft erklärte am Freitag, die Beschäftigten würden streiken, falls das Werk nicht zahle. "
    * 3
)
FRENCH = "Le syndicat a annoncé vendredi que les ouvriers feraient grève si la direction ne payait pas. " * 3


def test_english_is_english() -> None:
    assert language_of(ENGLISH) == "en"


@pytest.mark.parametrize("text", [GERMAN, FRENCH])
def test_another_language_is_none_of_ours(text: str) -> None:
    assert language_of(text) is None


def test_what_is_too_short_to_tell_is_taken_for_ours() -> None:
    assert language_of("Zwei Tote bei Zugunglück") == "en"


def test_a_report_in_another_language_is_set_aside_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "streik.txt").write_text(GERMAN, encoding="utf-8")
    [problem] = read(tmp_path / "streik.txt")
    assert isinstance(problem, Problem)
    assert problem.kind is ProblemKind.UNKNOWN_LANGUAGE
    assert "--language en" in problem.advice


def test_whoever_says_the_language_is_believed(tmp_path: Path) -> None:
    (tmp_path / "streik.txt").write_text(GERMAN, encoding="utf-8")
    [reading] = read(tmp_path / "streik.txt", Details(language="en"))
    assert isinstance(reading, Reading)
