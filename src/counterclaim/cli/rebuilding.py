"""`rebuild`: the raw bytes of a case read again, down the whole road, into a new case beside the old one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from counterclaim.board import summary
from counterclaim.cli import clock
from counterclaim.cli.exits import Code
from counterclaim.cli.flags import Flags
from counterclaim.cli.interruption import heeding
from counterclaim.cli.screen import Screen, counted
from counterclaim.engine import LocalEngine
from counterclaim.gazetteer import open_gazetteer
from counterclaim.ledger import (
    DERIVED,
    KINDS,
    PER_REPORT,
    Entry,
    Fact,
    Snapshot,
    changes,
    decode,
    encode,
    entry_hash,
    id_of,
    ledger_hash,
)
from counterclaim.model import Intake, Report
from counterclaim.pipeline import TOOL, Settings
from counterclaim.pipeline import add as add_to_ledger
from counterclaim.problems import CounterclaimError, Problem, UsageError
from counterclaim.read import Reading, intake_from, read_again
from counterclaim.store import Damage, Store, open_store
from counterclaim.weigh import standing_rules

_BATCH = 32
"""Reports that each of several workers reads before they are written."""

_COPIED = ("decision", "problem")
"""What no bytes tell: what people ruled, and what was wrong with the input."""

_COMPARED = tuple(kind for kind in KINDS if kind not in {"problem", "intake"})
"""The kinds that the ledger hash is made of."""


def rebuild(flags: Flags, new: Path, workers: int = 1) -> Code:
    """Make a case anew from raw bytes and decisions, and say what comes out otherwise than before."""
    screen = Screen(flags)
    if new.exists():
        raise UsageError(f"{new} is there already and was left as it is; name a new file")
    with open_store(flags.case) as old:
        found = evidence(old)
        intakes = found.intakes()
        if flags.dry_run:
            screen.note(f"would read {counted(len(intakes), 'report')} again into {new}; nothing was written")
            return Code.OK
        with open_store(new, create=True, waiting=screen.warn) as store:
            if store.head()[0]:
                raise UsageError(f"{new} holds a case already and was left as it is; name another")
            try:
                _read_all(screen, old, store, found, workers)
            except KeyboardInterrupt:
                screen.warn(f"stopped: {new} is not whole; remove it and begin again")
                return Code.INTERRUPTED
            return _tell(screen, found, store.snapshot(), new)


# -- What can be read of the old case --------------------------------------------------------


@dataclass(slots=True)
class Evidence:
    """What can be read of a case.

    `bodies` are the facts that stood, by kind and id; None is one that cannot be read. `damaged` are
    entries that were passed over, `lost` is what cannot be had any more. `ledger_hash` is that of the
    case, if all of it can be read.
    """

    bodies: dict[tuple[str, str], str | None] = field(default_factory=dict)
    damaged: list[Damage] = field(default_factory=list)
    lost: list[Damage] = field(default_factory=list)
    ledger_hash: str | None = None

    def facts(self, kind: str) -> Iterator[Fact]:
        """Yield the facts of one kind that can be read, in the order in which they were put."""
        for (its, _), body in self.bodies.items():
            if its == kind and body is not None:
                yield decode(kind, body)

    def intakes(self) -> dict[str, Intake]:
        """Return how each report came in, by its id; of old cases as far as the report tells itself."""
        told = {fact.id: intake_from(fact) for fact in self.facts("report") if isinstance(fact, Report)}
        return told | {fact.report: fact for fact in self.facts("intake") if isinstance(fact, Intake)}


def evidence(store: Store) -> Evidence:
    """Return what can be read of a case, going on past damage."""
    found = Evidence()
    number = 0
    try:
        for entry in store.entries():
            _take(entry, number, found)
            number = entry.sequence
    except CounterclaimError as error:
        found.damaged.append(Damage("log", f"breaks off after entry {number}: {error}"))
        log_is_whole = False
    else:
        log_is_whole = True
    try:
        _take_what_stands(store, found)
    except CounterclaimError as error:
        (found.damaged if log_is_whole else found.lost).append(Damage("current state", str(error)))
    _take_other_damage(store, found)
    if not found.damaged and not found.lost:
        found.ledger_hash = ledger_hash(store.snapshot())
    return found


def _take(entry: Entry, before: int, found: Evidence) -> None:
    """Take what one entry says if it is what was written; else note what may be lost with it."""
    change = entry.change
    key = change.kind, change.fact_id
    if entry.sequence != before + 1:
        found.lost.append(Damage(f"entry {before + 1}", f"is missing: entry {entry.sequence} comes next"))
    if entry.hash != entry_hash(entry.sequence, entry.recorded, entry.tool, change, entry.previous):
        found.bodies[key] = None
        _note(found, Damage(f"entry {entry.sequence}", f"was altered: {' '.join(key)}"), change.kind)
    elif change.body is None:
        found.bodies.pop(key, None)
    else:
        found.bodies[key] = change.body


def _take_what_stands(store: Store, found: Evidence) -> None:
    """Take one by one the facts that stand and that the log, as far as it can be read, did not tell."""
    standing = store.snapshot()
    shelves = zip(KINDS, fields(Snapshot), strict=True)
    listed = [(kind, key) for kind, shelf in shelves for key in getattr(standing, shelf.name)]
    for kind, key in (one for one in listed if one not in found.bodies):
        try:
            fact = store.snapshot().get(kind, key)
        except CounterclaimError as error:
            found.bodies[kind, key] = None
            _note(found, Damage(f"{kind} {key}", str(error)), kind)
        else:
            found.bodies[kind, key] = encode(fact) if fact is not None else None


def _take_other_damage(store: Store, found: Evidence) -> None:
    """Note what `verify` finds besides: a log cut off at its end shows only in what once stood."""
    noted = {damage.item for damage in found.damaged}
    for damage in store.damages():
        if damage.item not in noted:
            found.damaged.append(damage)
            if damage.item.startswith(_COPIED):
                found.lost.append(damage)


def _note(found: Evidence, damage: Damage, kind: str) -> None:
    """Note damage; what is worked out anew is not lost, and of a report its bytes will tell."""
    found.damaged.append(damage)
    if kind not in PER_REPORT | DERIVED:
        found.lost.append(damage)


# -- Reading it again ------------------------------------------------------------------------


def _read_all(screen: Screen, old: Store, new: Store, found: Evidence, workers: int) -> None:
    """Copy what no bytes tell, then send the raw bytes down the whole road."""
    copied = [fact for kind in _COPIED for fact in found.facts(kind)]
    new.append(changes(Snapshot(), copied), {}, recorded=clock.now(), tool=TOOL)
    batch = 1 if workers == 1 else workers * _BATCH
    settings = Settings(open_gazetteer(), standing_rules(), LocalEngine(workers), batch)
    with heeding(lambda name: screen.note(f"  {name}")) as tell:
        add_to_ledger(new, _readings(old, found), settings, clock.now, tell)


def _readings(old: Store, found: Evidence) -> Iterator[Reading]:
    """Yield what the readers of today make of all raw bytes; what cannot be read is noted as lost."""
    intakes = found.intakes()
    told_of = {intake.sha256 for intake in intakes.values()}
    for name in old.blob_names():
        if name not in told_of:
            found.lost.append(Damage(f"blob {name}", "no entry that can be read tells how it came in"))
    for intake in intakes.values():
        try:
            item = read_again(old.blob(intake.sha256), intake)
        except CounterclaimError as error:
            found.lost.append(Damage(f"report {intake.report}", str(error)))
            continue
        if isinstance(item, Problem):
            found.lost.append(Damage(f"report {intake.report}", str(item)))
        else:
            yield item


# -- What came of it -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """How the facts of one kind came out: how many are the same, and which are not, by id."""

    kind: str
    same: int
    gone: tuple[str, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]


def differences(before: Mapping[tuple[str, str], str | None], after: Snapshot) -> Iterator[Difference]:
    """Yield for each kind how facts came out; what could not be read before is not compared."""
    for kind in _COMPARED:
        was = {key: body for (its, key), body in before.items() if its == kind}
        now = {id_of(fact): fact for fact in after.facts([kind])}
        read = {key: decode(kind, body) for key, body in was.items() if body is not None}
        both = sorted(read.keys() & now.keys())
        changed = tuple(key for key in both if read[key] != now[key])
        gone, new = tuple(sorted(read.keys() - now.keys())), tuple(sorted(now.keys() - was.keys()))
        yield Difference(kind, len(both) - len(changed), gone, new, changed)


def _tell(screen: Screen, found: Evidence, made: Snapshot, path: Path) -> Code:
    """Say whether the same came out, what did not, and what is lost."""
    kinds = list(differences(found.bodies, made))
    differing = [one for one in kinds if one.gone or one.new or one.changed]
    digest = ledger_hash(made)
    document = {
        "same": digest == found.ledger_hash if found.ledger_hash else not differing,
        "ledger_hash": digest,
        "ledger_hash_before": found.ledger_hash,
        "kinds": [asdict(one) for one in kinds],
        "damaged": [asdict(one) for one in found.damaged],
        "lost": [asdict(one) for one in found.lost],
    }
    header = ("kind", "same", "gone", "new", "changed")
    rows = [(one.kind, one.same, len(one.gone), len(one.new), len(one.changed)) for one in kinds]
    screen.listing(document, header, rows)
    for heading, damages in (("damaged, and passed over:", found.damaged), ("lost:", found.lost)):
        if damages:
            screen.warn("\n".join((heading, *(f"- {one.item}: {one.reason}" for one in damages))))
    screen.note(f"made {path}: {summary(made)}")
    return _verdict(screen, found, digest, same=bool(document["same"]))


def _verdict(screen: Screen, found: Evidence, digest: str, *, same: bool) -> Code:
    if same:
        whole = "the same ledger" if found.ledger_hash else "the same as far as the old case can be read"
        screen.note(f"{whole}: {digest}")
    else:
        screen.warn(
            "it differs from the old case, which was left as it is: another version, gazetteer or language "
            "model may read the same bytes otherwise (--json names each fact)"
        )
    if found.lost:
        return Code.DAMAGED
    return Code.OK if same else Code.PARTLY_DONE
