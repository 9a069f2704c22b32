"""The password before a case that is served to more than this machine, and the sessions of those who told it.

The password is kept as what scrypt makes of it (RFC 7914). A session is a cookie signed with a secret that is
made when the server starts (HMAC-SHA-256), so a restart ends them all. Whoever tells a wrong password again
and again waits longer each time.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from counterclaim.problems import UsageError

COOKIE = "counterclaim"
"""The name of the cookie."""

LASTS = 12 * 60 * 60
"""How many seconds a session lasts."""

SHORTEST = 8
"""The fewest characters of a password (OWASP ASVS 5, 6.2.1)."""

FREE_TRIES, LONGEST_WAIT = 5, 300
"""How many wrong passwords cost nothing, and the most seconds that one more costs."""

_ADDRESSES = 10_000
_LONGEST_NAME = 100


class TooManyTriesError(Exception):
    """Wrong passwords came from this address again and again; it has to wait `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} seconds")
        self.seconds = seconds


@dataclass(slots=True)
class _Tries:
    wrong: int = 0
    until: float = 0.0


class Door:
    """What lets in those who know the password.

    Args:
        password: at least `SHORTEST` characters.
        seconds: a clock that never goes back.

    Raises:
        UsageError: the password is too short.
    """

    def __init__(self, password: str, seconds: Callable[[], float] = monotonic) -> None:
        if len(password) < SHORTEST:
            raise UsageError(f"the password has fewer than {SHORTEST} characters; choose a longer one")
        self._seconds = seconds
        self._salt = secrets.token_bytes(16)
        self._secret = secrets.token_bytes(32)
        self._hash = self._scrypt(password)
        self._known: bytes = b""  # what `_signed` makes of the password, once it was told
        self._tries: OrderedDict[str, _Tries] = OrderedDict()
        self._ended: dict[str, int] = {}  # cookies of those who left, with when each would have ended
        self._lock = Lock()

    def opens(self, password: str, address: str) -> bool:
        """Say whether `password`, told from a network address, is the right one; it takes a while.

        Raises:
            TooManyTriesError: too many wrong ones came from there.
        """
        with self._lock:  # a try counts as wrong until it is known to be right: many at once gain nothing
            tries = self._tries.setdefault(address, _Tries())
            self._tries.move_to_end(address)
            while len(self._tries) > _ADDRESSES:
                self._tries.popitem(last=False)
            wait = tries.until - self._seconds()
            if wait > 0:
                raise TooManyTriesError(int(wait) + 1)
            tries.wrong += 1
            if tries.wrong >= FREE_TRIES:
                tries.until = self._seconds() + min(LONGEST_WAIT, 2 ** min(tries.wrong - FREE_TRIES, 16))
        right = self._is_right(password)
        if right:
            with self._lock:
                self._tries.pop(address, None)
        return right

    def _is_right(self, password: str) -> bool:
        signed = self._signed(f"password\x1f{password}")
        if self._known and hmac.compare_digest(signed, self._known):
            return True
        right = hmac.compare_digest(self._scrypt(password), self._hash)
        if right:
            self._known = signed
        return right

    def _scrypt(self, password: str) -> bytes:
        told = password.encode("utf-8", "surrogatepass")
        return hashlib.scrypt(told, salt=self._salt, n=2**14, r=8, p=1)

    # -- Sessions ------------------------------------------------------------------------------

    def session(self, name: str) -> str:
        """Return the value of the cookie of one who told the password and a name."""
        ends = int(self._seconds()) + LASTS
        told = base64.urlsafe_b64encode(name.encode("utf-8", "surrogatepass")).decode()
        return f"{ends}.{told}.{self._signed(f'session.{ends}.{told}').hex()}"

    def name_of(self, cookie: str) -> str | None:
        """Return the name in a cookie of ours that still counts; None for any other."""
        ends, _, rest = cookie.partition(".")
        told, _, signature = rest.partition(".")
        right = self._signed(f"session.{ends}.{told}").hex()
        if not hmac.compare_digest(right.encode(), signature.encode("utf-8", "surrogatepass")):
            return None
        if int(ends) < self._seconds() or cookie in self._ended:
            return None
        return base64.urlsafe_b64decode(told).decode("utf-8", "surrogatepass")

    def end(self, cookie: str) -> None:
        """End the session of a cookie, whoever may still hold it (OWASP ASVS 5, 7.4.1)."""
        if self.name_of(cookie) is None:
            return
        with self._lock:
            lasting = {one: ends for one, ends in self._ended.items() if ends >= self._seconds()}
            self._ended = {**lasting, cookie: int(cookie.partition(".")[0])}

    def _signed(self, text: str) -> bytes:
        return hmac.digest(self._secret, text.encode("utf-8", "surrogatepass"), "sha256")


def clean_name(name: str) -> str:
    """Return a name as it may stand with a decision: on one line, not too long."""
    shown = "".join(one if one.isprintable() else " " for one in name)
    return " ".join(shown.split())[:_LONGEST_NAME]


def credentials(authorization: str) -> tuple[str, str, str] | None:
    """Return scheme, name and password of an Authorization header; a bearer tells no name.

    >>> credentials("Bearer open sesame"), credentials("Basic QW5uOnNlc2FtZQ=="), credentials("Basic x")
    (('bearer', '', 'open sesame'), ('basic', 'Ann', 'sesame'), None)
    """
    scheme, _, told = authorization.partition(" ")
    if scheme.casefold() == "bearer" and told:
        return "bearer", "", told.strip()
    if scheme.casefold() != "basic":
        return None
    try:
        name, colon, password = base64.b64decode(told.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        return None
    return ("basic", name, password) if colon else None
