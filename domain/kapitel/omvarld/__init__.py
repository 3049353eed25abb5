"""§1.1: the rules or the auktorisation change under a running case."""
