"""From a snapshot to what a reader looks at: pure view models, no markup.

`board` gives the table of claims and parties, `account` all about one claim, `sheets` the texts of the
reports with their statements marked, `timeline` the order of sayings, `disputed_figures` the numbers in
conflict, `differences` what changed between two snapshots, `summary` the counts. Their modules hold
`lifelines` (when), `places` (where), `sources` (who feeds whom) and `cast` (who takes part). Every view
holds the words it shows and where they stand, so that a page or an export needs nothing else.
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
    account_of,
    accounts,
    claim_called,
    fitting_ids,
    unclaimed,
)
from counterclaim.board.changes import differences
from counterclaim.board.clocks import clock_text, closed
from counterclaim.board.figures import Dispute, Figure, disputed_figures, disputes_among
from counterclaim.board.filters import Filter
from counterclaim.board.finding import Found, FoundClaim, Passage, Piece, found, found_by_filter, pieces
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
    with_side,
)
from counterclaim.board.news import Difference, News
from counterclaim.board.rows import PAGE_SIZE, Board, Cell, Page, Place, Row, board, board_of, place_of
from counterclaim.board.rulings import RULING_WORDS, Ruling, State, rulings
from counterclaim.board.sheets import (
    Bearer,
    Copies,
    Elsewhere,
    Mark,
    Note,
    Paragraph,
    ReportLine,
    Sheet,
    cut_numbers,
    found_again,
    numbers_of,
    recorded,
    report_lines,
    sheet_of,
    sheets,
)
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
    "Bearer",
    "Board",
    "Cell",
    "Copies",
    "Difference",
    "Dispute",
    "Elsewhere",
    "Figure",
    "Filter",
    "Found",
    "FoundClaim",
    "Hand",
    "Mark",
    "Moment",
    "Neighbour",
    "News",
    "Note",
    "OriginView",
    "Page",
    "Paragraph",
    "Passage",
    "Piece",
    "Place",
    "Quote",
    "ReportLine",
    "Row",
    "Ruling",
    "Sheet",
    "State",
    "Summary",
    "Testimony",
    "account",
    "account_of",
    "accounts",
    "board",
    "board_of",
    "bracketed",
    "claim_called",
    "clock_text",
    "closed",
    "cut_numbers",
    "differences",
    "disputed_figures",
    "disputes_among",
    "faults",
    "fitting_ids",
    "found",
    "found_again",
    "found_by_filter",
    "numbers_of",
    "pieces",
    "place_of",
    "recorded",
    "report_lines",
    "rulings",
    "sheet_of",
    "sheets",
    "summary",
    "timeline",
    "unclaimed",
    "with_side",
]
