"""The gist of a claim: its shortest clear formulation, in the statements' own words.

Who and when are added in square brackets, as an editor would, where a mention resolves them; the words
outside the brackets all stand in a report. What is no clause ("the bank of fraud") comes with its speaker
and its cue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from counterclaim.lang import table
from counterclaim.model import Form
from counterclaim.relate.editing import Context, edited
from counterclaim.relate.items import Item

_SHORTEST_GIST = 4
_STEM = 4
"""Letters by which a word and its base form are taken for one."""

_NEAREST_CUE = 60
"""Characters that may stand between a cue and what it introduces: "told the committee to wait"."""

_BRACKETED = re.compile(r"\[[^\[\]]*\]")
_WORD = re.compile(r"[^\W\d_]+")
_PAIRS = (("“", "”"), ("«", "»"))
_STRAIGHT = '"'
_BREAK = re.compile(r"[“”«»„\"‘\n]|[^\w\s](?=\s)")


# -- One statement, as it stands ---------------------------------------------------------------------


def unclear(item: Item) -> tuple[bool, bool, int, int, str]:
    """Order contents by how clear they are alone: whole, in the third person, told of somebody, short."""
    words = gist(item).split()
    too_short = len(words) < _SHORTEST_GIST
    personal = _is_unclear(gist(item))
    return (
        too_short,
        item.statement.form is Form.DIRECT,
        int(personal) + item.statement.level,
        len(words),
        item.id,
    )


def gist(item: Item) -> str:
    """Return the content in the report's own words, on one line.

    What is no clause of its own ("to hold the bridge", "the bank of fraud") is told with its speaker
    and its cue: "Ann Lee accused the bank of fraud".
    """
    return _told(item, tuple(item.report.quote(span) for span in item.spans))


def _told(item: Item, parts: Sequence[str]) -> str:
    whole = balanced(_one_line(" … ".join(_one_line(part) for part in parts)).removesuffix("."))
    if _is_whole(item):
        return whole
    return _around_cue(item) or _behind_cue(item, whole) or _with_speaker(item, whole)


def _is_whole(item: Item) -> bool:
    """Say whether a content is a clause that can stand alone."""
    return item.proposition.clause and _has_subject(item)


def _has_subject(item: Item) -> bool:
    """Say whether a part of a content tells who or what it is about; the whole of it always may."""
    stem = item.proposition.subject.lower()[:_STEM]
    words = " ".join(item.report.quote(span) for span in item.spans).lower().split()
    return not item.proposition.part or bool(stem and any(word.startswith(stem) for word in words))


def _around_cue(item: Item) -> str:
    """Return a content that its cue cuts in two in one piece: "The club is said to have signed him"."""
    cue, content = item.statement.cue, item.spans
    if cue is None or item.statement.source or not content[0].end <= cue.start < content[-1].start:
        return ""
    return balanced(_one_line(item.report.text[content[0].start : content[-1].end]))


def _behind_cue(item: Item, content: str) -> str:
    """Return speaker, cue and content in one: "Ann Lee accused the bank of fraud"."""
    cue, source = item.statement.cue, item.statement.source
    if cue is None or item.speaker is None or item.statement.denied:
        return ""
    between = item.report.text[cue.end : item.spans[0].start]
    is_behind = cue.end <= item.spans[0].start <= cue.end + _NEAREST_CUE
    if not is_behind or _BREAK.search(between) or (source is not None and source.start > cue.start):
        return ""
    told = _one_line(item.report.text[cue.start : item.spans[0].start])
    return f"{item.speaker.name} {told} {content}"


def _with_speaker(item: Item, content: str) -> str:
    """Return the content with speaker and cue in brackets before it: "[Ann Lee, “according to”:] a loss"."""
    source, cue = item.statement.source, item.statement.cue
    who = item.speaker.name if item.speaker else _one_line(item.report.quote(source)) if source else ""
    said = f"“{_one_line(item.report.quote(cue))}”" if cue else ""
    told = ", ".join(part for part in (who, said) if part)
    return f"[{told}:] {content}" if told else content


def _one_line(words: str, language: str = "en") -> str:
    """Return words on one line, without the "and" that led on to others."""
    told = " ".join(words.split()).strip(" ,;")
    last = told.rpartition(" ")[2].lower()
    return _one_line(told[: -len(last)]) if last in table(language, "gists")["leading_on"]["words"] else told


def balanced(words: str) -> str:
    """Return words without a quotation mark that lost its other half.

    >>> balanced("the defence had “collapsed")
    'the defence had collapsed'
    """
    for opening, closing in _PAIRS:
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    return words.replace(_STRAIGHT, "") if words.count(_STRAIGHT) % 2 else words


def _is_unclear(words: str, language: str = "en") -> bool:
    told = {word.lower() for word in _WORD.findall(_BRACKETED.sub("", words))}
    return not told.isdisjoint(table(language, "gists")["unclear"]["words"])


# -- All claims, with who and when made clear ---------------------------------------------------------


def clearest(told: Iterable[Item], context_of: Callable[[str], Context]) -> str:
    """Return a claim in the clearest words of those who tell it, with brackets where they help.

    Args:
        told: the contents that say it.
        context_of: what is known around the statements of a report.
    """
    return min(_wording(item, context_of(item.report.id)) for item in told)[-1]


Wording = tuple[bool, bool, bool, bool, int, bool, int, int, str, str]
"""How unclear a wording is, then the statement and the words."""


def _wording(item: Item, context: Context) -> Wording:
    """Order wordings: whole clauses, nothing unclear, told to a reader, few brackets with names, short."""
    text = _told(item, edited(item.statement, item.spans, context))
    bare = _BRACKETED.sub("", text)
    return (
        not _is_whole(item),
        bool(item.proposition.part),
        len(bare.split()) < _SHORTEST_GIST,
        item.statement.form is Form.DIRECT,
        item.statement.level,
        _is_unclear(text),
        len(_BRACKETED.findall(text)),
        len(bare.split()),
        item.id,
        text,
    )
