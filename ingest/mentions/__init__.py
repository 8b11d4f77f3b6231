"""Mentions: where the text names actors, places, offices and bodies."""
