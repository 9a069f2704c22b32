"""The way a statement reached the public: "on Telegram", "in an interview", "at a news conference"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import trimmed
from counterclaim.attribute.saying import Saying
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token

_CLAUSAL = frozenset({"relcl", "acl", "advcl", "ccomp"})
_SHARING = frozenset({"conj", "advcl", "xcomp"})


def with_channel(document: Document, saying: Saying, lexicon: Lexicon) -> tuple[Saying, str | None]:
    """Return `saying` and the channel that a phrase beside its cue names, in the words of the cue table.

    A phrase that ends the content of an accusation or a report ("... of bias in a video", "... was safe
    in an interview") tells how it was said, and is taken out of the content.
    """
    ending = _ending_phrase(document, saying, lexicon)
    if ending is None:
        return saying, _beside_cue(document, saying, lexicon)
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
        if channel and ends and (saying.act is Act.ACCUSE or channel in lexicon.ways["end"]):
            return token
    return None


def _beside_cue(document: Document, saying: Saying, lexicon: Lexicon) -> str | None:
    taken = frozenset((*saying.content, *saying.source))
    for verb in _verbs(document, saying):
        phrases = [child for child in document.of(verb, "prep", "dobj") if child.index not in taken]
        named = (_channel(document, phrase, lexicon) for phrase in phrases)
        channel = next((channel for channel in named if channel is not None), None)
        if channel is not None:
            return channel
    return None


def _verbs(document: Document, saying: Saying) -> Iterator[int]:
    """Yield the words of the cue, then the verbs that it is coordinate with or depends on."""
    yield from saying.cue
    index = saying.main_word(document)
    while index is not None:
        token = document.tokens[index]
        index = token.head if token.dep in _SHARING and token.head != index else None
        if index is not None:
            yield index


def _channel(document: Document, phrase: Token, lexicon: Lexicon) -> str | None:
    """Return the channel that a phrase names: "in a statement", "told a meeting", but not "of a meeting"."""
    verb = document.tokens[phrase.head]
    allowed = lexicon.ways.get(verb.lemma if phrase.dep == "dobj" else phrase.lower, frozenset())
    named = next(_named(document, phrase, lexicon), None) if allowed else None
    return named if named in allowed else None


def _named(document: Document, phrase: Token, lexicon: Lexicon) -> Iterator[str]:
    """Yield the channels that the words of `phrase` name, pairs of words before single ones."""
    under = document.subtree(phrase.index)
    clauses = frozenset(index for index in under if document.tokens[index].dep in _CLAUSAL)
    words = [document.tokens[index].lower for index in document.subtree(phrase.index, clauses)]
    for first, second in zip(words, [*words[1:], ""], strict=True):
        for name in (f"{first} {second}", first):
            if name in lexicon.channels:
                yield lexicon.channels[name]
