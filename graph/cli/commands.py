"""All commands: importing this module registers them, in the order of the help page."""

from graph.cli import articles, demo, identities, looking, reviewing, serving  # noqa: F401
