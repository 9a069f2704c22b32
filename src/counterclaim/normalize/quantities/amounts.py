"""A number with its unit: money, a measure, or a counted noun; and two of them as a range."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from counterclaim.model import Bound
from counterclaim.normalize.quantities.figures import WINDOW, Number, as_whole
from counterclaim.normalize.quantities.heads import counted_before, find_head, find_noun, singular
from counterclaim.normalize.quantities.vocabulary import Vocabulary, squeeze

_DIMENSION = re.compile(r"-(?:long|wide|deep|high|thick|tall)(?!\w)")
_OF = re.compile(r"\s+of\s+((?:[^\W\d_][\w'’-]*\s?){1,4})")
_WORD = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"-(?!to-)[^\W\d_]{2,}")
_PERSON = "person"
_FEW = 10
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
    window = max(0, number.start - WINDOW)
    code = words.code_before.search(text, window, number.start)
    if code and number.figure:
        return _money(text, number, code, words)
    unit = words.unit.match(text, end)
    if unit:
        amount = _measured(text, replace(number, end=end), unit, bound, words)
        return _below_zero(text, amount, words)
    named = words.unit_before.search(text, window, number.start)
    if named and number.figure:
        return Amount(named.start(), end, number, words.named_before[squeeze(named[1])], bound=bound)
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
    return words.bound_after[squeeze(match[1] or match[2] or match[3])], match.end()


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
    halved = words.connectors["and a half"].match(text, match.end())
    if halved and number.value is not None:
        number = replace(number, value=number.value + 0.5)
    unit, end = _rate(text, unit, halved.end() if halved else match.end(), words)
    if bound is Bound.EXACT:
        bound, end = qualifier_after(text, end, words)
    of, end = _what_is_measured(text, number, match, end, words)
    return Amount(number.start, end, number, unit, of, bound=bound, money=money)


def _what_is_measured(
    text: str, number: Number, unit: re.Match[str], end: int, words: Vocabulary
) -> tuple[str, int]:
    """Return what a measure is of: "pipeline" in "a 48-kilometer pipeline", "wheat" in "3 tons of wheat"."""
    if "-" in text[number.end : unit.start(1)]:
        dimension = _DIMENSION.match(text, end)
        noun = find_noun(text, dimension.end() if dimension else end, words)
        if noun:
            return " ".join(text[noun.start : noun.end].split()), noun.end
    of = _OF.match(text, end)
    phrase: list[str] = []
    for word in of[1].split() if of else ():
        if word.casefold() in words.heads["stops"]:
            break
        phrase.append(word)
    return " ".join(phrase), end


def _below_zero(text: str, amount: Amount, words: Vocabulary) -> Amount:
    """Degrees "below zero" are negative."""
    below = words.connectors["below zero"].match(text, amount.end)
    if below is None or amount.number.value is None:
        return amount
    return replace(amount, end=below.end(), number=replace(amount.number, value=-amount.number.value))


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
        unit = counted_before(text, number, words) or _implied_unit(text, number, words)
        return Amount(number.start, end, number, unit, bound=bound)
    if head.unit in words.counts_whole:
        number = as_whole(number)
    unit, stop = _rate(text, head.unit, head.end, words)
    of = " ".join(text[head.start : head.end].split())
    after, stop = qualifier_after(text, stop, words)
    return Amount(number.start, stop, number, unit, of, bound=bound if after is Bound.EXACT else after)


def _implied_unit(text: str, number: Number, words: Vocabulary) -> str:
    """A bare figure after "population of" or "killing", before "who" or "were arrested", counts people."""
    window = max(0, number.start - WINDOW)
    said = words.qualifier_before.search(text, window, number.start)
    before = _WORD.findall(text[window : said.start() if said else number.start].casefold())
    after = text[number.end : number.end + WINDOW].split(maxsplit=1)[:1]
    near = (
        words.heads["person_before"].intersection(before[-5:])
        or words.heads["harm"].intersection(before[-1:])
        or words.heads["person_after"].intersection(after)
        or words.decoys["suffered"].match(text, number.end)
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
    if low < high and (("out of" in said and not left.unit) or _is_one_in(left, right, said, words)):
        right = replace(right, unit=right.unit or left.unit, of=right.of or left.of)
        return replace(right, start=left.start, number=replace(left.number, value=low / high))
    if _is_ratio(left, right, said) and high == 1 < low:
        return replace(left, end=right.end, unit=RATIO)
    return _range(left, right) if _is_range(left, right, said, rise=high - low) else None


def _is_one_in(left: Amount, right: Amount, said: set[str], words: Vocabulary) -> bool:
    """A share of few: "one in five nurses", "two in three"; but "20 in 30 minutes" is none."""
    once = not left.unit or (not right.unit and left.number.value == 1)  # "one house in ten"
    few = once and (left.number.value == 1 or right.unit in {"", _PERSON})
    small = right.number.value is not None and (left.number.value == 1 or right.number.value <= _FEW)
    return "in" in said and few and small and right.unit not in words.spelled and not right.money


def share_unit(text: str, left: Amount, right: Amount, words: Vocabulary) -> tuple[Amount, Amount]:
    """Give two amounts the unit that is told once: "4 by 3 m", "31 votes to 29", "six of the nine judges"."""
    gap = text[left.end : right.start]
    said = {name for name in ("dangling", "by", "to", "of") if words.connectors[name].fullmatch(gap)}
    told_later = said & {"dangling", "by", "of"} or (said and right.unit in words.spelled)
    only_implied = left.unit == _PERSON and not left.of and "of" in said  # "killed 14 of 20 cows"
    if told_later and (not left.unit or only_implied) and right.unit and not right.money:
        left = replace(left, unit=right.unit, of=left.of or right.of)
    if "to" in said and not right.unit and left.unit in words.heads["scored"]:
        right = replace(right, unit=left.unit, of=left.of)
    return left, right


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
    """Many to one, of nothing in particular: "7 to 1", "a three-to-one majority"."""
    bare = "to" in said and not right.unit
    return (bare or "dash-to" in said) and not said & {"from", "between"} and not left.unit


def _is_range(left: Amount, right: Amount, said: set[str], *, rise: float) -> bool:
    """Say whether the words between two numbers, and before them, make them the ends of a range."""
    if "to" in said and "from" in said:
        return True
    if "and" in said:
        return "between" in said and rise >= 0
    if "or" in said:
        return not left.unit and rise == 1
    scaled = left.money and right.number.scale != 1 and "to" in said  # "$20 to 25 million"
    once = scaled or (left.money and bool(said & {"dash", "dash-to"}))  # "$20-25"
    half_measured = bool(left.unit) and not right.unit  # "gained 31 points to 2,208" is no range
    return bool(said & {"to", "dash", "dash-to"}) and rise > 0 and (once or not half_measured)


def _range(left: Amount, right: Amount) -> Amount:
    numbers = sorted((left.number, right.number), key=lambda number: number.value or 0.0)
    unit, of = right.unit or left.unit, right.of or left.of
    return replace(
        left, end=right.end, number=numbers[0], high=numbers[1], unit=unit, of=of, bound=right.bound
    )
