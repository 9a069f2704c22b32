"""`show`: all that a case holds about one claim, or about one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from counterclaim.board import (
    CREDIBILITY_WORDS,
    GLYPHS,
    SCOPE_WORDS,
    STATUS_MEANING,
    STATUS_WORDS,
    Account,
    Hand,
    OriginView,
    Row,
    Ruling,
    Testimony,
    account,
    bracketed,
    unclaimed,
)
from counterclaim.cli.exits import Code
from counterclaim.cli.flags import Flags
from counterclaim.cli.listing import STANCE_STYLES, STATUS_STYLES
from counterclaim.cli.moments import as_asked
from counterclaim.cli.screen import Line, Screen, counted
from counterclaim.ledger import Entry, Snapshot
from counterclaim.model import SUPPORTING, Certainty, RelationKind, Role, Stance
from counterclaim.problems import NotFoundError
from counterclaim.store import open_store

_NEAREST = 5

Recorded = Mapping[str, datetime]
"""When each statement was first written into the case: the fourth clock."""


def show(flags: Flags, wanted: str) -> Code:
    """Write the account of the claim or statement that `wanted`, an id or the beginning of one, names."""
    screen = Screen(flags)
    with open_store(flags.case, waiting=screen.warn) as store:
        stood = as_asked(store, screen)
        snapshot = stood.snapshot
        recorded = _recorded(entry for entry in store.entries() if entry.sequence <= stood.sequence)
    found = resolve(snapshot, wanted)
    if found in snapshot.statements:
        testimonies = testimonies_of(snapshot, found)
        bearings = [_document(told, recorded) for told in testimonies]
        screen.text({"statement": found, "bearings": bearings}, _statement_lines(testimonies, recorded))
    else:
        told = account(snapshot, found)
        document = asdict(told) | {"testimonies": [_document(one, recorded) for one in told.testimonies]}
        screen.text(document, account_lines(told, recorded))
    return Code.OK


def resolve(snapshot: Snapshot, wanted: str) -> str:
    """Return the id of the claim or statement that is called `wanted`, or alone begins so.

    Raises:
        NotFoundError: none begins so, or several do; the message names some.
    """
    ids = (*sorted(snapshot.claims), *sorted(snapshot.statements))
    fitting = [key for key in ids if wanted and (key.startswith(wanted) or _bare(key).startswith(wanted))]
    if wanted in ids or len(fitting) == 1:
        return wanted if wanted in ids else fitting[0]
    if fitting:
        some = ", ".join(fitting[:_NEAREST]) + (", ..." if len(fitting) > _NEAREST else "")
        raise NotFoundError(f"{len(fitting)} ids begin with {wanted!r}: {some}; write more of the id")
    raise NotFoundError(
        f"no claim or statement begins with {wanted!r}; list the claims with: counterclaim claims"
    )


def testimonies_of(snapshot: Snapshot, statement: str) -> tuple[Testimony, ...]:
    """Return a statement as it bears on each of its claims, or once if it bears on none."""
    claims = sorted(
        key
        for key, claim in snapshot.claims.items()
        if any(bearing.statement == statement for bearing in claim.bearings)
    )
    told = [one for key in claims for one in account(snapshot, key).testimonies]
    return tuple(one for one in told or unclaimed(snapshot) if one.statement == statement)


def _bare(key: str) -> str:
    return key.partition("-")[2]


def _recorded(entries: Iterable[Entry]) -> dict[str, datetime]:
    first: dict[str, datetime] = {}
    for entry in entries:
        if entry.change.kind == "statement" and entry.change.body is not None:
            first.setdefault(entry.change.fact_id, entry.recorded)
    return first


def _document(told: Testimony, recorded: Recorded) -> dict[str, object]:
    return asdict(told) | {"recorded": recorded[told.statement].isoformat()}


# -- A claim ---------------------------------------------------------------------------------


def account_lines(told: Account, recorded: Recorded) -> Iterator[Line]:
    """Yield the account of a claim as a text: on what it rests, who is against it, what is near."""
    yield Line(told.gist, style="bold")
    yield Line(told.claim, style="dim")
    yield Line("")
    yield from _standing_lines(told.row)
    yield from _labelled("the claim", told.because)
    by_id = {one.statement: one for one in told.testimonies}
    supporting = [origin for origin in told.origins if origin.supports]
    for number, origin in enumerate(supporting, 1):
        yield Line("")
        yield from _origin_lines(f"Origin {number} of {len(supporting)}", origin, by_id, recorded)
    of_origins = {statement for origin in supporting for statement in origin.statements}
    others = [one for one in told.testimonies if one.statement not in of_origins]
    for heading, stances in _BESIDE:
        found = [one for one in others if one.stance in stances]
        yield from _testimony_section(heading, found, recorded)
    related = (
        Line(f"{other.words} {other.claim}: {other.gist} ({other.because})", 2)
        for other in sorted(told.relations, key=lambda other: _RELATED.index(other.kind))
    )
    yield from _section("Related claims", related)
    beside = {ruling.id for one in told.testimonies for ruling in one.decisions}
    whole = (_ruling_line(ruling) for ruling in told.decisions if ruling.id not in beside)
    yield from _section("Rulings", whole)


_BESIDE: tuple[tuple[str, frozenset[Stance]], ...] = (
    ("Said, and no origin", SUPPORTING),
    ("Denied", frozenset({Stance.DENIES})),
    ("Doubted, or passed over in silence", frozenset({Stance.DOUBTS, Stance.SILENT})),
)
"""Statements that no origin holds, by what they do to the claim."""

_RELATED = (
    RelationKind.DENIES,
    RelationKind.CONFLICTS,
    RelationKind.SUPERSEDES,
    RelationKind.ELABORATES,
    RelationKind.SAME_TOPIC,
)
"""What bears hardest on a claim comes first."""


def _standing_lines(row: Row) -> Iterator[Line]:
    if row.verdict is not None:
        yield Line(f"{row.verdict} by people (see Rulings)".upper(), style="bold")
    if row.status is not None:
        style = STATUS_STYLES.get(row.status, "")
        yield Line(f"{STATUS_WORDS[row.status].upper()}: {STATUS_MEANING[row.status]}", style=style)
    yield from _labelled("why", row.because)
    outlets = counted(row.outlets, "outlet")
    rests = (
        f"{counted(row.origins, 'origin')} in {outlets}" if row.origins else "no origin: nobody here says so"
    )
    yield from _labelled("rests on", rests)
    if row.credibility is not None:
        suggested = f"{row.credibility}, {CREDIBILITY_WORDS[row.credibility]} (suggested, Admiralty scale)"
        yield from _labelled("credibility", suggested)
    yield from _labelled("places", ", ".join(row.places))
    yield from _labelled("happened", row.about)


def _origin_lines(
    heading: str, origin: OriginView, by_id: Mapping[str, Testimony], recorded: Recorded
) -> Iterator[Line]:
    """Yield one act of speaking: by whom, where it stands, what was not counted beside it, its statements."""
    statements, outlets = counted(len(origin.statements), "statement"), counted(len(origin.outlets), "outlet")
    yield Line(f"{heading}: {origin.speaker}", style="bold")
    yield from _labelled(f"{statements} in {outlets}", ", ".join(origin.outlets))
    yield from _labelled("why one", origin.because)
    yield from _labelled("passed on by", ", ".join(origin.relays))
    for one in origin.left_out:
        yield from _labelled(
            "not counted", f"{one.name} ({counted(len(one.statements), 'statement')}): {one.because}"
        )
    for statement in origin.statements:
        yield Line("")
        yield from testimony_lines(by_id[statement], recorded)


def _testimony_section(heading: str, told: Sequence[Testimony], recorded: Recorded) -> Iterator[Line]:
    if told:
        yield Line("")
        yield Line(heading, style="bold")
    for number, one in enumerate(told):
        if number:
            yield Line("")
        yield from testimony_lines(one, recorded)


def _section(heading: str, lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines under a heading, or nothing where there are none."""
    body = list(lines)
    if body:
        yield Line("")
        yield Line(heading, style="bold")
        yield from body


