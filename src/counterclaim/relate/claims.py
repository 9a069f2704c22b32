"""Statements to claims: those that say the same thing, with the stance of each.

Candidates come from the vectors of their words and from one frame; agreement rules decide; groups
grow from the best agreement down, and no group ever takes in a pair that a veto keeps apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

from counterclaim.model import Act, Actor, Bearing, Claim, Form, Modality, Span, Stance, content_id
from counterclaim.relate.agreement import Agreement, agreement, veto
from counterclaim.relate.frames import FrameLexicon
from counterclaim.relate.items import Hostilities, Item, camp
from counterclaim.relate.vectors import Neighbour, neighbours, similarity

CANDIDATES = 40
"""The most other statements that one is compared with, whatever the size of the ledger."""

LARGEST_BUCKET = 24
"""Of more statements of one frame and one actor, each is compared with the next only."""

ASKED = 8
"""Members of a group that those of another must agree with, before the two are joined."""

_FLOOR = 0.3
_DENIAL_FLOOR = 0.35
_SHORTEST_GIST = 4
_NEAREST_CUE = 3
_UNIVERSAL_FLOOR = 0.7
"""What "any" denies beyond its likeliest aim must be told nearly in its words, of one frame."""

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
    pairs = {(min(one, n.id), max(one, n.id)) for one, found in near.items() for n in found}
    groups = _groups(by_id, sorted(pairs | _of_one_actor(everyone, lexicon)), lexicon)
    denials = _denials(by_id, groups, near, lexicon)
    return tuple(sorted(_built(by_id, groups, denials, hostile, lexicon), key=lambda claim: claim.id))


def _of_one_actor(everyone: Sequence[Item], lexicon: FrameLexicon) -> set[tuple[str, str]]:
    """Return the pairs that tell one known frame of the same actors: "resigned" is not near "stepped down".

    Of a bucket with more than `LARGEST_BUCKET` each is compared with the next only.
    """
    buckets: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for item in everyone:
        if item.agents and item.frame in lexicon.frames:
            buckets.setdefault((item.frame, tuple(sorted(item.agents))), []).append(item.id)
    return {
        pair
        for bucket in buckets.values()
        for pair in (combinations(bucket, 2) if len(bucket) <= LARGEST_BUCKET else pairwise(bucket))
    }


@dataclass(frozen=True, slots=True)
class _Group:
    """Statements that say one thing, and why they were joined."""

    members: tuple[str, ...]
    reasons: tuple[str, ...] = ()


def _groups(
    by_id: Mapping[str, Item], pairs: Sequence[tuple[str, str]], lexicon: FrameLexicon
) -> list[_Group]:
    """Join what agrees, best first; denials wait until there is something to deny."""
    told = [item.id for item in by_id.values() if not _denies(item)]
    asked = cache(lambda left, right: agreement(by_id[left], by_id[right], lexicon))
    agreed = [
        (-found.score, left, right, found.because)
        for left, right in pairs
        if not (_denies(by_id[left]) or _denies(by_id[right])) and (found := asked(left, right)) is not None
    ]
    group_of = {one: _Group((one,)) for one in told}
    for _, left, right, because in sorted(agreed):
        one, other = group_of[left], group_of[right]
        if one is not other and _may_join(one, other, by_id, asked, lexicon):
            joined = _Group(
                tuple(sorted((*one.members, *other.members))), (*one.reasons, *other.reasons, because)
            )
            group_of.update(dict.fromkeys(joined.members, joined))
    return list({group.members: group for group in group_of.values()}.values())


def _may_join(
    one: _Group,
    other: _Group,
    by_id: Mapping[str, Item],
    asked: Callable[[str, str], Agreement | None],
    lexicon: FrameLexicon,
) -> bool:
    """No veto between any two of those asked, and at least half of the pairs agree outright."""
    pairs = [(min(a, b), max(a, b)) for a in one.members[:ASKED] for b in other.members[:ASKED]]
    if any(veto(by_id[a], by_id[b], lexicon) for a, b in pairs):
        return False
    return 2 * sum(asked(a, b) is not None for a, b in pairs) >= len(pairs)


# -- Denials -------------------------------------------------------------------------------------------


def _denials(
    by_id: Mapping[str, Item],
    groups: Sequence[_Group],
    near: Mapping[str, Sequence[Neighbour]],
    lexicon: FrameLexicon,
) -> dict[str, list[_Group]]:
    """Return for each explicit denial the groups that it denies: the likeliest, or all if it denies "any"."""
    group_of = {member: group for group in groups for member in group.members}
    found: dict[str, list[_Group]] = {}
    for item in by_id.values():
        if not _denies(item):
            continue
        aims: dict[tuple[str, ...], float] = {}
        for told in (by_id[one.id] for one in near[item.id] if one.id in group_of):
            if any(lexicon.are_kin(told.frame, frame) for frame in _denied_frames(item)):
                members = group_of[told.id].members
                aims[members] = max(aims.get(members, 0.0), _aim_at(item, told, lexicon))
        hits = [members for members in sorted(aims, key=lambda one: (-aims[one], one)) if aims[members] > 0]
        hit = [group_of[members[0]] for members in hits]
        if hit:
            wide = [group_of[members[0]] for members in hits[1:] if aims[members] >= _UNIVERSAL_FLOOR]
            found[item.id] = [hit[0], *wide] if _is_universal(item) else hit[:1]
    return found


def _denies(item: Item) -> bool:
    """A denying verb denies its content; "the reports were untrue" denies what the reports tell."""
    return item.statement.denied or item.statement.act is Act.DENY


def _denied_frames(item: Item) -> frozenset[str]:
    return frozenset({item.frame}) if item.statement.denied else item.frames


def _is_universal(denial: Item) -> bool:
    words = " ".join(denial.report.quote(span) for span in denial.statement.content).lower().split()
    return "any" in words or "all" in words


def _aim_at(denial: Item, told: Item, lexicon: FrameLexicon) -> float:
    """A denial is aimed at another speaker's content of the same frame about the same people."""
    if denial.speaker and told.speaker and denial.speaker.key == told.speaker.key:
        return 0.0
    if denial.statement.content == told.statement.content:
        return 2.0
    nearness = similarity(denial.vector, told.vector)
    if nearness < _DENIAL_FLOOR or veto(denial, told, lexicon) is not None or _is_toll(told, denial, lexicon):
        return 0.0
    return (
        nearness
        + _SAME_REPORT * (denial.report.id == told.report.id)
        + _SAME_TOLD * (denial.frame == told.frame)
    )


