"""The runs of words of a text, and the few of them under which its copies are looked for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from functools import lru_cache

from counterclaim.lang import LANGUAGES
from counterclaim.model import BlockKind, Report
from counterclaim.parse.blocks import blocks

RUN = 5
"""Words of one shingle: a run of five is hardly ever shared by chance."""

SAMPLE = 16
"""One shingle of SAMPLE is a key, and so are the SAMPLE lowest, so that a short text has enough."""

BODY = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST})
"""What a copy keeps. Headlines are rewritten, and credits and furniture are shared by strangers."""

_WORD = re.compile(r"\w+")


def words_of(report: Report, kinds: Collection[BlockKind]) -> list[str]:
    """Return the words, case folded, of the blocks of `kinds`; those of the whole text if it has none.

    A language without tables is cut into blocks by those of the first one.
    """
    language = report.language if report.language in LANGUAGES else LANGUAGES[0]
    kept = [block for block in blocks(report.text, language) if block.kind in kinds]
    parts = [report.text[block.start : block.end] for block in kept] or [report.text]
    return [word for part in parts for word in _WORD.findall(part.casefold())]


@lru_cache(maxsize=1024)
def shingles(report: Report) -> frozenset[int]:
    """Return the unsalted 64-bit hashes of all runs of `RUN` words of the body.

    Shingling is Broder's (On the resemblance and containment of documents, 1997). The last ones are
    kept, for a report is compared with several others in a row.
    """
    words = words_of(report, BODY)
    return frozenset(_hash(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _hash(run: list[str]) -> int:
    digest = hashlib.blake2b(" ".join(run).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def sampled(runs: Collection[int]) -> tuple[int, ...]:
    """Return the shingles that are keys: 0 modulo `SAMPLE`, and the `SAMPLE` lowest, in order.

    The first (Broder's mod-m sketch) finds a short text inside a long one, the second two short ones.
    """
    ordered = sorted(runs)
    return tuple(sorted({*ordered[:SAMPLE], *(run for run in ordered if run % SAMPLE == 0)}))
