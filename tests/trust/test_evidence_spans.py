"""E1, E2: what is published stands word for word in a text, and that text in bytes that have its name."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from evidence import EXAMPLE, _parsed_once, bundled, case_of, seeds, several_subjects
from figures import Figure
from lxml import html
from mixed import mixed

from counterclaim.export import ARCHIVER, exporter
from counterclaim.export.archive import read_archive
from counterclaim.export.csv_table import FORMULA_STARTS
from counterclaim.ledger import Snapshot
from counterclaim.store import MemoryStore, open_store
from stories import dam_breach, hostile, strike

__all__ = ["_parsed_once"]  # a fixture

Pair = tuple[str, str]
"""What an export quotes, and what stands in the text at the place that it names."""

UNWRITABLE = {0: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}
"""Characters that a table, a brief or a page cannot hold, one for one."""


def plain(text: str) -> str:
    return " ".join(text.translate(UNWRITABLE).split())


# -- JSON ------------------------------------------------------------------------------------------


def quoted_in_json(content: bytes) -> Iterator[Pair]:
    ledger = json.loads(content)
    texts = {report["id"]: report["text"] for report in ledger["reports"]}
    for told in (*ledger["statements"], *ledger["attitudes"], *ledger["mentions"]):
        text = texts[told["report"]]
        for start, end, quote in _quoted(told):
            yield quote, text[start:end]


def _quoted(value: Any) -> Iterator[tuple[int, int, str]]:
    """Yield every place with its quote, however deep it stands."""
    if isinstance(value, list):
        yield from chain.from_iterable(map(_quoted, value))
    elif isinstance(value, dict):
        if "quote" in value:
            yield value["start"], value["end"], value["quote"]
        for start_end, quote in zip(value.get("content", ()), value.get("quotes", ()), strict=True):
            yield *start_end, quote
        for part in ("source", "cue"):
            if value.get(part):
                yield *value[part], value[f"{part}_quote"]
        yield from chain.from_iterable(map(_quoted, value.values()))


# -- Tables ----------------------------------------------------------------------------------------


def quoted_in_table(content: bytes, snapshot: Snapshot) -> Iterator[Pair]:
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        text = snapshot.reports[row["report"]].text.translate(UNWRITABLE)
        spans = [tuple(map(int, span.split("-"))) for span in row["spans"].split("; ")]
        assert (int(row["start"]), int(row["end"])) == (spans[0][0], spans[-1][1])
        yield row["quote"], " ... ".join(text[start:end] for start, end in spans)


def quoted_in_table_for_excel(content: bytes, snapshot: Snapshot) -> Iterator[Pair]:
    for quote, stands in quoted_in_table(content, snapshot):
        guarded = stands.lstrip(" \u00a0")[:1] in FORMULA_STARTS
        yield quote.removeprefix("'") if guarded else quote, stands


# -- Briefs ----------------------------------------------------------------------------------------

_REFERENCE = re.compile(r" \[(?P<outlet>[^]]*), [^,]*, characters (?P<spans>[-0-9, ]+)\]")


def quoted_in_brief(content: bytes, snapshot: Snapshot) -> Iterator[Pair]:
    """Yield what each sentence quotes; of an outlet with several reports, it is in one of them."""
    for line in content.decode().splitlines():
        sentence = re.sub(r"\\(.)", r"\1", line)
        begin = 0
        for found in _REFERENCE.finditer(sentence):
            before, begin = sentence[begin : found.start()], found.end()
            if before.startswith("- **"):  # the gist of a claim, which need not stand in a text
                continue
            spans = [tuple(map(int, span.split("-"))) for span in found["spans"].split(", ")]
            quotes = [
                " ... ".join(f"“{plain(report.text[start:end])}”" for start, end in spans)
                for report in snapshot.reports.values()
                if plain(report.outlet or "") in found["outlet"] or not report.outlet
            ]
            right = [quote for quote in quotes if quote in before]
            yield before, before if right else str(quotes)


# -- Pages -----------------------------------------------------------------------------------------


def quoted_in_page(content: bytes) -> Iterator[Pair]:
    """Yield what each testimony and figure quotes, with what the page's own evidence has at that place."""
    page = html.document_fromstring(content.decode())
    texts = {
        anchor: "".join(paragraph.text_content() for paragraph in sheet.xpath("./p"))
        for sheet in page.xpath("//div[@class='text']")
        for anchor in sheet.xpath(".//a/@id")
    }
    for quote in page.xpath("//blockquote/a"):
        where = quote.getparent().getnext().text_content()
        text = texts[quote.attrib["href"].removeprefix("#")]
        yield quote.text_content(), " … ".join(f"“{text[start:end]}”" for start, end in _places(where))
    for quote in page.xpath("//section[@id='figures']//a[starts-with(@href, '#statement-')]"):
        where = quote.xpath("following-sibling::span[1]")[0].text_content()
        text = texts[quote.attrib["href"].removeprefix("#")]
        yield quote.text_content(), " … ".join(f"“{text[start:end]}”" for start, end in _places(where))


def _places(words: str) -> list[tuple[int, int]]:
    found = re.search(r"characters ([–0-9, ]+)", words)
    assert found is not None
    return [(int(a), int(b)) for a, b in (one.split("–") for one in found[1].strip(" ,").split(", "))]


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

FORMATS: dict[str, Callable[[bytes, Snapshot], Iterator[Pair]]] = {
    "json": lambda content, _: quoted_in_json(content),
    "csv": quoted_in_table,
    "csv-excel": quoted_in_table_for_excel,
    "brief": quoted_in_brief,
    "html": lambda content, _: quoted_in_page(content),
}


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
    assert len(every) > 500
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
