"""The way a statement reached the public: "on Telegram", "in an interview", "at a news conference"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import head_of, object_of, trimmed
from counterclaim.attribute.saying import Saying
from counterclaim.model import Act, BlockKind, Form, Report, Span, Statement
from counterclaim.parse.document import Document, Token

_CLAUSAL = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "conj", "xcomp"})
_SHARING = frozenset({"conj", "advcl", "xcomp"})
_LONGEST_NAME = 3
"""Tokens in the longest name of a channel: "op-ed" has three."""
_PHRASES = frozenset({"prep", "dobj", "dative", "agent"})


@dataclass(frozen=True, slots=True)
class Channel:
    """How something was said, and the tokens that say so: "daily-update" by "daily update"."""

    name: str
    words: tuple[int, ...]


def with_channel(document: Document, saying: Saying, lexicon: Lexicon) -> tuple[Saying, Channel | None]:
    """Return `saying` and the channel that the words beside its cue name.

    A phrase that ends the content of an accusation or a report ("... of bias in a video", "... was safe
    in an interview") tells how it was said, and is taken out of the content.
    """
    ending = None if saying.narrated else _ending_phrase(document, saying, lexicon)
    if ending is None:
        return saying, None if saying.narrated else _beside(document, saying, lexicon)
    apart = frozenset(document.subtree(ending.index))
    content = tuple(index for index in saying.content if index not in apart)
    return replace(saying, content=content), _channel(document, ending, lexicon)


def _ending_phrase(document: Document, saying: Saying, lexicon: Lexicon) -> Token | None:
    """Return the phrase at the end of the content that names a channel, if more than it is said."""
    words = trimmed(document, saying.content)
    for index in words[1:]:
        token = document.tokens[index]
        if token.dep != "prep" or index <= max(saying.cue, default=index):
            continue
        channel = _channel(document, token, lexicon)
        ends = document.subtree(token.index)[-1] >= words[-1]
        if channel and ends and (saying.act is Act.ACCUSE or channel.name in lexicon.ways["end"]):
            return token
    return None


def _beside(document: Document, saying: Saying, lexicon: Lexicon) -> Channel | None:
    """Return the channel that a phrase, the cue, the noun it hangs on or the source names, in that order."""
    return (
        _by_phrase(document, saying, lexicon)
        or _by_cue(document, saying, lexicon)
        or _by_noun_above(document, saying, lexicon)
        or _by_source(document, saying, lexicon)
    )


def _by_phrase(document: Document, saying: Saying, lexicon: Lexicon) -> Channel | None:
    """A phrase tells it: "said at a rally", "speaking on state television, the general said"."""
    taken = frozenset((*saying.content, *saying.source, *saying.cue))
    for verb in verbs_of(document, saying):
        found = [_channel(document, one, lexicon) for one in phrases_around(document, verb, taken, lexicon)]
        channel = next((one for one in found if one is not None), None)
        if channel is not None:
            return channel
    return None


def _by_cue(document: Document, saying: Saying, lexicon: Lexicon) -> Channel | None:
    """The verb itself tells it: "the club tweeted that the match was off"."""
    for index in saying.cue:
        token = document.tokens[index]
        if token.pos == "VERB" and token.lemma in lexicon.channel_verbs:
            return Channel(lexicon.channel_verbs[token.lemma], (index,))
    return None


def _by_noun_above(document: Document, saying: Saying, lexicon: Lexicon) -> Channel | None:
    """The verb hangs on what was given out: "issued a statement saying", "wrote a letter urging"."""
    main = saying.main_word(document)
    if main is None or document.tokens[main].tag != "VBG":
        return None
    above = document.tokens[document.tokens[main].head]
    nouns = [above] if document.tokens[main].dep == "acl" else list(document.of(above.index, "dobj"))
    given = (one for one in nouns if one.dep == "dobj" and one.index < main)
    return next(_documents(document, given, lexicon), None)


def _by_source(document: Document, saying: Saying, lexicon: Lexicon) -> Channel | None:
    """What speaks is itself a document: "the statement said", "according to a court filing"."""
    head = head_of(document, saying.source)
    named = [head] if head is not None and head.head != head.index else []
    return next(_documents(document, named, lexicon), None)


def _documents(document: Document, nouns: Iterable[Token], lexicon: Lexicon) -> Iterator[Channel]:
    for noun in nouns:
        if noun.lemma in lexicon.beside["documents"]:
            yield from _named(document, noun, lexicon)


def verbs_of(document: Document, saying: Saying) -> Iterator[int]:
    """Yield the words of the cue, then the verbs that it is coordinate with or depends on."""
    yield from saying.cue
    index = saying.main_word(document)
    while index is not None:
        token = document.tokens[index]
        index = token.head if token.dep in _SHARING and token.head != index else None
        if index is not None:
            yield index


def phrases_around(document: Document, verb: int, taken: frozenset[int], lexicon: Lexicon) -> Iterator[Token]:
    """Yield the phrases that `verb` governs, those that hang on it directly first.

    Clauses are left alone, but for one that tells how somebody came to speak ("speaking at a rally,
    she said", "the coach, talking to reporters, denied it").
    """
    near = [verb]
    while near:
        children = [child for index in near for child in document.of(index)]
        near = []
        for child in children:
            if child.dep in _CLAUSAL and not _tells_of_speaking(child, lexicon):
                continue
            if child.dep in _PHRASES and child.index not in taken:
                yield child
            if child.index not in taken or child.dep in {"nsubj", "appos", "pobj", "agent"}:
                near.append(child.index)


def _tells_of_speaking(token: Token, lexicon: Lexicon) -> bool:
    lemmas = {"VBG": lexicon.beside["speaking"], "VBN": lexicon.beside["asked"]}.get(token.tag, frozenset())
    return token.dep in {"advcl", "acl"} and token.lemma in lemmas


def _channel(document: Document, phrase: Token, lexicon: Lexicon) -> Channel | None:
    """Return the channel that a phrase names: "in a statement", "told a meeting", but not "of a meeting"."""
    verb = document.tokens[phrase.head]
    allowed = lexicon.ways.get(verb.lemma if phrase.dep == "dobj" else phrase.lower, frozenset())
    noun = phrase if phrase.dep == "dobj" else object_of(document, phrase)
    if not allowed or noun is None:
        return None
    return next((one for one in _named(document, noun, lexicon) if one.name in allowed), None)


def _named(document: Document, noun: Token, lexicon: Lexicon) -> Iterator[Channel]:
    """Yield the channels that a noun phrase names, the most telling first.

    Words before the noun and the noun itself go before what follows ("an interview in the
    parliament"), but a platform wherever it stands goes before a mere "statement" or "message".
    """
    under = document.subtree(noun.index)
    clauses = frozenset(index for index in under if document.tokens[index].dep in {"relcl", "advcl", "ccomp"})
    words = document.subtree(noun.index, clauses)
    before = _ranked(document, [index for index in words if index <= noun.index], lexicon)
    after = _ranked(document, [index for index in words if index > noun.index], lexicon)
    if before and before[0].name in lexicon.beside["plain"]:
        yield from (one for one in after if one.name in lexicon.beside["platforms"])
    yield from (*before, *after)


def _ranked(document: Document, words: Sequence[int], lexicon: Lexicon) -> list[Channel]:
    """Return the channels in `words`, longer names before shorter ones, then in the order of the table."""
    ranks = list(dict.fromkeys(lexicon.channels.values()))
    found: list[Channel] = []
    for length in range(_LONGEST_NAME, 0, -1):
        runs = [words[at : at + length] for at in range(len(words) - length + 1)]
        together = [tuple(run) for run in runs if run[-1] - run[0] == length - 1]
        names = [(_name(document, run), run) for run in together]
        named = [Channel(lexicon.channels[name], run) for name, run in names if name in lexicon.channels]
        found += sorted(named, key=lambda channel: ranks.index(channel.name))
    return found


def _name(document: Document, run: Sequence[int]) -> str:
    start, end = document.extent(run)
    return " ".join(document.text[start:end].lower().split())


# -- A channel goes on ---------------------------------------------------------------------------------


def carried_on(
    report: Report, document: Document, statements: Sequence[Statement], lexicon: Lexicon
) -> tuple[Statement, ...]:
    """Return `statements`, in text order, with a channel given to those that go on with one speech.

    A speech goes on while nobody else speaks, no other channel is named, no other occasion is told
    ("on Monday", "earlier"), and no paragraph without a word of it stands between.
    """
    reading = _Reading(report, document, lexicon)
    speech: _Speech | None = None
    carried: list[Statement] = []
    for one in statements:
        told = one
        if one.level == 0 and one.is_told and one.form is not Form.NARRATOR:
            if one.channel is None and speech is not None and reading.goes_on(speech, one):
                told = _with_channel_of(speech.opening, one)
                speech = replace(speech, last=told)
            else:
                speech = _Speech(told, told) if told.channel else None
        carried.append(told)
    return tuple(carried)


def _with_channel_of(opening: Statement, one: Statement) -> Statement:
    because = f"{one.because}; the channel is that of the speech it goes on with"
    return replace(one, channel=opening.channel, channel_words=opening.channel_words, because=because)


@dataclass(frozen=True, slots=True)
class _Speech:
    """What one speaker says by one way: the statement that names the way, and how far it goes by now."""

    opening: Statement
    last: Statement


class _Reading:
    """A report and where its words stand, found once, so that a long report takes no longer."""

    def __init__(self, report: Report, document: Document, lexicon: Lexicon) -> None:
        self.report, self.document, self.words = report, document, lexicon.beside
        self.block_starts = [block.start for block in document.blocks]
        self.token_at = {token.start: token.index for token in document.tokens if token.quotation is None}

    def goes_on(self, speech: _Speech, one: Statement) -> bool:
        here, there = self._block(speech.last), self._block(one)
        passed = {block.kind for block in self.document.blocks[here : there + 1]}
        return (
            there - here <= 1
            and passed <= {BlockKind.PARAGRAPH}
            and self._is_same_speaker(speech, one)
            and (one.cue == speech.last.cue or not self._is_apart(one))
        )

    def _block(self, one: Statement) -> int:
        return bisect_right(self.block_starts, (one.cue or one.content[0]).start) - 1

    def _is_same_speaker(self, speech: _Speech, one: Statement) -> bool:
        """The same name, or a pronoun: "Ann Lee said ...", then "Lee said", "she said"."""
        if one.source is None:
            return False
        names = {self._last_word(told.source) for told in (speech.opening, speech.last) if told.source}
        return self._last_word(one.source) in names or self._last_word(one.source) in self.words["pronouns"]

    def _last_word(self, source: Span) -> str:
        return self.report.quote(source).lower().split()[-1].strip(".,’'\"”)")

    def _is_apart(self, one: Statement) -> bool:
        """The sentence, but for what is said, tells of another occasion: "he told a reporter on Monday"."""
        at = self.token_at.get(one.cue.start) if one.cue else None
        if at is None:
            return False
        sentence = self.document.sentences[self.document.sentence_of[at]]
        beside = (
            token.lower
            for token in self.document.tokens[sentence.first : sentence.last]
            if not any(span.start <= token.start < span.end for span in one.content)
        )
        return not self.words["occasions"].isdisjoint(beside)
