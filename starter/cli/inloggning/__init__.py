"""The command line of those who let people in, and of those who log in."""
