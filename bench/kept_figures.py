"""The words of `quality.toml`: which sets are measured, and the figures kept of each.

The file is read with `parse` and written whole with `render`, never patched: its comments are the header
below and each set's `note`, so that nothing is lost when figures are renewed.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace

RATCHETS = ("ci", "long")
HEADER = """\
# The figures the program reached on the shared sets, kept so that none is lost again.
#
# `bench/quality.py --ratchet` fails when a figure falls by more than the allowance, or when a figure under
# `must_be_zero` is not 0. `bench/quality.py --update` writes this file anew with the figures reached.
# Sets with ratchet = "ci" are measured on every change, those with "long" only with --long.
"""


@dataclass(frozen=True, slots=True)
class MeasuredSet:
    """One set of data, how it is measured, and the figures kept of it.

    `task` is a word of the benchmark contract, "ledger" for the whole road against the gold, or "story"
    for one of our own.
    """

    name: str
    task: str
    ratchet: str
    figures: Mapping[str, float]
    must_be_zero: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a ratchet that no run would ever measure."""
        if self.ratchet not in RATCHETS:
            raise ValueError(f"{self.name}: ratchet is {self.ratchet!r}, not one of {', '.join(RATCHETS)}")


@dataclass(frozen=True, slots=True)
class Quality:
    """What `quality.toml` says: how far a figure may fall, and the sets in their order."""

    allowance: float
    sets: tuple[MeasuredSet, ...]


def parse(text: str) -> Quality:
    """Return what the text of `quality.toml` says.

    Raises:
        ValueError: it is not TOML, or names a ratchet there is not.
        TypeError: a set lacks a field or has one too many.
    """
    table = tomllib.loads(text)
    return Quality(
        allowance=table["allowance"],
        sets=tuple(
            MeasuredSet(name=name, **fields | {"must_be_zero": tuple(fields.get("must_be_zero", ()))})
            for name, fields in table["sets"].items()
        ),
    )


def render(quality: Quality) -> str:
    """Return the text of `quality.toml`: `parse` of it gives `quality` again."""
    return "\n".join([HEADER, f"allowance = {quality.allowance}", *map(_render_set, quality.sets), ""])


def _render_set(measured: MeasuredSet) -> str:
    settings = {"task": measured.task, "ratchet": measured.ratchet, "note": measured.note}
    lines = ["", f"[sets.{measured.name}]"]
    lines += [f"{key} = {_toml(value)}" for key, value in settings.items() if value]
    if measured.must_be_zero:
        lines.append(f"must_be_zero = {_toml(measured.must_be_zero)}")
    lines += ["", f"[sets.{measured.name}.figures]"]
    lines += [f"{_toml(figure)} = {kept}" for figure, kept in measured.figures.items()]
    return "\n".join(lines)


def _toml(value: str | tuple[str, ...]) -> str:
    """JSON's strings are TOML's too, but for escaped surrogate pairs and the bare delete character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def with_reached(quality: Quality, reached: Mapping[str, Mapping[str, float | None]]) -> Quality:
    """Return `quality` keeping the figures reached; what was not measured stays as it was."""

    def renewed(measured: MeasuredSet) -> MeasuredSet:
        new = reached.get(measured.name, {})
        kept = {figure: _rounded(new.get(figure), old) for figure, old in measured.figures.items()}
        return replace(measured, figures=kept)

    return replace(quality, sets=tuple(map(renewed, quality.sets)))


def _rounded(reached: float | None, kept: float) -> float:
    return kept if reached is None else round(float(reached), 4)
