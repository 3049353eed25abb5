"""What the yearly review asks."""
