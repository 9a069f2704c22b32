"""What a statement does to the claim it makes: asserts, confirms, concedes it, or leaves it open."""

from __future__ import annotations

import re
from functools import cache

from counterclaim.lang import table
from counterclaim.model import Act, Actor, Bearing, Form, Modality, Stance
from counterclaim.relate.frames import FrameLexicon
from counterclaim.relate.items import Hostilities, Item, camp

_AHEAD = frozenset({Act.VOW, Act.PREDICT, Act.WARN, Act.ASK})


def stance(item: Item, hostile: Hostilities, lexicon: FrameLexicon) -> Bearing:
    """Return what a statement does to the claim it makes: assert, confirm, concede, or leave it open."""
    if item.statement.act is Act.DECLINE_COMMENT:
        return Bearing(item.statement.id, Stance.SILENT, "not to deny it is not to affirm it")
    conceding = _granted(item, lexicon) or _own_fault(item) or concession(item, hostile)
    if conceding:
        return Bearing(item.statement.id, Stance.CONCEDES, conceding)
    if item.statement.act is Act.CONFIRM:
        return Bearing(item.statement.id, Stance.CONFIRMS, "confirmed in so many words")
    return Bearing(item.statement.id, Stance.ASSERTS, item.statement.because)


def _granted(item: Item, lexicon: FrameLexicon) -> str | None:
    """Who "admits" it grants it in so many words; who "admitted no fault" grants nothing."""
    if not item.proposition.positive and not item.proposition.clause:
        return None
    cue = item.report.quote(item.statement.cue) if item.statement.cue else ""
    word = next((word for word in cue.lower().split() if word in lexicon.conceding), None)
    return f"“{word}” grants it" if word and not item.statement.denied else None


def _own_fault(item: Item) -> str | None:
    """Who finds fault with himself or his own side grants it: "we should have acted"."""
    if not item.affirms or item.statement.act in _AHEAD or item.statement.form is Form.NARRATOR:
        return None
    text = " ".join(item.report.quote(span) for span in item.spans).replace("’", "'")
    found = next((match for pattern in _own_faults() if (match := pattern.search(text)) is not None), None)
    return f"“{found[0]}” finds fault with the speaker's own side" if found else None


@cache
def _own_faults(language: str = "en") -> tuple[re.Pattern[str], ...]:
    """Return the patterns of finding fault with oneself."""
    return tuple(
        re.compile(one, re.IGNORECASE) for one in table(language, "happenings")["own_fault"]["patterns"]
    )


def concession(item: Item, hostile: Hostilities) -> str | None:
    """Say why the content is against the interest of the speaker's own side, if it is.

    It is when the speaker's side loses by it, or a side hostile to the speaker's gains by it. To
    accuse others of what they did to one's own side is no concession, nor is to tell of what is only
    to come, nor of one's own dead where nobody is hostile.
    """
    speaker = item.speaker
    own = camp(speaker) if speaker else ""
    if speaker is None or not own or item.statement.act in _AHEAD:
        return None
    if item.statement.act is Act.ACCUSE and own not in item.acting:
        return None
    if item.proposition.modality in {Modality.FUTURE, Modality.WANTED} or _mourns(item, own, hostile):
        return None
    losing, gaining = (item.losing, item.gaining) if item.affirms else (item.gaining, item.losing)
    if own in losing and own not in gaining:
        return f"{own} loses by it, and {_spokesman(speaker)}"
    against = sorted(gaining & hostile.to(own))
    if against and own not in gaining:
        return f"{against[0]} gains by it, against whom {own} stands, and {_spokesman(speaker)}"
    return None


def _mourns(item: Item, own: str, hostile: Hostilities) -> bool:
    people = any(quantity.unit == "person" for quantity in item.proposition.quantities)
    return people and not hostile.to(own)


def _spokesman(speaker: Actor) -> str:
    side = speaker.party or speaker.country or speaker.name
    return "says so itself" if side == speaker.name else f"{speaker.name} speaks for {side}"
