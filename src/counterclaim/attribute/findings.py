"""What polls, studies, data and records say: "a survey puts the mayor ahead of his rival"."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.attribute.labels import RELATIVE, VERBAL
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import head_of, noun_phrase, object_of, trimmed
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.attribute.subjects import subject
from counterclaim.model import Act
from counterclaim.parse.document import Document


def shows(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What evidence shows, told without a clause: "the figures show a rise in burglaries"."""
    document = scene.document
    for token in scene.verbs:
        if token.lemma not in lexicon.findings["verbs"] or document.first_of(token.index, "ccomp"):
            continue
        source = subject(document, token.index)
        found = document.first_of(token.index, "dobj")
        if found is None or found.index < token.index or found.tag in RELATIVE | {"PRP"}:
            continue
        if _is_evidence(document, source, lexicon):
            apart = frozenset(one.index for one in document.of(token.index, "conj", "cc", "parataxis"))
            told = tuple(i for i in document.subtree(token.index, apart) if i > token.index)
            because = f"“{token.text}” tells what the evidence says"
            yield Saying((token.index,), source, trimmed(document, told), Act.ASSERT, because)


def in_evidence(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A poll or a study named first: "In a survey of tenants, half wanted to move"."""
    document, sentence = scene.document, scene.sentence
    opening = document.tokens[sentence.first]
    named = object_of(document, opening) if opening.lower == "in" else None
    if named is None or named.lemma not in lexicon.findings["polls"]:
        return
    phrase = document.subtree(opening.index)
    if phrase[-1] + 1 >= sentence.last or document.tokens[phrase[-1] + 1].text != ",":
        return
    told = trimmed(document, tuple(range(phrase[-1] + 1, sentence.last)))
    if any(document.tokens[index].pos in VERBAL for index in told):
        source = noun_phrase(document, named.index)
        yield Saying((opening.index,), source, told, Act.ASSERT, f"“in” names the {named.lemma} that says so")


def _is_evidence(document: Document, source: tuple[int, ...], lexicon: Lexicon) -> bool:
    """Say whether the noun that governs the source is one of evidence, and does not head its sentence."""
    head = head_of(document, source)
    return head is not None and head.head != head.index and head.lemma in lexicon.findings["evidence"]
