"""How work is spread: the only room that may import a cluster."""

from __future__ import annotations

from counterclaim.engine.blocking import Pairs, SkippedKey
from counterclaim.engine.local import LocalEngine
from counterclaim.engine.protocol import Engine

__all__ = ["Engine", "LocalEngine", "Pairs", "SkippedKey"]
