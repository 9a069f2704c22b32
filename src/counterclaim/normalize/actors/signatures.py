"""What an actor may be known by without its name: whose it is, its sort, and the words that set it apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from counterclaim.model import ActorKind
from counterclaim.normalize.actors.lexicon import ActorWords
from counterclaim.normalize.actors.sighting import Sighting
from counterclaim.normalize.names import name_key

UNIT = "unit:"
DESCRIBED, SORT = "described:", "sort:"
"""What begins a signature that joins nothing by itself: others must agree."""

_BODIES = frozenset({ActorKind.GOVERNMENT, ActorKind.ORGANISATION, ActorKind.UNIT, ActorKind.OUTLET})


def is_body(one: Sighting) -> bool:
    """Say whether it is an organisation, a government or a unit rather than people."""
    return bool(one.body) or one.kind in _BODIES


def is_club(name: str, words: ActorWords) -> bool:
    """Say whether a sports club is called so: like a person it goes by the last word, "United", too."""
    return name.lower().rpartition(" ")[2] in words.clubs


def is_generic(name: str, words: ActorWords) -> bool:
    """Say whether a name is made only of words that say what sort of body it is, and its business."""
    plain = frozenset().union(*words.plain.values())
    return name.lower() in words.organisations or all(
        word in words.organisations or word in words.portfolios or word in plain
        for word in name.lower().split()
    )


def body_signatures(one: Sighting, words: ActorWords) -> Iterator[str]:
    """Yield what a body is known by: "government:France", "unit:3rd brigade@...", "ministry:health@..."."""
    if one.another:
        return
    if one.kind is ActorKind.GOVERNMENT and one.country and not one.rest:
        yield f"government:{one.country}"
    elif one.body == "unit" and (
        numbers := [words.ordinals.get(word, word) for word in one.rest if _is_number(word, words)]
    ):
        less = words.plain["unit"]
        names = {word for word in one.rest if not _is_number(word, words) and word not in less}
        told = sorted({words.unit_words.get(word, word) for word in names})
        yield f"{UNIT}{numbers[0]} {_sort_of_unit(one, words)}:{','.join(told)}@{one.country}"
    elif one.body and not one.crowd and (one.country or one.rest):
        plain = words.plain.get(one.body, frozenset())
        apart = ",".join(name_key(word) for word in one.rest if word not in plain)
        yield f"{one.body}:{apart}@{one.country or one.affiliation}"


def description_signature(one: Sighting) -> Iterator[str]:
    """Yield how a body is described: "described:union:pilot@", and of which sort it is: "sort:union"."""
    if one.sort and not one.crowd and not one.another:
        yield f"{SORT}{one.sort}"
        if one.modifiers:
            yield f"{DESCRIBED}{one.sort}:{','.join(one.modifiers)}@{one.country}"


def fuller_units(signatures: Iterable[str]) -> dict[str, str]:
    """Return for the signature of a unit that tells little ("72nd Brigade") the only fuller one."""
    numbered: dict[str, list[_Unit]] = {}
    for one in sorted({_unit(signature) for signature in signatures if signature.startswith(UNIT)}):
        numbered.setdefault(one.number, []).append(one)
    found: dict[str, str] = {}
    for units in numbered.values():
        for one in units:
            fitting = [other for other in units if _is_fuller(other, one)]
            if len({other.names for other in fitting}) == 1 and len({o.country for o in fitting} - {""}) <= 1:
                found[one.signature] = max(fitting, key=lambda other: other.country).signature
    return found


def _is_fuller(other: _Unit, one: _Unit) -> bool:
    """Say whether a unit is told more of (words count before a country) and may be the other."""
    more = (bool(other.names), bool(other.country)) > (bool(one.names), bool(one.country))
    return more and one.names in {"", other.names} and (not one.country or other.country in {"", one.country})


class _Unit(NamedTuple):
    number: str
    names: str
    country: str
    signature: str


def _unit(signature: str) -> _Unit:
    """Take "unit:72nd brigade:rifle@France" apart."""
    number, _, rest = signature.removeprefix(UNIT).partition(":")
    names, _, country = rest.partition("@")
    return _Unit(number, names, country, signature)


def _sort_of_unit(one: Sighting, words: ActorWords) -> str:
    """Return its own word: "battalion" in "1st Battalion of the Guards"."""
    found = (
        word
        for word in one.text.lower().split()
        if "unit" in {words.organisations.get(word), words.numbered.get(word)}
    )
    return next(found, one.text.split()[-1].lower())


def role_signatures(one: Sighting, words: ActorWords, *, named: bool) -> Iterator[str]:
    """Yield what the bearer of a title is known by: "role:head/chair:@acme", "role:head:@acme".

    A title that may be any of its class is known by the class; so is whoever has a name besides.
    """
    whose = (one.affiliation if one.own_side or not one.country else "") or one.country
    if not one.role or not whose or one.crowd or one.another:
        return
    apart = (
        f"{','.join((*one.lesser, *(word for word in one.rest if word not in one.lesser)))}@{name_key(whose)}"
    )
    if one.title in words.generic or named:
        yield f"role:{one.role}:{apart}"
    if one.title not in words.generic:
        yield f"role:{one.role}/{one.title}:{apart}"


def _is_number(word: str, words: ActorWords) -> bool:
    return word[:1].isdigit() or word in words.ordinals
