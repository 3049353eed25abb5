"""§3.2, §1.1: an anordnare's record."""
