"""What is said, what happens, and the journal that keeps it."""
