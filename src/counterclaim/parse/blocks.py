"""Text to blocks: what each stretch of a page is for, before any parser sees it.

Three steps, each a plain function: *passages* (`lines.py`), *pieces* (a leaked date or a dateline
split off the front of a passage, a photo credit off its end), *kinds* (what the words of a piece
say it is, `furniture.py`, then what its place on the page says: here the mark of a list's item is
split off). The text is never edited: every character but white space ends up in exactly one block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from counterclaim.model import Block, BlockKind
from counterclaim.parse.furniture import (
    OPENING,
    PARTS,
    TITLE_LENGTH,
    Phrases,
    has_stop,
    heads_list,
    is_credit_tail,
    is_photo_credit,
    is_pointer,
    is_role,
    is_title,
    kind_by_words,
    only_names,
    phrases_of,
)
from counterclaim.parse.lines import Piece, passages, trimmed
from counterclaim.parse.titles import is_title_case

EDGE = 160
"""How many characters at either end of a passage may hold a dateline or a credit."""

SUBHEADING_WORDS, LINK_LENGTH = 12, 220
"""A longer line is not a subheading, or not the title of a link."""

TOP_PASSAGES = 6
"""Further down the page, or where several passages open so, a place and a colon are no dateline."""

_LABEL = re.compile(r"[A-Z][A-Z0-9 ,.'’-]{1,60}:\s")
_ITEM = re.compile(r"(?:(?P<dot>[•‣◦▪●])\s*|(?P<mark>[-*–—])\s+|\(?(?:[0-9]{1,2}|[a-z])[.)]\s+)(?=\S)")
_SENTENCE_END = re.compile(r"[.!?][\"”’»)]?\s?(?=[^\W\d_a-z]|[@©–—])")
_FUSED = re.compile(r"[a-z]{3}(?=[A-Z][a-z])")


# -- Pieces ----------------------------------------------------------------------------------


def _pieces(text: str, passage: Piece, phrases: Phrases, *, on_top: bool) -> Iterator[Piece]:
    """Yield a passage in the order of the text: leaked metadata, what it says, a credit."""
    body = _leak_end(text, passage, phrases, on_top=on_top)
    yield from trimmed(text, passage.start, body, BlockKind.METADATA)
    for rest in trimmed(text, body, passage.end):
        kind = kind_by_words(text[rest.start : rest.end], phrases)
        if kind not in {None, BlockKind.CAPTION}:
            yield replace(rest, kind=kind, lists=heads_list(text[rest.start : rest.end], phrases))
            continue
        credit = _credit_start(text, rest, phrases)
        if credit < rest.end and _is_caption(text, rest, credit, phrases):
            kind = BlockKind.CAPTION
        yield from trimmed(text, rest.start, credit, kind)
        yield from trimmed(text, credit, rest.end, BlockKind.CREDIT)


def _is_caption(text: str, passage: Piece, credit: int, phrases: Phrases) -> bool:
    """Say whether what stands before a credit describes a photo: no sentence, or a short one and a blank."""
    words = text[passage.start : credit]
    apart = words[-1].isspace() and len(words) <= TITLE_LENGTH
    return not has_stop(words.rstrip()) or (apart and is_photo_credit(text[credit : passage.end], phrases))


def _leak_end(text: str, passage: Piece, phrases: Phrases, *, on_top: bool) -> int:
    """Return where the passage proper begins, after a leaked date field or a dateline."""
    opening = text[passage.start : min(passage.end, passage.start + EDGE)]
    leak = phrases.leak.match(opening)
    if leak is not None:
        return passage.start + leak.end()
    return passage.start + _dateline_end(opening, text[passage.start : passage.end], phrases, colon=on_top)


def _dateline_end(opening: str, passage: str, phrases: Phrases, *, colon: bool) -> int:
    """Return the length of "KYIV, May 3 (Reuters) -" at the front, or 0.

    A known agency may follow any capitalised place or date; without one the place, or what stands
    in brackets, must be in capitals and a whole sentence must follow. "KYIV:" could also be a
    speaker's name: the caller says whether a `colon` may end a dateline.
    """
    match = phrases.dateline.match(opening)
    if match is None or (match["colon"] and not colon) or not only_names(match["head"], phrases):
        return 0
    head, source = match["head"], match["closed"] or match["source"] or ""
    place = head.partition(",")[0]
    rest = passage[match.end() :].strip()
    opens = bool(rest) and (rest[0] in OPENING or not rest[0].islower())
    if phrases.agencies.fullmatch(source):
        return match.end() if opens or match["source"] else 0
    in_capitals = place == place.upper() and sum(map(str.isalpha, place)) > len("USA")
    known = in_capitals or source.isupper() or phrases.agencies.fullmatch(head) is not None
    return match.end() if known and opens and has_stop(rest) else 0


def _credit_start(text: str, passage: Piece, phrases: Phrases) -> int:
    """Return where a credit at the end of the passage begins, or the end of the passage.

    It stands in brackets ("(AP Photo/Jane Doe)", "[Reuters]"), begins with a word such as
    "Photograph:", or follows a full stop, often without a blank ("harbour.@handle / AFP").
    """
    begin = max(passage.start + 1, passage.end - EDGE)
    tail = text[begin : passage.end]
    starts = [match.end() for match in _SENTENCE_END.finditer(tail)]
    starts += [match.start() for match in phrases.photo.finditer(tail)]
    if tail.endswith((")", "]")):
        starts.append(max(tail.rfind("("), tail.rfind("[")))
    good = [start for start in starts if start >= 0 and is_credit_tail(tail[start:], phrases)]
    return begin + min(good, default=len(tail))


# -- Lists -----------------------------------------------------------------------------------


def _items(text: str, passages: list[Piece]) -> dict[int, int]:
    """Return where the words of each item of a list begin, by where its passage begins.

    A "•" is never anything else; another mark opens an item if the passage above or below opens
    with the same, or if both are numbered.
    """
    found = [_ITEM.match(text, passage.start, passage.end) for passage in passages]
    items: dict[int, int] = {}
    for index, match in enumerate(found):
        if match is None:
            continue
        beside = found[max(0, index - 1) : index] + found[index + 1 : index + 2]
        if match["dot"] or any(other is not None and other["mark"] == match["mark"] for other in beside):
            items[match.start()] = match.end()
    return items


def _item(text: str, piece: Piece, begin: int) -> Iterator[Block]:
    """Yield the mark before an item, and the item."""
    yield from (Block(BlockKind.METADATA, mark.start, mark.end) for mark in trimmed(text, piece.start, begin))
    yield Block(BlockKind.LIST, begin, piece.end)


# -- Kinds by place -------------------------------------------------------------------------


def _listed(text: str, pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with the titles under "Keep reading:" marked, up to the first finished sentence."""
    marked: list[Piece] = []
    listing = False
    for piece in pieces:
        words = text[piece.start : piece.end]
        link = piece.kind is None and len(words) <= LINK_LENGTH and not has_stop(words)
        listing = piece.lists or (listing and (link or piece.kind is BlockKind.BOILERPLATE))
        marked.append(replace(piece, kind=BlockKind.BOILERPLATE) if listing and link else piece)
    return marked


