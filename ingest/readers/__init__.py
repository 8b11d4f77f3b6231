"""Articles from files, folders and standard input, and what is wrong with those that cannot be read."""

from ingest.readers.articles import read_articles
from ingest.readers.problem import Problem

__all__ = ["Problem", "read_articles"]
