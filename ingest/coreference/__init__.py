"""Coreference: which mentions of one article mean the same actor."""
