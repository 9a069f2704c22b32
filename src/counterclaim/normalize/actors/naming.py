"""Which words of a phrase are a proper name, and what sort of name it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from counterclaim.gazetteer import Country, Gazetteer
from counterclaim.model import ActorKind
from counterclaim.normalize.actors.body_words import BodyWords, body_words
from counterclaim.normalize.actors.explained import body_names
from counterclaim.normalize.actors.lexicon import ActorWords
from counterclaim.normalize.actors.phrases import behind_owner, tail_of_name, words_of_owner
from counterclaim.parse.document import Document, Token

_LONGEST_ACRONYM = 6
_LONG_TITLE, _SHORTEST_SURNAME = 7, 3


@dataclass(frozen=True)
class Namer:
    """Knows the names of one report: the words it also writes small, and those that end fuller names.

    `bodies` are the words that begin a body's name, or own a title that only bodies have, `body_names`
    whole names that the report explains as those of bodies ("the operator, Aral Water"); `described` the
    nouns by which the report itself explains who somebody is ("Ann Lee, a plumber").
    """

    document: Document
    words: ActorWords
    gazetteer: Gazetteer
    small: frozenset[str]
    surnames: frozenset[str]
    bodies: frozenset[str]
    body_names: frozenset[str]
    body_words: BodyWords
    described: frozenset[str]
    demonym: Callable[[str], Country | None]
    country: Callable[[str], Country | None]

    # -- Names -------------------------------------------------------------------------------------

    def name_of(self, run: Sequence[Token], head: Token, body: str) -> str:
        """Return the name that a run of capitalised words is, or nothing: titles are no part of it."""
        honoured = any(token.lower in self.words.honorifics for token in run)
        kept = [token for token in run if token.lower not in self.words.honorifics]
        if not kept or kept[-1].pos not in {"PROPN", "NOUN", "ADJ"}:  # a known surname may be any of these
            return ""
        kept = list(behind_owner(kept))
        if len(kept) > 1 and self.demonym(kept[0].text):
            kept = kept[1:]
        if body and head.text[:1].isupper():
            kept += self._tail(head, body)
        if not honoured and not body and self._is_nobody(kept, head):
            return ""
        return self._unfused(_spelled(kept))

    def _unfused(self, name: str) -> str:
        """Return the name without a title that was printed together with it: "Ann Horakcommander"."""
        first, _, last = name.rpartition(" ")
        fused = (title for title in self.words.roles if len(title) >= _LONG_TITLE and last.endswith(title))
        title = max(fused, key=len, default="")
        surname = last.removesuffix(title)
        return f"{first} {surname}" if first and title and len(surname) >= _SHORTEST_SURNAME else name

    def name_before_body(self, before: Sequence[Token], body: str) -> str:
        """Return "Acme" of "the Acme shipping company": capitalised words before a body in small letters."""
        if body not in self.words.own_side or before[-1].text[:1].isupper():
            return ""
        kept = [token for token in before[:-1] if token.pos == "PROPN" and token.text[:1].isupper()]
        kept = [token for token in kept if not self.country_of_word(token) and not self._is_common(token)]
        together = all(left.index + 1 == right.index for left, right in pairwise(kept))
        owns = kept and self.document.tokens[kept[-1].index + 1].tag == "POS"
        return _spelled(kept) if kept and together and not owns else ""

    def _tail(self, head: Token, body: str) -> list[Token]:
        """Return "for Young Sailors" of "Trust for Young Sailors"; a state's body leaves out its country."""
        tail = tail_of_name(words_of_owner(self.document, head))
        if body in self.words.state or body == "unit":
            countries = [at for at, token in enumerate(tail) if self.country_of_word(token)]
            tail = tail[: countries[0]] if countries else tail
        while tail and not tail[-1].text[:1].isupper():
            tail = tail[:-1]
        return tail

    def in_longer_name(self, token: Token) -> bool:
        """Say whether a word stands inside the name of a body before it: "Young Sailors" is nobody there."""
        for above in self.document.ancestors(token.index):
            body = self.words.organisations.get(above.lower, "")
            if body and above.index < token.index and above.text[:1].isupper() and above.pos == "PROPN":
                return any(word.index == token.index for word in self._tail(above, body))
            if above.pos not in {"PROPN", "NOUN", "ADP"}:
                return False
        return False

    def _is_nobody(self, kept: Sequence[Token], head: Token) -> bool:
        """A ceremony, a common word with a capital, or an adjective of a country alone is nobody."""
        if len(kept) > 1:
            speaks = head.dep == "nsubj" and self.document.tokens[head.head].lemma in self.words.sayings
            common = all(self._is_common(token) for token in kept)
            return common or (kept[-1].lower in self.words.ceremonies and not speaks)
        word = kept[0]
        opens = self.document.sentences[self.document.sentence_of[word.index]].first == word.index
        written_small = opens and word.lower in self.small
        heading = opens and word.dep == "ROOT"
        alone = self._is_common(word) or written_small or heading or self.demonym(word.text) is not None
        return alone and not self.is_surname(word) and word.lower not in self.words.metonyms

    def _is_common(self, token: Token) -> bool:
        return token.lower in self.words.common

    def is_surname(self, token: Token) -> bool:
        """Say whether some fuller name in the report ends with this word: "King" after "Ann King"."""
        return token.lower in self.surnames and token.text[:1].isupper()

    # -- Titles ------------------------------------------------------------------------------------

    def role(self, before: Sequence[Token], at: int) -> str:
        """Return the class of the title that ends at a word of a phrase, or nothing."""
        words = self.words_of_title(before, at)
        title = " ".join(word.lower for word in words)
        return self.words.roles.get(title, title if title in self.described else "")

    def title(self, before: Sequence[Token], at: int) -> str:
        """Return that title in the form that is compared."""
        return self.words.title(" ".join(word.lower for word in self.words_of_title(before, at)))

    def words_of_title(self, before: Sequence[Token], at: int) -> Sequence[Token]:
        """Return the one or two words of it: "prime minister" is no "minister"."""
        two = before[max(0, at - 1) : at + 1]
        return two if " ".join(word.lower for word in two) in self.words.roles else before[at : at + 1]

    # -- Sorts of names ----------------------------------------------------------------------------

    def kind_of_bare(self, name: str, before: Sequence[Token]) -> ActorKind:
        """Tell what a name without title and organisation word is: with an article it is no person."""
        known = name.lower() in self.surnames
        if name in self.words.outlets and not known:
            return ActorKind.OUTLET
        words = name.lower().split()
        if words[0] in self.words.broadcasters or words[-1] in self.words.broadcasters:
            return ActorKind.OUTLET
        if "&" in words or words[-1] in self.words.clubs or (words[0] in self.bodies and not known):
            return ActorKind.ORGANISATION
        honoured = any(word.lower in self.words.honorifics for word in before)
        if not honoured and not known and self._is_explained_as_body(words):
            return ActorKind.ORGANISATION
        article = before[0].lower == "the" and all(word.text[:1].isupper() for word in before[1:])
        if article and not known and self._is_reporting(before[-1]):
            return ActorKind.OUTLET
        is_acronym = name.isupper() and 1 < len(name) <= _LONGEST_ACRONYM
        return ActorKind.ORGANISATION if is_acronym or (article and not known) else ActorKind.PERSON

    def _is_explained_as_body(self, words: Sequence[str]) -> bool:
        """Say whether the report, or the name's last word, tells that it is a body's; also its first word."""
        name = " ".join(words)
        ending = len(words) > 1 and words[-1] in self.body_words.endings
        short = len(words) == 1 and any(full.startswith(f"{name} ") for full in self.body_names)
        return ending or short or name in self.body_names

    def _is_reporting(self, head: Token) -> bool:
        return head.dep == "nsubj" and self.document.tokens[head.head].lemma == "report"

    def is_people(self, before: Sequence[Token]) -> bool:
        """Say whether a phrase is a country's people: "Norwegians", "the French"."""
        head = before[-1]
        plural = head.tag in {"NNPS", "NNS"}
        the = len(before) == 2 and before[0].lower == "the"
        return (plural or the) and not self.is_surname(head) and self.demonym(head.text) is not None

    def is_place(self, name: str) -> bool:
        """Say whether a town or region is called so."""
        return bool(self.gazetteer.kinds(name) & {"town", "region"})

    # -- Countries ---------------------------------------------------------------------------------

    def government(self, name: str, *, acts: bool) -> str:
        """Return the country whose government a name stands for; a capital does so only where it acts."""
        metonym = self.words.metonyms.get(name.lower())
        if metonym:
            return metonym
        found = self.country(name) or (self.gazetteer.capital_of(name) if acts else None)
        return found.name if found else ""

    def country_of_word(self, word: Token) -> str:
        """Return the country that one word tells: its name, its adjective, its capital as an owner."""
        metonym = self.words.metonyms.get(word.lower)
        if metonym:
            return metonym
        found = self.demonym(word.text) or self.country(word.text)
        seat = self.gazetteer.capital_of(word.text) if found is None and word.dep == "poss" else None
        known = found or seat
        return known.name if known else ""


