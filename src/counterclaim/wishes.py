"""What a person who decides asks for: checked against the case, then recorded with all that follows.

A wish names the facts it is on by their ids. What may be wished stands here alone, for the command line as
for pages and programs. Who asks by a page or a program says also at which entry of the log they read the
facts: where the case has moved since in a way that concerns these, nothing is written, and a `ConflictError`
says what moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from enum import Enum, auto
from itertools import islice

from counterclaim.decide import Directory, Person, overlaid, replay, when_told
from counterclaim.decide.making import ACT, ACTOR, PARTY, PLACE, STANCE, TIME
from counterclaim.ledger import Entry, Snapshot, changes, decode, in_force
from counterclaim.model import Act, Decision, DecisionKind, Stance
from counterclaim.normalize.names import plain_name
from counterclaim.normalize.settings import SETTINGS_FILE
from counterclaim.problems import ConflictError, IntegrityError, NotFoundError, UsageError
from counterclaim.store import Store
from counterclaim.weigh import standing_rules

WISHED = (
    DecisionKind.CONFIRM,
    DecisionKind.REJECT,
    DecisionKind.MERGE,
    DecisionKind.SPLIT,
    DecisionKind.RELABEL,
    DecisionKind.ALIAS,
    DecisionKind.NOTE,
    DecisionKind.UNDO,
)
"""What can be wished for; how claims are weighed stands in the settings file."""

LABELS = (STANCE, ACT, ACTOR, PARTY, PLACE, TIME)
"""What a relabel may set."""

_TIMES = "2024, 2024-05, 2024-05-06, 2024-05-06T14:30, or two of them: 2024-05-06/2024-05-08"
_WORDS = {STANCE: tuple(Stance), ACT: tuple(Act)}
_SHOWN = 3


class Step(Enum):
    """What helps where a wish cannot be."""

    CLAIMS = auto()
    SHOW = auto()
    MERGE = auto()
    TOWARDS = auto()
    SPEAKER = auto()
    LABEL = auto()
    UNDO = auto()
    APPLY = auto()
    DECISIONS = auto()


class WishError(UsageError):
    """A wish that cannot be, where a step helps.

    The message ends with that step in words for everybody; the command line adds the command that takes it.

    Args:
        message: why it cannot be, and what to do.
        step: what to do.
        on: the id, or the label, that the step is on.
    """

    def __init__(self, message: str, step: Step, on: str = "") -> None:
        super().__init__(message)
        self.step = step
        self.on = on


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks to be ruled.

    Args:
        kind: one of `WISHED`.
        about: the ids of what it is on: a claim or a statement to confirm, reject or note; claims and
            statements to merge; the statements to split off; the statement (for a party also an actor's
            key or name) to relabel; the other names of an alias; the decision to undo.
        claim: the claim to split from; to which claim a stance is, where the statement bears on several.
        what: what a relabel sets, one of `LABELS`.
        to: to what it is set; the right name of an alias.
        note: why, for others to read; the words of a note.
    """

    kind: DecisionKind
    about: tuple[str, ...]
    claim: str = ""
    what: str = ""
    to: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """The entry of the log at which a person read the case: its number and its hash."""

    sequence: int
    head: str


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """What came of a wish: the decision, `new` or in force already, and the case before and after."""

    decision: Decision
    before: Snapshot
    after: Snapshot
    new: bool = True


def fulfil(store: Store, wish: Wish, by: str, *, seen: Seen | None, now: Callable[[], datetime]) -> Fulfilled:
    """Record what a person wishes with all that follows from it, in one transaction.

    Args:
        store: the case.
        wish: what is asked for.
        by: who asks.
        seen: the entry at which they read the case; None: they did not look.
        now: the clock.

    Raises:
        ConflictError: what the wish is on is not what it was at that entry.
        NotFoundError: it is on something that is not there.
        UsageError: it cannot be; the message says why, and what could.
    """
    from counterclaim.gazetteer import open_gazetteer  # noqa: PLC0415 - who only reads waits for no parser
    from counterclaim.pipeline import TOOL, Settings, follow  # noqa: PLC0415

    name = " ".join(by.split())
    if not name or name == SETTINGS_FILE:
        raise UsageError("nobody is named who decides; say who you are")
    with store.transaction() as writing:
        held = writing.snapshot()
        if seen is not None:
            refuse_moved(store, held, wish, seen)
        decision = wished(held, Person(name, now(), " ".join(wish.note.split())), wish)
        known = said_already(held, decision)
        if known is not None:
            return Fulfilled(known, held, held, new=False)
        writing.append(changes(held, [decision]), {}, recorded=now(), tool=TOOL)
        follow(writing, Settings(open_gazetteer(), standing_rules()), now)
        return Fulfilled(decision, held, writing.snapshot())


