from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from command_line import Run, a_case
from counterclaim.cli.exits import Code
from counterclaim.ledger import Snapshot
from road import reports_of, together

DROWNED = (
    "Police in Porto said that 12 people had drowned in the flood.",
    "Jan Bakker said that 30 people had drowned in the flood in Porto.",
    "The mayor of Porto said that 41 people had drowned in the flood.",
)
BY_LAST_FIGURE = """
import json, re, sys
for line in sys.stdin:
    told = json.loads(line)
    figures = [int(number) for side in ("left", "right") for number in re.findall(r"[0-9]+", told[side])]
    print(json.dumps({"conflict": (max(figures) + min(figures)) / 100}))
"""


@pytest.fixture
def flood(here: Path) -> Path:
    """Make `case.db` of three tolls, as if no rule had decided on them."""
    return a_case(here / "case.db", replace(together(*reports_of(*DROWNED)), relations={}))


def a_model(
    folder: Path, program: str, *, first_line: str = f"#!{sys.executable}", mode: int = 0o755
) -> Path:
    """Return a little program of the user's."""
    path = folder / "my model"
    path.write_text(f"{first_line}\n{program}", encoding="utf-8")
    path.chmod(mode)
    return path


def figures_of(pair: dict[str, str]) -> set[str]:
    """Return the tolls that a pair is about."""
    return {word for side in ("left_gist", "right_gist") for word in pair[side].split() if word.isdigit()}


def test_pairs_are_listed_with_the_reason_and_the_next_command(command: Run, flood: Path) -> None:
    del flood
    told = command("possible-conflicts")
    header, *rows = [line.split("\t") for line in told.out.splitlines()]
    assert header == ["left", "right", "nearness", "conflict", "because", "left_gist", "right_gist"]
    assert len(rows) == 3
    assert all("is not" in dict(zip(header, row, strict=True))["because"] for row in rows)
    assert told.err.startswith("3 possible conflicts. No rule decided on them; to check: ")
    assert command("show", rows[0][0]).code == Code.OK


def test_a_model_only_puts_the_list_in_another_order(command: Run, flood: Path) -> None:
    alone = json.loads(command("possible-conflicts", "--json").out)
    model = a_model(flood.parent, BY_LAST_FIGURE)
    ranked = json.loads(command("possible-conflicts", "--json", "--nli", str(model)).out)
    assert [figures_of(one) for one in ranked] == [{"30", "41"}, {"12", "41"}, {"12", "30"}]
    assert [one["conflict"] for one in ranked] == [0.71, 0.53, 0.42]
    assert [one["conflict"] for one in alone] == [None] * 3
    without = [{key: told for key, told in one.items() if key != "conflict"} for one in ranked]
    assert sorted(without, key=str) == sorted(
        ({key: told for key, told in one.items() if key != "conflict"} for one in alone), key=str
    )


def test_what_a_model_finds_alike_stays_in_the_order_of_nearness(command: Run, flood: Path) -> None:
    alone = json.loads(command("possible-conflicts", "--json").out)
    model = a_model(flood.parent, "import sys\nfor _ in sys.stdin: print('{\"conflict\": 1}')")
    ranked = json.loads(command("possible-conflicts", "--json", "--nli", str(model)).out)
    assert [one["left"] + one["right"] for one in ranked] == [one["left"] + one["right"] for one in alone]


def test_the_limit_is_of_the_ranked_list_and_it_is_said_that_there_is_more(command: Run, flood: Path) -> None:
    model = a_model(flood.parent, BY_LAST_FIGURE)
    told = command("possible-conflicts", "--json", "--nli", str(model), "--limit", "1")
    assert [figures_of(one) for one in json.loads(told.out)] == [{"30", "41"}]
    assert "1 possible conflict of 3; raise --limit to see more" in told.err


def test_nothing_of_it_goes_to_the_case(command: Run, flood: Path) -> None:
    before = command("status", "--json").out
    command("possible-conflicts", "--nli", str(a_model(flood.parent, BY_LAST_FIGURE)))
    assert command("status", "--json").out == before


