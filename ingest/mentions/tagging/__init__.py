"""The engines behind `ingest.mentions.tagger`: what a word looks like, and who reads a row of words."""
