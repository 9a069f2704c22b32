"""Who is cited: what an outlet tells by citing somebody is his, and the outlet passes it on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from counterclaim.attribute.holders import is_holder
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import head_of, noun_phrase, trimmed, with_clauses
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.attribute.subjects import subject
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token

_MOST = 8
"""No sentence of prose cites more."""


def with_cited(scene: Scene, sayings: Sequence[Saying], lexicon: Lexicon) -> Iterator[Saying]:
    """Yield the sayings of a sentence; what an outlet says by citing somebody is said by him, through it.

    "The Courier, citing the police, reported that" hands on what the police said. A minister who cites the
    bank speaks for himself. That somebody was cited is in no case a thing said.
    """
    citations = list(islice(_citations(scene, lexicon), _MOST))
    citing = {one.verb for one in citations}
    for saying in sayings:
        if saying.act is Act.OTHER and not citing.isdisjoint(saying.cue):
            continue
        yield next(
            (_handed_on(scene.document, saying, one) for one in citations if _is_by(one, saying)), saying
        )


class _Citation(NamedTuple):
    """Somebody is cited: by which verb and by whom, whether that is an outlet, who is, and in what words."""

    verb: int
    by: frozenset[int]
    outlet: bool
    cited: tuple[int, ...]
    words: frozenset[int]


def _citations(scene: Scene, lexicon: Lexicon) -> Iterator[_Citation]:
    """Yield where a sentence cites people or bodies, and not texts or reasons."""
    document = scene.document
    for token in scene.verbs:
        named = document.first_of(token.index, "dobj")
        if token.lemma not in lexicon.hearsay["quoting"] or named is None or named.index < token.index:
            continue
        cited = with_clauses(document, noun_phrase(document, named.index), frozenset({token.index}))
        by = subject(document, token.index)
        if by and is_holder(document, (named.index,), lexicon) and not _is_saying(document, token, lexicon):
            words = frozenset(range(token.index, cited[-1] + 1))
            yield _Citation(token.index, frozenset(by), _is_outlet(document, by, lexicon), cited, words)


def _is_by(citation: _Citation, saying: Saying) -> bool:
    """Say whether an outlet tells something by a citation."""
    theirs = bool(saying.source) and not citation.by.isdisjoint(saying.source)
    return citation.outlet and theirs and not saying.relays and not saying.narrated


def _handed_on(document: Document, saying: Saying, citation: _Citation) -> Saying:
    relay = trimmed(document, tuple(index for index in saying.source if index not in citation.words))
    because = f"{saying.because}; “{document.tokens[citation.verb].text}” names whose words these are"
    content = trimmed(document, tuple(index for index in saying.content if index not in citation.words))
    return replace(saying, source=citation.cited, relays=(relay,), content=content, because=because)


def _is_saying(document: Document, verb: Token, lexicon: Lexicon) -> bool:
    """Say whether somebody is cited "as saying" something: then his words are told elsewhere."""
    below = [
        *document.of(verb.index),
        *(two for one in document.of(verb.index) for two in document.of(one.index)),
    ]
    return any(one.tag == "VBG" and lexicon.verb(one.lemma, "clause") for one in below)


def _is_outlet(document: Document, source: tuple[int, ...], lexicon: Lexicon) -> bool:
    """Say whether a newspaper, a station or an agency is named: by what it is, or by its name."""
    head = head_of(document, source)
    by_kind = head is not None and head.lower in lexicon.hearsay["outlets"]
    words = {document.tokens[index] for index in source}
    named = any(one.text in lexicon.agencies for one in words)
    return by_kind or named or any(one.lower in lexicon.hearsay["outlet_names"] for one in words)
