"""A ledger that is brought up to date step by step, as a case is, beside the same worked out at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from counterclaim.blocking import Keys, MemoryKeys
from counterclaim.derive import derived, derived_anew, take_in
from counterclaim.ledger import DERIVED, Fact, Snapshot, decode, encode, id_of, kind_of
from counterclaim.model import Proposition, Report, content_id
from road import settings

Key = tuple[str, str]
"""The kind and the id of a fact."""


@dataclass
class Kept:
    """What a case holds, in memory: facts, and the index of what is known of them."""

    index: Keys = field(default_factory=MemoryKeys)
    facts: dict[Key, Fact] = field(default_factory=dict)

    def put(self, *facts: Fact) -> None:
        """Write facts as they are; nothing follows yet."""
        self.facts |= {(kind_of(fact), id_of(fact)): fact for fact in facts}

    def take_in(self, *reports: Iterable[Fact]) -> None:
        """Write what reports tell, each alone; nothing follows yet."""
        for facts in reports:
            told = list(facts)
            self.put(*told)
            take_in(self.index, told)

    def follow(self) -> None:
        """Bring what the reports tell together up to date."""
        found = derived_anew(self.snapshot(), self.index, settings().rules)
        new = {(kind_of(fact), id_of(fact)) for fact in found.facts}
        assert new.isdisjoint(found.gone), "what stands now is not gone"
        self.put(*found.facts)
        for key in found.gone:
            self.facts.pop(key, None)

    def snapshot(self) -> Snapshot:
        """Return the ledger as it stands."""
        return Snapshot.of(self.facts.values())

    def differences(self) -> list[str]:
        """Return what follows otherwise here than from all at once, a line for each fact."""
        return differences(self.snapshot())


def differences(snapshot: Snapshot) -> list[str]:
    """Return what a ledger holds otherwise than follows from its reports and decisions at once."""
    ours = written(snapshot.facts(sorted(DERIVED)))
    theirs = written(derived(snapshot, settings().rules))
    every = sorted(ours.keys() | theirs.keys())
    return [
        f"{kind} {key}: stands as {ours.get((kind, key))}, follows as {theirs.get((kind, key))}"
        for kind, key in every
        if ours.get((kind, key)) != theirs.get((kind, key))
    ]


def written(facts: Iterable[Fact]) -> dict[Key, str]:
    """Return facts as they are written down."""
    return {(kind_of(fact), id_of(fact)): encode(fact) for fact in facts}


# -- Reports that are no trouble to make --------------------------------------------------------------


def reprinted(facts: Iterable[Fact], outlet: str, words: Mapping[str, str] | None = None) -> tuple[Fact, ...]:
    """Return what a report tells as another outlet prints it, some words replaced by others as long."""
    told = list(facts)
    others = {**(words or {}), **{old.lower(): new.lower() for old, new in (words or {}).items()}}
    ids = {id_of(fact) for fact in told if not isinstance(fact, Proposition)}
    others |= {one: content_id(one.partition("-")[0], outlet, one) for one in ids}
    assert all(len(old) == len(new) for old, new in (words or {}).items())
    found = re.compile("|".join(map(re.escape, sorted(others, key=len, reverse=True))))
    bodies = ((kind_of(fact), found.sub(lambda one: others[one[0]], encode(fact))) for fact in told)
    return tuple(_by_another(decode(kind, body), outlet) for kind, body in bodies)


def _by_another(fact: Fact, outlet: str) -> Fact:
    if not isinstance(fact, Report):
        return fact
    return replace(fact, outlet=outlet, sha256=hashlib.sha256(f"{outlet} {fact.text}".encode()).hexdigest())