def namer(document: Document, words: ActorWords, gazetteer: Gazetteer) -> Namer:
    """Return what knows the names of a report; the countries it asks for are looked up once."""
    small = frozenset(token.text for token in document.tokens if token.text.islower())
    surnames = frozenset(
        right.lower
        for left, right in pairwise(document.tokens)
        if _is_forename(left, right, words) and not gazetteer.demonym(left.text)
    )
    return Namer(
        document=document,
        words=words,
        gazetteer=gazetteer,
        small=small,
        surnames=surnames,
        bodies=frozenset(_bodies(document, words)) - surnames,
        body_names=frozenset(body_names(document, words, gazetteer)),
        body_words=body_words(words.language),
        described=frozenset(_descriptions(document, words, surnames)),
        demonym=cache(gazetteer.demonym),
        country=cache(gazetteer.country),
    )


def _bodies(document: Document, words: ActorWords) -> Iterator[str]:
    """Yield the words that name a body: "Acme Corp.", "Acme's chairman", "the founder of Acme"."""
    for left, right in pairwise(document.tokens):
        if left.pos == "PROPN" and right.text[:1].isupper() and right.lower in words.organisations:
            yield left.lower
    for token in document.tokens:
        if token.lower in words.titles_in_bodies:
            owners = (*document.of(token.index, "poss"), *words_of_owner(document, token)[1:2])
            yield from (owner.lower for owner in owners if owner.pos == "PROPN")


