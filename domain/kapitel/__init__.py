"""The routine, chapter by chapter."""
