"""Scripts that train the models of `ingest/models` and score them by cross-validation."""
