"""The year's figures, what has been late, and how the service itself stands."""
