"""§1–§7.1: from the decision to the first meeting."""
