"""Plain text and Markdown: the decoded characters are the text, and none of them is changed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from counterclaim.problems import Problem, ProblemKind
from counterclaim.read.reading import Details, Extract, Reading, reading_of

EXTRACTOR = "text 1"
"""Name and version of the derivation; a new version is a new text."""

CONTROL_SHARE = 1 / 50
"""A text of which a larger share is control characters is not a text."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(raw: bytes, name: str, details: Details) -> Iterator[Reading | Problem]:
    """Yield the one report of a text file, or what is wrong with it.

    Args:
        raw: the bytes of the file: UTF-8 with or without a byte order mark, or UTF-16 with one.
        name: the path under which the report is listed.
        details: what is told about it.
    """
    text = decoded(raw, name)
    if isinstance(text, Problem):
        yield text
    elif not text.strip():
        yield Problem(ProblemKind.EMPTY, name, "the file has no text", "leave it out or fetch it again")
    else:
        yield reading_of(Extract(raw, text, EXTRACTOR), name, details)


def decoded(raw: bytes, name: str) -> str | Problem:
    """Return the characters of a text file without its byte order mark, or why it has none."""
    wide = raw.startswith(_UTF_16)
    if not wide and b"\0" in raw:
        return _binary(name, f"byte {raw.index(0)} is NUL")
    try:
        text = raw.decode("utf-16" if wide else "utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return _undecodable(name, error)
    if "\0" in text or looks_binary(text):
        return _binary(name, "it holds NUL or many control characters")
    return text


def looks_binary(text: str) -> bool:
    """Say whether so many characters are control characters that this was never a text."""
    return len(_CONTROL.findall(text)) > len(text) * CONTROL_SHARE


def _binary(name: str, sign: str) -> Problem:
    advice = "give the text itself; save UTF-16 without a byte order mark as UTF-8"
    return Problem(ProblemKind.BINARY, name, f"this is not a text: {sign}", advice)


def _undecodable(name: str, error: UnicodeDecodeError) -> Problem:
    reason = f"not {error.encoding.upper()} at byte {error.start}: {error.reason}"
    advice = "convert it to UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8"
    return Problem(ProblemKind.UNDECODABLE, name, reason, advice)
