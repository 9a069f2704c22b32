"""What is told where: each statement with all it bears on, and the places of its words as others cite them.

Positions are Unicode code points into a report's text, as everywhere; selectors and fragments are
those of the W3C (Web Annotation Data Model, 2017; URL Fragment Text Directives, 2023).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote as percent_encoded

from counterclaim.board import Account, Quote, Testimony, accounts, unclaimed
from counterclaim.export.encoding import web_address
from counterclaim.ledger import Snapshot
from counterclaim.model import Report

CONTEXT = 32
"""So many characters before and after a quotation are given, to find it again where the text has moved."""

_WHOLE = 8
"""A quotation of more words than that is cited by its first and last words."""

_ENDS = 4

Json = dict[str, Any]


def urn(sort: str, key: str) -> str:
    """Return the name of a fact that holds wherever the case is kept.

    >>> urn("claim", "cl-1")
    'urn:counterclaim:claim:cl-1'
    """
    return f"urn:counterclaim:{sort}:{percent_encoded(key, safe='', errors='replace')}"


def told_once(told: Iterable[Account], loose: Iterable[Testimony]) -> tuple[tuple[Testimony, ...], ...]:
    """Return the testimonies of each statement together, one for each claim, in the order of the texts."""
    of_statement: dict[str, list[Testimony]] = {}
    for one in (*(one for account in told for one in account.testimonies), *loose):
        of_statement.setdefault(one.statement, []).append(one)
    return tuple(tuple(group) for group in sorted(of_statement.values(), key=_text_order))


def statements(snapshot: Snapshot) -> tuple[tuple[Testimony, ...], ...]:
    """Return the testimonies of each statement of a snapshot together."""
    return told_once(accounts(snapshot), unclaimed(snapshot))


def _text_order(group: Iterable[Testimony]) -> tuple[str, str, int, int, str]:
    told = next(iter(group))
    return told.path, told.report, told.quotes[0].start, -told.quotes[-1].end, told.statement


def words_of(told: Testimony) -> str:
    """Return what a statement says, in the words of its report."""
    return " ... ".join(quote.text for quote in told.quotes)


def characters(quotes: Iterable[Quote]) -> str:
    """Return where quotations stand: "12-40, 50-61"."""
    return ", ".join(f"{quote.start}-{quote.end}" for quote in quotes)


def evidence(told: Testimony) -> Json:
    """Return one statement as an export of claims tells it: who, what, and where it stands."""
    return {
        "statement": told.statement,
        "stance": told.stance.value if told.stance else None,
        "speaker": told.speaker,
        "party": told.party,
        "outlet": told.outlet,
        "published": told.published or None,
        "said": told.said or None,
        "report": told.report,
        "quotes": [{"start": one.start, "end": one.end, "quote": one.text} for one in told.quotes],
    }


def selectors(report: Report, quote: Quote) -> list[Json]:
    """Return the two selectors of a quotation: by its position, and by its words with those around it."""
    return [
        {"type": "TextPositionSelector", "start": quote.start, "end": quote.end},
        {
            "type": "TextQuoteSelector",
            "exact": quote.text,
            "prefix": report.text[max(0, quote.start - CONTEXT) : quote.start],
            "suffix": report.text[quote.end : quote.end + CONTEXT],
        },
    ]


def link_to(address: str | None, quote: Quote) -> str | None:
    """Return a link to the very words on a page, None where the report has no address that may be one.

    >>> link_to("https://a.example/b", Quote(0, 11, "a-b, c said"))
    'https://a.example/b#:~:text=a%2Db%2C%20c%20said'
    """
    page = web_address(address)
    if page is None:
        return None
    words = quote.text.split()
    ends = [" ".join(words)] if len(words) <= _WHOLE else [" ".join(words[:_ENDS]), " ".join(words[-_ENDS:])]
    directive = ",".join(_in_fragment(part) for part in ends)
    return f"{page}{'' if '#' in page else '#'}:~:text={directive}"


def _in_fragment(words: str) -> str:
    """Encode words for a text directive, to which a dash, a comma and an ampersand mean something."""
    return percent_encoded(words, safe="", errors="replace").replace("-", "%2D")
