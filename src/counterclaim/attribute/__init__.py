"""Report to statements: who said what, with which word, in which characters.

Attribution is a cue lexicon over dependencies and a quotation mask, as in Pareti (2015) and the
corpora PARC and PolNeAR, with rules instead of training. The way of a report through this room:

1. `mending` hangs a few words on others than the parser did. `lexicon` holds the words of the language.
2. `RULES`, below, find sayings (`saying`, still in tokens) sentence by sentence: of two readings of one
   cue the earlier rule's stands. Rules of saying are in `verbs`, `asides`, `objects`, `marks`, `according`,
   `findings`, `passed_on`, `nouns` and `adjectives` (with `complements`), those of denying in `denials` (with
   `matters`: what "the claim" is), those of thinking and wishing in `attitudes`, the outlet's own notes in
   `notes` and `silence` (with `matter`). What an outlet tells by citing somebody is his (`cited`),
   and what is hung on a saying is a reply to it (`replies`).
3. `loose` gives the quotations that are left to somebody: by the words beside them (`introduced`,
   `after_quotation`, `named_beside`, `partial`), or by what was `told` before. `utterances` mends contents.
4. `denied` makes a denial of X of "the claim that X is false" (`rejections` tell that it says so); what
   `nobody` said is told by nobody.
5. `assemble` makes statements: characters, form, nesting; with `acts`, `certainty`, `addressees`, and
   `channels`, which are carried on where a speech goes on.

All of them ask `phrases`, `clauses`, `subjects`, `quoted` (the grammar), `cue` (what belongs to a verb of
saying) and `holders` (who can say or think something); `labels` names sets of tags.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from counterclaim.attribute import (
    according,
    adjectives,
    asides,
    attitudes,
    denials,
    denied,
    findings,
    marks,
    notes,
    nouns,
    objects,
    passed_on,
    silence,
    verbs,
)
from counterclaim.attribute.assemble import assemble
from counterclaim.attribute.cited import with_cited
from counterclaim.attribute.lexicon import Lexicon, lexicon
from counterclaim.attribute.loose import give_speakers
from counterclaim.attribute.mending import mended
from counterclaim.attribute.nobody import without_nobody
from counterclaim.attribute.replies import with_replies
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.model import Report, Statement
from counterclaim.parse.document import Document

Rule = Callable[[Scene, Lexicon], Iterator[Saying]]

RULES: tuple[Rule, ...] = (
    passed_on.quoted_as_saying,
    silence.silence,
    notes.verification,
    passed_on.impersonal,
    denials.told,
    denials.before,
    denials.misread,
    denials.phrase,
    denials.naming,
    denials.naming_it,
    denials.contradicting,
    denials.unseen,
    asides.inverted,
    verbs.clause,
    denials.ruled_out,
    asides.reported_aside,
    objects.plea,
    objects.accusation,
    objects.blame,
    objects.request,
    objects.naming,
    objects.by_agent,
    objects.infinitive,
    objects.direct_object,
    objects.measure,
    findings.shows,
    findings.in_evidence,
    passed_on.hearsay,
    passed_on.regarded_as,
    passed_on.hearsay_adverb,
    according.according_to,
    marks.headline_colon,
    nouns.noun,
    denials.noun,
    nouns.showing,
    nouns.denial_aside,
    asides.interrupting,
    asides.closing,
    verbs.unseen_clause,
    marks.colon,
    marks.inner_quotation,
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
    scenes = [Scene(document, sentence) for sentence in document.sentences]
    found = [saying for scene in scenes for saying in _all_sayings(scene, cues)]
    told = denied.as_denials(document, give_speakers(document, found, cues), cues)
    return assemble(report, document, without_nobody(document, told, cues), cues)


def _all_sayings(scene: Scene, cues: Lexicon) -> Iterator[Saying]:
    """Yield what is said in one sentence, by whomever an outlet cites and whoever replies too."""
    return with_replies(scene, [*with_cited(scene, [*_sayings(scene, cues)], cues)], cues)


MOST_SAYINGS = 40
"""No sentence of prose tells more: what is left of one that does (an endless line) is not read."""


def _sayings(scene: Scene, cues: Lexicon) -> Iterator[Saying]:
    """Apply the rules to one sentence; of two readings of one cue the earlier rule's stands."""
    claimed: dict[int, Rule] = {}
    told = 0
    for rule in RULES:
        for saying in rule(scene, cues):
            words = saying.cue or saying.content[:1]
            if saying.content and all(claimed.get(index, rule) is rule for index in words):
                claimed.update(dict.fromkeys(words, rule))
                yield saying
                told += 1
                if told == MOST_SAYINGS:
                    return
