"""The life of a case: decided, followed, folded, corrected, shown."""
