"""Looks places up in the compiled file; nothing of it is held in memory."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path
from rapidfuzz.distance import OSA

from counterclaim.gazetteer.compiler import compile_gazetteer, data_version, schema
from counterclaim.gazetteer.keys import fold, place_key, skeleton
from counterclaim.gazetteer.records import Country, Match, Region, Town
from counterclaim.problems import StoreError

_TOWN = "t.id, t.name, t.latitude, t.longitude, t.country, t.region, t.population, t.capital"
_SHORTEST_MISSPELT = 5  # letters of a key; shorter names have too many neighbours
_SHORTEST_TWICE_MISSPELT = 8
_MOST_CANDIDATES = 400
_PREFIX = 5


def gazetteer_path() -> Path:
    """Return where the compiled file is kept: `$COUNTERCLAIM_GAZETTEER`, or else the user's cache."""
    chosen = os.environ.get("COUNTERCLAIM_GAZETTEER")
    if chosen:
        return Path(chosen)
    return user_cache_path("counterclaim") / f"gazetteer-{schema()}-{data_version()}.db"


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """Return the gazetteer at `path` (default `gazetteer_path()`), compiling it first when absent.

    Raises:
        StoreError: the file cannot be written, or is not a gazetteer.
    """
    path = path or gazetteer_path()
    if not path.exists():
        compile_gazetteer(path)
    try:
        # The file never changes under its name, so that no locks are needed, whatever the thread.
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        connection.execute("SELECT 1 FROM names LIMIT 1")
    except sqlite3.Error as error:
        raise StoreError(f"{path} is not a gazetteer ({error}): delete it and it is made anew") from error
    return Gazetteer(connection, path)


@dataclass(frozen=True)
class Gazetteer:
    """Look-ups by name over the compiled file. All of them forgive case, accents and punctuation.

    It can be sent to another process, which opens the same file for itself.
    """

    connection: sqlite3.Connection
    path: Path

    def __reduce__(self) -> tuple[Callable[[Path], Gazetteer], tuple[Path]]:
        """Return how another process makes it: from the path, since a connection cannot be sent."""
        return open_gazetteer, (self.path,)

    def kinds(self, name: str) -> frozenset[str]:
        """Return what `name` is a name of: "country", "region", "town", "demonym"."""
        rows = self.connection.execute("SELECT DISTINCT kind FROM names WHERE folded = ?", [fold(name)])
        return frozenset(kind for (kind,) in rows)

    def towns(self, name: str) -> tuple[Town, ...]:
        """Return all towns called `name`, those that bear it as main name first, then by population.

        When there is none, those whose name has the same romanising key, and failing that those whose
        key is one or two edits away (optimal string alignment: insert, delete, replace, swap); these
        are found only if they share their first letters or their consonants with `name`.
        """
        return self._towns_named(fold(name)) or self.towns_spelt_like(name)

    def towns_spelt_like(self, name: str) -> tuple[Town, ...]:
        """Return the towns of which `name` may be another romanisation or a misspelling."""
        key = place_key(name)
        found = {town: 0 for (town,) in self.connection.execute("SELECT town FROM keys WHERE key = ?", [key])}
        match = Match.KEY
        if not found:
            found, match = self._near(key), Match.NEAR
        query = f"SELECT {_TOWN} FROM towns t WHERE id = ?"  # noqa: S608  our own words
        towns = [
            _town(self.connection.execute(query, [number]).fetchone(), match) for number in sorted(found)
        ]
        return tuple(sorted(towns, key=lambda town: (found[town.id], -town.population, town.id)))

    def country(self, name: str) -> Country | None:
        """Return the country called `name`; never by its bare ISO code."""
        return self._country_by("country", re.sub(r"^the\s+", "", name, flags=re.IGNORECASE))

    def demonym(self, word: str) -> Country | None:
        """Return the country whose people or things are called `word`: "Ukrainian", "Britons"."""
        return self._country_by("demonym", word)

    def capital_of(self, name: str) -> Country | None:
        """Return the country of which `name` is the capital, if that is the largest town so called."""
        towns = self._towns_named(fold(name))
        largest = max(towns, key=lambda town: (town.population, town.id), default=None)
        return self.country_of(largest.country) if largest and largest.capital else None

    def region(self, name: str) -> tuple[Region, ...]:
        """Return the states, provinces, counties and wider regions called `name`."""
        query = (
            "SELECT r.id, r.name, r.latitude, r.longitude, r.country, r.code, r.radius_km, r.centred"
            " FROM names n JOIN regions r ON r.id = n.place"
            " WHERE n.folded = ? AND n.kind = 'region' ORDER BY r.id"
        )
        rows = self.connection.execute(query, [fold(name)])
        return tuple(_region(row) for row in rows)

    def country_of(self, iso: str) -> Country | None:
        """Return the country with the two-letter code `iso`."""
        query = "SELECT iso, name, latitude, longitude, area_km2, population FROM countries WHERE iso = ?"
        row = self.connection.execute(query, [iso]).fetchone()
        return Country(*row) if row else None

    def _country_by(self, kind: str, name: str) -> Country | None:
        query = (
            "SELECT c.iso, c.name, c.latitude, c.longitude, c.area_km2, c.population FROM names n"
            " JOIN countries c ON c.id = n.place WHERE n.folded = ? AND n.kind = ?"
            " ORDER BY c.population DESC LIMIT 1"
        )
        row = self.connection.execute(query, [fold(name), kind]).fetchone()
        return Country(*row) if row else None

    def _towns_named(self, folded: str) -> tuple[Town, ...]:
        query = (
            f"SELECT {_TOWN}, n.alternate FROM names n JOIN towns t ON t.id = n.place"  # noqa: S608  our own words
            " WHERE n.folded = ? AND n.kind = 'town' ORDER BY n.alternate, t.population DESC, t.id"
        )
        rows = self.connection.execute(query, [folded])
        return tuple(_town(row[:-1], Match.ALTERNATE if row[-1] else Match.NAME) for row in rows)

    def _near(self, key: str) -> dict[int, int]:
        """Return the towns whose key is nearest to `key`, each with its distance."""
        if len(key) < _SHORTEST_MISSPELT:
            return {}
        limit = 1 if len(key) < _SHORTEST_TWICE_MISSPELT else 2
        query = (
            "SELECT key, town FROM keys WHERE skeleton = ?"
            " UNION SELECT key, town FROM keys WHERE key >= ? AND key < ? ORDER BY 1, 2 LIMIT ?"
        )
        start = key[:_PREFIX]
        rows = self.connection.execute(query, [skeleton(key), start, start + "\U0010ffff", _MOST_CANDIDATES])
        distances = {town: OSA.distance(key, other, score_cutoff=limit) for other, town in rows}
        nearest = min(distances.values(), default=limit + 1)
        return {town: far for town, far in distances.items() if far == nearest and far <= limit}


def _town(row: tuple[Any, ...], match: Match) -> Town:
    number, name, latitude, longitude, country, region, population, capital = row
    return Town(number, name, latitude, longitude, country, region, population, bool(capital), match)


def _region(row: tuple[Any, ...]) -> Region:
    number, name, latitude, longitude, country, code, radius_km, centred = row
    return Region(number, name, latitude, longitude, country, code, radius_km, bool(centred))
