"""What stands beside the cases."""