def test_a_screen_shows_both_claims_above_the_reason(
    command: Run, flood: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    model = a_model(flood.parent, BY_LAST_FIGURE)
    told = command("possible-conflicts", "--no-color", "--nli", str(model))
    assert "0.71" in told.out
    lines = told.out.splitlines()
    reason = next(number for number, line in enumerate(lines) if "is not" in line)
    assert all("drowned" in line for line in lines[reason - 2 : reason])


def test_with_nothing_to_check_no_model_is_started(command: Run, here: Path) -> None:
    a_case(here / "case.db", Snapshot())
    model = a_model(here, "open('started', 'w')")
    told = command("possible-conflicts", "--json", "--nli", str(model))
    assert (told.code, json.loads(told.out)) == (Code.OK, [])
    assert not (here / "started").exists()


# -- What a model can do wrong -------------------------------------------------------------------------

ANSWERS_EACH = "import sys\nfor _ in sys.stdin: print({!r})"


@pytest.mark.parametrize(
    ("program", "complaint"),
    [
        ("print('{\"conflict\": 0.5}')", "wrote 1 lines for 3 pairs"),
        ("print('\\n'.join(['{\"conflict\": 0.5}'] * 4))", "wrote 4 lines for 3 pairs"),
        ("", "wrote 1 lines for 3 pairs"),
        (ANSWERS_EACH.format("likely"), "line 1 of what"),
        (ANSWERS_EACH.format('{"conflict": "high"}'), "line 1 of what"),
        (ANSWERS_EACH.format('{"conflict": true}'), "line 1 of what"),
        (ANSWERS_EACH.format('{"conflict": 1.5}'), "line 1 of what"),
        (ANSWERS_EACH.format('{"conflict": NaN}'), "line 1 of what"),
        (ANSWERS_EACH.format('{"score": 0.5}'), "line 1 of what"),
        (ANSWERS_EACH.format("0.5"), "line 1 of what"),
        ("import sys\nsys.stdout.buffer.write(b'\\xff\\n' * 3)", "line 1 of what"),
        ("import sys\nsys.exit('no weights found')", "ended with code 1: no weights found; try it alone"),
        ("import os\nos.kill(os.getpid(), 9)", "ended with code -9; try it alone"),
    ],
)
def test_a_model_that_answers_otherwise_is_told_of_and_nothing_is_listed(
    command: Run, flood: Path, program: str, complaint: str
) -> None:
    told = command("possible-conflicts", "--nli", str(a_model(flood.parent, program)))
    assert (told.code, told.out) == (Code.ERROR, "")
    assert complaint in told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize(
    ("first_line", "program"),
    [(f"#!{sys.executable}", "import time\ntime.sleep(60)"), ("#!/bin/sh", "sleep 60\necho late")],
)
def test_a_model_that_takes_too_long_is_stopped_with_all_it_started(
    command: Run, flood: Path, first_line: str, program: str
) -> None:
    model = a_model(flood.parent, program, first_line=first_line)
    began = monotonic()
    told = command("possible-conflicts", "--nli", str(model), "--timeout", "1")
    assert (told.code, told.out) == (Code.ERROR, "")
    assert "did not answer in 1 seconds and was stopped; allow more with --timeout" in told.err
    assert monotonic() - began < 20


def test_a_program_that_is_not_there_or_may_not_be_run_is_named_with_the_next_step(
    command: Run, flood: Path
) -> None:
    told = command("possible-conflicts", "--nli", "nowhere")
    assert (told.code, told.err) == (
        Code.NOT_FOUND,
        "counterclaim: there is no nowhere; give the path of your program to --nli\n",
    )
    told = command("possible-conflicts", "--nli", str(flood.parent))
    assert (told.code, "is no program" in told.err) == (Code.USAGE, True)
    shut = a_model(flood.parent, BY_LAST_FIGURE, mode=0o644)
    told = command("possible-conflicts", "--nli", str(shut))
    assert (told.code, f"chmod +x '{shut}'" in told.err) == (Code.USAGE, True)


def test_a_script_without_a_first_line_cannot_be_started_and_it_is_said_why(
    command: Run, flood: Path
) -> None:
    model = a_model(flood.parent, BY_LAST_FIGURE, first_line="\0")
    told = command("possible-conflicts", "--nli", str(model))
    assert told.code == Code.ERROR
    assert "cannot be started" in told.err
    assert "#!/usr/bin/env python3" in told.err


def test_the_name_of_a_model_is_read_by_no_shell(command: Run, flood: Path) -> None:
    told = command("possible-conflicts", "--nli", "true; touch owned")
    assert told.code == Code.NOT_FOUND
    assert not (flood.parent / "owned").exists()
