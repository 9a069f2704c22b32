"""Counterclaim keeps account of rival claims."""

__version__ = "0.1.0"
