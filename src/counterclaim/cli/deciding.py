"""What a person decides: confirm, reject, merge, split, relabel, alias, note, undo; and the list of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict

from counterclaim.board import STATUS_WORDS, Difference, News, Ruling, State, differences, rulings
from counterclaim.cli import clock
from counterclaim.cli.exits import Code
from counterclaim.cli.flags import Flags
from counterclaim.cli.meant import in_commands, last_decision, the_decision, the_speaker
from counterclaim.cli.moments import as_asked
from counterclaim.cli.screen import Screen, counted
from counterclaim.cli.showing import resolve
from counterclaim.cli.who import user
from counterclaim.decide import Person, replay
from counterclaim.decide.making import PARTY, STANCE
from counterclaim.gazetteer import open_gazetteer
from counterclaim.ledger import Snapshot
from counterclaim.model import Decision, DecisionKind
from counterclaim.normalize.names import plain_name
from counterclaim.pipeline import Settings, decide, decided
from counterclaim.problems import UsageError
from counterclaim.store import open_store
from counterclaim.weigh import standing_rules
from counterclaim.wishes import Wish, WishError, said_already, wished

Meaning = Callable[[Snapshot], Iterable[Wish]]
"""What tells the wishes that are meant in a case as it stands."""


# -- Verbs -----------------------------------------------------------------------------------


def whole(flags: Flags, kind: DecisionKind, wanted: str, note: str) -> Code:
    """Confirm, reject or note something on a claim or a statement."""
    return _rule(flags, note, lambda held: [Wish(kind, (resolve(held, wanted),))])


def merge(flags: Flags, wanted: Sequence[str], note: str) -> Code:
    """Rule that claims and statements say one thing."""
    return _rule(flags, note, lambda held: [Wish(DecisionKind.MERGE, _resolved(held, wanted))])


def split(flags: Flags, claim: str, wanted: Sequence[str], note: str) -> Code:
    """Rule that statements do not belong to a claim."""

    def meant(held: Snapshot) -> Iterator[Wish]:
        yield Wish(DecisionKind.SPLIT, _resolved(held, wanted), claim=resolve(held, claim))

    return _rule(flags, note, meant)


def relabel(
    flags: Flags, wanted: str, labels: Mapping[str, str | None], claim: str | None, note: str
) -> Code:
    """Rule what a statement is: its stance, act, speaker, place, time; or for whom its speaker speaks."""
    given = {what: value for what, value in labels.items() if value is not None}
    if not given:
        raise UsageError(
            f"nothing was told to be set; add one of: {', '.join(f'--{what}' for what in labels)}"
        )
    if claim is not None and STANCE not in given:
        raise UsageError("--claim says to which claim a stance is; it takes --stance beside it")

    def meant(held: Snapshot) -> Iterator[Wish]:
        towards = "" if claim is None else resolve(held, claim)
        for what, value in given.items():
            about = the_speaker(held, wanted) if what == PARTY else resolve(held, wanted)
            yield Wish(DecisionKind.RELABEL, (about,), towards if what == STANCE else "", what, value)

    return _rule(flags, note, meant)


def alias(flags: Flags, name: str, others: Sequence[str], note: str) -> Code:
    """Rule that some names are other names of one actor."""
    return _rule(flags, note, lambda _: [Wish(DecisionKind.ALIAS, tuple(others), to=name)])


def undo(flags: Flags, wanted: str | None, note: str) -> Code:
    """Take a decision back: the one named, else the last of this user that is in force."""

    def meant(held: Snapshot) -> Iterator[Wish]:
        known = last_decision(held, user(flags)) if wanted is None else the_decision(held, wanted)
        yield Wish(DecisionKind.UNDO, (known,))

    return _rule(flags, note, meant)


def _resolved(held: Snapshot, wanted: Sequence[str]) -> tuple[str, ...]:
    return tuple(resolve(held, one) for one in wanted)


# -- Deciding --------------------------------------------------------------------------------


def _rule(flags: Flags, note: str, meant: Meaning) -> Code:
    """Record decisions with all that follows, or say what would follow, and say how to undo them."""
    screen = Screen(flags)
    who = Person(user(flags), clock.now(), " ".join(note.split()))
    with open_store(flags.case, waiting=screen.warn) as store:
        held = store.snapshot()
        made = [one for one in _made(held, who, meant) if not _known(screen, held, one)]
        if not made:
            return Code.OK
        settings = Settings(open_gazetteer(), standing_rules())
        if flags.dry_run:
            before, after = held, decided(held, made, settings)
        else:
            before, after = decide(store, made, settings, clock.now)
        found = [one for one in differences(before, after) if one.news not in {News.RULING, News.RULING_GONE}]
        views = [one for one in rulings(after) if one.id in {decision.id for decision in made}]
        _tell(screen, views, found, list(_became(before, after)))
    return Code.OK


def _made(held: Snapshot, who: Person, meant: Meaning) -> list[Decision]:
    """Return the decisions that are meant; where one cannot be, the command is told that helps."""
    try:
        return [wished(held, who, wish) for wish in meant(held)]
    except WishError as error:
        raise in_commands(error) from error


def _known(screen: Screen, held: Snapshot, decision: Decision) -> bool:
    """Say whether this person has ruled the same already, and tell so."""
    known = said_already(held, decision)
    if known is not None:
        screen.note(f"{known.by} has ruled so already ({known.id}); nothing was changed")
    return known is not None


def _tell(
    screen: Screen, views: Sequence[Ruling], found: Sequence[Difference], became: Sequence[str]
) -> None:
    header = ("news", "id", "gist", "was", "now", "because")
    rows = [(one.news, one.fact, one.gist, one.was, one.now, one.because) for one in found]
    document = {
        "decisions": [asdict(one) for one in views],
        "written": not screen.flags.dry_run,
        "changed": [asdict(one) for one in found],
    }
    screen.listing(document, header, rows)
    result = "; ".join(became) or "nothing changes on the board"
    would = "would rule: " if screen.flags.dry_run else ""
    for one in views:
        screen.note(f"{would}{one.by}: {one.ruled} ({', '.join(one.about)})")
        if one.state in {State.DISAGREEMENT, State.NEEDS_REVIEW}:
            screen.warn(f"{one.state}: {one.because}")
    screen.note(result)
    if screen.flags.dry_run:
        screen.note("nothing was written")
    for one in () if screen.flags.dry_run else views:
        screen.note(f"to undo: {screen.flags.command('undo', one.id)}")


def _became(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """Yield what became of the claims, in a few words each."""
    gone = [key for key in before.claims if key not in after.claims]
    new = [key for key in after.claims if key not in before.claims]
    if gone and new:
        yield f"{counted(len(gone), 'claim')} became {len(new)}"
    elif gone:
        yield f"{counted(len(gone), 'claim')} left the board"
    elif new:
        yield f"{counted(len(new), 'new claim')} on the board"
    changed = [key for key in after.claims if key in before.claims]
    steps = {(_status(before, [key]), _status(after, [key])) for key in changed}
    steps |= {(_status(before, gone), _status(after, new))} if gone and new else set()
    yield from (f"status {was} -> {now}" for was, now in sorted(steps) if was != now)
    earlier, later = (replay(held, plain_name) for held in (before, after))
    for key in changed:
        was, now = (told.of_claims.get(key) for told in (earlier, later))
        if was != now:
            yield f"{key} is marked {now}" if now else f"{key} is marked no more"
    labelled = {*earlier.labels, *later.labels}
    read = sum(earlier.labels.get(one) != later.labels.get(one) for one in labelled)
    if read:
        yield f"{counted(read, 'statement')} read otherwise"
    sides = {key: actor.party for key, actor in before.actors.items()}
    for key, actor in after.actors.items():
        if key in sides and actor.party and actor.party != sides[key]:
            yield f"{actor.name} speaks for {actor.party}"
    others = sum(before.claims[key] != after.claims[key] for key in changed)
    if others:
        yield f"{counted(others, 'claim')} told otherwise"


def _status(held: Snapshot, claims: Sequence[str]) -> str:
    """Return the statuses of some claims, each once."""
    known = {held.standings[key].status for key in claims if key in held.standings}
    return ", ".join(sorted(STATUS_WORDS[status] for status in known)) or "not weighed"


# -- decisions -------------------------------------------------------------------------------


def decisions(flags: Flags, everything: bool) -> Code:
    """List what people decided: what is in force, with what needs a look; or all of it."""
    screen = Screen(flags)
    with open_store(flags.case, waiting=screen.warn) as store:
        known = rulings(as_asked(store, screen).snapshot)
    past = {State.UNDONE, State.UNDOING}
    shown = [one for one in known if everything or one.state not in past]
    header = ("decision", "state", "ruled", "about", "words", "by", "when", "note", "because")
    screen.listing([asdict(one) for one in shown], header, [_cells(one) for one in shown])
    hidden = len(known) - len(shown)
    more = f"; {hidden:,} undone or undoing: {flags.command('decisions', '--all')}" if hidden else ""
    screen.note(f"{counted(len(shown), 'decision')}{more}")
    return Code.OK


def _cells(one: Ruling) -> Sequence[str]:
    about, words = ", ".join(one.about), " | ".join(one.quotes)
    return (one.id, one.state, one.ruled, about, words, one.by, one.made, one.note, one.because)
