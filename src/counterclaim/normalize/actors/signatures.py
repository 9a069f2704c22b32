"""What an actor may be known by without its name: whose it is, its sort, and the words that set it apart."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.model import ActorKind
from counterclaim.normalize.actors.lexicon import ActorWords
from counterclaim.normalize.actors.sighting import Sighting
from counterclaim.normalize.names import name_key

_BODIES = frozenset({ActorKind.GOVERNMENT, ActorKind.ORGANISATION, ActorKind.UNIT, ActorKind.OUTLET})


def is_body(one: Sighting) -> bool:
    """Say whether it is an organisation, a government or a unit rather than people."""
    return bool(one.body) or one.kind in _BODIES


def is_generic(name: str, words: ActorWords) -> bool:
    """Say whether a name is made only of words that say what sort of body it is, and its business."""
    plain = frozenset().union(*words.plain.values())
    return all(
        word in words.organisations or word in words.portfolios or word in plain
        for word in name.lower().split()
    )


def body_signatures(one: Sighting, words: ActorWords) -> Iterator[str]:
    """Yield what a body is known by: "government:France", "unit:3rd brigade@...", "ministry:health@..."."""
    if one.kind is ActorKind.GOVERNMENT and one.country and not one.rest:
        yield f"government:{one.country}"
    elif one.body == "unit" and (
        numbers := [words.ordinals.get(word, word) for word in one.rest if _is_number(word, words)]
    ):
        yield f"unit:{numbers[0]} {one.text.split()[-1].lower()}@{one.country}"
    elif one.body and not one.crowd and (one.country or one.rest):
        plain = words.plain.get(one.body, frozenset())
        apart = ",".join(name_key(word) for word in one.rest if word not in plain)
        yield f"{one.body}:{apart}@{one.country or one.affiliation}"


def role_signatures(one: Sighting) -> Iterator[str]:
    """Yield what the bearer of a title is known by: "role:head:@wagner"."""
    whose = (one.affiliation if one.own_side or not one.country else "") or one.country
    if one.role and whose and not one.crowd:
        yield f"role:{one.role}:{','.join(one.rest)}@{name_key(whose)}"


def _is_number(word: str, words: ActorWords) -> bool:
    return word[:1].isdigit() or word in words.ordinals
