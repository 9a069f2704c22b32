"""The sentences of a brief: a claim with who says what to it, and one voice with its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from counterclaim.board import STATUS_WORDS, Account, Testimony
from counterclaim.export.citing import words_of
from counterclaim.export.counting import counted
from counterclaim.export.notes import CITED, Notes, escaped, quoted, who
from counterclaim.model import Act, RelationKind, Stance, Status

QUOTED = 140
"""A quotation is cut after so many characters, at a blank; the note has all of it."""

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


# -- A claim ----------------------------------------------------------------------------------------


def sentence(of_claim: Mapping[str, Account], voices: int, account: Account, notes: Notes) -> str:
    """Return a claim, how it stands, who says what to it, and what speaks against it: one sentence."""
    groups = _voices(account)
    heard = [voice(group, notes, account.gist) for group in groups[:voices]]
    if groups[voices:]:
        heard.append(f"{counted(len(groups) - voices, 'more voice')} in `{account.claim}`")
    rival = _rival(of_claim, account)
    if rival:
        group = _voices(rival)[0]
        whose = f"{_does(group[0])} {who(group[0])}{notes.of(group[:CITED])}"
        heard.append(f"against it: {escaped(rival.gist)}, {whose}")
    return f"- **{escaped(account.gist)}** ({_standing(account)}): {'; '.join(heard)}"


def _rival(of_claim: Mapping[str, Account], account: Account) -> Account | None:
    """Return the first claim that cannot be so beside this one and that somebody speaks of."""
    kin = account.relations if account.row.rivals else ()
    rivals = (of_claim.get(other.claim) for other in kin if other.kind is RelationKind.CONFLICTS)
    return next((one for one in rivals if one and one.testimonies), None)


def each_pair_once(of_claim: Mapping[str, Account], some: Iterable[Account], room: int) -> Iterator[Account]:
    """Yield claims without those of which the sentence on one of the first `room` tells all there is."""
    told = set[str]()
    left = room
    for account in some:
        if account.claim not in told:
            rival = _rival(of_claim, account) if left > 0 else None
            if rival and _is_said_at_once(rival):
                told.add(rival.claim)
            left -= 1
            yield account


def _is_said_at_once(rival: Account) -> bool:
    """Say whether "against it: ..." leaves nothing more to say of a claim."""
    row = rival.row
    is_alone = row.rivals == 1 and row.verdict is None
    return is_alone and len(rival.testimonies) <= CITED and len(_voices(rival)) == 1


def _voices(account: Account) -> list[list[Testimony]]:
    """Return what each speaker does to a claim: one of each stance first, who says so before who denies."""
    heard: dict[tuple[str, str, Stance | None], list[Testimony]] = {}
    for told in account.testimonies:
        heard.setdefault((told.speaker, told.party, told.stance), []).append(told)
    first: dict[Stance | None, list[Testimony]] = {}
    for group in sorted(heard.values(), key=lambda group: _RANK.get(group[0].stance, len(_RANK))):
        first.setdefault(group[0].stance, group)
    return [*first.values(), *(group for group in heard.values() if group is not first[group[0].stance])]


# -- A voice ----------------------------------------------------------------------------------------


def voice(group: Sequence[Testimony], notes: Notes, gist: str = "") -> str:
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