def _labelled(label: str, text: str, indent: int = 2) -> Iterator[Line]:
    if text:
        yield Line(f"{label}: {text}", indent)


# -- A statement -----------------------------------------------------------------------------


def _statement_lines(testimonies: Iterable[Testimony], recorded: Recorded) -> Iterator[Line]:
    """Yield a statement as a text for people, once for each claim that it bears on."""
    for number, told in enumerate(testimonies):
        if number:
            yield Line("")
        yield from testimony_lines(told, recorded)
        yield from _labelled("bears on", f"claim {told.claim}" if told.claim else "no claim")


def testimony_lines(told: Testimony, recorded: Recorded) -> Iterator[Line]:
    """Yield who says what, the words and where they stand, by what way, when, and why we read it so."""
    glyph = f"{GLYPHS[told.stance]} " if told.stance else ""
    style = STANCE_STYLES[told.stance] if told.stance else ""
    party = f" {bracketed(told.party)}" if not told.outlets_own else ""
    yield Line(f"{glyph}{told.speaker}{party} {told.does}", style=style)
    for quote in told.quotes:
        yield Line(f"“{quote.text}”", 4)
        yield Line(f"{told.path}, characters {quote.start} to {quote.end}", 4, "dim")
    if told.party_because and not told.outlets_own:
        yield from _labelled("side", f"{told.party}, {told.party_because}", 4)
    yield from _labelled("printed by", ", ".join(part for part in (told.outlet, told.title) if part), 4)
    yield from _labelled("through", "; ".join(_hands(told.chain)), 4)
    yield from _labelled("channel", told.channel or "", 4)
    yield from _labelled("said to", told.addressee.text if told.addressee else "", 4)
    yield from _labelled("silent on", told.matter.text if told.matter else "", 4)
    yield from _labelled("reaches", SCOPE_WORDS[told.scope] if told.scope else "", 4)
    yield from _labelled("certainty", _certainty(told), 4)
    yield from _labelled("times", _times(told, recorded), 4)
    yield from _labelled("read so", told.because, 4)
    if told.stance_because != told.because:
        yield from _labelled("stance", told.stance_because, 4)
    yield from _labelled("quarrel", told.quarrel, 4)
    if told.verdict:
        yield Line(f"{told.verdict} as a whole", 4, "bold")
    for ruling in told.decisions:
        yield Line(_ruling_line(ruling).text, 4)
    yield Line(told.statement, 4, "dim")


