"""PostgreSQL, Temporal and the workers on one machine, started and stopped together."""
