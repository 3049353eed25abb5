"""§7.3, §8, §12: what the anordnare hands in, and its review."""
