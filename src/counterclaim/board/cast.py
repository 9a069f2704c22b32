"""Who takes part: every actor with all its spellings and why they were joined, its side, and what it says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from counterclaim.board.clocks import clock_text
from counterclaim.board.index import Index, is_outlets_own, outlet_name, speaker_actor, text_order
from counterclaim.board.labels import NO_PARTY
from counterclaim.board.rows import RULED, Page, strength
from counterclaim.model import Actor, Bearing, Referent, Stance, Statement, Status, When
from counterclaim.problems import NotFoundError

NEAREST = 5
"""How many keys are offered where none was meant."""


@dataclass(frozen=True, slots=True)
class Player:
    """An actor at a glance: its side and why, all its names, and how much it is heard.

    `stances` are those it takes, strongest first, each with the number of claims. `reports` counts
    those that speak of it.
    """

    key: str
    name: str
    kind: str
    party: str
    party_because: str
    is_ruled: bool
    camp: str
    country: str
    names: tuple[str, ...]
    because: str
    proper: bool
    reports: int
    statements: int
    stances: tuple[tuple[Stance, int], ...]

    @property
    def claims(self) -> int:
        """Return how many claims it takes a stance on, each once for every stance."""
        return sum(count for _, count in self.stances)


@dataclass(frozen=True, slots=True)
class CastFilter:
    """Which actors to show: `text` is part of a name, `party` and `kind` are meant whole.

    `speaking` leaves out those who are only spoken of.
    """

    text: str = ""
    party: str = ""
    kind: str = ""
    speaking: bool = False


EVERYBODY = CastFilter()


@dataclass(frozen=True, slots=True)
class Cast:
    """A page of actors, of `total`; parties and kinds are those of all of the story, to choose from."""

    players: tuple[Player, ...]
    total: int
    parties: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spelling:
    """What one report calls an actor, and why these names are one there."""

    report: str
    outlet: str
    published: str
    name: str
    names: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Saying:
    """What an actor does to one claim, in the words of one report; `claim` is None where it bears on none."""

    claim: str | None
    gist: str
    status: Status | None
    stance: Stance | None
    because: str
    statement: str
    quote: str
    report: str
    outlet: str
    published: str
    said: str
    channel: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """All about one actor. `outlets` and `channels` tell where its words stand, busiest first."""

    player: Player
    spellings: tuple[Spelling, ...]
    sayings: tuple[Saying, ...]
    outlets: tuple[tuple[str, int], ...]
    channels: tuple[tuple[str, int], ...]


def cast(index: Index, wanted: CastFilter = EVERYBODY, page: Page | None = None) -> Cast:
    """Return the actors of a case, those that are heard most first."""
    spoken, referents = _spoken(index), referents_of(index)
    actors = index.snapshot.actors

    def order(actor: Actor) -> tuple[int, bool, int, str, str]:
        told_of = len(referents.get(actor.key, ()))
        return -len(spoken.get(actor.key, ())), not actor.proper, -told_of, actor.name, actor.key

    heard = (one for one in actors.values() if spoken.get(one.key) or not wanted.speaking)
    kept = sorted((one for one in heard if _passes(one, wanted)), key=order)
    shown = kept[page.first : page.last] if page else kept
    return Cast(
        players=tuple(
            _player(index, one, referents.get(one.key, ()), spoken.get(one.key, ())) for one in shown
        ),
        total=len(kept),
        parties=tuple(sorted({one.party for one in actors.values() if one.party})),
        kinds=tuple(sorted({one.kind.value for one in actors.values()})),
    )


def portrait(index: Index, key: str) -> Portrait:
    """Return all about the actor of a key.

    Raises:
        NotFoundError: there is none; the message names the nearest keys.
    """
    actor = index.snapshot.actors.get(key)
    if actor is None:
        raise NotFoundError(f"there is no actor {key!r}{_nearest(index, key)}")
    spoken, referents = _spoken(index).get(key, ()), referents_of(index).get(key, ())
    sayings = [one for statement in spoken for one in _sayings(index, statement)]
    outlets = Counter(outlet_name(index.snapshot.reports[one.report]) for one in spoken)
    channels = Counter(one.channel for one in spoken if one.channel)
    return Portrait(
        player=_player(index, actor, referents, spoken),
        spellings=tuple(_spelling(index, one) for one in _referents(index, referents)),
        sayings=tuple(sorted(sayings, key=_by_claim)),
        outlets=_most(outlets),
        channels=_most(channels),
    )


def referents_of(index: Index) -> Mapping[str, tuple[str, ...]]:
    """Return the referents of every actor: the one place here that knows how they are kept."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for referent, actor in index.actors.items():
        found[actor.key].append(referent)
    return {key: tuple(sorted(some)) for key, some in found.items()}


