from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from counterclaim.export.ledger_json import ledger, ledger_json, schema
from counterclaim.ledger import Snapshot
from counterclaim.model import (
    Act,
    ActorKind,
    Bound,
    Certainty,
    DecisionKind,
    Form,
    RelationKind,
    Role,
    Scope,
    Span,
    Stance,
    Statement,
    Status,
)
from counterclaim.problems import IntegrityError
from factories import a_report, a_snapshot, a_statement_with_all_beside_it
from stories import dam_breach, hostile, strike

STORIES = pytest.mark.parametrize("story", [dam_breach, strike, hostile, Snapshot])
Json = dict[str, Any]


def faults_against(value: object, shape: Json, root: Json, where: str = "$") -> Iterator[str]:
    """Yield how a value breaks the part of JSON Schema that our schema uses."""
    if "$ref" in shape:
        yield from faults_against(value, root["$defs"][shape["$ref"].rpartition("/")[2]], root, where)
    if "anyOf" in shape and all(list(faults_against(value, one, root)) for one in shape["anyOf"]):
        yield f"{where} is none of those allowed"
    if not _is_allowed(value, shape):
        yield f"{where} is not allowed: {value!r}"
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from faults_against(item, shape.get("items", {}), root, f"{where}[{number}]")
    if isinstance(value, dict):
        yield from _faults_of_object(value, shape, root, where)


def _is_allowed(value: object, shape: Json) -> bool:
    types = shape.get("type", [])
    named = [types] if isinstance(types, str) else types
    size = len(value) if isinstance(value, list) else 0
    return (
        ("enum" not in shape or value in shape["enum"])
        and ("const" not in shape or value == shape["const"])
        and (not named or any(_is_of(value, name) for name in named))
        and (not isinstance(value, str) or re.search(shape.get("pattern", ""), value) is not None)
        and (not isinstance(value, list) or shape.get("minItems", 0) <= size <= shape.get("maxItems", size))
    )


def _faults_of_object(value: Json, shape: Json, root: Json, where: str) -> Iterator[str]:
    yield from (f"{where}.{key} is missing" for key in shape.get("required", []) if key not in value)
    known = shape.get("properties", {})
    for key, item in value.items():
        if key in known:
            yield from faults_against(item, known[key], root, f"{where}.{key}")
        elif shape.get("additionalProperties") is False:
            yield f"{where}.{key} is not in the schema"


def _is_of(value: object, name: str) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return {
        "object": isinstance(value, dict),
        "array": isinstance(value, list),
        "string": isinstance(value, str),
        "boolean": isinstance(value, bool),
        "integer": is_number and isinstance(value, int),
        "number": is_number,
        "null": value is None,
    }[name]


def exported(snapshot: Snapshot) -> Json:
    document: Json = json.loads(ledger_json(snapshot))
    return document


@STORIES
def test_an_export_is_of_the_published_shape(story: Callable[[], Snapshot]) -> None:
    assert list(faults_against(exported(story()), schema(), schema())) == []


def test_the_schema_lists_what_the_model_lists() -> None:
    described = schema()["$defs"]
    statement, standing = described["statement"]["properties"], described["standing"]["properties"]
    lists = [
        (described["stance"], Stance),
        (statement["act"], Act),
        (statement["form"], Form),
        (described["link"]["properties"]["role"], Role),
        (described["actor"]["properties"]["kind"], ActorKind),
        (described["quantity_value"]["properties"]["bound"], Bound),
        (described["relation"]["properties"]["kind"], RelationKind),
        (described["decision"]["properties"]["kind"], DecisionKind),
    ]
    assert all(shape["enum"] == [str(member) for member in members] for shape, members in lists)
    assert statement["certainty"]["enum"] == [str(member) for member in Certainty]
    assert statement["scope"]["enum"] == [*map(str, Scope), None]
    assert standing["status"]["enum"] == [*map(str, Status), None]


@STORIES
def test_every_span_yields_its_quote(story: Callable[[], Snapshot]) -> None:
    document = exported(story())
    texts = {report["id"]: report["text"] for report in document["reports"]}
    for told in document["statements"]:
        text = texts[told["report"]]
        assert [text[start:end] for start, end in told["content"]] == told["quotes"]
        for name in ("source", "cue"):
            if told[name] is not None:
                start, end = told[name]
                assert text[start:end] == told[f"{name}_quote"] != ""
        assert all(text[link["start"] : link["end"]] == link["quote"] for link in told["links"])
    for mention in document["mentions"]:
        assert texts[mention["report"]][mention["start"] : mention["end"]] == mention["quote"]


