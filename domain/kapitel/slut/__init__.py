"""§11, §13: extension and end."""
