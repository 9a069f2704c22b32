from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kept_figures
import quality
from kept_figures import MeasuredSet, Quality

PREDICT = """
import json, sys
task, path = sys.argv[1:]
if task == "times":
    sys.exit("no clock here")
for line in open(path, encoding="utf-8"):
    item = json.loads(line)
    print(json.dumps({"id": item["id"], "same": item["name1"] == item["name2"]}))
"""

SCORE = """
import json, sys
read = lambda path: {row["id"]: row for row in map(json.loads, open(path, encoding="utf-8"))}
gold, predicted = read(sys.argv[2]), read(sys.argv[3])
right = sum(gold[key]["same"] == row["same"] for key, row in predicted.items())
figures = {"same_f1": right / len(gold), "missing_predictions": len(gold) - len(predicted), "best_f1": None}
print(json.dumps({"task": sys.argv[1], "figures": figures}))
"""

COUNTERCLAIM = """
import pathlib, sys
case, verb, what = pathlib.Path(sys.argv[2]), sys.argv[3], sys.argv[4]
if verb == "add":
    case.write_text(str(len(list(pathlib.Path(what).iterdir()))))
else:
    print('{"reports": %s}' % case.read_text())
"""

SCORE_LEDGER = """
import json, sys
reports = json.load(open(sys.argv[2], encoding="utf-8"))["reports"]
print(json.dumps({"figures": {"ledger_score": reports / 4, "integrity.violations": 1}}))
"""


