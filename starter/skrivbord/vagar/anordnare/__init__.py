"""What an anordnare works with beside one case at a time: the week of all its kunder, and its money."""
