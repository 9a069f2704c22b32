"""For whom somebody speaks in one report: the body whose chief, spokesman or employee he is said to be.

`RULES` is the whole list; the first that tells is taken. Whoever *was* something speaks for nobody by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from counterclaim.model import ActorKind
from counterclaim.normalize.actors.antecedents import owner_of_pronoun
from counterclaim.normalize.actors.body_words import BodyWords
from counterclaim.normalize.actors.groups import Groups
from counterclaim.normalize.actors.lexicon import ActorWords
from counterclaim.normalize.actors.sighting import Sighting
from counterclaim.normalize.actors.signatures import is_body
from counterclaim.normalize.names import name_key
from counterclaim.parse.document import Document, Token

_OF = frozenset({"of", "for", "at", "in", "from", "with"})
_PRONOUNS = frozenset({"PRP$"})


class Side(NamedTuple):
    """For whom a group of sightings speaks: another group, by number, and why."""

    group: int
    because: str


@dataclass(frozen=True)
class Stage:
    """A report's actors, with what the rules ask of them."""

    groups: Groups
    document: Document
    words: ActorWords
    bodies: BodyWords

    @cached_property
    def by_head(self) -> Mapping[int, Sighting]:
        """The sighting that each token heads, pronouns apart."""
        return {one.head: one for one in self.groups.named}

    @cached_property
    def by_sort(self) -> Mapping[str, Mapping[int, Sighting]]:
        """The groups of each sort of body, with their first sighting."""
        found: dict[str, dict[int, Sighting]] = {}
        for one in self.groups.named:
            if one.sort and not one.crowd:
                found.setdefault(one.sort, {}).setdefault(self.groups.group_of(one), one)
        return found

    @cached_property
    def by_name(self) -> Mapping[str, Mapping[int, Sighting]]:
        """The groups of bodies with each name."""
        found: dict[str, dict[int, Sighting]] = {}
        for one in self.groups.named:
            if one.name and is_body(one):
                found.setdefault(name_key(one.name), {}).setdefault(self.groups.group_of(one), one)
        return found


def sides_of(stage: Stage) -> dict[int, Side]:
    """Return for each group that speaks for another one which that is; nobody speaks for himself."""
    found: dict[int, Side] = {}
    for rule in RULES:
        for one in stage.groups.named:
            group = stage.groups.group_of(one)
            owner = (
                rule(one, stage, found) if group not in found and not stage.bodies.is_past(one.text) else None
            )
            if owner is not None and not _leads_back(stage.groups.group_of(owner), group, found):
                found[group] = Side(stage.groups.group_of(owner), _because(one, owner))
    return found


def root_of(group: int, sides: Mapping[int, Side]) -> int:
    """Return whom a group speaks for in the end: the company of the spokesman's chief."""
    while group in sides:
        group = sides[group].group
    return group


def _leads_back(owner: int, group: int, sides: Mapping[int, Side]) -> bool:
    return root_of(owner, sides) == group


def _because(one: Sighting, owner: Sighting) -> str:
    return f"“{one.text}” speaks for “{owner.text}”"


# -- Who speaks for others ---------------------------------------------------------------------------


def _is_voice(one: Sighting, stage: Stage) -> bool:
    """Say whether it has a title, or is a crowd or an office, that speaks for whom it belongs to."""
    if one.crowd:
        return stage.document.tokens[one.head].lower in stage.bodies.speaking_crowds
    return one.role in stage.bodies.speaking or one.title in stage.bodies.hired or _is_office(one, stage)


def _is_office(one: Sighting, stage: Stage) -> bool:
    """Say whether it is somebody's own: "Mr Lee's office", "her campaign", not "its summer campaign"."""
    before = stage.document.tokens[max(one.head - 1, 0)]
    owned = before.tag in {"POS", *_PRONOUNS} or before.lower in {"own", "press"}
    return not one.name and stage.document.tokens[one.head].lower in stage.bodies.offices and owned


def _head_words(one: Sighting, stage: Stage) -> Iterator[Token]:
    """Yield the words of its phrase, from its head back to its first."""
    for index in range(one.head, -1, -1):
        token = stage.document.tokens[index]
        if token.start < one.start:
            return
        yield token


