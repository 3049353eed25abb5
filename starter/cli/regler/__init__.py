"""The rules and the kommandon, shown."""
