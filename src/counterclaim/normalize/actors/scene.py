"""Who is who in one report, for whoever looks for a speaker in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counterclaim.model import Referent, Report, Span, Statement
from counterclaim.normalize.actors.body_words import body_words
from counterclaim.normalize.actors.groups import Groups
from counterclaim.normalize.actors.lexicon import ActorWords
from counterclaim.normalize.actors.referents import referent_of
from counterclaim.normalize.actors.sides import Stage
from counterclaim.normalize.actors.sighting import Sighting
from counterclaim.normalize.actors.standing import with_sides
from counterclaim.normalize.names import name_key
from counterclaim.parse.document import Document


@dataclass(frozen=True, slots=True)
class Scene:
    """The report, its analysis, who is who in it, who is called what, and what is somebody's words."""

    report: Report
    document: Document
    groups: Groups
    referents: Mapping[int, Referent]
    words: ActorWords
    called: Mapping[str, tuple[Referent, ...]]
    contents: tuple[Span, ...]

    def referent(self, one: Sighting) -> Referent:
        """Return whom a sighting is of."""
        return self.referents[self.groups.group_of(one)]


def scene_of(
    report: Report,
    document: Document,
    groups: Groups,
    statements: Sequence[Statement],
    words: ActorWords,
) -> Scene:
    """Return the scene; `called` has each referent under the key of every name it is mentioned by."""
    base = {group: referent_of(report, some, words) for group, some in groups.members().items()}
    referents = with_sides(base, Stage(groups, document, words, body_words(words.language)))
    called: dict[str, dict[str, Referent]] = {}
    for one in groups.named:
        if one.name and not one.crowd:
            referent = referents[groups.group_of(one)]
            called.setdefault(name_key(one.name), {})[referent.id] = referent
    bearers = {key: tuple(some.values()) for key, some in called.items()}
    contents = {span for statement in statements for span in statement.content}
    return Scene(report, document, groups, referents, words, bearers, tuple(sorted(contents)))