# -- Decisions -------------------------------------------------------------------------------


def wished(held: Snapshot, who: Person, wish: Wish) -> Decision:
    """Return the decision that a wish asks for.

    Raises:
        NotFoundError: it is on something that is not there.
        UsageError: it cannot be; the message says why, and what could.
    """
    _refuse_superfluous(wish)
    match wish.kind:
        case DecisionKind.CONFIRM | DecisionKind.REJECT | DecisionKind.NOTE:
            return _whole(held, who, wish)
        case DecisionKind.MERGE:
            return _merge(held, who, wish)
        case DecisionKind.SPLIT:
            return _split(held, who, wish)
        case DecisionKind.RELABEL:
            return _relabel(held, who, wish)
        case DecisionKind.ALIAS:
            return _alias(held, who, wish)
        case DecisionKind.UNDO:
            return _undo(held, who, wish)
        case DecisionKind.WEIGH:
            raise UsageError(f"how claims are weighed is ruled in {SETTINGS_FILE}; change its table there")


def _refuse_superfluous(wish: Wish) -> None:
    """Raise where a part of a wish would not be heeded: it was meant otherwise."""
    takes = {DecisionKind.SPLIT: {"claim"}, DecisionKind.ALIAS: {"to"}}
    heeded = {"claim", "what", "to"} if wish.kind is DecisionKind.RELABEL else takes.get(wish.kind, set())
    given = {"claim": wish.claim, "what": wish.what, "to": wish.to}
    for name, value in given.items():
        if value and name not in heeded:
            raise UsageError(f"to {wish.kind} takes no {name!r}; leave it out")


def _whole(held: Snapshot, who: Person, wish: Wish) -> Decision:
    fact = _fact(held, _only(wish, "claim or statement"))
    if wish.kind is DecisionKind.NOTE and not who.note:
        raise UsageError("a note needs words; write what is to be remembered")
    return who.on(wish.kind, fact, held)


def _merge(held: Snapshot, who: Person, wish: Wish) -> Decision:
    facts = sorted({_fact(held, one) for one in wish.about})
    if len(facts) < 2:
        raise WishError("to merge takes two claims or more; choose another one", Step.MERGE)
    return who.merge(facts, held)


def _split(held: Snapshot, who: Person, wish: Wish) -> Decision:
    claim = _claim(held, wish.claim)
    bearing = {one.statement for one in held.claims[claim].bearings}
    statements = sorted({_statement(held, one) for one in wish.about})
    if not statements:
        raise UsageError(f"nothing was told to be split from {claim}; choose one of its statements")
    for one in statements:
        if one not in bearing:
            raise WishError(f"{one} does not bear on {claim}; choose one of its statements", Step.SHOW, claim)
    if bearing <= set(statements):
        raise UsageError(f"nothing of {claim} would be left; leave one of its statements out")
    return who.split(claim, statements, held)


def _alias(held: Snapshot, who: Person, wish: Wish) -> Decision:
    if not wish.to.strip():
        raise UsageError("the right name is missing; write it")
    if not wish.about:
        raise UsageError(f"no other name of “{wish.to}” was told; name one")
    for one in wish.about:
        _refuse_unknown(held, one)
        if plain_name(one) == plain_name(wish.to):
            raise UsageError(f"“{one}” is the name itself; leave it out")
    for ruled in in_force(held.decisions.values()).values():
        if ruled.kind is DecisionKind.ALIAS and plain_name(wish.to) in map(plain_name, ruled.about):
            reason = f"{ruled.by} ruled that “{wish.to}” is another name of {ruled.to}"
            raise WishError(f"{reason}; use that name, or undo {ruled.id}", Step.UNDO, ruled.id)
    return who.alias(wish.to, wish.about)


