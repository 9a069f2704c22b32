"""What the answers of the API are made of; the names and their meaning stay within `/api/v1`."""

from __future__ import annotations

from counterclaim.web.api.shapes.board import Board, Cell, Row
from counterclaim.web.api.shapes.case import Health, Hit, Hits, InputProblem, ProblemDocument, Session, Wrong
from counterclaim.web.api.shapes.claims import Account, LeftOut, Neighbour, Origin, OriginOfClaim, Relation
from counterclaim.web.api.shapes.common import Head, Listing, Quote, Shape
from counterclaim.web.api.shapes.decisions import Decided, Decision, Difference, Wish
from counterclaim.web.api.shapes.reports import Actor, ActorRead, Report, ReportRead, Segment
from counterclaim.web.api.shapes.statements import Hand, Stand, Statement, Testimony, Told

__all__ = [
    "Account",
    "Actor",
    "ActorRead",
    "Board",
    "Cell",
    "Decided",
    "Decision",
    "Difference",
    "Hand",
    "Head",
    "Health",
    "Hit",
    "Hits",
    "InputProblem",
    "LeftOut",
    "Listing",
    "Neighbour",
    "Origin",
    "OriginOfClaim",
    "ProblemDocument",
    "Quote",
    "Relation",
    "Report",
    "ReportRead",
    "Row",
    "Segment",
    "Session",
    "Shape",
    "Stand",
    "Statement",
    "Testimony",
    "Told",
    "Wish",
    "Wrong",
]
