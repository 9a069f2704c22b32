"""The command line: parses what was typed, calls the rooms below, prints.

`verbs.py` declares every verb, its flags and its help; the work of each is in the module named for
it, which is loaded only when the verb is run, so that `--help` waits for no parser. What follows
for every verb is settled once: global flags (`flags.py`), where words go (`screen.py`), exit codes
(`exits.py`), the time (`clock.py`).
"""

from __future__ import annotations


def main() -> int:
    """Run the command that this process was started with, and return its exit code."""
    try:
        from counterclaim.cli.process import run_process  # noqa: PLC0415 - Ctrl-C counts from here on

        return run_process()
    except KeyboardInterrupt:
        return 130
