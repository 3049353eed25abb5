"""Amounts and other values of the rules, decided in the service by two people (K16.5)."""
