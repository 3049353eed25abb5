"""What the database bears: imports, a payment month, the nightly hunt, and what grows with years and cases."""
