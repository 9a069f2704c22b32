"""Which addresses that a text names may become links."""

from __future__ import annotations

from urllib.parse import urlsplit


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
