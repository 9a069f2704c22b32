"""What the words of a passage give away: credits, leaked dates, page furniture; and what a title is.

The phrases of a language are in its `blocks.toml`. Every pattern is anchored, or looks at a
stretch of bounded length, so that no text can make it slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from counterclaim.lang import table
from counterclaim.model import BlockKind

TITLE_WORDS, TITLE_LENGTH = 30, 250
"""A longer line is not a title."""

NAME_WORDS = 4
"""A name in a credit is hardly ever longer."""

LONGEST_FURNITURE = 440
"""A longer passage is always what somebody wrote, not a credit or a notice."""

OPENING = "\"'“‘«„(["
"""Marks a sentence may open with."""

_STOP = re.compile(r"[.。…][\"'”’»«)\]\s]*\Z")
_INITIALS = re.compile(r"(?:\b[A-Z]\.){2,10}\Z")
_TIME = r"[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
_ISO = rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:{_TIME})?"
_DASH = r"(?:--|-|–|—|_)"
PARTS = re.compile(r"(?:(?<!\s)\s+)?[/|©,;]\s*|(?<!\s)\s+(?:via|and)\s+")
"""What stands between the names of a credit."""

_WORD = re.compile(r"[^\s/|,;()\[\]–—©]+")
_YEAR_OR_TIME = re.compile(r"(?<![0-9])(?:(?:19|20)[0-9]{2}(?![0-9])|[0-9]{1,2}:[0-9]{2})")
_RULE = re.compile(r"[_*=~#•·–—-]+(?:\s[_*=~#•·–—-]+)*")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){2,}")


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language's `blocks.toml`, compiled."""

    agency: re.Pattern[str]
    agencies: re.Pattern[str]
    names: dict[str, str]
    credit: re.Pattern[str]
    source: re.Pattern[str]
    clause: re.Pattern[str]
    photo: re.Pattern[str]
    credit_words: frozenset[str]
    caption: re.Pattern[str]
    leak: re.Pattern[str]
    dateline: re.Pattern[str]
    months: frozenset[str]
    date_words: frozenset[str]
    section_words: frozenset[str]
    label: re.Pattern[str]
    byline: re.Pattern[str]
    furniture: re.Pattern[str]
    furniture_opener: re.Pattern[str]
    furniture_phrase: re.Pattern[str]
    list_head: re.Pattern[str]
    inline_link: re.Pattern[str]
    pointer: re.Pattern[str]
    jobs: frozenset[str]
    courtesy: re.Pattern[str]


def _any(phrases: Iterable[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))) + ")"


@cache
def phrases_of(language: str) -> Phrases:
    """Return the compiled phrases of a language."""
    rows = table(language, "blocks")
    credit, metadata, furniture = rows["credit"], rows["metadata"], rows["boilerplate"]
    names = {spelling: name for name, spellings in rows["agencies"].items() for spelling in spellings}
    agency = rf"(?<!\w){_any(names)}(?!\w)"
    joined = rf"{agency}(?:\s*(?:{_DASH}|[/|,]|and|via)\s*{agency}){{0,5}}"
    heads = _any(furniture["list_heads"])
    loose = re.IGNORECASE
    return Phrases(
        agency=re.compile(agency),
        agencies=re.compile(joined),
        names=names,
        credit=re.compile(rf"{_any(credit['openers'])}(?!\w)", loose),
        source=re.compile(rf"{_any(credit['sources'])}(?!\w)", loose),
        clause=re.compile(_any(credit["clauses"]), loose),
        photo=re.compile(rf"(?<!\w){_any(credit['photo_openers'])}", loose),
        credit_words=frozenset(credit["words"]),
        caption=re.compile(_any(rows["caption"]["openers"]), loose),
        leak=re.compile(
            rf"(?i:{_any(metadata['fields'])})\s?[:=]?\s?{_ISO}(?=\s*\Z|[\s|,;:.–—-]+[{re.escape(OPENING)}]?[A-Z])"
        ),
        dateline=re.compile(
            rf"(?P<head>[^()\n–—]{{0,90}}?)\s*"
            rf"(?:(?:\((?P<source>{joined}|[A-Z][\w ./&-]{{1,40}})\)\s*|(?<=\S)\s+){_DASH}+(?=\s)"
            rf"|(?P<colon>:)(?=\s)|(?<=[A-Z])—(?=[A-Z{re.escape(OPENING)}])"
            rf"|[/(](?P<closed>{joined})[/)]\.?{_DASH}?(?=\s))"
        ),
        months=frozenset(metadata["months"]),
        date_words=frozenset(metadata["date_words"]),
        section_words=frozenset(metadata["section_words"]),
        label=re.compile(rf"{_any(metadata['label_openers'])}\s", loose),
        byline=re.compile(rf"{_any(metadata['bylines'])}\s", loose),
        furniture=re.compile(rf"{_any(furniture['lines'])}[\s.:*!»>…|]{{0,5}}", loose),
        furniture_opener=re.compile(_any(furniture["openers"]), loose),
        furniture_phrase=re.compile(_any(furniture["phrases"]), loose),
        list_head=re.compile(rf"{heads}[\s.:*»>…|–—-]{{0,5}}", loose),
        inline_link=re.compile(rf"{heads}\s?[:|»>]", loose),
        pointer=re.compile(rf"{_any(furniture['pointers'])}\s?[:|»>]|[»>]{{2}}\s", loose),
        jobs=frozenset(metadata["jobs"]),
        courtesy=re.compile(_any(credit["courtesies"]), loose),
    )


