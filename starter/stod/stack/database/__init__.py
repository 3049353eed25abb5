"""A PostgreSQL of the house's own: its programs, its cluster, its process and its user."""