def _ruling_line(ruling: Ruling) -> Line:
    """Return a decision on one line: what, by whom and when, why, and what speaks against it."""
    when = f" on {ruling.made}" if ruling.made else ""
    told = f"ruled: {ruling.ruled}, by {ruling.by}{when}" + (f": {ruling.note}" if ruling.note else "")
    doubt = f" ({ruling.state}: {ruling.because})" if ruling.because else ""
    return Line(f"{told}{doubt} [{ruling.id}]", 2)


def _certainty(told: Testimony) -> str:
    """Return how firmly it is said, with the words that tell so; nothing where all is plain."""
    hedges = ", ".join(f"“{hedge.text}”" for hedge in told.hedges)
    if told.certainty is Certainty.CERTAIN and not hedges:
        return ""
    return told.certainty + (f" ({hedges})" if hedges else "")


def _hands(chain: Iterable[Hand]) -> Iterator[str]:
    """Yield the hands behind the first speaker, and how the speaker is called in the text."""
    for hand in chain:
        said = f" (“{hand.words.text}”)" if hand.words.text != hand.name else ""
        yield f"{hand.name}{said}" + (", who relays it" if hand.role is Role.RELAY else "")


def _printed(told: Testimony) -> str:
    """Return the date of printing, and how it was inferred where nobody told it."""
    return f"{told.published} ({told.published_because})" if told.published_because else told.published


def _times(told: Testimony, recorded: Recorded) -> str:
    known = recorded.get(told.statement)
    clocks = (
        ("happened", told.about),
        ("said", told.said),
        ("printed", _printed(told)),
        ("recorded", known.isoformat(timespec="seconds") if known else ""),
    )
    return ", ".join(f"{name} {text or 'not told'}" for name, text in clocks)
