"""Numbers as they stand in a text, in figures or in words, before anyone asks what they count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from counterclaim.normalize.quantities.vocabulary import Vocabulary

LONGEST_FIGURE = 18
"""Longer runs of digits are identifiers, not numbers of anything."""

WINDOW = 48
"""How many characters before and after a number are looked at."""

_PLAIN = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?|\.\d+|0\d*\.\d+")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){1,6}(?:\.\d+)?|[1-9]\d?(?:,\d{2}){1,6},\d{3}(?:\.\d+)?")
_SPACED = re.compile(r"[1-9]\d{0,2}(?:['’\s]\d{3})+(?:[.,]\d+)?")
_CONTINENTAL = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+,\d+|[1-9]\d{0,2}(?:\.\d{3}){2,}")
_POINT_GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)
_MIXED = re.compile(r"(\d{0,3})[\s-]?([½¼¾⅓⅔⅛⅜⅝⅞]|(?<=[\s-])[1-9]/[2-9])", re.ASCII)
_GARBLED = re.compile(r"(0|[1-9]\d*),(\d+)")
_MISGROUPED = re.compile(r"[1-9]\d*(?:,\d+){2,}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `[start, end)`. `value` is None if it is garbled; then `readings` are what it may be."""

    start: int
    end: int
    value: float | None
    figure: str = ""  # the digits as written; empty if the number is in words
    scale: float = 1.0
    vague: bool = False
    about: bool = False  # "a couple of"
    readings: tuple[float, ...] = ()


def _without_commas(digits: str) -> float:
    return float(digits.replace(",", ""))


def _without_blanks(digits: str) -> float:
    return float(re.sub(r"['’\s]", "", digits).replace(",", "."))


def _without_points(digits: str) -> float:
    return float(digits.replace(".", "").replace(",", "."))


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[str], float]], ...] = (
    (_PLAIN, float),
    (_GROUPED, _without_commas),
    (_SPACED, _without_blanks),
    (_CONTINENTAL, _without_points),
)
"""The ways of writing a figure that can be read in one way only, and how."""


def read_figure(digits: str) -> tuple[float | None, tuple[float, ...]] | None:
    """Return a figure's value, or its possible readings if it is garbled; None if it is no number.

    >>> read_figure("1,200.5"), read_figure("2,5000"), read_figure("1.2.3")
    ((1200.5, ()), (None, (2.5, 2500.0, 25000.0)), None)
    """
    mixed = _MIXED.fullmatch(digits)
    if mixed:
        return float(mixed[1] or 0) + _part(mixed[2]), ()
    plain = _ascii(digits)
    if plain is None or len(plain) > LONGEST_FIGURE:
        return None
    for shape, value in _SHAPES:
        if shape.fullmatch(plain):
            return value(plain), ()
    if _MISGROUPED.fullmatch(plain) and ",000" in re.sub(r"\d", "0", plain):
        return None, (_without_commas(plain),)
    garbled = _GARBLED.fullmatch(plain)
    return (None, _readings(garbled[1], garbled[2])) if garbled else None


def _part(fraction: str) -> float:
    """Return the value of "¾" or "3/4"; nothing of what cannot be divided."""
    if len(fraction) == 1:
        return unicodedata.numeric(fraction)
    above, below = fraction.split("/")
    return int(above) / int(below) if int(below) else 0.0


def as_whole(number: Number) -> Number:
    """Return a count; "1.600 people" may be a fraction or thousands grouped by a point: not guessed."""
    if number.scale != 1 or not _POINT_GROUPED.fullmatch(number.figure):
        return number
    digits = number.figure
    return replace(number, value=None, readings=(float(digits), float(digits.replace(".", ""))))


def _ascii(digits: str) -> str | None:
    """Return `digits` of any one script as 0 to 9; None if scripts are mixed, as no honest writer does."""
    zeros = {ord(char) - unicodedata.decimal(char) for char in digits if char.isdecimal()}
    if len(zeros) != 1:
        return None
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in digits)


def _readings(whole: str, rest: str) -> tuple[float, ...]:
    """Return what a figure with one comma in the wrong place may mean."""
    if whole == "0":
        return (float(f"0.{rest}"),)
    readings = {float(whole + rest), float(f"{whole}.{rest}")}
    if len(rest) == len("000") + 1:
        readings.add(float(whole + rest[:-1]))
    return tuple(sorted(readings))


def find_numbers(text: str, words: Vocabulary) -> Iterator[Number]:
    """Yield every number of `text` in order, decoys included."""
    for match in words.candidate.finditer(text):
        number = _read(text, match, words)
        if number is not None:
            yield _signed(text, number, words)


def _read(text: str, match: re.Match[str], words: Vocabulary) -> Number | None:
    start, end = match.span()
    match match.lastgroup:
        case "vague":
            return _vague(match[0], start, end, words)
        case "couple":
            return replace(_vague(match[0], start, end, words), vague=False, about=True)
        case "figure" | "scales":
            return _in_figures(text, match, words)
    value = _in_words(text, match, words)
    scale = _scale(match[0], words) if match.lastgroup == "words" else 1.0
    return None if value is None else Number(start, end, value, scale=scale)


