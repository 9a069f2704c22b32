"""From text to bytes, whatever a web page put into the text."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from counterclaim.pages import addresses

web_address = addresses.web_address
"""Which address may become a link."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_UNWRITABLE = {0: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_THE_SAME_DAY = (1980, 1, 1, 0, 0, 0)


def encoded(text: str) -> bytes:
    """Return `text` in UTF-8, with one U+FFFD for each NUL and each half of a surrogate pair.

    One character stands for one, so that positions in the text still hold.
    """
    return text.translate(_UNWRITABLE).encode("utf-8")


def encoded_json(text: str) -> bytes:
    """Return JSON text in UTF-8; half a surrogate pair, which UTF-8 cannot hold, is written as an escape."""
    return _SURROGATES.sub(lambda half: f"\\u{ord(half.group()):04x}", text).encode("utf-8")


def document(value: object) -> bytes:
    """Return a JSON value as a document for other programs, many of which take no NUL and no half pair."""
    return f"{json.dumps(writable(value), ensure_ascii=False, indent=1, allow_nan=False)}\n".encode()


def line(value: object) -> bytes:
    """Return a JSON value on a line of its own, written as `document` writes."""
    return f"{json.dumps(writable(value), ensure_ascii=False, allow_nan=False)}\n".encode()


def writable(value: Any) -> Any:
    r"""Return a JSON value whose texts UTF-8 and every reader of JSON can hold, one character for one.

    >>> writable(["a\x00b", 1])
    ['a\ufffdb', 1]
    """
    match value:
        case str():
            return value.translate(_UNWRITABLE)
        case list() | tuple():
            return [writable(item) for item in value]
        case dict():
            return {writable(key): writable(item) for key, item in value.items()}
        case _:
            return value


def csv_text(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table as CSV (RFC 4180)."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(header)
    writer.writerows(rows)
    return table.getvalue()


def xml_text(text: str) -> str:
    r"""Return text with one U+FFFD for each character that XML 1.0 cannot hold.

    >>> xml_text("a\x0bb")
    'a\ufffdb'
    """
    return _NO_XML.sub("\ufffd", text)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files in one ZIP archive, unpacked and undated: the same files give the same bytes anywhere."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _THE_SAME_DAY)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, content)
    return packed.getvalue()
