"""`status`, `claims` and `search`: lists of what a case holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType

from rich.table import Table
from rich.text import Text

from counterclaim.board import (
    GLYPHS,
    NO_PARTY,
    STATUS_WORDS,
    Board,
    Cell,
    Filter,
    Page,
    Row,
    State,
    board,
    rulings,
    summary,
)
from counterclaim.cli.exits import Code
from counterclaim.cli.flags import Flags
from counterclaim.cli.moments import as_asked
from counterclaim.cli.screen import Cells, Screen, counted, frame, plain
from counterclaim.ledger import ledger_hash
from counterclaim.model import Stance, Status
from counterclaim.moments import as_kept
from counterclaim.store import open_store

SHORTEST_ID = 4
"""The fewest characters of an id that are shown."""

_GIST_WIDTH = 30
_GLYPH_WIDTH = 2
_OTHER_COLUMNS = 32
"""What id, status, counts and the space between columns take, when each party has its own."""

STANCE_STYLES: Mapping[Stance, str] = MappingProxyType(
    {
        Stance.ASSERTS: "green",
        Stance.CONFIRMS: "bold green",
        Stance.DENIES: "bold red",
        Stance.CONCEDES: "bold magenta",
        Stance.DOUBTS: "yellow",
        Stance.SILENT: "dim",
    }
)
"""Colours, beside the glyphs: nothing is told by them alone."""

STATUS_STYLES: Mapping[Status, str] = MappingProxyType(
    {
        Status.CONTESTED: "red",
        Status.DENIED: "red",
        Status.CONCEDED: "magenta",
        Status.NOT_VERIFIABLE: "yellow",
        Status.INDEPENDENTLY_VERIFIED: "green",
        Status.SEVERAL_ORIGINS: "green",
    }
)
"""Colours of statuses; the others have none."""

LEGEND = "  ".join(f"{glyph} {stance}" for stance, glyph in GLYPHS.items())
"""What the glyphs mean, on one line."""

RIVAL_MARK = "≠"
RIVAL_LEGEND = f"{RIVAL_MARK} another claim cannot be so beside it: show it to see which"
"""What the mark beside a status means."""

RULED_MARK = "*"
RULED_LEGEND = f"{RULED_MARK} a side that you ruled; all others are inferred from the reports"
"""What the mark beside a party means."""


# -- claims ----------------------------------------------------------------------------------


def claims(flags: Flags, wanted: Filter, limit: int | None = None) -> Code:
    """List the claims that pass a filter, and say how many of how many these are."""
    screen = Screen(flags)
    with open_store(flags.case, waiting=screen.warn) as store:
        stood = as_asked(store, screen)
        shown = board(stood.snapshot, wanted, Page(size=limit) if limit else None)
        give_board(screen, shown, short_ids(stood.snapshot.claims))
    further = "" if stood.total else f"; next: {flags.command('add', 'PATH...')}"
    screen.note(_how_many(shown, len(stood.snapshot.claims)) + further)
    return Code.OK


def _how_many(shown: Board, held: int) -> str:
    """Return how many claims are listed, how many passed, and of how many the time is not known."""
    total = counted(held, "claim")
    passed = total if shown.total == held else f"{shown.total:,} of {total}"
    parts = [passed]
    if shown.undated:
        parts.append(f"{shown.undated:,} left out, of which that time is not known")
    if len(shown.rows) < shown.total:
        parts.append(f"the first {len(shown.rows):,} are listed: raise --limit")
    return "; ".join(parts)


def give_board(screen: Screen, shown: Board, short: Mapping[str, str]) -> None:
    """Write a board; a legend of its glyphs goes with the table."""
    header = ("claim", "status", "origins", "outlets", "gist", *shown.parties, "verdict")
    rows = [
        (row.claim, row.status, row.origins, row.outlets, row.gist, *map(_worded, row.cells), row.verdict)
        for row in shown.rows
    ]
    screen.listing(asdict(shown), header, rows, lambda width: _picture(shown, short, width))
    if screen.is_for_eyes() and shown.rows and not screen.flags.json:
        screen.note(LEGEND)
        if any(cell.ruled for row in shown.rows for cell in row.cells):
            screen.note(RULED_LEGEND)
        if any(row.rivals for row in shown.rows):
            screen.note(RIVAL_LEGEND)


def short_ids(ids: Iterable[str]) -> dict[str, str]:
    """Return the shortest beginnings, all of one length and without the prefix, that tell `ids` apart.

    >>> short_ids(["cl-1234ab", "cl-1235cd"])
    {'cl-1234ab': '1234', 'cl-1235cd': '1235'}
    """
    bare = {key: key.partition("-")[2] for key in ids}
    length = SHORTEST_ID
    while len({key[:length] for key in bare.values()}) < len(set(bare.values())):
        length += 1
    return {key: own[:length] for key, own in bare.items()}


def _worded(cell: Cell) -> str:
    return "; ".join(f"{GLYPHS[stance]} {stance}" for stance in cell.stances)


def _picture(shown: Board, short: Mapping[str, str], width: int) -> Table:
    """Return the board with a column for each party if the screen is wide enough, else with one for all."""
    party_widths = [_party_width(shown, column) for column in range(len(shown.parties))]
    needed = _OTHER_COLUMNS + _GIST_WIDTH + sum(party_widths) + 2 * len(party_widths)
    wide = width >= needed
    drawn = frame("id", "status", "origins\noutlets", "claim")
    for party, narrowest in zip(shown.parties, party_widths, strict=True):
        if wide:
            drawn.add_column(Text(plain(party)), justify="center", width=narrowest)
    if not wide:
        drawn.add_column("who", min_width=21, overflow="fold")
    for row in shown.rows:
        who = [_marks(cell) for cell in row.cells] if wide else [_who(row.cells)]
        drawn.add_row(short[row.claim], _status(row), _rests_on(row), Text(plain(row.gist)), *who)
    return drawn


def _party_width(shown: Board, column: int) -> int:
    """Return the longest word in a party's column; where no party is known, speakers stand by name."""
    speakers = (speaker for row in shown.rows for speaker in row.cells[column].speakers)
    names = speakers if shown.parties[column] == NO_PARTY else ()
    words = (word for name in (shown.parties[column], *names) for word in plain(name).split())
    return max(map(len, words), default=1) + (_GLYPH_WIDTH if names else 0)