def only_names(words: str, phrases: Phrases) -> bool:
    """Say whether every word is a name, a number, an agency, or may stand among names."""
    return all(
        word[0].isupper() or not word[0].isalpha() or word in phrases.names or word in phrases.credit_words
        for word in (found.strip(".:\"'“”‘’") or "-" for found in _WORD.findall(words))
    )


def is_credit_tail(tail: str, phrases: Phrases) -> bool:
    """Say whether the end of a passage credits a text or a photo."""
    inner = tail.strip("()[] –—.-\n")
    opener = phrases.photo.match(inner)
    if opener is not None:
        return len(inner) > opener.end() and only_names(inner[opener.end() :], phrases)
    return _is_agency_line(inner, phrases)


def is_photo_credit(tail: str, phrases: Phrases) -> bool:
    """Say whether a credit is that of a photo: it says so, or a name stands beside an agency's."""
    inner = tail.strip("()[] –—.-\n")
    names = [part for part in PARTS.split(inner) if part]
    named = any(phrases.agencies.fullmatch(part) is None for part in names)
    return phrases.photo.match(inner) is not None or inner.startswith("©") or ("/" in inner and named)


def _is_agency_line(line: str, phrases: Phrases) -> bool:
    """Say whether the line is but names and at least one agency: "Jane Doe / AFP – Getty Images"."""
    parts = [part for part in PARTS.split(line) if part]
    named = [part for part in parts if phrases.agencies.fullmatch(part)]
    others = [part.split() for part in parts if part not in named]
    short = all(len(words) <= NAME_WORDS for words in others)
    return bool(named) and short and all(word[0] == "@" or word[0].isupper() for ws in others for word in ws)


def kind_by_words(passage: str, phrases: Phrases) -> BlockKind | None:
    """Return the kind that the words alone give away, wherever on the page they stand."""
    if len(passage) > LONGEST_FURNITURE:
        return None
    if _is_credit(passage, phrases):
        return BlockKind.CREDIT
    if _is_furniture(passage, phrases):
        return BlockKind.BOILERPLATE
    if _is_date_line(passage, phrases) or _SLUG.fullmatch(passage):
        return BlockKind.METADATA
    if phrases.caption.match(passage):
        return BlockKind.CAPTION
    return None


def _is_credit(passage: str, phrases: Phrases) -> bool:
    """Say whether the whole passage names who wrote, filmed or supplied what is on the page."""
    inner = passage.strip("()[]*_–—- ")
    opener = phrases.credit.match(inner)
    if opener is not None:
        return only_names(inner[opener.end() :], phrases)
    if phrases.courtesy.match(inner) and is_title(inner):
        return True
    clause = phrases.clause.search(inner)
    if clause is not None:
        return only_names(inner[: clause.start()] + inner[clause.end() :], phrases)
    return _is_agency_line(inner.rstrip("."), phrases)


def _is_furniture(passage: str, phrases: Phrases) -> bool:
    """Say whether the passage belongs to the page, not to the report: forms, links, notices."""
    inner = passage.lstrip("#*•-–—>»|[ ")
    if (
        _RULE.fullmatch(passage)
        or phrases.furniture.fullmatch(inner)
        or phrases.furniture_opener.match(inner)
    ):
        return True
    if phrases.inline_link.match(inner):
        return not has_stop(inner) or heads_list(passage, phrases)
    return heads_list(passage, phrases) or phrases.furniture_phrase.search(inner) is not None


def heads_list(passage: str, phrases: Phrases) -> bool:
    """Say whether the passage is the heading of a list of links."""
    return phrases.list_head.fullmatch(passage.lstrip("#*•-–—>»| ")) is not None


def _is_date_line(passage: str, phrases: Phrases) -> bool:
    """Say whether the line is a date or a time, and nothing else."""
    words = re.findall(r"[^\W\d_]+(?:\.[^\W\d_]+\.)?", passage.lower())
    known = phrases.date_words | phrases.months | {"t", "z"}
    dated = any(map(str.isdigit, passage)) if words else _YEAR_OR_TIME.search(passage) is not None
    return dated and len(words) < TITLE_WORDS and all(word in known for word in words)


def is_pointer(passage: str, phrases: Phrases) -> bool:
    """Say whether a line among paragraphs points to another report: "MORE: Mayor will not resign"."""
    return phrases.pointer.match(passage) is not None and is_title(passage)


def is_role(line: str, phrases: Phrases) -> bool:
    """Say whether a line names a reporter's job and nothing else: "Transport correspondent"."""
    words = line.lower().split()
    return 0 < len(words) < NAME_WORDS and words[-1] in phrases.jobs and is_title(line)


def has_stop(passage: str) -> bool:
    """Say whether the passage ends with a full stop, that of "U.S." not counted."""
    return _STOP.search(passage[-20:]) is not None and _INITIALS.search(passage[-20:]) is None


def is_title(passage: str) -> bool:
    """Say whether the line could be a title: short, and not a finished sentence."""
    ended = has_stop(passage) or passage[-1] in ":,;-–—"
    return not ended and len(passage) <= TITLE_LENGTH and len(passage.split()) <= TITLE_WORDS
