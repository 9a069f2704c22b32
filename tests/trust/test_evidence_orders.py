"""E6, E7, E8: whatever the order, the batches, the machine's habits: one ledger."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from evidence import EXAMPLE, _parsed_once, added, case_of, compositions, hash_of, seeds, several_subjects
from faulty import often
from figures import Figure
from mixed import mixed

from command_line import OURS
from counterclaim.ledger import ledger_hash
from counterclaim.store import open_store

__all__ = ["_parsed_once"]  # a fixture

ORDERS = 20
MANY = 200

# Each two values of two columns stand in one row: an orthogonal array of strength two (Taguchi's L9).
L9 = [(a, b, (a + b) % 3, (a + 2 * b) % 3) for a in range(3) for b in range(3)]
WORKERS = ("1", "2", "4")
HASH_SEEDS = ("0", "1", "4711")
ZONES = ("Pacific/Kiritimati", "America/St_Johns", "UTC")
LOCALES = ("C", "tr_TR.UTF-8", "ar_SA.UTF-8")


@pytest.mark.usefixtures("_parsed_once")
def test_e7_every_order_and_every_split_of_the_shared_reports_gives_one_ledger(figure: Figure) -> None:
    some = seeds()
    orders = list(permutations(some))
    splits = len(compositions(some))
    found = {hash_of(order) for order in orders}
    found |= {hash_of(*batches) for batches in compositions(some)}
    found |= {hash_of(*compositions(order)[number % splits]) for number, order in enumerate(orders)}
    figure("E7", "orders of the five shared reports", len(orders))
    figure("E7", "splits into batches", splits)
    figure("E7", "ledger hashes of all of them", len(found))
    assert (len(orders), splits) == (120, 16)
    assert len(found) == 1


@pytest.mark.usefixtures("_parsed_once")
def test_e7_any_order_of_many_mixed_reports_gives_one_ledger(figure: Figure) -> None:
    some = several_subjects(MANY)
    found = set()
    for seed in range(often(ORDERS, 100)):
        random = Random(seed)
        order = random.sample(some, len(some))
        cuts = sorted(random.sample(range(1, len(order)), seed % 4))
        batches = [order[begin:end] for begin, end in zip((0, *cuts), (*cuts, None), strict=True)]
        found.add(hash_of(*batches))
    figure("E7", f"ledger hashes of {often(ORDERS, 100)} orders of {len(some)} reports", len(found))
    assert len(found) == 1


# -- Real processes --------------------------------------------------------------------------------


def locales(folder: Path) -> dict[str, str]:
    """Make the locales in `folder`, and return what lets a process find them."""
    compiler = shutil.which("localedef")
    for name in LOCALES[1:] if compiler else ():
        source, charset = name.split(".")
        words = [str(compiler), "--no-warnings=ascii", "-i", source, "-f", charset, str(folder / name)]
        made = subprocess.run(words, check=False, capture_output=True)
        if not (folder / name).is_dir():
            pytest.skip(f"NOT TESTED: no locale {name} (Debian: the package locales): {made.stderr!r}")
    if compiler is None:
        pytest.skip("NOT TESTED: needs localedef (Debian: the packages libc-bin and locales)")
    return {"LOCPATH": str(folder)}


def ledger_of(folder: Path, order: list[str], workers: str, environment: dict[str, str]) -> tuple[str, str]:
    """Add files in that order in a process of its own; return ledger hash and the locale it really had."""
    clean = {name: value for name, value in os.environ.items() if name not in OURS}
    clean = {name: value for name, value in clean.items() if not name.startswith(("LC_", "LANG"))}
    words = [sys.executable, "-m", "counterclaim", "-c", "case.db", "add", *order, "--workers", workers]
    ended = subprocess.run(words, cwd=folder, env=clean | environment, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr
    ask = "import locale; print(locale.setlocale(locale.LC_ALL, ''))"
    has = subprocess.run(
        [sys.executable, "-c", ask], env=clean | environment, capture_output=True, check=True, text=True
    )
    with open_store(folder / "case.db") as store:
        return ledger_hash(store.snapshot()), has.stdout.strip()


def test_e6_workers_hash_seeds_locales_and_time_zones_make_no_difference(
    tmp_path: Path, figure: Figure
) -> None:
    place = locales(tmp_path)
    names = [path.name for path in sorted(EXAMPLE.iterdir()) if path.suffix in {".txt", ".html"}]
    ledgers, had = set(), set()
    for number in range(ORDERS):
        workers, seed, locale, zone = L9[number % len(L9)]
        folder = tmp_path / str(number)
        shutil.copytree(EXAMPLE, folder)
        for other in mixed(6):
            (folder / f"{other.report.id}.txt").write_bytes(other.raw)
        every = [*names, *(f"{other.report.id}.txt" for other in mixed(6))]
        order = Random(number).sample(every, len(every))
        environment = place | {
            "PYTHONHASHSEED": HASH_SEEDS[seed],
            "LC_ALL": LOCALES[locale],
            "TZ": ZONES[zone],
        }
        ledger, really = ledger_of(folder, order, WORKERS[workers], environment)
        ledgers.add(ledger)
        had.add(really)
    figure("E6", f"ledger hashes of {ORDERS} orders over {'/'.join(WORKERS)} workers", len(ledgers))
    figure("E6", "hash seeds, locales, time zones", f"{len(HASH_SEEDS)}, {len(had)}, {len(ZONES)}")
    assert had == set(LOCALES)
    assert len(ledgers) == 1


# -- Twice -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_parsed_once")
def test_e8_ingesting_twice_is_ingesting_once(figure: Figure) -> None:
    some = several_subjects(60)
    store = case_of(some)
    before, entries = store.snapshot(), list(store.entries())
    problems_before = set(before.problems)
    for again in (some, list(reversed(some)), some[:7]):
        after = added(store, again)
        assert ledger_hash(after) == ledger_hash(before)
        assert dict(after.intakes) == dict(before.intakes)
    new = list(store.entries())[len(entries) :]
    figure("E8", f"reports added 2 to 4 times of {len(some)}; new entries that are no note of it", sum(
        entry.change.kind != "problem" for entry in new
    ))  # fmt: skip
    assert {entry.change.kind for entry in new} == {"problem"}
    assert len({entry.change.fact_id for entry in new} - problems_before) == len(some)
