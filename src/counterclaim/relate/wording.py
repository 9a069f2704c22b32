"""Claims in words, with the notes of outlets that bear on them: what is written down of each in the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from counterclaim.model import Bearing, Claim, Constraints, Statement
from counterclaim.relate.case import STATEMENTS, Case
from counterclaim.relate.claims import Made
from counterclaim.relate.editing import Context
from counterclaim.relate.gists import clearest
from counterclaim.relate.notes import noted
from counterclaim.relate.ruled import with_ruled_notes


def worded(made: Iterable[Made], case: Case, ruled: Constraints) -> tuple[Claim, ...]:
    """Return the claims in their clearest words, with the notes on silence and on what was not verified."""

    @cache
    def told_in(report: str) -> tuple[Statement, ...]:
        said = (case.snapshot.statements.get(one) for one in case.index.members(STATEMENTS, report))
        return tuple(one for one in said if one is not None and one.is_told)

    @cache
    def context_of(report: str) -> Context:
        mentions = case.snapshot.mentions.get(report)
        items = mentions.items if mentions else ()
        return Context(case.snapshot.reports[report], told_in(report), items, case.actor_of)

    @cache
    def notes_of(report: str) -> tuple[tuple[str, Bearing], ...]:
        return noted(told_in(report), case.snapshot, case.actor_of)

    def with_notes(claim: Claim) -> Claim:
        told = {bearing.statement for bearing in claim.bearings}
        reports = sorted({case.snapshot.statements[one].report for one in told})
        notes = {note: None for one in reports for said, note in notes_of(one) if said in told}
        ordered = sorted(notes, key=lambda note: note.statement)
        return with_ruled_notes(claim, ordered, ruled)

    return tuple(replace(with_notes(one.claim), gist=clearest(one.items, context_of)) for one in made)
