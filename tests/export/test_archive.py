from __future__ import annotations

import base64
import hashlib
import json
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.export.archive import VERSION, archive, is_archive, read_archive
from counterclaim.ledger import Change, Entry, canonical, ledger_hash, replay, seal
from counterclaim.model import Decision, DecisionKind, Statement
from counterclaim.problems import IntegrityError, UsageError
from counterclaim.store import MemoryStore
from sample_facts import RAW, TOOL, at, blobs, one_of_each, put

Lines = tuple[bytes, ...]


def a_store(*more: bytes) -> MemoryStore:
    """Return a case with two raw files and a fact of each kind, one of them replaced and one taken back."""
    store = MemoryStore()
    store.append(put(*one_of_each()), blobs(RAW, b"\x00\xff\r\n", *more), recorded=at(0), tool=TOOL)
    note = Decision("decision-b", DecisionKind.NOTE, (), "an editor", "“Elbe”\u2028rose\n")
    store.append(put(note), {}, recorded=at(1), tool=TOOL)
    store.append(put(replace(note, note="fell")), {}, recorded=at(2), tool=TOOL)
    gone = put(note)[0]
    store.append([replace(gone, body=None)], {}, recorded=at(3), tool=TOOL)
    return store


@cache
def lines() -> Lines:
    return tuple(archive(a_store()))


def restored(some: Sequence[bytes]) -> MemoryStore:
    read = read_archive(some, "case.jsonl")
    store = MemoryStore()
    store.restore(read.entries, read.blobs)
    return store


def ended(some: Sequence[bytes]) -> Lines:
    """Return the lines with a last line that belongs to them, as a forger would write it."""
    *body, end = some
    value = json.loads(end)
    value["sha256"] = hashlib.sha256(b"".join(body)).hexdigest()
    value["counts"] = json.loads(body[0])["counts"]
    return *body, written(value)


def written(value: Any) -> bytes:
    return canonical(value).encode() + b"\n"


def changed(some: Sequence[bytes], number: int, **fields: object) -> Lines:
    """Return the lines, with fields of one of them changed and the last one forged."""
    value = json.loads(some[number]) | fields
    return ended([*some[:number], written(value), *some[number + 1 :]])


# -- Whole -----------------------------------------------------------------------------------------


def test_what_is_read_from_an_archive_gives_the_same_archive() -> None:
    assert tuple(archive(restored(lines()))) == lines()


def test_the_case_made_of_an_archive_holds_the_same_and_is_whole() -> None:
    before, after = a_store(), restored(lines())
    assert list(after.entries()) == list(before.entries())
    assert {name: after.blob(name) for name in after.blob_names()} == blobs(RAW, b"\x00\xff\r\n")
    assert ledger_hash(after.snapshot()) == ledger_hash(before.snapshot())
    assert list(after.damages()) == list(before.damages())


def test_the_facts_of_an_archive_are_those_that_its_log_adds_up_to() -> None:
    read = read_archive(lines(), "case.jsonl")
    assert list(read.snapshot.facts()) == list(replay(read.entries).facts())


def test_to_read_an_archive_takes_little_more_room_than_the_archive() -> None:
    """The facts, which would take as much again and more, are made one by one and not kept."""
    (told,) = (one for one in one_of_each() if isinstance(one, Statement))
    store = a_store()
    some = [replace(told, id=f"statement-{number:04}") for number in range(2_000)]
    store.append(put(*some), {}, recorded=at(4), tool=TOOL)
    whole = tuple(archive(store))
    tracemalloc.start()
    try:
        read_archive(whole, "case.jsonl")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1.7 * sum(map(len, whole))


def test_an_empty_case_has_an_archive_too() -> None:
    empty = tuple(archive(MemoryStore()))
    assert len(empty) == 2
    assert list(restored(empty).entries()) == []


def test_any_tool_can_check_a_raw_file() -> None:
    found = [json.loads(line) for line in lines() if b'"blob"' in line]
    assert len(found) == 2
    for one in found:
        assert hashlib.sha256(base64.b64decode(one["base64"])).hexdigest() == one["blob"]


def test_an_archive_of_other_raw_files_differs() -> None:
    assert tuple(archive(a_store(b"one more"))) != lines()


def test_what_is_written_while_an_archive_is_made_is_not_in_it() -> None:
    store = a_store()
    making = archive(store)
    first = next(making)
    store.append(put(Decision("decision-c", DecisionKind.NOTE, (), "x")), {}, recorded=at(9), tool=TOOL)
    assert (first, *making) == lines()


def test_a_damaged_case_makes_no_archive() -> None:
    class Damaged(MemoryStore):
        def entries(self, after: int = 0) -> Any:
            for entry in super().entries(after):
                yield replace(entry, tool="another") if entry.sequence == 5 else entry

    store = Damaged()
    store.append(put(*one_of_each()), blobs(), recorded=at(0), tool=TOOL)
    with pytest.raises(IntegrityError, match="entry 5 was altered"):
        list(archive(store))


# -- Cut short or edited ---------------------------------------------------------------------------


@given(st.data())
def test_an_archive_in_which_any_byte_was_changed_is_refused(data: st.DataObject) -> None:
    whole = b"".join(lines())
    place = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[place]))
    edited = whole[:place] + bytes([byte]) + whole[place + 1 :]
    with pytest.raises((IntegrityError, UsageError)):
        read_archive(edited.splitlines(keepends=True), "case.jsonl")


