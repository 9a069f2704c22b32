from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

CASE = Path(__file__).parent.parent / "examples" / "bakhmut-2023"
REPORTS = sorted(path for path in CASE.glob("demo-*") if path.suffix in {".txt", ".html"})
NOTE = "Rewritten for demonstration by the Counterclaim developers; not a real report."

pytestmark = pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)


def words(path: Path) -> str:
    return re.sub(r"<[^>]*>", " ", path.read_text(encoding="utf-8"))


def test_a_bundled_report_says_that_it_is_not_real(path: Path) -> None:
    assert words(path).count(NOTE) == 1


def test_a_bundled_report_puts_no_words_into_a_mouth(path: Path) -> None:
    assert not set(words(path)) & set('"“”„«»')


def test_a_bundled_report_is_short(path: Path) -> None:
    assert 150 <= len(words(path).split()) <= 330


def test_a_bundled_report_has_a_demo_outlet_and_the_date_in_its_name(path: Path) -> None:
    known = json.loads((CASE / "meta.json").read_text(encoding="utf-8"))[path.name]
    assert known["outlet"].startswith("Demo ")
    assert path.stem.endswith(date.fromisoformat(known["published"]).isoformat())
