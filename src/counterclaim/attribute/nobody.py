"""What nobody said: "no official confirmed it", "none of them said so", "neither side admitted it"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.saying import Saying
from counterclaim.model import Act, Certainty
from counterclaim.parse.document import Document


def without_nobody(document: Document, sayings: Iterable[Saying], lexicon: Lexicon) -> Iterator[Saying]:
    """Yield `sayings`, of which those of nobody tell nothing; that nobody spoke is the outlet's own note."""
    for saying in sayings:
        if not saying.narrated and is_nobody(document, saying.source, lexicon):
            because = f"{saying.because}; “{document.tokens[saying.source[0]].text}”: nobody did"
            yield replace(
                saying, act=Act.OTHER, denied=False, because=because, certainty=Certainty.UNCOMMITTED
            )
        else:
            yield saying


def is_nobody(document: Document, source: tuple[int, ...], lexicon: Lexicon) -> bool:
    """Say whether a phrase names nobody by how it begins; "No 10" is a house, "no fewer than ten" are ten."""
    if not source:
        return False
    words = lexicon.nobody
    first = document.tokens[source[0]].lower
    second = document.tokens[source[1]].lower if len(source) > 1 else ""
    if first == "not":
        return second in words["single"]
    return first in words["alone"] or (
        first in words["before"] and second.isalpha() and second not in words["some"]
    )
