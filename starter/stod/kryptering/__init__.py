"""What passes through Temporal is readable only to who has the keys; and the one way to a Temporal server."""
