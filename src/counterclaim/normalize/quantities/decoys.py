"""Numbers that are no quantities: dates, clock times, ages, numbered names, addresses, scores."""

from __future__ import annotations

import re
from collections.abc import Callable

from counterclaim.normalize.quantities.figures import WINDOW, Number
from counterclaim.normalize.quantities.heads import counted_before
from counterclaim.normalize.quantities.vocabulary import Vocabulary

Rule = Callable[[str, Number, Vocabulary], bool]

_YEARS = range(1900, 2101)
_OLDER_YEARS = range(1000, 1900)
_OLDEST_AGE = 120
_DATE = re.compile(r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?!\d)")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:h]\d{2}(?!\d)")
_HOURS = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
_HOURS_AFTER = re.compile(r"\s?(?:hours|hrs)(?!\w)")
_SEASON = re.compile(r"(?<![\d.,])(?:19|20)\d\d[-–/]\d\d(?![\d.,]*\d)")
_COORDINATES = re.compile(r"(?<![\d.])-?\d{1,3}\.\d{3,9},\s?-?\d{1,3}\.\d{3,9}(?!\d)")
_HEIGHT = re.compile(r"(?<![\w.])\d['’′]\s?\d{1,2}[\"”″]")
_PHONE = re.compile(
    r"(?:\+\d[\d\s()-]{6,20}\d|\(\d{2,5}\)\s?\d[\d\s-]{4,12}\d|(?<!\d)\d{3}-\d{4}(?!\d)"
    r"|(?<!\d)\d{2,5}(?:[- ]\d{2,5}){3,6}(?!\d))"
)
_SCORE = re.compile(r"(?<![\w$€£.,])(\d{1,3})\s?[-–]\s?(\d{1,3})(?![\d.,]*\d)")
_WORD_BEFORE = re.compile(r"(?<![\w'’])([^\W_][\w'’&.-]{0,48})[\s ]$")
_PERIOD_BEFORE = re.compile(r"[.!?:;\"“”(\n]\s*\S*$")


def _before(text: str, number: Number) -> str:
    return text[max(0, number.start - WINDOW) : number.start]


