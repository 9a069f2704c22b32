from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

import pytest
from jsonschema import Draft202012Validator

from counterclaim.export.json_lines import KINDS, json_lines, lines_schema
from counterclaim.export.ledger_json import ledger_json, schema
from counterclaim.ledger import Snapshot
from exported import Json, foreign
from stories import dam_breach, hostile, strike

STORIES = pytest.mark.parametrize("story", [dam_breach, strike, hostile, foreign, Snapshot])


def lines(snapshot: Snapshot) -> list[Json]:
    return [json.loads(line) for line in json_lines(snapshot).split(b"\n")[:-1]]


@STORIES
def test_every_line_is_valid_by_the_published_schema(story: Callable[[], Snapshot]) -> None:
    validator = Draft202012Validator(lines_schema())
    for line in lines(story()):
        validator.validate(line)


@STORIES
def test_the_json_export_is_valid_by_the_published_schema(story: Callable[[], Snapshot]) -> None:
    Draft202012Validator(schema()).validate(json.loads(ledger_json(story())))


@pytest.mark.parametrize("described", [schema, lines_schema])
def test_a_published_schema_is_a_schema(described: Callable[[], Json]) -> None:
    Draft202012Validator.check_schema(described())


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "claim", "fact": {}},
        {"kind": "actor", "fact": {"id": "a"}},
        {"kind": "unheard-of", "fact": {}},
        {"fact": {}},
        {"schema": "urn:counterclaim:lines:2"},
        [],
    ],
)
def test_another_line_is_not_valid(wrong: object) -> None:
    assert not Draft202012Validator(lines_schema()).is_valid(wrong)


@STORIES
def test_the_lines_hold_what_the_json_export_holds(story: Callable[[], Snapshot]) -> None:
    whole, (head, *facts) = json.loads(ledger_json(story())), lines(story())
    assert head["ledger_hash"] == whole["ledger_hash"]
    assert head["counts"] == {kind: len(whole[name]) for name, kind in KINDS.items()}
    counts = Counter(line["kind"] for line in facts)
    assert all(counts[kind] == number for kind, number in head["counts"].items())
    for name, kind in KINDS.items():
        assert [line["fact"] for line in facts if line["kind"] == kind] == whole[name]


def test_a_line_ends_only_at_its_end() -> None:
    assert json_lines(foreign()).count(b"\n") == len(lines(foreign()))
