"""Case tables of the room `relate`, and short reports as the contents and comparisons that its rules see."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from counterclaim.relate.comparisons import Comparison
from counterclaim.relate.frames import frames
from counterclaim.relate.items import Hostilities, Item, items
from counterclaim.relate.vectors import load_vectors
from road import reports_of, together

LEXICON = frames("en")


@cache
def table(name: str) -> dict[str, Any]:
    """Return the case table called `name`."""
    path = Path(__file__).parent / "cases" / "relate" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def marked(name: str, kind: str = "case") -> list[Any]:
    """Return the cases of one kind, each a test of its own; a known failure must fail."""
    told = table(name)
    known = told.get("known_failures", [])
    assert set(known) <= {case["rule"] for cases in told.values() for case in cases if isinstance(case, dict)}
    return list(_marked(told[kind], known))


def _marked(cases: list[dict[str, Any]], known: list[str]) -> Iterator[Any]:
    for case in cases:
        fails = case["rule"] in known
        marks = [pytest.mark.xfail(strict=True, reason="a known failure")] if fails else []
        yield pytest.param(case, id=case["rule"], marks=marks)


def everyone(*texts: str) -> tuple[tuple[Item, ...], Hostilities]:
    """Return all contents of reports with these texts, and who is hostile to whom."""
    snapshot = together(*reports_of(*texts))
    return items(snapshot, snapshot.actor_of(), load_vectors("en"), LEXICON)


def first_of(*texts: str) -> list[Item]:
    """Return the first whole content of each report, in the order of the reports."""
    found, _ = everyone(*texts)
    whole = [item for item in found if not item.proposition.part]
    of_report = [
        [item for item in whole if item.report.text == text and item.report.outlet == f"Outlet {number}"]
        for number, text in enumerate(texts, 1)
    ]
    return [min(told, key=lambda item: item.statement.content[0].start) for told in of_report]


def compared(left: str, right: str) -> Comparison:
    """Return the comparison of the first contents of two reports."""
    one, other = first_of(left, right)
    return Comparison(one, other, LEXICON)


def words_of(item: Item) -> str:
    """Return the words that tell a content, in one line."""
    return " … ".join(item.report.quote(span) for span in item.spans)
