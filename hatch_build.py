"""Put the JavaScript and data of others (tools/vendor.toml) in place before a package is built of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class VendorHook(BuildHookInterface[Any]):
    """Runs tools/vendor.py; an installation in place is left to make, which runs it too."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch what is not there yet; the files are included as `artifacts` of the wheel.

        Raises:
            CalledProcessError: a package is not the one that was pinned.
        """
        del build_data
        program = Path(self.root) / "tools" / "vendor.py"
        if version != "editable":
            subprocess.run([sys.executable, str(program)], check=True, stdin=subprocess.DEVNULL)  # noqa: S603 - our own
