"""A case as a file, played through: by the pure domain in milliseconds, or by the real service on skipped time."""
