"""The files of registers."""
