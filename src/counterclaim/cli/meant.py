"""What a person means who decides: which claim, statement, actor or decision, and whether the words fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from counterclaim.cli.showing import resolve
from counterclaim.decide import Directory, Person, replay, when_told
from counterclaim.ledger import Snapshot
from counterclaim.model import Act, Decision, Stance
from counterclaim.normalize.names import plain_name
from counterclaim.problems import NotFoundError, UsageError

_TIMES = "2024, 2024-05, 2024-05-06, 2024-05-06T14:30, or two of them: 2024-05-06/2024-05-08"
_CLOSED: Mapping[str, Iterable[str]] = MappingProxyType({"stance": Stance, "act": Act})
"""What can be set to one of a few words only."""


def the_claim(held: Snapshot, wanted: str) -> str:
    """Return the claim that is called `wanted`."""
    found = resolve(held, wanted)
    if found not in held.claims:
        raise UsageError(f"{found} is a statement, not a claim; list the claims with: counterclaim claims")
    return found


def the_statement(held: Snapshot, wanted: str) -> str:
    """Return the statement that is called `wanted`."""
    found = resolve(held, wanted)
    if found in held.claims:
        raise UsageError(f"{found} is a claim; choose one of its statements: {to_show(found)}")
    return found


def to_show(fact: str) -> str:
    """Return the command that shows a claim or a statement."""
    return f"counterclaim show {fact}"


def relabelled(  # noqa: PLR0913, PLR0917 - a case, a person, and what is set to what of what
    held: Snapshot, who: Person, wanted: str, what: str, value: str, claim: str | None
) -> Decision:
    """Return the decision that something of what is called `wanted` is `value`."""
    if not value.strip():
        raise UsageError(f"--{what} is empty; write what it is to be")
    if what == "party":
        return who.party([_actor(held, wanted)], value)
    statement = the_statement(held, wanted)
    _refuse_meaningless(held, what, value)
    towards = _towards(held, statement, claim) if what == "stance" else ""
    return who.relabel(statement, what, value, held, towards)


def _refuse_meaningless(held: Snapshot, what: str, value: str) -> None:
    known = [str(one) for one in _CLOSED.get(what, ())]
    if known and value not in known:
        raise UsageError(f"there is no {what} {value!r}; there are: {', '.join(known)}")
    if what == "time" and when_told(value) is None:
        raise UsageError(f"{value!r} is no time; write it as {_TIMES}")
    if what == "actor":
        refuse_unknown(held, value)


def _towards(held: Snapshot, statement: str, claim: str | None) -> str:
    """Return the claim that a stance is to, "" for the only one there is."""
    bearing = [
        key
        for key, one in held.claims.items()
        if any(bearing.statement == statement for bearing in one.bearings)
    ]
    if claim is not None:
        found = the_claim(held, claim)
        if found not in bearing:
            raise UsageError(f"{statement} does not bear on {found}; see what does: {to_show(found)}")
        return found if len(bearing) > 1 else ""
    if len(bearing) > 1:
        raise UsageError(f"{statement} bears on {', '.join(bearing)}; say which is meant: --claim ID")
    if not bearing:
        raise UsageError(f"{statement} bears on no claim yet; merge it with one first: counterclaim merge")
    return ""


def _actor(held: Snapshot, wanted: str) -> str:
    """Return the name of an actor, told by key or name, or of the speaker of a statement."""
    if wanted in held.actors:
        return held.actors[wanted].name
    if Directory(held, plain_name).is_called(wanted):
        return wanted
    try:
        statement = held.statements[the_statement(held, wanted)]
    except NotFoundError as error:
        raise NotFoundError(
            f"nobody in the case is called {wanted!r}, and no statement begins so; see who speaks: "
            "counterclaim claims"
        ) from error
    speaker = held.actor_of().get(statement.speaker or "")
    if speaker is None:
        raise UsageError(f"nobody is known to speak in {statement.id}; say who: --actor NAME")
    return speaker.name


def refuse_unknown(held: Snapshot, name: str) -> None:
    """Raise where no report calls anybody so."""
    if Directory(held, plain_name).is_called(name):
        return
    called = {other for one in held.referents.values() for other in (one.name, *one.names)}
    near = get_close_matches(name, sorted(called), 3)
    hint = f"nearest: {', '.join(near)}" if near else "write it as a report does"
    raise NotFoundError(f"no report in the case speaks of {name!r}; {hint}")


def the_decision(held: Snapshot, wanted: str) -> Decision:
    """Return the decision whose id, or the beginning of one, is `wanted`."""
    fitting = [key for key in held.decisions if key == wanted or key.removeprefix("d-").startswith(wanted)]
    fitting = fitting or [key for key in held.decisions if wanted and key.startswith(wanted)]
    if len(fitting) == 1:
        return held.decisions[fitting[0]]
    reason = f"{len(fitting)} decisions begin" if fitting else "no decision begins"
    raise NotFoundError(f"{reason} with {wanted!r}; list them with: counterclaim decisions --all")


def last_decision(held: Snapshot, name: str) -> Decision:
    """Return the last decision of a person that is in force."""
    own = [one for one in replay(held, plain_name).in_force if one.by == name]
    if not own:
        raise NotFoundError(
            f"no decision of {name} is in force; name one of another person's: counterclaim decisions"
        )
    return own[-1]
