"""Times as people type them, and the case as it stood at one of them."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from command_line import Run
from counterclaim.cli.exits import Code
from counterclaim.ledger import Fact, Snapshot, changes, ledger_hash
from counterclaim.model import Report, Stance, Status, When
from counterclaim.moments import moment, period
from counterclaim.problems import UsageError
from counterclaim.store import open_store
from factories import a_claim, a_referent, a_report, a_snapshot, a_standing, a_statement

NOW = datetime(2024, 3, 10, 12, tzinfo=UTC)
LAST = timedelta(microseconds=1)


@pytest.fixture
def in_kolkata(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the user be where it is half past five when it is midnight in UTC."""
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()


@pytest.fixture(autouse=True)
def zone_of_old(monkeypatch: pytest.MonkeyPatch) -> object:
    """Put the user back where he was, after a test that moved him."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


# -- Moments -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2024-03-01", datetime(2024, 3, 2, tzinfo=UTC) - LAST),
        ("2024-03-01 12:00", datetime(2024, 3, 1, 12, tzinfo=UTC)),
        ("2024-03-01T12:00:30", datetime(2024, 3, 1, 12, 0, 30, tzinfo=UTC)),
        ("2024-03-01T12:00+02:00", datetime(2024, 3, 1, 10, tzinfo=UTC)),
        ("2024-03-01t12:00z", datetime(2024, 3, 1, 12, tzinfo=UTC)),
        (" Yesterday ", datetime(2024, 3, 10, tzinfo=UTC) - LAST),
        ("today", datetime(2024, 3, 11, tzinfo=UTC) - LAST),
        ("now", NOW),
        ("3 days ago", NOW - timedelta(days=3)),
        ("1  hour ago", NOW - timedelta(hours=1)),
        ("90 minutes ago", NOW - timedelta(minutes=90)),
        ("2 weeks ago", NOW - timedelta(days=14)),
    ],
)
def test_a_moment_is_read_as_people_write_it(typed: str, meant: datetime) -> None:
    assert moment(typed, NOW) == meant


@pytest.mark.usefixtures("in_kolkata")
def test_a_time_without_a_zone_is_meant_where_the_user_is() -> None:
    assert moment("2024-03-01 12:00", NOW) == datetime(2024, 3, 1, 6, 30, tzinfo=UTC)
    assert moment("2024-03-01", NOW) == datetime(2024, 3, 1, 18, 30, tzinfo=UTC) - LAST
    late = datetime(2024, 3, 9, 20, tzinfo=UTC)  # the tenth, there
    assert moment("yesterday", late) == datetime(2024, 3, 9, 18, 30, tzinfo=UTC) - LAST


@pytest.mark.parametrize(
    "typed",
    [
        *("", "soon", "2024", "2024-03", "2024-02-30", "2024-03-01 25:00", "20240301", "2024-W09-5", "12:00"),
        *("3 ago", "-3 days ago", "999999 weeks ago", "٣ days ago", "2024-03-01T12:00+99:00", "last week"),
    ],
)
def test_what_is_no_moment_is_refused_with_how_one_is_written(typed: str) -> None:
    with pytest.raises(UsageError, match="is no moment; write it as 2026-03-01, "):
        moment(typed, NOW)


# -- Periods -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "begin", "until"),
    [
        ("2023-05-11", datetime(2023, 5, 11), datetime(2023, 5, 12)),
        ("2024-02", datetime(2024, 2, 1), datetime(2024, 3, 1)),
        ("2023-12", datetime(2023, 12, 1), datetime(2024, 1, 1)),
        ("2023", datetime(2023, 1, 1), datetime(2024, 1, 1)),
        ("2023-05-01..2023-05-11", datetime(2023, 5, 1), datetime(2023, 5, 12)),
        ("2023-05..2024", datetime(2023, 5, 1), datetime(2025, 1, 1)),
        ("2023-05..", datetime(2023, 5, 1), None),
        ("..2023", None, datetime(2024, 1, 1)),
    ],
)
def test_a_period_is_a_day_a_month_a_year_or_a_range_with_both_ends(
    typed: str, begin: datetime | None, until: datetime | None
) -> None:
    assert period(typed) == When(begin, until)


@pytest.mark.parametrize(
    "typed", ["", "..", "May", "2023-13", "2023-02-30", "0000", "9999", "2023-5", "1..2..3"]
)
def test_what_is_no_period_is_refused_with_how_one_is_written(typed: str) -> None:
    with pytest.raises(UsageError, match="is no period; write it as 2023-05-11, "):
        period(typed)


@pytest.mark.parametrize("typed", ["2024..2023", "2024-03-02..2024-03-01"])
def test_a_period_that_ends_before_it_begins_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="ends before it begins: swap its ends"):
        period(typed)


# -- A case as it stood ------------------------------------------------------------------------

BRIDGE = a_report("Lee said that the bridge was closed.", outlet="Early Post", path="early.txt")
TUNNEL = a_report("Kim said that the tunnel was dry.", outlet="Late Post", path="late.txt", published=None)


def told_by(name: str, words: str, report: Report, said: When | None = None) -> tuple[Fact, ...]:
    """Return what one report tells, with a claim and its standing."""
    who = a_referent(report, name, party="city")
    told = a_statement(report, words, speaker=who, said=said)
    claim = a_claim(words, (told, Stance.ASSERTS))
    return (report, who, told, claim, a_standing(claim, Status.ONE_SIDE))


EARLY = told_by("Lee", "the bridge was closed", BRIDGE, said=When.day(2024, 3, 1))
LATE = told_by("Kim", "the tunnel was dry", TUNNEL)
STEPS = (a_snapshot(*EARLY), a_snapshot(*EARLY, *LATE))
TIMES = (datetime(2024, 3, 1, 12, tzinfo=UTC), datetime(2024, 3, 3, 12, tzinfo=UTC))


@pytest.fixture
def grown(here: Path) -> Path:
    """Make a case that grew in two steps, two days apart."""
    path = here / "case.db"
    before = Snapshot()
    with open_store(path, create=True) as store:
        for snapshot, recorded in zip(STEPS, TIMES, strict=True):
            raw = {report.sha256: report.text.encode() for report in snapshot.reports.values()}
            store.append(changes(before, snapshot.facts()), raw, recorded=recorded, tool="test 1")
            before = snapshot
    return path


def gists(out: str) -> set[str]:
    return {line.split("\t")[4] for line in out.splitlines()[1:]}


FIRST = len(changes(Snapshot(), STEPS[0].facts()))
ALL = FIRST + len(changes(*(STEPS[0], STEPS[1].facts())))


@pytest.mark.usefixtures("grown")
@pytest.mark.parametrize(
    "words", [["claims", "--as-of", "2024-03-02"], ["--as-of=2024-03-02 09:00", "claims"]]
)
def test_claims_of_a_past_moment_are_listed_with_how_much_of_the_log_counts(
    command: Run, words: list[str]
) -> None:
    listed = command(*words)
    assert gists(listed.out) == {"the bridge was closed"}
    assert f"({FIRST} of {ALL} entries)\n1 claim\n" in listed.err
    assert listed.err.startswith("as the case stood at ")


@pytest.mark.usefixtures("grown")
def test_all_that_shows_a_case_shows_it_as_it_stood(command: Run) -> None:
    then = ("--as-of", "2024-03-02")
    status = json.loads(command("status", "--json", *then).out)
    assert (status["reports"], status["entries"]) == (1, FIRST)
    assert status["ledger_hash"] == ledger_hash(STEPS[0])
    exported = json.loads(command("export", "json", *then).out)
    assert [report["path"] for report in exported["reports"]] == ["early.txt"]
    assert "early.txt" in command("search", "bridge", *then).out
    assert command("search", "tunnel", *then).err.endswith("0 places found\n")
    tunnel = next(one.id for one in STEPS[1].claims.values() if "tunnel" in one.gist)
    assert command("show", tunnel, *then).code == Code.NOT_FOUND
    assert command("show", tunnel).code == Code.OK


@pytest.mark.usefixtures("grown")
def test_a_moment_before_the_first_entry_is_said_even_if_it_is_to_be_quiet(command: Run) -> None:
    listed = command("claims", "-q", "--as-of", "2024-02-29")
    assert (listed.code, gists(listed.out)) == (Code.OK, set())
    assert listed.err == (
        f"the case held nothing at the end of 2024-02-29 (+0000) (0 of {ALL} entries): "
        "its first entry is of 2024-03-01 12:00:00+00:00\n"
    )


@pytest.mark.usefixtures("grown")
def test_a_moment_to_come_is_said_to_be_so(command: Run) -> None:
    assert f"({ALL} of {ALL} entries), which is still to come\n" in command("claims", "--as-of", "today").err


def test_nothing_is_written_as_of_a_moment(command: Run, grown: Path) -> None:
    before = grown.read_bytes()
    for words in (["claims"], ["status"], ["search", "bridge"], ["export", "csv"]):
        assert command(*words, "--as-of", "2024-03-02").code == Code.OK
    assert grown.read_bytes() == before


@pytest.mark.usefixtures("grown")
@pytest.mark.parametrize("words", [["add", "x.txt"], ["verify"], ["standing"], ["init"]])
def test_a_verb_to_which_the_past_means_nothing_refuses_it(command: Run, words: list[str]) -> None:
    told = command(*words, "--as-of", "yesterday")
    assert (told.code, told.out) == (Code.USAGE, "")
    assert f"--as-of has no part in `{words[0]}`" in told.err


@pytest.mark.usefixtures("grown")
def test_an_archive_is_of_all_times(command: Run) -> None:
    told = command("export", "archive", "--as-of", "yesterday")
    assert (told.code, told.out) == (Code.USAGE, "")
    assert "leave --as-of out" in told.err


@pytest.mark.usefixtures("grown")
def test_what_is_no_moment_is_a_usage_error(command: Run) -> None:
    told = command("claims", "--as-of", "noon")
    assert (told.code, told.out) == (Code.USAGE, "")
    assert "'noon' is no moment" in told.err


# -- The other clocks --------------------------------------------------------------------------


@pytest.mark.usefixtures("grown")
@pytest.mark.parametrize(
    ("flags", "kept", "note"),
    [
        (["--said", "2024-03"], 1, "1 of 2 claims; 1 left out, of which that time is not known\n"),
        (["--said", "2024-02"], 0, "0 of 2 claims; 1 left out, of which that time is not known\n"),
        (["--printed", "2024"], 1, "1 of 2 claims; 1 left out, of which that time is not known\n"),
        (["--said", "..2024-03-01", "--printed", "2024-03-02.."], 1, "1 of 2 claims; 1 left out"),
        (["--said", "2024", "--text", "bridge"], 1, "1 of 2 claims\n"),
        (["--happened", "2024"], 0, "0 of 2 claims; 2 left out"),
    ],
)
def test_claims_are_filtered_by_the_other_clocks_and_the_unknown_is_counted(
    command: Run, flags: list[str], kept: int, note: str
) -> None:
    listed = command("claims", *flags)
    assert len(gists(listed.out)) == kept
    assert listed.err.startswith(note)


@pytest.mark.usefixtures("grown")
def test_a_limit_lists_the_first_and_says_so(command: Run) -> None:
    every = command("claims").out.splitlines()
    listed = command("claims", "--limit", "1")
    assert [line.split("\t")[:5] for line in listed.out.splitlines()] == [
        line.split("\t")[:5] for line in every[:2]
    ]
    assert listed.err == "2 claims; the first 1 are listed: raise --limit\n"
    assert command("claims", "--limit", "2").err == "2 claims\n"
