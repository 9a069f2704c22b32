"""Who does what happens in a content, and to whom it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counterclaim.model import ActorKind, Referent, content_id
from counterclaim.parse.document import Token
from counterclaim.relate.contents import Content
from counterclaim.relate.happenings import words

_SUBJECTS = ("nsubj", "csubj", "poss")
_SUBJECTS_OF_ALL = frozenset({"nsubj", "nsubjpass", "poss"})
_OBJECTS = ("dobj", "nsubjpass", "attr", "oprd")
_OF = frozenset({"of", "by", "from", "against", "on", "for", "to"})
_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "conj", "pcomp"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_SPEAKER_WORDS = frozenset({"i", "we", "our", "us", "my", "me"})
_ENEMY_WORDS = frozenset({"enemy", "occupier", "invader", "aggressor", "foe"})
_RELATIVE = frozenset({"WDT", "WP"})
_PARTS = frozenset(
    {"half", "part", "most", "some", "all", "none", "many", "several", "dozens", "hundreds", "scores"}
)
_ARTICLES = frozenset({"a", "an", "another", "some"})
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


def subject_word(content: Content, head: Token) -> str:
    """Return the head word of who or what acts, or is what it is: "dam" of "the old dam is unsafe"."""
    document = content.document
    for governor in _governors(content, head):
        passive = document.first_of(governor.index, "nsubjpass") is not None
        by = document.first_of(governor.index, "agent")
        found = document.first_of(by.index, "pobj") if by else None
        found = found or (None if passive else document.first_of(governor.index, "nsubj"))
        if found is not None:
            return _head_word(_counted(content, _meant(content, found)))
        if passive:
            return ""
    of = None if _is_done_to(content, head) else _of_noun(content, head)
    return _head_word(of) if of is not None else ""


def object_token(content: Content, head: Token) -> Token | None:
    """Return the head word of what it is done to: "dam" of "the dam was opened", "opened the dam"."""
    document = content.document
    own = document.first_of(head.index, "dobj")
    shared = (document.first_of(one.index, "nsubjpass") for one in _governors(content, head))
    found = own or next((one for one in shared if one is not None), None)
    if found is not None:
        return _counted(content, _meant(content, found))
    return _of_noun(content, head) if _is_done_to(content, head) else None


def _of_noun(content: Content, head: Token) -> Token | None:
    """Return what a noun has with "of": "dam" of "the closure of the dam"."""
    document = content.document
    if head.pos not in _NOUNS:
        return None
    of = next((one for one in document.of(head.index, "prep") if one.lower == "of"), None)
    return document.first_of(of.index, "pobj") if of is not None else None


def object_word(content: Content, head: Token) -> str:
    """Return the word of `object_token`, if it is a noun."""
    token = object_token(content, head)
    return _head_word(token) if token is not None else ""


def object_sort(content: Content, head: Token) -> tuple[str, ...]:
    """Return the common nouns before what it is done to: "tax" of "approved the tax reform"."""
    token = object_token(content, head)
    before = content.document.of(token.index, "compound") if token is not None else ()
    return tuple(one.lemma.lower() for one in before if one.pos == "NOUN")


def is_indefinite(content: Content, head: Token) -> bool:
    """Say whether what it is done to, or else what it happens to, is "a" thing: there may be more."""
    thing = object_token(content, head) or content.document.first_of(head.index, "nsubj")
    return thing is not None and any(
        one.lower in _ARTICLES for one in content.document.of(thing.index, "det")
    )


def _governors(content: Content, head: Token) -> Iterator[Token]:
    """Yield `head` and the verb with which it shares who takes part: "opened the gates and left"."""
    yield head
    if head.dep in {"conj", "xcomp"} and head.head in content.indices:
        yield content.document.tokens[head.head]


def _meant(content: Content, token: Token) -> Token:
    """Return the noun that a relative "who", "which" or "that" stands for: "the nurse who did it"."""
    clause = content.document.tokens[token.head]
    if token.tag not in _RELATIVE or clause.dep != "relcl":
        return token
    return content.document.tokens[clause.head]


def _counted(content: Content, token: Token) -> Token:
    """Return what is counted or measured: "bridges" of "none of the bridges"."""
    document = content.document
    counts = token.pos in {"PRON", "NUM", "DET"} or document.first_of(token.index, "nummod") is not None
    if not counts and token.lower not in _PARTS:
        return token
    of = next((one for one in document.of(token.index, "prep") if one.lower == "of"), None)
    found = document.first_of(of.index, "pobj") if of is not None else None
    return found if found is not None and found.pos in _NOUNS else token


def _head_word(token: Token) -> str:
    return token.lemma.lower() if token.pos in _NOUNS else ""


def _doing(content: Content, head: Token) -> list[str]:
    agents = list(_under(content, head, _SUBJECTS)) or list(_by(content, head))
    if head.pos in _NOUNS:
        of = [] if _is_done_to(content, head) else list(_of(content, head))
        agents = agents or list(_by(content, head)) or of or list(_under(content, head, ("amod", "compound")))
    if not agents and _is_participle_of(content, head):
        agents = list(_referents(content, content.document.tokens[head.head]))
    has_subject = content.document.first_of(head.index, "nsubj", "nsubjpass") is not None
    if not agents and head.dep in _CLAUSES and not has_subject:
        agents = list(_of_governor(content, head))
    if not agents and (_is_infinitive(content, head) or _is_claimed_deed(content, head)):
        agents = [one for one in (content.statement.speaker,) if one]
    return agents


def _done_to(content: Content, head: Token) -> list[str]:
    patients = list(_under(content, head, _OBJECTS))
    if head.pos in _NOUNS:
        return patients or (list(_of(content, head)) if _is_done_to(content, head) else [])
    return patients or [*_of(content, head), *_objects_of_light(content, head)]


def _is_claimed_deed(content: Content, head: Token) -> bool:
    """Who "claims an advance" claims it for himself."""
    cue = content.statement.cue
    said = content.document.text[cue.start : cue.end].lower().split() if cue else ()
    own = bool(content.lexicon.get(content.lexicon.nouns.get(head.lemma, "")).agent)
    return head.pos in _NOUNS and own and not words("claiming").isdisjoint(said)


def _is_participle_of(content: Content, head: Token) -> bool:
    """Units "advancing towards the city" advance."""
    return head.dep == "acl" and head.tag == "VBG" and content.document.tokens[head.head].pos in _NOUNS


def _is_done_to(content: Content, noun: Token) -> bool:
    """Who is told of with "the capture of", "the shelling of" has it done to him; not with "flight of"."""
    frame = content.lexicon.get(content.lexicon.nouns.get(noun.lemma, ""))
    is_deed = noun.pos in _NOUNS and noun.lower.endswith("ing")
    return is_deed or bool(frame.patient) or frame.name in words("done_to")


def _is_infinitive(content: Content, head: Token) -> bool:
    """Who vows to do, or claims to have done, does it himself."""
    begins = head.head not in content.indices
    to = any(child.tag == "TO" for child in content.document.of(head.index, "aux"))
    return head.dep == "xcomp" and begins and to


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
    token = _meant(content, token)
    if _is_speaker(content, token):
        yield from (one for one in (content.statement.speaker,) if one)
        return
    if token.lemma in _ENEMY_WORDS:
        yield enemy(content.statement.report).id
        return
    near = content.named(token.start, token.end)
    around = content.document.extent(content.document.subtree(token.index))
    country = content.background.of_country(token.text)
    yield from (
        near or ([country] if country else content.named(*around)[:_MOST_WITHIN]) or _it(content, token)
    )


def _is_speaker(content: Content, token: Token) -> bool:
    owners = content.document.of(token.index, "poss")
    return token.lower in _SPEAKER_WORDS or any(owner.lower in _SPEAKER_WORDS for owner in owners)


def _it(content: Content, token: Token) -> Iterator[str]:
    """A firm that says that "it" did something did so itself; so do villagers who say that "they" did."""
    speaker = content.background.referents.get(content.statement.speaker or "")
    if speaker is None or token.dep not in _SUBJECTS_OF_ALL:  # "forced it to leave" is of another
        return
    if content.document.tokens[token.head].lemma == "be":  # "it is true that"
        return
    is_body = speaker.kind is not ActorKind.PERSON or (speaker.proper and len(speaker.name.split()) == 1)
    if (token.lower == "it" and is_body) or (token.lower == "they" and speaker.kind is ActorKind.GROUP):
        yield speaker.id
