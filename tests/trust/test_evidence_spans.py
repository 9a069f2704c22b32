"""E1, E2: what is published stands word for word in a text, and that text in bytes that have its name."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from evidence import EXAMPLE, _parsed_once, bundled, case_of, seeds, several_subjects
from figures import Figure
from mixed import mixed

from counterclaim.export import ARCHIVER, EXPORTERS, exporter
from counterclaim.export.archive import read_archive
from counterclaim.ledger import Snapshot
from counterclaim.store import MemoryStore, open_store
from exported import QUOTED
from stories import dam_breach, hostile, strike

__all__ = ["_parsed_once"]  # a fixture

Pair = tuple[str, str]
"""What an export quotes, and what stands in the text at the place that it names."""

# -- Archives --------------------------------------------------------------------------------------


def quoted_in_archive(store: MemoryStore) -> Iterator[Pair]:
    """Yield what the anchors of rulings quote; and every span, which must have words at its place."""
    snapshot = read_archive(exporter_lines(store), "archive").snapshot
    texts = {report.id: report.text for report in snapshot.reports.values()}
    for decision in snapshot.decisions.values():
        for anchor in chain.from_iterable(decision.anchors):
            yield anchor.exact, texts[anchor.report][anchor.start : anchor.end]
    spans = [span for told in snapshot.statements.values() for span in told.spans()]
    spans += [item.span for mentions in snapshot.mentions.values() for item in mentions.items]
    for span in spans:
        words = texts[span.report][span.start : span.end]
        yield words, words if len(words) == span.end - span.start and words.strip() else "nothing"


def exporter_lines(store: MemoryStore) -> list[bytes]:
    return list(ARCHIVER.write(store))


# -- E1 --------------------------------------------------------------------------------------------

FORMATS = {known.name: QUOTED[known.name] for known in EXPORTERS if known.name in QUOTED}
"""Every format that is made of a snapshot and quotes; their readers stand with the tests of exports."""

ABOUT_A_PAGE = frozenset({"brief"})
"""Formats that quote no more of a large case than of a small one."""


@cache
def cases() -> dict[str, Snapshot]:
    made = {story.__name__: story() for story in (dam_breach, strike, hostile)}
    return made | {
        "bundled": case_of(bundled()).snapshot(),
        "mixed": case_of(several_subjects(100)).snapshot(),
    }


@pytest.mark.usefixtures("_parsed_once")
@pytest.mark.parametrize("name", FORMATS)
def test_e1_every_published_quote_stands_where_it_is_said_to(name: str, figure: Figure) -> None:
    every = [
        pair
        for snapshot in cases().values()
        for pair in FORMATS[name](exporter(name).write(snapshot), snapshot)
    ]
    wrong = [pair for pair in every if pair[0] != pair[1]]
    figure("E1", f"quotes in {name} that do not stand at their place, of {len(every):,}", len(wrong))
    assert len(every) > (100 if name in ABOUT_A_PAGE else 500)
    assert not wrong


@pytest.mark.usefixtures("_parsed_once")
def test_e1_every_quote_of_the_shared_reports_stands_where_it_is_said_to(figure: Figure) -> None:
    snapshot = case_of(seeds()).snapshot()
    pairs = [
        pair for name, read in FORMATS.items() for pair in read(exporter(name).write(snapshot), snapshot)
    ]
    figure("E1", f"quotes of the shared reports that do not, in all formats, of {len(pairs):,}", sum(
        quote != stands for quote, stands in pairs
    ))  # fmt: skip
    assert len(pairs) > 500
    assert all(quote == stands for quote, stands in pairs)


@pytest.mark.usefixtures("_parsed_once")
def test_e1_every_span_of_an_archive_has_words_at_its_place(figure: Figure) -> None:
    pairs = list(quoted_in_archive(case_of(several_subjects(100))))
    figure("E1", f"spans in the archive that do not, of {len(pairs):,}", sum(a != b for a, b in pairs))
    assert len(pairs) > 500
    assert all(quote == stands for quote, stands in pairs)


# -- E2 --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_parsed_once")
def test_e2_every_blob_is_named_for_the_bytes_that_came_in(tmp_path: Path, figure: Figure) -> None:
    came_in = {path: path.read_bytes() for path in EXAMPLE.iterdir() if path.suffix in {".txt", ".html"}}
    wanted = {hashlib.sha256(raw).hexdigest(): raw for raw in came_in.values()}
    wanted |= {reading.report.sha256: reading.raw for reading in mixed(100)}
    memory = case_of(several_subjects(105))
    with open_store(tmp_path / "case.db", create=True) as store:
        store.restore(memory.entries(), {name: memory.blob(name) for name in memory.blob_names()})
    with closing(sqlite3.connect(tmp_path / "case.db")) as connection:
        stored = dict(connection.execute("SELECT sha256, compressed FROM blob"))
    wrong = {
        name for name, packed in stored.items() if hashlib.sha256(zlib.decompress(packed)).hexdigest() != name
    }
    figure("E2", f"blobs that are not what their name says, of {len(stored)}", len(wrong))
    assert not wrong
    assert {name: zlib.decompress(packed) for name, packed in stored.items()} == wanted
    assert {report.sha256 for report in memory.snapshot().reports.values()} == set(stored)
