"""Denials in other words than "denied": "rejected the charge that ...", "said the reports were false"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from counterclaim.attribute.clauses import is_clause
from counterclaim.attribute.cue import Cue
from counterclaim.attribute.holders import is_holder, is_sayable, may_say_object
from counterclaim.attribute.labels import IN_A_NOUN_PHRASE, RELATIVE, VERBAL
from counterclaim.attribute.lexicon import Lexicon, Verb
from counterclaim.attribute.matters import (
    Contents,
    is_false,
    is_said,
    named_false,
    needs_telling,
    told_by,
    told_clause,
)
from counterclaim.attribute.phrases import follows_comma, head_of, noun_phrase, sentence_at, trimmed
from counterclaim.attribute.rejections import rejection
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.attribute.subjects import speaker, subject
from counterclaim.attribute.verbs import content_clause, sayings
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token

_DENYING = Verb("deny", Act.DENY, frozenset({"told"}), denies=True, weak=False)
_FARTHEST = 8
_BEFORE_A_NOUN = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "PART", "NUM", "ADV", "ADP"})


# -- Verbs -----------------------------------------------------------------------------------------


def told(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A verb of denying and what somebody said: "rejected the charge that ...", "dismissed the reports"."""
    document = scene.document
    for token in scene.verbs:
        verb = lexicon.verb(token.lemma, "told")
        noun = _denied_noun(document, token, lexicon) if verb else None
        if verb is None or noun is None:
            continue
        source = subject(document, token.index)
        if not may_say_object(scene, source, lexicon):
            continue
        contents = _contents(document, token, noun, lexicon)
        if contents and not _is_of_court(document, source, noun, lexicon):
            yield from _denied(scene, lexicon, token, verb, (source, contents))


