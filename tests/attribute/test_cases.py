import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.attribute import attribute
from counterclaim.model import Block, BlockKind, Report, Role, Span, Statement
from counterclaim.parse.parser import parse
from factories import a_report

CASES = Path(__file__).parents[1] / "cases" / "attribute"

SENTENCES = [
    "The mayor said the bridge was closed, but traffic had not stopped. ",
    "“We won,” she said, “and it was late.” ",
    '"We are ready. The boat is in the harbour," the captain told the BBC. ',
    "''It rained all day,'' he said. ''Nobody came.'' ",
    "The club denied any breach, according to its lawyer. ",
    "Neither claim could be verified. ",
    "Reuters quoted the judge as saying in a statement: «The trial is over and it will not resume.» ",
    "In a video, the coach accused the referee of bias in the final. ",
    "The firm's claim that sales “rose sharply” was dismissed. ",
    "Has the minister not denied that he paid? ",
    "He has not commented. ",
    "The strike is over, the union said, and buses will run. ",
    'She called the verdict "a disgrace". ',
    "“The river rose. ",
    "\n\n",
    '"',
    "’",
    "Photo: Ann Lee\n",
]


def cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        failures = table.get("known_failures", [])
        assert set(failures) <= {case["text"] for case in table["case"]}, path
        for case in table["case"]:
            marks = [pytest.mark.xfail(strict=True)] if case["text"] in failures else []
            found.append(pytest.param(case, id=f"{path.stem}: {case['text'][:60]}", marks=marks))
    return found


def read(text: str) -> tuple[Report, tuple[Statement, ...]]:
    """A single line is a paragraph, so that no case is taken for a headline by chance."""
    report = a_report(text)
    blocks = None if "\n" in text else [Block(BlockKind.PARAGRAPH, 0, len(text))]
    return report, attribute(report, parse(text, blocks))


def shown(report: Report, statement: Statement) -> dict[str, Any]:
    return {
        "source": report.quote(statement.source) if statement.source else "",
        "cue": report.quote(statement.cue) if statement.cue else "",
        "content": [report.quote(span) for span in statement.content],
        "relays": [report.quote(link.span) for link in statement.chain if link.role is Role.RELAY],
        "act": statement.act.value,
        "form": statement.form.value,
        "denied": statement.denied,
        "level": statement.level,
        "channel": statement.channel or "",
        "channel_words": quoted(report, statement.channel_words),
        "addressee": quoted(report, statement.addressee),
        "matter": quoted(report, statement.matter),
        "certainty": statement.certainty.value,
        "hedges": [report.quote(span) for span in statement.hedges],
        "scope": statement.scope.value if statement.scope else "",
    }


def quoted(report: Report, span: Span | None) -> str:
    return report.quote(span) if span else ""


@pytest.mark.parametrize("case", cases())
def test_every_case_says_what_it_says_and_nothing_else(case: dict[str, Any]) -> None:
    """`statements` are those told as so, `attitudes` the others; `none` means both are empty."""
    report, statements = read(case["text"])
    empty: dict[str, Any] = {"statements": [], "attitudes": []}
    wanted = empty if case.get("none") else {key: case[key] for key in empty if key in case}
    assert wanted, "a case states what is found, or that nothing is"
    for key, expected in wanted.items():
        found = [shown(report, one) for one in statements if one.is_told is (key == "statements")]
        assert len(found) == len(expected), found
        for one, parts in zip(found, expected, strict=True):
            assert {part: one[part] for part in parts} == parts


def test_there_are_cases_of_every_group() -> None:
    assert len(cases()) >= 120
    assert len(list(CASES.glob("*.toml"))) >= 15


def spans_of(statement: Statement) -> list[Span]:
    return [span for span in (statement.source, statement.cue, *statement.content) if span is not None]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), max_size=8).map("".join))
def test_spans_lie_inside_the_text_and_the_parts_of_a_statement_never_overlap(text: str) -> None:
    report = a_report(text)
    for statement in attribute(report, parse(text)):
        assert statement.content
        for span in spans_of(statement):
            assert span.report == report.id
            assert span.end <= len(text)
            assert report.quote(span).strip() == report.quote(span)
        assert not any(one.overlaps(other) for one, other in combinations(spans_of(statement), 2))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), max_size=8).map("".join))
def test_ids_are_unique_parents_are_there_and_the_same_text_reads_the_same_twice(text: str) -> None:
    report = a_report(text)
    document = parse(text)
    once = attribute(report, document)
    by_id = {statement.id: statement for statement in once}
    assert len(by_id) == len(once)
    for statement in once:
        assert statement.level == (by_id[statement.parent].level + 1 if statement.parent else 0)
    assert attribute(report, document) == once == attribute(report, parse(text))


@pytest.mark.parametrize("kind", [BlockKind.CREDIT, BlockKind.METADATA, BlockKind.BOILERPLATE])
def test_nothing_is_attributed_out_of_a_block_that_is_not_read(kind: BlockKind) -> None:
    text = 'The mayor said the bridge was closed. "We are sorry," she said.'
    assert not attribute(a_report(text), parse(text, [Block(kind, 0, len(text))]))


def test_an_empty_report_says_nothing() -> None:
    assert read("")[1] == ()


def test_every_statement_says_why_and_every_link_of_its_chain_lies_in_the_text() -> None:
    text = "".join(SENTENCES[:14])
    report, statements = read(text)
    assert statements
    for statement in statements:
        assert statement.because
        assert all(report.quote(link.span) for link in statement.chain)


def test_the_source_opens_the_chain_and_the_relays_follow() -> None:
    report, statements = read("Reuters quoted the governor as saying the dam had burst.")
    roles = [(link.role, report.quote(link.span)) for link in statements[0].chain]
    assert roles == [(Role.SPEAKER, "the governor"), (Role.RELAY, "Reuters")]
