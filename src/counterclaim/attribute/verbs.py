"""Clauses that a verb of saying introduces: "X said (that) ...", "..., she added"."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.attribute.clauses import clauses, is_infinitive, is_meanwhile, is_negated, is_parted
from counterclaim.attribute.cue import Cue
from counterclaim.attribute.holders import may_say_clause
from counterclaim.attribute.labels import FINITE, IN_A_NOUN_PHRASE, QUESTIONING, SUBJECTS
from counterclaim.attribute.lexicon import Lexicon, Verb
from counterclaim.attribute.phrases import head_of, mark_of, trimmed
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.attribute.subjects import has_no_doer, speaker, squeezed_subject
from counterclaim.model import Act, Certainty
from counterclaim.parse.document import Document, Token


def clause(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A verb of saying with a clause: "the mayor said (that) the dam was safe", "..., she added"."""
    document = scene.document
    for token in scene.verbs:
        verb = lexicon.verb(token.lemma, "clause")
        if verb is None:
            continue
        head = content_clause(document, token, lexicon)
        source = speaker(document, token.index) or squeezed_subject(document, token.index)
        was_told = _was_told(scene, token, source, lexicon)
        source = () if was_told else source
        unnamed = not source and not was_told and not has_no_doer(document, token.index)
        if head is None or unnamed or not may_say_clause(document, source, verb, lexicon):
            continue
        because = f"“{token.text}” introduces a clause"
        lost = _lost_subject(document, token, head)
        first, *others = _with_second_clause(document, token, head)
        contents = [(*lost, *first), *others, *_told_on(document, token, lexicon)]
        yield from sayings(Cue(document, lexicon, token, verb), source, contents, because)


def _was_told(scene: Scene, verb: Token, source: tuple[int, ...], lexicon: Lexicon) -> bool:
    """Say whether a headline only tells who listened: "doctor ignored warnings, *tribunal told*"."""
    document = scene.document
    ends = all(one.pos == "PUNCT" for one in document.tokens[verb.index + 1 : scene.sentence.last])
    listens = bool(source) and document.tokens[source[-1]].lemma in lexicon.kinds["hearers"]
    return verb.lower == "told" and ends and listens and document.first_of(verb.index, "aux") is None


def _lost_subject(document: Document, verb: Token, head: Token) -> tuple[int, ...]:
    """Return the subject that the parser took for an object: "denied *the payment* was late"."""
    taken = document.first_of(verb.index, "dobj")
    clause = document.subtree(head.index)
    opening = [document.tokens[i] for i in clause if i <= head.index]
    finite = any(one.tag in FINITE for one in opening)
    own = any(one.pos not in {"AUX", "VERB", "ADV", "PART"} for one in opening)
    if taken is None or own or not finite or taken.tag in QUESTIONING:
        return ()
    words = document.subtree(taken.index)
    return words if words[-1] + 1 == clause[0] else ()


def _with_second_clause(document: Document, verb: Token, head: Token) -> Iterator[tuple[int, ...]]:
    """One clause that the parser took for two: "said that with half the votes counted, Lee led"."""
    second = [
        one
        for one in document.of(verb.index, "ccomp")
        if one.index > head.index > verb.index and head.quotation is None and one.quotation is None
        if not is_parted(document, one, verb)
    ]
    if not second or second[0].tag not in FINITE:
        yield from clauses(document, head.index)
        return
    introducing = head.tag == "VBN" and document.first_of(head.index, "aux", "auxpass") is None
    first = document.subtree(head.index) if introducing else ()
    if not introducing:
        yield from clauses(document, head.index)
    for number, content in enumerate(clauses(document, second[0].index)):
        yield content if number else tuple(sorted({*first, *content}))


