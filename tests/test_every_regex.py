"""No regular expression of ours takes more than twice as long for twice the text, however nasty it is."""

from __future__ import annotations

import gc
import re
import time
from collections import deque
from collections.abc import Iterator
from typing import Any

import pytest

from regexes import BUILT, Expression, every_expression, made_in_functions, modules, pumps

FIRST, LARGEST = 2**11, 2**20
"""The lengths between which a text is doubled."""

NOISE = 0.002
"""Seconds of processor time under which nothing is measured."""

ENOUGH = 0.03
"""Seconds after which a pattern that has not grown too fast is left: a quadratic one shows long before."""

SLOWEST = 3
"""So many of the texts that are made for a pattern are doubled: those that take it longest at first."""

NASTY = (
    " ",
    "\n",
    "a",
    "A",
    "1",
    "a ",
    "A. ",
    "1,",
    "1 ",
    "a-",
    "and ",
    ",",
    '"',
    "'a",
    "(",
    "<a ",
    "http://a",
    ". ",
)

KNOWN: dict[str, str] = {}
"""Patterns that grow faster, each with the reason why that does no harm. None may stand here in vain."""

EXPRESSIONS = every_expression()
ENDLESS = [one for one in EXPRESSIONS if pumps(one.pattern)]
"""Those with a repetition that has no bound; any other takes at most a fixed time for a character."""


def seconds(one: Expression, unit: str, length: int) -> float:
    """Return the processor time for finding a pattern in a text, and for fitting it to the whole."""
    text = unit * (length // len(unit)) + "\0"
    subject: str | bytes = text if isinstance(one.pattern.pattern, str) else text.encode()
    pattern: Any = one.pattern
    begin = time.process_time()
    if one.searched:
        deque(pattern.finditer(subject), maxlen=0)
    pattern.match(subject)
    pattern.fullmatch(subject)
    return time.process_time() - begin


def grows_too_fast(one: Expression, unit: str) -> bool:
    """Say whether doubling the text takes over 2.6 times as long, twice running, up to 1 MB."""
    length, last, too_fast = 2 * FIRST, seconds(one, unit, FIRST), 0
    while length <= LARGEST and too_fast < 2:
        now = seconds(one, unit, length)
        if _is_too_fast(last, now):
            last, now = (min(seconds(one, unit, many) for _ in range(3)) for many in (length // 2, length))
        too_fast = too_fast + 1 if _is_too_fast(last, now) else 0
        if now > ENOUGH and not too_fast:
            break
        length, last = 2 * length, now
    return too_fast == 2


def _is_too_fast(last: float, now: float) -> bool:
    return now > 2.6 * max(last, NOISE)


def hardest(one: Expression) -> list[str]:
    """Return the texts that take longest; the first of them always, others only above the noise."""
    took = {unit: seconds(one, unit, FIRST) for unit in (*pumps(one.pattern), *NASTY)}
    slowest = sorted(took, key=lambda unit: -took[unit])[:SLOWEST]
    return [unit for number, unit in enumerate(slowest) if not number or took[unit] > NOISE / 2]


@pytest.fixture(autouse=True)
def _collector_at_rest() -> Iterator[None]:
    """The garbage collector would be timed on what other tests left."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("one", ENDLESS, ids=lambda one: one.name)
def test_twice_the_text_takes_a_pattern_no_more_than_twice_the_time(one: Expression) -> None:
    too_fast = [unit for unit in hardest(one) if grows_too_fast(one, unit)]
    assert bool(too_fast) == (one.name in KNOWN), f"{one.pattern.pattern!r} on {too_fast}"


def test_every_module_that_compiles_a_table_is_reached() -> None:
    assert {module.__name__ for module in modules() if made_in_functions(module)} == set(BUILT)


def test_no_known_pattern_is_gone() -> None:
    assert set(KNOWN) <= {one.name for one in ENDLESS}


@pytest.mark.parametrize(
    ("pattern", "unit", "linear"),
    [
        (r"\s*$", " ", False),
        (r"(?<!\s)\s*$", " ", True),
        (r"(?:\b[a-z]\.)+x", "a.", False),
        (r"(?:\b[a-z]\.){1,9}x", "a.", True),
    ],
)
def test_a_pattern_that_looks_on_from_every_place_is_told_from_one_that_does_not(
    pattern: str, unit: str, *, linear: bool
) -> None:
    one = Expression(re.compile(pattern), pattern, searched=True)
    assert unit in pumps(one.pattern) or linear
    assert grows_too_fast(one, unit) != linear
