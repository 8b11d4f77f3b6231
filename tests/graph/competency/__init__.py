"""Tests of this part of the graph."""
