"""The registers of anordnare, their auktorisationer and their staff."""