def unseen_clause(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """All that follows "said", where the parser saw no clause: "said the more he talks the more he loses"."""
    document = scene.document
    for token in scene.verbs:
        verb = lexicon.verb(token.lemma, "clause")
        source = speaker(document, token.index) if verb and token.lemma in lexicon.kinds["plain"] else ()
        if verb is None or not source or content_clause(document, token, lexicon) is not None:
            continue
        after = tuple(range(token.index + 1, scene.sentence.last))
        if _begins_a_clause(document, after) and max(source) < token.index:
            because = f"“{token.text}” is followed by a clause"
            yield from sayings(
                Cue(document, lexicon, token, verb), source, [trimmed(document, after)], because
            )


def _begins_a_clause(document: Document, words: tuple[int, ...]) -> bool:
    """Its first words are a noun phrase, or a gerund, right before a verb in a tense."""
    tokens = [document.tokens[index] for index in words]
    finite = next((n for n, token in enumerate(tokens) if _in_a_tense(token) or token.pos == "PUNCT"), 0)
    before, verb = tokens[:finite], tokens[finite : finite + 1]
    nominal = all(token.pos in IN_A_NOUN_PHRASE for token in before[1:])
    opens = bool(before) and (before[0].pos in IN_A_NOUN_PHRASE or before[0].tag == "VBG")
    return opens and nominal and _in_a_tense(verb[0]) and verb[0].dep not in {"conj", "relcl"}


def _in_a_tense(verb: Token) -> bool:
    return verb.tag in FINITE or verb.tag == "MD"


def _told_on(document: Document, verb: Token, lexicon: Lexicon) -> Iterator[tuple[int, ...]]:
    """A clause beside the verb but in its shifted tense: "said sales fell, but profits had risen"."""
    for child in document.of(verb.index, "conj"):
        shifted = any(aux.lower in lexicon.modals["shifted"] for aux in document.of(child.index, "aux"))
        own = document.first_of(child.index, *SUBJECTS)
        if shifted and own is not None and verb.tag == "VBD" and not lexicon.verb(child.lemma, "clause"):
            yield document.subtree(child.index)


# -- What the rules share ------------------------------------------------------------------------


def content_clause(document: Document, verb: Token, lexicon: Lexicon) -> Token | None:
    """Return the head of the clause that `verb` introduces; a stand-in for a quotation first of all."""
    below = document.of(verb.index, "ccomp", "parataxis")
    found = [child for child in below if not is_parted(document, child, verb)]
    quoted = [child for child in found if child.quotation is not None]
    clausal = [child for child in found if child.dep == "ccomp" and not _is_to_infinitive(document, child)]
    after = [
        child for child in clausal if child.index > verb.index and document.first_of(child.index, "mark")
    ]
    return (
        next(iter(quoted or after or clausal), None)
        or _clause_after_channel(document, verb, lexicon)
        or _clause_after_addressee(document, verb, lexicon)
    )


def _clause_after_channel(document: Document, verb: Token, lexicon: Lexicon) -> Token | None:
    """A parser may hang the clause on the channel: "confirmed in a statement that it had cut jobs".

    Or on the time: "admitted for the first time that nobody had looked".
    """
    for phrase in document.of(verb.index, "prep"):
        for named in document.of(phrase.index, "pobj"):
            clause = document.first_of(named.index, "acl", "ccomp", "relcl")
            is_time = named.lower == "time" and phrase.lower == "for" and _opens_with_that(document, clause)
            is_channel = mark_of(document, clause) == "that" and named.lower in lexicon.channels
            if is_time or (is_channel and clause is not None and clause.dep != "relcl"):
                return clause
    return None


def _opens_with_that(document: Document, clause: Token | None) -> bool:
    first = None if clause is None else document.tokens[document.subtree(clause.index)[0]]
    return first is not None and first.lower == "that" and first.dep not in SUBJECTS


def _clause_after_addressee(document: Document, verb: Token, lexicon: Lexicon) -> Token | None:
    """A parser may hang the clause on whom it was told to: "told the paper Lee had lied"."""
    told = document.first_of(verb.index, "dobj") if verb.lemma in lexicon.addressees["object"] else None
    clause = document.first_of(told.index, "relcl") if told else None
    if clause is None or verb.index > clause.index:
        return None
    words = [document.tokens[index] for index in document.subtree(clause.index)]
    own = document.first_of(clause.index, "nsubj", "nsubjpass")
    gapless = document.first_of(clause.index, "dobj", "attr", "acomp", "nsubjpass") is not None
    relative = any(word.tag in QUESTIONING for word in words)
    return clause if own is not None and not relative and (gapless or own.tag != "PRP") else None


def _is_to_infinitive(document: Document, token: Token) -> bool:
    return token.tag == "VB" and is_infinitive(document, token)


def sayings(
    cue: Cue, source: tuple[int, ...], contents: list[tuple[int, ...]], because: str
) -> Iterator[Saying]:
    """Yield a saying for each of the `contents` that a verb introduces."""
    words = cue.words()
    act, denied, certainty = _done(cue)
    apart = {*source, *words, *(index for content in contents for index in _narrated(cue, content))}
    for content in contents:
        told = tuple(index for index in content if index not in apart)
        if told and not _is_anonymity(cue, told):
            yield Saying(words, source, told, act, because, denied=denied, certainty=certainty)


def _is_anonymity(cue: Cue, content: tuple[int, ...]) -> bool:
    """Say whether a source only asks not to be named: nothing of the story is asked for."""
    head = head_of(cue.document, content)
    return cue.verb.act is Act.ASK and head is not None and is_being_named(cue.document, head, cue.lexicon)


def is_being_named(document: Document, head: Token, lexicon: Lexicon) -> bool:
    """Say whether a verb tells that somebody is named: "to be named", "being identified"."""
    return head.lemma in lexicon.kinds["anonymity"] and document.first_of(head.index, "auxpass") is not None


def _narrated(cue: Cue, content: tuple[int, ...]) -> Iterator[int]:
    """Yield what the outlet tells of another saying: "as Lee vowed to go", "after accusing them of theft"."""
    document = cue.document
    for index in content:
        token = document.tokens[index]
        if token.lemma not in cue.lexicon.verbs or index < cue.token.index:
            continue
        before = document.tokens[token.head]
        if is_meanwhile(document, token):
            yield from document.subtree(index)
        elif token.dep == "pcomp" and before.lower in {"after", "before"}:
            yield from document.subtree(before.index)


def _done(cue: Cue) -> tuple[Act, bool, Certainty]:
    """Return what is done, whether it is denied, and how firmly: "cannot rule out" leaves it open."""
    negated = is_negated(cue.document, cue.token.index)
    if cue.token.lemma in cue.lexicon.kinds["excluding"] and cue.document.first_of(cue.token.index, "prt"):
        left_open = negated or cue.unsaid() is Act.DECLINE_COMMENT
        return (Act.ASSERT, False, Certainty.POSSIBLE) if left_open else (Act.DENY, True, Certainty.CERTAIN)
    act, denied = _turned(cue.verb) if negated else (cue.verb.act, cue.verb.denies)
    act = cue.unsaid() or act
    return act, denied, Certainty.UNCOMMITTED if act is Act.OTHER else Certainty.CERTAIN


def _turned(verb: Verb) -> tuple[Act, bool]:
    """Not to confirm is to doubt, not to deny is no comment, not to doubt is to say; else nothing is told.

    A belief that is not held stays one, and is denied.
    """
    turned = {
        Act.CONFIRM: Act.DOUBT,
        Act.DENY: Act.DECLINE_COMMENT,
        Act.DOUBT: Act.ASSERT,
        Act.DECLINE_COMMENT: Act.DECLINE_COMMENT,
    }
    return turned.get(verb.act, Act.OTHER), verb.act is Act.OTHER
