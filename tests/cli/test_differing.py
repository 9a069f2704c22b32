"""`diff` as a person types it; what differs is tested with the board."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import NOON, Run, a_case
from counterclaim.cli.exits import Code
from counterclaim.ledger import Snapshot, changes
from counterclaim.model import Decision, DecisionKind
from counterclaim.store import open_store
from stories import dam_breach

pytestmark = pytest.mark.usefixtures("grown")

RULING = Decision("e-2", DecisionKind.NOTE, (next(iter(dam_breach().claims)),), "A. Bell", "seen on the tape")


@pytest.fixture
def grown(here: Path) -> Path:
    """Make a case of a story, on which a day later a person ruled."""
    path = a_case(here / "case.db", dam_breach())
    with open_store(path) as store:
        store.append(changes(store.snapshot(), [RULING]), {}, recorded=NOON.replace(day=3), tool="test 1")
    return path


def test_what_changed_is_listed_with_its_reason_and_counted(command: Run) -> None:
    told = command("diff", "--since", "2024-03-02")
    assert told.code == Code.OK
    header, line = told.out.splitlines()
    assert header.split("\t") == ["news", "id", "gist", "was", "now", "who", "where", "because", "earlier"]
    assert line.split("\t")[:2] == ["new ruling", RULING.id]
    assert "\tA. Bell\t\tseen on the tape\t" in line
    assert told.err.splitlines()[1] == "1 difference (new ruling: 1)"
    assert told.err.startswith("from the end of 2024-03-02 (+0000) (")


def test_between_entries_what_was_written_together_is_not_cut(command: Run) -> None:
    entries = len(changes(Snapshot(), dam_breach().facts()))
    told = command("diff", "--since", "0", "--until", "#1")
    assert told.err.startswith(f"from entry 0 (0 of {entries + 1} entries) to entry {entries} (")
    assert told.out.count("\nnew claim\t") == len(dam_breach().claims)
    assert command("diff", "--since", str(entries)).out == command("diff", "--since", "2024-03-02").out


def test_as_json_it_is_one_document_that_names_both_ends(command: Run) -> None:
    told = json.loads(command("diff", "--since", "0", "--until", "2024-03-02", "--json").out)
    assert told["since"] == {"entry": 0, "chain_head": "0" * 64}
    assert told["until"]["entry"] == len(changes(Snapshot(), dam_breach().facts()))
    assert all(one["because"] for one in told["differences"])
    assert (
        command("diff", "--since", "0", "--until", "2024-03-02", "--json").out
        == json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    )


def test_as_of_a_moment_is_until_that_moment(command: Run) -> None:
    until = command("diff", "--since", "0", "--until", "2024-03-02")
    assert command("diff", "--since", "0", "--as-of", "2024-03-02") == until
    both = command("diff", "--since", "0", "--until", "now", "--as-of", "2024-03-02")
    assert both.code == Code.USAGE


def test_that_nothing_changed_is_said(command: Run) -> None:
    told = command("diff", "--since", "2024-03-03", "--until", "now")
    assert told.out.count("\n") == 1
    assert told.err.endswith("nothing has changed\n")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--since", "2024-03-03", "--until", "2024-03-02"], "is later than --until '2024-03-02': swap them"),
        (["--since", "1000000"], "there is no entry 1000000: the case has "),
        (["--since", "the flood"], "'the flood' is no moment"),
    ],
)
def test_what_cannot_be_is_refused_in_words(command: Run, words: list[str], reason: str) -> None:
    told = command("diff", *words)
    assert (told.code, told.out) == (Code.USAGE, "")
    assert reason in told.err


def test_on_a_screen_it_fits_and_says_why(command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    told = command("diff", "--since", "0", "--no-color")
    assert max(len(line) for line in told.out.splitlines()) <= 80
    assert {"new", "claim", "denied", "village", "government"} <= set(
        told.out.replace("(", " ").replace(")", " ").split()
    )
