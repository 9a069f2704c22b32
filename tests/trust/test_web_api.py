"""Thousands of requests made up from the description of the API."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from figures import Figure

from browsing import Nursery
from conformance import counted, try_out
from web_case import DAM, STRIKE, made_case

EXAMPLES, SECONDS = ("200", "900") if os.environ.get("COUNTERCLAIM_SOAK") else ("20", "90")


@pytest.mark.parametrize("read_only", [False, True], ids=["deciding", "reading"])
def test_w1_the_api_does_what_its_description_says(
    tmp_path: Path, figure: Figure, *, read_only: bool
) -> None:
    case = made_case(tmp_path / "valley.db", [*DAM, *STRIKE])
    nursery = Nursery()
    with nursery.serving(case, read_only=read_only) as served:
        code, told = try_out(served, tmp_path, "-n", EXAMPLES, "--max-time", SECONDS)
    nursery.close()
    figure("W1", "requests, for reading only" if read_only else "requests", counted(told))
    assert code == 0, told
