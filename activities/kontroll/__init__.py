"""The hunt for impossible states."""