def _in_words(text: str, match: re.Match[str], words: Vocabulary) -> float | None:
    """Return the value of a number in words; None if the words do not count where they stand."""
    match match.lastgroup:
        case "words":
            return words_value(match[0], words)
        case "part_of_scale":
            return _part_of_scale(match[0], words)
        case "part" if not _is_named_half(text, match.start(), words):
            return _fraction(match[0], words)
        case "half":
            return 0.5
        case "article" if _article_counts(text, match, words):
            return 1.0
    return None


def _article_counts(text: str, match: re.Match[str], words: Vocabulary) -> bool:
    halved = words.connectors["unit and a half"].match(text, match.end())
    return bool(halved) or _is_open_ended(text, match.start(), words)


def _vague(phrase: str, start: int, end: int, words: Vocabulary) -> Number:
    """A plural that names no number: "dozens", "tens of thousands", "several hundred"."""
    value = 1.0
    for word in phrase.casefold().split():
        # of two plurals only the first is doubled: tens of thousands are at least 20,000
        factor = words.vague.get(word, words.scales.get(word, 3.0 if word == "few" else 1.0))
        value = value * factor if value == 1 or word not in words.vague else value * factor / 2
    return Number(start, end, value, vague=True)


def _fraction(phrase: str, words: Vocabulary) -> float:
    """A part: "two-thirds", "a quarter", "half"."""
    *count, part = re.split(r"[\s-]+", phrase.casefold())
    times = words.plain.get(count[0], 1.0) if count else 1.0
    exact = 1 / round(1 / words.fractions[part])
    return times * exact


def _part_of_scale(phrase: str, words: Vocabulary) -> float:
    """A part of a round number: "three-quarters of a million", "a quarter million"."""
    *part, scale = re.split(r"[\s-]+", phrase.casefold())
    said = [word for word in part if word in words.plain or word in words.fractions]
    return _fraction(" ".join(said), words) * words.scales[scale]


def _is_named_half(text: str, start: int, words: Vocabulary) -> bool:
    """A half of a match is a time, not a part."""
    before = text[max(0, start - WINDOW) : start].casefold().split()
    return bool(before) and before[-1] in words.heads["not_halves"]


def _is_open_ended(text: str, start: int, words: Vocabulary) -> bool:
    """An article counts only where a limit is set: "more than a year"."""
    found = words.qualifier_before.search(text, max(0, start - WINDOW), start)
    bound = words.bound_before.get(" ".join((found[1] or "").casefold().split())) if found else None
    return bound in {"<", ">"}


def words_value(phrase: str, words: Vocabulary) -> float | None:
    """Return the value of a number in words; None if the words make no one number ("nineteen eighty")."""
    total, current, last = 0.0, 0.0, float("inf")
    for word in re.split(r"[\s-]+", phrase.casefold()):
        if word in words.plain:
            if not _may_follow(words.plain[word], last):
                return None
            last = words.plain[word]
            current += last
        elif word in words.scales:
            last = words.scales[word]
            current = (current or 1.0) * last
            if last >= words.scales["thousand"]:
                total, current = total + current, 0.0
        elif word in words.fractions:
            current += words.fractions[word]
    return total + current


def _may_follow(value: float, last: float) -> bool:
    """A plain number follows a hundred or more, and a unit a ten: "a hundred and twelve", "twenty-six"."""
    return last >= 100 or (last >= 20 and 0 < value < 10)


def _scale(phrase: str, words: Vocabulary) -> float:
    """Return what the scale words at the end of `phrase` multiply by."""
    scale = 1.0
    for word in reversed(re.split(r"[\s-]+", phrase.casefold())):
        if word not in words.scales:
            break
        scale *= words.scales[word]
    return scale


def _in_figures(text: str, match: re.Match[str], words: Vocabulary) -> Number | None:
    read = read_figure(match["figure"])
    if read is None:
        return None
    value, readings = read
    scale, end = _scale(match["scales"].strip(" -"), words), match.end()
    after = words.money_scale.match(text, end) if scale == 1 else None
    if after and _is_scaled(text, match.start(), after, words):
        scale, end = words.money_scales[after[0].strip().casefold()], after.end()
    return Number(
        match.start(),
        end,
        None if value is None else value * scale,
        match["figure"],
        scale,
        readings=tuple(reading * scale for reading in readings),
    )


def _is_scaled(text: str, start: int, letter: re.Match[str], words: Vocabulary) -> bool:
    """A letter scales money ("$3m", "3m euros") and people ("3m people"); else it is a unit: "3m"."""
    if words.code_before.search(text, max(0, start - WINDOW), start):
        return True
    if words.code_and_dash.search(text, max(0, start - WINDOW), start):
        return True
    after = re.compile(r"\s([a-z]+)").match(text, letter.end())
    if after is None or not letter[0].isalpha():
        return False
    return words.counted.get(after[1]) == "person" or words.units.get(after[1]) in words.money


def _signed(text: str, number: Number, words: Vocabulary) -> Number:
    """Take a minus sign, or the word, into the number."""
    sign = words.minus.search(text, max(0, number.start - WINDOW), number.start)
    if sign is None or number.value is None or not number.figure:
        return number
    return replace(number, start=sign.start(), value=-number.value)