def test_an_archive_without_any_one_of_its_lines_is_refused() -> None:
    for number in range(len(lines())):
        with pytest.raises((IntegrityError, UsageError)):
            read_archive([*lines()[:number], *lines()[number + 1 :]], "case.jsonl")


def test_an_archive_cut_short_anywhere_is_refused() -> None:
    whole = b"".join(lines())
    for length in range(0, len(whole), 7):
        with pytest.raises((IntegrityError, UsageError)):
            read_archive(whole[:length].splitlines(keepends=True), "case.jsonl")


def test_an_archive_cut_short_says_where() -> None:
    with pytest.raises(IntegrityError, match=r"case\.jsonl was cut short: it breaks off after line 4"):
        read_archive(lines()[:4], "case.jsonl")


def test_an_archive_with_two_lines_exchanged_or_one_twice_is_refused() -> None:
    for number in range(len(lines()) - 1):
        one, other = lines()[number : number + 2]
        for pair in ((other, one), (one, one, other)):
            with pytest.raises((IntegrityError, UsageError)):
                read_archive([*lines()[:number], *pair, *lines()[number + 2 :]], "case.jsonl")


@pytest.mark.parametrize(
    ("forged", "reason"),
    [
        (lambda: changed(lines(), 1, base64="bm8="), "2: blob .* is not what its name says"),
        (lambda: changed(lines(), 5, body="{}"), "entry 3 was altered"),
        (lambda: changed(lines(), 5, recorded="2031-01-01T00:00:00+00:00"), "entry 3 was altered"),
        (lambda: changed(lines(), 5, recorded="yesterday"), "6: is not what"),
        (lambda: changed(lines(), 5, sequence="3"), "6: entry 3 was altered"),
        (lambda: changed(lines(), 0, ledger_hash="0" * 64), "ledger hash"),
        (lambda: changed(lines(), 0, head={"hash": "0" * 64, "sequence": 18}), "chain head"),
        (lambda: changed(lines(), 0, counts={"blobs": 2, "entries": 17}), "2 blobs and 17 entries, but"),
        (lambda: ended([*lines()[:2], *lines()[3:]]), "holds 2 blobs and 18 entries, but has 1 blobs"),
        (lambda: (*lines(), lines()[-1]), "follows the last line"),
        (lambda: ended([lines()[0], lines()[2], lines()[1], *lines()[3:]]), "is not at its place"),
        (lambda: (*lines()[:4], b"[" * 100_000 + b"\n"), "5: is not what"),
    ],
)
def test_a_forger_of_the_last_line_too_is_found_out(forged: Callable[[], Lines], reason: str) -> None:
    with pytest.raises(IntegrityError, match=reason):
        read_archive(forged(), "case.jsonl")


@pytest.mark.parametrize(
    ("kind", "reason"), [("rumour", "a kind that there is not: rumour"), ("claim", "not a claim")]
)
def test_what_is_no_fact_is_found_out_before_anything_is_written(kind: str, reason: str) -> None:
    first, *_, end = tuple(archive(MemoryStore()))
    (entry,) = seal([Change(kind, "x-1", "{}")], at(0), TOOL)
    line: dict[str, object] = {
        "body": "{}",
        "hash": entry.hash,
        "id": "x-1",
        "kind": kind,
        "previous": entry.previous,
    }
    line |= {"recorded": entry.recorded.isoformat(), "sequence": 1, "tool": TOOL}
    counts, head = {"blobs": 0, "entries": 1}, {"hash": entry.hash, "sequence": 1}
    forged = [written(json.loads(first) | {"counts": counts, "head": head}), written(line), end]
    with pytest.raises(IntegrityError, match=reason):
        read_archive(ended(forged), "case.jsonl")


def test_a_report_whose_raw_bytes_were_taken_out_is_named() -> None:
    name = hashlib.sha256(RAW).hexdigest()
    kept = [line for line in lines() if f'"blob":"{name}"'.encode() not in line]
    first = json.loads(kept[0])
    first["counts"]["blobs"] -= 1
    with pytest.raises(IntegrityError, match="raw bytes of report report-a are missing"):
        read_archive(ended([written(first), *kept[1:]]), "case.jsonl")


def test_a_chain_that_was_sealed_anew_still_has_another_head() -> None:
    """Whoever rewrites the whole file deceives only those who noted no head."""
    entries = [entry for entry in a_store().entries() if entry.sequence != 4]
    forged: list[Entry] = []
    for entry in entries:
        last = (forged[-1].sequence, forged[-1].hash) if forged else None
        forged += seal([entry.change], entry.recorded, entry.tool, *([last] if last else []))
    assert a_store().head()[1] not in {entry.hash for entry in forged}


# -- Other files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"{}\n", b"[1]\n", b"\xff\xfe\n", b'{"kind": "note"}\n', b"[" * 100_000]
)
def test_another_file_is_a_mistake_in_use_and_not_damage(content: bytes) -> None:
    assert not is_archive(content)
    with pytest.raises(UsageError, match="counterclaim export archive"):
        read_archive(content.splitlines(keepends=True), "notes.jsonl")


def test_an_archive_of_a_newer_version_is_refused() -> None:
    with pytest.raises(UsageError, match="install the newest"):
        read_archive(changed(lines(), 0, version=VERSION + 1), "case.jsonl")


def test_an_archive_of_an_older_program_may_have_another_ledger_hash() -> None:
    """Another version may write the same facts otherwise; the chain shows that they are the same."""
    older = changed(lines(), 0, tool="counterclaim 0.0.1", ledger_hash="0" * 64)
    assert read_archive(older, "case.jsonl").ledger_hash == "0" * 64
