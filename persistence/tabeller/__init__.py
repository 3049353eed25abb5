"""The tables' form."""
