"""Processes beside the cases: written and read."""
