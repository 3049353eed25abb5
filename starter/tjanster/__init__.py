"""The use cases: what a tool can do, whatever the door."""
