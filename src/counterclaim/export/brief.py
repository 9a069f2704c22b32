"""A brief in Markdown (CommonMark with footnotes; ready for Quarto and Obsidian) that a desk can send on.

About a page: what is new, in dispute, conceded, not verified, claimed, and who keeps silent. Every
sentence ends with the notes of the words that it was read from; what has no span is not said. What
does not fit is counted at the end, with the command that shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from counterclaim.board import (
    Account,
    Testimony,
    accounts,
    closed,
    summary,
    unclaimed,
)
from counterclaim.export.brief_figures import ranges
from counterclaim.export.brief_news import news
from counterclaim.export.brief_sentences import each_pair_once, sentence, voice
from counterclaim.export.counting import counted
from counterclaim.export.encoding import encoded
from counterclaim.export.formats import Earlier
from counterclaim.export.notes import Line, Notes
from counterclaim.ledger import Snapshot, ledger_hash
from counterclaim.model import Act, Stance, Status, Verdict

TITLE = "What the reports say"

NEW = "New"
CONTESTED = "In dispute"
CONCEDED = "Conceded"
FIGURES = "Disputed figures"
NOT_VERIFIED = "Not verified"
CLAIMED = "Claimed"
SILENT = "Silent"
LEFT_OUT = "Left out of this page"

ROOM = 6
"""So many claims fit that are in dispute, and so many that are only claimed."""

VOICES = 3
"""So many voices are heard on a claim in dispute: first one of each stance."""

SIDES = 2
"""So many voices are heard on a claim that nobody disputes: who else says so is what makes it weigh more."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its title, how much of it fits, what shows the rest, and its lines; `untold` are in none."""

    title: str
    room: int
    command: str
    lines: Sequence[Line]
    untold: int = 0


def brief(snapshot: Snapshot) -> bytes:
    """Return the brief of a case as it stands."""
    return _brief(snapshot, None)


def brief_since(snapshot: Snapshot, earlier: Earlier) -> bytes:
    """Return the brief, with what is new since the case stood as it did earlier."""
    return _brief(snapshot, earlier)


def _brief(snapshot: Snapshot, earlier: Earlier | None) -> bytes:
    notes = Notes()
    told = [one for one in accounts(snapshot) if one.row.verdict is not Verdict.REJECTED]
    sections = list(_sections(snapshot, told, earlier))
    body = [line for one in sections for line in _section(one, notes)]
    rest = list(_rest(snapshot, sections, len(told)))
    below = ["## Where it stands", "", *notes.lines()]
    lines = [*_head(snapshot, earlier), *body, *rest, *(below if len(below) > 2 else [])]
    return encoded("\n".join(lines).rstrip("\n") + "\n")


def notes_in(content: bytes) -> str:
    """Count the notes: the sentences of a report that a brief rests on."""
    return counted(content.count(b"\n[^"), "note")


def section_of(account: Account) -> str:
    """Return the section that a claim belongs to: what is in dispute outweighs what is conceded."""
    row = account.row
    if row.contested or row.denied:
        return CONTESTED
    if row.conceded:
        return CONCEDED
    if row.status is Status.NOT_VERIFIABLE:
        return NOT_VERIFIED
    return SILENT if all(_is_silent(told) for told in account.testimonies) else CLAIMED


def _head(snapshot: Snapshot, earlier: Earlier | None) -> Iterator[str]:
    yield from ("---", f'title: "{TITLE}"', f'subtitle: "{summary(snapshot)}"')
    yield from (f'since: "{earlier.moment}"',) if earlier else ()
    yield from (f'ledger: "{ledger_hash(snapshot)}"', "---", "", f"# {TITLE}", "")
    yield from (f"*{_from_what(snapshot)} What is claimed is claimed, not established.*", "")


def _from_what(snapshot: Snapshot) -> str:
    """Say how many reports there are, and from what to what they were printed, as far as that is known."""
    ends = (end for one in snapshot.reports.values() for end in closed(one.published))
    days = sorted(end for end in ends if end)
    printed = f", printed {days[0]}" + (f" to {days[-1]}" if days[-1] != days[0] else "") if days else ""
    return f"From {counted(len(snapshot.reports), 'report')}{printed}."


def _sections(snapshot: Snapshot, told: Sequence[Account], earlier: Earlier | None) -> Iterator[Section]:
    loose = unclaimed(snapshot)
    of_claim = {one.claim: one for one in told}

    def of(title: str, voices: int = VOICES) -> list[Line]:
        some = (one for one in told if section_of(one) == title and one.testimonies)
        once = each_pair_once(of_claim, some, ROOM)
        return [partial(sentence, of_claim, voices, one) for one in once]

    if earlier:
        lines, untold = news(earlier.snapshot, snapshot, told)
        yield Section(f"{NEW} since {earlier.moment}", 6, f'diff --since "{earlier.typed}"', lines, untold)
    yield Section(CONTESTED, ROOM, "claims --contested", of(CONTESTED))
    yield Section(CONCEDED, 4, "claims --conceded", of(CONCEDED))
    yield Section(FIGURES, 4, "export html", ranges(snapshot, told))
    doubts = [partial(_heard, one) for one in loose if one.act is Act.DOUBT]
    unverified: list[Line] = [*of(NOT_VERIFIED), *doubts]
    yield Section(NOT_VERIFIED, 4, f"claims --status {Status.NOT_VERIFIABLE}", unverified)
    yield Section(CLAIMED, ROOM, "claims", of(CLAIMED, SIDES))
    silences = [partial(_heard, one) for one in _silences(told, loose)]
    yield Section(SILENT, 3, "export csv", silences)


def _section(one: Section, notes: Notes) -> Iterator[str]:
    if one.lines:
        yield from (f"## {one.title}", "", *(line(notes) for line in one.lines[: one.room]), "")


def _heard(told: Testimony, notes: Notes) -> str:
    return f"- {voice([told], notes)}"


def _silences(told: Iterable[Account], loose: Iterable[Testimony]) -> list[Testimony]:
    """Return each refusal to speak, once, whatever it is about."""
    everything = [*(one for account in told for one in account.testimonies), *loose]
    return list({one.statement: one for one in everything if _is_silent(one)}.values())


def _is_silent(told: Testimony) -> bool:
    return told.stance is Stance.SILENT or told.act is Act.DECLINE_COMMENT


# -- What is left out --------------------------------------------------------------------------


def _rest(snapshot: Snapshot, sections: Iterable[Section], claims: int) -> Iterator[str]:
    """Yield how much of each section is left out and what shows it, and which sections are empty."""
    yield from (f"## {LEFT_OUT}", "")
    for one in sections:
        number = max(len(one.lines) - one.room, 0) + one.untold
        if number:
            yield f"- {one.title}: {number} more; to see them: `counterclaim {one.command}`"
    rejected = len(snapshot.claims) - claims
    if rejected:
        yield f"- {counted(rejected, 'claim')} that people rejected: `counterclaim decisions`"
    empty = ", ".join(one.title for one in sections if not one.lines)
    if empty:
        yield f"- Nothing to tell under: {empty}"
    yield "- All voices on a claim: `counterclaim show` with its id, as it stands in the line"
    yield "- All claims and reports, in one page: `counterclaim export html -o dossier.html`"
    yield ""
