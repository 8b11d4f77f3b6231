"""From what articles say to what an analyst sees: store, identity, SPARQL, network, exports, commands."""
