"""What cases and processes share: clock, queue, writer, search attributes."""
