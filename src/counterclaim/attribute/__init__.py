"""Report to statements: who said what, with which word, in which characters.

Attribution is a cue lexicon over dependencies and a quotation mask, as in Pareti (2015) and the
corpora PARC and PolNeAR, with rules instead of training: each rule is one small function in `RULES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from counterclaim.attribute import (
    adjectives,
    asides,
    attitudes,
    findings,
    notes,
    nouns,
    objects,
    others,
    passed_on,
    silence,
    verbs,
    within,
)
from counterclaim.attribute.assemble import assemble
from counterclaim.attribute.lexicon import Lexicon, lexicon
from counterclaim.attribute.loose import give_speakers
from counterclaim.attribute.mending import mended
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.model import Report, Statement
from counterclaim.parse.document import Document

Rule = Callable[[Scene, Lexicon], Iterator[Saying]]

RULES: tuple[Rule, ...] = (
    passed_on.quoted_as_saying,
    silence.silence,
    notes.verification,
    passed_on.impersonal,
    asides.inverted,
    verbs.clause,
    asides.reported_aside,
    objects.accusation,
    objects.request,
    objects.naming,
    objects.by_agent,
    objects.infinitive,
    objects.direct_object,
    objects.plea,
    objects.measure,
    findings.shows,
    findings.in_evidence,
    passed_on.hearsay,
    passed_on.regarded_as,
    passed_on.hearsay_adverb,
    others.according_to,
    others.headline_colon,
    nouns.teller,
    nouns.noun,
    nouns.showing,
    nouns.denial_aside,
    asides.interrupting,
    asides.closing,
    verbs.rest,
    within.colon,
    within.inner_quotation,
    adjectives.adjective,
    adjectives.made_clear,
    adjectives.in_favour,
    attitudes.clause,
    attitudes.aside,
    attitudes.infinitive,
    attitudes.urging,
    attitudes.regarding_as,
    attitudes.pair,
    attitudes.small_clause,
    attitudes.prepositional_object,
    attitudes.deed,
    attitudes.direct_object,
)
"""Every rule there is. The order decides which of two readings of one cue stands: the first."""


def attribute(report: Report, document: Document) -> tuple[Statement, ...]:
    """Return who said what in `report`, in text order.

    Sources, cues and contents are exact spans of `report.text`; the actors behind the sources are
    left to `normalize`.
    """
    cues = lexicon(report.language)
    document = mended(document, cues)
    found = [
        saying for sentence in document.sentences for saying in _sayings(Scene(document, sentence), cues)
    ]
    return assemble(report, document, give_speakers(document, found, cues), cues)


def _sayings(scene: Scene, cues: Lexicon) -> Iterator[Saying]:
    """Apply the rules to one sentence; of two readings of one cue the earlier rule's stands."""
    claimed: dict[int, Rule] = {}
    for rule in RULES:
        for saying in rule(scene, cues):
            words = saying.cue or saying.content[:1]
            if saying.content and all(claimed.get(index, rule) is rule for index in words):
                claimed.update(dict.fromkeys(words, rule))
                yield saying
