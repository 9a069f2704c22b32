"""All that reports tell together, brought up to date: families, actors, claims, relations, standings.

What is known of earlier reports is kept in an index of keys, so that a new report is compared with its own
candidates only. The index is no part of the ledger: where there is none, or one of another version, all is
worked out anew, and comes to the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from counterclaim.blocking import Keys, Looked, MemoryKeys
from counterclaim.decide import heard, replay
from counterclaim.decide.making import ACTOR
from counterclaim.decide.replay import Rulings
from counterclaim.ledger import DERIVED, Fact, Snapshot, canonical, id_of, kind_of
from counterclaim.model import Claim, Proposition, Referent, Report, Statement, content_id
from counterclaim.normalize.actors import keep_referents, link_anew, referents_of
from counterclaim.normalize.names import plain_name
from counterclaim.normalize.quantities import comparable
from counterclaim.parse.parser import parse
from counterclaim.relate import keep, propositions, relate_anew, supported_by
from counterclaim.reuse import families_anew, families_of
from counterclaim.weigh import StandingRule, rules_in_force, weigh

_VERSION = "5"
"""Of what is in the index; one of another version is not used."""

_STATE, _PENDING, _NEW = "state", "pending", "new"
_RULED = "ruled"
"""The spaces of the index: what it was made with, reports not compared yet, and statements ruled on."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from the reports: facts that stand now, and those that are gone, by kind and id."""

    facts: tuple[Fact, ...]
    gone: tuple[tuple[str, str], ...]


def take_in(index: Keys, facts: Iterable[Fact]) -> None:
    """Take note of the facts of new reports, which are to be compared with the others yet."""
    known = list(facts)
    keep(
        index,
        (one for one in known if isinstance(one, Statement)),
        (one for one in known if isinstance(one, Proposition)),
    )
    keep_referents(index, (one for one in known if isinstance(one, Referent)))
    index.put(_PENDING, {one.id: [_NEW] for one in known if isinstance(one, Report)})


def derived(snapshot: Snapshot, rules: Sequence[StandingRule]) -> tuple[Fact, ...]:
    """Return all that the reports tell together; the same for the same reports and decisions in any order."""
    alone = Snapshot.of(snapshot.facts(kind for kind in _KINDS_READ))
    return derived_anew(alone, MemoryKeys(), rules).facts


_KINDS_READ = ("report", "referent", "mentions", "statement", "proposition", "decision")


def derived_anew(before: Snapshot, index: Keys, rules: Sequence[StandingRule]) -> Derived:
    """Return what is otherwise by new reports and decisions than was worked out `before`.

    Args:
        before: the ledger, with the new reports and decisions in it, and all else as it was.
        index: what is known of the reports before; it is brought up to date.
        rules: the standing rules, where nobody ruled which.
    """
    is_known = index.keys(_STATE, "version") == (_VERSION,)
    if not is_known:
        index.clear()
        take_in(index, before.facts(["report", "referent", "statement", "proposition"]))
        index.put(_STATE, {"version": [_VERSION]})
    new = index.members(_PENDING, _NEW)
    rulings = replay(before, plain_name)
    told = _told_anew(heard(before, rulings), rulings.labels, index)
    copies = families_anew(before.reports, index, new)
    linked = link_anew(before.referents, before.actors, index, new, copies.first_prints, rulings.names)
    actor_of = linked.actor_of
    moved = _moved(before, linked.moved, rulings) if is_known else before.reports.keys()
    concerned = {*new, *moved, *_ruled_anew(before, rulings, index)}
    related = relate_anew(told, actor_of, index, concerned, rulings.constraints)
    in_force = rules_in_force(rulings.names, rules)
    others = _weighed_anew(before, copies.reports, in_force, index, {one.id for one in related.claims})
    claims = (*related.claims, *(one for one in others if is_known and one.id not in related.claims_gone))
    standings = weigh(claims, told.statements, told.propositions, actor_of, families_of(index), in_force)
    index.put(_PENDING, dict.fromkeys(new, ()))
    facts: tuple[Fact, ...] = (
        *copies.families, *linked.actors, *linked.identities, *related.claims, *related.relations, *standings
    )  # fmt: skip
    gone = (
        *(("family", one) for one in copies.gone),
        *(("actor", one) for one in linked.gone),
        *((kind, one) for kind in ("claim", "standing") for one in related.claims_gone),
        *(("relation", one) for one in related.relations_gone),
    )
    return Derived(facts, tuple(gone) if is_known else tuple(_all_but(before, facts)))


