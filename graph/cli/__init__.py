"""The command line `rawabit`: commands that only wire the rooms together."""

from graph.cli.app import main

__all__ = ["main"]
