"""Origins by cases that a reader can edit: who says one thing, and on how many origins it rests."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counterclaim.model import (
    Actor,
    ActorKind,
    Form,
    Origin,
    Proposition,
    Span,
    Stance,
    Statement,
    When,
)
from counterclaim.weigh.origins import Witnesses, origins
from factories import a_claim, a_referent, a_report, a_statement, an_actor

CASES = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "weigh" / "origins.toml").read_text(encoding="utf-8")
)["case"]
BY_RULE = pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
WORDS = "the matter is as it is told"


@dataclass
class Told:
    """What the lines of a case come to."""

    statements: list[Statement]
    actor_of: dict[str, Actor]
    propositions: dict[str, Proposition]


def weighed(case: Mapping[str, Any]) -> tuple[Origin, ...]:
    """Return the origins of the claim that every line of `case` supports."""
    told = Told([], {}, {})
    actors: dict[object, Actor] = {}
    for number, line in enumerate(case["said"]):
        add(line, number, told, actors)
    for actor in actors.values():
        told.actor_of |= dict.fromkeys(actor.referents, actor)
    reports = {line["in"]: one.report for line, one in zip(case["said"], told.statements, strict=True)}
    families = {
        reports[one]: f"fam-{number}"
        for number, copies in enumerate(case.get("copies", ()))
        for one in copies
    }
    everything = {one.id: one for one in told.statements}
    claim = a_claim("it is so", *((one, Stance.ASSERTS) for one in told.statements))
    return origins(claim, Witnesses.of(everything, told.actor_of, families, told.propositions))


def add(line: Mapping[str, Any], number: int, told: Told, actors: dict[object, Actor]) -> None:
    """Add one line: a statement, its speaker and who passed it on."""
    words, name, relay = line.get("words", WORDS), line.get("by", "sources"), line.get("via", "nobody")
    report = a_report(f"{words}, {name} told {relay}.", outlet=f"Outlet {line['in']}")
    report = replace(report, id=f"report-{line['in']}")
    speaker = a_referent(report, name, party=line.get("side")) if "by" in line else None
    passed_on = a_referent(report, relay, kind=ActorKind.OUTLET) if "via" in line else None
    form = Form.DIRECT if line.get("quoted") else Form.INDIRECT
    one = a_statement(report, words, speaker=speaker, source=name, relay=passed_on, form=form)
    at = line.get("same_words_as", number)
    content = (Span(report.id, 1000 * at, 1000 * at + len(words)),)
    said = When.day(*day_of(line["on"])) if "on" in line else None
    one = replace(one, id=f"s-{number}", content=content, said=said)
    told.statements.append(one)
    told.propositions[one.id] = Proposition(one.id, "be", words=tuple(words.split()))
    for referent, known in ((speaker, line), (passed_on, {"by": relay, "kind": "outlet"})):
        if referent is not None:
            key = (known["by"], number if known.get("apart") else None)
            before = actors[key].referents if key in actors else ()
            actor = an_actor(replace(referent, id=f"{referent.id}-{number}"))
            actors[key] = described(actor, known, (*before, *actor.referents))
            one = renamed(one, referent.id, f"{referent.id}-{number}")
    told.statements[-1] = one


def described(actor: Actor, line: Mapping[str, Any], referents: Sequence[str]) -> Actor:
    return replace(
        actor,
        key=f"{line['by']}{'-apart' if line.get('apart') else ''}",
        kind=ActorKind(line.get("kind", "person")),
        names=(line["by"], *line.get("called", ())),
        proper=line.get("named", True),
        country=line.get("country"),
        referents=tuple(referents),
    )


def renamed(statement: Statement, old: str, new: str) -> Statement:
    chain = tuple(replace(link, referent=new) if link.referent == old else link for link in statement.chain)
    return replace(statement, chain=chain)


def day_of(text: str) -> tuple[int, int, int]:
    day = date.fromisoformat(text)
    return day.year, day.month, day.day


@BY_RULE
def test_a_claim_rests_on_so_many_origins(case: dict[str, Any]) -> None:
    found = weighed(case)
    assert len(found) == case["origins"]
    if "of" in case:
        assert sorted(origin.speaker or "" for origin in found) == case["of"]
    told = "; ".join(origin.because for origin in found)
    assert case.get("because", "") in told
    assert case.get("because_lacks", "nothing like it") not in told


@BY_RULE
def test_who_adds_no_origin_and_who_passes_on_is_told_by_name(case: dict[str, Any]) -> None:
    found = weighed(case)
    left_out = [one.name for origin in found for one in origin.left_out]
    assert set(case.get("left_out", ())) <= set(left_out)
    assert all(one.because for origin in found for one in origin.left_out)
    assert sorted({name for origin in found for name in origin.relays}) == case.get("relays", relays(case))


def relays(case: Mapping[str, Any]) -> list[str]:
    return sorted({line["via"] for line in case["said"] if "via" in line})


@BY_RULE
def test_no_statement_is_lost_or_counted_twice(case: dict[str, Any]) -> None:
    listed = [statement for origin in weighed(case) for statement in origin.statements]
    assert sorted(listed) == sorted(f"s-{number}" for number in range(len(case["said"])))


@BY_RULE
def test_the_order_of_reports_changes_nothing(case: dict[str, Any]) -> None:
    if any("same_words_as" in line for line in case["said"]):
        return
    turned = case | {"said": case["said"][::-1]}
    assert len(weighed(turned)) == case["origins"]
