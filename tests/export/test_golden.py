"""Every export of two cases is what it was; `tests/exported.py` writes the golden files anew."""

from __future__ import annotations

import json

import pytest
from evidence import _parsed_once, bundled, case_of

from counterclaim.export import exporter
from counterclaim.store import MemoryStore
from exported import BUNDLED, GOLDEN, Json, Known, golden_bundled, golden_files, golden_formats

__all__ = ["_parsed_once"]  # a fixture

ANEW = "if it is meant to be so: .venv/bin/python tests/exported.py"


@pytest.mark.parametrize("known", golden_formats(), ids=lambda known: known.name)
def test_an_export_of_the_small_case_is_its_golden_file(known: Known) -> None:
    for name, content in golden_files(known).items():
        assert content == (GOLDEN / "small" / name).read_bytes(), f"{name} is another; {ANEW}"


def test_there_is_no_golden_file_that_no_export_makes() -> None:
    made = {name for known in golden_formats() for name in golden_files(known)}
    kept = {
        str(path.relative_to(GOLDEN / "small")) for path in (GOLDEN / "small").rglob("*") if path.is_file()
    }
    assert kept == made


@pytest.mark.usefixtures("_parsed_once")
def test_every_export_of_the_bundled_case_has_its_golden_hash_and_rows() -> None:
    store: MemoryStore = case_of(bundled())
    golden: Json = json.loads(BUNDLED.read_text(encoding="utf-8"))
    assert golden_bundled(store) == golden, ANEW
    brief = exporter("brief").write(store.snapshot())
    assert brief == (GOLDEN / "bundled.brief.md").read_bytes(), ANEW
