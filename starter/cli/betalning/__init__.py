"""Commands on the payment month."""
