"""Where each thing is found: under the addresses of a server, in a folder of files, or within one page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import quote, urlencode

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,80}", re.ASCII)
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
_LONGEST_QUOTE, _LONGEST_FRAGMENT, _WORDS = 600, 120, 5


class Links(Protocol):
    """The addresses that a template may write down, ready to stand in an attribute."""

    served: bool
    """Whether a server answers, so that a form, a search and another moment can be asked for."""

    def static(self, name: str) -> str:
        """Return where a style sheet or a script is."""

    def page(self, where: str) -> str:
        """Return where the page is that is served at an address: "/", "/reports"."""

    def claim(self, claim: str) -> str:
        """Return where a claim is told of."""

    def told(self, claim: str, statement: str) -> str:
        """Return where a statement stands among those on a claim."""

    def report(self, report: str) -> str:
        """Return where a report can be read."""

    def statement(self, report: str, statement: str) -> str:
        """Return where the words of a statement stand in their report."""


class ServedLinks:
    """Addresses of a server; `as_of` is the moment that the reader looks at, "" for the present."""

    served = True

    def __init__(self, as_of: str = "") -> None:
        self.as_of = as_of

    def static(self, name: str) -> str:
        """Return where a style sheet or a script is."""
        return f"/static/{quote(name)}"

    def page(self, where: str, **asked: str | int) -> str:
        """Return the address of a page at the moment that is looked at."""
        return self.with_query(where, asked)

    def with_query(self, where: str, asked: Mapping[str, object], **changed: object) -> str:
        """Return an address with what is asked there, but for what is changed; None and "" ask nothing."""
        every = {"as_of": self.as_of, **asked, **changed}
        told = {key: value for key, value in every.items() if value not in (None, "", [], ())}
        query = urlencode(told, doseq=True, errors="replace")
        return f"{where}?{query}" if told else where

    def claim(self, claim: str) -> str:
        """Return where a claim is told of."""
        return self.page(f"/claims/{_part(claim)}")

    def told(self, claim: str, statement: str) -> str:
        """Return where a statement stands among those on a claim."""
        return f"{self.claim(claim)}#{told_id(claim, statement)}"

    def report(self, report: str) -> str:
        """Return where a report can be read."""
        return self.page(f"/reports/{_part(report)}")

    def statement(self, report: str, statement: str) -> str:
        """Return where the words of a statement stand in their report."""
        return f"{self.report(report)}#{_part(f'statement-{statement}')}"

    def words(self, report: str, start: int, end: int, words: str, statement: str = "") -> str:
        """Return an address that finds words of a report even if they have moved, and jumps to them."""
        exact = _UNWRITABLE.split(words[:_LONGEST_QUOTE])[0]
        where = self.page(f"/reports/{_part(report)}", start=start, end=end, quote=exact)
        name = f"statement-{statement}" if statement else "sought"
        return f"{where}#{_part(name)}:~:text={text_fragment(words)}"


class SheetLinks:
    """Places within one page that holds everything."""

    served = False

    def static(self, name: str) -> str:
        """Return nothing that loads: all is in the page."""
        return f"#{name}"

    def page(self, where: str) -> str:
        """Return the part of the page that is served at an address."""
        return "#" + (where.strip("/") or "board")

    def claim(self, claim: str) -> str:
        """Return where a claim is told of."""
        return f"#{_part(f'claim-{claim}')}"

    def told(self, claim: str, statement: str) -> str:
        """Return where a statement stands among those on a claim."""
        return f"#{told_id(claim, statement)}"

    def report(self, report: str) -> str:
        """Return where a report can be read."""
        return f"#{_part(f'report-{report}')}"

    def statement(self, report: str, statement: str) -> str:
        """Return where the words of a statement stand in their report."""
        del report
        return f"#{_part(f'statement-{statement}')}"


class FolderLinks:
    """Files of a folder, seen from one of them: `root` leads from there to the folder itself."""

    served = False

    def __init__(self, root: str = "") -> None:
        self.root = root

    def static(self, name: str) -> str:
        """Return where a style sheet or a script is."""
        return f"{self.root}static/{quote(name)}"

    def page(self, where: str) -> str:
        """Return the file of the page that is served at an address."""
        return f"{self.root}{where.strip('/') or 'index'}.html"

    def claim(self, claim: str) -> str:
        """Return where a claim is told of."""
        return f"{self.root}claims/{file_name(claim)}.html"

    def told(self, claim: str, statement: str) -> str:
        """Return where a statement stands among those on a claim."""
        return f"{self.claim(claim)}#{told_id(claim, statement)}"

    def report(self, report: str) -> str:
        """Return where a report can be read."""
        return f"{self.root}reports/{file_name(report)}.html"

    def statement(self, report: str, statement: str) -> str:
        """Return where the words of a statement stand in their report."""
        return f"{self.report(report)}#{_part(f'statement-{statement}')}"


def file_name(key: str) -> str:
    """Return a name that every file system takes, for an id.

    >>> file_name("cl-0123456789ab"), file_name("../x")
    ('cl-0123456789ab', 'x-d6b96a97d147daaa')
    """
    if _PLAIN.fullmatch(key):
        return key
    return "x-" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def told_id(claim: str, statement: str) -> str:
    """Return the name that the place of a statement among those on a claim has."""
    return f"told-{file_name(claim)}-{file_name(statement)}"


def text_fragment(words: str) -> str:
    """Return words as the text directive of an address: all of them, or the first and the last.

    >>> text_fragment("so-called truce, he said")
    'so%2Dcalled%20truce%2C%20he%20said'
    """
    if len(words) <= _LONGEST_FRAGMENT:
        return _directive(words)
    every = words.split()
    first, last = every[:_WORDS], every[_WORDS:][-_WORDS:]
    return ",".join(_directive(" ".join(part)) for part in (first, last) if part)


def _directive(words: str) -> str:
    plain = " ".join(words.split()).encode("utf-8", "replace")
    return quote(plain, safe="").replace("-", "%2D")


def _part(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="")
