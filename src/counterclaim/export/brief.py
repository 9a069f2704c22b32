"""A brief in Markdown (CommonMark; ready for Quarto and Obsidian) for a desk to work from.

Every sentence quotes words of a report and ends with where they stand: outlet, date, characters.
What has no span is not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from counterclaim.board import (
    GLYPHS,
    STATUS_WORDS,
    Account,
    Dispute,
    Figure,
    Quote,
    Testimony,
    accounts,
    bracketed,
    disputed_figures,
    summary,
    unclaimed,
)
from counterclaim.export.encoding import encoded
from counterclaim.ledger import Snapshot, ledger_hash
from counterclaim.model import SUPPORTING, Act, Stance, Status

CLAIMED = "What is claimed"
CONCEDED = "Conceded"
CONTESTED = "Contested and denied"
FIGURES = "Disputed figures"
NOT_VERIFIED = "Not verified"
SILENT = "Silent"

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!^=@%+])")
_BLANKS = re.compile(r"\s+")


def brief(snapshot: Snapshot) -> bytes:
    """Return the brief: a head with the counts, then one section for each sort of claim."""
    told = accounts(snapshot)
    loose = unclaimed(snapshot)
    lines = [*_head(snapshot), "# What the reports say", ""]
    for section in (CLAIMED, CONCEDED, CONTESTED):
        lines += _section(
            section, _claim_lines(account for account in told if section_of(account) == section)
        )
    lines += _section(FIGURES, _dispute_lines(disputed_figures(snapshot)))
    unverified = (account for account in told if section_of(account) == NOT_VERIFIED)
    doubts = (f"- {_sentence(one)}" for one in loose if one.act is Act.DOUBT)
    lines += _section(NOT_VERIFIED, [*_claim_lines(unverified), *doubts])
    lines += _section(SILENT, _silence_lines(told, loose))
    return encoded("\n".join(lines))


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


def escaped(text: str) -> str:
    r"""Return `text` on one line, with every character that Markdown or its dialects would read.

    >>> print(escaped("*not*  [this](x)"))
    \*not\* \[this\](x)
    """
    return _SPECIAL.sub(r"\\\1", _BLANKS.sub(" ", text).strip())


def _head(snapshot: Snapshot) -> Iterator[str]:
    counts = summary(snapshot)
    yield from ("---", "title: What the reports say", f"subtitle: {counts}")
    yield from (f"ledger: {ledger_hash(snapshot)}", "---", "")


def _section(title: str, lines: Iterable[str]) -> list[str]:
    return [f"## {title}", "", *(list(lines) or ["*none*"]), ""]


def _claim_lines(told: Iterable[Account]) -> Iterator[str]:
    """Yield a sentence for each claim, and below it one for each statement that bears on it."""
    for account in told:
        if account.testimonies:
            supporting = [one for one in account.testimonies if one.stance in SUPPORTING]
            first = (supporting or account.testimonies)[0]
            yield f"- **{escaped(account.gist)}** ({_standing(account)}) {_reference(first)}"
            yield from (f"    - {_sentence(one)}" for one in account.testimonies)


def _standing(account: Account) -> str:
    row = account.row
    status = STATUS_WORDS[row.status] if row.status else "not weighed"
    ruled = f"; {row.verdict} by people" if row.verdict else ""
    return f"{status}; origins: {row.origins}, outlets: {row.outlets}{ruled}"


def _sentence(told: Testimony) -> str:
    glyph = GLYPHS[told.stance] if told.stance else "·"
    words = " ... ".join(_quoted(quote) for quote in told.quotes)
    who = f"{escaped(told.speaker)} {escaped(bracketed(told.party))}"
    ruled = f" ({told.verdict} by people)" if told.verdict else ""
    return f"{glyph} {who} {told.does}: {words}{ruled} {_reference(told)}"


def _quoted(quote: Quote) -> str:
    return f"“{escaped(quote.text)}”"


def _reference(told: Testimony) -> str:
    return _where(told.outlet, told.published, told.quotes)


def _where(outlet: str, published: str, quotes: Iterable[Quote]) -> str:
    characters = ", ".join(f"{quote.start}-{quote.end}" for quote in quotes)
    return f"[{escaped(outlet)}, {published or 'undated'}, characters {characters}]"


def _dispute_lines(disputes: Iterable[Dispute]) -> Iterator[str]:
    for dispute in disputes:
        left = "; ".join(_figure(figure) for figure in dispute.left_figures)
        right = "; ".join(_figure(figure) for figure in dispute.right_figures)
        yield f"- {left} — against — {right}"


def _figure(figure: Figure) -> str:
    where = _where(figure.outlet, figure.published, [figure.words])
    return f"{_quoted(figure.words)} by {escaped(figure.speaker)} {where}"


def _silence_lines(told: Iterable[Account], loose: Iterable[Testimony]) -> Iterator[str]:
    """Yield a sentence for each refusal to speak, once, whatever it is about."""
    everything = [*(one for account in told for one in account.testimonies), *loose]
    silent = {one.statement: one for one in everything if _is_silent(one)}
    yield from (f"- {_sentence(one)}" for one in silent.values())


def _is_silent(told: Testimony) -> bool:
    return told.stance is Stance.SILENT or told.act is Act.DECLINE_COMMENT
