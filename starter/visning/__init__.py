"""Words and rows that people read."""