def _descriptions(document: Document, words: ActorWords, surnames: frozenset[str]) -> Iterator[str]:
    """Yield the nouns that explain who somebody is: "Ann Lee, a plumber", "the plumber, Ann Lee"."""
    known = words.organisations.keys() | words.crowds.keys() | words.common | words.honorifics
    for token in document.tokens:
        head = document.tokens[token.head]
        if token.dep == "appos":
            pair = (token, head) if token.pos == "NOUN" else (head, token)
        elif token.dep == "compound" and document.tokens[token.index + 1].pos == "PROPN":
            pair = (token, document.tokens[head.head] if head.dep == "compound" else head)
        else:
            continue
        noun, name = pair
        explains = noun.tag == "NN" and noun.text.isalpha() and noun.lower not in known
        if explains and name.pos == "PROPN" and name.lower in surnames:
            yield noun.lower


def _is_forename(left: Token, right: Token, words: ActorWords) -> bool:
    """Say whether two words look like a person's first name and surname."""
    capital = left.text[:1].isupper() and right.text[:1].isupper() and left.pos == right.pos == "PROPN"
    bodies = {left.lower, right.lower} & words.organisations.keys()
    return (
        capital
        and left.head == right.index
        and left.quotation is None
        and not bodies
        and left.lower not in words.common
        and left.lower not in words.honorifics
        and right.lower not in words.ceremonies
    )


def _spelled(tokens: Sequence[Token]) -> str:
    spelled = " ".join(token.text for token in tokens).replace(" - ", "-")
    return spelled.replace(" '", "'").replace(" ’", "’")
