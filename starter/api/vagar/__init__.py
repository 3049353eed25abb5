"""The ways in, a file for what each is about."""
