"""From a file to what it says: articles in, extractions out. Knows no RDF and no screen."""
