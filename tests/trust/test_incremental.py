"""E7, as reports come in one by one and people rule in between: it comes to what all at once comes to."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from faulty import often
from figures import Figure
from mixed import mixed

from counterclaim.ledger import Fact
from made_reports import made
from random_rulings import Rulers
from road import told_by
from step_by_step import Kept, reprinted

ORDERS, REPORTS, RULINGS = 5, 200, 60
CHECKS = 2
"""How often one order is compared with all at once, besides at its end."""


def reports_of(seed: int) -> list[Sequence[Fact]]:
    """Return made reports, near-copies of some, one text that forty print, and reports of real sentences."""
    told: list[Sequence[Fact]] = [one.facts for one in made(REPORTS - 70, seed=seed)]
    told += [reprinted(facts, f"Copy {number}") for number, facts in enumerate(told[:10])]
    told += [told_by(one.report) for one in mixed(20)]
    told += [reprinted(told[-1], f"Print {number}") for number in range(40)]
    return told


def in_some_order(seed: int) -> tuple[list[str], int]:
    """Take reports in, in some order, and rule in between; return what differs, and how many rulings."""
    random, kept = Random(seed), Kept()
    rulers, waiting, found = Rulers(random), reports_of(seed), list[str]()
    random.shuffle(waiting)
    every = len(waiting) // (CHECKS + 1)
    checked = 0
    while waiting:
        size = random.choice((1, 2, 5, 12, 20))
        kept.take_in(*waiting[:size])
        waiting = waiting[size:]
        snapshot = kept.snapshot()
        some = random.randint(1, 4) if len(snapshot.decisions) < RULINGS else 0
        kept.put(*(rulers.ruling(snapshot) for _ in range(some)))
        kept.follow()
        if len(snapshot.reports) - checked >= every:
            checked = len(snapshot.reports)
            found += kept.differences()
    return [*found, *kept.differences()], len(kept.snapshot().decisions)


def test_e7_step_by_step_with_rulings_in_between_it_is_what_it_is_at_once(figure: Figure) -> None:
    orders = often(ORDERS, 100)
    differing: dict[int, list[str]] = {}
    rulings = 0
    for seed in range(orders):
        found, ruled = in_some_order(seed)
        rulings += ruled
        if found:
            differing[seed] = found
    figure(
        "E7",
        f"incremental equals batch, orders of {REPORTS} reports",
        f"{orders - len(differing)} of {orders}",
    )
    figure("E7", "rulings mixed in", rulings)
    assert rulings >= orders * RULINGS // 2
    assert differing == {}
