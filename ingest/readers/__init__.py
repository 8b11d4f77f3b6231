"""Readers: from files of every accepted kind to articles."""
