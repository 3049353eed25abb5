"""What operations do."""
