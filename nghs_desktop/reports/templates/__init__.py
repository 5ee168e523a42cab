"""Templates: frozen facts in, a document's content out. Pure functions; no page, no font, no clock."""
