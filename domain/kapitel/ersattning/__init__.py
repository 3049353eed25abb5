"""§14: what is paid, and when."""
