"""Who does what happens in a content, and to whom it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counterclaim.model import ActorKind, Referent, content_id
from counterclaim.parse.document import Token
from counterclaim.relate.contents import Content

_SUBJECTS = ("nsubj", "csubj", "poss")
_OBJECTS = ("dobj", "nsubjpass", "attr", "oprd")
_OF = frozenset({"of", "by", "from", "against", "on", "for", "to"})
_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "conj", "pcomp"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_SPEAKER_WORDS = frozenset({"i", "we", "our", "us", "my", "me"})
_ENEMY_WORDS = frozenset({"enemy", "occupier", "invader", "aggressor", "foe"})
_MOST_WITHIN = 2

ENEMY = "the enemy"
"""The name of the referent that stands for whoever is hostile to the speaker's side."""

Roles = tuple[tuple[str, ...], tuple[str, ...]]


def enemy(report: str) -> Referent:
    """Return the referent that stands in the roles of `report` for whoever the speaker calls the enemy."""
    because = "whom a speaker calls the enemy, the invader or the like"
    return Referent(
        content_id("ref", report, ENEMY), report, ENEMY, ActorKind.GROUP, (ENEMY,), because=because
    )


def roles(content: Content, head: Token) -> Roles:
    """Return the referents that do what `head` tells, and those to whom it is done."""
    agents = _doing(content, head)
    patients = [one for one in _done_to(content, head) if one not in agents]
    return tuple(dict.fromkeys(agents)), tuple(dict.fromkeys(patients))


def _doing(content: Content, head: Token) -> list[str]:
    agents = list(_under(content, head, _SUBJECTS)) or list(_by(content, head))
    if head.pos in _NOUNS:
        agents = agents or list(_of(content, head)) or list(_under(content, head, ("amod", "compound")))
    if not agents and head.dep in _CLAUSES:
        agents = list(_of_governor(content, head))
    if not agents and _is_infinitive(content, head) and content.statement.speaker:
        agents = [content.statement.speaker]
    return agents


def _done_to(content: Content, head: Token) -> list[str]:
    patients = list(_under(content, head, _OBJECTS))
    if head.pos in _NOUNS:
        return patients
    return patients or [*_of(content, head), *_objects_of_light(content, head)]


def _is_infinitive(content: Content, head: Token) -> bool:
    """Who vows to do, or claims to have done, does it himself."""
    return head.dep == "xcomp" and any(child.tag == "TO" for child in content.document.of(head.index, "aux"))


def _of_governor(content: Content, head: Token) -> Iterator[str]:
    """Who is made, or accused, to do it; else who governs the clause around it."""
    governor = content.document.tokens[head.head]
    if head.dep == "pcomp":
        governor = content.document.tokens[governor.head]
        if governor.index in content.indices and governor.pos in _NOUNS:
            yield from _referents(content, governor)
            return
    forced = list(_under(content, governor, ("dobj",)))
    yield from forced or _under(content, governor, (*_SUBJECTS, "nsubjpass"))


def _under(content: Content, head: Token, labels: Sequence[str]) -> Iterator[str]:
    for child in content.of(head, *labels):
        yield from _referents(content, child)


def _by(content: Content, head: Token) -> Iterator[str]:
    for by in content.document.of(head.index, "agent"):
        yield from _under(content, by, ("pobj",))


def _of(content: Content, head: Token) -> Iterator[str]:
    for phrase in content.document.of(head.index, "prep"):
        if phrase.lower in _OF:
            yield from _under(content, phrase, ("pobj",))


def _objects_of_light(content: Content, head: Token) -> Iterator[str]:
    for told in content.document.of(head.index, "dobj"):
        yield from _of(content, told)


# -- From words to referents ---------------------------------------------------------------------


def _referents(content: Content, token: Token) -> Iterator[str]:
    """Yield whom a word or its phrase names; "we" is the speaker."""
    if _is_speaker(content, token):
        yield from (one for one in (content.statement.speaker,) if one)
        return
    if token.lemma in _ENEMY_WORDS:
        yield enemy(content.statement.report).id
        return
    near = content.named(token.start, token.end)
    around = content.document.extent(content.document.subtree(token.index))
    yield from near or content.named(*around)[:_MOST_WITHIN] or _it(content, token)


def _is_speaker(content: Content, token: Token) -> bool:
    owners = content.document.of(token.index, "poss")
    return token.lower in _SPEAKER_WORDS or any(owner.lower in _SPEAKER_WORDS for owner in owners)


def _it(content: Content, token: Token) -> Iterator[str]:
    """A firm that says that "it" did something did so itself; so do villagers who say that "they" did."""
    speaker = content.background.referents.get(content.statement.speaker or "")
    if speaker is None or content.document.tokens[token.head].lemma == "be":  # "it is true that"
        return
    is_body = speaker.kind is not ActorKind.PERSON or (speaker.proper and len(speaker.name.split()) == 1)
    if (token.lower == "it" and is_body) or (token.lower == "they" and speaker.kind is ActorKind.GROUP):
        yield speaker.id
