"""What the tests of exports share: cases, what each format quotes from where, and the golden files.

Run as a program, `.venv/bin/python tests/exported.py`, it writes the golden files anew.
"""

from __future__ import annotations

import csv
import hashlib
import importlib
import io
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from lxml import etree, html

from counterclaim.export import CHRONICLERS, EXPORTERS, Chronicler, Exporter, chronicle
from counterclaim.export.csv_table import FORMULA_STARTS
from counterclaim.ledger import Snapshot, changes
from counterclaim.model import Act, Decision, DecisionKind, Form, Place, Stance, Status
from counterclaim.store import MemoryStore, Store
from factories import a_claim, a_referent, a_report, a_snapshot, a_standing, a_statement, some_mentions
from stories import dam_breach, strike

GOLDEN = Path(__file__).parent / "export" / "golden"
BUNDLED = GOLDEN / "bundled.json"
NOON = datetime(2024, 3, 4, 12, tzinfo=UTC)

Json = dict[str, Any]
Pair = tuple[str, str]
"""What an export quotes, and what stands in the text at the place that it names."""

Known = Exporter | Chronicler

UNWRITABLE = {0: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}
"""Characters that most formats cannot hold, one for one."""


# -- Cases -----------------------------------------------------------------------------------------

FORMULA = "=1+1"
NEWLINED = "Ana\r\nRuiz\u2028Paz"
RIGHT_TO_LEFT = "الوزارة \u202eنفت\u202c"
LONG = "very " * 2_000 + "long"
STRANGE = "\x0b\ufffe𝒜 ]]> <b>&amp;</b> \"'`|"


def foreign() -> Snapshot:
    """Return a story whose names and texts are those that break formats: of every kind, one."""
    names = (FORMULA, NEWLINED, RIGHT_TO_LEFT, LONG, STRANGE)
    text = "\n".join(f"{name} said the gate {number} was open." for number, name in enumerate(names))
    report = a_report(
        f"{text}\nThe end \x00.",
        outlet=RIGHT_TO_LEFT,
        title=NEWLINED,
        path="-cmd=|x.txt",
        address="https://a.example/b#c",
    )
    speakers = [a_referent(report, name, party=name) for name in names]
    told = [
        a_statement(report, f"the gate {number} was open", speaker=speaker, cue="said")
        for number, speaker in enumerate(speakers)
    ]
    end = a_statement(report, "The end \x00", act=Act.DOUBT, form=Form.NARRATOR)
    claims = [a_claim(f"{name} gate", (one, Stance.ASSERTS)) for name, one in zip(names, told, strict=True)]
    claims.append(a_claim("all gates", (told[0], Stance.DENIES), (end, Stance.DOUBTS), places=("p-1", "p-2")))
    place = Place("p-1", STRANGE, -0.0001, 179.99999, 5.0)
    return a_snapshot(
        report,
        *speakers,
        *told,
        end,
        *claims,
        *(a_standing(claim, Status.CONTESTED, parties=[(NEWLINED, Stance.ASSERTS)]) for claim in claims),
        some_mentions(report, ("The end", place)),
        Decision("e-1", DecisionKind.REJECT, (claims[0].id,), NEWLINED, LONG, what="claim"),
    )


def stored(*steps: Snapshot) -> MemoryStore:
    """Return a case into which the facts of stories were written, one story a day."""
    store = MemoryStore()
    for number, step in enumerate(steps):
        when = NOON + timedelta(days=number)
        store.append(changes(Snapshot(), step.facts()), {}, recorded=when, tool="test 1")
    return store


@cache
def small() -> MemoryStore:
    """Return the small case: a strike, and a day later a dam breach."""
    return stored(strike(), dam_breach())


def written(known: Known, store: Store) -> bytes:
    """Return what a format makes of a case."""
    return known.write(chronicle(store)) if isinstance(known, Chronicler) else known.write(store.snapshot())


# -- What is quoted from where -----------------------------------------------------------------------


def plain(text: str) -> str:
    return " ".join(text.translate(UNWRITABLE).split())


def text_of(snapshot: Snapshot, report: str) -> str:
    return snapshot.reports[report].text.translate(UNWRITABLE)


def quoted_in_json(content: bytes, _: Snapshot) -> Iterator[Pair]:
    ledger = json.loads(content)
    texts = {report["id"]: report["text"] for report in ledger["reports"]}
    for told in (*ledger["statements"], *ledger["attitudes"], *ledger["mentions"]):
        text = texts[told["report"]]
        yield from ((quote, text[start:end]) for start, end, quote in places_in(told))


