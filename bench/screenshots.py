"""Pictures of every page of the bundled case, for the docs: `make screenshots`.

    python bench/screenshots.py [FOLDER]

Written anew each time, as PNG in at most 64 colours with nothing of the window round the page. The moment at
which the reports came in is always the same, so that the pictures change only where the pages do.
"""

from __future__ import annotations

import struct
import sys
import tempfile
import zlib
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

from browsing import CHROMIUM, LIGHT, NARROW, WIDE, Nursery, Reader, Served, a_browser
from counterclaim.store import open_store
from pages import EXAMPLE, read_case

IMAGES = Path(__file__).parents[1] / "docs" / "images"
MOST = 2_000_000
"""The bytes that all pictures together may have."""

_COLOURS = 64


class Picture(NamedTuple):
    """What a picture is called, which page it shows, and how wide and high."""

    name: str
    path: str
    width: int = WIDE
    height: int = 900


def pictures(case: Path) -> list[Picture]:
    """Return the pictures to take: one of each page, and one of the board on a phone."""
    with open_store(case) as store:
        held = store.snapshot()
        most = max(held.claims.values(), key=lambda one: (len(one.bearings), one.id))
        statement = held.statements[most.bearings[0].statement]
        actor = max(held.actors.values(), key=lambda one: (len(one.names), one.key))
    return [
        Picture("page-board", "/"),
        Picture("page-board-phone", "/", NARROW, 844),
        Picture("page-claim", f"/claims/{most.id}"),
        Picture("page-report", f"/reports/{statement.report}#statement-{statement.id}"),
        Picture("page-reports", "/reports"),
        Picture("page-actors", "/actors"),
        Picture("page-actor", f"/actors/{actor.key}"),
        Picture("page-timeline", "/timeline"),
        Picture("page-map", "/map"),
        Picture("page-sources", "/sources"),
        Picture("page-changes", "/changes"),
        Picture("page-search", "/search?q=counteroffensive"),
        Picture("page-decide", f"/decide/{statement.id}?claim={most.id}"),
        Picture("page-decisions", "/decisions"),
        Picture("page-problems", "/problems"),
    ]


def decided(reader: Reader, served: Served) -> None:
    """Make a few decisions, so that there are some to show; they are listed with the clock of this run."""
    page = reader.open(served.at("/"))
    for name, said, row in (("Confirm", "confirmed", 9), ("Reject", "rejected", 20)):
        page.locator("tbody .choose").nth(row).check()
        page.get_by_role("button", name=name, exact=True).click()
        page.locator(".said", has_text=said).wait_for()
    page.locator(".said").get_by_role("button").click()
    page.locator(".said", has_text="took back").wait_for()


def taken(page: Page) -> bytes:
    """Return a picture of what a window shows, once it stands still."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)
    return smaller(page.screenshot(animations="disabled", caret="hide"))


def main() -> int:
    """Take all pictures, and return 1 where they are too large together."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES
    if not CHROMIUM.exists():
        print(f"NO PICTURES: there is no {CHROMIUM}; apt-get install chromium", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    with tempfile.TemporaryDirectory() as made, a_browser() as browser:
        case = read_case(Path(made) / "bakhmut-2023.db", EXAMPLE)
        nursery, reader = Nursery(), Reader(browser)
        with nursery.serving(case) as served:
            wanted = pictures(case)
            decided(reader, served)
            for one in wanted:
                context = reader.context(width=one.width, height=one.height, color_scheme=LIGHT)
                picture = taken(reader.open(served.at(one.path), context))
                (folder / f"{one.name}.png").write_bytes(picture)
                total += len(picture)
                print(f"{one.name}.png {len(picture):,} bytes")
        nursery.close()
    print(f"{len(wanted)} pictures, {total:,} bytes in {folder}")
    return 0 if total <= MOST else 1


# -- PNG with a palette (W3C, Portable Network Graphics, 3rd edition) --------------------------------


def smaller(png: bytes) -> bytes:
    """Return a PNG of at most `_COLOURS` colours that looks the same from where one reads it."""
    width, height, channels, rows = _rows(png)
    pixels = [[bytes(row[at : at + 3]) for at in range(0, width * channels, channels)] for row in rows]
    coarse = {one: _coarse(one) for one in {pixel for row in pixels for pixel in row}}
    counts = Counter(coarse[pixel] for row in pixels for pixel in row)
    palette = [colour for colour, _ in counts.most_common(_COLOURS)]
    place = {colour: palette.index(_nearest(colour, palette)) for colour in counts}
    index = {pixel: place[colour] for pixel, colour in coarse.items()}
    body = b"".join(b"\0" + bytes(index[pixel] for pixel in row) for row in pixels)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(body, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _coarse(pixel: bytes) -> bytes:
    """Return a colour rounded, so that the shades of a letter's edge become a few."""
    return bytes(min(255, (value + 8) // 16 * 16) if value < 248 else value for value in pixel)


def _nearest(colour: bytes, palette: list[bytes]) -> bytes:
    return min(palette, key=lambda one: sum((a - b) ** 2 for a, b in zip(one, colour, strict=True)))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _rows(png: bytes) -> tuple[int, int, int, list[bytearray]]:
    """Return width, height, bytes a pixel and the unfiltered rows of a PNG as the browser writes it."""
    at, body, head = 8, b"", b""
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        data = png[at + 8 : at + 8 + length]
        head, body = (data, body) if name == b"IHDR" else (head, body + data if name == b"IDAT" else body)
        at += length + 12
    width, height, depth, colours = struct.unpack(">IIBB", head[:10])
    assert depth == 8
    channels = {2: 3, 6: 4}[colours]
    raw, size = zlib.decompress(body), width * channels
    rows = [bytearray(size)]
    for number in range(height):
        start = number * (size + 1)
        rows.append(_unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + size]), rows[-1], channels))
    return width, height, channels, rows[1:]


def _unfiltered(kind: int, row: bytearray, above: bytearray, step: int) -> bytearray:
    for at in range(len(row)):
        left = row[at - step] if at >= step else 0
        over = above[at]
        corner = above[at - step] if at >= step else 0
        match kind:
            case 1:
                row[at] = (row[at] + left) & 255
            case 2:
                row[at] = (row[at] + over) & 255
            case 3:
                row[at] = (row[at] + (left + over) // 2) & 255
            case 4:
                row[at] = (row[at] + _paeth(left, over, corner)) & 255
            case _:
                return row
    return row


def _paeth(left: int, over: int, corner: int) -> int:
    guess = left + over - corner
    return min((left, over, corner), key=lambda one: abs(guess - one))


if __name__ == "__main__":
    sys.exit(main())
