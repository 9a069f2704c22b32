"""A table for each kind of fact, with keys to join them by: for databases.

The table of `csv` has a row for each statement and claim; what has neither, such as a report in which
nobody speaks, a mention, or a problem, stands only here. Columns are named as in the JSON export, by
its schema; a cell that holds a list or has parts is JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from counterclaim.export.encoding import csv_text, encoded, writable, zipped
from counterclaim.export.ledger_json import Json, ledger, schema
from counterclaim.ledger import Snapshot

_APART: Mapping[str, frozenset[str]] = MappingProxyType(
    {"statement": frozenset({"claims", "links"}), "claim": frozenset({"standing", "statements"})}
)
"""What has a table of its own."""

_STANDING = ("status", "credibility", "status_because")
_BEARINGS = ("statement", "claim", "stance", "because")
_HANDS = ("statement", "number", "role", "actor", "start", "end", "quote", "because")
_PARTIES = ("claim", "party", "stance")
_ORIGINS = ("claim", "supports", "id", "speaker", "statements", "because", "relays", "left_out")


def tables(snapshot: Snapshot) -> bytes:
    """Return the tables in one ZIP archive."""
    return zipped(table_files(snapshot))


def table_files(snapshot: Snapshot) -> Mapping[str, bytes]:
    """Return each table under its file name; one without rows has its header."""
    whole = ledger(snapshot)
    told, claims = [*whole["statements"], *whole["attitudes"]], whole["claims"]
    simple = {
        name: (_columns(name.removesuffix("s")), whole[name])
        for name in ("reports", "statements", "actors", "mentions", "relations", "decisions", "problems")
    }
    made: dict[str, tuple[Sequence[str], Iterable[Json]]] = {
        **simple,
        "attitudes": (_columns("statement"), whole["attitudes"]),
        "families": (_columns("family"), whole["families"]),
        "claims": ((*_columns("claim"), *_STANDING), map(_claim, claims)),
        "bearings": (_BEARINGS, (one | {"statement": each["id"]} for each in told for one in each["claims"])),
        "hands": (_HANDS, (one for each in told for one in _hands(each))),
        "parties": (_PARTIES, (one | {"claim": c["id"]} for c in claims for one in c["standing"]["parties"])),
        "origins": (_ORIGINS, (one for each in claims for one in _origins(each))),
    }
    return {f"{name}.csv": _table(*made[name]) for name in sorted(made)}


def _columns(kind: str) -> tuple[str, ...]:
    """Return the columns of a kind of fact: its properties, in the order of the schema."""
    apart = _APART.get(kind, frozenset())
    return tuple(name for name in schema()["$defs"][kind]["properties"] if name not in apart)


def _claim(claim: Json) -> Json:
    standing = claim["standing"]
    return claim | {
        "status": standing["status"],
        "credibility": standing["credibility"],
        "status_because": standing["because"],
    }


def _hands(told: Json) -> Iterator[Json]:
    for number, link in enumerate(told["links"], 1):
        yield link | {"statement": told["id"], "number": number}


def _origins(claim: Json) -> Iterator[Json]:
    for name, supports in (("origins", True), ("counter_origins", False)):
        for origin in claim["standing"][name]:
            yield origin | {"claim": claim["id"], "supports": supports}


def _table(columns: Sequence[str], rows: Iterable[Json]) -> bytes:
    return encoded(csv_text(columns, ([_cell(row[column]) for column in columns] for row in rows)))


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str() | int() | float():
            return str(value)
        case _:
            return json.dumps(writable(value), ensure_ascii=False)