def quoted_in_json_lines(content: bytes, snapshot: Snapshot) -> Iterator[Pair]:
    """Put the facts together as in the JSON export: they are the same."""
    kinds = {"reports": "report", "statements": "statement", "attitudes": "attitude", "mentions": "mention"}
    told = [json.loads(line) for line in content.splitlines()[1:]]
    lists = {name: [one["fact"] for one in told if one["kind"] == kind] for name, kind in kinds.items()}
    yield from quoted_in_json(json.dumps(lists).encode(), snapshot)


def places_in(value: Any) -> Iterator[tuple[int, int, str]]:
    """Yield every place with its quote, however deep it stands."""
    if isinstance(value, list):
        yield from chain.from_iterable(map(places_in, value))
    elif isinstance(value, dict):
        if "quote" in value:
            yield value["start"], value["end"], value["quote"]
        for start_end, quote in zip(value.get("content", ()), value.get("quotes", ()), strict=False):
            yield *start_end, quote
        for part in ("source", "cue"):
            if value.get(part):
                yield *value[part], value[f"{part}_quote"]
        yield from chain.from_iterable(map(places_in, value.values()))


def quoted_in_table(content: bytes, snapshot: Snapshot) -> Iterator[Pair]:
    for row in rows_of(content):
        text = text_of(snapshot, row["report"])
        spans = [tuple(map(int, span.split("-"))) for span in row["spans"].removeprefix("'").split("; ")]
        assert (int(row["start"]), int(row["end"])) == (spans[0][0], spans[-1][1])
        yield row["quote"], " ... ".join(text[start:end] for start, end in spans)


def quoted_in_table_for_excel(content: bytes, snapshot: Snapshot) -> Iterator[Pair]:
    for quote, stands in quoted_in_table(content, snapshot):
        guarded = stands.lstrip(" \u00a0")[:1] in FORMULA_STARTS
        yield quote.removeprefix("'") if guarded else quote, stands