def _rests_on(row: Row) -> str:
    """Return origins and outlets; what is only denied rests on none."""
    return f"{row.origins} / {row.outlets}" if row.origins or row.outlets else "none"


def _status(row: Row) -> Text:
    """Return the status, a mark where another claim cannot be so beside this one, and what people ruled."""
    text = status_text(row.status)
    if row.rivals:
        text.append(f" {RIVAL_MARK}", style="red")
    return text.append(f"\n{row.verdict}", style="bold") if row.verdict else text


def status_text(status: Status | None) -> Text:
    """Return a status in words, in its colour."""
    return Text(STATUS_WORDS[status], style=STATUS_STYLES.get(status, "")) if status else Text("not weighed")


def _marks(cell: Cell) -> Text:
    if cell.party == NO_PARTY:
        return _who([cell])
    drawn = Text(" ").join(Text(GLYPHS[stance], style=STANCE_STYLES[stance]) for stance in cell.stances)
    return drawn.append(RULED_MARK) if cell.ruled else drawn


def _who(cells: Sequence[Cell]) -> Text:
    """Return each stance with those who take it, one a line: "● Company, Ministry"."""
    taken = {
        stance: [name for cell in cells if stance in cell.stances for name in _named(cell)]
        for stance in GLYPHS
    }
    lines = [
        Text.assemble((GLYPHS[stance], STANCE_STYLES[stance]), " ", ", ".join(parties))
        for stance, parties in taken.items()
        if parties
    ]
    return Text("\n").join(lines)


def _named(cell: Cell) -> list[str]:
    """Return the party, marked where it was ruled; or its speakers by name where no party is known."""
    if cell.party == NO_PARTY and cell.speakers:
        return [plain(speaker) for speaker in cell.speakers]
    return [plain(cell.party) + (RULED_MARK if cell.ruled else "")]


# -- status ----------------------------------------------------------------------------------


def status(flags: Flags) -> Code:
    """Say how much a case holds, whose sides it tells of, its two hashes, and its problems."""
    screen = Screen(flags)
    with open_store(flags.case, waiting=screen.warn) as store:
        stood = as_asked(store, screen)
        snapshot = stood.snapshot
        counts = asdict(summary(snapshot))
        parties = board(snapshot).parties
        digest = ledger_hash(snapshot)
    hashes = {"entries": stood.sequence, "chain_head": stood.head, "ledger_hash": digest}
    problems = list(snapshot.problems.values())
    doubtful = [one for one in rulings(snapshot) if one.state in {State.DISAGREEMENT, State.NEEDS_REVIEW}]
    document = {"case": str(flags.case)} | counts | {"parties": parties} | hashes
    rows: list[Cells] = [
        ("case", flags.case),
        *(item for item in counts.items()),
        ("parties", ", ".join(parties)),
        *(item for item in hashes.items()),
        *((one.state, f"{one.id}, {one.ruled}, by {one.by}: {one.because}") for one in doubtful),
        *(("problem", str(problem)) for problem in problems),
    ]
    kept = [asdict(problem) for problem in problems]
    look_at = {"decisions_to_look_at": [asdict(one) for one in doubtful]}
    screen.listing(document | look_at | {"problems_kept": kept}, ("what", "value"), rows)
    return Code.OK


# -- search ----------------------------------------------------------------------------------


def search(flags: Flags, words: Sequence[str], limit: int) -> Code:
    """List the reports and statements that hold every word, best first."""
    screen = Screen(flags)
    with open_store(flags.case, waiting=screen.warn) as store:
        stood = as_asked(store, screen)
        reports = stood.snapshot.reports
        searched = store if flags.as_of is None else as_kept(store, stood.sequence)
        hits = searched.search(" ".join(words), limit + 1)
    shown = hits[:limit]
    header = ("kind", "id", "file", "start", "end", "quote")
    rows = [
        (hit.kind, hit.fact_id, reports[hit.span.report].path, hit.span.start, hit.span.end, hit.quote)
        for hit in shown
    ]
    document = [dict(zip(header, row, strict=True)) for row in rows]
    screen.listing(document, header, rows, lambda _: _hits_picture(rows))
    more = f"; there are more: raise --limit {limit}" if len(hits) > limit else ""
    screen.note(f"{counted(len(shown), 'place')} found{more}")
    return Code.OK


def _hits_picture(rows: Sequence[tuple[str, str, str, int, int, str]]) -> Table:
    """Return each quote with its place under it."""
    drawn = frame("id", "found")
    for _, fact_id, path, start, end, quote in rows:
        place = f"{plain(path)}, characters {start} to {end}"
        drawn.add_row(fact_id, Text.assemble(plain(quote), "\n", (place, "dim")))
    return drawn