def _is_toll(told: Item, denial: Item, lexicon: FrameLexicon) -> bool:
    """Who denies that ground was lost denies no count of people, unless he speaks of them too."""
    people = any(quantity.unit == "person" for quantity in told.proposition.quantities)
    shared = set(told.proposition.words) & set(denial.proposition.words)
    return people and not any(lexicon.verbs.get(word) != told.frame for word in shared)


# -- Claims --------------------------------------------------------------------------------------------


def _built(
    by_id: Mapping[str, Item],
    groups: Sequence[_Group],
    denials: Mapping[str, Sequence[_Group]],
    hostile: Hostilities,
    lexicon: FrameLexicon,
) -> Iterator[Claim]:
    denied_by: dict[tuple[str, ...], list[str]] = {}
    for denial, aimed in denials.items():
        for group in aimed:
            denied_by.setdefault(group.members, []).append(denial)
    for group in groups:
        against = denied_by.get(group.members, [])
        bearings = [stance(by_id[member], hostile, lexicon) for member in group.members]
        bearings += [
            Bearing(one, Stance.DENIES, f"denies what is told of “{by_id[one].frame}”") for one in against
        ]
        yield _claim([by_id[member] for member in group.members], bearings, group.reasons)
    for item in by_id.values():
        if _denies(item) and item.id not in denials:
            alone = Bearing(item.id, Stance.DENIES, "denied, though nobody here told it")
            yield _claim([item], [alone if item.statement.denied else stance(item, hostile, lexicon)], ())


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
    """Return the content in the report's own words, on one line.

    What is no clause of its own ("to hold the bridge", "the bank of fraud") is told with its speaker
    and its cue: "Ann Lee accused the bank of fraud".
    """
    spans = item.statement.content
    cue = item.statement.cue
    if cue and item.speaker and _is_fragment(item) and 0 <= spans[0].start - cue.end <= _NEAREST_CUE:
        whole = Span(cue.report, cue.start, spans[-1].end)
        return f"{item.speaker.name} {_one_line(item.report.quote(whole))}"
    return " … ".join(_one_line(item.report.quote(span)) for span in spans)


