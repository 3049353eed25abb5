"""What the registers hold, and how it is written."""
