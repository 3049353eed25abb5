"""Whose turn it is to be chosen, and the list of those who may be."""
