"""Gists: the shortest clear words of those who tell a claim, with brackets for who and when."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from counterclaim.ledger import Snapshot
from counterclaim.relate.gists import balanced
from road import reports_of, together

CASES = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "relate" / "gists.toml").read_text(encoding="utf-8")
)["case"]
BRACKETS = re.compile(r"\[[^\]]*\]")


def gists(snapshot: Snapshot) -> list[str]:
    return sorted(claim.gist for claim in snapshot.claims.values())


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_a_claim_is_put_so(case: dict[str, Any]) -> None:
    found = gists(together(*reports_of(*case["texts"])))
    if "gist" in case:
        assert case["gist"] in found
    assert not any(mark in gist for mark in case.get("gist_has_no", ()) for gist in found)


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_every_word_outside_the_brackets_stands_in_a_report_or_names_the_speaker(
    case: dict[str, Any],
) -> None:
    words = {word for text in case["texts"] for word in re.findall(r"\w+", text)}
    for gist in gists(together(*reports_of(*case["texts"]))):
        assert set(re.findall(r"\w+", BRACKETS.sub("", gist))) <= words


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("the roof had “collapsed", "the roof had collapsed"),
        ("the roof had collapsed»", "the roof had collapsed"),
        ('the roof "fell in', "the roof fell in"),
        ("the “roof” fell", "the “roof” fell"),
    ],
)
def test_half_a_pair_of_quotation_marks_is_left_out(words: str, left: str) -> None:
    assert balanced(words) == left
