"""Answer one task of the measuring contract.

    python bench/predict.py TASK INPUT.jsonl > PRED.jsonl

INPUT.jsonl holds one JSON object a line, always with "id"; so does the answer, in the same order.
Offsets are code points of "text". `PREDICTORS` is the list of tasks; each is one function from all
rows to the answers without their ids, and imports what it needs itself, so that no task waits for
the parser of another.
"""

# ruff: noqa: PLC0415 - a task imports its rooms when it runs: `pairs` must not wait for the parser

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from counterclaim.lang import LANGUAGES
from counterclaim.model import Mention, Place, Quantity, Report, Span, Statement, When

Row = Mapping[str, Any]
Answer = dict[str, Any]
Predictor = Callable[[Sequence[Row], Path], Iterator[Answer]]


# -- Input -----------------------------------------------------------------------------------


def published_of(row: Row) -> When | None:
    """Return the day in "published", or None; a time of day is left out."""
    try:
        day = datetime.fromisoformat(str(row.get("published"))[:10])
    except ValueError:
        return None
    return When(day, day + timedelta(days=1), day.date().isoformat())


def report_of(row: Row) -> Report:
    """Return a row as a report whose id is the row's."""
    language = str(row.get("language") or LANGUAGES[0])
    text, published = str(row["text"]), published_of(row)
    return Report(str(row["id"]), "", "", text, "as given", language=language, published=published)


def _is_known(row: Row) -> bool:
    return (row.get("language") or LANGUAGES[0]) in LANGUAGES


# What the attribution sets count in, and our spans leave out: the marks around a quotation with the
# punctuation before the closing one, and "that" before a clause.
_BEFORE = re.compile(r"(?:\bthat,?\s+)?(?:''|[“\"«‘„'])?\Z", re.IGNORECASE)
_AFTER = re.compile(r"(?:[.,!?…]?(?:''|[”\"»’“'])){0,2}")
_LONGEST_BEFORE = 8
_RELATIVE = re.compile(r"[\s,(—–-]*\b(who|which|that)\b(?:\s+\w+){0,4}\s*\Z")

# -- Tasks -----------------------------------------------------------------------------------


def statements(rows: Sequence[Row], _: Path) -> Iterator[Answer]:
    """Who said what; nothing in a language that cannot be read yet."""
    from counterclaim.attribute import attribute
    from counterclaim.parse.parser import parse

    for row in rows:
        report = report_of(row)
        found = attribute(report, parse(report.text)) if _is_known(row) else ()
        yield {"statements": [_statement(parts, report.text) for parts in _by_cue(found)]}


def _by_cue(found: Iterable[Statement]) -> Iterator[list[Statement]]:
    """Yield together what one cue introduces: the sets know no clauses apart."""
    groups: dict[object, list[Statement]] = {}
    for statement in found:
        key = (statement.source, statement.cue) if statement.cue else statement.id
        groups.setdefault(key, []).append(statement)
    yield from groups.values()


def _statement(parts: Sequence[Statement], text: str) -> Answer:
    first = parts[0]
    content = sorted({_as_in_the_sets(span, text) for part in parts for span in part.content})
    return {
        "source": _source_as_in_the_sets(first, text),
        "cue": _ends(first.cue),
        "content": [list(ends) for ends in content],
        "act": first.act.value,
        "form": first.form.value,
        "level": first.level,
    }


def _as_in_the_sets(span: Span, text: str) -> tuple[int, int]:
    """Widen a content by the marks and the "that" that the sets count in."""
    before = _BEFORE.search(text, max(0, span.start - _LONGEST_BEFORE), span.start)
    after = _AFTER.match(text, span.end)
    return (before.start() if before else span.start), (after.end() if after else span.end)


def _source_as_in_the_sets(told: Statement, text: str) -> list[int] | None:
    """Give "who" for "the driver, who said", and take in the bracket, or the comma after an apposition."""
    if told.source is None:
        return None
    start, end = told.source.start, told.source.end
    relative = _RELATIVE.match(text, end, told.cue.start) if told.cue and told.cue.start > end else None
    if relative:
        return list(relative.span(1))
    words = text[start:end]
    closes = text[end : end + 1] == (")" if words.count("(") > words.count(")") else ",")
    return [start, end + (closes and bool({"(", ","} & {*words}))]


