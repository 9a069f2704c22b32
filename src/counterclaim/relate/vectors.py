"""Static word vectors: what a few words are about, for finding candidates and for nothing else.

Nearness says "about the same thing", never "agrees": a claim and its opposite are as near as two
wordings of one claim. So vectors propose pairs and rules decide on them.

Every number here is exact. A sum over words is one of whole numbers, and the coordinates of a
vector are multiples of 1/2048, so that every partial sum of a product of two such vectors fits
into a 32-bit float: no order of adding, no batch and no machine can change a bit.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from counterclaim import lang

Vector = npt.NDArray[np.float32]

GRID = 2048
"""Coordinates are multiples of 1 / GRID: two unit vectors' products then need 22 of 24 bits."""


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """A table of word vectors: `rows` says which row of `table` a lower-case word has.

    Rows are whole numbers, already weighted by how rare the word is.
    """

    rows: Mapping[str, int]
    table: npt.NDArray[np.int32]
    source: str

    @property
    def dimensions(self) -> int:
        """Return the length of a vector."""
        return int(self.table.shape[1])


def load_vectors(language: str = "en") -> Vectors:
    """Return the table of `language`, read once; one without a file has no words at all.

    The table is distilled from a sentence encoder word by word, as Model2Vec does (Tulkens and van
    Dongen 2024); `bench/distil_vectors.py` made it and names the source and its licence.
    """
    return _loaded(language)


@cache
def _loaded(language: str) -> Vectors:
    path = resources.files(lang) / language / "vectors.npz"
    if not path.is_file():
        return Vectors({}, np.zeros((0, 0), dtype=np.int32), "none")
    with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as stored:
        words = stored["words"].tobytes().decode().split("\n")
        table = stored["table"].astype(np.int32) * stored["weights"].astype(np.int32)[:, None]
        source = str(stored["source"])
    table.setflags(write=False)
    return Vectors({word: row for row, word in enumerate(words)}, table, source)


def embed(words: Sequence[str], vectors: Vectors) -> Vector:
    """Return the direction of the sum of the vectors of `words`, of unit length.

    Case does not count, nor does order; an unknown word counts for nothing, and unknown words alone
    give zero. The length is 1 to within .01, for coordinates are rounded to 1 / `GRID`.
    """
    rows = [row for row in (vectors.rows.get(word.lower()) for word in words) if row is not None]
    total = vectors.table[rows].sum(axis=0, dtype=np.int64).astype(np.float64)
    length = math.sqrt(math.fsum(total * total))
    if length == 0:
        return np.zeros(vectors.dimensions, dtype=np.float32)
    unit: Vector = (np.rint(total / length * GRID) / GRID).astype(np.float32)
    return unit


def similarity(left: Vector, right: Vector) -> float:
    """Return the cosine of two vectors of `embed`, -1..1; 0 when one of them is zero."""
    return max(-1.0, min(1.0, float(left @ right)))
