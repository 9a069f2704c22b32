"""Statements to claims: those that say the same thing, with the stance of each.

Candidates come from the vectors of their words and from one frame; agreement rules decide; groups
grow from the best agreement down, and no group ever takes in a pair that a veto keeps apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from counterclaim.model import Act, Bearing, Claim, Form, Stance, content_id
from counterclaim.relate.agreement import Agreement, agreement, veto
from counterclaim.relate.frames import FrameLexicon
from counterclaim.relate.items import Hostilities, Item
from counterclaim.relate.vectors import neighbours, similarity

CANDIDATES = 40
"""The most other statements that one is compared with, whatever the size of the ledger."""

_FLOOR = 0.3
_DENIAL_FLOOR = 0.35
_SHORTEST_GIST = 4
_SAME_REPORT = 0.1
_SAME_TOLD = 0.3
_UNCLEAR_ALONE = frozenset(
    {
        "i",
        "we",
        "he",
        "she",
        "it",
        "they",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "their",
        "our",
        "its",
    }
)


def claims(everyone: Sequence[Item], hostile: Hostilities, lexicon: FrameLexicon) -> tuple[Claim, ...]:
    """Return the claims that `everyone` bears on, sorted by id.

    An explicit denial bears on the claim it denies; one that denies nothing told here is a claim of
    its own that only stands denied.
    """
    by_id = {item.id: item for item in everyone}
    near = neighbours({item.id: item.vector for item in everyone}, _FLOOR, CANDIDATES)
    pairs = sorted({(min(a, n.id), max(a, n.id)) for a, found in near.items() for n in found})
    groups = _groups(by_id, pairs, lexicon)
    denials = _denials(by_id, groups, lexicon)
    return tuple(sorted(_built(by_id, groups, denials, hostile), key=lambda claim: claim.id))


@dataclass(frozen=True, slots=True)
class _Group:
    """Statements that say one thing, and why they were joined."""

    members: tuple[str, ...]
    reasons: tuple[str, ...] = ()


def _groups(
    by_id: Mapping[str, Item], pairs: Sequence[tuple[str, str]], lexicon: FrameLexicon
) -> list[_Group]:
    """Join what agrees, best first; denials wait until there is something to deny."""
    told = [item for item in by_id.values() if not item.statement.denied]
    agreed: dict[tuple[str, str], Agreement] = {}
    for left, right in pairs:
        if by_id[left].statement.denied or by_id[right].statement.denied:
            continue
        found = agreement(by_id[left], by_id[right], lexicon)
        if found is not None:
            agreed[left, right] = found
    group_of = {item.id: _Group((item.id,)) for item in told}
    for (left, right), found in sorted(agreed.items(), key=lambda pair: (-pair[1].score, pair[0])):
        one, other = group_of[left], group_of[right]
        if one is not other and _may_join(one, other, by_id, agreed, lexicon):
            because = f"{found.because}"
            joined = _Group(
                tuple(sorted((*one.members, *other.members))), (*one.reasons, *other.reasons, because)
            )
            group_of.update(dict.fromkeys(joined.members, joined))
    return list({group.members: group for group in group_of.values()}.values())


def _may_join(
    one: _Group,
    other: _Group,
    by_id: Mapping[str, Item],
    agreed: Mapping[tuple[str, str], Agreement],
    lexicon: FrameLexicon,
) -> bool:
    """No veto between any two, and at least half of all pairs agree outright."""
    pairs = [(min(a, b), max(a, b)) for a in one.members for b in other.members]
    if any(veto(by_id[a], by_id[b], lexicon) for a, b in pairs):
        return False
    return 2 * sum(pair in agreed for pair in pairs) >= len(pairs)


# -- Denials -------------------------------------------------------------------------------------------


def _denials(
    by_id: Mapping[str, Item], groups: Sequence[_Group], lexicon: FrameLexicon
) -> dict[str, list[_Group]]:
    """Return for each explicit denial the groups that it denies: the likeliest, or all if it denies "any"."""
    told_of: dict[str, list[_Group]] = {}
    for group in groups:
        for frame in sorted({by_id[member].frame for member in group.members}):
            told_of.setdefault(frame, []).append(group)
    found: dict[str, list[_Group]] = {}
    for item in by_id.values():
        if item.statement.denied:
            near = [
                group
                for frame, some in told_of.items()
                if lexicon.are_kin(frame, item.frame)
                for group in some
            ]
            aims = sorted(
                ((_aim(item, group, by_id, lexicon), group.members, group) for group in near), reverse=True
            )
            hits = [group for score, _, group in aims if score > 0]
            found[item.id] = hits if _is_universal(item) else hits[:1]
    return {denial: hits for denial, hits in found.items() if hits}


def _is_universal(denial: Item) -> bool:
    words = " ".join(denial.report.quote(span) for span in denial.statement.content).lower().split()
    return "any" in words or "all" in words


def _aim(denial: Item, group: _Group, by_id: Mapping[str, Item], lexicon: FrameLexicon) -> float:
    """Return how well a group is what the denial denies: 0 when it is not."""
    return max((_aim_at(denial, by_id[member], lexicon) for member in group.members), default=0.0)


def _aim_at(denial: Item, told: Item, lexicon: FrameLexicon) -> float:
    """A denial is aimed at another speaker's content of the same frame about the same people."""
    if denial.speaker and told.speaker and denial.speaker.key == told.speaker.key:
        return 0.0
    if denial.statement.content == told.statement.content:
        return 2.0
    nearness = similarity(denial.vector, told.vector)
    if nearness < _DENIAL_FLOOR or veto(denial, told, lexicon) is not None:
        return 0.0
    return (
        nearness
        + _SAME_REPORT * (denial.report.id == told.report.id)
        + _SAME_TOLD * (denial.frame == told.frame)
    )


