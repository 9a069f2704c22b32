"""JavaScript and data of others: pinned, refused when altered, shipped in the wheel, never committed."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

import vendor

SHIPPED = {
    f"counterclaim/pages/static/vendor/{name}"
    for one in vendor.packages()
    if one.folder.startswith("src/")
    for name in (*one.files.values(), *one.topojson.values())
}


def archive(**files: bytes) -> bytes:
    """Return an archive as npm makes one."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz") as opened:
        for name, body in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(body)
            opened.addfile(member, io.BytesIO(body))
    return written.getvalue()


def package(packed: bytes, **files: str) -> vendor.Package:
    """Return a package that is pinned to an archive."""
    return vendor.Package("lines", "1.0.0", vendor.integrity_of(packed), "static/vendor", files)


def without_npm(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a checkout of its own, on a machine without npm."""
    shutil.copytree(vendor.ROOT / "tools", place / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, str(place / "tools" / "vendor.py"), *arguments]
    nowhere = os.environ | {"PATH": str(place / "nothing")}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=nowhere)


def test_the_files_that_are_wanted_come_out_under_their_own_names() -> None:
    packed = archive(LICENSE=b"as you like", code=b"draw()", more=b"not wanted")
    wanted = package(packed, code="lines.js", LICENSE="lines.LICENSE.txt")
    assert dict(vendor.contents(wanted, packed)) == {
        "static/vendor/lines.js": b"draw()",
        "static/vendor/lines.LICENSE.txt": b"as you like",
    }


def test_an_archive_other_than_the_pinned_one_is_refused() -> None:
    wanted = package(archive(code=b"draw()"), code="lines.js")
    with pytest.raises(vendor.VendorError, match=r"lines@1\.0\.0 is not what was pinned"):
        list(vendor.contents(wanted, archive(code=b"spy()")))


def test_a_file_that_a_package_has_not_is_named() -> None:
    packed = archive(code=b"draw()")
    with pytest.raises(vendor.VendorError, match="has no file style"):
        list(vendor.contents(package(packed, style="lines.css"), packed))


def test_every_package_brings_its_licence() -> None:
    assert {one.name for one in vendor.packages() if "LICENSE" not in one.files} == set()


TOPOLOGY: dict[str, Any] = {
    "transform": {"scale": [0.5, 0.5], "translate": [10.0, 20.0]},
    "arcs": [[[0, 0], [2, 0]], [[2, 0], [0, 2], [-2, -2]]],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "Northland"}},
                {"type": "Polygon", "arcs": [[-2, -1]], "properties": {"name": "The same, other way round"}},
                {"type": None, "properties": {"name": "Nowhere"}},
            ]
        }
    },
}


def test_shared_borders_become_closed_rings_of_each_country() -> None:
    first, second = vendor.geojson(TOPOLOGY)["features"]
    ring = [(10.0, 20.0), (11.0, 20.0), (11.0, 21.0), (10.0, 20.0)]
    assert first["geometry"] == {"type": "MultiPolygon", "coordinates": [[ring]]}
    assert second["geometry"] == {"type": "MultiPolygon", "coordinates": [[ring[::-1]]]}
    assert first["properties"] == {"name": "Northland"}


def test_without_npm_it_says_so_and_goes_on(tmp_path: Path) -> None:
    run = without_npm(tmp_path)
    assert (run.returncode, run.stdout) == (0, "")
    assert "npm is missing" in run.stderr
    assert "without script" in run.stderr


def test_without_npm_it_fails_where_the_files_are_required(tmp_path: Path) -> None:
    assert without_npm(tmp_path, "--required").returncode == 1


def in_place() -> bool:
    """Say whether the files are there; if not, try to fetch them."""
    subprocess.run([sys.executable, str(vendor.ROOT / "tools" / "vendor.py")], check=True)
    return (vendor.ROOT / vendor.MADE).exists()


def test_the_wheel_has_what_is_shipped_and_nothing_that_tests_alone_need(tmp_path: Path) -> None:
    if not in_place():
        pytest.skip("THE WHEEL WAS NOT LOOKED AT: npm is missing, or cannot fetch; apt-get install npm")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, check=True, cwd=vendor.ROOT, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert SHIPPED - names == set()
    assert [name for name in names if "axe" in name] == []


def test_the_borders_are_geojson_with_a_name_for_every_country() -> None:
    if not in_place():
        pytest.skip("THE BORDERS WERE NOT LOOKED AT: npm is missing, or cannot fetch; apt-get install npm")
    path = vendor.ROOT / "src/counterclaim/pages/static/vendor/countries-50m.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    rings = [ring for one in features for polygon in one["geometry"]["coordinates"] for ring in polygon]
    assert len(features) > 200
    assert all(one["properties"]["name"] for one in features)
    assert all(ring[0] == ring[-1] and -180 <= x <= 180 and -90 <= y <= 90 for ring in rings for x, y in ring)
