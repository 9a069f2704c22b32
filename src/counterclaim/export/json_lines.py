"""The whole ledger with one fact a line: what a program reads that does not want all of it at once.

The first line says what follows; every other is `{"kind": ..., "fact": ...}`, where the fact has the
shape that it has in the JSON export. `lines.schema.json` beside this file is the shape of a line.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType
from typing import Any

from counterclaim.export.counting import counted
from counterclaim.export.encoding import encoded_json
from counterclaim.export.ledger_json import ledger, schema
from counterclaim.ledger import Snapshot

LINES = "urn:counterclaim:lines:1"
"""The name of the shape of a line."""

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "reports": "report",
        "statements": "statement",
        "attitudes": "attitude",
        "actors": "actor",
        "mentions": "mention",
        "claims": "claim",
        "relations": "relation",
        "families": "family",
        "decisions": "decision",
        "problems": "problem",
    }
)
"""The lists of the JSON export, each with the kind of its items."""

Json = dict[str, Any]


def json_lines(snapshot: Snapshot) -> bytes:
    """Return the ledger, one fact a line, what a fact refers to before it where that can be."""
    whole = ledger(snapshot)
    head = {
        "schema": LINES,
        "tool": whole["tool"],
        "ledger_hash": whole["ledger_hash"],
        "counts": {kind: len(whole[name]) for name, kind in KINDS.items()},
    }
    facts = [{"kind": kind, "fact": fact} for name, kind in KINDS.items() for fact in whole[name]]
    return encoded_json(
        "".join(f"{json.dumps(one, ensure_ascii=False, allow_nan=False)}\n" for one in (head, *facts))
    )


def facts(content: bytes) -> str:
    """Count the facts: all lines but the first."""
    return counted(content.count(b"\n") - 1, "fact")


def lines_schema() -> Json:
    """Return the JSON Schema (draft 2020-12) of a line, with that of the ledger in it."""
    text = resources.files("counterclaim.export").joinpath("lines.schema.json").read_text(encoding="utf-8")
    described: Json = json.loads(text)
    return described | {"$defs": described["$defs"] | {"ledger": schema()}}
