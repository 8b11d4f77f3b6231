"""Relations: who did what to whom, from triggers, grammar and a small learned scorer."""
