"""The durable shells around the walk; no rule is written here."""
