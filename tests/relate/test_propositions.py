import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from counterclaim.attribute import attribute
from counterclaim.ledger import Snapshot
from counterclaim.model import Proposition, Referent
from counterclaim.normalize.actors import cast
from counterclaim.parse.parser import parse
from counterclaim.relate import propositions
from counterclaim.relate.participants import ENEMY
from road import a_reading, gazetteer, told_by
from timing import grows_linearly

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "relate" / "propositions.toml").read_text(encoding="utf-8")
)["case"]


def read(text: str) -> tuple[Snapshot, Proposition]:
    """Return what a report tells, and the proposition of its first statement in text order."""
    snapshot = Snapshot.of(told_by(a_reading(text, "Harbour Post").report))
    first = min(snapshot.statements.values(), key=lambda one: (one.level, one.content[0].start))
    return snapshot, snapshot.propositions[first.id]


def names(snapshot: Snapshot, referents: Iterable[str]) -> list[str]:
    return [snapshot.referents[one].name for one in referents]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_a_content_says_what_the_case_tells(case: dict[str, Any]) -> None:
    snapshot, told = read(case["text"])
    found = {
        "frame": told.frame,
        "positive": told.positive,
        "modality": told.modality,
        "agents": names(snapshot, told.agents),
        "patients": names(snapshot, told.patients),
        "losers": names(snapshot, told.losers),
        "quantities": [[quantity.value, quantity.unit] for quantity in told.quantities],
    }
    asked = {key: value for key, value in case.items() if key in found}
    assert {key: found[key] for key in asked} == asked


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_whoever_takes_part_is_a_referent_of_the_report(case: dict[str, Any]) -> None:
    snapshot, told = read(case["text"])
    assert {*told.agents, *told.patients, *told.gainers, *told.losers} <= snapshot.referents.keys()


def test_a_report_that_names_no_enemy_has_none_among_its_referents() -> None:
    snapshot, _ = read("Laura Chen said that Velora had closed the plant.")
    assert ENEMY not in {one.name for one in snapshot.referents.values() if isinstance(one, Referent)}


def test_who_gains_and_who_loses_comes_from_the_frame() -> None:
    snapshot, told = read("Observers said that Sudanese troops had defeated Libyan troops.")
    assert told.gainers == told.agents
    assert told.losers == told.patients
    assert names(snapshot, told.losers) == ["Libyan troops"]


def test_twice_the_report_takes_about_twice_the_time() -> None:
    unit = 'Laura Chen said that Velora had closed the plant. "We told the union," she said.\n\n'
    size, work = 400, {}
    for times in (size, 2 * size):
        report = a_reading(unit * times, "Harbour Post").report
        document = parse(report.text)
        people = cast(report, document, attribute(report, document), gazetteer(), [])
        work[times] = (document, people.statements, people.mentions, "en", people.referents)
    assert len(work[size][1]) >= size
    assert grows_linearly(lambda times: propositions(*work[times]), size)
