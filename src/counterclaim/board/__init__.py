"""From a snapshot to what a reader looks at: pure view models, no markup.

`board` gives the table of claims and parties, `account` all about one claim, `evidence` a report's
text with its statements marked, `timeline` the order of sayings, `disputed_figures` the numbers in
conflict, `differences` what changed between two snapshots, `summary` the counts. Every view holds
the words it shows and where they stand, so that a page or an export needs nothing else.
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
from counterclaim.board.changes import differences
from counterclaim.board.clocks import clock_text, closed
from counterclaim.board.evidence import Segment, evidence
from counterclaim.board.figures import Dispute, Figure, disputed_figures
from counterclaim.board.filters import Filter
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
from counterclaim.board.news import Difference, News
from counterclaim.board.rows import PAGE_SIZE, Board, Cell, Page, Row, board
from counterclaim.board.rulings import RULING_WORDS, Ruling, State, rulings
from counterclaim.board.summary import Summary, summary
from counterclaim.board.timeline import Moment, timeline

__all__ = [
    "CREDIBILITY_WORDS",
    "GLYPHS",
    "NO_PARTY",
    "OUTLET_ITSELF",
    "PAGE_SIZE",
    "RELATION_WORDS",
    "RULING_WORDS",
    "SCOPE_WORDS",
    "STATUS_MEANING",
    "STATUS_WORDS",
    "STRENGTH",
    "Account",
    "Board",
    "Cell",
    "Difference",
    "Dispute",
    "Figure",
    "Filter",
    "Hand",
    "Moment",
    "Neighbour",
    "News",
    "OriginView",
    "Page",
    "Quote",
    "Row",
    "Ruling",
    "Segment",
    "State",
    "Summary",
    "Testimony",
    "account",
    "accounts",
    "board",
    "bracketed",
    "clock_text",
    "closed",
    "differences",
    "disputed_figures",
    "evidence",
    "faults",
    "rulings",
    "summary",
    "timeline",
    "unclaimed",
]
