"""Everything in a report that could be an actor: a name, a description, a pronoun, with its evidence.

Named-entity types are not used: they are unreliable on transliterated names. A name is a run of
capitalised words that ends at the head of its phrase; what sort of actor it is follows from the
words around it (a title before it, an organisation word in it) and from the gazetteer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.gazetteer import Gazetteer
from counterclaim.model import ActorKind, Span
from counterclaim.normalize.actors.lexicon import ActorWords
from counterclaim.parse.document import Document, Token

_BEFORE = frozenset({"compound", "amod", "nmod", "poss", "det", "nummod", "quantmod", "advmod", "punct"})
_WHOSE = frozenset({"of", "for", "at", "from", "with"})
_AFTER_THE_NAME = frozenset({"relcl", "acl", "appos", "conj", "cc", "punct"})
_ACTING = frozenset({"nsubj", "nsubjpass", "poss"})
_ORDINALS = frozenset(
    {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One noun phrase or pronoun that may stand for an actor.

    `name` is its proper name if it has one; `role`, `body` and `crowd` are the classes of its title
    ("head"), its organisation word ("ministry") or its plural ("officials"). `country` and
    `affiliation` say whose it is; `rest` are the other words that tell it apart ("defense", "72nd").
    `apposition` is the head of the phrase that it explains; `pronoun` the class of a pronoun.
    """

    head: int
    start: int
    end: int
    text: str
    kind: ActorKind
    name: str = ""
    role: str = ""
    body: str = ""
    crowd: str = ""
    country: str = ""
    affiliation: str = ""
    own_side: bool = False
    rest: tuple[str, ...] = ()
    apposition: int | None = None
    pronoun: str = ""


def sightings(
    document: Document, words: ActorWords, gazetteer: Gazetteer, blocked: Sequence[Span] = ()
) -> tuple[Sighting, ...]:
    """Return what may be an actor in a document, in text order, pronouns included.

    Args:
        document: the parsed report.
        words: the actor words of its language.
        gazetteer: for countries, their adjectives and their seats of government.
        blocked: dates and the like, whose words are no names.
    """
    taken = frozenset(index for span in blocked for index in range(span.start, span.end))
    look = _Looker(document, words, gazetteer)
    heads = (token for token in document.tokens if token.start not in taken)
    found = [sighting for token in heads if (sighting := look.at(token)) is not None]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


