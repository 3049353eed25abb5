"""The way to Temporal: the typed client."""
