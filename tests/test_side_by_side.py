from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

import side_by_side
from side_by_side import Row, Tally, Texts, tallies

TEXT = '"We lost the bridge," said Ana. Erik doubts that it can be mended.'
SAID = {"source": [27, 30], "cue": [22, 26], "content": [[0, 21]]}
DOUBTED = {"source": [32, 36], "cue": [37, 43], "content": [[44, 65]]}

# What the shared scorer has, without its normalisation.
SCORER = """
KEYS = ("source", "cue", "content")
def segs(spans):
    many = spans if spans and isinstance(spans[0], list) else [spans] if spans else []
    return [tuple(one) for one in many]
normal = lambda spans, text: spans
outermost = lambda statements: statements
form = lambda spans, text: "direct" if text[spans[0][0]] == '"' else "indirect"
def iou(left, right):
    left, right = ({place for span in side for place in range(*span)} for side in (left, right))
    return len(left & right) / len(left | right) if left and right else 0.0
def match(many, others, likeness):
    return [(i, j) for i in range(many) for j in range(others) if likeness(i, j) > 0]
"""
PEER = """
import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    said = {"source": [27, 30], "cue": [22, 26], "content": [[0, 21]]}
    print(json.dumps({"id": row["id"], "statements": [said], "seconds": 2.0}))
"""


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shared tree with one article of two statements."""
    folder = tmp_path / "shared"
    data = folder / "benchmarks" / "statements_polnear"
    data.mkdir(parents=True)
    (folder / "eval").mkdir()
    (folder / "eval" / "score_statements.py").write_text(SCORER, encoding="utf-8")
    (data / "input.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}) + "\n", encoding="utf-8")
    gold = {"id": "a", "flat": True, "versions": [{"attributions": [SAID, DOUBTED]}]}
    (data / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.delitem(sys.modules, "score_statements", raising=False)
    return folder


@pytest.fixture
def peer(tmp_path: Path) -> tuple[str, str]:
    """An environment that was set up, and a program in it that finds the first statement."""
    (tmp_path / "peers" / "bin").mkdir(parents=True)
    (tmp_path / "peers" / ".locked").touch()
    (tmp_path / "peers" / "bin" / "python").symlink_to(sys.executable)
    (tmp_path / "peer.py").write_text(PEER, encoding="utf-8")
    return str(tmp_path / "peers" / "bin" / "python"), str(tmp_path / "peer.py")


@pytest.fixture
def scorer(shared: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(shared / "eval"))
    return __import__("score_statements")


def the_text(*versions: list[dict[str, Any]]) -> Texts:
    gold = {"id": "a", "versions": [{"attributions": one} for one in versions]}
    return Texts("Made", [{"id": "a", "text": TEXT}], [gold])


def answer(*statements: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": "a", "statements": list(statements)}]


def test_what_is_right_counts_by_the_form_of_the_gold_and_of_the_answer(scorer: Any) -> None:
    found = tallies(the_text([SAID, DOUBTED]), answer(SAID), scorer)["found, with its speaker"]
    assert found.figures("direct") == (1.0, 1.0, 1.0)
    assert found.figures("indirect") == (None, 0.0, None)
    assert found.figures("all") == pytest.approx((1.0, 0.5, 2 / 3))


def test_a_wrong_speaker_spoils_the_attribution_only(scorer: Any) -> None:
    found = tallies(the_text([SAID]), answer(SAID | {"source": DOUBTED["source"]}), scorer)
    assert found["right content"].figures("all")[2] == 1.0
    assert found["right speaker"].figures("all")[2] == 0.0
    assert found["found, with its speaker"].figures("all")[2] == 0.0


def test_an_article_that_two_people_annotated_counts_once(scorer: Any) -> None:
    tally = tallies(the_text([SAID], [SAID, DOUBTED]), answer(SAID), scorer)["found"]
    assert (tally.gold["all"], tally.told["all"]) == (1.5, 1.0)


def test_of_nothing_there_is_no_figure() -> None:
    assert Tally().figures("all") == (None, None, None)


def test_where_one_program_tells_nothing_of_a_form_recall_decides() -> None:
    assert Row("found", "mixed", (None, 0.2, None), (0.5, 0.3, 0.4)).is_ahead
    assert not Row("found", "mixed", (None, 0.2, None), (0.5, 0.1, 0.2)).is_ahead
    assert not Row("found", "all", (0.9, 0.2, 0.4), (0.3, 0.3, 0.3)).is_ahead


def test_the_tables_are_printed_and_put_into_the_page(
    shared: Path, peer: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text("Before\n<!-- side by side -->\nold\n<!-- end -->\nafter\n", encoding="utf-8")
    assert side_by_side.main(["--update", "--shared", str(shared)], peer, page) == 0
    printed = capsys.readouterr().out
    assert "| direct | found | 1.000 | 1.000 | 1.000 |" in printed
    assert page.read_text(encoding="utf-8") == (
        f"Before\n<!-- side by side -->\n{printed}<!-- end -->\nafter\n"
    )


def test_without_the_other_program_one_line_says_so(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert side_by_side.main(["--shared", str(shared)], (str(shared / "bin" / "python"), "")) == 0
    assert capsys.readouterr().out.startswith("SKIPPED: nothing stands beside textacy")


def test_without_shared_data_one_line_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert side_by_side.main(["--shared", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED: nothing stands beside textacy")


def test_a_program_that_fails_is_an_error(
    shared: Path, peer: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(peer[1]).write_text("raise SystemExit('no pipeline')", encoding="utf-8")
    assert side_by_side.main(["--shared", str(shared)], peer, tmp_path / "page.md") == 1
    assert "no pipeline" in capsys.readouterr().err
