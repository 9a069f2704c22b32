"""What a person means who decides at the command line, and by which command they go on."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from counterclaim.cli.showing import resolve
from counterclaim.decide import Directory, replay
from counterclaim.ledger import Snapshot
from counterclaim.normalize.names import plain_name
from counterclaim.problems import NotFoundError, UsageError
from counterclaim.wishes import Step, WishError

_COMMANDS: Mapping[Step, str] = MappingProxyType(
    {
        Step.CLAIMS: "counterclaim claims",
        Step.SHOW: "counterclaim show {}",
        Step.MERGE: "counterclaim merge ID ID",
        Step.TOWARDS: "--claim ID",
        Step.SPEAKER: "counterclaim relabel {} --actor NAME",
        Step.LABEL: "--{} VALUE",
        Step.UNDO: "counterclaim undo {}",
        Step.APPLY: "counterclaim apply",
        Step.DECISIONS: "counterclaim decisions --all",
    }
)
"""How each step that helps is taken here."""


def in_commands(error: WishError) -> UsageError:
    """Return why a wish cannot be, with the command that helps."""
    return UsageError(f"{error}: {_COMMANDS[error.step].format(error.on)}")


def the_speaker(held: Snapshot, wanted: str) -> str:
    """Return an actor's key or name as it was told, else the id of the statement whose speaker is meant."""
    if wanted in held.actors or Directory(held, plain_name).is_called(wanted):
        return wanted
    try:
        return resolve(held, wanted)
    except NotFoundError as error:
        raise NotFoundError(f"nobody in the case is called {wanted!r}, and {error}") from error


def the_decision(held: Snapshot, wanted: str) -> str:
    """Return the id of the decision whose id, or the beginning of one, is `wanted`."""
    fitting = [key for key in held.decisions if key == wanted or key.removeprefix("d-").startswith(wanted)]
    fitting = fitting or [key for key in held.decisions if wanted and key.startswith(wanted)]
    if len(fitting) == 1:
        return fitting[0]
    reason = f"{len(fitting)} decisions begin" if fitting else "no decision begins"
    raise NotFoundError(f"{reason} with {wanted!r}; list them with: counterclaim decisions --all")


def last_decision(held: Snapshot, name: str) -> str:
    """Return the id of the last decision of a person that is in force."""
    own = [one.id for one in replay(held, plain_name).in_force if one.by == name]
    if not own:
        raise NotFoundError(
            f"no decision of {name} is in force; name one of another person's: counterclaim decisions"
        )
    return own[-1]
