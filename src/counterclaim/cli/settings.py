"""The settings file of a case, and `apply`: what it rules, worked in without a new report."""

from __future__ import annotations

from pathlib import Path

from counterclaim.cli import clock
from counterclaim.cli.exits import Code
from counterclaim.cli.flags import Flags
from counterclaim.cli.screen import Line, Screen, counted
from counterclaim.gazetteer import open_gazetteer
from counterclaim.ledger import Snapshot
from counterclaim.model import Actor, DecisionKind
from counterclaim.normalize.actors import unmet_names
from counterclaim.normalize.settings import SETTINGS_FILE, TEMPLATE
from counterclaim.pipeline import Settings
from counterclaim.pipeline import add as add_to_ledger
from counterclaim.problems import UsageError
from counterclaim.rulebook import Rulings, rulings_of_case, settings_path
from counterclaim.store import is_there, open_store
from counterclaim.weigh import default_table, standing_rules


def write_template(screen: Screen, case: Path) -> None:
    """Write a settings file that explains itself beside a new case, and never over another."""
    path = settings_path(case)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE)
    except FileExistsError:
        screen.note(f"{path} is there already and counts for this case too")
    else:
        screen.note(f"made {path}: write into it who is who, and on which side")


def unmet(rulings: Rulings, snapshot: Snapshot) -> tuple[str, ...]:
    """Return the names in the settings file that no report uses."""
    return tuple(unmet_names(rulings or (), snapshot.referents.values()))


def are_applied(rulings: Rulings, snapshot: Snapshot) -> bool:
    """Say whether the case holds what its settings file rules, and nothing that an older one ruled."""
    held = {one.id for one in snapshot.decisions.values() if one.by == SETTINGS_FILE}
    return held == {one.id for one in rulings or ()}


def tell_unmet(screen: Screen, rulings: Rulings, snapshot: Snapshot) -> None:
    """Say which names in the settings file no report uses."""
    names = ", ".join(f"“{name}”" for name in unmet(rulings, snapshot))
    if names:
        screen.warn(f"{SETTINGS_FILE}: no report in the case speaks of {names}; check the spelling")


# -- apply -----------------------------------------------------------------------------------


def apply(flags: Flags, chosen: Path | None = None) -> Code:
    """Work the settings file into the case, and say which actors it changes."""
    screen = Screen(flags)
    rulings = rulings_of_case(flags.case, chosen)
    if rulings is None:
        path = settings_path(flags.case)
        raise UsageError(
            f"there is no {path}; write one (docs/settings.md says how), or name one: --settings FILE"
        )
    if flags.dry_run:
        screen.note(f"would apply {counted(len(rulings), 'ruling')} to {flags.named}; nothing was written")
        return Code.OK
    with open_store(flags.case, waiting=screen.warn) as store:
        before = store.snapshot()
        settings = Settings(open_gazetteer(), standing_rules(), rulings=rulings)
        add_to_ledger(store, (), settings, clock.now)
        after = store.snapshot()
    rows = [(one.name, one.party, one.party_because) for one in _changed(before, after)]
    weighed = _weighed_anew(before, after)
    document = {
        "rulings": [one.note for one in rulings],
        "actors": [_shown(one) for one in _changed(before, after)],
        "claims": weighed,
    }
    screen.listing(document, ("actor", "side", "why"), rows)
    screen.note(f"{counted(len(rulings), 'ruling')} in force, {counted(len(rows), 'actor')} changed")
    screen.note(f"{counted(len(weighed), 'claim')} stand otherwise than before")
    tell_unmet(screen, rulings, after)
    screen.note(f"next: {flags.command('claims')}")
    return Code.OK


def _weighed_anew(before: Snapshot, after: Snapshot) -> list[str]:
    """Return the claims whose status is not what it was, or that were not there."""
    was = {key: standing.status for key, standing in before.standings.items()}
    return sorted(key for key, standing in after.standings.items() if was.get(key) is not standing.status)


def _changed(before: Snapshot, after: Snapshot) -> list[Actor]:
    return [one for key, one in sorted(after.actors.items()) if before.actors.get(key) != one]


def _shown(actor: Actor) -> dict[str, object]:
    return {
        "name": actor.name,
        "party": actor.party,
        "because": actor.because,
        "party_because": actor.party_because,
    }


# -- standing --------------------------------------------------------------------------------


def standing(flags: Flags) -> Code:
    """Write the table of rules by which the claims of the case are weighed; without a case, the default."""
    screen = Screen(flags)
    table, whose = default_table(), "the table that ships with Counterclaim"
    if is_there(flags.case):
        with open_store(flags.case, waiting=screen.warn) as store:
            ruled = [one for one in store.snapshot().decisions.values() if one.kind is DecisionKind.WEIGH]
        if ruled:
            table, whose = ruled[0].to, f"ruled by {ruled[0].by}: {ruled[0].note}"
    rules = standing_rules(table)
    document = [
        {"status": one.status, "credibility": one.credibility, "because": one.because} for one in rules
    ]
    screen.text(
        {"rules": document, "whose": whose, "table": table}, (Line(line) for line in table.splitlines())
    )
    screen.note(whose)
    return Code.OK
