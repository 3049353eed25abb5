"""The routine's numbers and choices as dated data."""