def _undo(held: Snapshot, who: Person, wish: Wish) -> Decision:
    wanted = _only(wish, "decision")
    known = held.decisions.get(wanted)
    if known is None:
        raise NotFoundError(f"there is no decision {wanted!r}; look it up in the list of decisions")
    if known.by == SETTINGS_FILE:
        reason = f"{known.id} stands in {SETTINGS_FILE}"
        raise WishError(f"{reason}; take it out there, and apply that file", Step.APPLY)
    if known.kind is not DecisionKind.UNDO and known.id not in in_force(held.decisions.values()):
        raise WishError(f"{known.id} is undone already; look at the list of decisions", Step.DECISIONS)
    return who.undo(known.id)


# -- Labels ----------------------------------------------------------------------------------


def _relabel(held: Snapshot, who: Person, wish: Wish) -> Decision:
    wanted = _only(wish, "statement")
    if wish.what not in LABELS:
        raise UsageError(f"a relabel cannot set {wish.what!r}; it can set: {', '.join(LABELS)}")
    if not wish.to.strip():
        raise WishError(f"the {wish.what} is empty; write what it is to be", Step.LABEL, wish.what)
    if wish.claim and wish.what != STANCE:
        raise UsageError("`claim` says to which claim a stance is; leave it out")
    if wish.what == PARTY:
        return who.party([_speaker(held, wanted)], wish.to)
    statement = _statement(held, wanted)
    _refuse_meaningless(held, wish)
    towards = _towards(held, statement, wish.claim) if wish.what == STANCE else ""
    return who.relabel(statement, wish.what, wish.to, held, towards)


def _refuse_meaningless(held: Snapshot, wish: Wish) -> None:
    known = [str(one) for one in _WORDS.get(wish.what, ())]
    if known and wish.to not in known:
        raise UsageError(f"there is no {wish.what} {wish.to!r}; there are: {', '.join(known)}")
    if wish.what == TIME and when_told(wish.to) is None:
        raise UsageError(f"{wish.to!r} is no time; write it as {_TIMES}")
    if wish.what == ACTOR:
        _refuse_unknown(held, wish.to)


def _towards(held: Snapshot, statement: str, claim: str) -> str:
    """Return the claim that a stance is to, "" for the only one there is."""
    bearing = list(_claims_of(held, {statement}))
    if not bearing:
        raise WishError(f"{statement} bears on no claim yet; merge it with one first", Step.MERGE)
    if claim and _claim(held, claim) not in bearing:
        raise UsageError(f"{statement} does not bear on {claim}; it bears on {', '.join(bearing)}")
    if len(bearing) > 1 and not claim:
        raise WishError(f"{statement} bears on {', '.join(bearing)}; say to which claim", Step.TOWARDS)
    return claim if len(bearing) > 1 else ""


def _speaker(held: Snapshot, wanted: str) -> str:
    """Return the name of an actor, told by key or name, or of who speaks in a statement as it is ruled."""
    if wanted in held.actors:
        return held.actors[wanted].name
    if wanted not in held.claims and wanted not in held.statements:
        _refuse_unknown(held, wanted)
        return wanted
    statement = overlaid(held, replay(held, plain_name)).statements[_statement(held, wanted)]
    speaker = held.actor_of().get(statement.speaker or "")
    if speaker is None:
        raise WishError(f"nobody is known to speak in {wanted}; name its actor first", Step.SPEAKER, wanted)
    return speaker.name


def _refuse_unknown(held: Snapshot, name: str) -> None:
    """Raise where no report calls anybody so."""
    if Directory(held, plain_name).is_called(name):
        return
    called = {other for one in held.referents.values() for other in (one.name, *one.names)}
    near = get_close_matches(name, sorted(called), _SHOWN)
    hint = f"nearest: {', '.join(near)}" if near else "write it as a report does"
    raise NotFoundError(f"no report in the case speaks of {name!r}; {hint}")


# -- What is meant ---------------------------------------------------------------------------


def _only(wish: Wish, noun: str) -> str:
    if len(wish.about) != 1:
        raise UsageError(f"to {wish.kind} takes one {noun}; {len(wish.about)} were told")
    return wish.about[0]


def _fact(held: Snapshot, wanted: str) -> str:
    if wanted in held.claims or wanted in held.statements:
        return wanted
    raise NotFoundError(f"there is no claim or statement {wanted!r}; look it up on the board")


