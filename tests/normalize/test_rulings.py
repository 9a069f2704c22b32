"""The settings file: what it may hold, what is wrong with it, and what becomes of the actors by it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.ledger import Snapshot, decode, encode, ledger_hash
from counterclaim.model import Actor, ActorKind, Decision, Referent, content_id
from counterclaim.normalize.actors import link, unmet_names
from counterclaim.normalize.settings import SETTINGS_FILE, TEMPLATE, rulings_in
from counterclaim.problems import ProblemKind
from road import reports_of, told_by

TABLE = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "normalize" / "rulings.toml").read_text(encoding="utf-8")
)
NAMES = st.sampled_from(
    ["Ann Lee", "Lee", "A. Lee", "Acme", "Acme Bank", "Bo Roth", "P\u0430ul Roth", "Roth"]
)
PARTIES = st.sampled_from(["Acme", "Union", "North"])
FILES = st.fixed_dictionaries(
    {},
    optional={
        name: st.dictionaries(NAMES | PARTIES, st.lists(NAMES | PARTIES, max_size=3), max_size=3)
        for name in ("aliases", "parties", "factions")
    },
)


def written(tables: dict[str, dict[str, list[str]]]) -> str:
    lines: list[str] = []
    for table, entries in tables.items():
        lines += [f"[{table}]", *(f'"{name}" = {list(others)}' for name, others in entries.items())]
    return "\n".join(lines)


def actors_of(texts: list[str], decisions: tuple[Decision, ...]) -> tuple[tuple[Actor, ...], list[Referent]]:
    facts = [fact for report in reports_of(*texts) for fact in told_by(report)]
    referents = [fact for fact in facts if isinstance(fact, Referent)]
    return link(referents, decisions), referents


@pytest.mark.parametrize("row", TABLE["cases"], ids=lambda row: row["rule"])
def test_each_ruling_of_the_case_file_is_followed(row: dict[str, Any]) -> None:
    decisions, problems = rulings_in(row["settings"])
    assert problems == ()
    actors, referents = actors_of(row["reports"], decisions)
    for wanted in row["actors"]:
        named = [one for one in actors if one.name == wanted["name"]]
        assert len(named) == 1, actors
        shown = {key: list(value) if isinstance(value, tuple) else value for key, value in vars_of(named[0])}
        assert {key: shown[key] for key in wanted} == wanted
    assert not {one.name for one in actors} & set(row.get("gone", []))
    assert list(unmet_names(decisions, referents)) == row.get("unmet", [])


def vars_of(actor: Actor) -> list[tuple[str, Any]]:
    return [(name, getattr(actor, name)) for name in Actor.__slots__]


@pytest.mark.parametrize("row", TABLE["problems"], ids=lambda row: row["rule"])
def test_each_mistake_is_told_with_its_line_and_the_next_step(row: dict[str, Any]) -> None:
    decisions, problems = rulings_in(row["settings"], "story.toml")
    assert decisions == ()
    told = [(one.line or 0, f"{one.reason} ({one.advice})") for one in problems]
    assert len(told) == len(row["problems"]), told
    for (line, sentence), (wanted_line, beginning) in zip(sorted(told), sorted(row["problems"]), strict=True):
        assert (line, sentence[: len(beginning)]) == (wanted_line, beginning)
    assert all(one.kind is ProblemKind.BAD_SETTINGS and one.path == "story.toml" for one in problems)


def test_the_template_rules_nothing_and_its_examples_are_right() -> None:
    assert rulings_in(TEMPLATE) == ((), ())
    examples = "\n".join(
        line.removeprefix("# ") if '" = [' in line else line for line in TEMPLATE.splitlines()
    )
    decisions, problems = rulings_in(examples)
    assert (len(decisions), problems) == (3, ())


def test_where_a_ruling_stands_makes_no_difference_to_it() -> None:
    one = rulings_in('[parties]\n"Acme" = ["Jo", "Bo"]\n"Union" = ["Al"]')
    other = rulings_in('# moved\n[parties]\n"Union" = ["Al"]\n\n"Acme" = ["Bo", "Jo"]')
    assert one == other


def test_a_ruling_is_a_fact_that_changes_the_ledger_hash() -> None:
    decisions, _ = rulings_in('[parties]\n"Acme" = ["Jo"]')
    assert [decode("decision", encode(one)) for one in decisions] == list(decisions)
    assert decisions[0].by == SETTINGS_FILE
    assert ledger_hash(Snapshot.of(decisions)) != ledger_hash(Snapshot())


@settings(max_examples=150, deadline=None)
@given(tables=FILES)
def test_any_file_gives_decisions_or_problems_never_both(tables: dict[str, dict[str, list[str]]]) -> None:
    decisions, problems = rulings_in(written(tables))
    assert not (decisions and problems)
    assert all(one.advice and (one.line is None or one.line > 0) for one in problems)
    assert len({one.id for one in decisions}) == len(decisions)


@settings(max_examples=150, deadline=None)
@given(tables=FILES, names=st.lists(NAMES, max_size=8), seed=st.randoms(use_true_random=False))
def test_ruled_actors_are_a_partition_whatever_the_order(
    tables: dict[str, dict[str, list[str]]], names: list[str], seed: Any
) -> None:
    decisions, _ = rulings_in(written(tables))
    some = [
        Referent(content_id("ref", n), f"report {n}", name, ActorKind.PERSON, (name,), proper=True)
        for n, name in enumerate(names)
    ]
    actors = link(some, decisions)
    assert sorted(r for actor in actors for r in actor.referents) == sorted(one.id for one in some)
    assert len({actor.key for actor in actors}) == len(actors)
    assert all(actor.party_because for actor in actors)
    seed.shuffle(some)
    assert link(some, sorted(decisions, key=lambda one: one.note)) == actors
