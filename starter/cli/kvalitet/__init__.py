"""The yearly review at the command line."""
