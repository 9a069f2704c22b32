import hashlib
import json
from typing import Any

import pytest

from counterclaim.model import When
from counterclaim.problems import Problem, ProblemKind
from counterclaim.read import Details, Reading
from counterclaim.read.jsonl import read_jsonl


def items(raw: bytes, details: Details | None = None) -> list[Reading | Problem]:
    return list(read_jsonl(raw, "wire.jsonl", details or Details()))


def line(**record: Any) -> bytes:
    return json.dumps({"text": "The court met.", **record}).encode("utf-8")


def test_a_line_is_a_report_with_the_bytes_of_the_line() -> None:
    raw = line(
        id="n1", outlet="Wire", published="2021-03-04", title="Court meets", url="https://wire.example/1"
    )
    (only,) = items(raw + b"\r\n")
    assert isinstance(only, Reading)
    report = only.report
    assert (only.raw, report.sha256) == (raw, hashlib.sha256(raw).hexdigest())
    assert (report.path, report.outlet, report.title) == ("wire.jsonl#n1", "Wire", "Court meets")
    assert (report.published, report.address) == (When.day(2021, 3, 4), "https://wire.example/1")


def test_a_record_without_an_id_is_named_by_its_line() -> None:
    found = items(b"\n" + line() + b"\n" + line(id=7))
    assert [item.report.path for item in found if isinstance(item, Reading)] == [
        "wire.jsonl#line 2",
        "wire.jsonl#7",
    ]


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        (b"{", ProblemKind.BROKEN_RECORD),
        (b"[1]", ProblemKind.BROKEN_RECORD),
        (b'{"text": "\\ud800"}', ProblemKind.BROKEN_RECORD),
        (b'{"text": "x", "title": "\\udfff"}', ProblemKind.BROKEN_RECORD),
        (b'{"text": "\xff"}', ProblemKind.BROKEN_RECORD),
        (b"[" * 100_000, ProblemKind.BROKEN_RECORD),
        (b'{"id": "n2"}', ProblemKind.NO_TEXT),
        (b'{"text": " "}', ProblemKind.NO_TEXT),
        (b'{"text": 5}', ProblemKind.NO_TEXT),
    ],
)
def test_a_broken_line_is_a_problem_with_its_number_and_the_rest_is_read(
    broken: bytes, kind: ProblemKind
) -> None:
    found = items(b"\n".join([line(id="n1"), broken, line(id="n3")]))
    assert [type(item) for item in found] == [Reading, Problem, Reading]
    assert isinstance(found[1], Problem)
    assert (found[1].kind, found[1].line, found[1].path) == (kind, 2, "wire.jsonl")


def test_an_id_used_twice_is_flagged_and_both_records_are_read() -> None:
    first, second = items(line(id="n1") + b"\n" + line(id="n1", text="The court rose."))
    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert second.report.path == "wire.jsonl#line 2"
    assert [(flag.kind, flag.line) for flag in second.flags] == [(ProblemKind.DUPLICATE, 2)]


def test_a_bad_value_is_flagged_with_its_line() -> None:
    (only,) = items(line(published="soon", outlet=4))
    assert isinstance(only, Reading)
    assert {(flag.kind, flag.line, flag.fatal) for flag in only.flags} == {
        (ProblemKind.BAD_METADATA, 1, False)
    }


def test_what_is_told_outweighs_the_record() -> None:
    (only,) = items(line(outlet="Wire"), Details(outlet="Told"))
    assert isinstance(only, Reading)
    assert only.report.outlet == "Told"


def test_an_unknown_language_in_one_record_leaves_the_others_alone() -> None:
    found = items(line(language="xx") + b"\n" + line())
    assert [type(item) for item in found] == [Problem, Reading]


def test_a_file_without_records_is_empty() -> None:
    (only,) = items(b" \n\n")
    assert isinstance(only, Problem)
    assert only.kind is ProblemKind.EMPTY
