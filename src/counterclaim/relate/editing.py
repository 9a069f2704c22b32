"""What an editor puts in square brackets: who "we" and "his group" are, and which day "Thursday" was.

Nothing is changed but what a resolved mention, or the speaker himself, makes clear; the words between
the brackets are the editor's, all others the report's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from counterclaim.lang import table
from counterclaim.model import Actor, ActorKind, ActorRef, Form, Mention, Report, Span, Statement
from counterclaim.relate.dates import date_to_add

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_TOLD_APART = re.compile(r" \(([^()]{1,80})\)\Z")
_APOSTROPHES = re.compile(r"['’]")
_OPENING, _CLOSING, _STRAIGHT = "“«„", "”»", '"'
_LONGEST_DESCRIPTION = 3
_LONGEST_ARTICLE = 8
_EXPLETIVE_WITHIN = 3
_NO_RIVAL_WITHIN = 400
"""Characters before a content in which no other person may be named for "his" to be the speaker's."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Text `[start, end)` of a report and what an editor puts in its place; `who` or when it names."""

    start: int
    end: int
    text: str
    names: str


@dataclass(frozen=True)
class Context:
    """What is known around the statements of one report."""

    report: Report
    statements: Sequence[Statement]
    mentions: Sequence[Mention]
    actor_of: Mapping[str, Actor]
    language: str = "en"

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where the mentions start; they stand in the order of the text."""
        return [one.span.start for one in self.mentions]

    def mentioned(self, start: int, end: int) -> Sequence[Mention]:
        """Return the mentions that start in `[start, end)`."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def mentioned_in(self, statement: Statement) -> Iterator[Mention]:
        """Yield the mentions that stand wholly in a content."""
        for span in statement.content:
            yield from (one for one in self.mentioned(span.start, span.end) if one.span in span)

    @cached_property
    def called(self) -> Mapping[str, frozenset[str]]:
        """The words, in lower case, by which the report calls each actor, by key."""
        found: dict[str, set[str]] = {}
        for one in self.mentions:
            if (actor := self.actor(one)) is not None:
                found.setdefault(actor.key, set()).update(self.report.quote(one.span).lower().split())
        for link in (link for one in self.statements for link in one.chain):
            if (known := self.actor_of.get(link.referent or "")) is not None:
                found.setdefault(known.key, set()).update(self.report.quote(link.span).lower().split())
        return {key: frozenset(words) for key, words in found.items()}

    @cached_property
    def words(self) -> Mapping[str, Mapping[str, list[str]]]:
        """The words that are unclear on their own."""
        return table(self.language, "gists")

    @cached_property
    def genders(self) -> Mapping[str, str]:
        """Which words tell a man from a woman."""
        rows: Mapping[str, list[str]] = table(self.language, "actors")["genders"]
        return {word: gender for gender, words in rows.items() for word in words}

    def actor(self, mention: Mention) -> Actor | None:
        """Return whom a mention names."""
        return self.actor_of.get(mention.value.referent) if isinstance(mention.value, ActorRef) else None

    def speaker_at(self, place: int) -> Actor | None:
        """Return who says the word at `place`: the speaker, if known, of the innermost content around it."""
        around = [
            (span.end - span.start, -one.level, one.id, speaker)
            for one in self.statements
            for span in one.content
            if span.start <= place < span.end and (speaker := self.actor_of.get(one.speaker or ""))
        ]
        inner = min(around, key=lambda found: found[:3], default=None)
        return inner[3] if inner else None


def edited(statement: Statement, spans: Sequence[Span], context: Context) -> tuple[str, ...]:
    """Return each of `spans` of a statement's content with what is unclear in it made clear in brackets."""
    made = (one for one in _edits(statement, context) if any(_lies_in(one, span) for span in spans))
    edits = _fitting(made)
    return tuple(_applied(context.report.text, span, edits) for span in spans)


def _lies_in(edit: Edit, span: Span) -> bool:
    return span.start <= edit.start and edit.end <= span.end


def _edits(statement: Statement, context: Context) -> Iterator[Edit]:
    yield from _first_persons(statement, context)
    yield from _persons_named_before(statement, context)
    yield from _speakers_own_subject(statement, context)
    yield from _owners(statement, context)
    yield from _descriptions(statement, context)
    yield from _dates(statement, context)


