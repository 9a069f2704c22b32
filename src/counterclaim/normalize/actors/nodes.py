"""What each referent tells by itself, put under keys, so that it is found by those whom it concerns.

Referents that nothing can part are one *node*: those with one name (and, for bodies, one country), and those
without a name that are known by the same signatures. What a node tells is what any of its referents does.
As no report is ever taken away, nodes only grow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from counterclaim.cells import Cells
from counterclaim.model import ActorKind, Referent, content_id
from counterclaim.normalize.actors.lexicon import actor_words
from counterclaim.normalize.actors.signatures import DESCRIBED, SORT, UNIT, is_club, is_generic
from counterclaim.normalize.actors.spellings import FORM, Spelling, spelling_key, written
from counterclaim.normalize.names import has_mixed_script, name_key, plain_name

ASKED = 128
"""So many referents of one actor, those with the least ids, say what it is called and for whom it speaks."""

MANY = 128
"""Who is told of in more reports than this is in too many stories to tell one."""

NODE, BORN, FIRST, NAMED = "node", "born", "first", "named"
"""The node of each referent; whoever may be an actor; what a node's first referent is; if it has a name."""

SINGLE, LOOSE = "single", "loose"
"""Sorts of those born: nodes, and people without a name who may all be one by the roles they bear."""

CLASS = "class"
"""The name of each node, in all its spellings."""

TIE, UNITS, NUMBERED = "tie", "units", "numbered"
"""What joins nodes, the signatures of units among that, and the number in these."""

ROLE, SORTS, COUNTRY, BODY_COUNTRY = "role", "sorts", "country", "body country"
"""The roles, sorts and countries of nodes, and the countries of those that are bodies."""

DESCRIBED_AS, DESCRIBING, DESCRIBED_IN = "described as", "describing", "described in"
"""How nodes are described, the words of each description, and each referent's description with its report."""

TELLS = "tells"
"""The nodes that each report tells of."""

LABELLED, SIDED = "labelled", "sided"
"""The labels by which a report means somebody, and the label for whom he speaks; each with its report."""

CALLED, CALLS = "called", "calls"
"""What reports call each referent, and each node."""

UNNAMED = "unnamed"
"""What the report calls each referent that nothing joins to those of others."""

FIRST_PRINT = "first print"
"""Of each report that is a copy the first of all that print its text, by id."""

ROLE_SIGN = "role:"

BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.GOVERNMENT, ActorKind.UNIT, ActorKind.OUTLET})
IN_COPIES = "&"
"""What the name of a group begins with that is one by the copies of a text."""

_LANGUAGE = "en"
_LONGEST = 120


def within(report: str, told: str) -> str:
    """Return what something is called inside one report, or by one node."""
    return f"{report} {short(told)}"


def spelling_of(one: Referent) -> Spelling | None:
    """Return how a referent that has a name is spelled; none where look-alike letters make it doubtful."""
    if not one.proper or has_mixed_script(one.names[0]):
        return None
    body = one.kind in BODIES and not is_club(one.names[0], actor_words(_LANGUAGE))
    return Spelling(one.names[0], body, one.country or "" if body else "")


def class_of(one: Spelling) -> str:
    """Return what the spellings of one name share, as a short text."""
    return short(_flat(spelling_key(one)))


def node_of(one: Referent) -> str:
    """Return the node of a referent; who can be told apart from all others is one alone."""
    spelling = spelling_of(one)
    if spelling is not None:
        return short(f"={class_of(spelling)}|{_country_of_body(one)}")
    if one.proper:
        return one.id
    joining = [*ties(one), *(roles(one) if one.kind is ActorKind.PERSON else ())]
    return short("|".join((f"~{one.kind}", _country_of_body(one), *joining))) if joining else one.id


def is_alone(unit: str) -> bool:
    """Say whether a node is a referent that joins no other by itself."""
    return unit[:1] not in {"=", "~", "!", IN_COPIES}


def is_loose(one: Referent) -> bool:
    """Say whether somebody is known by nothing but roles, and is so many actors until one bears these."""
    return not one.proper and one.kind is ActorKind.PERSON and bool(roles(one)) and not ties(one)


def ties(one: Referent) -> list[str]:
    """Return what a referent shares with all others that are the same body, whatever they are called."""
    if has_mixed_script(one.name):
        return []
    return sorted(f"{sign}|{_country_for(sign, one) or ''}" for sign in _joining(one))


def roles(one: Referent) -> list[str]:
    """Return the roles that somebody bears."""
    return sorted(sign for sign in one.signatures if sign.startswith(ROLE_SIGN))


def descriptions(one: Referent) -> Iterator[str]:
    """Yield how a body is described: its sort and country, then the words."""
    for sign in one.signatures:
        if sign.startswith(DESCRIBED):
            sort, _, rest = sign.removeprefix(DESCRIBED).partition(":")
            words, _, country = rest.partition("@")
            yield f"{sort}@{country}:{','.join(sorted(set(words.split(','))))}"


