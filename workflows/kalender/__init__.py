"""What the calendar starts."""
