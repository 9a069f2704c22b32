"""Two small stories with everything that a ledger can hold: a dam breach and a strike."""

from __future__ import annotations

from datetime import datetime

from counterclaim.ledger import Snapshot
from counterclaim.model import (
    Act,
    ActorKind,
    ActorRef,
    Bound,
    Decision,
    DecisionKind,
    Family,
    Form,
    Place,
    Quantity,
    Relation,
    RelationKind,
    Report,
    Stance,
    Status,
    When,
)
from counterclaim.problems import Problem, ProblemKind
from factories import (
    a_claim,
    a_referent,
    a_report,
    a_snapshot,
    a_standing,
    a_statement,
    an_actor,
    some_mentions,
    span_of,
)

VALLEY = """Dam gives way above Lower Brask

The dam operator said that 40 houses were flooded, though its director, Ines Falk, admitted that the
spillway had not been inspected since 2019.

"The water came without any warning," village council head Tomas Reed told Radio Brask, and 65 houses
were under water. The ministry denied that an alarm had failed.

The figures could not be checked independently.
"""

COAST = """Operator blamed for flood

Ines Falk admitted that the spillway had not been inspected since 2019, the agency reported.
The insurer declined to comment.
"""

DOCKS = """Dockers walk out

Union leader Ana Ruiz said on Friday evening that 900 dockers had stopped work. The port company
said that at most 300 people were missing and that ships were being unloaded.
"""


def dam_breach() -> Snapshot:
    """Return a story with a concession, a denial, figures in conflict, a copy, a relay and silence."""
    valley = a_report(VALLEY, outlet="Valley Times", title="Dam gives way", path="valley.txt")
    coast = a_report(
        COAST,
        outlet="Coast <Courier>",
        title="Blame",
        published=When.day(2024, 3, 3),
        address="https://coast.example/flood?a=1&b=2",
        path="coast.html",
    )
    operator = a_referent(valley, "The dam operator", party="operator", kind=ActorKind.ORGANISATION)
    falk = a_referent(valley, "Ines Falk", party="operator")
    falk_again = a_referent(coast, "Ines Falk", party="operator")
    agency = a_referent(coast, "the agency", kind=ActorKind.OUTLET)
    reed = a_referent(valley, "Tomas Reed", party="village")
    ministry = a_referent(valley, "The ministry", party="government", kind=ActorKind.GOVERNMENT)
    insurer = a_referent(coast, "The insurer", kind=ActorKind.ORGANISATION)
    said_40 = a_statement(valley, "40 houses were flooded", speaker=operator, cue="said")
    spillway = "spillway had not been inspected since 2019"
    conceded = a_statement(valley, spillway, speaker=falk, cue="admitted")
    again = a_statement(coast, spillway, speaker=falk_again, relay=agency, cue="admitted")
    warning = a_statement(
        valley,
        ("The water came without any warning", "65 houses\nwere under water"),
        speaker=reed,
        cue="told",
        form=Form.MIXED,
        channel="radio",
    )
    houses = a_statement(valley, "65 houses\nwere under water", speaker=reed, cue="told", level=1)
    denial = a_statement(
        valley, "an alarm had failed", speaker=ministry, cue="denied", act=Act.DENY, denied=True
    )
    unchecked = a_statement(
        valley, "The figures could not be checked independently", act=Act.DOUBT, form=Form.NARRATOR
    )
    silence = a_statement(coast, "declined to comment", speaker=insurer, act=Act.DECLINE_COMMENT)
    forty = a_claim("40 houses were flooded", (said_40, Stance.ASSERTS), frame="flood", places=("town-1",))
    sixty_five = a_claim("65 houses were under water", (houses, Stance.ASSERTS), frame="flood")
    neglect = a_claim(
        "the spillway had not been inspected since 2019",
        (conceded, Stance.CONCEDES),
        (again, Stance.CONCEDES),
        (silence, Stance.SILENT),
        about=When(datetime(2019, 1, 1), None, "2019"),
    )
    alarm = a_claim("no warning was given", (warning, Stance.ASSERTS), (denial, Stance.DENIES), frame="warn")
    return a_snapshot(
        valley,
        coast,
        *(operator, reed, ministry, insurer, falk, falk_again, agency),
        an_actor(falk, falk_again),
        *(said_40, conceded, again, warning, houses, denial, unchecked, silence),
        *(forty, sixty_five, neglect, alarm),
        a_standing(
            forty, Status.CONTESTED, parties=[("operator", Stance.ASSERTS), ("village", Stance.DENIES)]
        ),
        a_standing(sixty_five, Status.CONTESTED),
        a_standing(neglect, Status.CONCEDED, origins=[[conceded, again]], credibility=2),
        a_standing(alarm, Status.DENIED, origins=[[warning], [denial]]),
        Relation(RelationKind.CONFLICTS, forty.id, sixty_five.id, 0.9, "40 is not 65 houses"),
        Family("m-1", (valley.id, coast.id), "they share a passage"),
        some_mentions(
            valley,
            ("Lower Brask", Place("town-1", "Lower Brask", 48.5, 9.25, 2.0)),
            ("40 houses", Quantity(40, 40, 40, Bound.EXACT, "house")),
            ("65 houses", Quantity(65, 65, 65, Bound.EXACT, "house")),
            ("2019", When(datetime(2019, 1, 1), datetime(2020, 1, 1), "2019")),
            ("Ines Falk", ActorRef(falk.id)),
        ),
        Decision("e-1", DecisionKind.CONFIRM, (neglect.id,), "desk", "read the inspection log"),
        Problem(
            ProblemKind.DUPLICATE, "copy.txt", "the same text as valley.txt", "nothing to do", fatal=True
        ),
    )


