"""Fetch the JavaScript and data of others that pages need, pinned in `vendor.toml`, through npm.

    python tools/vendor.py [--required]

Nothing is fetched where all files are already as the table wants them. A package whose SHA-512 is not the
one that was pinned is refused, and nothing is written. Where npm is missing, or cannot fetch, that is said
and nothing is put in place (pages work without script); `--required` makes that a failure.

What is fetched, below the checkout (none of it committed):
    src/counterclaim/pages/static/vendor/   htmx.min.js, leaflet.js, leaflet.css, countries-50m.geojson
    tests/web/vendor/                       axe.min.js (for tests, not shipped)
each beside the licence of its package, and `made.json`, which tells the SHA-256 of every file.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "tools" / "vendor.toml"
MADE = "src/counterclaim/pages/static/vendor/made.json"
DECIMALS = 2
"""Of a degree: about a kilometre, which is finer than the borders are drawn."""

Point = tuple[float, float]


class VendorError(Exception):
    """The files could not be had; the message says why and what to do."""


class UnavailableError(VendorError):
    """Nothing is wrong with the files, but they cannot be fetched here and now."""


@dataclass(frozen=True)
class Package:
    """One package: its name and version, the hash of its archive, and which of its files go where."""

    name: str
    version: str
    integrity: str
    folder: str
    files: Mapping[str, str]
    topojson: Mapping[str, str] = field(default_factory=dict)


def packages(table: Path = TABLE) -> tuple[Package, ...]:
    """Return what the table names."""
    return tuple(Package(**told) for told in tomllib.loads(table.read_text(encoding="utf-8"))["package"])


def main(arguments: Sequence[str]) -> int:
    """Put all files in place; return the exit code."""
    try:
        return _say(vendor(ROOT))
    except UnavailableError as error:
        print(
            f"\n*** {error}\n*** Pages will work, but without script and without borders.\n", file=sys.stderr
        )
        return 1 if "--required" in arguments else 0
    except VendorError as error:
        print(error, file=sys.stderr)
        return 1


def _say(count: int) -> int:
    if count:
        print(f"fetched {count} files of others (tools/vendor.toml)", file=sys.stderr)
    return 0


def vendor(root: Path, table: Path = TABLE) -> int:
    """Put the files that `table` names below `root`; return how many were written, 0 if all were there.

    Raises:
        UnavailableError: npm is missing, or cannot fetch.
        VendorError: a package is not what was pinned, or lacks a file.
    """
    told, pinned = packages(table), _sha256(table.read_bytes() + Path(__file__).read_bytes())
    if _is_made(root, pinned):
        (root / MADE).touch()  # so that make knows that it was looked at
        return 0
    with tempfile.TemporaryDirectory() as place:
        archives = _packed(told, Path(place))
        made = {path: body for one in told for path, body in contents(one, archives[one.name])}
    for path, body in made.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(body)
    files = {path: _sha256(body) for path, body in sorted(made.items())}
    (root / MADE).write_text(json.dumps({"table": pinned, "files": files}, indent=1) + "\n", encoding="utf-8")
    return len(made)


def _is_made(root: Path, pinned: str) -> bool:
    """Say whether every file is there as it was made from this very table."""
    try:
        made = json.loads((root / MADE).read_text(encoding="utf-8"))
        files = made["files"].items()
        return made["table"] == pinned and all(
            _sha256((root / path).read_bytes()) == sha for path, sha in files
        )
    except (OSError, ValueError, KeyError):
        return False


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


# -- Archives ----------------------------------------------------------------------------------


def _packed(told: Iterable[Package], place: Path) -> dict[str, bytes]:
    """Return the archive of every package, as npm has it."""
    npm = shutil.which("npm")
    if npm is None:
        raise UnavailableError("npm is missing: install it (on Debian: the package npm) and run make again.")
    names = [f"{one.name}@{one.version}" for one in told]
    command = [npm, "pack", "--ignore-scripts", "--fetch-retries=1", *names]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=place)
    if run.returncode:
        raise UnavailableError(f"npm could not fetch {', '.join(names)}:\n{run.stderr.strip()[-600:]}")
    return {one.name: (place / f"{one.name}-{one.version}.tgz").read_bytes() for one in told}


def contents(package: Package, archive: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each file that is wanted of a package.

    Raises:
        VendorError: the archive is another than was pinned, or lacks a file.
    """
    found = integrity_of(archive)
    name = f"{package.name}@{package.version}"
    if found != package.integrity:
        raise VendorError(f"{name} is not what was pinned: expected {package.integrity}, got {found}")
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as opened:
        for inside, outside in package.files.items():
            yield f"{package.folder}/{outside}", _member(opened, inside, name)
        for inside, outside in package.topojson.items():
            made = geojson(json.loads(_member(opened, inside, name)))
            yield f"{package.folder}/{outside}", json.dumps(made, separators=(",", ":")).encode()


def integrity_of(archive: bytes) -> str:
    """Return the hash by which npm pins an archive (Subresource Integrity)."""
    return "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()


def _member(opened: tarfile.TarFile, path: str, package: str) -> bytes:
    try:
        member = opened.extractfile(f"package/{path}")
    except KeyError:
        member = None
    if member is None:
        raise VendorError(f"{package} has no file {path}: name another in tools/vendor.toml")
    return member.read()


# -- TopoJSON ----------------------------------------------------------------------------------


def geojson(topology: Mapping[str, Any]) -> dict[str, Any]:
    """Return the countries of a TopoJSON topology as GeoJSON (RFC 7946), each with its `name`."""
    arcs = [_unpacked(arc, topology["transform"]) for arc in topology["arcs"]]
    features = [
        {
            "type": "Feature",
            "properties": {"name": one["properties"]["name"]},
            "geometry": _geometry(one, arcs),
        }
        for one in topology["objects"]["countries"]["geometries"]
        if one["type"] is not None
    ]
    return {"type": "FeatureCollection", "features": features}


def _unpacked(arc: Iterable[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> list[Point]:
    """Return the points of an arc: each was written as its distance from the one before, in whole steps."""
    (step_x, step_y), (from_x, from_y) = transform["scale"], transform["translate"]
    x = y = 0
    points: list[Point] = []
    for right, up in arc:
        x, y = x + right, y + up
        points.append((round(x * step_x + from_x, DECIMALS), round(y * step_y + from_y, DECIMALS)))
    return points


def _geometry(told: Mapping[str, Any], arcs: Sequence[Sequence[Point]]) -> dict[str, Any]:
    polygons = told["arcs"] if told["type"] == "MultiPolygon" else [told["arcs"]]
    made = [[_ring(ring, arcs) for ring in polygon] for polygon in polygons]
    return {"type": "MultiPolygon", "coordinates": made}


def _ring(numbers: Iterable[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """Return arcs joined end to end; the complement of a number means its arc backwards."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return points


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