def _within(pattern: re.Pattern[str], text: str, number: Number) -> re.Match[str] | None:
    """Return the match of `pattern` that covers the number, looked for near it only."""
    low = max(0, number.start - WINDOW // 2)
    for match in pattern.finditer(text, low, number.end + WINDOW // 2):
        if match.start() <= number.start < match.end():
            return match
    return None


def is_glued(text: str, number: Number, words: Vocabulary) -> bool:
    """It is glued to letters: "G7", "COVID-19", "49ers", "5G", an address on the web."""
    before, after = _before(text, number), text[number.end : number.end + WINDOW]
    if re.search(r"(?:https?://|www\.|@|#)\S*$", before) or re.search(r"\w[/_]$", before):
        return True
    if re.match(r"[_/@]\w", after) and not words.unit.match(text, number.end):
        return not re.match(r"/\s?[$€£]", after)
    if number.figure and re.search(r"[^\W\d_][-–]?$", before) and not re.search(r"\d-to-$", before):
        known = (words.code_before, words.qualifier_before, words.unit_before)
        return not any(pattern.search(before) for pattern in known)
    return bool(number.figure and re.match(r"[^\W\d_]", after) and not words.unit.match(text, number.end))


def is_date(text: str, number: Number, words: Vocabulary) -> bool:
    """It is part of a date: "29 March", "Jan. 24", "2023-05-11"."""
    if _within(_DATE, text, number) or re.match(r"(?:st|nd|rd|th|s)\b", text[number.end : number.end + 3]):
        return True
    small = number.value is not None and number.value <= 31 and number.scale == 1
    if words.decoys["month before"].search(_before(text, number)):
        return small or _looks_like_year(number)
    after_day = words.decoys["month and day before"].search(_before(text, number))
    if after_day and (_looks_like_year(number) or after_day[0].rstrip()[-1] in "-–"):
        return True
    if after_day and small and number.figure and "," not in after_day[0]:
        return _is_bare(text, number, words)
    return bool(small and number.figure and words.decoys["month after"].match(text, number.end))


def _looks_like_year(number: Number) -> bool:
    return len(number.figure) == 4 and number.figure.isdecimal() and number.value in _YEARS


def is_year(text: str, number: Number, words: Vocabulary) -> bool:
    """It is a year: four bare digits of our age, or of an older one after "in" or "since"; or "2019-20"."""
    if number.figure and _within(_SEASON, text, number):
        return True
    if (
        number.scale != 1
        or words.code_before.search(_before(text, number))
        or words.unit.match(text, number.end)
    ):
        return False
    before = words.decoys["year before"].search(_before(text, number))
    if _looks_like_year(number):
        qualified = words.qualifier_before.search(_before(text, number))
        return not qualified or before is not None
    old = len(number.figure) == 4 and number.figure.isdecimal() and number.value in _OLDER_YEARS
    return bool(old and before and before[0].casefold().strip(" -") not in {"of", "to", "around", "by"})


def is_time_of_day(text: str, number: Number, words: Vocabulary) -> bool:
    """It is a time of day or a running clock: "5:25", "11 a.m.", "1430 hours", "half past two"."""
    before = _before(text, number)
    if number.figure and (_within(_CLOCK, text, number) or _is_hours(text, number, words)):
        return True
    hour = words.decoys["past the hour"].search(before) or words.decoys["hour after"].match(text, number.end)
    return bool(hour or words.decoys["time after"].match(text, number.end)) and number.scale == 1


def _is_hours(text: str, number: Number, words: Vocabulary) -> bool:
    """Four digits of a clock are a time where a zero opens them, or a word such as "at"."""
    if not (_HOURS.fullmatch(number.figure) and _HOURS_AFTER.match(text, number.end)):
        return False
    return number.figure.startswith("0") or bool(words.decoys["clock before"].search(_before(text, number)))


def is_age(text: str, number: Number, words: Vocabulary) -> bool:
    """It is somebody's age: "32-year-old", "aged 44", "she is 34", a bare figure in commas after a name."""
    before = _before(text, number)
    if counted_before(text, number, words):
        return False
    if words.decoys["age after"].match(text, number.end) or words.decoys["age before"].search(before):
        return True
    told = words.decoys["age told"].search(before) or words.decoys["aged one"].search(before)
    if told and number.scale == 1 and words.decoys["age ends"].match(text, number.end):
        return True
    if words.decoys["aged ones"].search(before) and _is_bare(text, number, words):
        return True
    old_enough = number.figure.isdecimal() and number.value is not None and 0 < number.value < _OLDEST_AGE
    after_name = re.search(r"[A-Z][\w'’.-]{0,48},\s$", before)
    return bool(
        old_enough
        and after_name
        and re.match(r"[,.;)]|\s(?:who|was|is)\b|$", text[number.end : number.end + 6])
    )


def _is_bare(text: str, number: Number, words: Vocabulary) -> bool:
    return number.scale == 1 and not (
        words.unit.match(text, number.end) or _counts_something(text, number, words)
    )


def is_bracketed(text: str, number: Number, _words: Vocabulary) -> bool:
    """It is a mark in brackets: an age, a footnote, a list's number."""
    return bool(
        re.search(r"[(\[]$", _before(text, number)) and re.match(r"[)\]]", text[number.end : number.end + 1])
    )


def is_designator(text: str, number: Number, words: Vocabulary) -> bool:
    """It tells one thing of a row from the others: "Article 5", "Game 7", "No. 10", "lines 3 and 4"."""
    before = _before(text, number)
    if words.decoys["model"].search(before) and len(number.figure) == 1 and number.scale == 1:
        return True
    if words.unit.match(text, number.end):
        return False
    if words.decoys["designator"].search(before):
        return True
    several = words.decoys["designators"].search(before)
    return several is not None and bool(number.figure) and not _counts_something(text, number, words)


def is_name(text: str, number: Number, words: Vocabulary) -> bool:
    """It belongs to a name: a capital word stands right before it, and nothing counted after it."""
    found = _WORD_BEFORE.search(_before(text, number))
    if not found or not any(char.isupper() for char in found[1]) or number.scale != 1:
        return _is_capital_word(text, number)
    word = found[1]
    if word.casefold().rstrip(".") in words.forms["sentence_openers"] or _ends_sentence(word):
        return False
    if words.unit.match(text, number.end) or words.code_before.search(_before(text, number)):
        return False
    odd_case = not word[1:].islower() and len(word) > 1
    return odd_case or not _counts_something(text, number, words)


def _ends_sentence(word: str) -> bool:
    return word.endswith(".") and not word[:-1].isupper()


def _counts_something(text: str, number: Number, words: Vocabulary) -> bool:
    after = re.match(r"\s([a-z][\w-]+)(?:\s([a-z][\w-]+))?", text[number.end : number.end + WINDOW])
    return (
        after is not None
        and after[1] not in words.heads["stops"]
        and any(
            word in words.counted
            or word in words.plurals
            or (word.endswith("s") and word not in words.heads["stops"])
            for word in after.groups()
            if word
        )
    )


def _is_capital_word(text: str, number: Number) -> bool:
    """A number word with a capital inside a sentence belongs to a name: "Seven Sisters", "Group of Six"."""
    if number.figure or not text[number.start].isupper():
        return False
    inside = not _PERIOD_BEFORE.search(_before(text, number)) and number.start > 0
    named = re.match(r"[\s-][A-Z]", text[number.end : number.end + 2])
    return inside and bool(named or re.search(r"[A-Z]\w{1,48}\sof\s$", _before(text, number)))


def is_address(text: str, number: Number, words: Vocabulary) -> bool:
    """It is a house number: "9 Mill Lane"."""
    return bool(number.figure.isdecimal() and words.decoys["street"].match(text, number.end))


def is_phone_number(text: str, number: Number, _words: Vocabulary) -> bool:
    """It is part of a telephone number."""
    return bool(number.figure) and _within(_PHONE, text, number) is not None


def is_score(text: str, number: Number, words: Vocabulary) -> bool:
    """It is half of a score: "3-2", unless it rises and something is counted: "3-4 days"."""
    match = _within(_SCORE, text, number) if number.figure else None
    if match is None:
        return False
    left, right = int(match[1]), int(match[2])
    falls = left >= right
    measured = (
        words.unit.match(text, match.end()) or text[match.end() : match.end() + 2].strip()[:1].isalpha()
    )
    return falls or bool(words.decoys["score after"].match(text, match.end())) or not measured


def is_on_a_map(text: str, number: Number, words: Vocabulary) -> bool:
    """It is a coordinate: "48.2082, 16.3738", "45 degrees north"."""
    where = number.figure and _within(_COORDINATES, text, number)
    return bool(where) or bool(words.decoys["compass"].match(text, number.end))


def is_height(text: str, number: Number, _words: Vocabulary) -> bool:
    """It is half of a height in feet and inches, which is not taken apart: 6'2"."""
    return bool(number.figure) and _within(_HEIGHT, text, number) is not None


RULES: tuple[Rule, ...] = (
    is_glued,
    is_date,
    is_year,
    is_time_of_day,
    is_age,
    is_bracketed,
    is_designator,
    is_name,
    is_address,
    is_phone_number,
    is_score,
    is_on_a_map,
    is_height,
)
"""Every reason not to count; a number is a decoy if one of them holds."""


def is_decoy(text: str, number: Number, words: Vocabulary) -> bool:
    """Say whether a number is no quantity."""
    return any(rule(text, number, words) for rule in RULES)
