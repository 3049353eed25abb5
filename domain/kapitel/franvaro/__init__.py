"""§10: absence."""