def _placed(text: str, pieces: list[Piece], items: dict[int, int], phrases: Phrases) -> Iterator[Block]:
    """Yield the blocks: a piece that is of no kind by its words gets one by its place."""
    words = [text[piece.start : piece.end] for piece in pieces]
    open_ = [index for index, piece in enumerate(pieces) if piece.kind is None]
    following = dict(pairwise(open_))
    titled = in_body = False
    for index, piece in enumerate(pieces):
        kind, below = piece.kind, words[following[index]] if index in following else ""
        if kind is None and piece.start in items:
            yield from _item(text, piece, items[piece.start])
        elif kind is None and (titled or in_body) and is_pointer(words[index], phrases):
            yield Block(BlockKind.BOILERPLATE, piece.start, piece.end)
        elif kind is None and not in_body:
            label = _label_end(words[index], below, phrases, titled=titled)
            yield from (Block(BlockKind.METADATA, p.start, p.end) for p in _cut(text, piece, 0, label))
            rest = list(_cut(text, piece, label, len(words[index])))
            kind = _kind_in_head(words[index][label:], below, titled=titled) if rest else None
            in_body = kind is BlockKind.PARAGRAPH
            titled = titled or kind is BlockKind.HEADLINE
            yield from (Block(kind, p.start, p.end) for p in rest if kind is not None)
        else:
            yield Block(kind or _kind_in_body(words[index], below), piece.start, piece.end)


