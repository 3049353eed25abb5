"""What is written, and its projection."""
