"""The outlet's own note that somebody keeps silent, and on what: "declined to comment on the merger"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from counterclaim.attribute.clauses import is_negated
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.matter import clause_told, is_question, matter, scope_of_matter
from counterclaim.attribute.notes import has_no
from counterclaim.attribute.phrases import first_word, follows_comma, noun_phrase, object_of, trimmed
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.attribute.subjects import subject
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token

Way = Callable[[Document, Token, Lexicon], Token | None]
"""One way of saying that somebody keeps silent: from its first word to the word that leads to the matter."""


def silence(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Somebody says nothing: "has not commented", "declined to say whether", "has been silent on"."""
    document = scene.document
    if scene.sentence.quotation is not None:
        return
    for token in scene.verbs:
        lead = next((found for way in _WAYS if (found := way(document, token, lexicon)) is not None), None)
        if lead is None:
            continue
        source = _silent_party(document, token)
        if source and document.tokens[source[-1]].lemma not in lexicon.silence["mute"]:
            about = matter(document, lead, lexicon)
            because = f"“{token.text}” tells that nothing was said"
            yield Saying(
                tuple(dict.fromkeys((token.index, lead.index))),
                source,
                _predicate(document, token, source),
                Act.DECLINE_COMMENT,
                because,
                narrated=True,
                matter=about,
                scope=scope_of_matter(document, about, lexicon),
            )


# -- Ways of keeping silent ----------------------------------------------------------------------


def _does_not_comment(document: Document, token: Token, lexicon: Lexicon) -> Token | None:
    """Somebody does not: "the ministry has not commented on the leak"."""
    fits = token.lemma in lexicon.silence["comment_verbs"] and token.pos == "VERB"
    asked = fits and _is_not(document, token, lexicon) and document.first_of(token.index, "ccomp") is None
    letter = document.first_of(token.index, "dobj")
    of_others = letter is not None and _is_letter_of_others(document, token, letter, lexicon)
    return token if asked and not of_others and not _is_unasked(document, token, lexicon) else None


def _refuses(document: Document, token: Token, lexicon: Lexicon) -> Token | None:
    """Somebody refuses: "declined to comment", "refused to say whether he had paid", "declined comment"."""
    words = lexicon.silence
    if token.pos != "VERB" or token.lemma not in words["refusals"] | words["failures"]:
        return None
    refused = document.first_of(token.index, "xcomp")
    if refused is None:
        named = document.first_of(token.index, "dobj")
        return named if named is not None and named.lemma == "comment" else None
    if document.first_of(refused.index, "auxpass") or _is_unasked(document, refused, lexicon):
        return None
    if token.lemma in words["failures"]:
        return refused if refused.lemma in words["comment_verbs"] else None
    return refused if _is_telling(document, refused, lexicon) else None


def _would_not_say(document: Document, token: Token, lexicon: Lexicon) -> Token | None:
    """Somebody leaves it open: "would not discuss the deal", "did not say whether the man was armed"."""
    words = lexicon.silence
    if (
        token.pos != "VERB"
        or token.lemma not in words["telling_verbs"]
        or not _is_not(document, token, lexicon)
    ):
        return None
    auxiliaries = {child.lower for child in document.of(token.index, "aux")}
    if auxiliaries & lexicon.modals["able"]:
        return None
    clause = clause_told(document, token, lexicon)
    if clause is not None:
        return token if is_question(document, clause, lexicon) else None
    return token if auxiliaries & words["unwilling"] and matter(document, token, lexicon) else None


def _cannot_be_reached(document: Document, token: Token, lexicon: Lexicon) -> Token | None:
    """Somebody was looked for in vain: "the mayor could not be reached for comment"."""
    if token.lemma not in lexicon.silence["reached"] or not is_negated(document, token.index):
        return None
    return _for_comment(document, token) if document.first_of(token.index, "nsubjpass") else None


