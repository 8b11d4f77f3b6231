"""All commands: importing this module registers them, in the order of the help page."""

from graph.cli import articles, demo, identities, looking, serving  # noqa: F401
