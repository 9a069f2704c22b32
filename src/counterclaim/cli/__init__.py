"""The command line: parses what was typed, calls the rooms below, prints.

`verbs.py` declares every verb, its flags and its help; the work of each is in the module named for
it, which is loaded only when the verb is run, so that `--help` waits for no parser. What follows
for every verb is settled once: global flags (`flags.py`), where words go (`screen.py`), exit codes
(`exits.py`), the time (`clock.py`), being asked to stop (`interruption.py`).
"""

# ruff: noqa: PLC0415 - Ctrl-C counts from `main` on

from __future__ import annotations


def main() -> int:
    """Run the command that this process was started with, and return its exit code."""
    try:
        from counterclaim.cli.interruption import heed, interruptible

        with interruptible():
            from counterclaim.cli.process import run_process

            heed()
            code = run_process()
    except KeyboardInterrupt:
        code = 130
    # Where an interruption passed through text that was being executed (a dataclass is made so), Python
    # remembers that, and would end by the signal and not with our exit code, until other text is executed.
    exec("")  # noqa: S102
    return code