def strike() -> Snapshot:
    """Return a story with two figures of one unit, one open, and an evening as the time of speech."""
    docks = a_report(DOCKS, outlet="Harbour Post", title="Dockers walk out", path="docks.txt")
    ruiz = a_referent(docks, "Ana Ruiz", party="union")
    company = a_referent(docks, "The port company", party="employer", kind=ActorKind.ORGANISATION)
    evening = When(datetime(2024, 3, 1, 18), datetime(2024, 3, 2), "2024-03-01TEV")
    stopped = a_statement(docks, "900 dockers had stopped work", speaker=ruiz, cue="said", said=evening)
    missing = a_statement(docks, "at most 300 people were missing", speaker=company, cue="said")
    unloading = a_statement(docks, "ships were being unloaded", speaker=company, cue="said")
    walkout = a_claim("900 dockers had stopped work", (stopped, Stance.ASSERTS), frame="strike")
    absence = a_claim("at most 300 people were missing", (missing, Stance.ASSERTS), frame="strike")
    work = a_claim("ships were being unloaded", (unloading, Stance.ASSERTS), frame="unload")
    return a_snapshot(
        docks,
        *(ruiz, company, stopped, missing, unloading, walkout, absence, work),
        a_standing(walkout, Status.CONTESTED),
        a_standing(absence, Status.CONTESTED),
        a_standing(work, Status.ONE_SIDE),
        Relation(RelationKind.CONFLICTS, walkout.id, absence.id, 0.8, "900 is more than at most 300"),
        some_mentions(
            docks,
            ("900 dockers", Quantity(900, 900, 900, Bound.EXACT, "person", "dockers")),
            ("at most 300 people", Quantity(None, 300, 300, Bound.AT_MOST, "person")),
            ("Friday evening", evening),
        ),
    )


HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'`{{7*7}}=cmd|' /C calc'!A0"


def hostile() -> Snapshot:
    """Return a story that carries an attack in every field that a text or a user can fill."""
    report = Report(
        id="d-hostile",
        path=HOSTILE,
        sha256="0" * 64,
        text=f"{HOSTILE} said {HOSTILE}\r\nover\rand \x00 \ud800 out",
        extractor=HOSTILE,
        title=HOSTILE,
        outlet=HOSTILE,
        language=HOSTILE,
        address="javascript:alert(1)//" + HOSTILE,
        credits=(HOSTILE,),
    )
    speaker = a_referent(report, HOSTILE, party=HOSTILE)
    told = a_statement(report, HOSTILE, speaker=speaker, cue="said", channel=HOSTILE)
    end = a_statement(report, "over\rand \x00 \ud800 out", source="said")
    claim = a_claim(HOSTILE, (told, Stance.ASSERTS), places=(HOSTILE,))
    other = a_claim(f"{HOSTILE}!", (end, Stance.DENIES))
    assert span_of(report, HOSTILE) == told.content[0]
    return a_snapshot(
        *(report, speaker, told, end, claim, other),
        a_standing(claim, Status.CONTESTED, parties=[(HOSTILE, Stance.ASSERTS)]),
        Relation(RelationKind.DENIES, claim.id, other.id, 0.5, HOSTILE),
        Decision("e-1", DecisionKind.NOTE, (claim.id,), HOSTILE, HOSTILE),
        Problem(ProblemKind.BROKEN_RECORD, HOSTILE, HOSTILE, HOSTILE),
    )
