"""§1.1–§2, §5.3, §6.1: day 1, for whom it may come, and what came before it."""