# -- What actors say -----------------------------------------------------------------------------


def _spoken(index: Index) -> Mapping[str, Sequence[Statement]]:
    """Return what each actor said, in the order of the reports."""
    found: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in sorted(index.snapshot.told(), key=text_order):
        actor = speaker_actor(index, statement)
        if actor is not None and not is_outlets_own(statement):
            found[actor.key].append(statement)
    return found


def _sayings(index: Index, statement: Statement) -> Iterable[Saying]:
    """Yield a statement with each claim that it bears on, or once with none."""
    report = index.snapshot.reports[statement.report]
    bearings: Sequence[tuple[str | None, Bearing | None]] = index.bearings.get(statement.id, ((None, None),))
    for claim, bearing in bearings:
        told = index.snapshot.claims[claim] if claim else None
        standing = index.snapshot.standings.get(claim) if claim else None
        yield Saying(
            claim=claim,
            gist=told.gist if told else "",
            status=standing.status if standing else None,
            stance=bearing.stance if bearing else None,
            because=bearing.because if bearing else statement.because,
            statement=statement.id,
            quote=" … ".join(report.quote(span) for span in statement.content),
            report=report.id,
            outlet=outlet_name(report),
            published=clock_text(report.published),
            said=clock_text(statement.said),
            channel=statement.channel or "",
        )


def _by_claim(one: Saying) -> tuple[int, str, str, str, str]:
    """Return the key that puts the strongest stances first, then each claim's sayings by time."""
    rank = strength(one.stance) if one.stance else len(Stance)
    return rank, one.gist, one.claim or "", one.published, one.statement


# -- What actors are -----------------------------------------------------------------------------


def _passes(actor: Actor, wanted: CastFilter) -> bool:
    words = wanted.text.casefold()
    is_named = any(words in name.casefold() for name in (actor.name, actor.key, *actor.names))
    is_of_party = wanted.party in {"", actor.party or NO_PARTY}
    return is_named and is_of_party and wanted.kind in {"", actor.kind.value}


def _player(index: Index, actor: Actor, referents: Iterable[str], spoken: Sequence[Statement]) -> Player:
    taken = {
        (claim, bearing.stance)
        for statement in spoken
        for claim, bearing in index.bearings.get(statement.id, ())
    }
    counts = Counter(stance for _, stance in taken)
    return Player(
        key=actor.key,
        name=actor.name,
        kind=actor.kind.value,
        party=actor.party or NO_PARTY,
        party_because=actor.party_because,
        is_ruled=actor.party_because.startswith(RULED),
        camp=actor.camp or "",
        country=actor.country or "",
        names=actor.names,
        because=actor.because,
        proper=actor.proper,
        reports=len({one.report for one in _referents(index, referents)}),
        statements=len(spoken),
        stances=tuple(sorted(counts.items(), key=lambda one: strength(one[0]))),
    )


def _referents(index: Index, keys: Iterable[str]) -> Sequence[Referent]:
    """Return those of a report whom an actor is made of, in the order of the reports' dates."""
    found = [index.snapshot.referents[key] for key in keys if key in index.snapshot.referents]
    return sorted(found, key=lambda one: (clock_text(_published(index, one)), one.report, one.id))


def _published(index: Index, referent: Referent) -> When | None:
    report = index.snapshot.reports.get(referent.report)
    return report.published if report else None


def _spelling(index: Index, referent: Referent) -> Spelling:
    report = index.snapshot.reports.get(referent.report)
    return Spelling(
        report=referent.report,
        outlet=outlet_name(report) if report else referent.report,
        published=clock_text(report.published if report else None),
        name=referent.name,
        names=referent.names,
        because=referent.because,
    )


def _most(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _nearest(index: Index, key: str) -> str:
    near = get_close_matches(key, sorted(index.snapshot.actors), NEAREST)
    return f"; nearest: {', '.join(near)}" if near else ""