def _may_own(owner: Sighting | None, one: Sighting, stage: Stage) -> Sighting | None:
    """Refuse an owner that is no body: only lawyers, spokesmen and offices speak for a person or a crowd."""
    if owner is None or owner.head == one.head:
        return None
    for_anybody = one.role in {"lawyer", "spokesman"} or bool(one.body)
    collective = stage.document.tokens[owner.head].lower in stage.bodies.collectives
    return owner if (is_body(owner) and not owner.crowd) or for_anybody or collective else None


def owner_before(one: Sighting, stage: Stage, _: Mapping[int, Side]) -> Sighting | None:
    """Somebody's possessive says whose voice he is: "the union's leader", "Mr Lee's office"."""
    if not _is_voice(one, stage):
        return None
    for token in _head_words(one, stage):
        if token.dep == "poss" and token.tag not in _PRONOUNS and token.index != one.head:
            return _may_own(stage.by_head.get(token.index), one, stage)
    return None


def owner_behind(one: Sighting, stage: Stage, _: Mapping[int, Side]) -> Sighting | None:
    """A preposition says so: "director of operations at Aral Water", "a spokesman for the families"."""
    if not _is_voice(one, stage):
        return None
    waiting = [token for word in _head_words(one, stage) for token in stage.document.of(word.index, "prep")]
    while waiting:
        preposition = waiting.pop(0)
        for noun in stage.document.of(preposition.index, "pobj"):
            owner = _may_own(stage.by_head.get(noun.index), one, stage)
            if owner is not None and preposition.lower in _OF:
                return owner
            waiting += stage.document.of(noun.index, "prep")
    return None


def name_before(one: Sighting, stage: Stage, _: Mapping[int, Side]) -> Sighting | None:
    """The name of a body before the title says so: "Aral Water chief executive Lars Moe"."""
    if not _is_voice(one, stage):
        return None
    tokens = [token for token in reversed(list(_head_words(one, stage))) if token.lower not in {"the", "a"}]
    for end in range(len(tokens) - 1, 0, -1):
        if all(token.text[:1].isupper() for token in tokens[:end]):
            named = _called(" ".join(token.text for token in tokens[:end]), stage)
            if named is not None:
                return named
    return None


def _called(name: str, stage: Stage) -> Sighting | None:
    """Return the only body that is called so, or whose name begins or ends so: "Rovers captain"."""
    named = stage.by_name.get(name_key(name), {}) or {
        stage.groups.group_of(one): one
        for one in stage.groups.named
        if one.name and is_body(one) and (one.name.startswith(f"{name} ") or one.name.endswith(f" {name}"))
    }
    return next(iter(named.values())) if len(named) == 1 else None


def sort_before(one: Sighting, stage: Stage, _: Mapping[int, Side]) -> Sighting | None:
    """The word for a body before the title means the only such body: "union leader", "police chief"."""
    if not _is_voice(one, stage) or not (one.role or one.crowd):
        return None
    words = [token.lower for token in reversed(list(_head_words(one, stage)))][:-1]
    for at in range(len(words) - 1, -1, -1):
        sort = stage.bodies.sorts.get(" ".join(words[max(at - 1, 0) : at + 1])) or stage.bodies.sorts.get(
            words[at]
        )
        fitting = stage.by_sort.get(sort.sort, {}) if sort else {}
        if len(fitting) == 1:
            return next(iter(fitting.values()))
    return None


def led_body(one: Sighting, stage: Stage, _: Mapping[int, Side]) -> Sighting | None:
    """A clause says what somebody leads: "Ann Lee, who chairs the pilots' union"."""
    for verb in stage.document.of(one.head, "relcl"):
        subject = stage.document.first_of(verb.index, "nsubj")
        led = stage.document.first_of(verb.index, "dobj")
        if (
            verb.lemma in stage.bodies.leads
            and subject is not None
            and subject.tag == "WP"
            and led is not None
        ):
            named = (led, *stage.document.of(led.index, "appos"))
            owners = (owner for token in named if (owner := stage.by_head.get(token.index)) is not None)
            return next((owner for owner in owners if is_body(owner)), None)
    return None