def names_set(kept: float = 0.75, name: str = "names_made_up", **settings: object) -> MeasuredSet:
    fields = {"task": "names", "ratchet": "ci", "figures": {"same_f1": kept}, **settings}
    return MeasuredSet(name=name, **fields)  # type: ignore[arg-type]  # fields of sane defaults


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A shared tree with four pairs of names, of which the made-up program gets three right."""
    files = {
        "eval/score.py": SCORE,
        "eval/score_ledger.py": SCORE_LEDGER,
        "seeds/one.txt": "The mayor said that the bridge was safe.",
        "seeds/two.txt": "The union denied that the bridge was safe.",
        "gold/gold.json": "{}",
    }
    pairs = [("Ana", "Ana", True), ("Bo", "Bo", True), ("Cy", "Di", False), ("Eva", "Ewa", True)]
    rows = [
        f'{{"id": {number}, "name1": "{left}", "name2": "{right}", "same": {str(same).lower()}}}'
        for number, (left, right, same) in enumerate(pairs)
    ]
    for name in ("names_made_up", "names_long", "times_made_up"):
        files |= {f"benchmarks/{name}/{part}.jsonl": "\n".join(rows) for part in ("input", "gold")}
    return write_files(tmp_path / "shared", files)


@pytest.fixture
def programs(tmp_path: Path) -> quality.Programs:
    folder = write_files(tmp_path, {"predict.py": PREDICT, "counterclaim.py": COUNTERCLAIM})
    return quality.Programs(
        predict=(sys.executable, str(folder / "predict.py")),
        counterclaim=(sys.executable, str(folder / "counterclaim.py")),
    )


def write_files(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def kept_file(folder: Path, *sets: MeasuredSet) -> Path:
    path = folder / "quality.toml"
    path.write_text(kept_figures.render(Quality(0.005, sets)), encoding="utf-8")
    return path


# -- The kept figures


def test_the_shipped_file_is_what_its_template_writes() -> None:
    text = (quality.BENCH / "quality.toml").read_text(encoding="utf-8")
    assert kept_figures.render(kept_figures.parse(text)) == text


@given(st.floats(0, 1), st.text(min_size=1), st.lists(st.text(min_size=1), unique=True))
def test_what_is_rendered_is_parsed_again(kept: float, note: str, must_be_zero: list[str]) -> None:
    made = Quality(0.01, (names_set(kept, note=note, must_be_zero=tuple(must_be_zero)),))
    assert kept_figures.parse(kept_figures.render(made)) == made


def test_a_ratchet_that_no_run_would_measure_is_refused() -> None:
    with pytest.raises(ValueError, match="ratchet is 'never'"):
        names_set(ratchet="never")


def test_only_figures_that_were_reached_are_renewed() -> None:
    before = Quality(
        0.005, (names_set(0.5, figures={"same_f1": 0.5, "best_f1": 0.6}), names_set(0.7, "names_b"))
    )
    after = kept_figures.with_reached(before, {"names_made_up": {"same_f1": 0.123456, "best_f1": None}})
    assert [dict(measured.figures) for measured in after.sets] == [
        {"same_f1": 0.1235, "best_f1": 0.6},
        {"same_f1": 0.7},
    ]


# -- Comparing


@pytest.mark.parametrize(
    ("kept", "reached", "fell"),
    [
        (0.5, 0.5, False),
        (0.5, 0.9, False),
        (0.5, 0.495, False),
        (0.5, 0.494, True),
        (0.5, None, True),
        (0.0, None, False),
    ],
)
def test_a_figure_fell_when_it_is_lower_by_more_than_the_allowance(
    kept: float, reached: float | None, *, fell: bool
) -> None:
    [row] = quality.compare(names_set(kept), {"same_f1": reached}, allowance=0.005)
    assert row.fell is fell


@pytest.mark.parametrize(("reached", "fell"), [(0, False), (1, True), (None, True)])
def test_a_figure_that_must_be_zero_has_no_allowance(reached: float | None, *, fell: bool) -> None:
    measured = names_set(figures={}, must_be_zero=("decoys",))
    [row] = quality.compare(measured, {"decoys": reached}, allowance=5)
    assert row.fell is fell


# -- The run


def test_a_set_is_measured_by_running_the_programs(shared: Path, programs: quality.Programs) -> None:
    figures = quality.measure(names_set(), shared, programs)
    assert figures == {"same_f1": 0.75, "missing_predictions": 0, "best_f1": None}


def test_the_ledger_is_measured_over_the_exported_case(shared: Path, programs: quality.Programs) -> None:
    figures = quality.measure(names_set(task="ledger"), shared, programs)
    assert figures == {"ledger_score": 0.5, "integrity.violations": 1}


@pytest.mark.parametrize(("kept", "code"), [(0.75, 0), (0.6, 0), (0.8, 1)])
def test_the_ratchet_fails_when_a_figure_fell_and_names_it(
    shared: Path, programs: quality.Programs, capsys: pytest.CaptureFixture[str], kept: float, code: int
) -> None:
    path = kept_file(shared, names_set(kept))
    assert quality.main(["--ratchet", "--shared", str(shared)], path, programs) == code
    assert ("fell: names_made_up same_f1" in capsys.readouterr().out) == bool(code)


def test_without_the_ratchet_a_fallen_figure_is_only_shown(
    shared: Path, programs: quality.Programs, capsys: pytest.CaptureFixture[str]
) -> None:
    assert quality.main(["--shared", str(shared)], kept_file(shared, names_set(0.8)), programs) == 0
    assert "  FELL" in capsys.readouterr().out


def test_a_long_set_is_left_out_and_named_unless_asked_for(
    shared: Path, programs: quality.Programs, capsys: pytest.CaptureFixture[str]
) -> None:
    path = kept_file(shared, names_set(), names_set(name="names_long", ratchet="long"))
    assert quality.main(["--shared", str(shared)], path, programs) == 0
    assert "left out: names_long (long)" in capsys.readouterr().out
    assert quality.main(["--long", "--shared", str(shared)], path, programs) == 0
    assert "2 figures of 2 sets, 0 fell by more than 0.005" in capsys.readouterr().out


def test_a_set_without_data_is_left_out_and_named(
    shared: Path, programs: quality.Programs, capsys: pytest.CaptureFixture[str]
) -> None:
    path = kept_file(shared, names_set(name="names_absent"))
    assert quality.main(["--ratchet", "--shared", str(shared)], path, programs) == 0
    assert "left out: names_absent (no data)" in capsys.readouterr().out


def test_a_program_that_fails_fails_the_run_and_the_other_sets_are_measured(
    shared: Path, programs: quality.Programs, capsys: pytest.CaptureFixture[str]
) -> None:
    path = kept_file(shared, names_set(name="times_made_up", task="times"), names_set())
    assert quality.main(["--shared", str(shared)], path, programs) == 1
    output = capsys.readouterr().out
    assert "ended with 1: no clock here" in output
    assert "1 figures of 1 sets, 0 fell by more than 0.005, 1 sets failed" in output


def test_a_program_that_is_not_there_is_a_measuring_error(tmp_path: Path) -> None:
    with pytest.raises(quality.MeasuringError, match="absent"):
        quality.run(tmp_path / "absent")


def test_a_scorer_that_answers_nonsense_is_a_measuring_error(
    shared: Path, programs: quality.Programs
) -> None:
    write_files(shared, {"eval/score.py": "print('fine')"})
    with pytest.raises(quality.MeasuringError, match="cannot be read"):
        quality.measure(names_set(), shared, programs)


def test_update_keeps_the_figures_reached_and_every_comment(shared: Path, programs: quality.Programs) -> None:
    path = kept_file(shared, names_set(0.1, note="Four pairs."), names_set(0.9, "names_absent"))
    assert quality.main(["--update", "--shared", str(shared)], path, programs) == 0
    renewed = Quality(0.005, (names_set(0.75, note="Four pairs."), names_set(0.9, "names_absent")))
    assert path.read_text(encoding="utf-8") == kept_figures.render(renewed)


def test_only_sets_with_the_prefix_are_measured(
    shared: Path, programs: quality.Programs, capsys: pytest.CaptureFixture[str]
) -> None:
    path = kept_file(shared, names_set(), names_set(name="names_long"))
    assert quality.main(["--only", "names_m", "--shared", str(shared)], path, programs) == 0
    assert "names_long" not in capsys.readouterr().out
    assert quality.main(["--only", "weather", "--shared", str(shared)], path, programs) == 2


def test_without_shared_data_the_run_says_that_nothing_was_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COUNTERCLAIM_SHARED", str(tmp_path / "nowhere"))
    assert quality.main(["--ratchet"]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED: no figure was measured")


def test_a_folder_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        quality.main(["--shared", str(tmp_path / "nowhere")])
