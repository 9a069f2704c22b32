"""Short made-up reports on three stories, with near-copies and denials: what the sequences of steps add."""

from __future__ import annotations

from functools import cache

from counterclaim.model import When
from counterclaim.read import Reading
from road import a_reading

FERRY = """Ferry hits the quay

Harbour master Ilka Brandt said on Monday that 12 passengers were hurt when the ferry Marlin hit the quay.
The shipping company denied that the brakes of the ferry had failed. "We stopped too late," Captain Olaf
Reyes told Radio Kesselau. The ministry declined to comment.
"""

FERRY_CORRECTED = """Ferry accident

Captain Olaf Reyes admitted that the brakes of the ferry had failed.
Ilka Brandt said that 19 passengers were hurt when the ferry Marlin hit the quay.
The figures could not be independently verified.
"""

FERRY_UNION = """Crew blames the company

The seamen's union said that the brakes of the ferry had failed. Its leader, Petra Quillon, accused the
shipping company of ignoring two warnings. The shipping company denied that it had ignored any warning.
"""

FERRY_POLICE = """Nobody hurt, say police

Police denied that 12 passengers were hurt when the ferry Marlin hit the quay.
According to the harbour office, the quay was closed on Tuesday.
"""

FERRY_DIRECTOR = """Director speaks

The director of the shipping company, Jonas Tamm, conceded that two warnings had been ignored.
He denied that the brakes of the ferry had failed. Harbour master Brandt said that the quay was open.
"""

MILL = """Mill workers walk out

Union leader Rosa Halloway said on Friday that 300 workers had stopped work at the mill in Altbruck.
The owner of the mill said that at most 80 workers had stopped work. Halloway denied that the union had
refused to talk.
"""

MILL_OWNER = """Owner: the mill runs

The owner of the mill, Viktor Sorrel, said that the union had refused to talk.
"The mill is running," Sorrel told the Valley Tribune. Police confirmed that 300 workers had stopped work.
"""

MILL_ENDS = """Strike at the mill ends

Viktor Sorrel confirmed that 300 workers had stopped work at the mill in Altbruck.
Rosa Halloway said that the strike had ended. The owner of the mill denied that he had paid anybody.
"""

MILL_DOUBT = """Who paid?

The Valley Tribune reported that the owner of the mill had paid ten workers.
Rosa Halloway said that Sorrel had paid ten workers. The owner did not respond.
"""

WATER = """Well closed in Steinach

The water board said that the well in Steinach was poisoned. Mayor Lena Ashdale denied that the well was
poisoned. "Nobody fell ill," Ashdale told reporters. Doctor Ruben Ovelle said that 7 children had fallen ill.
"""

WATER_BOARD = """Water board takes it back

The water board denied that the well in Steinach was poisoned.
Doctor Ruben Ovelle said that 9 children had fallen ill. The mayor confirmed that the well was closed.
"""

WATER_MAYOR = """Mayor under fire

Lena Ashdale admitted that the well in Steinach was poisoned. The opposition said that Mayor Ashdale had
known of it since March. A spokesman for the mayor denied that she had known of it.
"""

COPY_OF_FERRY = FERRY.replace("Ferry hits the quay", "Ferry accident at the harbour, twelve hurt")
COPY_OF_WATER = WATER.replace("Well closed in Steinach", "In brief") + "With reporting by Northwire\n"
COPY_OF_MILL = MILL.replace("on Friday ", "").replace("in Altbruck", "in the town of Altbruck")
EMPTY = "Nothing to report\n\nIt rained.\n"

_TOLD = (
    (FERRY, "Harbour Post", 6),
    (FERRY, "Radio North", 6),
    (COPY_OF_FERRY, "Daily Ledger", 7),
    (FERRY_CORRECTED, "Harbour Post", 8),
    (FERRY_UNION, "Morning Courier", 8),
    (FERRY_POLICE, "Radio North", 7),
    (FERRY_DIRECTOR, "Daily Ledger", 9),
    (MILL, "Valley Tribune", 11),
    (COPY_OF_MILL, "Morning Courier", 11),
    (MILL_OWNER, "Valley Tribune", 12),
    (MILL_ENDS, "Radio North", 14),
    (MILL_DOUBT, "Daily Ledger", 13),
    (WATER, "The Observer", 6),
    (COPY_OF_WATER, "Valley Tribune", 7),
    (WATER_BOARD, "The Observer", 9),
    (WATER_MAYOR, "Radio North", 10),
    (EMPTY, "The Observer", 6),
)


@cache
def pool() -> tuple[Reading, ...]:
    """Return the reports that may be added; the same words for two outlets are two reports."""
    return tuple(a_reading(text, outlet, When.day(2024, 5, day)) for text, outlet, day in _TOLD)
