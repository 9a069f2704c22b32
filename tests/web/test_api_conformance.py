"""The API does what its description says; `make trust` tries it for longer."""

from __future__ import annotations

from pathlib import Path

from browsing import Served
from conformance import try_out


def test_nothing_fails_that_was_made_up_from_the_description(served: Served, tmp_path: Path) -> None:
    options = ("--phases", "examples,fuzzing", "-n", "3")
    code, told = try_out(served, tmp_path, *options)
    assert code == 0, told
