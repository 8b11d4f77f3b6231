"""Arabic text: tokens and sentences with their offsets in the stored text, and dates."""