def _keeps_silent(document: Document, token: Token, lexicon: Lexicon) -> Token | None:
    """Somebody keeps silent: "has been silent on the affair", "was not available for comment"."""
    words = lexicon.silence
    if token.lemma not in words["keep_verbs"]:
        return None
    for child in document.of(token.index, "acomp", "oprd"):
        on_a_matter = any(matter(document, one, lexicon) for one in (token, child))
        if child.lower in words["adjectives"] and (on_a_matter or token.lemma in words["kept"]):
            return child if matter(document, child, lexicon) else token
        absent = child.lower == "unavailable" or is_negated(document, token.index)
        if child.lower in words["available"] and absent:
            return _for_comment(document, child) or _for_comment(document, token)
    return None


def _has_yet_to(document: Document, token: Token, lexicon: Lexicon) -> Token | None:
    """Somebody has still to speak: "the club has yet to comment"."""
    due = document.first_of(token.index, "xcomp")
    if token.lemma not in {"have", "be"} or due is None:
        return None
    yet = any(child.lower == "yet" for one in (token, due) for child in document.of(one.index, "advmod"))
    return due if yet and due.lemma in lexicon.silence["comment_verbs"] else None


def _gives_no_comment(document: Document, token: Token, lexicon: Lexicon) -> Token | None:
    """Somebody gives no answer: "made no comment", "had no comment", "gave no reason for the delay"."""
    words = lexicon.silence
    given = document.first_of(token.index, "dobj")
    if given is None or not (has_no(document, given) or is_negated(document, token.index)):
        return None
    if token.lemma in words["returned"] | words["ignored"] and token.pos == "VERB":
        return None
    if given.lemma == "comment" and token.lemma in words["giving_verbs"] | {"have"}:
        return given
    fits = token.lemma in words["giving_verbs"] and given.lemma in words["given"]
    return (
        given
        if fits and (given.lemma not in words["of_a_matter"] or matter(document, given, lexicon))
        else None
    )


def _no_comment_from(document: Document, token: Token, lexicon: Lexicon) -> Token | None:
    """Nothing came from somebody: "there was no immediate comment from the club"."""
    if token.lemma != "be":
        return None
    noun = document.first_of(token.index, "attr", "nsubj")
    if noun is None or noun.lemma not in lexicon.silence["nouns"] or not has_no(document, noun):
        return None
    awaited = any(child.lower in lexicon.silence["expected"] for child in document.of(noun.index, "amod"))
    return noun if noun.lemma == "comment" or awaited else None


def _stops_short(document: Document, token: Token, lexicon: Lexicon) -> Token | None:
    """Somebody all but says it: "the army stopped short of confirming the deaths"."""
    if token.lemma != "stop" or token.pos != "VERB":
        return None
    short = [child for child in document.of(token.index, "advmod", "acomp") if child.lower == "short"]
    phrases = [
        phrase for one in (token, *short) for phrase in document.of(one.index, "prep") if phrase.lower == "of"
    ]
    below = (document.first_of(phrase.index, "pcomp") for phrase in phrases if short)
    return next((one for one in below if one is not None and _is_telling(document, one, lexicon)), None)


def _ignores(document: Document, token: Token, lexicon: Lexicon) -> Token | None:
    """Somebody lets a question lie: "did not return calls", "ignored questions about the memo"."""
    words, asked = lexicon.silence, document.first_of(token.index, "dobj")
    if token.pos != "VERB" or asked is None or asked.lemma not in words["requests"]:
        return None
    lies = token.lemma in words["ignored"] or (
        token.lemma in words["returned"] and is_negated(document, token.index)
    )
    wanted = [object_of(document, one) for one in document.of(asked.index, "prep") if one.lower == "for"]
    is_told = token.dep == "pcomp"  # "accused of ignoring letters" is what somebody else says
    fits = lies and not is_told and not _is_letter_of_others(document, token, asked, lexicon)
    return asked if fits and all(one is None or one.lemma in words["requests"] for one in wanted) else None


_WAYS: tuple[Way, ...] = (
    _does_not_comment,
    _refuses,
    _would_not_say,
    _cannot_be_reached,
    _keeps_silent,
    _has_yet_to,
    _gives_no_comment,
    _no_comment_from,
    _stops_short,
    _ignores,
)


