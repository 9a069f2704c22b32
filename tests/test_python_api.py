"""The Python API: what `from counterclaim import Ledger` gives."""

from __future__ import annotations

import doctest
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import counterclaim
from counterclaim import Ledger
from counterclaim.board import Filter, board, rulings
from counterclaim.export import FORMATS, Exporter
from counterclaim.model import Status
from counterclaim.problems import NotFoundError, UsageError
from counterclaim.store import open_store
from web_case import DAM, STRIKE, made_case

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_case(tmp_path_factory.mktemp("python") / "valley.db", [*DAM, *STRIKE])


@pytest.fixture
def ledger(made: Path) -> Ledger:
    return Ledger.open(made)


def test_the_page_about_it_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(str(DOCS / "python.md"), module_relative=False)
    assert tried > 20
    assert failed == 0


def test_to_import_the_package_loads_nothing_else() -> None:
    """The command line waits for nothing that it does not need."""
    script = "import sys, counterclaim; print([one for one in sys.modules if one.startswith('counterclaim')])"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "['counterclaim']"


def test_what_is_offered_is_there() -> None:
    assert all(hasattr(counterclaim, name) for name in counterclaim.__all__)
    assert set(counterclaim.__all__) <= set(dir(counterclaim))
    with pytest.raises(AttributeError, match="no attribute 'Leger'"):
        counterclaim.Leger  # type: ignore[attr-defined]  # noqa: B018


def test_the_claims_are_those_of_the_board(ledger: Ledger) -> None:
    assert tuple(ledger.claims()) == board(ledger.snapshot).rows
    wanted = Filter(status=Status.CONTESTED, speaker="Petrov")
    assert tuple(ledger.claims(status="contested", speaker="Petrov")) == board(ledger.snapshot, wanted).rows
    assert tuple(ledger.claims(limit=2)) == board(ledger.snapshot).rows[:2]
    assert tuple(ledger.claims(limit=0)) == ()


def test_every_other_list_is_whole(ledger: Ledger) -> None:
    held = ledger.snapshot
    assert {one.id for one in ledger.reports()} == held.reports.keys()
    assert {one.key for one in ledger.actors()} == held.actors.keys()
    assert {one.id for one in ledger.relations()} == held.relations.keys()
    assert {one.statement for one in ledger.statements()} == {one.id for one in held.told()}
    bearings = {(b.statement, claim.id) for claim in held.claims.values() for b in claim.bearings}
    assert {(one.statement, one.claim) for one in ledger.statements() if one.claim} == bearings
    report = ledger.reports()[0].id
    assert {one.report for one in ledger.statements(report=report)} == {report}
    assert all("sirens" in hit.quote for hit in ledger.search("sirens"))


def test_a_claim_is_found_by_the_beginning_of_its_id(ledger: Ledger) -> None:
    claim = ledger.claims()[0]
    assert ledger.claim(claim.claim[:9]).claim == claim.claim
    with pytest.raises(NotFoundError, match="no claim begins with 'x'"):
        ledger.claim("x")
    with pytest.raises(NotFoundError, match="claims begin with 'cl-'"):
        ledger.claim("cl-")


def test_a_ledger_tells_of_now(tmp_path: Path) -> None:
    """Whatever is written, by this or by another process, is there when it is asked for."""
    case = made_case(tmp_path / "case.db", DAM)
    with Ledger.open(case, user="Ann") as ledger, Ledger.open(case, user="Bo") as other:
        claim, head = ledger.claims()[0].claim, ledger.head
        other.confirm(claim)
        assert ledger.head != head
        assert [one.by for one in ledger.decisions()] == ["Bo"]
        assert tuple(ledger.decisions()) == rulings(ledger.snapshot)


def test_every_decision_can_be_made(tmp_path: Path) -> None:
    with Ledger.open(made_case(tmp_path / "case.db", [*DAM, *STRIKE]), user="Ann") as ledger:
        before = tuple(ledger.claims())
        first = next(one for one in before if one.statements > 1)
        second = next(one for one in before if "pay had fallen" in one.gist)
        (told,) = ledger.claim(second.claim).testimonies
        several = [one.statement for one in ledger.claim(first.claim).testimonies]
        made = [
            ledger.confirm(first.claim, note="seen"),
            ledger.note(first.claim, "ask again"),
            ledger.relabel(told.statement, "stance", "denies"),
            ledger.alias("Omar Diallo", "Helen Vos"),
            ledger.split(first.claim, several[0]),
        ]
        made.append(ledger.merge(*(one.claim for one in ledger.claims()[:2])))
        assert [one.id for one in ledger.decisions()] == [one.id for one in made]
        for one in reversed(made):
            ledger.undo(one.id)
        assert tuple(ledger.claims()) == before


def test_whoever_decides_is_named(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="user=NAME"):
        ledger.confirm(ledger.claims()[0].claim)


