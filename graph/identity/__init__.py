"""Which entities of many articles are one actor."""

from graph.identity.resolver import Resolver

__all__ = ["Resolver"]
