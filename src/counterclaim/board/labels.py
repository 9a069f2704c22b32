"""What a reader sees for each member of a closed list: glyphs, words, explanations."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from counterclaim.model import Act, RelationKind, Scope, Stance, Status

GLYPHS: Mapping[Stance, str] = MappingProxyType(
    {
        Stance.ASSERTS: "●",
        Stance.CONFIRMS: "◉",
        Stance.DENIES: "✕",
        Stance.CONCEDES: "◐",
        Stance.DOUBTS: "?",
        Stance.SILENT: "∅",
    }
)
"""One glyph a stance, so that nothing is told by colour alone."""

STRENGTH = (
    Stance.CONCEDES,
    Stance.DENIES,
    Stance.CONFIRMS,
    Stance.ASSERTS,
    Stance.DOUBTS,
    Stance.SILENT,
)
"""Stances, strongest first: what is said against one's own interest weighs most, silence least."""

STANCE_WORDS: Mapping[Stance, str] = MappingProxyType(
    {stance: stance.value for stance in Stance} | {Stance.SILENT: "stays silent"}
)
"""What a speaker does to a claim, as a verb."""

ACT_WORDS: Mapping[Act, str] = MappingProxyType(
    {
        Act.ASSERT: "asserts",
        Act.DENY: "denies",
        Act.CONFIRM: "confirms",
        Act.VOW: "vows",
        Act.PREDICT: "predicts",
        Act.WARN: "warns",
        Act.ACCUSE: "accuses",
        Act.ASK: "asks",
        Act.DOUBT: "doubts",
        Act.DECLINE_COMMENT: "declines to comment",
        Act.OTHER: "says",
    }
)
"""What a speaker does in speaking, as a verb: for statements that bear on no claim."""

STATUS_WORDS: Mapping[Status, str] = MappingProxyType(
    {
        Status.ONE_SIDE: "one side",
        Status.SEVERAL_ORIGINS: "several origins",
        Status.CONCEDED: "conceded",
        Status.DENIED: "denied",
        Status.CONTESTED: "contested",
        Status.INDEPENDENTLY_VERIFIED: "independently verified",
        Status.NOT_VERIFIABLE: "not verifiable",
        Status.NARRATED: "narrated",
    }
)

STATUS_MEANING: Mapping[Status, str] = MappingProxyType(
    {
        Status.ONE_SIDE: "One side says so; nobody else confirms or denies it.",
        Status.SEVERAL_ORIGINS: "Several independent origins say so.",
        Status.CONCEDED: "A party says so against its own interest.",
        Status.DENIED: "Somebody denies it.",
        Status.CONTESTED: "Somebody says so and somebody else says otherwise.",
        Status.INDEPENDENTLY_VERIFIED: "Somebody who takes no side has checked it.",
        Status.NOT_VERIFIABLE: "A report says that it could not be verified.",
        Status.NARRATED: "Only outlets say so, in their own words.",
    }
)

SCOPE_WORDS: Mapping[Scope, str] = MappingProxyType(
    {
        Scope.CLAIM: "one claim: the nearest above it, or that on the matter it names",
        Scope.SPEAKER: "what the party that it names said above it",
        Scope.ALL: "all that was said above it",
    }
)
"""How far an outlet's own note reaches."""

CREDIBILITY_WORDS: Mapping[int, str] = MappingProxyType(
    {
        1: "confirmed by other sources",
        2: "probably true",
        3: "possibly true",
        4: "doubtful",
        5: "improbable",
        6: "cannot be judged",
    }
)
"""The digits of the Admiralty scale (NATO AJP-2.1); a letter for the source is never given."""

RELATION_WORDS: Mapping[RelationKind, tuple[str, str]] = MappingProxyType(
    {
        RelationKind.DENIES: ("denies", "is denied by"),
        RelationKind.CONFLICTS: ("conflicts with", "conflicts with"),
        RelationKind.ELABORATES: ("elaborates", "is elaborated by"),
        RelationKind.SUPERSEDES: ("supersedes", "is superseded by"),
        RelationKind.SAME_TOPIC: ("is on the same topic as", "is on the same topic as"),
    }
)
"""Each relation as read from its left claim, and as read from its right one."""

OUTLET_ITSELF = "(the outlet itself)"
"""The column of what outlets say in their own words."""

NO_PARTY = "(party not known)"
"""The column of speakers whose side is not known."""

NOT_NAMED = "source not named"
"""The name of a speaker for whom a report has no word."""


def bracketed(party: str) -> str:
    """Return a party as it stands behind a name: in brackets, once.

    >>> bracketed("union"), bracketed(NO_PARTY)
    ('(union)', '(party not known)')
    """
    return party if party in {OUTLET_ITSELF, NO_PARTY} else f"({party})"


def with_side(name: str, party: str) -> str:
    """Return a speaker with the side, where this is known and the name does not tell it.

    >>> with_side("Ana Ruiz", "union"), with_side("The board (port)", "port"), with_side("Kim", NO_PARTY)
    ('Ana Ruiz (union)', 'The board (port)', 'Kim')
    """
    is_told = party in {NO_PARTY, OUTLET_ITSELF, name} or name.endswith(bracketed(party))
    return name if is_told else f"{name} {bracketed(party)}"