# -- Claims --------------------------------------------------------------------------------------------


def _built(
    by_id: Mapping[str, Item],
    groups: Sequence[_Group],
    denials: Mapping[str, Sequence[_Group]],
    hostile: Hostilities,
) -> Iterator[Claim]:
    for group in groups:
        against = [one for one, aimed in denials.items() if any(g.members == group.members for g in aimed)]
        bearings = [stance(by_id[member], hostile) for member in group.members]
        bearings += [
            Bearing(one, Stance.DENIES, f"denies what is told of “{by_id[one].frame}”") for one in against
        ]
        yield _claim([by_id[member] for member in group.members], bearings, group.reasons)
    for item in by_id.values():
        if item.statement.denied and item.id not in denials:
            alone = Bearing(item.id, Stance.DENIES, "denied, though nobody here told it")
            yield _claim([item], [alone], ())


def _claim(told: Sequence[Item], bearings: Sequence[Bearing], reasons: Sequence[str]) -> Claim:
    best = min(told, key=_unclear)
    because = "; ".join(dict.fromkeys(reasons)) or "said once"
    return Claim(
        id=content_id("cl", *sorted(item.id for item in told)),
        gist=gist(best),
        frame=best.frame,
        bearings=tuple(sorted(bearings, key=lambda bearing: bearing.statement)),
        because=because,
        places=tuple(sorted({place for item in told for place in item.proposition.places})),
        about=next((item.when for item in sorted(told, key=lambda one: one.id) if item.when), None),
    )


def _unclear(item: Item) -> tuple[bool, bool, int, int, str]:
    """Order contents by how clear they are alone: whole, in the third person, told of somebody, short."""
    words = gist(item).split()
    personal = bool({word.lower().strip(",.;") for word in words} & _UNCLEAR_ALONE)
    too_short = len(words) < _SHORTEST_GIST
    return (
        too_short,
        item.statement.form is Form.DIRECT,
        int(personal) + item.statement.level,
        len(words),
        item.id,
    )


def gist(item: Item) -> str:
    """Return the content in the report's own words, on one line."""
    return " … ".join(" ".join(item.report.quote(span).split()) for span in item.statement.content).strip(
        " ,;"
    )


def stance(item: Item, hostile: Hostilities) -> Bearing:
    """Return what a statement does to the claim it makes: assert, confirm, or concede."""
    conceding = concession(item, hostile)
    if conceding:
        return Bearing(item.id, Stance.CONCEDES, conceding)
    if item.statement.act is Act.CONFIRM:
        return Bearing(item.id, Stance.CONFIRMS, "confirmed in so many words")
    return Bearing(item.id, Stance.ASSERTS, item.statement.because)


def concession(item: Item, hostile: Hostilities) -> str | None:
    """Say why the content is against the interest of the speaker's own side, if it is.

    It is when the speaker's side loses by it, or a side hostile to the speaker's gains by it.
    """
    speaker = item.speaker
    own = speaker.country or speaker.party if speaker else None
    if speaker is None or own is None or item.statement.act in {Act.VOW, Act.PREDICT, Act.WARN, Act.ASK}:
        return None
    losing, gaining = (item.losing, item.gaining) if item.affirms else (item.gaining, item.losing)
    if own in losing and own not in gaining:
        return f"{own} loses by it, and {speaker.name} speaks for {speaker.party or own}"
    against = sorted(side for side in gaining if frozenset({side, own}) in hostile)
    if against and own not in gaining:
        return f"{against[0]} gains by it, against whom {own} stands, and {speaker.name} speaks for that side"
    return None
