"""Text -> quantities: numbers with a unit, what they count, and which way they are open.

    find_numbers -> is_decoy -> measure -> join (ranges) -> qualifiers -> Quantity

From characters alone, with the tables of `lang/xx/quantities.toml`; every look before or after a
number is over a window of fixed length, so that time grows with the text and no faster. A figure that
makes no sense is kept with its possible readings and never silently repaired.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from counterclaim.model import Bound, Mention, Quantity, Span
from counterclaim.normalize.quantities.amounts import RATIO, Amount, join, measure, share_unit
from counterclaim.normalize.quantities.conversion import BASES, comparable, convert, to_base
from counterclaim.normalize.quantities.decoys import is_decoy
from counterclaim.normalize.quantities.figures import WINDOW, Number, find_numbers
from counterclaim.normalize.quantities.heads import singular
from counterclaim.normalize.quantities.vocabulary import Vocabulary, squeeze, vocabulary

__all__ = ["BASES", "comparable", "convert", "find_quantities", "to_base", "unit_in_words"]


def find_quantities(
    report: str,
    text: str,
    language: str = "en",
    blocked: Sequence[Span] = (),
    times: Sequence[Span] = (),
) -> tuple[Mention, ...]:
    """Return the quantities of `text` in order; no two overlap.

    Args:
        report: the id of the report, for the spans.
        text: what to read.
        language: whose number words to use.
        blocked: spans that were read as something else: nothing is found in them.
        times: spans that were read as times: only a length of time ("24 hours") is found in them.

    Raises:
        UsageError: there is no table for that language.
    """
    words = vocabulary(language)
    found = [*_counted(report, text, words), *_absent(report, text, words)]
    free = _outside(sorted(found, key=lambda mention: mention.span), blocked)
    timeless = set(_outside(found, times))
    kept = (one for one in free if one in timeless or _unit(one) in words.lengths or _is_rate(one, times))
    return tuple(_disjoint(kept))


def _is_rate(mention: Mention, times: Sequence[Span]) -> bool:
    """The "a year" of "2 million euros a year" says how often, and is no reason to read no figure."""
    inside = [span for span in times if mention.span.start < span.start and span.end <= mention.span.end]
    touching = [span for span in times if span.start < mention.span.end and mention.span.start < span.end]
    return " per " in _unit(mention) and inside == touching


def _unit(mention: Mention) -> str:
    return mention.value.unit if isinstance(mention.value, Quantity) else ""


def unit_in_words(quantity: Quantity, language: str = "en") -> str:
    """Return the unit as a reader would say it: what is counted, or a measure's full name.

    >>> unit_in_words(Quantity(2.0, 2.0, 2.0, Bound.EXACT, "km per hour", "road"))
    'kilometre per hour'
    """
    words = vocabulary(language)
    unit, _, rate = quantity.unit.partition(" per ")
    if unit in words.spelled or unit in words.money or not quantity.of:
        named = words.spelled.get(unit, unit)
    else:
        named = quantity.of
    return f"{named} per {words.spelled.get(rate, rate)}".strip() if rate else named


def _counted(report: str, text: str, words: Vocabulary) -> Iterator[Mention]:
    last = -1
    for amount in _joined(text, _amounts(text, words), words):
        yield _mention(report, text, amount, words, last)
        last = amount.end


def _amounts(text: str, words: Vocabulary) -> Iterator[Amount]:
    for number in find_numbers(text, words):
        if is_decoy(text, number, words) or _is_pronoun(text, number, words):
            continue
        amount = measure(text, number, words)
        if amount is not None:
            yield amount


def _is_pronoun(text: str, number: Number, words: Vocabulary) -> bool:
    """Say whether "one" stands for a noun and does not count one: "no one", "one of them", "one day"."""
    if number.figure or text[number.start : number.end].casefold() != "one":
        return False
    if words.connectors["one in"].match(text, number.end):
        return False
    before = re.search(r"([^\W\d_]{1,48})[\s-]{1,48}$", text[max(0, number.start - WINDOW) : number.start])
    after = re.match(r"[\s-]+([^\W\d_]+)", text[number.end : number.end + WINDOW])
    if after is None or (before and before[1].casefold() in words.heads["one_never_after"]):
        return True
    follower = after[1].casefold()
    if follower in words.heads["one_never_before"]:
        return True
    return follower in words.heads["stops"] and follower not in words.heads["one_still_before"]


def _joined(text: str, amounts: Iterable[Amount], words: Vocabulary) -> Iterator[Amount]:
    waiting: Amount | None = None
    for amount in amounts:
        both, following = None, amount
        if waiting:
            both = join(text, waiting, amount, words)
            waiting, following = share_unit(text, waiting, amount, words)
            if both is None:
                yield waiting
        waiting = both or following
    if waiting:
        yield waiting


def _mention(report: str, text: str, amount: Amount, words: Vocabulary, last: int) -> Mention:
    start, bound, said = _qualifier(text, amount, words, last)
    span = Span(report, start, amount.end)
    return Mention(span, _quantity(amount, bound), _because(text, amount, said))


def _qualifier(text: str, amount: Amount, words: Vocabulary, last: int) -> tuple[int, Bound, str]:
    """Return where the words begin, the bound, and the words that set it; the last amount ended at `last`."""
    window = max(0, amount.start - WINDOW)
    found = words.qualifier_before.search(text, window, amount.start)
    if found and not _is_extent(text, found, amount, words, last):
        said = squeeze(found[1] or found[2])
        bound = words.bound_before[said]
        return found.start(), amount.bound if bound is Bound.EXACT else bound, said
    opener = next(
        (
            m
            for m in (words.connectors[k].search(text, window, amount.start) for k in ("from", "between"))
            if m
        ),
        None,
    )
    if opener and amount.high:
        return opener.start(), amount.bound, opener[0].strip().casefold()
    return amount.start, amount.bound, ""


def _is_extent(text: str, said: re.Match[str], amount: Amount, words: Vocabulary, last: int) -> bool:
    """Say whether "over" means spread out: "12 fires over 40 hectares", "held over two days"."""
    if squeeze(said[0]) not in words.heads["of_extent"]:
        return False
    extent = amount.unit in words.lengths or amount.unit in words.heads["of_space"]
    measured = amount.money or amount.unit in words.spelled
    if 0 <= last < said.start() and not text[last : said.start()].strip():
        return extent or bool(amount.unit and not measured)
    before = text[max(0, said.start() - WINDOW) : said.start()].casefold().split()
    return extent and bool(before) and before[-1] in words.heads["spread"]


def _quantity(amount: Amount, bound: Bound) -> Quantity:
    number, top = amount.number, amount.high or amount.number
    low, high, value = number.value, top.value, None if amount.high else number.value
    if number.vague:
        bound, high, value = Bound.AT_LEAST, None, None
    elif number.about and bound is Bound.EXACT:
        bound = Bound.ABOUT
    elif bound is Bound.AT_LEAST:
        high = None
    elif bound is Bound.AT_MOST:
        low = None
    return Quantity(low, high, value, bound, amount.unit, amount.of, number.readings)


def _because(text: str, amount: Amount, said: str) -> str:
    written = text[amount.number.start : amount.number.end]
    if amount.number.value is None:
        readings = ", ".join(f"{reading:g}" for reading in amount.number.readings)
        return f"“{written}” is garbled: it may be {readings}, and none is chosen"
    if amount.number.vague:
        return f"“{written}” names no number: at least {amount.number.value:g}"
    reason = "a ratio" if amount.unit == RATIO else "a range" if amount.high else f"“{written}” is a number"
    unit = f" of {amount.unit}" if amount.unit and amount.unit != RATIO else ""
    return f"{reason}{unit}, opened by “{said}”" if said else f"{reason}{unit}"


def _absent(report: str, text: str, words: Vocabulary) -> Iterator[Mention]:
    """None of something, said outright: "not a single seat", "no casualties"."""
    for match in words.decoys["none of"].finditer(text):
        noun = next(group for group in match.groups() if group)
        unit = words.counted.get(noun.casefold()) or singular(noun, words)
        value = Quantity(0.0, 0.0, 0.0, Bound.EXACT, unit, noun)
        yield Mention(Span(report, *match.span()), value, f"“{match[0]}” says there is none")


def _outside(mentions: Iterable[Mention], blocked: Sequence[Span]) -> Iterator[Mention]:
    """Leave out what lies in a blocked span. Blocked spans may overlap one another."""
    merged: list[tuple[int, int]] = []
    for span in sorted(blocked):
        if merged and span.start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span.end))
        else:
            merged.append((span.start, span.end))
    starts = [start for start, _ in merged]
    for mention in mentions:
        index = bisect_right(starts, mention.span.end - 1) - 1
        if index < 0 or merged[index][1] <= mention.span.start:
            yield mention


def _disjoint(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Of two that overlap keep the first."""
    end = 0
    for mention in mentions:
        if mention.span.start >= end:
            yield mention
            end = mention.span.end
