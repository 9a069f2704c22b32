from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import pytest

from command_line import Run, a_case, finished
from counterclaim import __version__
from counterclaim.cli.clock import now, today
from counterclaim.cli.exits import Code, code_of
from counterclaim.cli.flags import in_front
from counterclaim.cli.verbs import APP
from counterclaim.problems import BusyError, IntegrityError, NotFoundError, StoreError, UsageError
from stories import dam_breach

VERBS = [str(known.name or known.callback.__name__) for known in APP.registered_commands if known.callback]
DOCUMENTATION = Path(__file__).parents[2] / "docs" / "commands.md"
HEAVY = {"spacy", "sqlalchemy", "rich", "numpy", "jinja2", "trafilatura", "lxml", "rapidfuzz"}


# -- Help ------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["--help"], ["add", "--help"]])
def test_help_appears_within_a_third_of_a_second(tmp_path: Path, words: list[str]) -> None:
    def seconds() -> float:
        begin = _spent_by_children()
        assert finished(*words, cwd=tmp_path).code == Code.OK
        return _spent_by_children() - begin

    assert min(seconds() for _ in range(5)) < 0.3


def _spent_by_children() -> float:
    """Return the processor's seconds that ended processes of ours took, however busy the machine is."""
    spent = getrusage(RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


@pytest.mark.parametrize("verb", VERBS)
def test_help_loads_nothing_heavy(verb: str) -> None:
    program = (
        f"import sys; from counterclaim.cli.process import run; run(['{verb}', '--help']);"
        f"sys.exit(' '.join(sorted({HEAVY} & sys.modules.keys())))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ended.stderr.strip() == ""


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(command: Run, verb: str) -> None:
    told = command(verb, "-h")
    assert told.code == Code.OK
    assert f"Example: counterclaim {verb}" in told.out.replace(" -c case.db", "")


def test_every_verb_and_nothing_else_has_its_section_in_the_documentation() -> None:
    sections = re.findall(r"^## `(.+)`$", DOCUMENTATION.read_text(encoding="utf-8"), re.MULTILINE)
    assert sections == VERBS


def test_every_flag_of_a_verb_is_documented(command: Run) -> None:
    documented = DOCUMENTATION.read_text(encoding="utf-8")
    for verb in ("", *VERBS):
        for flag in re.findall(r"--[a-z-]+", command(*verb.split(), "--help").out):
            assert f"`{flag}" in documented, f"{verb} {flag}"


def test_every_exit_code_is_documented() -> None:
    documented = DOCUMENTATION.read_text(encoding="utf-8")
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", documented, re.MULTILINE)] == list(Code)


def test_the_version_is_said(command: Run) -> None:
    assert command("--version").out == f"counterclaim {__version__}\n"


def test_a_bare_command_shows_the_help(command: Run) -> None:
    told = command()
    assert told.code == Code.USAGE
    assert "Commands:" in told.out + told.err


# -- Usage errors ----------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["clams"], ["claims", "--bogus"], ["claims", "--status", "odd"], ["add"]])
def test_what_cannot_be_understood_is_a_usage_error(command: Run, words: list[str]) -> None:
    told = command(*words)
    assert told.code == Code.USAGE
    assert told.out == ""
    assert "Error: " in told.err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotFoundError("none"), 3),
        (UsageError("no"), 2),
        (BusyError("wait"), 1),
        (StoreError("no"), 1),
        (IntegrityError("altered"), 5),
        (PermissionError(13, "no", "a"), 1),
    ],
)
def test_every_error_has_the_code_of_the_narrowest_kind_it_is_of(
    error: StoreError | OSError, code: int
) -> None:
    assert code_of(error) == code


# -- Where flags may stand -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "parsed"),
    [
        (["-c", "a.db", "claims"], ["-c", "a.db", "claims"]),
        (["claims", "-c", "a.db", "--json"], ["-c", "a.db", "--json", "claims"]),
        (["claims", "--case=a.db"], ["--case=a.db", "claims"]),
        (["add", "x", "-qn"], ["-qn", "add", "x"]),
        (["search", "--", "-v"], ["search", "--", "-v"]),
        (["claims", "--text=-v", "-h"], ["claims", "--text=-v", "-h"]),
        (["claims", "-c"], ["-c", "claims"]),
        (["claims", "--as-of", "3 days ago", "-q"], ["--as-of", "3 days ago", "-q", "claims"]),
        (["claims", "--as-of=now"], ["--as-of=now", "claims"]),
    ],
)
def test_global_flags_may_stand_behind_the_verb(typed: list[str], parsed: list[str]) -> None:
    assert in_front(typed) == parsed


def test_the_case_is_that_of_the_flag_then_of_the_environment_then_case_db(
    command: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("flag.db", "environment.db", "case.db"):
        a_case(here / name, dam_breach())
    assert "case\tcase.db\n" in command("status").out
    monkeypatch.setenv("COUNTERCLAIM_CASE", "environment.db")
    assert "case\tenvironment.db\n" in command("status").out
    assert "case\tflag.db\n" in command("status", "--case", "flag.db").out


def test_a_case_that_is_not_there_is_not_found_and_the_next_step_is_said(command: Run) -> None:
    told = command("claims")
    assert (told.code, told.out) == (Code.NOT_FOUND, "")
    assert told.err == "counterclaim: no case at case.db; make one with: counterclaim init case.db\n"


def test_a_file_that_is_no_case_is_refused_in_words(command: Run, here: Path) -> None:
    (here / "letter.txt").write_text("Dear Sir or Madam, " * 60)
    told = command("-c", "letter.txt", "claims")
    assert told.code == Code.ERROR
    assert "no Counterclaim case" in told.err


def test_quiet_leaves_only_the_data(command: Run, dam: Path) -> None:
    del dam
    assert command("claims", "-q").err == ""
    assert command("claims").err == "4 claims\n"


# -- The clock -------------------------------------------------------------------------------


def test_the_time_has_a_zone_and_today_is_never_behind_it() -> None:
    assert now().utcoffset() is not None
    assert today() >= now().date()
