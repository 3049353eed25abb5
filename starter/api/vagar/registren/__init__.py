"""The registers over HTTP: kunder, staff and anordnare, who is let in, and registers from a file."""
