"""Lets `python -m counterclaim` be the same as `counterclaim`."""

import sys

from counterclaim.cli import main

if __name__ == "__main__":
    sys.exit(main())
