"""E3, E9: no entry is taken out, moved, edited or cut off unseen, and an archive brings all of them back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from evidence import EXAMPLE, SHARED
from faulty import often
from figures import Figure
from mixed import mixed

from command_line import alter, finished
from counterclaim.cli.exits import Code
from counterclaim.ledger import Entry, broken_links, seal
from counterclaim.store import open_store
from sample_facts import RAW, TOOL, at, blobs, one_of_each, put

COLUMNS = {
    "recorded": "'2031-05-11T12:00:00.000000+00:00'",
    "tool": "tool || '!'",
    "kind": "CASE kind WHEN 'claim' THEN 'report' ELSE 'claim' END",
    "id": "id || 'x'",
    "body": "coalesce(replace(body, 'e', 'a'), '{}')",
    "previous": "CASE WHEN previous LIKE 'f%' THEN 'e' ELSE 'f' END || substr(previous, 2)",
    "hash": "CASE WHEN hash LIKE 'f%' THEN 'e' ELSE 'f' END || substr(hash, 2)",
}
"""Each column of an entry, and what it is edited to."""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Make a small case with a fact of every kind, some of them put anew or taken back."""
    with open_store(tmp_path / "case.db", create=True) as store:
        for name in ("a", "b"):
            store.append(put(*one_of_each(name)), blobs(RAW), recorded=at(ord(name)), tool=TOOL)
        again = [entry.change for entry in store.entries() if entry.change.kind in {"claim", "standing"}]
        taken = [type(one)(one.kind, one.fact_id, None) for one in again]
        store.append(taken, {}, recorded=at(200), tool=TOOL)
        store.append(again, {}, recorded=at(201), tool=TOOL)
    return tmp_path / "case.db"


def attacks(count: int) -> Iterator[tuple[str, str]]:
    """Yield every attack on a log of so many entries: what it is, and the SQL that does it."""
    for number in range(1, count + 1):
        yield f"entry {number} deleted", f"DELETE FROM entry WHERE sequence = {number}"
        yield f"cut off after entry {number - 1}", f"DELETE FROM entry WHERE sequence >= {number}"
        for column, other in COLUMNS.items():
            yield (
                f"{column} of entry {number} edited",
                (f"UPDATE entry SET {column} = {other} WHERE sequence = {number}"),
            )
    for number in range(1, count):
        yield (
            f"entries {number} and {number + 1} exchanged",
            (
                "UPDATE entry SET sequence = CASE sequence "
                f"WHEN {number} THEN -{number + 1} WHEN {number + 1} THEN -{number} END "
                f"WHERE sequence IN ({number}, {number + 1})"
            ),
        )


def test_e3_whatever_is_done_to_one_entry_is_found(case: Path, tmp_path: Path, figure: Figure) -> None:
    with open_store(case) as store:
        count, _ = store.head()
        assert not list(store.damages())
    whole = case.read_bytes()
    unseen, tried = [], 0
    for attack, statement in attacks(count):
        attacked = tmp_path / "attacked.db"
        attacked.write_bytes(whole)
        alter(attacked, statement, "UPDATE entry SET sequence = -sequence WHERE sequence < 0")
        with open_store(attacked) as store:
            if not list(store.damages()):
                unseen.append(attack)
        tried += 1
    figure("E3", f"attacks on one of {count} entries not seen, of {tried}", len(unseen))
    assert tried == 9 * count + count - 1
    assert not unseen


def test_e3_a_log_that_was_sealed_anew_is_found_by_the_head_noted_before(case: Path, figure: Figure) -> None:
    """Whoever can write the file can write its hashes; who noted the head sees it all the same."""
    with open_store(case) as store:
        entries, (count, head) = list(store.entries()), store.head()
    unseen = 0
    for number in range(count):
        kept = [*entries[:number], *entries[number + 1 :]]
        moved = [*entries[:number], *reversed(entries[number : number + 2]), *entries[number + 2 :]]
        for forged in (kept, moved, entries[:number]):
            anew = _sealed(forged)
            assert not list(broken_links(anew))
            unseen += forged != entries and head in {entry.hash for entry in anew}
    figure("E3", f"forgeries of {3 * count} with hashes made anew that keep the head noted before", unseen)
    assert unseen == 0


def _sealed(entries: list[Entry]) -> list[Entry]:
    anew: list[Entry] = []
    for entry in entries:
        last = [(anew[-1].sequence, anew[-1].hash)] if anew else []
        anew += seal([entry.change], entry.recorded, entry.tool, *last)
    return anew


def test_e3_the_command_names_the_entry_and_ends_with_its_code(case: Path, figure: Figure) -> None:
    alter(case, "UPDATE entry SET body = replace(body, 'e', 'a') WHERE sequence = 4")
    told = finished("-c", str(case), "verify", cwd=case.parent)
    figure("E3", "exit code of verify on an edited entry", told.code)
    assert told.code == Code.DAMAGED
    assert "entry 4\t" in told.out


# -- E9 --------------------------------------------------------------------------------------------


def round_trip(folder: Path) -> tuple[bytes, bytes]:
    """Export a case, import that, export it again; return both archives."""
    for words in (
        ("-c", "case.db", "export", "archive", "-o", "one.jsonl"),
        ("-c", "new.db", "import", "one.jsonl"),
        ("-c", "new.db", "export", "archive", "-o", "two.jsonl"),
        ("-c", "new.db", "verify", "--deep"),
    ):
        told = finished(*words, cwd=folder)
        assert told.code == Code.OK, told.err
    return (folder / "one.jsonl").read_bytes(), (folder / "two.jsonl").read_bytes()


@pytest.mark.parametrize("name", ["bundled", "mixed", "shared"])
def test_e9_export_import_export_gives_the_same_bytes(name: str, tmp_path: Path, figure: Figure) -> None:
    reports = {"bundled": EXAMPLE, "shared": SHARED / "seeds"}.get(name, tmp_path / "mixed")
    if name == "mixed":
        reports.mkdir()
        for name_of, raw in {one.report.sha256: one.raw for one in mixed(often(30, 200))}.items():
            (reports / f"{name_of[:12]}.txt").write_bytes(raw)
    if not reports.is_dir():
        pytest.skip(f"THE SHARED REPORTS ARE NOT THERE: {reports}; set COUNTERCLAIM_SHARED")
    paths = [str(path) for path in sorted(reports.iterdir()) if path.suffix in {".txt", ".html"}]
    half = len(paths) // 2
    for some in (paths[:half], paths[half:]):
        assert finished("-c", "case.db", "add", *some, cwd=tmp_path).code == Code.OK
    one, two = round_trip(tmp_path)
    figure("E9", f"bytes of {len(one):,} that differ after a round trip, {name} reports", sum(
        left != right for left, right in zip(one, two, strict=True)
    ))  # fmt: skip
    assert one == two
