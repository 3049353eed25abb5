"""Why something is as it is, and what will happen."""