def _ends(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def times(rows: Sequence[Row], _: Path) -> Iterator[Answer]:
    """Time expressions, resolved against the day of publication."""
    from counterclaim.normalize.times import TimeExpression, export_begin_until, find_times

    def answer(found: TimeExpression) -> Answer:
        begin, until = export_begin_until(found.when)
        value = {"type": found.kind.value, "value": found.when.timex, "begin": begin, "until": until}
        return _place_in_text(found.span) | value

    for row in rows:
        found = find_times(str(row["id"]), row["text"], published_of(row))
        yield {"times": [answer(expression) for expression in found]}


def quantities(rows: Sequence[Row], _: Path) -> Iterator[Answer]:
    """Numbers with their units."""
    from counterclaim.normalize.quantities import find_quantities, unit_in_words

    def answer(mention: Mention, value: Quantity) -> Answer:
        number = {"low": value.low, "high": value.high, "value": value.value}
        return (
            _place_in_text(mention.span) | number | {"bound": value.bound.value, "unit": unit_in_words(value)}
        )

    for row in rows:
        found = find_quantities(str(row["id"]), row["text"])
        yield {"quantities": [answer(item, item.value) for item in found if isinstance(item.value, Quantity)]}


def names(rows: Sequence[Row], _: Path) -> Iterator[Answer]:
    """Whether two spellings name one actor."""
    from counterclaim.normalize.names import compare

    for row in rows:
        found = compare(row["name1"], row["name2"], row["kind"])
        yield {"score": found.score, "same": found.same}


def places(rows: Sequence[Row], _: Path) -> Iterator[Answer]:
    """Towns, regions and countries, with coordinates."""
    from counterclaim.gazetteer import open_gazetteer
    from counterclaim.normalize.places import find_places

    def answer(mention: Mention, place: Place) -> Answer:
        where = {"lat": place.latitude, "lon": place.longitude, "name": place.name}
        return _place_in_text(mention.span) | where

    gazetteer = open_gazetteer()
    for row in rows:
        found = find_places(str(row["id"]), row["text"], gazetteer)
        yield {"places": [answer(item, item.value) for item in found if isinstance(item.value, Place)]}


def _place_in_text(span: Span) -> Answer:
    return {"start": span.start, "end": span.end}


def main_text(rows: Sequence[Row], folder: Path) -> Iterator[Answer]:
    """The article of a web page, without what stands round it."""
    from counterclaim.read.webpage import main_text as read

    for row in rows:
        text, title, published = read((folder / row["html_file"]).read_bytes())
        yield {"text": text, "title": title, "published": published}


def stories(rows: Sequence[Row], _: Path) -> Iterator[Answer]:
    """The story and the family of each report; one that copies nobody is a family of its own."""
    from counterclaim import reuse

    reports = [report_of(row) for row in rows]
    story = reuse.stories(reports)
    family = {report: family.id for family in reuse.families(reports) for report in family.reports}
    for report in reports:
        yield {"story": story[report.id], "family": family.get(report.id, report.id)}


def pairs(rows: Sequence[Row], _: Path) -> Iterator[Answer]:
    """Same, conflict or other: likeness of words and vectors, then figures and negation."""
    from pairs import Sentence, compare

    for row in rows:
        found = compare(Sentence(row["text1"]), Sentence(row["text2"]))
        yield {"relation": found.relation, "score": round(found.score, 4)}


# -- Program ---------------------------------------------------------------------------------

PREDICTORS: dict[str, Predictor] = {
    "statements": statements,
    "times": times,
    "quantities": quantities,
    "names": names,
    "places": places,
    "main_text": main_text,
    "stories": stories,
    "pairs": pairs,
}


def predict(task: str, rows: Sequence[Row], folder: Path) -> Iterator[Answer]:
    """Yield an answer with its id for every row; `folder` is where files named in rows lie."""
    for row, answer in zip(rows, PREDICTORS[task](rows, folder), strict=True):
        yield {"id": row["id"], **answer}


def main(arguments: Sequence[str]) -> int:
    """Run one task; return 0, or 2 for a wrong command line."""
    if len(arguments) != 2 or arguments[0] not in PREDICTORS:
        print(f"usage: predict.py {'|'.join(PREDICTORS)} INPUT.jsonl", file=sys.stderr)
        return 2
    path = Path(arguments[1])
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    for answer in predict(arguments[0], rows, path.parent):
        print(json.dumps(answer, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
