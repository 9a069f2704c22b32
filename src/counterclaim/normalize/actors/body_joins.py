"""The rules by which a body is named again by what it is: "the company" for the only company told of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from counterclaim.normalize.actors.groups import Groups
from counterclaim.normalize.actors.sighting import Sighting
from counterclaim.parse.document import Document


def join_bodies_by_sort(groups: Groups, document: Document) -> None:
    """Apply every rule, the surest first."""
    join_same_description(groups)
    join_fuller_description(groups)
    join_description_with_name(groups)
    join_same_sort(groups, document)


def join_same_description(groups: Groups) -> None:
    """Bodies of one sort that are described in the same words are one: "the pilots' union", twice."""
    first_with: dict[tuple[str, ...], Sighting] = {}
    for one in _described(groups):
        known = first_with.setdefault((one.sort, one.country, *one.modifiers), one)
        if known is not one and not (one.name and known.name):
            groups.join(known, one, f"“{one.text}” is described as “{known.text}” is")


def join_fuller_description(groups: Groups) -> None:
    """A description joins the only body of its sort that has all its words: "the hospital of Ulvik"."""
    described = list(_described(groups))
    for one in described:
        fuller = {
            groups.group_of(other): other
            for other in described
            if other.sort == one.sort
            and set(one.modifiers) < set(other.modifiers)
            and (not one.country or not other.country or one.country == other.country)
        }
        if len(fuller) == 1 and not groups.is_named(one):
            other = next(iter(fuller.values()))
            groups.join(other, one, f"“{one.text}” fits only “{other.text}” here")


def join_description_with_name(groups: Groups) -> None:
    """A description joins the only body of its sort whose name begins with its word: "the Aral operator"."""
    for one in _described(groups):
        bearers = {
            groups.group_of(other): other
            for other in groups.named
            if other.name
            and other.sort == one.sort
            and other.name.lower().split()[0] in one.modifiers
            and _trades_agree(one, [other])
        }
        if len(bearers) == 1 and not groups.is_named(one):
            other = next(iter(bearers.values()))
            groups.join(
                other, one, f"“{one.text}” has a word of the name “{other.name}”, and nobody else has"
            )


def _described(groups: Groups) -> Iterator[Sighting]:
    return (one for one in groups.named if one.sort and one.modifiers and not one.crowd and not one.another)


def join_same_sort(groups: Groups, document: Document) -> None:
    """Take "the firm" for the only body of that sort told of before it, or else for the only one at all.

    Where none is told apart, all that are called by one bare word are one.
    """
    bodies = _told(groups, document)
    told = {some[0].sort for some in bodies.values()}
    first: dict[str, Sighting] = {}
    for one in groups.named:
        if is_bare_body(one, document) and one.sort not in told:
            known = first.setdefault(document.tokens[one.head].lower, one)
            groups.join(known, one, f"no body of that sort is told apart here from “the {known.text}”")
        if not is_bare_body(one, document) or groups.group_of(one) in bodies:
            continue
        fitting = {
            group: some[0]
            for group, some in bodies.items()
            if some[0].sort == one.sort and _trades_agree(one, some)
        }
        sure = {
            group: first
            for group, first in fitting.items()
            if first.end <= one.start and (not one.trade or _has_trade(bodies[group]))
        }
        chosen = sure or fitting
        if len(chosen) == 1:
            only = next(iter(chosen.values()))
            groups.join(only, one, f"“the {one.text}” fits only “{only.text}” here")


def is_bare_body(one: Sighting, document: Document) -> bool:
    """Say whether it is nothing but an article and the word for a sort of body."""
    article = document.tokens[one.head - 1].lower if one.head else ""
    told_apart = one.modifiers or one.country or one.name or one.rest
    return bool(one.sort) and article == "the" and not told_apart


def _told(groups: Groups, document: Document) -> Mapping[int, Sequence[Sighting]]:
    """Return the bodies that are told apart, by a name or a description, with their sightings of a sort."""
    found: dict[int, list[Sighting]] = {}
    for one in groups.named:
        if one.sort and not one.crowd and not is_bare_body(one, document) and (one.name or one.modifiers):
            found.setdefault(groups.group_of(one), []).append(one)
    return found


def _trades_agree(one: Sighting, body: Sequence[Sighting]) -> bool:
    """Say whether a word fits a body: one of its own trade, or one for any trade."""
    trades = {other.trade for other in body} - {""}
    return not one.trade or one.trade in trades or not trades


def _has_trade(body: Sequence[Sighting]) -> bool:
    return any(other.trade for other in body)
