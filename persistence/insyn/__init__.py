"""Who may see what: one place."""
