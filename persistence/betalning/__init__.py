"""Closed payment months."""
