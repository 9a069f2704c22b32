"""`verify --deep`: what the reports tell together, worked out anew and compared with what is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from counterclaim.cli.screen import Screen
from counterclaim.derive import derived
from counterclaim.ledger import DERIVED, Fact, id_of, kind_of
from counterclaim.pipeline import TOOL
from counterclaim.store import Damage, Store
from counterclaim.weigh import standing_rules


def otherwise(screen: Screen, store: Store) -> Iterator[Damage]:
    """Yield the facts that the reports tell together otherwise than is stored.

    What another version worked out may differ without damage, and is not compared.
    """
    tools = {entry.tool for entry in store.entries() if entry.change.kind in DERIVED}
    if tools - {TOOL}:
        others = ", ".join(sorted(tools - {TOOL}))
        screen.warn(f"not worked out anew, for this is {TOOL} and some is by {others}; compare with: rebuild")
        return
    snapshot = store.snapshot()
    wanted = _by_id(derived(snapshot, standing_rules()))
    stored = _by_id(snapshot.facts(sorted(DERIVED)))
    for key in sorted(wanted.keys() | stored.keys()):
        if stored.get(key) != wanted.get(key):
            yield Damage(" ".join(key), _reason(stored.get(key), wanted.get(key)))
    screen.detail(f"{len(wanted):,} facts worked out anew")


def _by_id(facts: Iterable[Fact]) -> dict[tuple[str, str], Fact]:
    return {(kind_of(fact), id_of(fact)): fact for fact in facts}


def _reason(stored: Fact | None, wanted: Fact | None) -> str:
    if stored is None:
        return "is missing, for the reports tell it; if `add` was interrupted, repeat it"
    return "is not what the reports tell" if wanted is not None else "is told by no report"
