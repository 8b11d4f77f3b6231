"""Questions to the graph: safe queries, run where they can be ended, and the ready ones."""
