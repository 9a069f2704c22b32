"""Standing: what may be said of a claim today, by a table of rules that a desk can replace."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from operator import attrgetter
from string import Formatter
from types import MappingProxyType
from typing import Any

from counterclaim.model import (
    SUPPORTING,
    Actor,
    ActorKind,
    Bearing,
    Claim,
    Decision,
    DecisionKind,
    Form,
    Origin,
    PartyStance,
    Stance,
    Standing,
    Statement,
    Status,
)
from counterclaim.problems import UsageError

_WHO = ("supporting", "verifying", "denying", "conceding", "doubting", "silent")
COUNTS = (*_WHO, "origins", "sides", "speakers")
_GAPS = frozenset({*_WHO, "origins", "sides"})
_DIGITS = range(1, 7)
_STRENGTH = (Stance.DENIES, Stance.CONCEDES, Stance.CONFIRMS, Stance.ASSERTS, Stance.DOUBTS, Stance.SILENT)


@dataclass(frozen=True, slots=True)
class StandingRule:
    """One row of the table: the least and most of each count, and what follows."""

    status: Status
    least: Mapping[str, int]
    most: Mapping[str, int]
    credibility: int
    because: str

    def holds(self, counts: Mapping[str, int]) -> bool:
        """Say whether every condition holds."""
        return all(counts[name] >= value for name, value in self.least.items()) and all(
            counts[name] <= value for name, value in self.most.items()
        )


def standing_rules(table: str | None = None) -> tuple[StandingRule, ...]:
    """Return the rules of a table in TOML, by default the one that ships with Counterclaim.

    Raises:
        UsageError: the table cannot be used; it says which rule is wrong, and why.
    """
    text = table if table is not None else default_table()
    try:
        rows = tomllib.loads(text).get("rules")
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"the table of standing rules is not TOML: {error}") from error
    if not isinstance(rows, list) or not rows:
        raise UsageError("the table of standing rules has no rules: each is a [[rules]] of its own")
    rules = tuple(_numbered_rule(number, row) for number, row in enumerate(rows, 1))
    if rules[-1].least or rules[-1].most:
        raise UsageError("the last standing rule must always hold, so that every claim has one: when = {}")
    return rules


def rules_in_force(
    decisions: Iterable[Decision], default: Sequence[StandingRule]
) -> tuple[StandingRule, ...]:
    """Return the rules that a person ruled claims to be weighed by, else `default`.

    Raises:
        UsageError: the table that was ruled cannot be used.
    """
    ruled = sorted((one for one in decisions if one.kind is DecisionKind.WEIGH), key=attrgetter("id"))
    return standing_rules(ruled[0].to) if ruled else tuple(default)


def default_table() -> str:
    """Return the table that ships with Counterclaim, to be changed and named in a settings file."""
    return (resources.files("counterclaim.weigh") / "standing.toml").read_text(encoding="utf-8")


def _numbered_rule(number: int, row: Any) -> StandingRule:
    try:
        return _rule(row)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        reason = f"it has no {error}" if isinstance(error, KeyError) else str(error)
        raise UsageError(f"standing rule {number} cannot be used: {reason}") from error


def _rule(row: Mapping[str, Any]) -> StandingRule:
    least: dict[str, int] = {}
    most: dict[str, int] = {}
    for name, wanted in row["when"].items():
        if name not in COUNTS:
            raise ValueError(f"there is no count called {name!r}; there are {', '.join(COUNTS)}")
        bounds = wanted if isinstance(wanted, dict) else {"min": wanted, "max": wanted}
        if not bounds or not bounds.keys() <= {"min", "max"}:
            raise ValueError(f"{name} takes a number, or {{ min = 1 }}, or {{ max = 0 }}")
        least |= {name: _count(bounds["min"])} if "min" in bounds else {}
        most |= {name: _count(bounds["max"])} if "max" in bounds else {}
    if row["status"] not in set(Status):
        raise ValueError(f"there is no status {row['status']!r}; there are {', '.join(Status)}")
    return StandingRule(
        Status(row["status"]), least, most, _digit(row["credibility"]), _sentence(row["because"])
    )


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{value!r} is not a count: a whole number from 0")
    return value


def _digit(value: object) -> int:
    if value not in _DIGITS or not isinstance(value, int):
        raise ValueError(f"credibility {value!r} is no digit of the Admiralty code: 1 to 6")
    return value


def _sentence(value: str) -> str:
    """Refuse a sentence with a gap that nothing fills."""
    gaps = {gap for _, gap, _, _ in Formatter().parse(value) if gap is not None}
    if gaps - _GAPS:
        known = ", ".join(f"{{{gap}}}" for gap in sorted(_GAPS))
        raise ValueError(f"because has {{{min(gaps - _GAPS)}}}, which nothing fills; there are {known}")
    return value


def stand(
    claim: Claim,
    origins: Sequence[Origin],
    statements: Mapping[str, Statement],
    actor_of: Mapping[str, Actor],
    rules: Sequence[StandingRule],
) -> Standing:
    """Return the standing of `claim` by the first rule that holds.

    Raises:
        UsageError: none of `rules` holds.
    """
    who = _voices(claim, statements, actor_of)
    counts = _counts(claim, origins, statements, who)
    rule = next((rule for rule in rules if rule.holds(counts)), None)
    if rule is None:
        raise UsageError("no standing rule fits: end the table with a rule that always holds")
    words = {stance: _list(frozenset(voices)) for stance, voices in who.items()}
    words |= {"origins": str(len(origins)), "sides": str(counts["sides"])}
    return Standing(
        claim=claim.id,
        status=rule.status,
        origins=tuple(origins),
        parties=_parties(claim, statements, actor_of),
        because=rule.because.format(**words),
        credibility=rule.credibility,
    )


def _voices(
    claim: Claim, statements: Mapping[str, Statement], actor_of: Mapping[str, Actor]
) -> dict[str, frozenset[str]]:
    """Return who takes which stance: parties, or speakers without one."""
    found: dict[str, set[str]] = {name: set() for name in _WHO}
    for bearing in claim.bearings:
        statement = statements[bearing.statement]
        speaker = actor_of.get(statement.speaker or "")
        for name in _WHO:
            if _TAKES[name](bearing, speaker):
                whose = _faction(speaker) if name == "conceding" else ""
                found[name].add(whose or _side(statement, speaker))
    return {name: frozenset(voices) for name, voices in found.items()}


def _verifies(bearing: Bearing, speaker: Actor | None) -> bool:
    """Say whether an outlet confirms it on its own account: it takes no side in what it reports on."""
    return bearing.stance is Stance.CONFIRMS and speaker is not None and speaker.kind is ActorKind.OUTLET


_TAKES: Mapping[str, Callable[[Bearing, Actor | None], bool]] = MappingProxyType(
    {
        "supporting": lambda bearing, _: bearing.stance in SUPPORTING,
        "verifying": _verifies,
        "denying": lambda bearing, _: bearing.stance is Stance.DENIES,
        "conceding": lambda bearing, _: bearing.stance is Stance.CONCEDES,
        "doubting": lambda bearing, _: bearing.stance is Stance.DOUBTS,
        "silent": lambda bearing, _: bearing.stance is Stance.SILENT,
    }
)


def _side(statement: Statement, speaker: Actor | None) -> str:
    if speaker is None:
        return "the outlet itself" if statement.form is Form.NARRATOR else "an unnamed source"
    return speaker.party or speaker.name


def _faction(speaker: Actor | None) -> str:
    """Return a party with the wider one that it was ruled to be a part of: it may quarrel with the rest."""
    if speaker is None or not speaker.party or speaker.camp in {None, speaker.party}:
        return ""
    return f"{speaker.party} (ruled a faction of {speaker.camp})"


def _counts(
    claim: Claim,
    origins: Sequence[Origin],
    statements: Mapping[str, Statement],
    who: Mapping[str, frozenset[str]],
) -> dict[str, int]:
    told = [statements[b.statement] for b in claim.bearings if b.stance in SUPPORTING]
    return {name: len(voices) for name, voices in who.items()} | {
        "origins": len(origins),
        "sides": len(who["supporting"]),
        "speakers": sum(one.form is not Form.NARRATOR for one in told),
    }


def _parties(
    claim: Claim, statements: Mapping[str, Statement], actor_of: Mapping[str, Actor]
) -> tuple[PartyStance, ...]:
    """Return each party's stances, the strongest first."""
    found = {
        (speaker.party, b.stance)
        for b in claim.bearings
        if (speaker := actor_of.get(statements[b.statement].speaker or "")) and speaker.party
    }
    ordered = sorted(found, key=lambda pair: (pair[0], _STRENGTH.index(pair[1])))
    return tuple(PartyStance(party, stance) for party, stance in ordered)


def _list(names: frozenset[str]) -> str:
    ordered = sorted(names)
    return " and ".join([", ".join(ordered[:-1]), ordered[-1]] if len(ordered) > 1 else ordered) or "nobody"