@dataclass(frozen=True)
class _Looker:
    """Holds what every look at a token needs."""

    document: Document
    words: ActorWords
    gazetteer: Gazetteer

    def at(self, token: Token) -> Sighting | None:
        """Return the sighting that `token` heads, if any."""
        if token.quotation is not None:
            return None
        if token.tag in {"PRP", "PRP$"} and token.lower in self.words.pronouns:
            kind = self.words.pronouns[token.lower]
            return Sighting(token.index, token.start, token.end, token.text, ActorKind.PERSON, pronoun=kind)
        inside_a_name = token.dep in {"compound", "amod", "nmod"} and token.head != token.index
        if token.pos not in {"NOUN", "PROPN"} or inside_a_name or token.lower in self.words.no_actors:
            return None
        return self._noun(token)

    def _noun(self, token: Token) -> Sighting | None:
        before, whose = self._before(token), self._whose(token)
        body = self.words.organisations.get(token.lower, "")
        crowd = self.words.crowds.get(token.lower, "") if token.tag in {"NNS", "NNPS"} else ""
        role_at = None if body or crowd else self._role_at(before, token)
        role = self.words.roles[before[role_at].lower] if role_at is not None else ""
        run = before[role_at + 1 :] if role_at is not None else self._name_run(before)
        name = self._as_name(run) if token.pos == "PROPN" or body else ""
        whose = whose if body or (role and not name) else []
        country, is_country = self._country([*before, *whose], name, token)
        people = bool(self.gazetteer.demonym(token.text)) and token.tag in {"NNPS", "NNS"}
        if not (
            role
            or crowd
            or is_country
            or people
            or self._is_body(before, whose, body)
            or self._is_named(token, name)
        ):
            return None
        phrase = run if name and not (role or body or crowd or country) else before
        start, end = self.document.extent(t.index for t in self._without_article([*phrase, *whose]))
        named = [*before[:role_at], *whose] if role_at is not None else []
        return Sighting(
            head=token.index,
            start=start,
            end=end,
            text=self.document.text[start:end],
            kind=ActorKind.GROUP if people else self._kind(name, role, body, crowd, is_country=is_country),
            name="" if people else name,
            role=role,
            body=body,
            crowd="people" if people else crowd,
            country=country,
            affiliation=self._affiliation(named or (before if crowd or body == "army" else [])),
            own_side=any(
                self.words.organisations.get(t.lower) in self.words.own_side for t in [*before, *whose]
            ),
            rest=self._rest(before if body else before[: role_at or 0], whose if body else []),
            apposition=token.head if token.dep == "appos" else None,
        )

    def _is_body(self, before: Sequence[Token], whose: Sequence[Token], body: str) -> bool:
        """A bare "company" is nobody in particular; a bare "army" is one that the report told of."""
        return bool(body) and (len(before) > 1 or bool(whose) or body in self.words.state)

    def _is_named(self, token: Token, name: str) -> bool:
        """A name is somebody's, unless it is that of a town or region that does nothing here."""
        acts = token.dep in _ACTING or token.dep == "appos"
        return bool(name) and (acts or " " in name or not self.gazetteer.kinds(name) & {"town", "region"})

    def _role_at(self, before: Sequence[Token], token: Token) -> int | None:
        """Return where the last title stands: at the head itself, or before a name that ends there."""
        for at in range(len(before) - 1, -1, -1):
            word = before[at]
            if word.lower in self.words.roles and word.pos in {"NOUN", "PROPN"}:
                return at if word is token or token.pos == "PROPN" else None
        return None

    # -- The words of the phrase -------------------------------------------------------------

    def _before(self, token: Token) -> list[Token]:
        """Return the head and what stands before it in its phrase, without a gap."""
        indices = {token.index}
        for child in self.document.of(token.index):
            if child.index < token.index and child.dep in _BEFORE:
                indices.update(i for i in self.document.subtree(child.index) if i < token.index)
        run = [token]
        for index in range(token.index - 1, -1, -1):
            word = self.document.tokens[index]
            if index not in indices or word.quotation is not None or word.text in {",", ";", ":", "(", "--"}:
                break
            run.insert(0, self.document.tokens[index])
        return run

    def _whose(self, token: Token) -> list[Token]:
        """Return the words of "of X", "for X" right behind the head."""
        for phrase in self.document.of(token.index, "prep"):
            named = self.document.first_of(phrase.index, "pobj")
            if phrase.index == token.index + 1 and phrase.lower in _WHOSE and named is not None:
                after = frozenset(
                    child.index
                    for i in self.document.subtree(named.index)
                    for child in self.document.of(i, *_AFTER_THE_NAME)
                    if child.index > named.index
                )
                under = self.document.subtree(named.index, after)
                return [phrase, *(self.document.tokens[i] for i in under if i > phrase.index)]
        return []

    def _name_run(self, before: Sequence[Token]) -> list[Token]:
        """Return the capitalised words that end the phrase; a number that names a unit belongs to them."""
        run: list[Token] = []
        for token in reversed(before):
            if not (
                token.text[:1].isupper() or token.text[:1].isdigit() or token.text in {"-", "&", "'s", "’s"}
            ):
                break
            run.insert(0, token)
        while run and (not run[0].text[:1].isalnum() or run[0].dep == "det" or run[0].lower == "the"):
            run.pop(0)
        return run

    def _as_name(self, tokens: Sequence[Token]) -> str:
        kept = [token for token in tokens if token.lower not in self.words.honorifics]
        if not kept or kept[-1].pos not in {"PROPN", "NOUN", "ADJ"}:
            return ""
        owner = max((i for i, token in enumerate(kept) if token.text in {"'s", "’s"}), default=-1)
        kept = kept[owner + 1 :]
        if len(kept) > 1 and self.gazetteer.demonym(kept[0].text):
            kept = kept[1:]
        return " ".join(token.text for token in kept).replace(" - ", "-")

    @staticmethod
    def _without_article(phrase: Sequence[Token]) -> Sequence[Token]:
        return phrase[1:] if len(phrase) > 1 and phrase[0].dep == "det" else phrase

    # -- What they tell ------------------------------------------------------------------------

    def _country(self, phrase: Sequence[Token], name: str, token: Token) -> tuple[str, bool]:
        """Return the country that the phrase names, and whether the phrase is its government.

        That is a country's own name, a word that stands for its government, or its capital where
        it acts ("Kyiv said"); an owner or an adjective ("Ukrainian") only tells whose somebody is.
        """
        metonym = self.words.metonyms.get(name.lower())
        if metonym:
            return metonym, True
        whole = self.gazetteer.country(name) if name else None
        acts = token.dep in _ACTING or self.document.tokens[token.head].dep == "agent"
        seat = self.gazetteer.capital_of(name) if name and acts and whole is None else None
        country = whole or seat
        if country:
            return country.name, True
        for word in phrase:
            if word.text[:1].isupper() and (known := self._known_country(word)):
                return known, False
        return "", False

    def _known_country(self, word: Token) -> str:
        metonym = self.words.metonyms.get(word.lower)
        if metonym:
            return metonym
        found = self.gazetteer.demonym(word.text) or self.gazetteer.country(word.text)
        seat = self.gazetteer.capital_of(word.text) if found is None and word.dep == "poss" else None
        country = found or seat
        return country.name if country else ""

    def _affiliation(self, tokens: Sequence[Token]) -> str:
        """Return the organisation that a role belongs to, by its own name: not a country, not "group"."""
        kept = [
            token.text
            for token in tokens
            if token.pos == "PROPN"
            and token.text[:1].isupper()
            and token.lower not in self.words.roles
            and token.lower not in self.words.organisations
            and token.lower not in self.words.honorifics
            and token.lower not in self.words.portfolios
            and not self._known_country(token)
        ]
        return " ".join(kept)

    def _rest(self, before: Sequence[Token], whose: Sequence[Token]) -> tuple[str, ...]:
        """Return the words that tell one body from another: "defense", "72nd", "supreme"."""
        kept = [
            token.lower
            for token in (*before, *whose)
            if (
                token.pos == "PROPN"
                or token.dep == "compound"
                or token.text[:1].isdigit()
                or token.lower in _ORDINALS
            )
            and token.text[:1].isalnum()
            and token.lower not in self.words.organisations
            and "," not in token.text
            and not self._known_country(token)
        ]
        return tuple(sorted(set(kept)))

    def _kind(self, name: str, role: str, body: str, crowd: str, *, is_country: bool) -> ActorKind:
        if is_country or body == "government" or name.lower() in self.words.metonyms:
            return ActorKind.GOVERNMENT
        if crowd:
            return ActorKind.GROUP
        if body:
            return ActorKind.UNIT if body == "unit" else ActorKind.ORGANISATION
        if role:
            return ActorKind.PERSON
        is_acronym = name.isupper() and 1 < len(name) <= 6
        return ActorKind.ORGANISATION if is_acronym else ActorKind.PERSON
