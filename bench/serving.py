"""How long many readers at once wait for pages of a case that one process serves.

    python bench/serving.py [--reports FOLDER] [--readers 100] [--seconds 30] [--pause 1.0]

A case is made of the reports (the five seeds beside the checkout, unless told otherwise) and served by
`counterclaim serve` on loopback. Each reader has a connection of his own, as a browser has, and reads the
board, then claims, one after the other; between two pages he looks at what he got for `--pause` seconds on
average (exponentially, so that readers do not march in step); with 0 he asks again at once. Half of the
readers know the page already, and ask whether it is still so (If-None-Match).

The machine that asks is the machine that answers: what readers wait includes what it costs to ask.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import quantiles
from time import perf_counter, process_time

import httpx

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
"""The five reports on which speed is measured; they are no part of the project."""

LONGEST = 0.5
"""The pass mark: 95 of 100 pages come within so many seconds."""


@dataclass
class Waits:
    """What the readers met with: how long each page took, by its kind, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {"board": [], "claim": []})
    statuses: Counter[int] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    @property
    def every(self) -> list[float]:
        """Return how long all pages took."""
        return [second for kind in self.seconds.values() for second in kind]


@dataclass(frozen=True)
class Reader:
    """Somebody with a connection of his own; `chance` decides what he reads, and for how long."""

    client: httpx.AsyncClient
    claims: list[str]
    pause: float
    chance: Random
    knows: bool

    async def read(self, waits: Waits, until: float) -> None:
        """Read the board and claims until it is time to stop."""
        tags: dict[str, str] = {}
        await asyncio.sleep(self.chance.random() * self.pause)
        while perf_counter() < until:
            kind = "board" if self.chance.random() < 1 / 3 else "claim"
            path = "/" if kind == "board" else f"/claims/{self.chance.choice(self.claims)}"
            known = {"If-None-Match": tags[path]} if self.knows and path in tags else {}
            begun = perf_counter()
            try:
                answer = await self.client.get(path, headers=known)
            except httpx.HTTPError as error:
                waits.errors.append(f"{path}: {type(error).__name__} {error}")
                continue
            waits.seconds[kind].append(perf_counter() - begun)
            waits.statuses[answer.status_code] += 1
            if answer.status_code not in {200, 304}:
                waits.errors.append(f"{path}: {answer.status_code}")
            tags[path] = answer.headers.get("etag", "")
            if self.pause:
                await asyncio.sleep(self.chance.expovariate(1 / self.pause))


async def measure(address: str, readers: int, seconds: float, pause: float) -> Waits:
    """Let readers read all at once."""
    waits = Waits()
    clients = [
        httpx.AsyncClient(base_url=address, timeout=30, verify=False, trust_env=False)  # noqa: S501 - no TLS
        for _ in range(readers)
    ]
    listed = (await clients[0].get("/api/v1/claims")).raise_for_status().json()
    claims = [row["claim"] for row in listed["items"]]
    until = perf_counter() + seconds
    people = (
        Reader(client, claims, pause, Random(number), knows=number % 2 == 1)  # noqa: S311 - no secret
        for number, client in enumerate(clients)
    )
    await asyncio.gather(*(one.read(waits, until) for one in people))
    await asyncio.gather(*(client.aclose() for client in clients))
    return waits


def told(waits: Waits, seconds: float) -> str:
    """Return the figures."""
    lines = []
    for kind, took in (*waits.seconds.items(), ("all", waits.every)):
        cut = quantiles(took, n=100)
        lines.append(
            f"{kind:6} {len(took):6,} pages  {len(took) / seconds:7.1f}/s  median {cut[49]:.3f} s  "
            f"p95 {cut[94]:.3f} s  p99 {cut[98]:.3f} s  longest {max(took):.3f} s"
        )
    statuses = ", ".join(f"{count:,} x {status}" for status, count in sorted(waits.statuses.items()))
    return "\n".join((*lines, f"errors {len(waits.errors)} ({statuses})", *waits.errors[:5]))


def processor_seconds(process: int) -> float:
    """Return how many seconds of a processor a process took; 0 where the system does not tell."""
    told = Path(f"/proc/{process}/stat")
    if not told.exists():
        return 0.0
    user, system = told.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Make a case, serve it, let readers read, and say what they waited."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=Path, default=SEEDS)
    parser.add_argument("--readers", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--pause", type=float, default=1.0)
    asked = parser.parse_args()
    if not asked.reports.exists():
        print(f"NOT MEASURED: there is no {asked.reports}; name a folder of reports: --reports FOLDER")
        return 0
    program = [sys.executable, "-m", "counterclaim"]
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "case.db"
        subprocess.run([*program, "-q", "add", "-c", case, asked.reports], check=False, capture_output=True)
        served = subprocess.Popen(
            [*program, "serve", "-q", "-c", case, "--port", "0"], stdout=subprocess.PIPE
        )
        try:
            assert served.stdout is not None
            address = served.stdout.readline().decode().strip()
            waits = asyncio.run(measure(address, asked.readers, asked.seconds, asked.pause))
            busy = processor_seconds(served.pid)
        finally:
            served.send_signal(signal.SIGINT)
            served.wait(10)
    print(f"{asked.readers} readers at once for {asked.seconds:.0f} s, {asked.pause:g} s between pages")
    print(told(waits, asked.seconds))
    own = process_time()
    print(
        f"processor: the server {busy:.1f} s with its start, {1000 * busy / len(waits.every):.1f} ms a page; "
        f"the readers {own:.1f} s"
    )
    passed = not waits.errors and quantiles(waits.every, n=100)[94] < LONGEST
    print(f"{'ok' if passed else 'NOT OK'}: p95 is to be under {LONGEST} s, without errors")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