# -- What is concerned -------------------------------------------------------------------------------


def _moved(before: Snapshot, referents: Collection[str], rulings: Rulings) -> frozenset[str]:
    """Return the reports in which some referents are named, or speak because a person ruled so."""
    ruled = (one for one, own in rulings.labels.items() if ACTOR in own and own[ACTOR].meaning in referents)
    reports = {before.statements[one].report for one in ruled}
    return frozenset(reports.union(before.referents[one].report for one in referents))


def _ruled_anew(before: Snapshot, rulings: Rulings, index: Keys) -> frozenset[str]:
    """Return the reports with a statement on which other rulings hold than before."""
    now = {one: sorted(told) for one, told in _rulings_by_statement(rulings).items()}
    marks = {one: content_id("ruled", canonical(told)) for one, told in now.items()}
    old = {one: index.keys(_RULED, one) for one in index.members(_RULED, _RULED)}
    others = {one for one in {*marks, *old} if tuple(sorted((marks.get(one, ""), _RULED))) != old.get(one)}
    index.put(_RULED, {one: [_RULED, marks[one]] if one in marks else [] for one in others})
    known = (before.statements.get(one) for one in others)
    return frozenset(one.report for one in known if one is not None)


def _rulings_by_statement(rulings: Rulings) -> Mapping[str, list[str]]:
    """Return what is ruled on each statement, in words that differ where the rulings do."""
    found: dict[str, list[str]] = {}
    for statement, labels in rulings.labels.items():
        found.setdefault(statement, []).extend(f"{what} {label}" for what, label in sorted(labels.items()))
    for statement in rulings.rejected:
        found.setdefault(statement, []).append("rejected")
    for stance in rulings.constraints.stances:
        beside = sorted(stance.beside) if stance.beside is not None else None
        found.setdefault(stance.statement, []).append(f"{stance.stance} {beside} {stance.because}")
    for joined in rulings.constraints.joined:
        for statement in joined.statements:
            found.setdefault(statement, []).append(f"joined {sorted(joined.statements)} {joined.because}")
    for parted in rulings.constraints.parted:
        for statement in parted.statements | parted.others:
            both = f"{sorted(parted.statements)} {sorted(parted.others)}"
            found.setdefault(statement, []).append(f"parted {both} {parted.because}")
    return found


def _weighed_anew(
    before: Snapshot,
    reports: Iterable[str],
    rules: Sequence[StandingRule],
    index: Keys,
    related: Iterable[str],
) -> Iterator[Claim]:
    """Yield the claims that stay as they were, but are weighed otherwise: other copies, or other rules."""
    mark = content_id("rules", *rules)
    if index.keys(_STATE, "rules") == (mark,):
        claims = supported_by(index, reports)
    else:
        claims = frozenset(before.claims)
        index.put(_STATE, {"rules": [mark]})
    yield from (before.claims[one] for one in sorted(claims.difference(related)) if one in before.claims)


def _all_but(before: Snapshot, facts: Iterable[Fact]) -> Iterator[tuple[str, str]]:
    """Yield the facts worked out before that are not among `facts`."""
    kept = {(kind_of(fact), id_of(fact)) for fact in facts}
    for kind in sorted(DERIVED):
        yield from (key for fact in before.facts([kind]) if (key := (kind, id_of(fact))) not in kept)


# -- What people had told ----------------------------------------------------------------------------


def _told_anew(told: Snapshot, relabelled: Iterable[str], index: Keys) -> Snapshot:
    """Return the snapshot with what those statements say that only a person took to tell anything."""
    silent = [told.statements[key] for key in relabelled if key in told.statements]
    new: list[Proposition] = []
    for one in silent:
        if one.is_told and one.id not in told.propositions:
            report = told.reports[one.report]
            measured = [comparable(mention) for mention in told.mentions[report.id].items]
            people = [told.referents[who] for who in referents_of(index, report.id)]
            new += propositions(parse(report.text), [one], measured, report.language, people)
    keep(index, (), new)
    laid = {one.id: one for one in new}
    both = Looked(lambda key: laid.get(key) or told.propositions.get(key))
    return replace(told, propositions=both) if new else told
