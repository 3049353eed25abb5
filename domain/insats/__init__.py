"""The aggregate: one insats, what it consists of, and what is awaited in it."""