def before(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What goes before is denied: "the allegations, which the bishop denies", "theft, which she denies"."""
    document = scene.document
    for token in scene.verbs:
        verb = lexicon.verb(token.lemma, "told")
        noun = _denied_before(document, token, lexicon) if verb else None
        if verb is None or noun is None:
            continue
        source = subject(document, token.index)
        if not may_say_object(scene, source, lexicon):
            continue
        start = document.subtree(token.index)[0]
        above = document.tokens[noun.head]
        head = above if noun.dep == "dobj" and above.dep == "pcomp" else noun
        whole = trimmed(document, tuple(i for i in document.subtree(head.index) if i < start))
        contents = told_by(document, noun, lexicon, start) if is_said(noun, lexicon) else []
        yield from _denied(scene, lexicon, token, verb, (source, contents or [whole]))


def misread(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A verb that the parser took for a noun: "the minister *rejects* claims that the ward was full"."""
    document = scene.document
    for token in scene.tokens():
        noun = document.tokens[token.head]
        near = noun.index == token.index + 1 and noun.pos in VERBAL and token.dep in {"nsubj", "compound"}
        if not near or lexicon.verb(token.lemma, "told") is None or noun.lemma not in lexicon.denials["said"]:
            continue
        source = _phrase_before(document, token.index, scene.sentence.first)
        for words in told_by(document, noun, lexicon) if is_holder(document, source, lexicon) else ():
            yield Saying(
                (token.index,),
                source,
                words,
                Act.DENY,
                f"“{token.text}” denies what somebody said",
                denied=True,
            )


def noun(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A noun of denying, its owner and its clause: "her repeated denials that she knew of it"."""
    document = scene.document
    for token in scene.tokens():
        owner = document.first_of(token.index, "poss")
        if (
            token.lemma in lexicon.denials["rejections"]
            and owner is not None
            and told_clause(document, token, lexicon)
        ):
            source = noun_phrase(document, owner.index)
            for words in told_by(document, token, lexicon):
                because = f"the noun “{token.text}” with its owner"
                yield Saying((token.index,), source, words, Act.DENY, because, denied=True)


def phrase(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Several words that deny: "poured cold water on the claim that ...", "brushed aside reports of ..."."""
    document = scene.document
    for token in scene.verbs:
        last = _end_of_phrase(document, token, lexicon)
        noun = _noun_after(document, last, lexicon) if last is not None else _parted(document, token, lexicon)
        source = subject(document, token.index) if noun is not None else ()
        if noun is None or not may_say_object(scene, source, lexicon):
            continue
        contents = told_by(document, noun, lexicon) or _bare(document, noun, lexicon)
        for saying in _denied(scene, lexicon, token, _DENYING, (source, contents)):
            together = range(token.index, last + 1) if last is not None else ()
            yield replace(saying, cue=tuple(sorted({*saying.cue, *together})))


def naming(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A bad name for what somebody said: "called the claim that ... baseless", "branded it a lie"."""
    document = scene.document
    for token in scene.verbs:
        noun = _denied_noun(document, token, lexicon) if token.lemma in lexicon.denials["naming"] else None
        start = named_false(document, noun, lexicon) if noun else None
        source = subject(document, token.index) if start is not None else ()
        if noun is None or start is None or not may_say_object(scene, source, lexicon):
            continue
        contents = told_by(document, noun, lexicon, start)
        if contents:
            yield from _denied(scene, lexicon, token, _DENYING, (source, contents))
            continue
        first = noun.head if noun.dep == "compound" else noun.index
        named = tuple(i for i in _whole(document, document.tokens[first]) if i < start)
        end = next(i for i in range(start, scene.sentence.last) if is_false(document.tokens[i], lexicon))
        for saying in _denied(scene, lexicon, token, _DENYING, (source, [named])):
            yield replace(saying, content=(*named, *range(start, end + 1)), denied=False)


def naming_it(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """The same of what was just told: "called it a lie", "called that untrue", but not "called it wrong"."""
    document = scene.document
    for token in scene.verbs:
        if token.lemma not in lexicon.denials["naming"] or token.index + 1 >= scene.sentence.last:
            continue
        it = document.tokens[token.index + 1]
        start = named_false(document, it, lexicon) if it.lower in lexicon.denials["pronouns"] else None
        if start != it.index + 1:
            continue
        end = next(i for i in range(start, scene.sentence.last) if is_false(document.tokens[i], lexicon))
        name = document.tokens[end]
        source = subject(document, token.index)
        outright = name.lower in lexicon.denials["outright"] or name.lemma in lexicon.denials["falsehoods"]
        if outright and may_say_object(scene, source, lexicon):
            for saying in _denied(
                scene, lexicon, token, _DENYING, (source, [tuple(range(it.index, end + 1))])
            ):
                yield replace(saying, denied=False)


def ruled_out(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What will not be: "ruled out a tax rise", "ruled out raising taxes"."""
    document = scene.document
    for token in scene.verbs:
        out = document.first_of(token.index, "prt")
        if token.lemma not in lexicon.kinds["excluding"] or out is None or out.lower != "out":
            continue
        head = document.first_of(token.index, "dobj", "xcomp", "ccomp", "pcomp")
        verb = Verb(token.lemma, Act.DENY, frozenset({"object"}), denies=True, weak=False)
        source = subject(document, token.index)
        if head is None or head.index < out.index or not may_say_object(scene, source, lexicon):
            continue
        if head.tag == "VBG" or (head.dep == "dobj" and is_sayable(verb, head, lexicon)):
            contents = told_by(document, head, lexicon) if is_said(head, lexicon) else []
            contents = contents or [document.subtree(head.index)]
            yield from _denied(scene, lexicon, token, verb, (source, contents))


def contradicting(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Somebody contradicted: "she contradicted him", "... him: the bridge had been closed"."""
    document = scene.document
    for token in scene.verbs:
        person = (
            document.first_of(token.index, "dobj")
            if token.lemma in lexicon.denials["contradicting"]
            else None
        )
        source = subject(document, token.index) if person is not None else ()
        if person is None or not may_say_object(scene, source, lexicon) or person.lower.endswith("self"):
            continue
        if is_holder(document, (person.index,), lexicon):
            yield from _denied(scene, lexicon, token, _DENYING, (source, [_whole(document, person)]))
            yield from _after_colon(scene, token, source)


def unseen(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A clause that the parser did not see: "said reports that a ship had sunk were invented"."""
    document = scene.document
    for token in scene.verbs:
        verb = lexicon.verb(token.lemma, "clause") if token.lemma in lexicon.kinds["plain"] else None
        noun = _noun_after(document, token.index, lexicon) if verb else None
        source = speaker(document, token.index) if noun else ()
        if verb is None or noun is None or not source or content_clause(document, token, lexicon):
            continue
        for later in scene.verbs:
            found = rejection(document, later, lexicon) if later.index > noun.index else None
            if found is not None and found.what == noun:
                contents = told_by(document, noun, lexicon, found.words[0])
                yield from _denied(scene, lexicon, token, _DENYING, (source, contents))
                break


# -- What the rules share --------------------------------------------------------------------------


def _denied(
    scene: Scene, lexicon: Lexicon, token: Token, verb: Verb, who_and_what: tuple[tuple[int, ...], Contents]
) -> Iterator[Saying]:
    source, contents = who_and_what
    because = f"“{token.text}” denies what somebody said"
    yield from sayings(Cue(scene.document, lexicon, token, verb), source, contents, because)


def _contents(document: Document, verb: Token, noun: Token, lexicon: Lexicon) -> Contents:
    """Return what the noun tells; else the noun itself, if no other rule takes an object of this verb."""
    last = _start(document, verb) if noun.index < verb.index else None
    found = told_by(document, noun, lexicon, last)
    if not found and noun.index > verb.index and lexicon.verb(verb.lemma, "object") is not None:
        return []
    return found or _bare(document, noun, lexicon)


def _start(document: Document, verb: Token) -> int:
    return min(
        (
            one.index
            for one in document.of(verb.index, "aux", "auxpass", "neg", "advmod")
            if one.index < verb.index
        ),
        default=verb.index,
    )


def _bare(document: Document, noun: Token, lexicon: Lexicon) -> Contents:
    """What is not told is "the claims" themselves; a bare "idea" is no matter to deny, a fault is."""
    fault = noun.lemma in lexicon.denials["faults"]
    return [_whole(document, noun)] if fault or not needs_telling(noun, lexicon) else []


def _whole(document: Document, noun: Token) -> tuple[int, ...]:
    """Return the noun phrase, less the name that it is given: "the report" of "the report as nonsense"."""
    apart = frozenset(
        one.index
        for one in document.of(noun.index, "prep", "relcl", "appos")
        if one.lower == "as" or follows_comma(document, one.index)
    )
    words = document.subtree(noun.index, apart)
    named = next((i for i in words if i > noun.index and document.tokens[i].lower == "as"), None)
    return trimmed(document, tuple(i for i in words if named is None or i < named))


def _denied_noun(document: Document, verb: Token, lexicon: Lexicon) -> Token | None:
    """Return what the verb denies: its object, its passive subject, or a noun after "as nonsense"."""
    for one in document.of(verb.index, "dobj", "nsubjpass"):
        agent = one.dep == "dobj" or document.first_of(verb.index, "agent") is not None
        if agent and (is_said(one, lexicon) or _is_any_fault(document, one, lexicon)):
            return one
        misread = _before_its_name(document, one, lexicon)
        if misread is not None:
            return misread
    return (
        _noun_after(document, verb.index, lexicon)
        if document.first_of(verb.index, "nsubjpass") is None
        else None
    )


def _before_its_name(document: Document, name: Token, lexicon: Lexicon) -> Token | None:
    """Return what is called false where the parser took both for one noun: "called the report nonsense"."""
    if name.lemma not in lexicon.denials["falsehoods"]:
        return None
    said = lexicon.denials["said"]
    return next((one for one in document.of(name.index, "compound") if one.lemma in said), None)


def _denied_before(document: Document, verb: Token, lexicon: Lexicon) -> Token | None:
    """Return the noun that a relative clause tells the denial of, if its verb takes such a noun."""
    noun = document.tokens[verb.head]
    relative = document.first_of(verb.index, "dobj")
    start = document.subtree(verb.index)[0]
    loose = relative is not None and relative.lower == "which" and follows_comma(document, start)
    told = is_said(noun, lexicon) or (loose and lexicon.verb(verb.lemma, "object") is not None)
    gap = relative is None or relative.tag in RELATIVE
    own = document.first_of(verb.index, "nsubj") not in {None, relative}
    return noun if verb.dep == "relcl" and own and gap and told else None


def _phrase_before(document: Document, index: int, first: int) -> tuple[int, ...]:
    start = index
    while start > first and document.tokens[start - 1].pos in IN_A_NOUN_PHRASE:
        start -= 1
    return tuple(range(start, index))


def _is_any_fault(document: Document, noun: Token, lexicon: Lexicon) -> bool:
    any_at_all = any(one.lower in {"any", "all"} for one in document.of(noun.index, "det"))
    return any_at_all and noun.lemma in lexicon.denials["faults"]


def _noun_after(document: Document, index: int, lexicon: Lexicon) -> Token | None:
    """Return the noun of saying in the phrase after a word, also behind "as nonsense"."""
    last = min(sentence_at(document, index).last, index + 1 + _FARTHEST)
    for number, token in enumerate(document.tokens[index + 1 : last]):
        if is_said(token, lexicon):
            return token
        if token.quotation is not None or not _leads_on(token, number):
            return None
    return None


def _leads_on(token: Token, number: int) -> bool:
    """A noun phrase goes on, or is led in by "as": any other preposition ends the way to the noun."""
    if token.pos == "ADP":
        return token.lower == "as" and number == 0
    return token.pos in _BEFORE_A_NOUN or token.text in {'"', "“", "”", "'", "‘", "’"}


def _end_of_phrase(document: Document, verb: Token, lexicon: Lexicon) -> int | None:
    """Return the last word of "pour cold water on", if the words after the verb say so."""
    for rest in _phrases(lexicon.denials["phrases"]).get(verb.lemma, ()):
        after = document.tokens[verb.index + 1 : verb.index + 1 + len(rest)]
        if [one.lower for one in after] == rest:
            return verb.index + len(rest)
    return None


@cache
def _phrases(listed: frozenset[str]) -> Mapping[str, list[list[str]]]:
    """Return what follows the verb of each phrase, by the verb."""
    found: dict[str, list[list[str]]] = {}
    for words in sorted(listed):
        lemma, *rest = words.split()
        found.setdefault(lemma, []).append(rest)
    return found


def _parted(document: Document, verb: Token, lexicon: Lexicon) -> Token | None:
    """Return the object between a verb and its particle: "brushed *the claim* aside"."""
    noun = document.first_of(verb.index, "dobj")
    if noun is None or not is_said(noun, lexicon) or noun.index < verb.index:
        return None
    after = document.subtree(noun.index)[-1] + 1
    last = sentence_at(document, verb.index).last
    particle = document.tokens[after].lower if after < last else ""
    return noun if f"{verb.lemma} {particle}" in lexicon.denials["phrases"] else None


def _is_of_court(document: Document, source: tuple[int, ...], noun: Token, lexicon: Lexicon) -> bool:
    """Say whether a court decides on what was brought before it: "the judge dismissed the claim"."""
    decider = head_of(document, source)
    return (
        decider is not None
        and decider.lemma in lexicon.denials["judges"]
        and not told_clause(document, noun, lexicon)
    )


def _after_colon(scene: Scene, verb: Token, source: tuple[int, ...]) -> Iterator[Saying]:
    """What follows a colon is what the speaker sets against it."""
    document = scene.document
    after = range(verb.index + 1, min(scene.sentence.last, verb.index + _FARTHEST))
    colon = next((i for i in after if document.tokens[i].text == ":"), None)
    rest = trimmed(document, tuple(range(colon + 1, scene.sentence.last))) if colon is not None else ()
    if is_clause(document, rest) and not any(document.tokens[i].quotation is not None for i in rest):
        because = f"a colon leads from “{verb.text}” to what is said"
        yield Saying((verb.index,), source, rest, Act.ASSERT, because)
