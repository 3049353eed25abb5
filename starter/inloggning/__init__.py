"""Logging in: the login itself, its issuer, its settings, and the guard against forged forms."""
