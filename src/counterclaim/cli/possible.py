"""`possible-conflicts`: pairs of claims for a person to check, on which no rule decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.table import Table
from rich.text import Text

from counterclaim.cli.exits import Code
from counterclaim.cli.flags import Flags
from counterclaim.cli.listing import short_ids
from counterclaim.cli.screen import Screen, counted, frame, plain
from counterclaim.cli.user_model import ask
from counterclaim.model import Claim
from counterclaim.relate.possible import PossibleConflict, possible_conflicts
from counterclaim.store import open_store


@dataclass(frozen=True, slots=True)
class Listed:
    """A pair in the list; `conflict` is what the user's model says of it, None where none was asked."""

    left: str
    right: str
    left_gist: str
    right_gist: str
    nearness: float
    contrary: bool
    because: str
    conflict: float | None = None


def possible(flags: Flags, limit: int, model: Path | None, seconds: float) -> Code:
    """List the pairs that may conflict, in the order of the user's model if there is one."""
    screen = Screen(flags)
    with open_store(flags.case, waiting=screen.warn) as store:
        snapshot = store.snapshot()
    found = [_listed(one, snapshot.claims) for one in possible_conflicts(snapshot)]
    ordered = _by_model(found, model, seconds) if model else found
    shown = ordered[:limit]
    header = ("left", "right", "nearness", "conflict", "because", "left_gist", "right_gist")
    rows = [[getattr(one, name) for name in header] for one in shown]
    short = short_ids(snapshot.claims)
    screen.listing([asdict(one) for one in shown], header, rows, lambda _: _picture(shown, short))
    screen.note(_closing(flags, found, shown))
    return Code.OK


def _listed(one: PossibleConflict, claims: Mapping[str, Claim]) -> Listed:
    left, right = claims[one.left], claims[one.right]
    return Listed(left.id, right.id, left.gist, right.gist, one.nearness, one.contrary, one.because)


def _by_model(found: Sequence[Listed], model: Path, seconds: float) -> list[Listed]:
    """Return the same pairs, those first which the model thinks likeliest; of equal ones the order stays."""
    if not found:
        return []
    answers = ask(model, [(one.left_gist, one.right_gist) for one in found], seconds)
    judged = [
        Listed(**(asdict(one) | {"conflict": answer})) for one, answer in zip(found, answers, strict=True)
    ]
    return sorted(judged, key=lambda one: -(one.conflict or 0.0))


def _closing(flags: Flags, found: Sequence[Listed], shown: Sequence[Listed]) -> str:
    """Say how many there are, that nobody decided on them, and what to type next."""
    if not shown:
        return "no pair of claims that no rule decided on seems to conflict"
    more = f" of {len(found):,}; raise --limit to see more" if len(found) > len(shown) else ""
    look = flags.command("show", shown[0].left)
    return f"{counted(len(shown), 'possible conflict')}{more}. No rule decided on them; to check: {look}"


def _picture(shown: Sequence[Listed], short: Mapping[str, str]) -> Table:
    """Return a row for each pair: the two claims one above the other, with the reason under them."""
    drawn = frame("near", "model", "id", "claims, and why they are listed")
    for one in shown:
        told = "" if one.conflict is None else f"{one.conflict:.2f}"
        gists = f"{plain(one.left_gist)}\n{plain(one.right_gist)}\n"
        drawn.add_row(
            f"{one.nearness:.2f}",
            told,
            f"{short[one.left]}\n{short[one.right]}",
            Text.assemble(gists, (plain(one.because), "dim")),
        )
    return drawn