@STORIES
def test_every_reference_leads_somewhere_and_membership_is_told_on_both_sides(
    story: Callable[[], Snapshot],
) -> None:
    document = exported(story())
    ids = {name: {one["id"] for one in document[name]} for name in ("actors", "claims", "statements")}
    bearing = {(told["id"], one["claim"]) for told in document["statements"] for one in told["claims"]}
    listed = {(key, claim["id"]) for claim in document["claims"] for key in claim["statements"]}
    assert bearing == listed
    for told in document["statements"]:
        assert set(told["chain"]) <= ids["actors"]
        assert told["speaker"] is None or told["chain"][0] == told["speaker"]
    for claim in document["claims"]:
        for origin in claim["standing"]["origins"]:
            assert set(origin["statements"]) <= set(claim["statements"])
    for relation in document["relations"]:
        assert {relation["left"], relation["right"]} <= ids["claims"]


def test_origins_that_only_deny_stand_apart_from_those_that_support() -> None:
    (alarm,) = [one for one in exported(dam_breach())["claims"] if one["gist"] == "no warning was given"]
    assert (len(alarm["standing"]["origins"]), len(alarm["standing"]["counter_origins"])) == (1, 1)


def test_what_stands_beside_a_statement_is_exported_with_its_words() -> None:
    report = a_report()
    snapshot = a_snapshot(report, a_statement_with_all_beside_it(report))
    (told,) = exported(snapshot)["statements"]
    assert (told["certainty"], told["scope"]) == ("probable", "speaker")
    assert [hedge["quote"] for hedge in told["hedges"]] == ["was", "closed"]
    for name in ("addressee", "channel_words", "matter"):
        words = told[name]
        assert report.text[words["start"] : words["end"]] == words["quote"] == "the bridge"


def test_a_denied_content_is_of_negative_polarity() -> None:
    polarities = {told["quotes"][0]: told["polarity"] for told in exported(dam_breach())["statements"]}
    assert (polarities["an alarm had failed"], polarities["40 houses were flooded"]) == ("-", "+")


def test_a_hand_that_nobody_could_tell_is_left_out_of_the_chain_and_kept_in_the_links() -> None:
    told = [one for one in exported(hostile())["statements"] if one["source_quote"] == "said"]
    assert [(one["speaker"], one["chain"], len(one["links"])) for one in told] == [(None, [], 1)]


def test_times_and_quantities_are_written_as_the_contract_has_them() -> None:
    document = exported(strike())
    values = {mention["quote"]: mention["value"] for mention in document["mentions"]}
    evening = ["2024-03-01T18:00", "2024-03-01T24:00"]
    assert values["Friday evening"] == {"begin": evening[0], "until": evening[1], "value": "2024-03-01TEV"}
    assert values["at most 300 people"] == {
        "low": None,
        "high": 300,
        "value": 300,
        "bound": "<",
        "unit": "person",
        "of": "",
        "readings": [],
    }
    assert [told["said"] for told in document["statements"]] == [evening, None, None]
    assert document["reports"][0]["published"] == "2024-03-02"


def test_keys_stand_in_one_order_and_the_bytes_do_not_depend_on_the_order_of_facts() -> None:
    facts = list(dam_breach().facts())
    backwards = Snapshot(
        **{name: dict(reversed(getattr(dam_breach(), name).items())) for name in Snapshot.__slots__}
    )
    assert ledger_json(Snapshot.of(reversed(facts))) == ledger_json(dam_breach()) == ledger_json(backwards)
    assert list(exported(dam_breach()))[:7] == [
        "schema",
        "tool",
        "ledger_hash",
        "reports",
        "statements",
        "attitudes",
        "actors",
    ]


def test_text_that_utf_8_cannot_hold_comes_back_as_it_was() -> None:
    report = a_report("half a pair \ud800 and a NUL \x00")
    assert exported(a_snapshot(report))["reports"][0]["text"] == report.text


def test_a_span_outside_its_text_is_never_exported() -> None:
    report = a_report("short")
    beyond = Statement("s-1", report.id, (Span(report.id, 0, 99),), Act.ASSERT, Form.DIRECT, "told")
    with pytest.raises(IntegrityError, match="does not lie in the text"):
        ledger(a_snapshot(report, beyond))


def test_a_report_says_how_its_date_was_inferred() -> None:
    told, inferred = a_report(), replace(a_report("It rained."), published_because="inferred from the text")
    rows = {row["id"]: row for row in ledger(a_snapshot(told, inferred))["reports"]}
    assert rows[told.id]["published_because"] == ""
    assert rows[inferred.id]["published_because"] == "inferred from the text"
