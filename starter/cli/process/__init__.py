"""Commands on what stands beside the cases."""
