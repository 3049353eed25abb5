"""Commands on a case."""
