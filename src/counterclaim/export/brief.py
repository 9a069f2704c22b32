"""A brief in Markdown (CommonMark with footnotes; ready for Quarto and Obsidian) that a desk can send on.

About a page: what is new, in dispute, conceded, not verified, claimed, and who keeps silent. Every
sentence ends with the notes of the words that it was read from; what has no span is not said. What
does not fit is counted at the end, with the command that shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from counterclaim.board import (
    STATUS_WORDS,
    Account,
    Testimony,
    accounts,
    clock_text,
    summary,
    unclaimed,
)
from counterclaim.export.brief_figures import ranges
from counterclaim.export.brief_news import news
from counterclaim.export.citing import words_of
from counterclaim.export.counting import counted
from counterclaim.export.encoding import encoded
from counterclaim.export.formats import Earlier
from counterclaim.export.notes import CITED, Notes, escaped, quoted, who
from counterclaim.ledger import Snapshot, ledger_hash
from counterclaim.model import Act, RelationKind, Stance, Status, Verdict

TITLE = "What the reports say"

NEW = "New"
CONTESTED = "In dispute"
CONCEDED = "Conceded"
FIGURES = "Disputed figures"
NOT_VERIFIED = "Not verified"
CLAIMED = "Claimed"
SILENT = "Silent"
LEFT_OUT = "Left out of this page"

VOICES = 3
"""So many voices are heard on a claim in dispute: first one of each stance."""

SIDES = 2
"""So many voices are heard on a claim that nobody disputes: who else says so is what makes it weigh more."""

QUOTED = 140
"""A quotation is cut after so many characters, at a blank; the note has all of it."""


Entry = Callable[[Notes], Iterable[str]]
"""What makes the lines of one entry, and their notes."""


_DONE_BY: Mapping[Stance, str] = MappingProxyType(
    {
        Stance.ASSERTS: "said by",
        Stance.CONFIRMS: "confirmed by",
        Stance.CONCEDES: "conceded by",
        Stance.DENIES: "denied by",
        Stance.DOUBTS: "doubted by",
        Stance.SILENT: "no comment from",
    }
)
"""What was done to a claim, as it reads before a name: nobody has to know whether the name is a plural."""

_RANK: Mapping[Stance | None, int] = MappingProxyType({one: rank for rank, one in enumerate(_DONE_BY)})

_ACTS: Mapping[Act, str] = MappingProxyType({Act.DOUBT: "doubted by", Act.DECLINE_COMMENT: "no comment from"})


@dataclass(frozen=True, slots=True)
class Section:
    """A section: what it is called, how much of it fits, what shows the rest, and what is in it.

    An entry is one or more lines; it is made when it is known to fit, so that no note is left over. `untold`
    counts what is never told here.
    """

    title: str
    room: int
    command: str
    entries: Sequence[Entry]
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
    """Say how many reports there are, and of which days, as far as their days are known."""
    days = sorted(filter(None, (clock_text(one.published) for one in snapshot.reports.values())))
    printed = f", printed {days[0]}" + (f" to {days[-1]}" if days[-1] != days[0] else "") if days else ""
    return f"From {counted(len(snapshot.reports), 'report')}{printed}."


def _sections(snapshot: Snapshot, told: Sequence[Account], earlier: Earlier | None) -> Iterator[Section]:
    loose = unclaimed(snapshot)
    of_claim = {one.claim: one for one in told}

    def of(title: str, voices: int = VOICES) -> list[Entry]:
        some = (one for one in told if section_of(one) == title and one.testimonies)
        return [partial(_claim, of_claim, voices, one) for one in some]

    if earlier:
        lines, untold = news(earlier.snapshot, snapshot, told)
        moved = [partial(_one_line, line) for line in lines]
        yield Section(f"{NEW} since {earlier.moment}", 6, f'diff --since "{earlier.typed}"', moved, untold)
    yield Section(CONTESTED, 6, "claims --contested", of(CONTESTED))
    yield Section(CONCEDED, 4, "claims --conceded", of(CONCEDED))
    figures = [partial(_one_line, line) for line in ranges(snapshot, told)]
    yield Section(FIGURES, 4, "export html", figures)
    doubts = [partial(_heard, [one]) for one in loose if one.act is Act.DOUBT]
    unverified: list[Entry] = [*of(NOT_VERIFIED), *doubts]
    yield Section(NOT_VERIFIED, 4, f"claims --status {Status.NOT_VERIFIABLE}", unverified)
    yield Section(CLAIMED, 6, "claims", of(CLAIMED, SIDES))
    silences = [partial(_heard, [one]) for one in _silences(told, loose)]
    yield Section(SILENT, 3, "export csv", silences)


def _section(one: Section, notes: Notes) -> Iterator[str]:
    if one.entries:
        yield from (f"## {one.title}", "")
        for entry in one.entries[: one.room]:
            yield from entry(notes)
        yield ""


# -- Sentences ---------------------------------------------------------------------------------


def _claim(of_claim: Mapping[str, Account], voices: int, account: Account, notes: Notes) -> Iterator[str]:
    """Yield a claim, how it stands, who says what to it, and what speaks against it: one sentence."""
    groups = _voices(account)
    heard = [_voice(group, notes, account.gist) for group in groups[:voices]]
    if groups[voices:]:
        heard.append(f"{counted(len(groups) - voices, 'more voice')} in `{account.claim}`")
    if account.row.rivals:
        heard.extend(_rival(of_claim, account, notes))
    yield f"- **{escaped(account.gist)}** ({_standing(account)}): {'; '.join(heard)}"


def _rival(of_claim: Mapping[str, Account], account: Account, notes: Notes) -> Iterator[str]:
    """Yield the first claim that cannot be so beside this one, and whose it is."""
    for other in account.relations:
        rival = of_claim.get(other.claim)
        if other.kind is RelationKind.CONFLICTS and rival and rival.testimonies:
            group = _voices(rival)[0]
            whose = f"{_does(group[0])} {who(group[0])}{notes.of(group[:CITED])}"
            yield f"against it: {escaped(rival.gist)}, {whose}"
            return


def _voices(account: Account) -> list[list[Testimony]]:
    """Return what each speaker does to a claim: one of each stance first, who says so before who denies."""
    heard: dict[tuple[str, str, Stance | None], list[Testimony]] = {}
    for told in account.testimonies:
        heard.setdefault((told.speaker, told.party, told.stance), []).append(told)
    first: dict[Stance | None, list[Testimony]] = {}
    for group in sorted(heard.values(), key=lambda group: _RANK.get(group[0].stance, len(_RANK))):
        first.setdefault(group[0].stance, group)
    return [*first.values(), *(group for group in heard.values() if group is not first[group[0].stance])]


def _heard(group: Sequence[Testimony], notes: Notes) -> Iterator[str]:
    yield f"- {_voice(group, notes)}"


def _one_line(line: Callable[[Notes], str], notes: Notes) -> Iterator[str]:
    yield line(notes)


def _voice(group: Sequence[Testimony], notes: Notes, gist: str = "") -> str:
    """Return who does what, with the words where these are not those of the gist, and their notes."""
    told = group[0]
    known = notes.has(told) and told.stance is Stance.DOUBTS
    words = "" if known or _is_gist(told, gist) else f": {_words(told)}"
    return f"{_does(told)} {who(told)}{words}{notes.of(group[:CITED])}"


def _does(told: Testimony) -> str:
    """Return what was done, as it reads before a name; words after "denied by" are those that are denied."""
    if told.stance is Stance.DENIES and not told.denied:
        return "contradicted by"
    does = _DONE_BY.get(told.stance) if told.stance else _ACTS.get(told.act)
    return does or f"{told.act.value} by"


def _words(told: Testimony) -> str:
    """Return the words of a statement in quotation marks, cut where they are long."""
    parts, room = list[str](), QUOTED
    for quote in told.quotes:
        words = " ".join(quote.text.split())
        if len(words) > room:
            parts.append(f"{quoted(words[:room].rsplit(' ', 1)[0])} …")
            break
        parts.append(quoted(words))
        room -= len(words)
    return " … ".join(parts)


def _is_gist(told: Testimony, gist: str) -> bool:
    """Say whether a statement says a claim in the very words that name it."""
    return _bare(words_of(told)) == _bare(gist)


def _bare(words: str) -> str:
    """Return words without what makes no difference: capitals, blanks, a stop or comma at the end."""
    return " ".join(words.casefold().split()).rstrip(" ,.;")


def _standing(account: Account) -> str:
    row = account.row
    status = STATUS_WORDS[row.status] if row.status else "not weighed"
    rests = f"{counted(row.origins, 'origin')} in {counted(row.outlets, 'outlet')}" if row.origins else ""
    is_counted = row.status is Status.SEVERAL_ORIGINS and row.origins > 1  # the number says it
    ruled = f"{row.verdict} by people" if row.verdict else ""
    return "; ".join(part for part in ("" if is_counted else status, rests, ruled) if part)


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
        number = max(len(one.entries) - one.room, 0) + one.untold
        if number:
            yield f"- {one.title}: {number} more; to see them: `counterclaim {one.command}`"
    rejected = len(snapshot.claims) - claims
    if rejected:
        yield f"- {counted(rejected, 'claim')} that people rejected: `counterclaim decisions`"
    empty = ", ".join(one.title for one in sections if not one.entries)
    if empty:
        yield f"- Nothing to tell under: {empty}"
    yield "- All voices on a claim: `counterclaim show` with its id, as it stands in the line"
    yield "- All claims and reports, in one page: `counterclaim export html -o dossier.html`"
    yield ""
