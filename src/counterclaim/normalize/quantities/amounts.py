"""A number with its unit: money, a measure, or a counted noun; and two of them as a range."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from counterclaim.model import Bound
from counterclaim.normalize.quantities.figures import WINDOW, Number
from counterclaim.normalize.quantities.heads import find_head, singular
from counterclaim.normalize.quantities.vocabulary import Vocabulary, squeeze

_FOLLOWING = re.compile(r"(?:-(?:long|wide|deep|high|thick|tall))?\s([a-z][a-z-]+)")
_OF = re.compile(r"\s+of\s+((?:[^\W\d_][\w'’-]*\s?){1,4})")
_COMPOUND = re.compile(r"-(?!to-)[^\W\d_]{2,}")
_PERSON = "person"
RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Amount:
    """Numbers of one unit at `[start, end)`. `high` is set for a range only."""

    start: int
    end: int
    number: Number
    unit: str = ""
    of: str = ""
    high: Number | None = None
    bound: Bound = Bound.EXACT
    money: bool = False


def measure(text: str, number: Number, words: Vocabulary) -> Amount | None:
    """Return a number with what stands before and after it; None if it cannot stand alone ("half a ...")."""
    bound, end = qualifier_after(text, number.end, words)
    code = words.code_before.search(text, max(0, number.start - WINDOW), number.start)
    if code and number.figure:
        return _money(text, number, code, words)
    unit = words.unit.match(text, end)
    if unit:
        return _measured(text, replace(number, end=end), unit, bound, words)
    if (
        not number.figure
        and text[number.start : number.end].casefold().split()[-1] in words.forms["articles"]
    ):
        return None
    return _counted(text, number, end, bound, words)


def qualifier_after(text: str, position: int, words: Vocabulary) -> tuple[Bound, int]:
    """Return the bound set after a number, and where the words for it end: "20 or more"."""
    match = words.qualifier_after.match(text, position)
    if match is None:
        return Bound.EXACT, position
    return words.bound_after[squeeze(match[1] or match[2])], match.end()


def _money(text: str, number: Number, code: re.Match[str], words: Vocabulary) -> Amount:
    name = re.sub(r"\s", "", code[0])
    unit = words.units.get(name) or words.units[name[-1]]
    mark = words.country_mark.match(text, number.end)
    end = mark.end() if mark else number.end
    unit, end = _rate(text, unit, end, words)
    bound, end = qualifier_after(text, end, words)
    return Amount(
        code.start() + len(code[0]) - len(code[0].lstrip()), end, number, unit, bound=bound, money=True
    )


def _measured(text: str, number: Number, match: re.Match[str], bound: Bound, words: Vocabulary) -> Amount:
    name = match[1]
    unit = words.units.get(name) or words.units[squeeze(name)]
    money = unit in words.money
    unit, end = _rate(text, unit, match.end(), words)
    if bound is Bound.EXACT:
        bound, end = qualifier_after(text, end, words)
    of, end = _what_is_measured(text, number, match, end, words)
    return Amount(number.start, end, number, unit, of, bound=bound, money=money)


def _what_is_measured(
    text: str, number: Number, unit: re.Match[str], end: int, words: Vocabulary
) -> tuple[str, int]:
    """Return what a measure is of: "pipeline" in "a 48-kilometer pipeline", "wheat" in "3 tons of wheat"."""
    attributive = "-" in text[number.end : unit.start(1)]
    following = _FOLLOWING.match(text, end) if attributive else None
    if following and following[1] not in words.heads["stops"]:
        return following[1], following.end()
    of = _OF.match(text, end)
    phrase: list[str] = []
    for word in of[1].split() if of else ():
        if word.casefold() in words.heads["stops"]:
            break
        phrase.append(word)
    return " ".join(phrase), end


def _rate(text: str, unit: str, end: int, words: Vocabulary) -> tuple[str, int]:
    """Take "per hour" or "a barrel" into the unit."""
    match = words.rate.match(text, end)
    if match is None:
        return unit, end
    thing = squeeze(match[1] or match[2])
    return f"{unit} per {words.units.get(thing, singular(thing, words))}".strip(), match.end()


def _counted(text: str, number: Number, end: int, bound: Bound, words: Vocabulary) -> Amount | None:
    head = find_head(text, end, None if number.vague else number.value, words)
    if head is None and _COMPOUND.match(text, end):
        return None
    if head is None:
        return Amount(number.start, end, number, _implied_unit(text, number, words), bound=bound)
    unit, stop = _rate(text, head.unit, head.end, words)
    of = " ".join(text[head.start : head.end].split())
    after, stop = qualifier_after(text, stop, words)
    return Amount(number.start, stop, number, unit, of, bound=bound if after is Bound.EXACT else after)


def _implied_unit(text: str, number: Number, words: Vocabulary) -> str:
    """A bare figure after "population of" or "death toll:", or before "who", counts people."""
    before = text[max(0, number.start - WINDOW) : number.start].casefold().split()[-5:]
    after = text[number.end : number.end + WINDOW].split(maxsplit=1)[:1]
    near = words.heads["person_before"].intersection(before) or words.heads["person_after"].intersection(
        after
    )
    return _PERSON if near else ""


def join(text: str, left: Amount, right: Amount, words: Vocabulary) -> Amount | None:
    """Return two amounts as one range, ratio or share, if the words between them say so."""
    gap = text[left.end : right.start]
    if left.high or right.high or left.number.vague or right.number.vague or len(gap) > WINDOW // 4:
        return None
    start = _qualified_start(text, left, words)
    before = text[max(0, start - WINDOW) : start]
    said = {name for name, pattern in words.connectors.items() if pattern.fullmatch(gap)}
    said |= {name for name in ("from", "between") if words.connectors[name].search(before)}
    left = _same_scale(left, right)
    low, high = left.number.value, right.number.value
    if low is None or high is None or not _same_unit(left, right):
        return None
    if "out of" in said and not left.unit and low < high:
        return replace(right, start=left.start, number=replace(left.number, value=low / high))
    if _is_ratio(left, right, said) and high == 1 < low:
        return replace(left, end=right.end, unit=RATIO)
    return _range(left, right) if _is_range(left, right, said, rise=high - low) else None


def _same_unit(left: Amount, right: Amount) -> bool:
    """A unit may be given once, and a rate with the second number only: "$5 to $6 a barrel"."""
    either = not left.unit or not right.unit
    return either or left.unit == right.unit or right.unit.startswith(f"{left.unit} per ")


def _qualified_start(text: str, amount: Amount, words: Vocabulary) -> int:
    found = words.qualifier_before.search(text, max(0, amount.start - WINDOW), amount.start)
    return found.start() if found else amount.start


def _same_scale(left: Amount, right: Amount) -> Amount:
    """Give the left number the right one's scale: "10 to 15 billion" are both billions."""
    value, scale = left.number.value, right.number.scale
    top = right.number.value
    if value is None or top is None or left.number.scale != 1 or value >= top / scale:
        return left
    return replace(left, number=replace(left.number, value=value * scale))


def _is_ratio(left: Amount, right: Amount, said: set[str]) -> bool:
    """Many to one, of nothing in particular: "7 to 1"."""
    return bool(said & {"to", "dash-to"}) and not said & {"from", "between"} and not (left.unit or right.unit)


def _is_range(left: Amount, right: Amount, said: set[str], *, rise: float) -> bool:
    """Say whether the words between two numbers, and before them, make them the ends of a range."""
    if "to" in said and "from" in said:
        return True
    if "and" in said:
        return "between" in said and rise >= 0
    if "or" in said:
        return not left.unit and rise == 1
    half_measured = bool(left.unit) and not right.unit  # "gained 31 points to 2,208" is no range
    return bool(said & {"to", "dash", "dash-to"}) and rise > 0 and not half_measured


def _range(left: Amount, right: Amount) -> Amount:
    numbers = sorted((left.number, right.number), key=lambda number: number.value or 0.0)
    unit, of = right.unit or left.unit, right.of or left.of
    return replace(
        left, end=right.end, number=numbers[0], high=numbers[1], unit=unit, of=of, bound=right.bound
    )
