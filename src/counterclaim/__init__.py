"""Counterclaim keeps account of rival claims.

    from counterclaim import Ledger

Nothing is loaded before it is asked for, so that `counterclaim --help` waits for no parser. What type
checkers know of this module stands in `__init__.pyi`.
"""

from importlib import import_module

__version__ = "0.1.0"

__all__ = ["Ledger", "Rows", "__version__"]

_ELSEWHERE = {"Ledger": "casebook", "Rows": "casebook"}


def __getattr__(name: str) -> object:
    """Return what stands in another module, once it is asked for (PEP 562)."""
    if name not in _ELSEWHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ELSEWHERE[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