def words_of(description: str) -> tuple[str, frozenset[str]]:
    """Return the sort, with the country, and the words of a description."""
    sort, _, words = description.rpartition(":")
    return sort, frozenset(words.split(","))


def own_names(one: Referent) -> tuple[str, ...]:
    """Return what its report calls a referent: its name, or all descriptions if it has none."""
    return (one.name, one.names[0]) if one.proper else (one.name, *one.names)


def _joining(one: Referent) -> Iterator[str]:
    """Yield the signatures that join by themselves."""
    yield from (sign for sign in one.signatures if not sign.startswith((ROLE_SIGN, DESCRIBED, SORT)))


def _country_for(signature: str, one: Referent) -> str | None:
    """Return the country that must be equal too, where a signature tells none and no word of its own."""
    telling = not signature.endswith("@") or not any(
        is_generic(name, actor_words(_LANGUAGE)) for name in one.names
    )
    return None if telling else one.country


def _country_of_body(one: Referent) -> str:
    return one.country or "" if one.kind in BODIES else ""


def _flat(key: Iterable[object]) -> str:
    return "|".join(",".join(map(str, part)) if isinstance(part, tuple) else str(part) for part in key)


def short(text: str) -> str:
    """Return a text, or if it is long its beginning with a mark of the rest: keys are short."""
    if len(text) <= _LONGEST:
        return text
    mark = content_id("n", text)
    return f"{text[: _LONGEST - len(mark) - 1]} {mark}"


# -- Taking in -------------------------------------------------------------------------------------------


def take_in_referents(cells: Cells, new: Collection[Referent]) -> None:
    """Put what new referents tell under its keys."""
    of_one: defaultdict[str, dict[str, Iterable[str]]] = defaultdict(dict)
    of_many: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    first: dict[str, Referent] = {}
    for one in sorted(new, key=lambda referent: referent.id):
        node = node_of(one)
        first.setdefault(node, one)
        for kind, texts in _told_of_one(one, node):
            of_one[kind][one.id] = texts
        for kind, name, texts in _told_of_many(one, node):
            of_many[kind][name].update(texts)
    before = {node: cells.index.members(NODE, node, 1) for node in first}
    for kind, told in of_many.items():
        cells.add(kind, told)
    for kind, alone in of_one.items():
        cells.put(kind, alone)
    cells.put(
        FIRST, {node: _first(one) for node, one in first.items() if (one.id,) < (before[node] or ("~",))}
    )


def _first(one: Referent) -> list[str]:
    return [f"kind {one.kind}", f"name {one.name}"]


def _told_of_one(one: Referent, node: str) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield what is kept of each referent."""
    yield NODE, [node]
    yield CALLED, [short(plain_name(name)) for name in own_names(one)]
    labels = {one.name, one.party if one.party is not None and _stands_for_itself(one) else one.name}
    yield LABELLED, [within(one.report, label or one.name) for label in labels]
    if one.party is not None:
        yield SIDED, [within(one.report, one.party)]
    if not one.proper and (is_alone(node) or is_loose(one)):
        yield UNNAMED, [within(one.report, f"{one.kind} {one.country or ''} {plain_name(one.name)}")]
    described = [within(one.report, told) for told in descriptions(one)]
    if described:
        yield DESCRIBED_IN, described


def _stands_for_itself(one: Referent) -> bool:
    return name_key(one.party or "") in {name_key(name) for name in (one.name, *one.names)}


def _told_of_many(one: Referent, node: str) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Yield what is kept of nodes, reports and other things that referents share."""
    yield TELLS, one.report, [node]
    yield BORN, node, [LOOSE if is_loose(one) else SINGLE]
    if is_loose(one):
        yield BORN, one.id, [node]
    for name in own_names(one):
        yield CALLS, within(node, plain_name(name)), [node]
    spelling = spelling_of(one)
    if spelling is not None:
        yield CLASS, node, [class_of(spelling)]
        yield FORM, class_of(spelling), [written(spelling)]
    sorts = [sign for sign in one.signatures if sign.startswith(SORT)]
    units = [sign for sign in _joining(one) if sign.startswith(UNIT)] if ties(one) else []
    told: Mapping[str, Iterable[str]] = {
        NAMED: [NAMED] if one.proper else [],
        TIE: ties(one),
        UNITS: units,
        ROLE: roles(one),
        SORTS: sorts,
        COUNTRY: [one.country] if one.country else [],
        BODY_COUNTRY: [_country_of_body(one)] if _country_of_body(one) else [],
        DESCRIBED_AS: [*descriptions(one)],
    }
    yield from ((kind, node, texts) for kind, texts in told.items() if texts)
    for sign in units:
        yield NUMBERED, sign, [sign.removeprefix(UNIT).partition(":")[0]]
    for described in descriptions(one):
        sort, words = words_of(described)
        yield DESCRIBING, described, [f"{sort} {word}" for word in words]