def _cut(text: str, piece: Piece, start: int, end: int) -> Iterator[Piece]:
    return trimmed(text, piece.start + start, piece.start + end)


def _label_end(line: str, below: str, phrases: Phrases, *, titled: bool) -> int:
    """Return how much of a line above the body is a section label, a byline, a job or the page's slug."""
    words = [word.lower() for word in re.findall(r"\w+", line[:TITLE_LENGTH])]
    under = [word.lower() for word in re.findall(r"\w+", below[: 2 * TITLE_LENGTH])]
    slug = len(words) > 2 and is_title(line) and words == under[: len(words)]
    section = bool(words) and all(word in phrases.section_words for word in words)
    byline = phrases.byline.match(line) and len(words) <= SUBHEADING_WORDS and only_names(line[2:], phrases)
    role = titled and is_role(line, phrases)
    if slug or (below and (section or role or (byline and is_title(line)))):
        return len(line)
    fused = _FUSED.search(line, 0, EDGE) if phrases.label.match(line) else None
    return fused.end() if fused is not None and "." not in line[: fused.end()] else 0


def _kind_in_head(line: str, below: str, *, titled: bool) -> BlockKind:
    """Return the kind of a line with no paragraph above it: the first title, or a line under it."""
    capitals = len(line) <= TITLE_LENGTH and line.count(". ") == 0 and is_title_case(line)
    if not below or not (is_title(line) or capitals):
        return BlockKind.PARAGRAPH
    return BlockKind.SUBHEADING if titled else BlockKind.HEADLINE


def _kind_in_body(line: str, below: str) -> BlockKind:
    """Return the kind of a line among paragraphs: a short title with a paragraph under it, or a paragraph."""
    short = len(line.split()) <= SUBHEADING_WORDS and not line[0].islower() and line[0] not in "-•*–—"
    heads = short and is_title(line) and bool(below) and not is_title(below)
    quoted = line[0] in OPENING and line[-1] in "\"'”’»)]"
    return BlockKind.SUBHEADING if heads and not quoted else BlockKind.PARAGRAPH


def blocks(text: str, language: str = "en") -> tuple[Block, ...]:
    r"""Return what each stretch of a report's text is for, in the order of the text.

    Blocks never overlap, are never empty, and neither begin nor end with white space; every other
    character is in exactly one of them. A headline is one block; a line under it is a subheading.

    Args:
        text: the report's text, as stored.
        language: whose phrases tell credits and page furniture.

    >>> [block.kind.value for block in blocks("Port closed by storm\n\nThe port is shut. (Reuters)")]
    ['headline', 'paragraph', 'credit']
    """
    phrases = phrases_of(language)
    whole = passages(text)
    no_turns = sum(_LABEL.match(text, passage.start) is not None for passage in whole) == 1
    pieces = [
        piece
        for index, passage in enumerate(whole)
        for piece in _pieces(text, passage, phrases, on_top=no_turns and index < TOP_PASSAGES)
    ]
    return tuple(_placed(text, _listed(text, pieces), _items(text, whole), phrases))


def credits(text: str, blocks: Iterable[Block], language: str = "en") -> tuple[str, ...]:  # noqa: A001 - the field's word; no one needs the interpreter's licence text here
    """Return the agencies that credits and datelines name, each once, in the order of the text.

    After "With reporting by" any capitalised name counts, so that a source without a row in the
    table of agencies is not lost.
    """
    phrases = phrases_of(language)
    found: dict[str, None] = {}
    for block in blocks:
        words = text[block.start : block.end]
        dateline = block.kind is BlockKind.METADATA and phrases.dateline.match(words[:EDGE] + " ")
        if block.kind is BlockKind.CREDIT or dateline:
            found |= dict.fromkeys(_credited(words, phrases))
    return tuple(found)


def _credited(words: str, phrases: Phrases) -> Iterator[str]:
    """Yield the sources that one credit names."""
    inner = words.strip("()[] .")
    opener = phrases.source.match(inner)
    if opener is None:
        yield from (phrases.names[match[0]] for match in phrases.agency.finditer(words))
        return
    for part in PARTS.split(inner[opener.end() :]):
        name = part.strip().removeprefix("and ").partition(" in ")[0].strip(" .:")
        yield from [phrases.names.get(name, name)] if name[:1].isupper() or name in phrases.names else []