def _claim(held: Snapshot, wanted: str) -> str:
    if wanted in held.claims:
        return wanted
    if wanted in held.statements:
        raise WishError(f"{wanted} is a statement, not a claim; choose one of the claims", Step.CLAIMS)
    raise NotFoundError(f"there is no claim {wanted!r}; look it up on the board")


def _statement(held: Snapshot, wanted: str) -> str:
    if wanted in held.statements:
        return wanted
    if wanted in held.claims:
        raise WishError(f"{wanted} is a claim; choose one of its statements", Step.SHOW, wanted)
    raise NotFoundError(f"there is no statement {wanted!r}; look it up with one of its claims")


def said_already(held: Snapshot, decision: Decision) -> Decision | None:
    """Return the last that this person ruled on the same, where it is the same."""
    if decision.kind in {DecisionKind.NOTE, DecisionKind.UNDO}:
        return None
    own = [
        one
        for one in replay(held, plain_name).in_force
        if (one.by, one.about, one.what) == (decision.by, decision.about, decision.what)
    ]
    return own[-1] if own and (own[-1].kind, own[-1].to) == (decision.kind, decision.to) else None


# -- What has moved --------------------------------------------------------------------------


def refuse_moved(store: Store, held: Snapshot, wish: Wish, seen: Seen) -> None:
    """Raise where what a wish is on is not what it was at the entry at which it was seen.

    Raises:
        ConflictError: the message says what moved.
    """
    if seen.sequence == 0:
        later = store.entries()
    else:
        later = store.entries(seen.sequence - 1)
        first = next(later, None)
        if first is None or first.hash != seen.head:
            raise ConflictError("what you looked at is not this case as it was; load the page again")
    concerned = _concerned(held, wish)
    moved = list(dict.fromkeys(islice(_moved(later, held, concerned), _SHOWN)))
    if moved:
        raise ConflictError(f"the case has moved since you looked: {'; '.join(moved)}. Look, and decide anew")


def _concerned(held: Snapshot, wish: Wish) -> frozenset[str]:
    """Return the facts, and the plain names, whose change would concern who wishes.

    A claim is what bears on it; a statement is wished about as it bears on its claims.
    """
    told = {*wish.about, *([wish.claim] if wish.claim else [])}
    if wish.kind is DecisionKind.UNDO:
        return frozenset(told)
    by_name = wish.kind is DecisionKind.ALIAS or wish.what == PARTY
    if by_name:
        known = {held.actors[one].name for one in told if one in held.actors}
        names = {plain_name(one) for one in (*wish.about, wish.to, *known)}
        return frozenset(told | names)
    statements = told & held.statements.keys()
    return frozenset(told.union(_claims_of(held, statements)))


def _moved(later: Iterable[Entry], held: Snapshot, concerned: frozenset[str]) -> Iterator[str]:
    """Yield, for each entry that concerns what is wished for, what it changed."""
    for entry in later:
        kind, fact = entry.change.kind, entry.change.fact_id
        if kind == "decision" and entry.change.body is not None:
            ruled = decode(kind, entry.change.body)
            if not isinstance(ruled, Decision):
                raise IntegrityError(f"entry {entry.sequence} holds no decision; run `counterclaim verify`")
            names = {plain_name(one) for one in (*ruled.about, ruled.to)} if _is_on_names(ruled) else set()
            if not concerned.isdisjoint({*ruled.about, *names}):
                yield f"{ruled.by} ruled: {ruled.kind} {', '.join(ruled.about)}"
        elif kind in {"claim", "standing", "statement"} and fact in concerned:
            gist = held.claims[fact].gist if fact in held.claims else ""
            gone = entry.change.body is None
            yield f"{fact} {f'(“{gist}”) ' if gist else ''}{'is gone' if gone else 'changed'}"


def _is_on_names(decision: Decision) -> bool:
    return decision.kind is DecisionKind.ALIAS or decision.what == PARTY


def _claims_of(held: Snapshot, statements: Iterable[str]) -> Iterator[str]:
    wanted = set(statements)
    for key, claim in held.claims.items() if wanted else ():
        if any(bearing.statement in wanted for bearing in claim.bearings):
            yield key