def rows_of(content: bytes) -> list[dict[str, str]]:
    csv.field_size_limit(sys.maxsize)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def files_in(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def quoted_in_tables(content: bytes, _: Snapshot) -> Iterator[Pair]:
    files = {name: rows_of(file) for name, file in files_in(content).items()}
    texts = {row["id"]: row["text"] for row in files["reports.csv"]}
    of_statement = {
        row["id"]: row["report"] for name in ("statements", "attitudes") for row in files[f"{name}.csv"]
    }
    for row in (*files["statements.csv"], *files["attitudes.csv"]):
        told = {
            name: json.loads(row[name])
            for name in ("content", "quotes", "hedges", "source", "cue")
            if row[name]
        }
        told |= {f"{name}_quote": row[f"{name}_quote"] for name in ("source", "cue")}
        yield from ((quote, texts[row["report"]][start:end]) for start, end, quote in places_in(told))
    for row in files["mentions.csv"]:
        yield row["quote"], texts[row["report"]][int(row["start"]) : int(row["end"])]
    for row in files["hands.csv"]:
        yield row["quote"], texts[of_statement[row["statement"]]][int(row["start"]) : int(row["end"])]


NOTE = re.compile(
    r"\[\^(?P<number>\d+)\]: (?P<outlet>.*), (undated|[-0-9./T:]+), file (?P<path>.*), "
    r"characters (?P<spans>[-0-9, ]+): (?P<quote>“.*”)( \[open\]\(<.*>\))?"
)


def notes_of(content: bytes) -> dict[str, re.Match[str]]:
    """Return the notes of a brief by their numbers, without the strokes that escape."""
    found = {}
    for line in content.decode().split("## Where it stands")[-1].strip().split("\n"):
        if line.startswith("[^"):
            note = NOTE.fullmatch(re.sub(r"\\(.)", r"\1", line))
            assert note is not None, line
            found[note["number"]] = note
    return found


def quoted_in_brief(content: bytes, snapshot: Snapshot) -> Iterator[Pair]:
    """Yield what each note quotes; of two reports with one file name, it stands in one of them."""
    for note in notes_of(content).values():
        spans = [tuple(map(int, span.split("-"))) for span in note["spans"].split(", ")]
        stands = [
            " … ".join(f"“{plain(report.text[start:end])}”" for start, end in spans)
            for report in snapshot.reports.values()
            if plain(report.path) == note["path"]
        ]
        yield note["quote"], note["quote"] if note["quote"] in stands else str(stands)


def quoted_in_geojson(content: bytes, snapshot: Snapshot) -> Iterator[Pair]:
    for feature in json.loads(content)["features"]:
        for told in feature["properties"]["statements"]:
            text = text_of(snapshot, told["report"])
            yield from ((one["quote"], text[one["start"] : one["end"]]) for one in told["quotes"])


def quoted_in_parquet(content: bytes, snapshot: Snapshot) -> Iterator[Pair]:
    for row in parquet_rows_of(content):
        text = text_of(snapshot, row["report"])
        for quote in row["quotes"]:
            yield quote["text"], text[quote["start"] : quote["end"]]
        yield row["quote"], " ... ".join(quote["text"] for quote in row["quotes"])


def parquet_rows_of(content: bytes) -> list[Json]:
    tables = importlib.import_module("pyarrow.parquet")  # an extra: only what needs it loads it
    rows: list[Json] = tables.read_table(io.BytesIO(content)).to_pylist()
    return rows


def quoted_in_annotations(content: bytes, snapshot: Snapshot) -> Iterator[Pair]:
    """Yield each quotation, and with the words around it what stands around it."""
    for one in json.loads(content)["first"]["items"]:
        report = snapshot.statements[one["id"].rpartition(":")[2]].report
        text = text_of(snapshot, report)
        for target in one["target"]:
            if isinstance(target["selector"], list):
                place, words = target["selector"]
                yield words["exact"], text[place["start"] : place["end"]]
                around = words["prefix"] + words["exact"] + words["suffix"]
                yield around, text[max(0, place["start"] - len(words["prefix"])) :][: len(around)]


def quoted_in_schema_org(content: bytes, snapshot: Snapshot) -> Iterator[Pair]:
    for one in json.loads(content)["@graph"]:
        if one["@type"] == "Quotation":
            text = text_of(snapshot, one["isPartOf"]["@id"].rpartition(":")[2])
            ends = (map(int, span.split("-")) for span in one["position"].split("; "))
            yield one["text"], " ... ".join(text[start:end] for start, end in ends)


def quoted_in_entities(content: bytes, snapshot: Snapshot) -> Iterator[Pair]:
    for entity in map(json.loads, content.decode().split("\n")[:-1]):
        told = entity["properties"]
        if entity["schema"] in {"UnknownLink", "Documentation"}:
            report = snapshot.statements[told["recordId"][0]].report
            yield told["summary"][0], cited(snapshot, report, told["description"][0])


def quoted_in_timeline(content: bytes, snapshot: Snapshot) -> Iterator[Pair]:
    for event in json.loads(content)["events"]:
        slide = html.fragment_fromstring(event["text"]["text"], create_parent=True)
        report = snapshot.statements[event["unique_id"]].report
        words = " ... ".join(quote.text_content() for quote in slide.iter("q"))
        stands = cited(snapshot, report, slide.xpath("p[2]")[0].text_content())
        yield plain(words), plain(html.fromstring(f"<p>{html_text(stands)}</p>").text_content())


def html_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def cited(snapshot: Snapshot, report: str, words: str) -> str:
    """Return what stands at the place that words name: "..., characters 12-40, 50-61"."""
    text = text_of(snapshot, report)
    ends = (map(int, span.split("-")) for span in words.rpartition("characters ")[2].split(", "))
    return " ... ".join(text[start:end] for start, end in ends)


PLACE = re.compile(r"^(?P<outlet>.*), characters (?P<spans>\d[-0-9, ]*): ", re.MULTILINE)


def quoted_in_news(texts: list[str], snapshot: Snapshot, writable: Callable[[str], str]) -> Iterator[Pair]:
    """Yield what the items of a feed quote; of an outlet with several reports, it is in one of them."""
    for text in texts:
        for found in PLACE.finditer(text):
            ends = [tuple(map(int, span.split("-"))) for span in found["spans"].split(", ")]
            stands = [
                " ... ".join(f"“{writable(report.text[start:end])}”" for start, end in ends)
                for report in snapshot.reports.values()
            ]
            right = [one for one in stands if text.startswith(one, found.end())]
            yield found.group(), found.group() if right else f"{found.group()}: {stands}"


def quoted_in_json_feed(content: bytes, snapshot: Snapshot) -> Iterator[Pair]:
    texts = [one["content_text"] for one in json.loads(content)["items"]]
    yield from quoted_in_news(texts, snapshot, lambda text: text.translate(UNWRITABLE))


def quoted_in_atom(content: bytes, snapshot: Snapshot) -> Iterator[Pair]:
    feed = etree.fromstring(content)
    texts = [paragraphs(one.text or "") for one in feed.iter("{http://www.w3.org/2005/Atom}content")]
    no_xml = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
    yield from quoted_in_news(
        texts, snapshot, lambda text: no_xml.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")
    )


def paragraphs(markup: str) -> str:
    """Return the paragraphs of HTML as lines."""
    page = html.fragment_fromstring(markup, create_parent=True)
    return "\n".join(paragraph.text_content() for paragraph in page.iter("p"))


def quoted_in_page(content: bytes, _: Snapshot) -> Iterator[Pair]:
    """Yield what each testimony and figure quotes, with what the page's own evidence has at that place."""
    page = html.document_fromstring(content.decode())
    texts = {
        anchor: "".join(paragraph.text_content() for paragraph in sheet.xpath("./p"))
        for sheet in page.xpath("//div[@class='text']")
        for anchor in sheet.xpath(".//a/@id")
    }
    testimonies = page.xpath("//blockquote/a")
    figures = page.xpath("//section[@id='figures']//a[starts-with(@href, '#statement-')]")
    for quote in (*testimonies, *figures):
        beside = quote.xpath("../following-sibling::p[contains(., 'characters')] | following-sibling::span")
        text = texts[quote.attrib["href"].removeprefix("#")]
        places = _places(beside[0].text_content())
        yield quote.text_content(), " … ".join(f"“{text[start:end]}”" for start, end in places)


def _places(words: str) -> list[tuple[int, int]]:
    found = re.search(r"characters ([–0-9, ]+)", words)
    assert found is not None
    return [(int(a), int(b)) for a, b in (one.split("–") for one in found[1].strip(" ,").split(", "))]


QUOTED: dict[str, Callable[[bytes, Snapshot], Iterator[Pair]]] = {
    "json": quoted_in_json,
    "jsonl": quoted_in_json_lines,
    "csv": quoted_in_table,
    "csv-excel": quoted_in_table_for_excel,
    "tables": quoted_in_tables,
    "html": quoted_in_page,
    "brief": quoted_in_brief,
    "geojson": quoted_in_geojson,
    "parquet": quoted_in_parquet,
    "annotations": quoted_in_annotations,
    "schema-org": quoted_in_schema_org,
    "followthemoney": quoted_in_entities,
    "timelinejs": quoted_in_timeline,
    "atom": quoted_in_atom,
    "jsonfeed": quoted_in_json_feed,
}
"""Every format that quotes, with what reads its quotations."""

WITHOUT_QUOTES = frozenset({"gexf", "graph", "decisions", "html-folder"})
"""Formats that name statements by their ids, or whose readers stand elsewhere."""


# -- Golden files ----------------------------------------------------------------------------------

NOT_GOLDEN = frozenset({"html", "html-folder"})
"""Pages have templates of their own, and tests that read them."""


def golden_formats() -> list[Known]:
    every: tuple[Known, ...] = (*EXPORTERS, *CHRONICLERS)
    return [known for known in every if known.name not in NOT_GOLDEN]


def golden_files(known: Known) -> dict[str, bytes]:
    """Return the golden files of the small case in a format, as people can read them."""
    content = written(known, small())
    if isinstance(known, Exporter) and known.files:
        return {f"{known.name}/{name}": file for name, file in files_in(content).items()}
    if known.name == "parquet":
        rows = json.dumps(parquet_rows_of(content), ensure_ascii=False, indent=1)
        return {"parquet.rows.json": f"{rows}\n".encode()}
    return {f"{known.name}{known.suffix}": content}


def golden_bundled(store: Store) -> Json:
    """Return what is kept of the bundled case: of each format its rows and the hash of its bytes."""
    made = {known.name: (known, written(known, store)) for known in golden_formats()}
    return {
        name: {
            "rows": known.rows(content),
            **({} if name == "parquet" else {"sha256": hashlib.sha256(content).hexdigest()}),
        }
        for name, (known, content) in made.items()
    }


def main() -> None:
    """Write the golden files anew."""
    sys.path.append(str(Path(__file__).parent / "trust"))
    from evidence import bundled, case_of  # noqa: PLC0415 - on the path from here on

    for known in golden_formats():
        for name, content in golden_files(known).items():
            (GOLDEN / "small" / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / "small" / name).write_bytes(content)
    store = case_of(bundled())
    BUNDLED.write_text(json.dumps(golden_bundled(store), indent=1) + "\n", encoding="utf-8")
    (GOLDEN / "bundled.brief.md").write_bytes(
        next(one for one in EXPORTERS if one.name == "brief").write(store.snapshot())
    )


if __name__ == "__main__":
    main()
