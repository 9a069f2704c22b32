"""Web pages: the main text and the page's own metadata, found by trafilatura (Barbaresi 2021).

The precise setting is used, unless it throws away more than half of what the generous one keeps:
then it has taken the article for page furniture. Nothing is fetched, and no date is guessed from
the day of the run.
"""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator
from dataclasses import replace

import trafilatura
from lxml.etree import LxmlError
from lxml.html import HtmlElement
from trafilatura.settings import Document
from trafilatura.utils import load_html

from counterclaim.model import BlockKind
from counterclaim.parse.blocks import blocks
from counterclaim.problems import Problem, ProblemKind
from counterclaim.read.reading import Details, Extract, Reading, reading_of
from counterclaim.read.text import looks_binary

EXTRACTOR = f"trafilatura {trafilatura.__version__}"
"""Name and version of the derivation; a new version is a new text."""

KEPT = 0.5
"""The least share of the generous text that the precise one must keep."""

COVERED, SHORT = 0.05, 600
"""A text shorter than `SHORT` characters, and a smaller share of what the page shows, may be cut."""

MOST_ATTRIBUTES = 1_000
"""More in one tag are refused: libxml2's time grows with the square of their number."""

_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
_TAG = re.compile(r"""<(?:!--|[a-z/!?](?:[^>=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|=)*+)""")
_QUOTED = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_CHARSET = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([a-zA-Z0-9_:.-]{1,40})""", re.IGNORECASE)
_CHARSETS = ("utf", "iso", "latin", "windows", "cp", "koi8", "mac", "gb", "big5", "euc", "shift", "sjis")
_UNSEEN = re.compile(r"<(?:!--|(script|style|noscript|template|svg|head)(?![a-z0-9-]))")

# Without a handler of their own these would write to standard error what we return as a Problem.
for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def read_webpage(raw: bytes, name: str, details: Details) -> Iterator[Reading | Problem]:
    """Yield the one report of a page, or what is wrong with it.

    Args:
        raw: the bytes of the page.
        name: the path under which the report is listed.
        details: what is told about it; the page's own metadata completes it.
    """
    markup = decoded_markup(raw)
    if not raw.strip():
        yield Problem(ProblemKind.EMPTY, name, "the file is empty", "leave it out or fetch it again")
    elif looks_binary(markup):
        reason = "this is not a page: it holds many control characters"
        yield Problem(ProblemKind.BINARY, name, reason, "give the page itself, unpacked")
    elif _most_attributes(markup) > MOST_ATTRIBUTES:
        reason = f"a tag has more than {MOST_ATTRIBUTES:,} attributes"
        yield Problem(ProblemKind.TOO_LARGE, name, reason, "save the page's text instead")
    else:
        yield _read_markup(raw, markup, name, details)


def _read_markup(raw: bytes, markup: str, name: str, details: Details) -> Reading | Problem:
    document = _main(markup)
    text = (document.text or "") if document is not None else ""
    if document is None or not text.strip():
        reason = f"no main text was found in {shown_length(markup):,} characters that the page shows"
        return Problem(ProblemKind.NO_TEXT, name, reason, "save the page's text as a .txt file")
    own = Details(
        outlet=document.sitename,
        published=document.date,
        title=document.title,
        address=document.url if (document.url or "").startswith(("http://", "https://")) else None,
    )
    reading = reading_of(Extract(raw, text, EXTRACTOR, own), name, details)
    if isinstance(reading, Problem):
        return reading
    return replace(reading, flags=(*reading.flags, *_coverage(text, markup, name)))


def main_text(page: bytes) -> tuple[str, str | None, str | None]:
    """Return the main text of a page without its furniture, its title, and its ISO date.

    A page in which nothing was found has an empty text.
    """
    markup = decoded_markup(page)
    document = _main(markup) if _most_attributes(markup) <= MOST_ATTRIBUTES else None
    if document is None or not document.text:
        return "", None, None
    text = document.text
    kept = [block for block in blocks(text) if block.kind is not BlockKind.BOILERPLATE]
    return "\n".join(text[block.start : block.end] for block in kept), document.title, document.date


def _main(markup: str) -> Document | None:
    """Return what trafilatura finds, or None if it finds nothing or cannot read the page."""
    try:
        tree = load_html(markup)
        if tree is None:
            return None
        precise, generous = _extracted(tree, precisely=True), _extracted(tree, precisely=False)
    except (LxmlError, RecursionError, ValueError):
        return None
    if precise is None or generous is None:
        return precise or generous
    enough = len(precise.text or "") >= KEPT * len(generous.text or "")
    return precise if enough else generous


def _extracted(tree: HtmlElement, *, precisely: bool) -> Document | None:
    document = trafilatura.bare_extraction(
        tree,
        favor_precision=precisely,
        favor_recall=not precisely,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=_DATES,
    )
    return document if isinstance(document, Document) else None


# -- The page as such ------------------------------------------------------------------------


def decoded_markup(raw: bytes) -> str:
    """Return the characters of a page: as its byte order mark, UTF-8 or its declaration says.

    Failing these they are read as windows-1252, which is what browsers do (WHATWG HTML, 13.2.3).
    """
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    declared = _CHARSET.search(raw, 0, 2048)
    named = declared[1].decode("ascii").lower() if declared else ""
    for charset in ("utf-8", named if named.startswith(_CHARSETS) else "utf-8"):
        try:
            return raw.decode(charset).removeprefix("\ufeff")
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("windows-1252", "replace")


def _most_attributes(markup: str) -> int:
    """Return how many words the fullest tag has outside quotes: it has no more attributes than that."""
    large = (tag for _, tag in _pieces(markup.lower()) if len(tag) > 2 * MOST_ATTRIBUTES)
    return max((len(_QUOTED.sub(" ", tag).split()) for tag in large), default=0)


def shown_length(markup: str) -> int:
    """Return about how many characters a page shows: those outside tags, scripts and styles, without blanks.

    It reads the characters, not a tree, so that deep nesting, at which a parser gives up, is measured too.
    """
    return sum(len("".join(shown.split())) for shown, _ in _pieces(markup.lower()))


def _pieces(page: str) -> Iterator[tuple[str, str]]:
    """Yield what is shown before each tag, and the tag; what is never closed is not shown.

    `page` is in lower case; comments, scripts and the like are passed over.
    """
    position = 0
    for _ in range(page.count("<")):
        tag = _TAG.search(page, position)
        if tag is None:
            break
        yield page[position : tag.start()], tag[0]
        position = _end_of_unseen(page, tag)
    yield page[position:], ""


def _end_of_unseen(page: str, tag: re.Match[str]) -> int:
    """Return where a tag ends, or with it the comment, script or the like that it opens."""
    element = _UNSEEN.match(tag[0])
    if element is None:
        return _end_of(page, ">", tag.end())
    if element[1] is None:
        return _end_of(page, "-->", tag.end())
    return _end_of(page, ">", _end_of(page, f"</{element[1]}", tag.end()))


def _end_of(page: str, mark: str, start: int) -> int:
    """Return where the next `mark` ends; the end of the page if there is none."""
    found = page.find(mark, start)
    return found + len(mark) if found >= 0 else len(page)


def _coverage(text: str, markup: str, name: str) -> Iterator[Problem]:
    """Yield a flag if a short text was found in a page that shows far more."""
    found, shown = len("".join(text.split())), shown_length(markup)
    if len(text) < SHORT and found < COVERED * shown:
        reason = f"the text found is {found:,} of the {shown:,} characters that the page shows"
        advice = "compare it with the page; save the page's text if something is missing"
        yield Problem(ProblemKind.INCOMPLETE_TEXT, name, reason, advice, fatal=False)
