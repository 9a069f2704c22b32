"""Whose somebody is by "its" or "his": the body, or the person, that was told of last."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from counterclaim.model import ActorKind
from counterclaim.normalize.actors.groups import Groups
from counterclaim.normalize.actors.sighting import Sighting
from counterclaim.normalize.actors.signatures import is_body
from counterclaim.parse.document import Document, Token

_OF_A_BODY = frozenset({"its", "their"})
_OF_A_PERSON = frozenset({"his", "her"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SENTENCES_BACK = 3


def owner_of_pronoun(
    pronoun: Token, groups: Groups, document: Document, sided: AbstractSet[int]
) -> Sighting | None:
    """Return whose "its" or "his" is: the subject told of last, or else the last one of that sort.

    A person who speaks for a body (one of the groups `sided`) leads to that body: "its" may go through him.
    """
    first = document.sentence_of[pronoun.index] - _SENTENCES_BACK
    fitting = []
    for one in groups.before(pronoun.start):
        if document.sentence_of[one.head] < first:
            break
        if _fits(pronoun, one, groups, sided):
            fitting.append(one)
    subjects = [one for one in fitting if document.tokens[one.head].dep in _SUBJECTS]
    return next(iter([*subjects, *fitting]), None)


def _fits(pronoun: Token, one: Sighting, groups: Groups, sided: AbstractSet[int]) -> bool:
    if one.crowd:
        return False
    if pronoun.lower in _OF_A_BODY:
        body = is_body(one) and one.kind is not ActorKind.OUTLET and one.body != "media"
        return body or (one.kind is ActorKind.PERSON and groups.group_of(one) in sided)
    return pronoun.lower in _OF_A_PERSON and one.kind is ActorKind.PERSON and bool(one.name)
