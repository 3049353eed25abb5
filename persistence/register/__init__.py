"""The registers, as they are kept: anordnare, kunder and those who work with them."""
