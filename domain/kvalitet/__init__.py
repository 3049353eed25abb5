"""§1.1: the yearly review."""
