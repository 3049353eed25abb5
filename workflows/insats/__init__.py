"""One insats, its whole life."""
