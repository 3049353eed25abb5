"""§14: the payment month."""
