"""Requests made up from the description of the HTTP API (schemathesis), sent to a real server."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from browsing import Served

PASSED_OVER = "positive_data_acceptance"
"""The check left out: a value of the right shape may still mean nothing, such as the moment "000"."""


def try_out(served: Served, folder: Path, *options: str) -> tuple[int, str]:
    """Try the whole API, as somebody who may decide; return exit code and what was found."""
    with urlopen(served.at("/api/v1/session")) as answer:
        token = json.load(answer)["csrf"]
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "run", served.at("/api/v1/openapi.json")),
        *("-H", f"X-CSRF-Token: {token}", "-H", "If-Match: *", "--exclude-checks", PASSED_OVER),
        *("--continue-on-failure", "--no-color", "--generation-database", "none", *options),
    ]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    return ended.returncode, ended.stdout + ended.stderr


def counted(told: str) -> str:
    """Return how much was tried, as schemathesis says at its end."""
    found = re.search("[0-9,]+ generated.*", told)
    return found[0] if found else told[-300:]