def _fitting(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Keep the first of edits that touch one another, and the first that names somebody or some day."""
    named: set[str] = set()
    taken: list[Edit] = []
    for edit in sorted(edits, key=lambda one: (one.start, one.end, one.text)):
        touches = any(edit.start < one.end and one.start < edit.end for one in taken)
        if edit.names not in named and not touches:
            named.add(edit.names)
            taken.append(edit)
    return tuple(taken)


def _applied(text: str, span: Span, edits: Sequence[Edit]) -> str:
    parts, at = [], span.start
    for edit in (one for one in edits if _lies_in(one, span)):
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at : span.end]])


# -- Who ---------------------------------------------------------------------------------------------


def possessive(name: str) -> str:
    """Return whose a thing is; of what is told from others by its country, the country.

    >>> possessive("Velora"), possessive("the Dockers"), possessive("Health Ministry (Chile)")
    ("Velora's", "the Dockers'", "Chile's")
    """
    told_apart = _TOLD_APART.search(name)
    whose = told_apart[1] if told_apart else name
    return f"{whose}'" if whose.endswith("s") else f"{whose}'s"


def _first_persons(statement: Statement, context: Context) -> Iterator[Edit]:
    """Take "we" for the speaker's side where it is known, else for the speaker, as "I" is."""
    rows = context.words["first_person"]
    for start, end, word in _words(statement, context):
        base = _APOSTROPHES.split(word)[0]
        row = next((name for name in ("subject", "object", "owner") if base in rows[name]), None)
        speaker = context.speaker_at(start) if row else None
        if speaker is None or (word == "i" and context.report.text[start] != "I"):
            continue
        name = (speaker.party or speaker.name) if base in rows["side"] else speaker.name
        if row == "subject":
            yield Edit(end, end, f" [{name}]", name)
        else:
            yield Edit(start, end, f"[{possessive(name) if row == 'owner' else name}]", name)


def _persons_named_before(statement: Statement, context: Context) -> Iterator[Edit]:
    """Say who "he" is in "he had resigned", where it was resolved."""
    rows = context.words["third_person"]
    for mention, actor in _named(statement, context):
        word = context.report.quote(mention.span).lower()
        is_own = _is_quoted(statement, context.report, mention.span.start)
        if not actor.proper or is_own or _is_expletive(mention.span, context):
            continue
        name = actor.name
        if word in rows["subject"]:
            yield Edit(mention.span.start, mention.span.end, f"[{name}]", name)
        elif word in rows["several"]:
            yield Edit(mention.span.end, mention.span.end, f" [{name}]", name)


def _speakers_own_subject(statement: Statement, context: Context) -> Iterator[Edit]:
    """A body that says that "it" did something did so itself; so do people who say that "they" did."""
    speaker = context.speaker_at(statement.content[0].start)
    first = next(_words(statement, context), None)
    if speaker is None or first is None or statement.form is Form.DIRECT:
        return
    start, end, word = first
    span = Span(context.report.id, start, end)
    if word == "it" and _is_body(speaker) and not _is_expletive(span, context):
        yield Edit(start, end, f"[{speaker.name}]", speaker.name)
    if word in context.words["third_person"]["several"] and speaker.kind is ActorKind.GROUP:
        yield Edit(end, end, f" [{speaker.name}]", speaker.name)


def _is_body(speaker: Actor) -> bool:
    """Say whether "it" may be the speaker: a body, or somebody whose one-word name may be a body's."""
    return speaker.kind is not ActorKind.PERSON or (speaker.proper and len(speaker.name.split()) == 1)


def _is_expletive(span: Span, context: Context) -> bool:
    """Say whether "it" stands for nobody: "it appeared that", "it was likely that"."""
    following = islice(_WORD.finditer(context.report.text, span.end), _EXPLETIVE_WITHIN)
    verbs = context.words["third_person"]["expletive"]
    return context.report.quote(span).lower() == "it" and any(
        word.group().lower() in verbs for word in following
    )


def _owners(statement: Statement, context: Context) -> Iterator[Edit]:
    """Say whose "its forces" are: of the side that they were resolved to, or of whoever says so."""
    named = {mention.span.start: actor for mention, actor in _named(statement, context)}
    first = statement.content[0].start
    for start, end, word in _words(statement, context):
        if word not in context.words["third_person"]["owner"] or _is_quoted(statement, context.report, start):
            continue
        owned = named.get(start)
        owner = _side_of(owned) if owned else ""
        if not owner and start == first:
            owner = _own_name(word, statement, context)
        if owner:
            yield Edit(start, end, f"[{possessive(owner)}]", owner)


def _side_of(owned: Actor) -> str:
    """Return whose a body or a crowd is, where that is known; a person is nobody's."""
    return "" if owned.kind is ActorKind.PERSON else owned.party or owned.country or ""


def _own_name(word: str, statement: Statement, context: Context) -> str:
    """Return the speaker's name, if "his" or "its" at the beginning of what he says can only be his."""
    speaker = context.speaker_at(statement.content[0].start)
    if speaker is None or not speaker.proper:
        return ""
    if word in context.words["third_person"]["body"]:
        return speaker.name if _is_body(speaker) else ""
    fits = speaker.kind is ActorKind.PERSON and _gender_fits(word, speaker, context)
    return speaker.name if fits and not _has_rival(speaker, statement, context) else ""


def _gender_fits(word: str, speaker: Actor, context: Context) -> bool:
    """Refuse "his" for one who is called "she", "Mrs" or "spokeswoman" in the report."""
    words = {part for name in speaker.names for part in name.lower().split()}
    words |= context.called.get(speaker.key, frozenset())
    told = {context.genders[part] for part in words if part in context.genders}
    return not told or context.genders.get(word) in told


def _has_rival(speaker: Actor, statement: Statement, context: Context) -> bool:
    """Say whether another person is named shortly before, to whom "his" may point as well."""
    start = statement.content[0].start
    near = context.mentioned(start - _NO_RIVAL_WITHIN, start)
    others = [actor for one in near if (actor := context.actor(one)) and actor.key != speaker.key]
    return any(actor.kind is ActorKind.PERSON for actor in others)


def _descriptions(statement: Statement, context: Context) -> Iterator[Edit]:
    """Add the name to "the brigade" where it was resolved to one with a name, unless the name is there."""
    content = " ".join(context.report.quote(span) for span in statement.content).lower()
    for mention, actor in _named(statement, context):
        words = context.report.quote(mention.span).lower()
        known = any(word in content for word in actor.name.lower().split() if word not in words.split())
        if actor.proper and not known and _is_description(mention.span, context):
            yield Edit(mention.span.end, mention.span.end, f" [{actor.name}]", actor.name)


def _is_description(span: Span, context: Context) -> bool:
    """Say whether words without a capital describe one who was told of before: "the brigade"."""
    words = context.report.quote(span)
    before = context.report.text[max(0, span.start - _LONGEST_ARTICLE) : span.start].lower().split()
    is_definite = bool(before) and before[-1] in context.words["third_person"]["definite"]
    return is_definite and words == words.lower() and len(words.split()) <= _LONGEST_DESCRIPTION


def _named(statement: Statement, context: Context) -> Iterator[tuple[Mention, Actor]]:
    """Yield the mentions of somebody that stand in a content, with who it is."""
    for mention in context.mentioned_in(statement):
        actor = context.actor(mention)
        if actor is not None:
            yield mention, actor


def _words(statement: Statement, context: Context) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a content in lower case, with where they stand."""
    for span in statement.content:
        for match in _WORD.finditer(context.report.text, span.start, span.end):
            yield match.start(), match.end(), match.group().lower()


def _is_quoted(statement: Statement, report: Report, place: int) -> bool:
    """Say whether a word is the speaker's own, so that "he" and "its" may be anybody's."""
    if statement.form is Form.DIRECT:
        return True
    around = next(span for span in statement.content if span.start <= place < span.end)
    before = report.text[around.start : place]
    opened = sum(before.count(mark) for mark in _OPENING) - sum(before.count(mark) for mark in _CLOSING)
    return opened > 0 or before.count(_STRAIGHT) % 2 == 1


# -- When --------------------------------------------------------------------------------------------


def _dates(statement: Statement, context: Context) -> Iterator[Edit]:
    """Add the day to "on Thursday", where it is known and not told."""
    months: Sequence[str] = context.words["dates"]["months"]
    for mention in context.mentioned_in(statement):
        label = date_to_add(context.report.quote(mention.span), mention.value, months)
        if label:
            yield Edit(mention.span.end, mention.span.end, f" [{label}]", label)
