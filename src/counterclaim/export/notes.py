"""Notes below a text in Markdown: each quotation once, with outlet, day, file, characters and link.

They are footnotes as Pandoc (Quarto), Obsidian and GitHub read them; in a plain mail they read as a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from counterclaim.board import Quote, Testimony, clock_text, with_side
from counterclaim.board.accounts import quote_of
from counterclaim.board.index import outlet_name
from counterclaim.export.citing import characters, link_to
from counterclaim.model import Report, Span

CITED = 2
"""So many places are cited for what one speaker says: the first."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!^=@%+])")
_BLANKS = re.compile(r"\s+")


class Notes:
    """The notes of one text, numbered from 1 as they are first asked for."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._lines: list[str] = []

    def of(self, told: Iterable[Testimony]) -> str:
        """Return the marks of the notes on statements: "[^1][^2]"."""
        return "".join(dict.fromkeys(self._of_statement(one) for one in told))

    def has(self, told: Testimony) -> bool:
        """Say whether a statement has a note already."""
        return told.statement in self._numbers

    def of_first_line(self, report: Report) -> str:
        """Return the mark of the note on the words with which a report begins."""
        begin = len(report.text) - len(report.text.lstrip())
        words = report.text[begin:].splitlines()[:1]
        if not words or not words[0].strip():
            return ""
        quote = quote_of(report, Span(report.id, begin, begin + len(words[0].rstrip())))
        source = _source(outlet_name(report), clock_text(report.published), report.path)
        return self._mark(f"report {report.id}", source, [quote], report.address)

    def lines(self) -> Iterator[str]:
        """Yield the notes, one a line."""
        for number, line in enumerate(self._lines, 1):
            yield f"[^{number}]: {line}"

    def _of_statement(self, told: Testimony) -> str:
        source = _source(told.outlet, told.published, told.path)
        return self._mark(told.statement, source, told.quotes, told.address)

    def _mark(self, key: str, source: str, quotes: Iterable[Quote], address: str | None) -> str:
        if key not in self._numbers:
            cited = list(quotes)
            link = link_to(address, cited[0])
            words = " … ".join(quoted(quote.text) for quote in cited)
            opened = f" [open](<{link}>)" if link else ""
            self._lines.append(f"{source}, characters {characters(cited)}: {words}{opened}")
            self._numbers[key] = len(self._lines)
        return f"[^{self._numbers[key]}]"


Line = Callable[[Notes], str]
"""What makes a line, with its notes: made when it is known to fit, so that no note is left over."""


def _source(outlet: str, published: str, path: str) -> str:
    return f"{escaped(outlet)}, {published or 'undated'}, file {escaped(path)}"


def who(told: Testimony) -> str:
    """Return who speaks, with the side where the name does not tell it, and what people said of the words."""
    ruled = f" ({told.verdict} by people)" if told.verdict else ""
    return f"{escaped(with_side(told.speaker, told.party))}{ruled}"


def quoted(text: str) -> str:
    """Return words of a report in quotation marks, fit for Markdown."""
    return f"“{escaped(text)}”"


def escaped(text: str) -> str:
    r"""Return `text` on one line, with every character that Markdown or its dialects would read.

    >>> print(escaped("*not*  [this](x)"))
    \*not\* \[this\](x)
    """
    return _SPECIAL.sub(r"\\\1", _BLANKS.sub(" ", text).strip())
