from __future__ import annotations

from collections.abc import Callable

import pytest

from counterclaim.export import EXPORTERS, Exporter, exporter
from counterclaim.ledger import Snapshot
from counterclaim.problems import UsageError
from stories import dam_breach, hostile, strike

EVERY = pytest.mark.parametrize("known", EXPORTERS, ids=lambda known: known.name)


def test_the_list_of_exporters_is_whole() -> None:
    assert [known.name for known in EXPORTERS] == ["json", "csv", "csv-excel", "brief", "html", "decisions"]


@EVERY
@pytest.mark.parametrize("story", [dam_breach, strike, hostile, Snapshot])
def test_the_same_facts_give_the_same_bytes(known: Exporter, story: Callable[[], Snapshot]) -> None:
    backwards = Snapshot(
        **{name: dict(reversed(getattr(story(), name).items())) for name in Snapshot.__slots__}
    )
    assert known.write(backwards) == known.write(story())


@EVERY
def test_every_export_is_utf_8(known: Exporter) -> None:
    assert known.write(hostile()).decode("utf-8")


@EVERY
def test_an_exporter_is_found_by_its_name_and_says_what_it_is(known: Exporter) -> None:
    assert exporter(known.name) is known
    assert known.suffix.startswith(".")
    assert known.help


def test_an_unknown_format_is_answered_with_those_there_are() -> None:
    with pytest.raises(
        UsageError, match="no export format 'pdf'; there are: json, csv, csv-excel, brief, html"
    ):
        exporter("pdf")
