"""§3.1: gallring, as a process with two signatures (K3.8)."""
