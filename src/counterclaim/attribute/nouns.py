"""Sayings told by a noun: "the firm's claim that sales rose", "raised doubts about the plan"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.attribute.lexicon import Lexicon, Nominal
from counterclaim.attribute.phrases import noun_phrase, subject, trimmed
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token

_WHETHER = frozenset({"that", "whether", "if"})
_OBJECTS = frozenset({"dobj", "nsubjpass"})
_TELLING = frozenset({"of", "by", "from"})


@dataclass(frozen=True, slots=True)
class Content:
    """What a noun or an adjective takes: its words, those that lead to it, and "that" or the preposition."""

    words: tuple[int, ...]
    kind: str
    lead: tuple[int, ...] = ()
    head: int | None = None


def noun(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A noun of saying with its content: "the firm's claim that sales rose", "fears that it may burst"."""
    document = scene.document
    for token in scene.tokens():
        rows = lexicon.nouns.get(token.lemma, ()) if token.pos == "NOUN" else ()
        for row in rows:
            content = _taken(document, token, row, lexicon)
            if content is not None:
                yield from _told(document, token, row, content, lexicon)
                break


def showing(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Somebody lets others see something: "the firm released videos of the fire"."""
    document = scene.document
    for token in scene.tokens():
        verb = document.tokens[token.head]
        if token.lemma not in lexicon.showing["nouns"] or token.dep != "dobj":
            continue
        if verb.lemma not in lexicon.showing["verbs"]:
            continue
        shown = phrase_after(document, (token, verb), frozenset({"of"}))
        source = subject(document, verb.index)
        if shown is not None and is_holder(document, source, lexicon):
            cue = tuple(i for i in range(verb.index, shown.lead[0] + 1) if i not in source)
            yield Saying(
                cue, source, shown.words, Act.ASSERT, f"“{verb.text} {token.text} of” shows something"
            )


def teller(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What is told of the teller's own: "the report of Dr Lee, whose team has found the wreck"."""
    document = scene.document
    for token in scene.tokens():
        if token.lemma not in lexicon.showing["tellings"] or document.first_of(token.index, "poss"):
            continue
        of = next((phrase for phrase in document.of(token.index, "prep") if phrase.lower == "of"), None)
        named = document.first_of(of.index, "pobj") if of else None
        told = document.first_of(named.index, "relcl") if named and named.pos == "PROPN" else None
        if of is None or named is None or told is None:
            continue
        content = _to_the_comma(scene, document.subtree(told.index))
        if document.tokens[content[0]].lower == "whose":
            source = tuple(i for i in noun_phrase(document, named.index) if i not in content)
            because = f"“{token.text} of” somebody whose doings are told"
            cue = tuple(i for i in range(document.subtree(token.index)[0], of.index + 1))
            yield Saying(cue, trimmed(document, source), content, Act.ASSERT, because)


def _to_the_comma(scene: Scene, words: tuple[int, ...]) -> tuple[int, ...]:
    """Return the clause with what a parser took from its end: it goes on to a comma or the full stop."""
    last = words[-1] + 1
    while last < scene.sentence.last and scene.document.tokens[last].pos != "PUNCT":
        last += 1
    return tuple(range(words[0], last))


def denial_aside(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A denial set against a saying: "the company said output rose despite the union's denials"."""
    document = scene.document
    for token in scene.tokens():
        rows = lexicon.nouns.get(token.lemma, ()) if token.pos == "NOUN" else ()
        owner = document.first_of(token.index, "poss")
        governor = document.tokens[token.head]
        if owner is None or governor.lower != "despite" or all(row.act is not Act.DENY for row in rows):
            continue
        denied = next((a for a in document.ancestors(governor.index) if a.pos in {"VERB", "AUX"}), None)
        if denied is None:
            continue
        head = document.first_of(denied.index, "ccomp") or denied
        aside = document.subtree(governor.index)
        content = tuple(index for index in document.subtree(head.index) if index not in aside)
        source = noun_phrase(document, owner.index)
        because = "a denial is set against what was just told"
        yield Saying((token.index,), source, content, Act.DENY, because, denied=True)


# -- Who says it -----------------------------------------------------------------------------------


def _told(
    document: Document, token: Token, row: Nominal, content: Content, lexicon: Lexicon
) -> Iterator[Saying]:
    light = _light_verb(document, token, lexicon)
    source, cue = _owner(document, token, light, lexicon), (token.index, *content.lead)
    if not source and row.act is Act.OTHER:
        source = _hoping(document, token)
    if light is not None:
        cue = (*_verb_words(document, light), *cue)
    if (not source and content.kind not in row.alone) or token.index in source:
        return
    if source or not _is_negated(document, token):
        because = f"the noun “{token.text}” with {'its owner' if source else 'its content'}"
        denied = row.act is Act.DENY or _is_negated(document, token)
        for part in _each(document, token, row, content):
            words = tuple(i for i in part if i not in source)
            if words:
                yield Saying(
                    tuple(sorted(cue)),
                    source,
                    words,
                    row.act,
                    because,
                    denied=denied,
                    certainty=row.certainty,
                )


def _owner(document: Document, token: Token, light: Token | None, lexicon: Lexicon) -> tuple[int, ...]:
    """Return whose the noun is: the light verb's subject, a possessive, "by the union", "Ford plans"."""
    if light is not None:
        doer = subject(document, light.index) if token.dep == "dobj" else _agent(document, light)
        return doer if is_holder(document, doer, lexicon, texts=True) else ()
    owner = document.first_of(token.index, "poss")
    if owner is not None:
        return () if owner.lemma.lower() in lexicon.light["times"] else noun_phrase(document, owner.index)
    for phrase in document.of(token.index, "prep"):
        named = document.first_of(phrase.index, "pobj")
        if phrase.lower in lexicon.light["owners"] and named is not None:
            return noun_phrase(document, named.index)
    return _made_by(document, token) or _named_before(document, token)


def _light_verb(document: Document, token: Token, lexicon: Lexicon) -> Token | None:
    """Return the verb that gives the noun its subject: "made the claim", "doubts were raised"."""
    verb = document.tokens[token.head]
    return verb if token.dep in _OBJECTS and verb.lemma in lexicon.light["verbs"] else None


def _verb_words(document: Document, verb: Token) -> Iterator[int]:
    yield from (child.index for child in document.of(verb.index, "aux", "auxpass", "neg"))
    yield verb.index


def _agent(document: Document, verb: Token) -> tuple[int, ...]:
    by = document.first_of(verb.index, "agent")
    named = document.first_of(by.index, "pobj") if by else None
    return noun_phrase(document, named.index) if named else ()


def _made_by(document: Document, token: Token) -> tuple[int, ...]:
    """Return who made it: "claims made by the union that pay fell"."""
    verb = next((child for child in document.of(token.index, "acl") if child.tag == "VBN"), None)
    return _agent(document, verb) if verb else ()


def _named_before(document: Document, token: Token) -> tuple[int, ...]:
    """Return the name right before the noun: "the Hale Motors plan to sell", "Brazilian claims that"."""
    before = document.tokens[token.index - 1] if token.index else token
    is_name = before.pos == "PROPN" and before.dep in {"compound", "nmod"}
    is_people = (
        before.dep == "amod"
        and before.pos in {"ADJ", "PROPN"}
        and before.text[:1].isupper()
        and token.text.islower()
    )
    return (
        noun_phrase(document, before.index) if before.head == token.index and (is_name or is_people) else ()
    )


def _hoping(document: Document, token: Token) -> tuple[int, ...]:
    """Return who acts "in the hope that", "in the belief that"."""
    phrase = document.tokens[token.head]
    if token.dep != "pobj" or phrase.lower != "in" or document.tokens[phrase.head].pos != "VERB":
        return ()
    return subject(document, phrase.head)


def is_holder(document: Document, source: tuple[int, ...], lexicon: Lexicon, *, texts: bool = False) -> bool:
    """Say whether the source can say, think or want: a person, a body, a name, and a text if `texts`."""
    own = frozenset(source)
    head = next(
        (i for i in source if document.tokens[i].head == i or document.tokens[i].head not in own), None
    )
    if head is None:
        return False
    holder, kinds = document.tokens[head], lexicon.holders
    if holder.pos == "PRON" or holder.tag in {"DT", "WDT"}:
        return holder.lower not in kinds["pronouns"]
    if holder.pos == "PROPN" or holder.lemma in kinds["bodies"]:
        return True
    if holder.lemma in kinds["texts"] or holder.lemma in lexicon.nouns:
        return texts and holder.lemma not in lexicon.nouns
    return holder.lemma not in kinds["things"] and not holder.lemma.endswith(tuple(kinds["endings"]))


def _is_negated(document: Document, token: Token) -> bool:
    verb = document.tokens[token.head]
    about = (*document.of(token.index, "det", "neg"), *document.of(verb.index, "neg"))
    return any(child.lower in {"no", "not", "n't", "never", "neither"} for child in about)


# -- What the noun or adjective takes --------------------------------------------------------------


def _taken(document: Document, token: Token, row: Nominal, lexicon: Lexicon) -> Content | None:
    """Return the clause, infinitive or phrase that `token` takes by `row`."""
    clause = _clause(document, token, row, lexicon) or _predicate(document, token, row)
    if clause is not None:
        return clause
    light = _light_verb(document, token, lexicon)
    found = phrase_after(document, (token, light) if light else (token,), row.prepositions)
    about = None if found is None or found.head is None else document.tokens[found.head]
    return None if about is not None and about.lemma.lower() in lexicon.light["times"] else found


def _clause(document: Document, token: Token, row: Nominal, lexicon: Lexicon) -> Content | None:
    """Return the clause or infinitive on the noun, or on its owner: "the claim of the union that ..."."""
    phrases = (p for p in document.of(token.index, "prep") if p.lower in _TELLING)
    owners = (owner for phrase in phrases for owner in document.of(phrase.index, "pobj"))
    for governor in (token, *owners):
        for child in document.of(governor.index, "acl", "ccomp", "relcl", "xcomp"):
            of_another = governor is token and _is_after_owner(document, child, lexicon)
            if row.clause and (of_another or _is_that_clause(document, child)):
                return Content(document.subtree(child.index), "that", head=child.index)
            if row.infinitive and governor is token and is_infinitive(document, child):
                return Content(document.subtree(child.index), "to", head=child.index)
    return None


def _predicate(document: Document, token: Token, row: Nominal) -> Content | None:
    """Return the clause that "is" joins to the noun: "the fear is that rates will rise"."""
    verb = document.tokens[token.head]
    if token.dep != "nsubj" or verb.lemma != "be":
        return None
    for child in document.of(verb.index, "ccomp", "xcomp"):
        if row.clause and _is_that_clause(document, child):
            return Content(document.subtree(child.index), "that", (verb.index,), child.index)
        if row.infinitive and child.dep == "xcomp" and is_infinitive(document, child):
            return Content(document.subtree(child.index), "to", (verb.index,), child.index)
    return None


def phrase_after(
    document: Document, governors: tuple[Token, ...], prepositions: frozenset[str]
) -> Content | None:
    """Return what a preposition leads to: "concern about the dam", "raised doubts last week about it"."""
    for governor in governors:
        for phrase in document.of(governor.index, "prep"):
            if phrase.lower not in prepositions or phrase.index < governors[0].index:
                continue
            about = document.first_of(phrase.index, "pobj", "pcomp")
            if about is not None:
                words = tuple(i for i in document.subtree(phrase.index) if i > phrase.index)
                return Content(words, phrase.lower, (phrase.index,), about.index)
    return None


def _is_that_clause(document: Document, clause: Token) -> bool:
    mark = document.first_of(clause.index, "mark")
    if clause.dep == "relcl":
        return mark is not None and mark.lower in _WHETHER
    first = document.tokens[document.subtree(clause.index)[0]]
    return (mark is not None and mark.lower in _WHETHER) or (
        first.lower == "that" and document.first_of(clause.index, "nsubj") not in {None, first}
    )


def _is_after_owner(document: Document, clause: Token, lexicon: Lexicon) -> bool:
    """After an owner a parser takes "that" for a relative: "a claim by the union that pay had fallen"."""
    first = document.tokens[document.subtree(clause.index)[0]]
    own = document.first_of(clause.index, "nsubj", "nsubjpass")
    before = any(
        phrase.lower in lexicon.light["owners"] and phrase.index < first.index
        for phrase in document.of(clause.head, "prep")
    )
    is_relative = (
        clause.dep == "relcl" and first.lower == "that" and clause.lemma not in lexicon.light["verbs"]
    )
    return before and is_relative and own is not None and own != first


def is_infinitive(document: Document, clause: Token) -> bool:
    """Say whether `clause` is an infinitive with "to"."""
    return any(child.tag == "TO" for child in document.of(clause.index, "aux"))


def _each(document: Document, token: Token, row: Nominal, content: Content) -> Iterator[tuple[int, ...]]:
    """Yield the things told: "her report about the leak at the mill and the fish found dead" tells two."""
    head = None if row.act is Act.OTHER or content.kind in {"that", "to"} else content.head
    other = None if head is None else _second(document, head) or _cut_off(document, token, head)
    if other is None:
        yield content.words
        return
    second = document.subtree(other.index)
    yield tuple(i for i in content.words if i < second[0])
    yield tuple(sorted({*second, *(i for i in content.words if i >= second[0])}))


def _second(document: Document, head: int) -> Token | None:
    """Return the second of two things told, each with a determiner and more said of it."""
    if document.first_of(head, "prep", "acl", "relcl") is None:
        return None
    for index in _phrase_heads(document, head):
        for child in document.of(index, "conj"):
            own = index == head and document.first_of(child.index, "prep", "acl", "relcl")
            more = own or document.first_of(child.index, "acl")
            if more and document.first_of(child.index, "det", "poss"):
                return child
    return None


def _cut_off(document: Document, token: Token, head: int) -> Token | None:
    """Return the second thing told where the parser took it for a subject: "X and the fish are true"."""
    last = document.first_of(head, "cc")
    if token.dep != "nsubj" or last is None or document.first_of(head, "conj") is not None:
        return None
    for child in document.of(token.head, "nsubj"):
        if child.index > last.index and document.first_of(child.index, "acl"):
            return child if document.subtree(child.index)[0] == last.index + 1 else None
    return None


def _phrase_heads(document: Document, head: int) -> Iterator[int]:
    """Yield the noun and those in the phrases after it, on which a parser may hang what is beside it."""
    waiting = [head]
    while waiting:
        index = waiting.pop()
        yield index
        waiting.extend(
            named.index
            for phrase in document.of(index, "prep")
            for named in document.of(phrase.index, "pobj")
        )
