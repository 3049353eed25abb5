"""§4, §6.3, §9, §13.5: what the parties say to each other."""