def _is_telling(document: Document, verb: Token, lexicon: Lexicon) -> bool:
    """A verb of telling, or of giving what tells: "to provide details", not "to provide aid"."""
    words = lexicon.silence
    if verb.lemma in words["giving_verbs"]:
        return any(child.lemma in words["given"] for child in document.of(verb.index, "dobj"))
    if verb.lemma == "speak":
        return bool(matter(document, verb, lexicon))
    return verb.lemma in words["comment_verbs"] | words["telling_verbs"]


def _is_not(document: Document, verb: Token, lexicon: Lexicon) -> bool:
    """It is not done, or nobody does it: "has not commented", "neither club commented"."""
    source = subject(document, verb.index)
    none = bool(source) and document.tokens[source[0]].lower in lexicon.silence["nobody"]
    return none or is_negated(document, verb.index)


def _is_unasked(document: Document, verb: Token, lexicon: Lexicon) -> bool:
    """Nobody was asked: "did not respond to treatment", "did not answer the door"."""
    phrases = [object_of(document, phrase) for phrase in document.of(verb.index, "prep")]
    nouns = [*document.of(verb.index, "dobj"), *(one for one in phrases if one is not None)]
    return any(noun.lemma in lexicon.silence["unasked"] for noun in nouns)


def _is_letter_of_others(document: Document, verb: Token, asked: Token, lexicon: Lexicon) -> bool:
    """Say whether nobody who reports wrote: "did not answer a letter from the union"."""
    words = lexicon.silence
    phrases = (one for head in (verb, asked) for one in document.of(head.index, "prep"))
    senders = [object_of(document, one) for one in phrases if one.lower == "from"]
    others = (one for one in senders if one is not None and one.pos != "PROPN")
    return asked.lemma in words["letters"] and any(one.lemma not in words["press"] for one in others)


def _for_comment(document: Document, token: Token) -> Token | None:
    """Return "comment" in "for comment", where it follows `token`."""
    phrases = (phrase for phrase in document.of(token.index, "prep") if phrase.lower == "for")
    nouns = (object_of(document, phrase) for phrase in phrases)
    return next((noun for noun in nouns if noun is not None and noun.lemma in {"comment", "interview"}), None)


def _silent_party(document: Document, token: Token) -> tuple[int, ...]:
    """Return who keeps silent: the subject, or in "there was no comment from the club" the club."""
    noun = document.first_of(token.index, "attr", "nsubj")
    if token.lemma == "be" and noun is not None and has_no(document, noun):
        phrases = [
            one for head in (noun, token) for one in document.of(head.index, "prep") if one.lower == "from"
        ]
        named = (object_of(document, phrase) for phrase in phrases)
        return next((noun_phrase(document, one.index) for one in named if one is not None), ())
    return subject(document, token.index)


def _predicate(document: Document, token: Token, source: tuple[int, ...]) -> tuple[int, ...]:
    """Return what is told of the silent party, less clauses coordinate with it."""
    apart = {i for child in document.of(token.index, "conj", "cc") for i in document.subtree(child.index)}
    apart |= {child.index for child in document.of(token.index, "nsubj") if child.tag in {"WDT", "WP"}}
    apart |= {
        i
        for child in document.of(token.index, "advcl")
        if _is_set_off(document, child, token)
        for i in document.subtree(child.index)
    }
    words = [i for i in document.subtree(token.index) if i not in source and i not in apart]
    if source and words and words[-1] < source[0] and document.tokens[words[-1]].pos == "ADP":
        words.pop()
    return trimmed(document, tuple(i for i in words if not _leads_to(document, i, source)))


def _is_set_off(document: Document, clause: Token, verb: Token) -> bool:
    """A clause before the silence, or after a comma, tells something else: "..., though she sang"."""
    return clause.index < verb.index or follows_comma(document, first_word(document, clause.index).index)


def _leads_to(document: Document, index: int, source: tuple[int, ...]) -> bool:
    """A preposition right before the source goes with it: "no comment from the club"."""
    return bool(source) and index == source[0] - 1 and document.tokens[index].dep == "prep"
