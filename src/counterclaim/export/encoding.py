"""From text to bytes, whatever a web page put into the text."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_SURROGATES = re.compile("[\ud800-\udfff]")
_UNWRITABLE = {0: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}


def encoded(text: str) -> bytes:
    """Return `text` in UTF-8, with one U+FFFD for each NUL and each half of a surrogate pair.

    One character stands for one, so that positions in the text still hold.
    """
    return text.translate(_UNWRITABLE).encode("utf-8")


def encoded_json(text: str) -> bytes:
    """Return JSON text in UTF-8; half a surrogate pair, which UTF-8 cannot hold, is written as an escape."""
    return _SURROGATES.sub(lambda half: f"\\u{ord(half.group()):04x}", text).encode("utf-8")


def web_address(address: str | None) -> str | None:
    """Return an address that may become a link: http or https, with a host; else None.

    >>> web_address("javascript:alert(1)") is None
    True
    """
    if address is None or any(character <= " " for character in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and parts.netloc else None
