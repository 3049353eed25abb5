"""Gallring: what is ripe, what stops it, and the weeding out itself (K3.8)."""
