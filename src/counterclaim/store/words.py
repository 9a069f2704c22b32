"""Finding words in texts: what is searched, how words are compared, and where a hit stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from counterclaim.ledger import id_of, kind_of
from counterclaim.model import Report, Span, Statement
from counterclaim.store.protocol import SearchHit

CONTEXT = 80
"""How many characters of a report a hit shows at most on either side of the word found."""

_WORD = re.compile(r"[^\W_]+")


def folded(word: str) -> str:
    """Return `word` without case and accents, as FTS5's `unicode61 remove_diacritics 2` compares.

    >>> folded("Zelénskyy")
    'zelenskyy'
    """
    parts = unicodedata.normalize("NFD", word.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield every word of `text`, folded, with where it begins and ends."""
    for match in _WORD.finditer(text):
        yield folded(match.group()), match.start(), match.end()


def wanted(query: str) -> tuple[str, ...]:
    """Return the words of a query, each once, in order.

    >>> wanted('"Élan" AND (rain*')
    ('elan', 'and', 'rain')
    """
    return tuple(dict.fromkeys(word for word, _, _ in words(query)))


def searched_text(fact: Report | Statement, reports: Mapping[str, Report]) -> str:
    """Return what is searched of a fact: a report's text, or the words a statement's content points at."""
    if isinstance(fact, Report):
        return fact.text
    report = reports.get(fact.report)
    return "" if report is None else " ".join(report.text[span.start : span.end] for span in fact.content)


def hit(fact: Report | Statement, report: Report, sought: tuple[str, ...]) -> SearchHit:
    """Return where `fact`, which is or comes from `report`, holds a word that was sought."""
    span = _excerpt(fact, sought) if isinstance(fact, Report) else _quoted(fact, report, sought)
    return SearchHit(kind_of(fact), id_of(fact), span, report.text[span.start : span.end])


def _quoted(statement: Statement, report: Report, sought: tuple[str, ...]) -> Span:
    """Return the first part of the content that holds a word sought, else the first part."""
    holding = (
        span
        for span in statement.content
        if any(word in sought for word, _, _ in words(report.text[span.start : span.end]))
    )
    return next(holding, statement.content[0])


def _excerpt(report: Report, sought: tuple[str, ...]) -> Span:
    """Return the first word sought with whole words around it, else the text's beginning."""
    places = ((start, end) for word, start, end in words(report.text) if word in sought)
    start, end = next(places, (0, 1))
    return Span(report.id, _begin(report.text, start), _stop(report.text, end))


def _begin(text: str, start: int) -> int:
    """Return the first beginning of a word at most `CONTEXT` characters before `start`."""
    earliest = start - CONTEXT
    if earliest <= 0:
        return 0
    return next((place + 1 for place in range(earliest, start) if text[place].isspace()), start)


def _stop(text: str, end: int) -> int:
    """Return the last end of a word at most `CONTEXT` characters after `end`."""
    latest = end + CONTEXT
    if latest >= len(text):
        return len(text)
    return next((place for place in range(latest, end, -1) if text[place].isspace()), end)
