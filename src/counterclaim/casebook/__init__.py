"""A case from Python: read it, add to it, decide, and take it away as tables.

    with Ledger.open("case.db") as ledger:
        for claim in ledger.claims(status="contested"):
            print(claim.gist)

What is given are the same frozen values that the pages show (`board`), in `Rows` that know how to become a
table. Nothing here prints, keeps anything between two ledgers, or does anything at import.
"""

from __future__ import annotations

from counterclaim.casebook.ledger import Ledger
from counterclaim.casebook.rows import Rows

__all__ = ["Ledger", "Rows"]
