"""From a snapshot to what a reader looks at: pure view models, no markup.

`board` gives the table of claims and parties, `account` all about one claim, `evidence` a report's
text with its statements marked, `timeline` the order of sayings, `disputed_figures` the numbers in
conflict, `summary` the counts. Every view holds the words it shows and where they stand, so that
a page or an export needs nothing else.
"""

from __future__ import annotations

from counterclaim.board.accounts import (
    Account,
    Hand,
    Neighbour,
    OriginView,
    Quote,
    Testimony,
    account,
    accounts,
    unclaimed,
)
from counterclaim.board.clocks import clock_text, closed
from counterclaim.board.evidence import Segment, evidence
from counterclaim.board.figures import Dispute, Figure, disputed_figures
from counterclaim.board.integrity import faults
from counterclaim.board.labels import (
    CREDIBILITY_WORDS,
    GLYPHS,
    NO_PARTY,
    OUTLET_ITSELF,
    RELATION_WORDS,
    SCOPE_WORDS,
    STATUS_MEANING,
    STATUS_WORDS,
    STRENGTH,
    bracketed,
)
from counterclaim.board.rows import Board, Cell, Filter, Row, board
from counterclaim.board.summary import Summary, summary
from counterclaim.board.timeline import Moment, timeline

__all__ = [
    "CREDIBILITY_WORDS",
    "GLYPHS",
    "NO_PARTY",
    "OUTLET_ITSELF",
    "RELATION_WORDS",
    "SCOPE_WORDS",
    "STATUS_MEANING",
    "STATUS_WORDS",
    "STRENGTH",
    "Account",
    "Board",
    "Cell",
    "Dispute",
    "Figure",
    "Filter",
    "Hand",
    "Moment",
    "Neighbour",
    "OriginView",
    "Quote",
    "Row",
    "Segment",
    "Summary",
    "Testimony",
    "account",
    "accounts",
    "board",
    "bracketed",
    "clock_text",
    "closed",
    "disputed_figures",
    "evidence",
    "faults",
    "summary",
    "timeline",
    "unclaimed",
]
