"""What every test in this folder may ask for; it stands in `figures.py`."""

from figures import Figure, bad_disk, commands, figure, pytest_runtest_logreport

__all__ = ["Figure", "bad_disk", "commands", "figure", "pytest_runtest_logreport"]
