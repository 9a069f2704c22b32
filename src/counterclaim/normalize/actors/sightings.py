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
from counterclaim.normalize.actors.body_words import Sort, body_words
from counterclaim.normalize.actors.lexicon import ActorWords
from counterclaim.normalize.actors.naming import Namer, namer
from counterclaim.normalize.actors.phrases import (
    capitalised_run,
    joined_name,
    without_article,
    words_before,
    words_of_owner,
)
from counterclaim.normalize.actors.sighting import Phrase, Sighting
from counterclaim.parse.document import Document, Token

_ACTING = frozenset({"nsubj", "nsubjpass", "poss"})
_INSIDE_A_NAME = frozenset({"compound", "amod", "nmod"})
_PLURAL = frozenset({"NNS", "NNPS"})


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
    look = _Looker(document, words, namer(document, words, gazetteer))
    heads = (token for token in document.tokens if token.start not in taken)
    found = [sighting for token in heads if (sighting := look.at(token)) is not None]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


@dataclass(frozen=True)
class _Looker:
    """Holds what every look at a token needs."""

    document: Document
    words: ActorWords
    namer: Namer

    def at(self, token: Token) -> Sighting | None:
        """Return the sighting that `token` heads, if any."""
        if token.quotation is not None:
            return None
        if token.tag in {"PRP", "PRP$"} and token.lower in self.words.pronouns:
            kind = self.words.pronouns[token.lower]
            return Sighting(token.index, token.start, token.end, token.text, ActorKind.PERSON, pronoun=kind)
        inside_a_name = token.dep in _INSIDE_A_NAME and token.head != token.index
        if token.pos not in {"NOUN", "PROPN"} or inside_a_name or token.lower in self.words.no_actors:
            return None
        if self.namer.in_longer_name(token) or joined_name(self.document, token.index):
            return None
        return self._sighting(self._phrase(token))

    def _phrase(self, token: Token) -> Phrase:
        before = words_before(self.document, token, self.words)
        body = self._body(token, before)
        crowd = self.words.crowds.get(token.lower, "") if token.tag in _PLURAL else ""
        role_at = None if body or crowd else self._role_at(before, token)
        run = before[role_at + 1 :] if role_at is not None else self._run(before, body)
        owner = words_of_owner(self.document, token)
        may_be_named = token.pos == "PROPN" or body or self.namer.is_surname(token)
        name = (
            self.namer.name_of(run, token, body) if may_be_named and not _is_one_of_many(before, run) else ""
        )
        if body and not run:
            name = self.namer.name_before_body(before, body)
        has_owner = bool(body or (role_at is not None and not name))
        return Phrase(
            head=token,
            before=tuple(before),
            owner=tuple(owner) if has_owner else (),
            role_at=role_at,
            role=self.namer.role(before, role_at) if role_at is not None else "",
            title=self.namer.title(before, role_at) if role_at is not None else "",
            body=body,
            crowd=crowd,
            name=name,
            named_by=tuple(run),
        )

    def _run(self, before: Sequence[Token], body: str) -> list[Token]:
        """Return the capitalised words that end a phrase, but for one that only opens the sentence."""
        run = capitalised_run(before, body_words(self.words.language).collectives)
        first = self.document.sentences[self.document.sentence_of[run[0].index]].first if run else 0
        opens = len(run) > 1 and run[0].index == first and run[0].lower in self.words.before_names
        return run[1:] if opens and not body else run

    def _body(self, token: Token, before: Sequence[Token]) -> str:
        """Return the class of an organisation word; "the 3rd company" is a unit, "the company" is none."""
        numbered = self.words.numbered.get(token.lower, "")
        is_numbered = numbered and any(self._is_ordinal(word) for word in before)
        if is_numbered:
            return numbered
        return self.words.organisations.get(self._two(before)) or self.words.organisations.get(
            token.lower, ""
        )

    def _is_ordinal(self, word: Token) -> bool:
        """Say whether a word is "third", with a capital or not, or "3rd"; "3" and "100-year-old" are not."""
        figure = word.text[:1].isdigit() and word.text.isalnum() and word.text[-1:].isalpha()
        return figure or word.lower in self.words.ordinals

    def _role_at(self, before: Sequence[Token], token: Token) -> int | None:
        """Return where the last title stands: at the head itself, or before a name that ends there."""
        for at in range(len(before) - 1, -1, -1):
            word = before[at]
            if word is token and self.namer.is_surname(word):
                continue
            if not self.namer.role(before, at) or word.pos not in {"NOUN", "PROPN", "ADJ"}:
                continue
            if word.pos != "ADJ":
                return at if word is token or token.pos == "PROPN" else None
            if word is not token and before[at + 1].pos == "PROPN" == token.pos:
                return at
        return None

    def _sighting(self, phrase: Phrase) -> Sighting | None:
        token = phrase.head
        country, is_country = self._country(phrase)
        people = self.namer.is_people(phrase.before)
        known = phrase.role or phrase.crowd or is_country or people
        if not (known or self._is_body(phrase) or self._is_named(token, phrase.name)):
            return None
        sort = phrase.role or phrase.body or phrase.crowd or country
        shown = phrase.named_by if phrase.name and not sort else phrase.before
        kind = ActorKind.GROUP if people else self._kind(phrase, is_country=is_country)
        sort_of_body, trade = self._sort(phrase, kind)
        leading = joined_name(self.document, token.index - 2) or token
        told = without_article([*shown, *phrase.owner], self.words.others)
        start, end = self.document.extent(t.index for t in told)
        return Sighting(
            head=token.index,
            start=start,
            end=end,
            text=self.document.text[start:end],
            kind=kind,
            name="" if people else phrase.name,
            role=phrase.role,
            title=phrase.title,
            lesser=self._lesser(phrase),
            body=phrase.body,
            crowd="people" if people else phrase.crowd,
            country=country,
            affiliation=self._affiliation(phrase),
            own_side=any(
                self.words.organisations.get(t.lower) in self.words.own_side
                for t in (*phrase.before, *phrase.owner)
            ),
            rest=self._rest(phrase),
            apposition=leading.head if leading.dep == "appos" else None,
            sort=sort_of_body,
            trade=trade,
            modifiers=self._modifiers(phrase),
            another=not phrase.name and self._is_another(phrase.before),
        )

    def _is_another(self, before: Sequence[Token]) -> bool:
        """Say whether it is somebody else than those told of: "another minister", "a second one"."""
        told = [token.lower for token in before]
        counted = told[:1] == ["a"] and told[1:2] and told[1] in self.words.others_counted
        return bool(counted) or not self.words.others.isdisjoint(told[:-1])

    def _lesser(self, phrase: Phrase) -> tuple[str, ...]:
        """Return what makes less of a title: "deputy" mayor."""
        before = phrase.before[: phrase.role_at or 0]
        return tuple(sorted({token.lower for token in before if token.lower in self.words.lesser}))

    # -- What is somebody --------------------------------------------------------------------------

    def _is_body(self, phrase: Phrase) -> bool:
        """A bare "company" is nobody in particular; a bare "army" is one that the report told of."""
        more = len(phrase.before) > 1 or bool(phrase.owner)
        return bool(phrase.body) and (more or phrase.body in self.words.state)

    def _is_named(self, token: Token, name: str) -> bool:
        """A name is somebody's, unless it is that of a town or region that does nothing here."""
        acts = token.dep in _ACTING or token.dep == "appos" or name.lower() in self.namer.bodies
        acts = acts or self._is_according_to(token)
        return bool(name) and (acts or " " in name or not self.namer.is_place(name))

    def _is_according_to(self, token: Token) -> bool:
        to = self.document.tokens[token.head]
        return token.dep == "pobj" and self.document.tokens[to.head].lower == "according"

    def _kind(self, phrase: Phrase, *, is_country: bool) -> ActorKind:
        if is_country or phrase.body == "government" or phrase.name.lower() in self.words.metonyms:
            return ActorKind.GOVERNMENT
        if phrase.crowd:
            return ActorKind.GROUP
        if phrase.body == "media" and phrase.name:
            return ActorKind.OUTLET
        if phrase.body:
            return ActorKind.UNIT if phrase.body == "unit" else ActorKind.ORGANISATION
        if phrase.role:
            return ActorKind.PERSON
        return self._kind_of_name(phrase)

    def _kind_of_name(self, phrase: Phrase) -> ActorKind:
        """Tell what a name without a title and a body's word of its own is: by the words before it."""
        told = self._told_sort(phrase)
        if not told:
            return self.namer.kind_of_bare(phrase.name, phrase.before)
        media = self.words.organisations[told[-1].lower] == "media"
        return ActorKind.OUTLET if media else ActorKind.ORGANISATION

    # -- What the words tell -----------------------------------------------------------------------

    def _told_sort(self, phrase: Phrase) -> Sequence[Token]:
        """Return the words before a name, or its first, that tell what sort of body it is of.

        The last of them is the word of the sort: "ferry operator" Norline, "Bank" Norvia.
        """
        if (
            not phrase.name
            or phrase.body
            or phrase.role
            or phrase.crowd
            or self.namer.is_surname(phrase.head)
        ):
            return ()
        first = phrase.named_by[0]
        before = [token for token in phrase.before if token.index < first.index]
        if before and before[-1].lower in self.words.organisations:
            return before
        return [first] if len(phrase.named_by) > 1 and first.lower in self.words.organisations else ()

    def _country(self, phrase: Phrase) -> tuple[str, bool]:
        """Return the country that the phrase names, and whether the phrase is its government.

        That is a country's own name, a word that stands for its government, or its capital where
        it acts ("Kyiv said"); an owner or an adjective ("Ukrainian") only tells whose somebody is.
        """
        token = phrase.head
        acts = token.dep in _ACTING or self.document.tokens[token.head].dep == "agent"
        country = self.namer.government(phrase.name, acts=acts) if phrase.name else ""
        if country:
            return country, True
        for word in (*phrase.before, *phrase.owner):
            if word.text[:1].isupper() and (known := self.namer.country_of_word(word)):
                return known, False
        return self._seat(phrase), False

    def _seat(self, phrase: Phrase) -> str:
        """Return the country of a body of the state that sits there: "the General Staff in Kyiv".

        A think tank in Washington speaks for itself.
        """
        if phrase.body not in self.words.state:
            return ""
        places = (
            place.text
            for preposition in self.document.of(phrase.head.index, "prep")
            if preposition.lower == "in"
            for place in self.document.of(preposition.index, "pobj")
        )
        return next((known for place in places if (known := self.namer.government(place, acts=True))), "")

    def _affiliation(self, phrase: Phrase) -> str:
        """Return the organisation that a role belongs to, by its own name: not a country, not "group"."""
        if phrase.role_at is not None:
            tokens = [*phrase.before[: phrase.role_at], *phrase.owner]
        else:
            tokens = list(phrase.before) if phrase.crowd or phrase.body == "army" else []
        kept = [
            token.text
            for token in tokens
            if token.pos == "PROPN"
            and token.text[:1].isupper()
            and token.lower not in self.words.roles
            and token.lower not in self.words.organisations
            and token.lower not in self.words.honorifics
            and token.lower not in self.words.portfolios
            and not self.namer.country_of_word(token)
        ]
        return " ".join(kept)

    def _rest(self, phrase: Phrase) -> tuple[str, ...]:
        """Return the words that tell one body or bearer of a title from another: "defense", "72nd"."""
        if phrase.body:
            two_words = self._two(phrase.before) in self.words.organisations
            told = [*phrase.before[: -2 if two_words else None], *phrase.owner]
        elif phrase.role_at is not None:
            title = self.namer.words_of_title(phrase.before, phrase.role_at)
            told = list(phrase.before[: phrase.role_at + 1 - len(title)])
        else:
            told = []
        return tuple(sorted({token.lower for token in told if self._tells_apart(token)}))

    def _tells_apart(self, token: Token) -> bool:
        numbered = token.text[:1].isdigit() or token.lower in self.words.ordinals
        return (
            (token.pos == "PROPN" or token.dep == "compound" or numbered)
            and token.text[:1].isalnum()
            and token.lower not in self.words.organisations
            and "," not in token.text
            and not self.namer.country_of_word(token)
        )

    def _sort(self, phrase: Phrase, kind: ActorKind) -> Sort:
        """Return what sort of body it is, by its own word or by the last words of its name."""
        if not phrase.body and kind is not ActorKind.ORGANISATION:
            return Sort("")
        words = body_words(self.words.language)
        told = phrase.before if phrase.body else self._told_sort(phrase)
        by_word = words.sort_of(self._two(told)) if told else Sort("")
        by_name = words.sort_of(phrase.name)
        return (
            by_name
            if by_name.sort == by_word.sort and by_name.trade
            else by_word
            if by_word.sort
            else by_name
        )

    def _modifiers(self, phrase: Phrase) -> tuple[str, ...]:
        """Return the words that describe a body, whatever their order: "pilots' union", "union of pilots"."""
        told = phrase.before if phrase.body else self._told_sort(phrase)
        words = body_words(self.words.language)
        size = 2 if self._two(told) in self.words.organisations else 1
        found = {
            token.lemma.lower()
            for token in (*told[:-size], *(phrase.owner if phrase.body else ()))
            if token.pos in {"NOUN", "PROPN", "ADJ"} and token.dep != "det" and token.lower not in words.idle
        }
        return tuple(sorted(found))

    @staticmethod
    def _two(before: Sequence[Token]) -> str:
        return " ".join(word.lower for word in before[-2:])


def _is_one_of_many(before: Sequence[Token], run: Sequence[Token]) -> bool:
    """Say whether an article makes one of many of it: "a Democrat" is nobody's name."""
    return len(before) == len(run) + 1 and before[0].lower in {"a", "an"} and before[0].dep == "det"
