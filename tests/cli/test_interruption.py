from __future__ import annotations

import signal
from contextlib import suppress

import pytest

from counterclaim.cli.interruption import heeding_interruption


def test_an_interruption_that_was_swallowed_is_heeded_at_the_next_step() -> None:
    told: list[str] = []
    with heeding_interruption(told.append) as tell:
        tell("first")
        with suppress(KeyboardInterrupt):  # as a destructor, or a callback of compiled code, does
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            tell("second")
    assert told == ["first"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_is_heeded_at_once(number: signal.Signals) -> None:
    with pytest.raises(KeyboardInterrupt), heeding_interruption(lambda _: None):
        signal.raise_signal(number)


def test_the_handler_of_before_is_put_back() -> None:
    stopping = (signal.SIGINT, signal.SIGTERM)
    before = [signal.getsignal(number) for number in stopping]
    with heeding_interruption(lambda _: None):
        assert all(signal.getsignal(number) not in before for number in stopping)
    assert [signal.getsignal(number) for number in stopping] == before


def test_who_ignores_interruptions_goes_on_ignoring_them() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with heeding_interruption(lambda _: None) as tell:
            signal.raise_signal(signal.SIGINT)
            tell("a step")
    finally:
        signal.signal(signal.SIGINT, before)
