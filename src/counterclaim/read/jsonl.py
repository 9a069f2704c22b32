"""JSON Lines: one report a line, an object with `text` and, if known, what `meta.json` may say.

A line's bytes, without the line end, are the raw bytes of its report.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from counterclaim.problems import Problem, ProblemKind
from counterclaim.read.metadata import details_of
from counterclaim.read.reading import Details, Extract, Reading, reading_of

EXTRACTOR = "jsonl 1"
"""Name and version of the derivation; a new version is a new text."""


def read_jsonl(raw: bytes, name: str, details: Details) -> Iterator[Reading | Problem]:
    """Yield the report, or the problem, of every line that is not blank.

    Args:
        raw: the bytes of the file, in UTF-8.
        name: the path of the file; a report is listed as `name#ID`, or `name#line N` if it has no id.
        details: what is told about all its reports.
    """
    first_line: dict[str, int] = {}
    for number, line in enumerate(raw.split(b"\n"), start=1):
        record = line.removesuffix(b"\r")
        if record.strip():
            yield _read_line(record, name, number, details, first_line)
    if not raw.strip():
        yield Problem(ProblemKind.EMPTY, name, "the file has no records", "leave it out or fetch it again")


def _read_line(
    raw: bytes, name: str, number: int, details: Details, first_line: dict[str, int]
) -> Reading | Problem:
    """Return what one line holds, and note in `first_line` where its id was first used."""
    record = _record(raw, name, number)
    if isinstance(record, Problem):
        return record
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        reason, advice = 'the record has no "text"', "leave it out or fetch it again"
        return Problem(ProblemKind.NO_TEXT, name, reason, advice, number)
    own, flags = details_of(record, name, number)
    key = _key(record, number)
    earlier = first_line.setdefault(key, number)
    if earlier != number:
        flags = (*flags, _used_before(key, earlier, name, number))
        key = f"line {number}"
    extract = Extract(raw, text, EXTRACTOR, own, flags, number)
    return reading_of(extract, f"{name}#{key}", details)


def _record(raw: bytes, name: str, number: int) -> dict[str, Any] | Problem:
    """Return the object on a line; a lone surrogate makes it as broken as a missing bracket does."""
    try:
        value = json.loads(raw.decode("utf-8").removeprefix("\ufeff"))
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return _broken(name, number, "it holds half of a surrogate pair, which is no character")
    except UnicodeDecodeError as error:
        return _broken(name, number, f"not UTF-8 at byte {error.start} of the line")
    except (ValueError, RecursionError) as error:
        return _broken(name, number, f"not JSON: {error}")
    return value if isinstance(value, dict) else _broken(name, number, "not a JSON object")


def _broken(name: str, number: int, reason: str) -> Problem:
    advice = "mend this line; the others were read"
    return Problem(ProblemKind.BROKEN_RECORD, name, reason, advice, number)


def _key(record: dict[str, Any], number: int) -> str:
    """Return the record's id if it has one, else the number of its line."""
    given = record.get("id")
    named = isinstance(given, str | int) and not isinstance(given, bool) and str(given).strip()
    return str(given) if named else f"line {number}"


def _used_before(key: str, earlier: int, name: str, number: int) -> Problem:
    reason = f"the id {key!r} was used before, on line {earlier}"
    advice = "give each record an id of its own; this one is listed by its line"
    return Problem(ProblemKind.DUPLICATE, name, reason, advice, number, fatal=False)
