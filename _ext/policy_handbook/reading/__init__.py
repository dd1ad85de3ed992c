"""How a page becomes records: what may stand on it, what is read, and what an editor is told of it."""