def test_the_past_is_the_same_class_for_reading_only(tmp_path: Path) -> None:
    case = made_case(tmp_path / "case.db", DAM)
    with Ledger.open(case, user="Ann") as ledger:
        number, _ = ledger.head
        claims = tuple(ledger.claims())
        ledger.reject(claims[0].claim)
        past = ledger.as_of(f"#{number}")
        assert len(past.export("jsonfeed")) < len(ledger.export("jsonfeed"))
        assert isinstance(past, Ledger)
        assert tuple(past.claims()) == claims != tuple(ledger.claims())
        assert past.export("csv") != ledger.export("csv")
        for refused in (lambda: past.confirm(claims[0].claim), lambda: past.export("archive")):
            with pytest.raises(UsageError):
                refused()
        past.close()
        assert ledger.as_of(datetime(2020, 1, 1, tzinfo=UTC)).claims().to_frame().empty
        assert [one.news.value for one in ledger.changes(f"#{number}")] == ["new ruling"]


@pytest.mark.parametrize("moment", ["soon", "#999999", datetime(2024, 1, 1)])
def test_a_moment_that_cannot_be_is_refused_at_once(ledger: Ledger, moment: str | datetime) -> None:
    with pytest.raises(UsageError):
        ledger.as_of(moment)


@pytest.mark.parametrize(
    "known", [one for one in FORMATS if isinstance(one, Exporter)], ids=lambda one: one.name
)
def test_every_export_is_that_of_the_command_line(ledger: Ledger, known: Exporter) -> None:
    assert ledger.export(known.name) == known.write(ledger.snapshot)


def test_what_does_not_exist_is_said_in_words(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no status 'nice'"):
        ledger.claims(status="nice")
    with pytest.raises(UsageError, match="no export format 'pdf'"):
        ledger.export("pdf")
    with pytest.raises(NotFoundError):
        Ledger.open(tmp_path / "none.db")


def test_the_settings_file_beside_the_case_is_heeded(tmp_path: Path) -> None:
    (tmp_path / "counterclaim.toml").write_text('[parties]\nOlton = ["Ana Petrov"]\n')
    (tmp_path / "a.txt").write_text("The dam overflowed, mayor Ana Petrov said.\n")
    with Ledger.open(tmp_path / "case.db", create=True) as ledger:
        ledger.add(tmp_path / "a.txt", outlet="Valley Courier")
        assert [one.party for one in ledger.actors() if one.name == "Ana Petrov"] == ["Olton"]


# -- Tables ----------------------------------------------------------------------------------


def test_the_board_becomes_a_frame(ledger: Ledger) -> None:
    shown, frame = board(ledger.snapshot), ledger.to_frame()
    assert len(frame) == len(shown.rows)
    assert list(frame.columns)[-len(shown.parties) :] == list(shown.parties)
    assert list(frame["status"]) == [row.status.value if row.status else None for row in shown.rows]


def test_the_frame_of_statements_holds_exact_words(ledger: Ledger) -> None:
    texts = {one.id: one.text for one in ledger.reports()}
    frame = ledger.statements().to_frame()
    single = frame[~frame["spans"].str.contains(";")]
    assert len(single) > 20
    for row in single.itertuples():
        assert texts[row.report][row.start : row.end] == row.quote


def test_a_part_of_the_rows_is_a_table_too(ledger: Ledger) -> None:
    for rows in (ledger.claims(), ledger.statements(), ledger.reports()):
        part, frame = rows[1:3], rows.to_frame()
        assert tuple(part) == (rows[1], rows[2])
        assert part.to_frame().equals(frame[1:3].reset_index(drop=True))
        assert repr(rows[:1]) == "<1 row>"


def test_without_pandas_it_is_said_how_to_have_it(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"counterclaim\[frames\]"):
        ledger.to_frame()


def test_a_notebook_draws_what_strangers_wrote_as_text(tmp_path: Path) -> None:
    wicked = {
        **DAM[0],
        "text": "“<script>alert(1)</script> is <b>so</b>,” Ana Petrov said.\n",
        "outlet": "<i>x",
    }
    with Ledger.open(made_case(tmp_path / "case.db", [wicked])) as ledger:
        for drawn in (
            ledger._repr_html_(),
            ledger.statements()._repr_html_(),
            ledger.reports()._repr_html_(),
        ):
            assert "<script" not in drawn
            assert "<i>" not in drawn
        assert "&lt;script&gt;" in ledger.statements()._repr_html_()


def test_a_long_table_says_how_much_is_not_drawn(ledger: Ledger) -> None:
    statements = ledger.statements()
    rows = counterclaim.Rows(list(statements) * 3)
    assert f"50 of {len(rows)} rows" in rows._repr_html_()
    assert repr(rows) == f"<{len(rows)} rows>"


def test_nothing_is_printed(ledger: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    ledger.claims(), ledger.statements(), ledger.export("json"), repr(ledger)
    assert capsys.readouterr() == ("", "")


def test_a_case_in_memory_is_a_case(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The dam overflowed, mayor Ana Petrov said.\n")
    with Ledger.open(":memory:") as ledger:
        assert len(ledger.add(tmp_path / "a.txt").added) == 1
        assert len(ledger.claims()) == 1


def test_another_program_finds_what_was_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The dam overflowed, mayor Ana Petrov said.\n")
    with Ledger.open(tmp_path / "case.db", create=True) as ledger:
        ledger.add(tmp_path / "a.txt")
    with open_store(tmp_path / "case.db") as store:
        assert list(store.damages()) == []
