"""Small real cases for tests of the pages: short reports of our own, read by the whole road."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from counterclaim.pipeline import add
from counterclaim.problems import Problem
from counterclaim.read import Details
from counterclaim.read.jsonl import read_jsonl
from counterclaim.store import open_store
from road import settings

NOON = datetime(2024, 3, 9, 12, tzinfo=UTC)
"""When the reports of a made case came in."""

DAM = (
    {
        "id": "dam-1",
        "outlet": "Valley Courier",
        "published": "2024-03-04",
        "title": "Water over the wall",
        "text": (
            "OLTON, March 4 - The Kestrel dam overflowed on Sunday night, mayor Ana Petrov said.\n\n"
            "“The operator opened the gates without a warning,” Petrov told reporters. “At least 40 houses "
            "were flooded in Olton.”\n\n"
            "Kestrel Power denied that it opened the gates without a warning. “We warned the town at noon,” "
            "said Kestrel Power spokesman Ivo Brandt.\n"
        ),
    },
    {
        "id": "dam-2",
        "outlet": "Harbour Post",
        "published": "2024-03-05",
        "title": "Operator admits late warning",
        "text": (
            "Kestrel Power admitted on Tuesday that the warning came late. “The sirens in Olton failed,” "
            "Brandt acknowledged.\n\n"
            "The regulator said that 25 houses were flooded in Olton. Petrov said that 40 houses were "
            "flooded in Olton.\n\n"
            "According to the regulator, the Kestrel dam overflowed on Sunday night.\n"
        ),
    },
    {
        "id": "dam-3",
        "outlet": "Evening Ledger",
        "published": "2024-03-06",
        "title": "A witness at the gates",
        "text": (
            "“Brandt told me: ‘The gates were opened at midnight,’” engineer Samira Haddad said on "
            "Wednesday.\n\n"
            "Kestrel Power denied that the gates were opened at midnight.\n\n"
            "قالت حداد: «لم يحذرنا أحد».\n\n"
            "Haddad said the company was “not telling the truth”. The regulator did not comment.\n"
        ),
    },
)
"""A dam that overflowed: denials, an admission, two figures for one thing, a quotation in a quotation."""

STRIKE = (
    {
        "id": "strike-1",
        "outlet": "City Wire",
        "published": "2024-03-05",
        "title": "Buses stand still",
        "text": (
            "The Transport Union said 3,000 drivers joined the strike in Marlow on Tuesday.\n\n"
            "Metro Lines said that only 900 drivers joined the strike in Marlow. “Most buses are running,” "
            "said Metro Lines director Helen Vos.\n\n"
            "“That is a lie. No buses are running,” union leader Omar Diallo said.\n"
        ),
    },
    {
        "id": "strike-2",
        "outlet": "Valley Courier",
        "published": "2024-03-07",
        "title": "Talks in Marlow",
        "text": (
            "Metro Lines conceded that pay had fallen behind prices. The Transport Union said Metro Lines "
            "broke the agreement.\n\n"
            "Vos rejected the claim that Metro Lines broke the agreement.\n\n"
            "The Transport Union said 3,000 drivers joined the strike in Marlow on Tuesday.\n"
        ),
    },
)
"""A strike, which has nothing to do with the dam."""


def made_case(path: Path, records: Iterable[Mapping[str, str]]) -> Path:
    """Make the case of some reports, given as a line of JSON would, and return where it is."""
    lines = b"\n".join(json.dumps(record).encode() for record in records)
    read = list(read_jsonl(lines, "reports.jsonl", Details()))
    broken = [one for one in read if isinstance(one, Problem)]
    assert not broken, f"a made report cannot be read: {broken}"
    with open_store(path, create=True) as store:
        add(store, read, settings(), lambda: NOON)
    return path