def _one_line(words: str) -> str:
    return " ".join(words.split()).strip(" ,;")


def _is_fragment(item: Item) -> bool:
    """Say whether the content is an infinitive, an accusation or a bare noun phrase."""
    own_words = item.statement.denied or item.statement.form is Form.DIRECT
    return not own_words and not item.proposition.clause


def stance(item: Item, hostile: Hostilities, lexicon: FrameLexicon) -> Bearing:
    """Return what a statement does to the claim it makes: assert, confirm, concede, or leave it open."""
    if item.statement.act is Act.DECLINE_COMMENT:
        return Bearing(item.id, Stance.SILENT, "not to deny it is not to affirm it")
    conceding = _granted(item, lexicon) or concession(item, hostile)
    if conceding:
        return Bearing(item.id, Stance.CONCEDES, conceding)
    if item.statement.act is Act.CONFIRM:
        return Bearing(item.id, Stance.CONFIRMS, "confirmed in so many words")
    return Bearing(item.id, Stance.ASSERTS, item.statement.because)


def _granted(item: Item, lexicon: FrameLexicon) -> str | None:
    """Who "admits" or "acknowledges" it grants it in so many words."""
    cue = item.report.quote(item.statement.cue) if item.statement.cue else ""
    word = next((word for word in cue.lower().split() if word in lexicon.conceding), None)
    return f"“{word}” grants it" if word and not item.statement.denied else None


def concession(item: Item, hostile: Hostilities) -> str | None:
    """Say why the content is against the interest of the speaker's own side, if it is.

    It is when the speaker's side loses by it, or a side hostile to the speaker's gains by it. To
    accuse others of what they did to one's own side is no concession, nor is to tell of what is only
    to come, nor of one's own dead where nobody is hostile.
    """
    speaker = item.speaker
    own = camp(speaker) if speaker else ""
    if speaker is None or not own or item.statement.act in {Act.VOW, Act.PREDICT, Act.WARN, Act.ASK}:
        return None
    if item.statement.act is Act.ACCUSE and own not in item.acting:
        return None
    if item.proposition.modality in {Modality.FUTURE, Modality.WANTED} or _mourns(item, own, hostile):
        return None
    losing, gaining = (item.losing, item.gaining) if item.affirms else (item.gaining, item.losing)
    if own in losing and own not in gaining:
        return f"{own} loses by it, and {_spokesman(speaker)}"
    against = sorted(side for side in gaining if frozenset({side, own}) in hostile)
    if against and own not in gaining:
        return f"{against[0]} gains by it, against whom {own} stands, and {_spokesman(speaker)}"
    return None


def _mourns(item: Item, own: str, hostile: Hostilities) -> bool:
    people = any(quantity.unit == "person" for quantity in item.proposition.quantities)
    return people and not any(own in pair for pair in hostile)


def _spokesman(speaker: Actor) -> str:
    side = speaker.party or speaker.country or speaker.name
    return "says so itself" if side == speaker.name else f"{speaker.name} speaks for {side}"