def spoken_for(one: Sighting, stage: Stage, _: Mapping[int, Side]) -> Sighting | None:
    """Between commas behind a name it is told for whom: "Ann Lee, for the families, said"."""
    tokens = stage.document.tokens
    if one.kind is not ActorKind.PERSON or not one.name or one.head + 2 >= len(tokens):
        return None
    comma, preposition = tokens[one.head + 1], tokens[one.head + 2]
    if comma.text != "," or preposition.lower != "for":
        return None
    noun = stage.document.first_of(preposition.index, "pobj")
    owner = stage.by_head.get(noun.index) if noun is not None else None
    closed = noun is not None and noun.index + 1 < len(tokens) and tokens[noun.index + 1].text == ","
    return owner if closed and owner is not None and (is_body(owner) or owner.crowd) else None


def owner_by_pronoun(one: Sighting, stage: Stage, sides: Mapping[int, Side]) -> Sighting | None:
    """A pronoun says whose voice he is: "its chairman", "his deputy"; it is taken for the last fitting."""
    if not _is_voice(one, stage):
        return None
    for token in _head_words(one, stage):
        if token.tag in _PRONOUNS:
            return owner_of_pronoun(token, stage.groups, stage.document, frozenset(sides))
    return None


def only_body_of_title(one: Sighting, stage: Stage, _: Mapping[int, Side]) -> Sighting | None:
    """A title that one sort of body gives means the only such body: "the managing director"."""
    if one.crowd or not one.role or one.country:
        return None
    words = [token.lower for token in reversed(list(_head_words(one, stage)))]
    titles = {*words, *(f"{left} {right}" for left, right in pairwise(words))}
    sort = next(
        (stage.bodies.of_titles[title] for title in sorted(titles) if title in stage.bodies.of_titles), ""
    )
    fitting = stage.by_sort.get(sort, {})
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def only_body_with_word(one: Sighting, stage: Stage, _: Mapping[int, Side]) -> Sighting | None:
    """An employee's place of work means the only body with that word: "an airport worker"."""
    if one.title not in stage.bodies.hired or one.crowd:
        return None
    before = [token.lemma.lower() for token in _head_words(one, stage) if token.dep == "compound"]
    for word in before:
        fitting = {
            stage.groups.group_of(body): body
            for body in stage.groups.named
            if is_body(body) and not body.crowd and word in _own_words(body)
        }
        if len(fitting) == 1:
            return next(iter(fitting.values()))
    return None


def _own_words(body: Sighting) -> set[str]:
    """Return the words of a body's description and name, plain and without a plural's ending."""
    return {*body.modifiers, *(word.removesuffix("s") for word in body.name.lower().split())}


def body_of_crowd(one: Sighting, stage: Stage, _: Mapping[int, Side]) -> Sighting | None:
    """A crowd is spoken for by the only body of those people: "residents" by the residents' association."""
    collective = stage.bodies.collectives.get(stage.document.tokens[one.head].lower)
    if not one.crowd or collective is None or not is_whole_crowd(one, stage):
        return None
    fitting = {
        stage.groups.group_of(body): body
        for body in stage.groups.named
        if body.sort in {"union", "association"}
        and any(stage.bodies.collectives.get(f"{word}s", "") == collective for word in body.modifiers)
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def is_whole_crowd(one: Sighting, stage: Stage) -> bool:
    """Say whether a crowd is meant as a whole: "the residents", not "two residents" or "some residents"."""
    words = [token for token in _head_words(one, stage) if token.index != one.head]
    return all(token.lower in {"the", "local"} for token in words)


Rule = Callable[[Sighting, Stage, Mapping[int, Side]], Sighting | None]

RULES: tuple[Rule, ...] = (
    owner_before,
    owner_behind,
    led_body,
    spoken_for,
    name_before,
    sort_before,
    owner_by_pronoun,
    only_body_of_title,
    only_body_with_word,
    body_of_crowd,
)
"""How it is told for whom somebody speaks; each is asked of everybody whom those before it left."""
