from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from counterclaim.export import ARCHIVER, CHRONICLERS, EXPORTERS, FORMATS, Exporter, exporter
from counterclaim.ledger import Snapshot
from counterclaim.problems import UsageError
from exported import files_in, foreign
from stories import dam_breach, hostile, strike

EVERY = pytest.mark.parametrize("known", EXPORTERS, ids=lambda known: known.name)


IN_BYTES = {"application/zip", "application/vnd.apache.parquet"}


def test_every_format_has_a_name_of_its_own() -> None:
    assert len({known.name for known in FORMATS}) == len(FORMATS)
    assert set(FORMATS) == {*EXPORTERS, *CHRONICLERS, ARCHIVER}


def test_every_format_stands_in_the_docs_with_its_command() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    for known in FORMATS:
        assert f"`{known.name}`" in docs
        assert f"counterclaim export {known.name}" in docs


@EVERY
@pytest.mark.parametrize("story", [dam_breach, strike, hostile, Snapshot])
def test_the_same_facts_give_the_same_bytes(known: Exporter, story: Callable[[], Snapshot]) -> None:
    backwards = Snapshot(
        **{name: dict(reversed(getattr(story(), name).items())) for name in Snapshot.__slots__}
    )
    assert known.write(backwards) == known.write(story())


@EVERY
def test_every_export_that_is_text_is_utf_8(known: Exporter) -> None:
    content = known.write(hostile())
    assert known.media_type in IN_BYTES or content.decode("utf-8")


@EVERY
@pytest.mark.parametrize("story", [dam_breach, hostile, foreign, Snapshot])
def test_every_export_says_how_much_is_in_it(known: Exporter, story: Callable[[], Snapshot]) -> None:
    assert re.match(r"(\S+: )?\d+ \w+", known.rows(known.write(story())))


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("csv", "8 rows"),
        ("json", "8 statements"),
        ("geojson", "4 features"),
        ("parquet", "8 rows"),
        ("annotations", "8 annotations"),
        ("schema-org", "4 claims, 1 review"),
        ("decisions", "1 decision"),
        ("gexf", "13 nodes, 15 edges"),
    ],
)
def test_what_an_export_says_is_in_it_is_in_it(name: str, rows: str) -> None:
    assert exporter(name).rows(exporter(name).write(dam_breach())) == rows


@pytest.mark.parametrize("known", [known for known in EXPORTERS if known.files], ids=lambda known: known.name)
def test_a_format_of_several_files_is_an_archive_of_them(known: Exporter) -> None:
    assert known.files is not None
    assert files_in(known.write(hostile())) == known.files(hostile())
    assert known.suffix == ".zip"


@EVERY
def test_an_exporter_is_found_by_its_name_and_says_what_it_is(known: Exporter) -> None:
    assert exporter(known.name) is known
    assert known.suffix.startswith(".")
    assert known.help


def test_an_unknown_format_is_answered_with_those_there_are() -> None:
    with pytest.raises(
        UsageError, match=r"no export format 'pdf'; there are: csv, csv-excel, html, .* archive"
    ):
        exporter("pdf")


def test_what_is_made_of_the_log_is_not_made_of_a_snapshot() -> None:
    with pytest.raises(UsageError, match="atom is made of the log of a case"):
        exporter("atom")
